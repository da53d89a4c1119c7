/** What the record holds of a programme as it was once imported: its opening, its projects as registered. Read only. */
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { parseBody } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';
import { isProgramme, projectWithCode, whyTaken } from './code-taken.ts';

export type Registered = {
  /** Null: there is no such programme. */
  readonly opened: object | null;
  readonly closed: boolean;
  /** Projects as they were registered, by code; what changed in them since stands in their cases. */
  readonly projects: ReadonlyMap<string, object>;
};

export async function registeredIn({ pool }: Database, programme: string): Promise<Registered> {
  const rows = await pool.query<{ type: string; body: string }>(
    "SELECT type, body FROM event WHERE stream = $1 AND type IN ('ProgrammeOpened', 'ProjectRegistered', 'ProgrammeClosed') ORDER BY version",
    [streamOf('programme', programme)],
  );
  const data = (type: string): readonly object[] => rows.rows.filter((row) => row.type === type).map(({ body }) => parseBody(body).data);
  // This type of event holds a project with its profile.
  const projects = data('ProjectRegistered').map((event) => (event as { readonly project: { readonly profile: { readonly code: string } } }).project);
  return {
    opened: data('ProgrammeOpened')[0] ?? null,
    closed: rows.rows.some(({ type }) => type === 'ProgrammeClosed'),
    projects: new Map(projects.map((project) => [project.profile.code, project])),
  };
}

/** What stands against a programme of this code that registers projects of these: by code, in words. */
export async function takenCodes({ pool }: Database, programme: string, codes: readonly string[]): Promise<ReadonlyMap<string, Text>> {
  const taken = new Map<string, Text>();
  for (const code of codes) {
    const why = code === programme ? isProgramme(code) : await whyTaken(pool, code, programme);
    if (why !== null) taken.set(code, why);
  }
  return taken;
}

/** Null: a programme of this code can be opened. */
export const openingTaken = ({ pool }: Database, programme: string): Promise<Text | null> => projectWithCode(pool, programme);
