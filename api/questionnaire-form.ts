/**
 * What comes back with the public questionnaire: fields as answers, and what the server signed: when it was first shown, and
 * which device this is. Deliberately absent: what an answer must be (domain), and what becomes of it (routes/questionnaire.ts).
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Request, type Response, urlencoded } from 'express';
import type { Text } from '../domain/kernel/values.ts';
import type { OpenForm } from '../domain/stages/survey/batch.ts';
import type { Given, Questionnaire } from '../domain/stages/survey/questionnaire.ts';
import { typedFields } from './gate.ts';
import { wasDecoyed } from './link-acts.ts';

/** Twenty answers, the longest of 500 characters: nine bytes each as browsers send them. Four times that, so that whoever writes too much is told at the field. */
const FORM_BYTES = 131_072;
const FIELDS_MAX = 80;
const read = urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: FIELDS_MAX });

export type BroughtForm = {
  readonly step: 0 | 1 | 2;
  readonly back: boolean;
  readonly consent: boolean;
  readonly stamp: string;
  readonly phone: string;
  readonly given: Given;
  /** What the gate for text says of a field. */
  readonly unfit: ReadonlyMap<string, Text>;
  readonly decoyed: boolean;
  /** More than any form of ours: nothing of it was read. */
  readonly tooLong: boolean;
};

const isTooLong = (error: unknown): boolean => typeof error === 'object' && error !== null && 'status' in error && error.status === 413;

/** A body that is no form, or too large for one, has no fields. */
export const readQuestionnaire = (request: Request, response: Response, { questions }: Questionnaire): Promise<BroughtForm> =>
  new Promise((resolve) => {
    read(request, response, (error?: unknown) => {
      const { fields, faults } = typedFields(error === undefined ? request.body : {});
      const text = (name: string): string => (fields[name] ?? '').slice(0, 2_000);
      const given: Record<string, string | readonly string[]> = {};
      for (const { key, kind, options = [] } of questions) {
        if (kind === 'SOME') given[key] = options.flatMap(({ code }) => (text(`${key}.${code}`) === '' ? [] : [code]));
        else if (kind === 'MONTH' && (text(`${key}.year`) !== '' || text(`${key}.month`) !== ''))
          given[key] = `${text(`${key}.year`)}-${text(`${key}.month`)}`;
        else given[key] = text(key);
      }
      const step = text('step') === '1' ? 1 : text('step') === '2' ? 2 : 0;
      resolve({
        step,
        back: text('go') === 'back',
        consent: text('consent') === 'yes',
        stamp: text('stamp'),
        phone: text('phone'),
        given,
        unfit: faults,
        decoyed: wasDecoyed(fields),
        tooLong: isTooLong(error),
      });
    });
  });

const signed = (secret: string, what: string): string => createHmac('sha256', secret).update(what).digest('base64url').slice(0, 32);
const isSigned = (secret: string, what: string, mark: string): boolean => {
  const right = Buffer.from(signed(secret, what));
  const there = Buffer.from(mark);
  return right.length === there.length && timingSafeEqual(right, there);
};

export const stampAt = ({ secret, link }: OpenForm, now: number): string => `${now}.${signed(secret, `stamp:${link}:${now}`)}`;
/** How long it was open, in whole seconds; null: no stamp of ours, or one from tomorrow. */
export function secondsSince({ secret, link }: OpenForm, stamp: string, now: number): number | null {
  const [at = '', mark = ''] = stamp.split('.');
  if (!/^\d{12,14}$/.test(at) || !isSigned(secret, `stamp:${link}:${at}`, mark)) return null;
  const seconds = Math.floor((now - Number(at)) / 1_000);
  return seconds < 0 ? null : seconds;
}

const DEVICE_BYTES = 18;
/** As long as a browser keeps one at most. */
const COOKIE_MS = 400 * 86_400_000;
/** The same for all addresses of one survey, another one for each survey: no two can be put together. */
const cookieName = ({ secret }: OpenForm): string =>
  `tuojian_survey_${signed(secret, 'name')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 8)}`;

/** The device that a cookie of ours names; null: it brought none. */
export function deviceIn(form: OpenForm, request: Request): string | null {
  const name = `${cookieName(form)}=`;
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(name));
  const [device = '', mark = ''] = (pair ?? '').slice(name.length).split('.');
  return device !== '' && isSigned(form.secret, `device:${device}`, mark) ? device : null;
}

export function nameDevice(form: OpenForm, response: Response, secure: boolean): void {
  const device = randomBytes(DEVICE_BYTES).toString('base64url');
  response.cookie(cookieName(form), `${device}.${signed(form.secret, `device:${device}`)}`, {
    path: '/q',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: COOKIE_MS,
  });
}

/** A mobile number of the mainland as it is compared, `13800001111`; empty: none was given; null: it is none. */
export function phoneIn(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replaceAll(/[\s()（）-]/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  return digits === '' ? '' : /^1[3-9]\d{9}$/.test(digits) ? digits : null;
}

/** Neighbours of one line: of an address of IPv6 the part that a household or an office has. */
export const networkOf = (address: string): string =>
  address.includes(':') && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address;
