/** What pages about people ask, and whose programme they are about. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useMe } from '../../app/session.tsx';
import { usePersonName } from '../../parts/person.tsx';

export type Roster = AnswerOf<'/api/v1/programme/{id}/roster'>;
export type RosterPerson = Roster['people'][number];
export type Proposal = Roster['proposals'][number];
export type PersonShown = AnswerOf<'/api/v1/programme/{id}/roster/{person}'>;

export const rosterReading = (programme: string) => reading('/api/v1/programme/{id}/roster', { path: { id: programme } });
export const personReading = (programme: string, person: string) =>
  reading('/api/v1/programme/{id}/roster/{person}', { path: { id: programme, person } });

/** The programmes of whoever looks, and the one that is looked at; null: they hold no role anywhere. */
export function useProgramme(asked: string | undefined): { readonly all: readonly string[]; readonly here: string | null } {
  const all = Object.keys(useMe().roles).sort();
  return { all, here: asked ?? all[0] ?? null };
}

/** Names by id, from the list of the programme; what is not known is its id. */
export function useNames(programme: string): (person: string) => string {
  const nameOf = usePersonName();
  const people = useQuery(rosterReading(programme)).data?.people ?? [];
  const known = new Map(people.map((person) => [person.id, nameOf(person)]));
  return (person) => known.get(person) ?? person;
}
