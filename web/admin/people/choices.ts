/** Whom one can choose to take something over, and the matters of a programme, as fields offer them. */
import { useQuery } from '@tanstack/react-query';
import { reading } from '../../app/client.ts';
import { useMarks, useSay } from '../../app/locale.tsx';
import { usePersonName } from '../../parts/person.tsx';
import type { Roster, RosterPerson } from './facts.ts';

type Choice = { readonly value: string; readonly label: string };

/** Who audits alone takes nothing over. */
const works = ({ leftAt, roles, projects }: RosterPerson): boolean =>
  leftAt === null && !(roles.length > 0 && roles.every((role) => role === 'AUDITOR') && projects.length === 0);

/** Those who work here, but for these. */
export function useOthers(roster: Roster, without: readonly string[]): Choice[] {
  const nameOf = usePersonName();
  const { aside } = useMarks();
  return roster.people
    .filter((person) => works(person) && !without.includes(person.id))
    .map((person) => ({ value: person.id, label: `${nameOf(person)}${aside(person.unit)}` }));
}

export function useMatters(programme: string): Choice[] {
  const say = useSay();
  const routes = useQuery(reading('/api/v1/programme/{id}/routes', { path: { id: programme } })).data?.items ?? [];
  return routes.map(({ code, name }) => ({ value: code, label: say(name) }));
}

/** All projects that somebody of the list manages. */
export const projectsIn = (roster: Roster): string[] => [...new Set(roster.people.flatMap(({ projects }) => projects))].sort();
