/**
 * The last days of a programme that are open, as its page and the feeds of calendars show them: counted once, and kept while
 * its cases stand. Deliberately absent: the counting (domain/programme/progress/deadlines.ts).
 */
import type { IsoDate, Text } from '../domain/kernel/values.ts';
import { deadlinesOf, type ProgrammeDeadline } from '../domain/programme/progress/deadlines.ts';
import { keptLine } from './kept-answer.ts';
import { createKeptReading } from './kept-reading.ts';
import type { ApiDeps } from './ports.ts';
import { deadline } from './schemas/progress.ts';

type Named = { readonly code: string; readonly name: Text };
export type LastDays = {
  readonly programme: Named;
  readonly projects: readonly Named[];
  /** The earliest first; `line`: as the API gives it, written when it is first shown. */
  readonly open: readonly { readonly one: ProgrammeDeadline; readonly line: () => string }[];
};
/** `on`: today. */
export type AskedDay = { readonly programme: string; readonly on: IsoDate };

/** Of so many programmes they are kept. */
const KEPT = 16;

/** Its plain words are for what leaves the console. */
export const shownDay = ({ plain: _, ...rest }: ProgrammeDeadline): Omit<ProgrammeDeadline, 'plain'> => rest;

function lineOf(one: ProgrammeDeadline): () => string {
  let line: string | null = null;
  return () => (line ??= keptLine(deadline, shownDay(one)));
}

/** What is counted of one programme on one day, for as long as its cases stand. */
export const keptOfProgramme = <T>(reading: ApiDeps['reading'], read: (asked: AskedDay) => Promise<T>): ((asked: AskedDay) => Promise<T>) =>
  createKeptReading({
    keyOf: ({ programme, on }) => `${on} ${programme}`,
    versionOf: ({ programme }) => reading.versionOfCases({ programmes: [programme], projects: [] }),
    read,
    most: KEPT,
  });

/** Null: there is no such programme. */
export const createLastDays = (reading: ApiDeps['reading']): ((asked: AskedDay) => Promise<LastDays | null>) =>
  keptOfProgramme(reading, async ({ programme, on }) => {
    const source = await reading.readProgress(programme);
    if (source === null) return null;
    return {
      programme: { code: source.programme.code, name: source.programme.name },
      projects: source.projects.map(({ project: { profile } }) => ({ code: profile.code, name: profile.name })),
      open: deadlinesOf(source, on).map((one) => ({ one, line: lineOf(one) })),
    };
  });
