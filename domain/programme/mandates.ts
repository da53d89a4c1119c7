/**
 * Who acts for whom while he is away (代理): dated, scoped, with a written basis (domain facts 2.4); and what becomes of
 * the desk of somebody who leaves (离职转办). Deliberately absent: the tasks themselves, which are the approvals'.
 */

import type { Desk } from '../approval/desk.ts';
import { covers, type MandateScope } from '../approval/facts.ts';
import { approvalAddress } from '../approval/messages.ts';
import type { StandInFound } from '../approval/seating.ts';
import { type AgendaItem, allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { at, dayAt } from '../kernel/days.ts';
import { type Consequence, tell } from '../kernel/message.ts';
import { rejection, systemOnly, unknownItem, wrongState } from '../kernel/rejection.ts';
import { idOf } from '../kernel/stream.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { assignsOthers, isSystem } from '../kernel/who-acts.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { ROUTE_CODES } from '../standards/route-codes.ts';
import { dayWords } from '../words/days.ts';
import { CONFIRMS, confirms } from './proposal.ts';

export type Mandate = {
  readonly mandate: string;
  readonly principal: string;
  readonly delegate: string;
  /** Who acts in their order where the delegate is away themselves or must stand aside; absent: nobody else. */
  readonly further?: readonly string[];
  /** First and last day. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly scope: MandateScope;
  /** The written basis: a document number, or where the letter is filed. */
  readonly basis: string;
  /** Himself, or the clerk who set it for him. */
  readonly setBy: string | null;
  /** The document that says why the principal cannot agree themselves (illness, detention). */
  readonly unable?: string;
  /** Who has to agree before it can begin: the principal, or a second person where the principal cannot. Absent: nobody. */
  readonly awaits?: 'PRINCIPAL' | 'SECOND';
};
/** WAITING: nobody has agreed yet. */
export type KnownMandate = Mandate & { readonly status: 'WAITING' | 'PLANNED' | 'ACTIVE' };

export type MandateCommand =
  | {
      readonly type: 'GrantMandate';
      readonly principal: string;
      readonly delegate: string;
      readonly further?: readonly string[];
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly scope?: MandateScope;
      readonly basis: string;
      readonly unable?: string;
    }
  | { readonly type: 'ConfirmMandate'; readonly mandate: string }
  | { readonly type: 'RevokeMandate'; readonly mandate: string; readonly reason: string }
  | { readonly type: 'BeginMandate'; readonly mandate: string }
  | { readonly type: 'EndMandate'; readonly mandate: string };

/** `cases`: where the desk has something on it, filled in by the recorder. */
type OnDesk = { readonly desk: Desk; readonly cases: readonly string[] };
export type MandateEvent =
  | { readonly type: 'MandateGranted'; readonly data: Mandate & { readonly known: readonly string[] } }
  | { readonly type: 'MandateConfirmed'; readonly data: { readonly mandate: string; readonly principal: string; readonly by: string } }
  | { readonly type: 'MandateBegan'; readonly data: OnDesk & { readonly mandate: string } }
  | {
      readonly type: 'MandateEnded';
      readonly data: OnDesk & {
        readonly mandate: string;
        readonly principal: string;
        readonly why: 'OVER' | 'REVOKED' | 'LEFT';
        readonly reason: string;
        /** Where the service says it itself, in both languages; absent: people wrote the reason, or a release up to 0.6.0 recorded it. */
        readonly words?: Text;
      };
    };

export type Mandates = {
  readonly mandates: Readonly<Record<string, KnownMandate>>;
  readonly mandatesGranted: number;
};

const invalid = (faults: readonly Text[]) =>
  rejection('MANDATE_INVALID', '代理不成立，请逐项更正。', 'The mandate cannot stand; please correct each.', faults);

/** What a scope can name: the programme's projects, and the routes that hold in it. */
type Scoped = Mandates & { readonly projects: object; readonly routes: object };

/** A scope of nothing that is there: whoever is away would believe themselves stood in for. */
function scopeFaults({ projects, routes }: Scoped, scope: MandateScope): readonly Text[] {
  const codes: readonly string[] = [...ROUTE_CODES, ...Object.keys(routes)];
  return [
    ...(scope.routes ?? [])
      .filter((code) => !codes.includes(code))
      .map((code) => ({ zh: `scope.routes：本项目群没有路线 ${code}`, en: `scope.routes must name routes of this programme, and ${code} is none` })),
    ...(scope.projects ?? [])
      .filter((code) => !Object.hasOwn(projects, code))
      .map((code) => ({
        zh: `scope.projects：本项目群没有项目 ${code}`,
        en: `scope.projects must name projects of this programme, and ${code} is none`,
      })),
  ];
}

export function decideMandate(state: Scoped, command: MandateCommand, context: Context): Decision<MandateEvent> {
  switch (command.type) {
    case 'GrantMandate':
      return grant(state, command, context);
    case 'ConfirmMandate':
      return confirmMandate(state, command.mandate, context);
    case 'RevokeMandate': {
      const known = state.mandates[command.mandate];
      if (known === undefined) return refuse(unknownItem(command.mandate));
      if (!maySet(context, known.principal)) return refuse(onlyHimself);
      return allow<MandateEvent>(ended(known, 'REVOKED', command.reason));
    }
    case 'BeginMandate': {
      if (!isSystem(context)) return refuse(systemOnly);
      const known = state.mandates[command.mandate];
      return known === undefined || known.status === 'ACTIVE' ? allow() : allow<MandateEvent>(began(known));
    }
    case 'EndMandate': {
      if (!isSystem(context)) return refuse(systemOnly);
      const known = state.mandates[command.mandate];
      return known === undefined ? allow() : allow<MandateEvent>(ended(known, 'OVER', runOut(known.to)));
    }
  }
}

const maySet = (context: Context, principal: string): boolean => context.actor.person === principal || assignsOthers(context);
const onlyHimself = rejection(
  'NOT_YOURS',
  '代理由本人设置，或由领导小组办公室代为设置。',
  'A mandate is set by the person themselves, or by the programme office for them.',
);

function grant(state: Scoped, command: Extract<MandateCommand, { type: 'GrantMandate' }>, context: Context): Decision<MandateEvent> {
  const { type: _, scope = {}, ...facts } = command;
  const { principal, delegate, from, to, basis } = facts;
  if (!maySet(context, principal)) return refuse(onlyHimself);
  const today = dayAt(context.now);
  const faults: Text[] = [];
  const say = (zh: string, en: string) => faults.push({ zh, en });
  if (principal === delegate) say('委托人与代理人须为两个人', 'principal and delegate must be two people; they are the same person');
  const all = delegatesOf(facts);
  if (all.slice(1).includes(principal) || new Set(all).size < all.length)
    say('代理人须各为不同的人，且不得为委托人本人', 'those who act must each be another person, and not the principal');
  if (from > to)
    say(`起始日 ${dayWords(from).zh}须不晚于截止日 ${dayWords(to).zh}`, `from ${dayWords(from).en} must not lie after to ${dayWords(to).en}`);
  if (to < today) say(`截止日 ${dayWords(to).zh}已过`, `to must not lie in the past; ${dayWords(to).en} does`);
  if (byRules(context, 5)) faults.push(...scopeFaults(state, scope));
  if (basis.trim() === '') say('须写明书面依据', 'there is no written basis');
  const { awaits, faults: agreement } = agreementFor(command, context);
  faults.push(...agreement);
  const meeting = Object.values(state.mandates).filter((other) => meets(other, { from, to, scope }));
  const double = meeting.find((other) => other.principal === principal);
  if (double !== undefined)
    say(
      `${double.mandate} 已指定 ${double.delegate} 在 ${dayWords(double.from).zh}至${dayWords(double.to).zh}代 ${principal}`,
      `${double.mandate} already names ${double.delegate} for ${principal} from ${dayWords(double.from).en} to ${dayWords(double.to).en}`,
    );
  const circle = all.map((one) => circleFrom(one, principal, meeting)).find((found) => found !== null) ?? null;
  if (circle !== null) say(`代理不得成环：${[principal, ...circle].join(' → ')}`, `it would close a circle: ${[principal, ...circle].join(' → ')}`);
  if (faults.length > 0) return refuse(invalid(faults));
  const mandate: Mandate = {
    ...facts,
    scope,
    mandate: `DL-${state.mandatesGranted + 1}`,
    setBy: context.actor.person,
    ...(awaits === null ? {} : { awaits }),
  };
  const granted: MandateEvent = { type: 'MandateGranted', data: { ...mandate, known: [principal, ...all] } };
  if (awaits !== null) return allow<MandateEvent>(granted);
  return from <= today ? allow<MandateEvent>(granted, began(mandate)) : allow<MandateEvent>(granted);
}

/** Set by the principal, it stands. Set for them, it begins when they agree; where they cannot, when a second person does. */
function agreementFor(
  { principal, delegate, unable }: Extract<MandateCommand, { type: 'GrantMandate' }>,
  context: Context,
): { readonly awaits: NonNullable<Mandate['awaits']> | null; readonly faults: readonly Text[] } {
  const me = context.actor.person;
  if (me === principal || !byRules(context, 2)) return { awaits: null, faults: [] };
  const faults = [
    ...(delegate === me ? [{ zh: '不得以他人名义将代理设给自己', en: 'nobody sets a mandate to themselves in the name of another' }] : []),
    ...(unable !== undefined && unable.trim() === ''
      ? [
          {
            zh: 'unable：须写明说明委托人为何不能同意的文件',
            en: 'unable must name the document that says why the principal cannot agree',
          },
        ]
      : []),
  ];
  return { awaits: unable === undefined ? 'PRINCIPAL' : 'SECOND', faults };
}

const notTheirs = {
  PRINCIPAL: rejection('NOT_YOURS', '代理须由委托人本人确认。', 'The principal themselves must confirm the mandate.'),
  SECOND: rejection(
    'NOT_YOURS',
    '委托人不能确认的，须由设置人、委托人和代理人以外的一名负责人确认。',
    'Where the principal cannot, a second person of the office or the leading group must confirm: not whoever set it, nor principal or delegate.',
  ),
};

function confirmMandate(state: Mandates, id: string, context: Context): Decision<MandateEvent> {
  const known = state.mandates[id];
  if (known === undefined) return refuse(unknownItem(id));
  if (known.status !== 'WAITING') return refuse(wrongState('该代理已经确认。', 'This mandate has been confirmed already.'));
  const { mandate, principal, delegate, setBy, awaits = 'PRINCIPAL' } = known;
  const me = context.actor.person;
  const second = confirms(context) && me !== setBy && me !== delegate && me !== principal;
  if (me === null || !(me === principal || (awaits === 'SECOND' && second))) return refuse(notTheirs[awaits]);
  const confirmed: MandateEvent = { type: 'MandateConfirmed', data: { mandate, principal, by: me } };
  return known.from <= dayAt(context.now) ? allow<MandateEvent>(confirmed, began(known)) : allow<MandateEvent>(confirmed);
}

/** All who may act by it, in their order. */
export const delegatesOf = ({ delegate, further = [] }: Pick<Mandate, 'delegate' | 'further'>): readonly string[] => [delegate, ...further];

/** Whether two mandates hold on a common day for a common matter. */
function meets(other: Mandate, { from, to, scope }: Pick<Mandate, 'from' | 'to' | 'scope'>): boolean {
  const common = (a: readonly string[] | undefined, b: readonly string[] | undefined) =>
    a === undefined || b === undefined || a.some((x) => b.includes(x));
  return other.from <= to && from <= other.to && common(other.scope.routes, scope.routes) && common(other.scope.projects, scope.projects);
}

/** The chain from one person to another over mandates, or null. */
function circleFrom(person: string, target: string, mandates: readonly Mandate[], seen: readonly string[] = []): readonly string[] | null {
  if (person === target) return [person];
  for (const mandate of mandates) {
    if (mandate.principal !== person) continue;
    for (const delegate of delegatesOf(mandate)) {
      if (seen.includes(delegate)) continue;
      const rest = circleFrom(delegate, target, mandates, [...seen, person]);
      if (rest !== null) return [person, ...rest];
    }
  }
  return null;
}

const began = ({ mandate, principal }: Mandate): MandateEvent => ({
  type: 'MandateBegan',
  data: { mandate, desk: { person: principal, mandate: null }, cases: [] },
});
/** A reason of people is kept as it was written. */
export const ended = ({ mandate, principal, delegate, further }: Mandate, why: 'OVER' | 'REVOKED' | 'LEFT', reason: string | Text): MandateEvent => ({
  type: 'MandateEnded',
  data: {
    mandate,
    principal,
    why,
    ...(typeof reason === 'string' ? { reason } : { reason: reason.zh, words: reason }),
    desk: { person: delegate, mandate, ...(further === undefined ? {} : { also: further }) },
    cases: [],
  },
});
const runOut = (on: IsoDate): Text => ({ zh: `${dayWords(on).zh}到期`, en: `it ended on ${dayWords(on).en}` });

export function evolveMandates(state: Mandates, event: MandateEvent): Mandates {
  switch (event.type) {
    case 'MandateGranted': {
      const { known: _, ...mandate } = event.data;
      return {
        mandates: { ...state.mandates, [mandate.mandate]: { ...mandate, status: mandate.awaits === undefined ? 'PLANNED' : 'WAITING' } },
        mandatesGranted: state.mandatesGranted + 1,
      };
    }
    case 'MandateConfirmed':
    case 'MandateBegan': {
      const known = state.mandates[event.data.mandate];
      const status = event.type === 'MandateBegan' ? 'ACTIVE' : 'PLANNED';
      return known === undefined ? state : { ...state, mandates: { ...state.mandates, [known.mandate]: { ...known, status } } };
    }
    case 'MandateEnded': {
      const { [event.data.mandate]: _, ...mandates } = state.mandates;
      return { ...state, mandates };
    }
  }
}

/** Approvals are told whose tasks move. Called with the state after the event. */
export function mandateConsequences(state: Mandates, event: MandateEvent): readonly Consequence[] {
  if (event.type === 'MandateGranted' || event.type === 'MandateConfirmed') return [];
  const { mandate, cases } = event.data;
  if (event.type === 'MandateEnded') {
    const { reason, words } = event.data;
    const said = words === undefined ? {} : { words };
    return cases.map((stream) => tell(approvalAddress(idOf(stream)), { type: 'StandInEnds', mandate, reason, ...said }));
  }
  const known = state.mandates[mandate];
  if (known === undefined) return [];
  const { principal, delegate, further, scope, basis } = known;
  const more = further === undefined ? {} : { further };
  return cases.map((stream) => tell(approvalAddress(idOf(stream)), { type: 'StandIn', mandate, principal, delegate, ...more, scope, basis }));
}

export function mandateNotices(state: Mandates, event: MandateEvent): readonly NoticeDue[] {
  if (event.type === 'MandateGranted') return event.data.awaits === undefined ? [] : asked(event.data);
  if (event.type === 'MandateEnded') {
    const { principal, desk } = event.data;
    return [principal, desk.person, ...(desk.also ?? [])].map((person) => ({ template: 'mandate-over', to: { person }, facts: {} }));
  }
  const known = event.type === 'MandateBegan' ? state.mandates[event.data.mandate] : undefined;
  if (known === undefined) return [];
  const says = {
    zh: `${dayWords(known.from).zh}至${dayWords(known.to).zh}，{person}的审批由{by}代理`,
    en: `from ${dayWords(known.from).en} to ${dayWords(known.to).en}, {by} acts for {person}`,
    person: known.principal,
    by: known.delegate,
  };
  return [known.principal, ...delegatesOf(known)].map((person) => ({ template: 'mandate', to: { person }, facts: { says } }));
}

/** The principal in every case; a second person where the principal cannot. */
function asked({ mandate, principal, delegate, from, to, basis, awaits }: Mandate): readonly NoticeDue[] {
  const says = {
    zh: `${mandate}：${dayWords(from).zh}至${dayWords(to).zh}由{by}代理{person}（依据：${basis}）`,
    en: `${mandate}: {by} is to act for {person} from ${dayWords(from).en} to ${dayWords(to).en} (basis: ${basis})`,
    person: principal,
    by: delegate,
  };
  const seconds: readonly NoticeDue['to'][] = awaits === 'SECOND' ? CONFIRMS.map((role) => ({ role })) : [];
  return [{ person: principal }, ...seconds].map((whom) => ({ template: 'mandate-asked', to: whom, facts: { says } }));
}

export const mandateAgenda = ({ mandates }: Mandates): readonly AgendaItem<MandateCommand>[] =>
  Object.values(mandates).map(({ mandate, status, from, to }) =>
    status === 'PLANNED'
      ? { at: at(from, 0), command: { type: 'BeginMandate', mandate } }
      : { at: at(to, 24), command: { type: 'EndMandate', mandate } },
  );

/** Who acts for a person in such a matter now; null: he is there, or nobody does. */
export function standInFor({ mandates }: Pick<Mandates, 'mandates'>, person: string, matter: Parameters<typeof covers>[1]): StandInFound | null {
  const found = Object.values(mandates).find((m) => m.status === 'ACTIVE' && m.principal === person && covers(m.scope, matter));
  if (found === undefined) return null;
  const { delegate, further, mandate } = found;
  return { delegate, mandate, ...(further === undefined ? {} : { further }) };
}
