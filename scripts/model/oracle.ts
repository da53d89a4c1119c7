/**
 * What must hold, worked out a second time from the events alone and as simply as possible: who holds which seat, whether
 * a vote is certain (by trying out every way in which it can still end), when a limit ends (by counting days one by one).
 * Deliberately absent: anything that the engine uses for the same question.
 */
import type { Ballot } from '../../domain/approval/ballot.ts';
import type { ApprovalEvent } from '../../domain/approval/events.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Deadline } from '../../domain/calendar/deadline.ts';
import type { Recorded } from '../../domain/kernel/case.ts';

type Holder = { person: string; principal: string | null; seat: number; opening: number; ended: boolean };

export class Broken extends Error {}
export const must = (holds: boolean, what: () => string): void => {
  if (!holds) throw new Broken(what());
};

/** Follows the hands through which every seat passes. */
export class Hands {
  readonly #holders = new Map<number, Holder>();
  #opening = 0;
  #standing = new Map<string, number>();
  #closed = 0;
  #byRule = false;

  see(event: Recorded<ApprovalEvent>, applicant: string, ownAllowed: boolean, absentMayAct: boolean): void {
    const { data } = event;
    switch (event.type) {
      case 'StepOpened':
        for (const holder of this.#holders.values()) holder.ended = true;
        this.#opening = event.data.opening;
        this.#sit(event.data.seats, null);
        break;
      case 'ApproversAdded':
      case 'SubstitutesAsked':
        this.#sit(event.data.seats, null);
        if (event.type === 'SubstitutesAsked' && event.data.ballot !== null) this.#end(event.data.task);
        break;
      case 'TasksEscalated': {
        const { tasks, seats } = event.data;
        for (const { person } of seats) {
          must(person !== applicant, () => 'a task was passed up to the applicant');
          must(!this.#sits(person), () => `${person} was asked twice by an escalation`);
        }
        // Those who were found share the places; the last ones stay where nobody is left for them.
        for (const task of tasks.slice(0, seats.length)) {
          must(this.#holders.get(task)?.ended === false, () => `task ${task} was passed up although it was over`);
          this.#end(task);
        }
        this.#sit(seats, null);
        break;
      }
      case 'BranchReturned': {
        for (const task of event.data.again) {
          const old = this.#holders.get(task);
          must(old !== undefined && old.opening === this.#opening, () => `task ${task} is asked anew, which is none of this step`);
          if (old !== undefined) this.#standing.delete(`${old.opening}/${old.seat}`);
          this.#end(task);
        }
        for (const { person } of event.data.seats) must(!this.#sits(person), () => `${person} has two places after a return in a branch`);
        this.#sit(event.data.seats, null);
        break;
      }
      case 'TaskHandedOver': {
        const old = this.#holders.get(event.data.task);
        if (old === undefined) break; // a question or an opinion
        must(!old.ended, () => `task ${event.data.task} was handed over although it was over`);
        this.#end(event.data.task);
        this.#sit(
          event.data.seats.map((s) => ({ ...s, onBehalfOf: event.data.onBehalfOf ?? s.onBehalfOf })),
          old.seat,
        );
        break;
      }
      case 'DecisionMade': {
        if (event.data.choice === 'SUPPLEMENT') break;
        this.#decided(event.data, applicant, ownAllowed, absentMayAct);
        break;
      }
      case 'DecisionTakenBack': {
        const old = this.#holders.get(event.data.task);
        must(old !== undefined, () => 'an unknown decision was taken back');
        if (old === undefined) break;
        this.#standing.delete(`${old.opening}/${old.seat}`);
        if (event.data.reopened !== null) {
          this.#opening = event.data.reopened;
          for (const holder of this.#holders.values()) {
            holder.ended = holder.opening !== this.#opening || this.#standing.has(`${holder.opening}/${holder.seat}`) || this.#gone.has(holder);
          }
        }
        old.ended = true;
        this.#gone.add(old);
        this.#holders.set(event.data.newTask, { ...old, ended: false });
        break;
      }
      case 'Recused':
      case 'ApproverRemoved':
        this.#end(event.data.task);
        break;
      case 'StepClosed':
      case 'ContentReturned':
        for (const holder of this.#holders.values()) holder.ended = true;
        this.#byRule = event.data.automatic;
        break;
      case 'ApprovalClosed':
        this.#closed += 1;
        must(this.#closed === 1, () => 'it was closed twice');
        must(!event.data.automatic || event.data.by === null, () => 'an automatic outcome bears a name');
        if (event.data.outcome === 'APPROVED') must(!this.#byRule || event.data.automatic, () => 'an automatic approval reads as a person’s');
        if (event.data.outcome === 'APPROVED' && !event.data.automatic) must(event.data.by !== null, () => 'an approval by somebody bears no name');
        break;
      default:
        must(
          this.#closed === 0 || event.type === 'ReadMarked' || event.type === 'ReadingEnded',
          () => `${event.type} after it was closed: ${JSON.stringify(data)}`,
        );
    }
  }

  readonly #gone = new Set<Holder>();

  #sit(seats: readonly { readonly task: number; readonly person: string; readonly onBehalfOf: string | null }[], seat: number | null): void {
    for (const { task, person, onBehalfOf } of seats) {
      must(!this.#holders.has(task), () => `task ${task} was given out twice`);
      this.#holders.set(task, { person, principal: onBehalfOf, seat: seat ?? task, opening: this.#opening, ended: false });
    }
  }

  #sits(person: string): boolean {
    return [...this.#holders.values()].some(
      (holder) => holder.opening === this.#opening && !holder.ended && (holder.person === person || holder.principal === person),
    );
  }

  #end(task: number): void {
    const holder = this.#holders.get(task);
    if (holder === undefined) return;
    holder.ended = true;
    this.#gone.add(holder);
  }

  #decided(
    { task, person, opening }: { readonly task: number; readonly person: string; readonly opening: number },
    applicant: string,
    ownAllowed: boolean,
    absentMayAct: boolean,
  ): void {
    const holder = this.#holders.get(task);
    must(holder !== undefined && !holder.ended, () => `task ${task} was decided although nobody holds it`);
    if (holder === undefined) return;
    must(holder.opening === opening && opening === this.#opening, () => `task ${task} belongs to another opening`);
    must(
      person === holder.person || (absentMayAct && person === holder.principal),
      () => `${person} decided task ${task}, which ${holder.person} holds`,
    );
    must(person !== applicant || ownAllowed, () => 'the applicant decided');
    const key = `${opening}/${holder.seat}`;
    must(!this.#standing.has(key), () => `seat ${holder.seat} was decided twice in opening ${opening}`);
    this.#standing.set(key, task);
    holder.ended = true;
  }
}

/** Where a step copies once, nobody gets a copy of it whom the route has sent one before; that of the outcome stands by itself. */
export function checkCopies(events: readonly Recorded<ApprovalEvent>[], once: (step: number) => boolean, copiesOutcome: boolean): void {
  const had = new Set<string>();
  let step = -1;
  events.forEach(({ type, data }, index) => {
    if (type === 'StepClosed') step = data.step;
    if (type !== 'CopySent' || data.by !== null) return;
    const ofOutcome = copiesOutcome && events[index + 1]?.type === 'ApprovalClosed';
    const people = data.seats.map(({ person }) => person);
    if (!ofOutcome && once(step)) must(!people.some((person) => had.has(person)), () => `${people.join()} got a second copy, of step ${step}`);
    for (const person of people) had.add(person);
  });
}

/** Whom the route gave is removed where it says so alone, by somebody else than the applicant or themselves, and the step can still be agreed to. */
export function checkRemoval(
  { task, by, person }: { readonly task: number; readonly by: string; readonly person: string },
  before: ApprovalState,
  after: ApprovalState,
  applicant: string,
): void {
  const seat = before.tasks.find((one) => one.task === task);
  if (seat?.origin === 'ADDED') return;
  const { rules } = before.route.steps[before.step] ?? {};
  must((rules?.removes ?? before.route.rules?.removes) === 'ALSO_ROUTE', () => `${by} removed ${person}, whom the route gave`);
  must(by !== applicant && by !== person, () => `${by} removed ${person} from the application of ${applicant}`);
  if (after.opening === null || before.status !== 'OPEN') return;
  must(possibleEnds(after.opening.ballot, votesNow(after)).has(true), () => `nobody can agree any more after ${person} was removed`);
}

/** A return within a branch touches that branch alone, asks its earlier step anew, and leaves case and step where they are. */
export function checkBranchReturn(
  { task, branch, to, again }: { readonly task: number; readonly branch: string; readonly to: string; readonly again: readonly number[] },
  before: ApprovalState,
  after: ApprovalState,
): void {
  const inBranch = (part: string | undefined): boolean => part?.startsWith(`${branch}p`) === true;
  must(inBranch(to), () => `${to} is no step of ${branch}`);
  must(again.includes(task), () => 'whoever returned it has answered all the same');
  for (const old of before.tasks) {
    if (old.kind !== 'DECIDE' || before.opening === null || !leaves(before.opening.ballot).includes(old.seat)) continue;
    const now = after.tasks.find((one) => one.task === old.task);
    if (again.includes(old.task)) must(inBranch(old.part), () => `task ${old.task} of ${old.part} is asked anew by a return in ${branch}`);
    else if (!inBranch(old.part))
      must(JSON.stringify(now) === JSON.stringify(old), () => `a return in ${branch} touched task ${old.task} of ${old.part}`);
    else if (['PENDING', 'WAITING', 'ASKING', 'SET_ASIDE', 'APPROVED', 'REJECTED', 'AUTOMATIC'].includes(old.status))
      must(old.part !== undefined && old.part < to, () => `task ${old.task} of ${old.part} stands after a return to ${to}`);
  }
  must(after.status === before.status && after.step === before.step && after.round === before.round, () => 'a return in a branch moved the case');
  must(
    after.tasks.some((one) => one.part === to && (one.status === 'PENDING' || one.status === 'SET_ASIDE')),
    () => `nobody is asked at ${to}`,
  );
}

type Vote = 'YES' | 'NO' | 'OPEN' | 'ABSENT';

/** How a ballot ends when everybody has spoken; null: nobody is left. */
function full(ballot: Ballot, voteOf: (seat: number) => Vote): boolean | null {
  let [yes, all, no] = [0, 0, 0];
  ballot.members.forEach((member, index) => {
    const weight = ballot.vote?.count === 'WEIGHT' ? (ballot.weights?.[index] ?? 1) : 1;
    const answer = typeof member === 'number' ? voteOf(member) : member.advisory === true ? 'ABSENT' : asVote(full(member, voteOf));
    if (answer === 'ABSENT') return;
    all += weight;
    if (answer === 'YES') yes += weight;
    else no += 1;
  });
  if (all === 0) return null;
  if (no > 0 && ballot.refusal === 'VETO' && ballot.agree !== 'ANY') return false;
  if (ballot.agree === 'ANY') return yes > 0;
  if (ballot.agree === 'VOTE' && ballot.vote !== undefined) {
    const { threshold, compare } = ballot.vote;
    const exact = typeof threshold === 'number' ? threshold : (threshold.part * all) / threshold.of;
    return compare === 'MORE_THAN' ? yes > exact + 1e-9 : yes >= exact - 1e-9;
  }
  return yes === all;
}
const asVote = (answer: boolean | null): Vote => (answer === null ? 'ABSENT' : answer ? 'YES' : 'NO');

/** In a group where the first answer counts (或签), an answer ends it whatever the others would say. */
function settleFirstAnswers(ballot: Ballot, voteOf: (seat: number) => Vote): Ballot | Vote {
  const members = ballot.members.map((member) => (typeof member === 'number' ? member : settleFirstAnswers(member, voteOf)));
  const voted = settleVote(ballot, voteOf);
  if (voted !== null) return voted;
  const votes = members.map((member) => (typeof member === 'number' ? voteOf(member) : typeof member === 'string' ? member : null));
  if (ballot.agree === 'ANY' && ballot.refusal === 'VETO' && ballot.advisory !== true) {
    if (votes.includes('NO')) return 'NO';
    if (votes.includes('YES')) return 'YES';
  }
  return ballot;
}

/** In a vote with a veto that ends when it is certain, one refusal ends it, and so do enough agreements before. */
function settleVote(ballot: Ballot, voteOf: (seat: number) => Vote): Vote | null {
  const { agree, refusal, ends, vote, advisory } = ballot;
  if (agree !== 'VOTE' || refusal !== 'VETO' || ends === undefined || vote === undefined || advisory === true) return null;
  let [yes, all, refused] = [0, 0, false];
  ballot.members.forEach((member, index) => {
    const inner = typeof member === 'number' || member.advisory === true ? null : possibleEnds(member, voteOf);
    const answer =
      typeof member === 'number' ? voteOf(member) : inner === null ? 'ABSENT' : inner.size === 1 ? asVote([...inner][0] ?? null) : 'OPEN';
    if (answer === 'ABSENT') return;
    const weight = vote.count === 'WEIGHT' ? (ballot.weights?.[index] ?? 1) : 1;
    all += weight;
    if (answer === 'YES') yes += weight;
    if (answer === 'NO') refused = true;
  });
  if (refused) return 'NO';
  const exact = typeof vote.threshold === 'number' ? vote.threshold : (vote.threshold.part * all) / vote.threshold.of;
  const isEnough = vote.compare === 'MORE_THAN' ? yes > exact + 1e-9 : yes >= exact - 1e-9;
  return all > 0 && isEnough ? 'YES' : null;
}

/** Every way in which the open seats can still answer; the answers to which they lead. */
export function possibleEnds(ballot: Ballot, voteOf: (seat: number) => Vote): ReadonlySet<boolean | null> {
  const seats = [...new Set(leaves(ballot))];
  const open = seats.filter((seat) => voteOf(seat) === 'OPEN');
  const fixed = (b: Ballot): Ballot | Vote => settleFirstAnswers(b, voteOf);
  const top = fixed(ballot);
  if (typeof top === 'string') return new Set([top === 'YES']);
  const ends = new Set<boolean | null>();
  if (open.length > 12) return new Set([true, false]);
  for (let mask = 0; mask < 2 ** open.length; mask += 1) {
    const answers = new Map(open.map((seat, i): [number, Vote] => [seat, (mask >> i) % 2 === 1 ? 'YES' : 'NO']));
    ends.add(fullWithFirst(ballot, voteOf, (seat) => answers.get(seat) ?? voteOf(seat)));
    if (ends.size > 1) break;
  }
  return ends;
}

/** Like `full`, but groups whose first answer has been given keep it. */
function fullWithFirst(ballot: Ballot, now: (seat: number) => Vote, later: (seat: number) => Vote): boolean | null {
  const members = ballot.members.map((member): number | Ballot => {
    if (typeof member === 'number') return member;
    return member;
  });
  const settled = new Map<Ballot, Vote>();
  const visit = (b: Ballot): void => {
    for (const member of b.members) if (typeof member !== 'number') visit(member);
    const answer = settleFirstAnswers(b, now);
    if (typeof answer === 'string') settled.set(b, answer);
  };
  visit(ballot);
  const evaluate = (b: Ballot): boolean | null => {
    const known = settled.get(b);
    if (known !== undefined) return known === 'YES';
    let next = -1;
    const names = new Map<number, Vote>();
    const flat: Ballot = {
      ...b,
      members: b.members.map((member) => {
        if (typeof member === 'number') return member;
        const answer: Vote = member.advisory === true ? 'ABSENT' : asVote(evaluate(member));
        names.set(next, answer);
        next -= 1;
        return next + 1;
      }),
    };
    return full(flat, (seat) => names.get(seat) ?? later(seat));
  };
  return evaluate({ ...ballot, members });
}

const leaves = (ballot: Ballot): readonly number[] =>
  ballot.members.flatMap((member) => (typeof member === 'number' ? [member] : member.advisory === true ? [] : leaves(member)));

/** The votes of the present opening, from the tasks as they stand. */
export function votesNow(state: ApprovalState): (seat: number) => Vote {
  const last = new Map<number, string>();
  for (const task of state.tasks) if (task.kind === 'DECIDE' && task.opening === state.opening?.opening) last.set(task.seat, task.status);
  return (seat) => {
    const status = last.get(seat);
    if (status === undefined || ['RECUSED', 'REMOVED', 'UNREACHABLE', 'ESCALATED', 'HANDED_OVER', 'TAKEN_BACK'].includes(status)) return 'ABSENT';
    return status === 'APPROVED' || status === 'AUTOMATIC' ? 'YES' : status === 'REJECTED' ? 'NO' : 'OPEN';
  };
}

/** Who may enter an earlier day; written down here once more, on purpose. */
const OFFICE = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR'];

/** Days with legal effect are the server's, unless the office entered an earlier one, for another's application, with its number. */
export function checkDay({ type, data, actor, occurredAt }: Recorded<ApprovalEvent>, applicant: string): void {
  if (type !== 'ApplicationSubmitted' && type !== 'ContentResubmitted' && type !== 'Supplemented' && type !== 'ClockResumed') return;
  const today = new Date(Date.parse(occurredAt) + 28_800_000).toISOString().slice(0, 10);
  if (data.on === today) return;
  must(data.on < today, () => `${type} on ${data.on}, which lies after ${today}`);
  must(data.backdated !== undefined && data.backdated.document !== '', () => `${type} on ${data.on} without a number`);
  must(actor.roles.some((role) => OFFICE.includes(role)) && actor.person !== applicant, () => `${actor.person} entered ${data.on}`);
}

/** The day on which a limit of working days ends, counted one by one; null while it is paused. */
export function countedDue({ from, limit, pauses }: Deadline, calendar: Calendar): string | null {
  if (pauses.some(({ to }) => to === null)) return null;
  if (limit.unit !== 'WD') return null;
  let [left, day] = [limit.n, from];
  while (left > 0) {
    day = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    const works = calendar.days[day] ?? (weekday !== 0 && weekday !== 6);
    const paused = pauses.some(({ from: start, to }) => to !== null && day > start && day <= to);
    if (works && !paused) left -= 1;
  }
  return day;
}
