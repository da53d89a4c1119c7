/**
 * How whoever asks looks at the people of a programme: its state, the address book, and what they may do about whom. Shared by
 * the routes that show (routes/people.ts) and those that change (routes/people-acts.ts).
 */
import { stateIn } from '../domain/cases.ts';
import type { Text } from '../domain/kernel/values.ts';
import { holds, onlyAudits } from '../domain/permission/relation.ts';
import { PARTY_ROLES } from '../domain/permission/table.ts';
import type { ProgrammeState } from '../domain/programme/facts.ts';
import { addressTakesTwo, type Looking } from '../domain/programme/roster.ts';
import type { RosterRow } from '../domain/views.ts';
import type { ApiDeps } from './ports.ts';
import { readerActor } from './reader-actor.ts';
import type { RouteCall } from './route.ts';
import { seen } from './routes/cases.ts';
import { inChargeOf } from './routes/sign-ins.ts';

export type Asked = Pick<RouteCall<{ id: string }, unknown, unknown>, 'reader' | 'params' | 'relation' | 'response'>;
export type Looked = { readonly state: ProgrammeState; readonly looking: Looking; readonly rows: readonly RosterRow[] };

export const seesContacts = ({ relation }: Pick<Asked, 'relation'>): boolean =>
  holds(relation?.roles ?? [], [...PARTY_ROLES.OFFICE, ...PARTY_ROLES.LEADER]);
export const assigns = ({ relation }: Pick<Asked, 'relation'>): boolean => holds(relation?.roles ?? [], PARTY_ROLES.ASSIGNER);

/** The programme with its people, as whoever asks looks at it; null after a 404. */
export async function look(deps: ApiDeps, asked: Asked, person: string | null = null): Promise<Looked | null> {
  const found = await seen(deps, asked, 'programme');
  if (found === null) return null;
  // Who only audits acts on nobody: offers are made as if they held nothing here (permission/ask.ts).
  const audits = asked.relation !== null && onlyAudits(asked.relation);
  const actor = readerActor(asked.reader, audits ? null : asked.params.id);
  const rows = await deps.people.listRoster(asked.params.id, inChargeOf(asked.reader), person);
  return { state: stateIn('programme', found), looking: { actor, now: new Date().toISOString() }, rows };
}

const NOT_HERE: Text = {
  zh: '此人的资料不能在这里修改；请由本人登录后在“人员”中自己的页面修改，或请运行本服务的人在控制台办理（tuojian user change）。',
  en: 'Their data cannot be changed here. Let them do it themselves on their own page under People, or ask whoever runs the service (tuojian user change).',
};
const OFFICE_ONLY: Text = {
  zh: '资料由本人、领导小组办公室经办人或系统管理员修改。',
  en: 'Data are changed by themselves, a programme officer or an administrator.',
};

/** PROPOSED: their address opens what takes two people, so that a second person has to confirm another one (docs/adr/0072). */
type Changing = { readonly why: null; readonly address: 'AT_ONCE' | 'PROPOSED' } | { readonly why: Text; readonly address: 'NOT' };

/** How somebody's data may be changed by whoever asks, and their address in particular; or what is in the way. */
export function changingOf(row: RosterRow, { state }: Looked, asked: Asked): Changing {
  const not = (why: Text): Changing => ({ why, address: 'NOT' });
  if (row.email === null || row.leftAt !== null) return not(NOT_HERE);
  // Whoever signed in by the old mailbox, and a moment ago, says themselves where the next one is.
  if (row.id === asked.reader.person) return { why: null, address: 'AT_ONCE' };
  if (!assigns(asked)) return not(OFFICE_ONLY);
  if (row.elsewhere) return not(NOT_HERE);
  return { why: null, address: addressTakesTwo(state, row.id) ? 'PROPOSED' : 'AT_ONCE' };
}
