/**
 * Who belongs to a programme, from its events and those of its journal: whoever was added, holds a role, manages or sits on
 * a panel, stands in or takes over; until they leave. Pure. Deliberately absent: what belonging allows.
 */
import type { JournalEvent } from '../journal/ledger.ts';
import type { Draft } from '../kernel/case.ts';
import { idOf, kindPart } from '../kernel/stream.ts';
import type { ProgrammeEvent } from './facts.ts';
import { delegatesOf } from './mandates.ts';

export type Member = { readonly programme: string; readonly person: string; readonly joins: boolean };

/** What an event changes; none for streams that know nothing of it. */
export function membersIn(stream: string, event: Draft): readonly Member[] {
  const kind = kindPart(stream);
  if (kind !== 'programme' && kind !== 'journal') return [];
  const programme = idOf(stream);
  // A stream of that kind holds its events only.
  const known = event as ProgrammeEvent | JournalEvent;
  const join = (people: readonly string[]): readonly Member[] => [...new Set(people)].map((person) => ({ programme, person, joins: true }));
  switch (known.type) {
    case 'PersonAdded':
      return join([known.data.person]);
    case 'ProgrammeOpened':
      return join(known.data.roles.map(({ person }) => person));
    case 'RoleAssigned':
      return join([known.data.person]);
    case 'ProjectRegistered':
      return join([known.data.project.profile.manager, ...(known.data.project.panel ?? [])]);
    case 'MandateGranted':
      return join(delegatesOf(known.data));
    case 'ManagerChanged':
      return join([known.data.to]);
    case 'DeskHandedOver':
      return [{ programme, person: known.data.from, joins: false }, ...join([known.data.to])];
    case 'PersonLeft':
      return [{ programme, person: known.data.person, joins: false }];
    default:
      return [];
  }
}
/** The types of events that change it. */
export const MEMBER_EVENTS: readonly string[] = [
  'PersonAdded',
  'ProgrammeOpened',
  'RoleAssigned',
  'ProjectRegistered',
  'MandateGranted',
  'ManagerChanged',
  'DeskHandedOver',
  'PersonLeft',
];
