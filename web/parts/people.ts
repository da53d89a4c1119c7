/** People of a programme: whom an application may name, and what those are called of whom an answer has the id alone. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { reading } from '../app/client.ts';
import { useMarks } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { usePersonName } from './person.tsx';

export type PersonChoice = { readonly value: string; readonly label: string };

/** `programme` null: not known yet, nobody. */
export function usePeople(programme: string | null): readonly PersonChoice[] {
  const nameOf = usePersonName();
  const { aside } = useMarks();
  const people = useQuery({ ...reading('/api/v1/programme/{id}/people', { path: { id: programme ?? '' } }), enabled: programme !== null });
  return (people.data?.items ?? []).map((person) => ({ value: person.id, label: `${nameOf(person)}${aside(person.unit)}` }));
}

/** Names by id, of everybody in the programmes of whoever looks; what is not known is its id. */
export function useKnownNames(): (person: string) => string {
  const nameOf = usePersonName();
  const asked = Object.keys(useMe().roles).map((id) => reading('/api/v1/programme/{id}/people', { path: { id } }));
  const people = useQueries({ queries: asked }).flatMap(({ data }) => data?.items ?? []);
  const known = new Map(people.map((person) => [person.id, nameOf(person)]));
  return (person) => known.get(person) ?? person;
}
