/** The example's county and a second one beside it, whose people are other people. Pure. */
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import { renamed } from '../demo/renamed.ts';

/** Belongs to neither county, and holds nothing. */
export const STRANGER = 'a-stranger';
/** The same programme under another code, with people of its own: `b-gao-lin` for `gao-lin` where the prefix is `b-`. */
export function secondCounty(example: CheckedProgramme, code: string, prefix: string): CheckedProgramme {
  const { file, batches } = renamed(example, code);
  const ids = new Set(file.people.map(({ id }) => id));
  const change = (value: unknown): unknown => {
    if (typeof value === 'string') return ids.has(value) ? `${prefix}${value}` : value;
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
  };
  const people = file.people.map((person) => ({ ...person, id: `${prefix}${person.id}`, email: `${prefix}${person.email}` }));
  const others = change({ programme: file.programme, projects: file.projects }) as Pick<typeof file, 'programme' | 'projects'>; // the same shape: only ids are others
  return { file: { ...file, ...others, people: people as typeof file.people }, batches };
}
