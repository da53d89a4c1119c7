/**
 * What one person proposes and another confirms (docs/adr/0025): who may be the second, until when, how it ends without them.
 * The same for roles, routes and tables of rules. Deliberately absent: what is proposed, and what a confirmation leads to.
 */
import { clocksOn, type OwnTables } from '../calendar/clock-rules.ts';
import { type AgendaItem, allow, type Decision, type Draft, refuse } from '../kernel/case.ts';
import type { AnyCommand } from '../kernel/command.ts';
import type { Context } from '../kernel/context.ts';
import { addDays, at, dayAt } from '../kernel/days.ts';
import { type Rejection, rejection, systemOnly, unknownItem } from '../kernel/rejection.ts';
import type { Role } from '../kernel/role.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { has, isSystem } from '../kernel/who-acts.ts';
import { dayWords } from '../words/days.ts';

/** Who may propose that somebody gets a role. */
export const PROPOSES: readonly Role[] = ['PROGRAMME_OFFICER', 'ADMINISTRATOR', 'GROUP_LEADER'];
/** Who may be the second person. */
export const CONFIRMS: readonly Role[] = [...PROPOSES, 'OFFICE_DIRECTOR', 'DEPUTY_LEADER'];

/** Whether somebody may be the second person. */
export const confirms = (context: Context): boolean => has(context, ...CONFIRMS);

/** The last day on which what is proposed today can be confirmed. */
export const proposalUntil = (own: OwnTables, { now }: Context): IsoDate => addDays(dayAt(now), clocksOn(own, dayAt(now)).proposalDays);

/** What every proposal says. */
export type Proposal = {
  /** `RP-3`: counted on within its programme. */
  readonly proposal: string;
  readonly by: string | null;
  /** The last day on which it can be confirmed. */
  readonly until: IsoDate;
};
/** How one ends without being confirmed. */
export type ProposalEnd = 'REFUSED' | 'WITHDRAWN' | 'EXPIRED' | 'OVERTAKEN';
/** Why. `words`: as the service itself says it, in both languages; absent: people wrote the reason, or a release up to 0.5.0 recorded it. */
export type Ended = { readonly why: ProposalEnd; readonly reason: string; readonly words?: Text };
/** A reason of people is kept as it was written. */
export const endedBy = (why: ProposalEnd, reason: string | Text): Ended =>
  typeof reason === 'string' ? { why, reason } : { why, reason: reason.zh, words: reason };
const EXPIRED: Text = { zh: '到期未确认', en: 'nobody confirmed it in time' };
/** For readers of either language. What a release up to 0.5.0 said itself, it said in Chinese. */
export const endWords = ({ why, reason, words }: Ended): Text => words ?? (why === 'EXPIRED' ? EXPIRED : { zh: reason, en: reason });
/** Several faults as one reason. */
export const allOf = (faults: readonly Text[]): Text => ({ zh: faults.map(({ zh }) => zh).join('；'), en: faults.map(({ en }) => en).join('; ') });

/** Proposals of one kind that wait. */
export type Proposals<P extends Proposal, E extends Draft> = {
  readonly waiting: Readonly<Record<string, P>> | undefined;
  readonly ended: (proposal: P, ended: Ended) => E;
  /** What somebody is told who may not be the second person. */
  readonly another: Rejection;
  /** Who has a part in it, and is no second person for that. */
  readonly concerns?: (proposal: P, person: string) => boolean;
};

const known = <P extends Proposal, E extends Draft>({ waiting = {} }: Proposals<P, E>, id: string): P | undefined =>
  // An id is whatever somebody sent.
  Object.hasOwn(waiting, id) ? waiting[id] : undefined;

/** The second person agrees; `effect`: what that leads to, or that it has been overtaken. */
export function confirmProposal<P extends Proposal, E extends Draft>(
  proposals: Proposals<P, E>,
  id: string,
  context: Context,
  effect: (proposal: P) => Decision<E>,
): Decision<E> {
  const proposal = known(proposals, id);
  if (proposal === undefined) return refuse(unknownItem(id));
  const me = context.actor.person;
  const second = confirms(context) && me !== null && me !== proposal.by && proposals.concerns?.(proposal, me) !== true;
  return second ? effect(proposal) : refuse(proposals.another);
}

/** `mayRefuse`: whoever may, beside whoever proposed it, who takes it back. */
export function refuseProposal<P extends Proposal, E extends Draft>(
  proposals: Proposals<P, E>,
  { proposal: id, reason }: { readonly proposal: string; readonly reason: string },
  context: Context,
  mayRefuse: (proposal: P, person: string) => boolean = () => confirms(context),
): Decision<E> {
  const proposal = known(proposals, id);
  if (proposal === undefined) return refuse(unknownItem(id));
  const me = context.actor.person;
  if (me === null || !(mayRefuse(proposal, me) || me === proposal.by)) return refuse(proposals.another);
  if (reason.trim() === '') return refuse(rejection('REASON_REQUIRED', '请写明理由。', 'Please give a reason.'));
  return allow<E>(proposals.ended(proposal, endedBy(me === proposal.by ? 'WITHDRAWN' : 'REFUSED', reason)));
}

/** Asked by the clock at the end of its last day. */
export function expireProposal<P extends Proposal, E extends Draft>(proposals: Proposals<P, E>, id: string, context: Context): Decision<E> {
  if (!isSystem(context)) return refuse(systemOnly);
  const proposal = known(proposals, id);
  if (proposal === undefined) return allow();
  const until = dayWords(proposal.until);
  return allow<E>(proposals.ended(proposal, endedBy('EXPIRED', { zh: `${until.zh}到期`, en: `nobody confirmed it by ${until.en}` })));
}

/** Those that wait without this one; null: it is none of them. */
export function withoutProposal<P>(waiting: Readonly<Record<string, P>> = {}, id: string | undefined): Readonly<Record<string, P>> | null {
  if (id === undefined || !Object.hasOwn(waiting, id)) return null;
  const { [id]: _, ...rest } = waiting;
  return rest;
}

/** When each of them runs out. */
export const proposalAgenda = <P extends Proposal, C extends AnyCommand>(
  waiting: Readonly<Record<string, P>> = {},
  expire: (proposal: string) => C,
): readonly AgendaItem<C>[] => Object.values(waiting).map(({ proposal, until }) => ({ at: at(until, 24), command: expire(proposal) }));
