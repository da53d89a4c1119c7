/** What every page behind a link has in common: its headers, its language, and how long a dead link takes to be answered. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Locale } from '../domain/kernel/locale.ts';
import type { Person } from '../domain/person.ts';
import { STYLE } from './pages/layout.tsx';

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is cached, framed, indexed, sent on, or loaded from anywhere (T6, T10). Pictures are previews of documents. */
export function guard(response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('X-Robots-Tag', 'noindex, nofollow');
  response.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  response.type('html');
}

/** The language that the address names; null: none. */
export function askedLocale(request: Request): Locale | null {
  const asked = request.query.lang;
  return asked === 'en' || asked === 'zh-CN' ? asked : null;
}

export function localeOf(request: Request, person: Person | undefined): Locale {
  const asked = askedLocale(request);
  if (asked !== null) return asked;
  if (person !== undefined) return person.locale;
  return request.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh-CN';
}

/**
 * Unknown, replaced and withdrawn links are answered alike, also in time (T4): not before so long after the question,
 * which is more than any of them takes on a machine that is not overloaded.
 */
const STEADY_MS = 40;

/** Ends when the answer to a question may go out. */
export type Since = Promise<void>;

/**
 * `ms`: where what is asked takes longer than a link does. The timer is wound before anything is looked up: a timer for what
 * is left would ring by how long that took, to the millisecond, and tell it.
 */
export const answeringSince = (ms = STEADY_MS): Since => sleep(ms, undefined, { ref: false });
export const steady = (since: Since): Promise<void> => since;

/** A form of ours is posted from our own page; webviews that send neither header are let through (the nonce holds). */
export function sameSite(request: Request, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.origin;
  return origin === undefined || origin === 'null' || origin === new URL(publicUrl).origin;
}
