/**
 * Random people ask random things at random times of an approval on a random route; after every step everything that must
 * always hold is checked (oracle.ts). A failure prints its seed, and stays as one (test/model/kept-seeds.ts).
 */
import fc from 'fast-check';
import { approvalCase } from '../../domain/approval/case.ts';
import { deskOf, returnTargets } from '../../domain/approval/entitlement.ts';
import type { ApprovalEvent } from '../../domain/approval/events.ts';
import { type ApprovalState, type Content, isActive, type Task } from '../../domain/approval/facts.ts';
import { needsSettling } from '../../domain/approval/flow.ts';
import type { ApprovalCommand } from '../../domain/approval/messages.ts';
import { narrate } from '../../domain/approval/narrate.ts';
import { type Route, rulesAt } from '../../domain/approval/route.ts';
import { NobodyFound, PersonUnknown } from '../../domain/approval/seating.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { CaseLogic, Recorded } from '../../domain/kernel/case.ts';
import { type Context, RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { NoticeDue } from '../../domain/notice-facts.ts';
import { superiorIn } from '../../domain/programme/units.ts';
import { CHOICES } from '../../domain/words/lists.ts';
import { fillBlanks, type World } from '../../domain/world/blanks.ts';
import { checkBranchReturn, checkCopies, checkDay, checkRemoval, countedDue, Hands, must, possibleEnds, votesNow } from './oracle.ts';
import { type Action, APPLICANT, actions, PEOPLE, ROLES_HELD, routes, starts, TREE, UNITS } from './routes.ts';

/** The engine under test; a planted fault takes its place to see the model bite. */
export type Engine = CaseLogic<ApprovalState, ApprovalCommand, ApprovalEvent, NoticeDue>;
export const ENGINE: Engine = approvalCase('MODEL.1');
const SYSTEM: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };
const CLOCK: Actor = { ...SYSTEM, door: 'clock' };
const YEARS = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [String(2020 + i), 'DECREED' as const]));
const contentOf = (n: number): Content => ({
  summary: [],
  amountFen: [50, 150, 250][n % 3] ?? 0,
  documents: [{ title: `d${n % 4}` }],
  facts: { kind: n % 2 === 0 ? 'NEW' : 'CONVERT' },
});
const rolesOf = (person: string): readonly Role[] =>
  Object.entries(ROLES_HELD).flatMap(([role, people]) => (people.includes(person) ? [role as Role] : []));

export class Run {
  readonly events: Recorded<ApprovalEvent>[] = [];
  readonly #route: Route;
  readonly #engine: Engine;
  readonly #hands = new Hands();
  readonly #standIns = new Map<string, { readonly delegate: string; readonly mandate: string }>();
  readonly #left = new Set<string>();
  #calendar: Calendar = { version: 'c1', years: YEARS, days: {} };
  #state: ApprovalState | null = null;
  #now = Date.parse('2026-03-02T01:00:00.000Z');
  #mandates = 0;
  #mailLateDays: number | null = 0;
  #staleHash = '';
  accepted = 0;
  refused = 0;

  constructor(route: Route, start: number, engine: Engine = ENGINE) {
    this.#route = route;
    this.#mailLateDays = [0, 0, 0, 1, 3, null][start % 6] ?? null;
    this.#engine = engine;
    const matter = {
      owner: null,
      programme: 'M',
      project: 'M-1',
      title: { zh: '模', en: 'm' },
      applicant: APPLICANT,
      route,
      content: contentOf(start),
      named: { panel: ['emil', 'fay'] },
    };
    if (start % 8 === 0) this.#send({ type: 'Draft', ...matter }, this.#actor(APPLICANT));
    else this.#send({ type: 'Open', ...matter, acceptedOn: '2026-03-02' }, SYSTEM);
    this.#obeyClock();
  }

  get state(): ApprovalState {
    if (this.#state === null) throw new Error('not opened');
    return this.#state;
  }

  get opened(): boolean {
    return this.#state !== null;
  }

  act(action: Action): void {
    this.#now += action.later * 60_000;
    this.#obeyClock();
    if (action.helps < 5) this.#helpOn(action);
    const [command, actor] = this.#commandFor(action);
    this.#send(command, actor);
    this.#obeyClock();
    this.#staleHash = action.a % 3 === 0 ? this.state.contentHash : this.#staleHash;
  }

  /** What the case waits for, so that most runs get far. */
  #helpOn({ a, b, c }: Action): void {
    const on = dayAt(new Date(this.#now).toISOString());
    const applicant = this.#actor(APPLICANT);
    const { status, pause, deficiency } = this.state;
    if (status === 'DRAFT') this.#send({ type: 'Submit', on, ...(a % 2 === 0 ? { undertaking: { title: '承诺书' } } : {}) }, applicant);
    else if (status === 'RETURNED')
      this.#send(
        { type: 'Resubmit', on, ...(a % 2 === 0 ? { content: contentOf(b) } : {}), afterwards: c % 2 === 0 ? 'BACK' : 'FROM_TARGET' },
        applicant,
      );
    else if (status === 'PAUSED' && pause?.reason !== 'SUPPLEMENT') this.#send({ type: 'ResumeClock', on }, this.#actor('gus'));
    else if (status === 'PAUSED' || deficiency !== null) this.#send({ type: 'Supplement', documents: [{ title: `s${b}` }], note: '', on }, applicant);
    else return;
    this.#obeyClock();
  }

  #actor(person: string): Actor {
    return { person, door: 'api', assurance: 'session', roles: rolesOf(person) };
  }

  #world(): World {
    return {
      calendar: this.#calendar,
      today: '2026-11-24',
      adopted: () => [],
      hash: (content) => `h${JSON.stringify(content)}`,
      holders: (role) => ROLES_HELD[role] ?? [],
      knows: () => true,
      hasLeft: (person) => this.#left.has(person),
      unitOf: (person) => UNITS[person] ?? '',
      superior: (of, level, aside) => superiorIn(TREE, UNITS[of] ?? '', level, { aside, there: (person) => !this.#left.has(person) }),
      standIn: (person) => this.#standIns.get(person) ?? null,
      route: () => null,
      applicationsOf: () => [],
      casesOf: () => [],
      firstNotice: (_, since) => this.#firstNotice(since),
    };
  }

  /** Mail goes out at once, some days later, or not at all yet. */
  #firstNotice(since: string): string | null {
    if (this.#mailLateDays === null) return null;
    const sent = Date.parse(since) + this.#mailLateDays * 86_400_000;
    return sent <= this.#now ? new Date(sent).toISOString() : null;
  }

  /** What the workflow does with its agenda: everything that is due, earliest first. */
  #obeyClock(): void {
    for (let rounds = 0; this.#state !== null; rounds += 1) {
      must(rounds < 200, () => `the clock never rests: ${JSON.stringify(this.#engine.agenda(this.state)[0])}`);
      const due = this.#engine.agenda(this.state).find((item) => Date.parse(item.at) <= this.#now);
      if (due === undefined) return;
      const before = this.events.length;
      const taken = this.#send(due.command, CLOCK);
      if (!taken || this.events.length === before) return;
    }
  }

  /** Decides, fills blanks, evolves; checks what must hold. False: refused. */
  #send(command: ApprovalCommand, actor: Actor): boolean {
    const context: Context = { now: new Date(this.#now).toISOString(), actor, commandId: `c${this.events.length}`, rules: RULES };
    const decision = this.#engine.decide(this.#state, command, context);
    if (!decision.ok) {
      must(decision.rejection.message.zh !== '' && decision.rejection.message.en !== '', () => `${decision.rejection.code} says nothing`);
      this.refused += 1;
      return false;
    }
    const filled: ApprovalEvent[] = [];
    try {
      let after = this.#state;
      for (const draft of decision.events) {
        const event = fillBlanks(draft, this.#world(), after);
        filled.push(event);
        after = this.#engine.evolve(after, { ...event, version: 0, occurredAt: context.now, actor, schema: this.#engine.schema });
      }
    } catch (error) {
      // The world does not know an answer: nothing is recorded.
      if (error instanceof NobodyFound || error instanceof PersonUnknown) return false;
      throw error;
    }
    this.accepted += 1;
    for (const draft of filled) this.#take(draft, context);
    if (this.#state !== null) this.#check();
    return true;
  }

  #take(draft: ApprovalEvent, { now, actor }: Context): void {
    const event: Recorded<ApprovalEvent> = JSON.parse(
      JSON.stringify({ ...draft, version: this.events.length + 1, occurredAt: now, actor, schema: this.#engine.schema }),
    );
    const before = this.#state;
    const own = before !== null && rulesAt(this.#route, before.step).ownApplication === 'ALLOW';
    checkDay(event, APPLICANT);
    if (before !== null) this.#checkNotice(event, before);
    this.#hands.see(event, APPLICANT, own, before === null ? true : rulesAt(this.#route, before.step).absentMayAct);
    this.#state = this.#engine.evolve(this.#state, event);
    this.events.push(event);
    const { state } = this;
    if (before !== null && event.type === 'BranchReturned') checkBranchReturn(event.data, before, state);
    if (before !== null && event.type === 'ApproverRemoved') checkRemoval(event.data, before, state, APPLICANT);
    narrate(state, event, (person) => ({ zh: person, en: person }));
    for (const notice of this.#engine.notices(state, event)) {
      if (notice.task === undefined) continue;
      const task = [...state.tasks, ...state.past].find((t) => t.task === notice.task);
      must(
        task !== undefined && 'person' in notice.to && notice.to.person === task.person,
        () => `${notice.template} of ${event.type} is sent to somebody who does not hold task ${notice.task}`,
      );
    }
    for (const deadline of 'deadline' in event.data ? [event.data.deadline] : []) {
      if (deadline !== null && deadline.limit.unit === 'WD')
        must(
          deadline.dueOn === countedDue(deadline, this.#calendar),
          () => `${event.type}: due ${deadline.dueOn}, counted ${countedDue(deadline, this.#calendar)} for ${JSON.stringify(deadline)}`,
        );
    }
  }

  /** Nothing lights up or is answered by itself in a step of which nobody was told, nor by a day before they were. */
  #checkNotice({ type, data }: Recorded<ApprovalEvent>, { opening }: ApprovalState): void {
    const byClock = type === 'TimeRanOut' || (type === 'MarkReached' && data.clock === 'STEP');
    if (!byClock || opening === null) return;
    const sent = this.#firstNotice(opening.openedAt);
    must(sent !== null, () => `${type} in a step of which nobody was told`);
    const { from, pauses } = opening.deadline ?? { from: '', pauses: [] };
    const goesOn = pauses.some(({ reason }) => reason === 'RETURNED');
    must(goesOn || sent === null || from >= dayAt(sent), () => `${type} counts from ${from}, and the first notice went out at ${sent}`);
  }

  #check(): void {
    const { state } = this;
    const all = [...state.past, ...state.tasks];
    must(new Set(all.map((t) => t.task)).size === all.length, () => 'a task number stands twice');
    must(
      all.every((t) => t.task < state.nextTask),
      () => 'a task has a number that is still to be given',
    );
    if (this.#engine.closed(state) || ['APPROVED', 'REJECTED', 'DECLINED', 'WITHDRAWN', 'CANCELLED'].includes(state.status)) {
      must(!all.some((t) => isActive(t) && t.kind !== 'READ'), () => 'something is left to do after the end');
      return;
    }
    this.#checkVote();
    this.#checkClocks();
    this.#checkWayOn();
  }

  /** A vote ends exactly when it is certain. */
  #checkVote(): void {
    const { state } = this;
    if (state.status !== 'OPEN' || state.opening === null || state.opening.nobody || state.tasks.some((t) => t.status === 'SET_ASIDE')) return;
    const ends = possibleEnds(state.opening.ballot, votesNow(state));
    must(ends.size > 1, () => `the step is open although it can only end ${[...ends].join()}: ${JSON.stringify(state.opening?.ballot)}`);
  }

  /** A clock that stands still does not run. */
  #checkClocks(): void {
    const { state } = this;
    const running = this.#engine
      .agenda(state)
      .filter((item) => item.command.type === 'ReachMark' && (item.command.clock === 'STEP' || item.command.clock === 'CASE'));
    must(state.status === 'OPEN' || running.length === 0, () => `a clock runs while it is ${state.status}`);
    if (state.status === 'PAUSED' && state.opening?.deadline != null)
      must(state.opening.deadline.dueOn === null, () => 'the clock of a paused step has a due day');
    if (state.status === 'OPEN' && state.opening?.deadline != null)
      must(state.opening.deadline.dueOn !== null, () => 'the clock of an open step stands still');
    if (state.status === 'OPEN')
      must(state.pause === null && state.deficiency?.overdue !== true, () => 'it is open, and what stopped it still stands');
    if (state.status === 'OPEN' && state.clock !== null)
      must(state.clock.deadline.dueOn !== null, () => 'the clock of the whole handling stands still');
  }

  /** Whatever state it is in, somebody can bring it on. */
  #checkWayOn(): void {
    const { state } = this;
    const may = (command: ApprovalCommand, actor: Actor): boolean =>
      this.#engine.decide(state, command, { now: new Date(this.#now).toISOString(), actor, commandId: 'try', rules: RULES }).ok;
    const on = dayAt(new Date(this.#now).toISOString());
    const applicant = this.#actor(APPLICANT);
    switch (state.status) {
      case 'DRAFT':
        must(may({ type: 'Submit', on }, applicant), () => 'a draft cannot be handed in');
        break;
      case 'RETURNED':
        must(may({ type: 'Resubmit', on }, applicant), () => 'what was returned cannot be resubmitted');
        break;
      case 'WITHHELD':
        must(may({ type: 'Supplement', documents: [{ title: 'x' }], note: '', on }, applicant), () => 'what is missing cannot be supplied');
        break;
      case 'PAUSED': {
        const supplement = may({ type: 'Supplement', documents: [{ title: 'x' }], note: '', on }, applicant);
        must(supplement || may({ type: 'ResumeClock', on }, this.#actor('gus')), () => 'a paused case cannot go on');
        break;
      }
      default: {
        const pending = (t: Task): boolean =>
          t.kind === 'DECIDE' && t.opening === state.opening?.opening && (t.status === 'PENDING' || t.status === 'ASKING');
        must(state.opening !== null, () => 'it is open, and no step is');
        must(
          state.tasks.some(pending) || needsSettling(state),
          () => `nobody can act: ${JSON.stringify(state.tasks)} ${JSON.stringify(state.opening?.ballot)}`,
        );
        for (const task of state.tasks.filter((t) => t.status === 'ASKING')) {
          must(
            state.tasks.some((t) => t.kind === 'OPINION' && t.seat === task.seat && isActive(t)),
            () => `task ${task.task} waits for an opinion that nobody is asked for`,
          );
        }
      }
    }
  }

  /** What the events give, folded from the start, is what the workflow knows. */
  finish(): void {
    if (this.#state === null) return;
    checkCopies(this.events, (step) => rulesAt(this.#route, step).copies === 'ONCE', (this.#route.copyTo ?? []).length > 0);
    const folded = this.events.reduce<ApprovalState | null>((state, event) => this.#engine.evolve(state, event), null);
    must(JSON.stringify(folded) === JSON.stringify(this.#state), () => 'folding the events gives another state');
    must(JSON.stringify(JSON.parse(JSON.stringify(folded))) === JSON.stringify(folded), () => 'the state does not survive JSON');
  }

  #commandFor({ kind, fitting, a, b, c, stale }: Action): readonly [ApprovalCommand, Actor] {
    const { state } = this;
    const everybody = [...PEOPLE, APPLICANT];
    const anybody = everybody[a % everybody.length] ?? APPLICANT;
    const active = state.tasks.filter(isActive);
    const deciding = active.filter((t) => t.kind === 'DECIDE' && t.status === 'PENDING');
    const ofStep = ['Decide', 'HandOver', 'AskOpinion', 'AddApprovers', 'Recuse', 'Pause'].includes(kind) && deciding.length > 0;
    const holder = ofStep ? deciding[a % deciding.length] : active[a % Math.max(1, active.length)];
    const of = (kindOf: Task['kind']): Task | undefined =>
      active.filter((t) => t.kind === kindOf)[a % Math.max(1, active.filter((t) => t.kind === kindOf).length)];
    const who = fitting < 8 ? (holder?.person ?? anybody) : fitting === 8 ? (holder?.onBehalfOf ?? anybody) : anybody;
    const other = everybody[b % everybody.length] ?? APPLICANT;
    const text = c % 7 === 0 ? '' : '因为';
    const named = c % 3 === 0 ? {} : { task: deskOf(state, who)[b % Math.max(1, deskOf(state, who).length)]?.task ?? 0 };
    const mine = this.#actor(who);
    const applicant = this.#actor(fitting < 9 ? APPLICANT : anybody);
    const declared = this.#declared(a);
    const sender = 'document' in declared && fitting < 8 ? this.#actor('hana') : applicant;
    switch (kind) {
      case 'Decide': {
        // A return within a branch is rare by chance alone: few steps have any, and few of those come so far.
        const earlier = holder === undefined || c % 3 === 0 ? [] : returnTargets(state, holder).filter((key) => key.includes('b'));
        const usual = c % 10 < 5 ? 'APPROVE' : (CHOICES[c % CHOICES.length] ?? 'APPROVE');
        const choice = earlier.length > 0 && c % 3 === 1 ? 'RETURN' : usual;
        const targets = earlier.length > 0 ? earlier : ['APPLICANT', 's0', 's1', 's2'];
        const to = b % 3 === 0 ? {} : { to: targets[b % targets.length] ?? 'APPLICANT' };
        const wrong = stale === 0 ? { round: state.round + 1 } : stale === 1 ? { step: state.step + 1 } : {};
        const seen = stale === 2 ? this.#staleHash : state.contentHash;
        return [
          {
            type: 'Decide',
            choice,
            seen,
            reason: text,
            conditions: ['条件'],
            ...named,
            ...to,
            afterwards: b % 2 === 0 ? 'BACK' : 'FROM_TARGET',
            ...wrong,
          },
          mine,
        ];
      }
      case 'TakeBack': {
        const last = state.decisions.at(-1)?.person;
        return [{ type: 'TakeBack' }, this.#actor(fitting < 9 ? (last ?? who) : anybody)];
      }
      case 'HandOver':
        return [{ type: 'HandOver', to: other, reason: text, ...named }, mine];
      case 'AskOpinion':
        return [{ type: 'AskOpinion', of: other, question: text, ...named }, mine];
      case 'GiveOpinion':
        return [{ type: 'GiveOpinion', opinion: text }, this.#actor(of('OPINION')?.person ?? who)];
      case 'RecallOpinion':
        return [{ type: 'RecallOpinion' }, this.#actor(active.find((t) => t.status === 'ASKING')?.person ?? who)];
      case 'AddApprovers': {
        const more = everybody[(b + 3) % everybody.length] ?? APPLICANT;
        const where = (['BEFORE', 'AFTER', 'BESIDE'] as const)[b % 3] ?? 'BESIDE';
        return [
          {
            type: 'AddApprovers',
            people: c % 2 === 0 ? [other] : [other, more],
            where,
            reason: text,
            ...(c % 4 === 0 ? {} : { agree: (['ALL', 'ANY', 'IN_ORDER'] as const)[c % 3] ?? 'ALL' }),
            ...named,
          },
          mine,
        ];
      }
      case 'RemoveApprover': {
        const added = active.filter((t) => t.origin === 'ADDED' || (c % 3 === 0 && t.kind === 'DECIDE'));
        const target = added[b % Math.max(1, added.length)];
        const remover = fitting < 7 ? (target?.by ?? (fitting < 4 ? 'gus' : who)) : anybody;
        return [{ type: 'RemoveApprover', task: target?.task ?? b, reason: text }, this.#actor(remover)];
      }
      case 'Recuse':
        return [{ type: 'Recuse', reason: text, ...named }, mine];
      case 'Ask':
        return [{ type: 'Ask', to: other, question: text }, mine];
      case 'Answer':
        return [{ type: 'Answer', text }, this.#actor(of('QUESTION')?.person ?? who)];
      case 'Comment':
        return [{ type: 'Comment', text, documents: c % 5 === 0 ? [{ title: '附件' }] : [] }, mine];
      case 'Copy':
        return [{ type: 'Copy', people: [other], note: text }, mine];
      case 'MarkRead':
        return [{ type: 'MarkRead' }, this.#actor(of('READ')?.person ?? who)];
      case 'MarkSeen':
        return [{ type: 'MarkSeen', ...named }, mine];
      case 'Pause':
        return [
          { type: 'Pause', reason: (['EXPERT_REVIEW', 'HEARING', 'FORCE_MAJEURE'] as const)[b % 3] ?? 'HEARING', notice: text },
          fitting < 5 ? mine : this.#actor('gus'),
        ];
      case 'ResumeClock':
        return [{ type: 'ResumeClock', ...declared }, fitting < 5 ? mine : this.#actor('gus')];
      case 'ExtendLimit':
        return [{ type: 'ExtendLimit', by: (b % 12) + 1, reason: text }, this.#actor(fitting < 8 ? 'ben' : anybody)];
      case 'SaveDraft':
        return [{ type: 'SaveDraft', content: contentOf(b) }, applicant];
      case 'Submit':
        return [{ type: 'Submit', ...declared, ...(c % 2 === 0 ? { undertaking: { title: '承诺书' } } : {}) }, sender];
      case 'Resubmit':
        return [
          { type: 'Resubmit', ...declared, ...(c % 2 === 0 ? { content: contentOf(b) } : {}), afterwards: b % 2 === 0 ? 'BACK' : 'FROM_TARGET' },
          sender,
        ];
      case 'Supplement':
        return [{ type: 'Supplement', documents: [{ title: `s${b}` }], note: '', ...declared }, sender];
      case 'Withdraw':
        // Rarely, or nothing else would ever happen.
        return c % 10 === 0 ? [{ type: 'Withdraw', reason: text }, applicant] : [{ type: 'Nudge' }, applicant];
      case 'Nudge':
        return [{ type: 'Nudge' }, applicant];
      default:
        return this.#systemCommand(kind, who, other, c);
    }
  }

  /** A day as somebody may name it: none, today, an earlier one with and without a number, a later one. */
  #declared(n: number): { readonly on?: string; readonly document?: string } {
    const on = (days: number): string => dayAt(new Date(this.#now + days * 86_400_000).toISOString());
    return [{}, {}, { on: on(0) }, { on: on(-(n % 40)) }, { on: on(-(n % 40)), document: '收7' }, { on: on(1 + (n % 300)) }][n % 6] ?? {};
  }

  /** What the programme, the mail and the calendar tell, with the world changed accordingly. */
  #systemCommand(kind: Action['kind'], who: string, other: string, c: number): readonly [ApprovalCommand, Actor] {
    switch (kind) {
      case 'StandIn': {
        this.#mandates += 1;
        const mandate = `DL-${this.#mandates}`;
        if (who !== other) this.#standIns.set(who, { delegate: other, mandate });
        return [{ type: 'StandIn', mandate, principal: who, delegate: other, scope: {}, basis: '文' }, SYSTEM];
      }
      case 'StandInEnds': {
        const [principal, found] = [...this.#standIns][c % Math.max(1, this.#standIns.size)] ?? ['', undefined];
        this.#standIns.delete(principal);
        return [{ type: 'StandInEnds', mandate: found?.mandate ?? 'none', reason: '到期' }, SYSTEM];
      }
      case 'PersonLeft': {
        // The office stays, so that there is always somebody to ask.
        const from = ['gus', 'hana', APPLICANT].includes(who) ? 'fay' : who;
        if (this.#left.size < 3 && from !== other && !this.#left.has(other)) this.#left.add(from);
        return [{ type: 'PersonLeft', from, to: other, basis: '离职' }, SYSTEM];
      }
      case 'MailBounced':
        return [{ type: 'MailBounced', person: who, reply: '550 5.1.1' }, SYSTEM];
      case 'CalendarChanged': {
        const day = dayAt(new Date(this.#now + (c % 20) * 86_400_000).toISOString());
        this.#calendar = { version: `c${c}-${this.events.length}`, years: YEARS, days: { ...this.#calendar.days, [day]: c % 2 === 0 } };
        return [{ type: 'CalendarChanged', calendar: this.#calendar.version }, SYSTEM];
      }
      default:
        return c % 12 === 0 ? [{ type: 'Cancel', reason: { zh: '取消', en: 'x' } }, SYSTEM] : [{ type: 'EndReading' }, SYSTEM];
    }
  }
}

/** How often each thing really happened: a model in which nothing gets anywhere proves nothing. */
export type Seen = { readonly events: Record<string, number>; accepted: number; refused: number };

export const modelProperty = (seen: Seen, engine: Engine = ENGINE) =>
  fc.property(routes, starts, actions, (route, start, all) => {
    const run = new Run(route, start, engine);
    if (!run.opened) return;
    for (const action of all) run.act(action);
    run.finish();
    for (const { type } of run.events) seen.events[type] = (seen.events[type] ?? 0) + 1;
    seen.accepted += run.accepted;
    seen.refused += run.refused;
  });
