/** Cursors of lists: opaque to clients, checked when they come back. Deliberately absent: what a list does with its place. */
import { z } from 'zod';
import { said } from './values.ts';

const NO_CURSOR = said('须为本列表的游标；从头查看请省去', 'must be a cursor of this list; leave it out to begin anew');

export const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');

/** The place of a case in a list. */
export const STREAM_PLACE = /^[a-z]+\/[!-~]{1,200}$/;
/** A number that counts from one, as PostgreSQL's `integer` holds it. */
export const NUMBER_PLACE = /^\d{1,9}$/;
/** The place of an event in the log. */
export const LOG_PLACE = /^\d{1,15}$/;
/** When a task was opened, its case and number. */
export const TASK_PLACE = /^(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z) ([a-z]+\/[!-~]{1,200}) (\d{1,9})$/;

/** A moment in it is one of the calendar. */
const isReal = (place: string): boolean => !/^\d{4}-/.test(place) || !Number.isNaN(Date.parse(place.slice(0, 24)));

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
