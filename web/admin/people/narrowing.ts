/** Which people a list shows: by what was typed, by role, by state. Pure. */
import type { PeopleQuery } from '../paths.ts';
import type { RosterPerson } from './facts.ts';

export const SHOWS = ['Here', 'Away', 'Bounced', 'None', 'Left'] as const;

/** As people type: any case, full-width letters as narrow ones, spaces as they come. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');

export function fits(person: RosterPerson, { q = '', role = '', show = '' }: PeopleQuery): boolean {
  const { id, name, nameEn, unit, contact, roles, leftAt, away, projects } = person;
  const typed = plain(q);
  const words = [id, name, nameEn, unit, contact?.email ?? '', ...projects].map(plain);
  if (typed !== '' && !words.some((word) => word.includes(typed))) return false;
  if (role !== '' && !roles.some((held) => held === role)) return false;
  if ((leftAt !== null) !== (show === 'Left')) return false;
  if (show === 'Away') return away !== null;
  if (show === 'Bounced') return contact?.bounced === true;
  return show === 'None' ? roles.length === 0 && projects.length === 0 : true;
}
