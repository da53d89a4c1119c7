/** Whom an application may name, as they are chosen in its fields. */
import { useQuery } from '@tanstack/react-query';
import { reading } from '../app/client.ts';
import { usePersonName } from './person.tsx';

export type PersonChoice = { readonly value: string; readonly label: string };

/** `programme` null: not known yet, nobody. */
export function usePeople(programme: string | null): readonly PersonChoice[] {
  const nameOf = usePersonName();
  const people = useQuery({ ...reading('/api/v1/programme/{id}/people', { path: { id: programme ?? '' } }), enabled: programme !== null });
  return (people.data?.items ?? []).map((person) => ({ value: person.id, label: `${nameOf(person)}（${person.unit}）` }));
}
