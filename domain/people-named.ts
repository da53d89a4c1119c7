/** Which ids of people stand in some data, and their names. Pure. Deliberately absent: where names are kept. */
import type { Text } from './kernel/values.ts';
import type { Person } from './person.ts';

/** Everybody whom it may name: whatever looks like the id of a person. */
export function peopleIn(value: unknown, into: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof value === 'string' && /^[a-z0-9][a-z0-9-]{1,39}$/.test(value)) into.add(value);
  else if (Array.isArray(value)) for (const item of value) peopleIn(item, into);
  else if (value !== null && typeof value === 'object') for (const item of Object.values(value)) peopleIn(item, into);
  return into;
}

/** Names by id; of somebody unknown or erased, the id. */
export const nameIn =
  (people: ReadonlyMap<string, Person>) =>
  (id: string): Text => {
    const known = people.get(id);
    return known === undefined ? { zh: id, en: id } : { zh: known.name, en: known.nameEn };
  };
