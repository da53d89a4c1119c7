/** Cursors of lists: opaque to clients, checked when they come back. Deliberately absent: what a list does with its place. */
import { z } from 'zod';
import type { Text } from '../../domain/kernel/values.ts';
import { said } from './values.ts';

/** Also of one that was of this list, and has gone from it since. */
export const NOT_OF_LIST: Text = { zh: '须为本列表的游标；从头查看请省去', en: 'must be a cursor of this list; leave it out to begin anew' };
const NO_CURSOR = said(NOT_OF_LIST.zh, NOT_OF_LIST.en);

export const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');

/** The place of a case in a list. */
export const STREAM_PLACE = /^[a-z]+\/[!-~]{1,200}$/;
/** A number that counts from one, as PostgreSQL's `integer` holds it. */
export const NUMBER_PLACE = /^\d{1,9}$/;
/** The place of an event in the log. */
export const LOG_PLACE = /^\d{1,15}$/;
/** When a task was opened, its case and number. */
export const TASK_PLACE = /^(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z) ([a-z]+\/[!-~]{1,200}) (\d{1,9})$/;

/** A case and a file that it refers to. */
export const FILE_PLACE = /^[a-z]+\/[!-~]{1,200} [0-9a-f]{64}$/;

/** When something of a ledger stood in it, and its id. */
export const LEDGER_PLACE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[\w-]{1,80}$/;

const instant = z.iso.datetime({ precision: 3 });
/** A moment that it begins with is one of the calendar: JavaScript reads 30 February, PostgreSQL neither that nor year 0. */
const isReal = (place: string): boolean => !/^\d{4}-/.test(place) || (!place.startsWith('0000') && instant.safeParse(place.slice(0, 24)).success);

/** `after` of a list whose places look like this; the place comes out. */
export const after = (place: RegExp) =>
  z
    .string()
    .max(600, NO_CURSOR)
    .transform((cursor, { addIssue }): string => {
      const found = Buffer.from(cursor, 'base64url').toString();
      if (!place.test(found) || cursorOf(found) !== cursor || !isReal(found)) {
        addIssue({ code: 'custom', message: NO_CURSOR });
        return z.NEVER;
      }
      return found;
    })
    .meta({ pattern: '^[A-Za-z0-9_-]+$', description: 'The `next` of the answer before; of this list alone, as it is' })
    .exactOptional();

const NO_PLACE = said('须为上一页给出的位置', 'must be the place that an earlier page gave');
/** `before` of a ledger that is read from its newest end, as the page before said. */
export const before = z.string().regex(LEDGER_PLACE, NO_PLACE).refine(isReal, NO_PLACE).exactOptional();
