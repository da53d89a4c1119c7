/**
 * An approval as whoever opens it reads it: what is asked and how much, the route drawn with what was, is and will be and
 * until when, what was skipped and why, open questions, clocks in both readings. Pure: people by id; who holds a role now
 * and the calendar are passed in. Deliberately absent: what the reader may do (acts-now.ts), who may read, names.
 */
import { type Calendar, UnknownYear, workdaysBetween } from '../calendar/calendar.ts';
import { type Deadline, daysUsed, dueOn, type PauseReason, workOut } from '../calendar/deadline.ts';
import type { Light } from '../kernel/summary.ts';
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';
import { branchesOf, partName, partsOf } from './branches.ts';
import { lightOn } from './case.ts';
import { evaluate } from './condition.ts';
import { contentLines } from './content-lines.ts';
import { isClosed } from './entitlement.ts';
import {
  type ApprovalState,
  type Content,
  closedFor,
  type DecisionNote,
  type DocumentRef,
  factsOf,
  isActive,
  type Remark,
  type Task,
} from './facts.ts';
import { type Filled, type FillingLine, filledNow, fillingLines } from './filled.ts';
import { clockOfStep } from './flow.ts';
import { filesIn, formLines, type NameOf } from './form.ts';
import type { Form, FormValues } from './form-shape.ts';
import { type AgreeMode, asksSignature, isIntake, type Route } from './route.ts';
import { wayOf } from './way.ts';

/** What is known of the world when somebody reads. */
export type ReadingWorld = {
  readonly today: IsoDate;
  readonly calendar: Calendar;
  /** Holders of a role in the programme now. */
  readonly holders: (role: string) => readonly string[];
  readonly nameOf?: NameOf;
};

type TaskSeen = Pick<Task, 'task' | 'person' | 'onBehalfOf' | 'status' | 'origin' | 'by' | 'openedAt' | 'decidedAt' | 'dueAt'> & {
  readonly seenAt: IsoInstant | null;
  /** Branch and step of it; null: it is in none. */
  readonly place: Text | null;
};
type AnswerSeen = Pick<
  DecisionNote,
  'task' | 'round' | 'person' | 'onBehalfOf' | 'choice' | 'reason' | 'conditions' | 'score' | 'at' | 'door' | 'takenBack' | 'advisory'
> & {
  /** Null: none was asked for. */
  readonly signature: DocumentRef | null;
  /** Fields that were filled in with it, as they read. */
  readonly filled: readonly FillingLine[];
  /** The branch was returned since, and this is asked anew. */
  readonly anew: boolean;
  /** Branch and step of it; null: it is in none. */
  readonly place: Text | null;
  /** Whether the content that was decided on is the present one. */
  readonly onThisContent: boolean;
};
/** A field that deciders filled in, as it reads. */
export type FilledSeen = Filled & { readonly label: Text; readonly words: Text };
/** Whom a step to come would ask: a person, a role with whoever holds it now, or people whom the case will name. */
type DeciderSeen = {
  readonly person: string | null;
  readonly role: string | null;
  readonly named: string | null;
  /** So many levels up, where it is the applicant's superior. */
  readonly superior: number | null;
  readonly holders: readonly string[];
};

export type StepSeen = {
  readonly step: number;
  readonly key: string;
  readonly name: Text;
  readonly intake: boolean;
  readonly agree: AgreeMode;
  /** Whether each decision here brings a signature. */
  readonly signature: boolean;
  readonly stage: 'DONE' | 'NOW' | 'TO_COME' | 'SKIPPED';
  /** Steps of its branches, by key, each with its branch; empty: it has none. */
  readonly parts: readonly { readonly key: string; readonly name: Text }[];
  /** Everybody who was asked in this round, or in one before. */
  readonly tasks: readonly TaskSeen[];
  readonly answers: readonly AnswerSeen[];
  readonly deciders: readonly DeciderSeen[];
  readonly openedAt: IsoInstant | null;
  /** NOW: the last day. TO_COME: as it would be if every step took the whole of its time; null: no limit, or a clock stands. */
  readonly dueOn: IsoDate | null;
  readonly estimated: boolean;
  /** Why it is skipped, with the values that were looked at; null: it is not. */
  readonly skipped: { readonly why: 'CONDITION' | 'JUMP'; readonly values: Readonly<Record<string, string | number | boolean | null>> } | null;
};

/** A limit in both readings: with the days left out on which it stood, and as if it never had. */
export type ClockSeen = {
  readonly from: IsoDate;
  readonly limit: Deadline['limit'];
  /** Null: it stands. */
  readonly dueOn: IsoDate | null;
  readonly movedFrom: IsoDate | null;
  readonly provisional: boolean;
  /** Working days that ran until today, or until it stood. */
  readonly used: number | null;
  /** Working days left up to and with the due day, negative once it has passed; null: it stands. */
  readonly left: number | null;
  readonly withoutPauses: IsoDate | null;
  readonly pauses: readonly { readonly from: IsoDate; readonly to: IsoDate | null; readonly reason: PauseReason }[];
  readonly marksReached: readonly string[];
};

export type ApprovalReading = {
  readonly title: Text;
  readonly status: ApprovalState['status'];
  readonly light: Light;
  readonly programme: string;
  readonly project: string | null;
  readonly owner: string | null;
  readonly applicant: string;
  readonly matter: { readonly code: string; readonly version: number; readonly name: Text; readonly basis: string | null };
  readonly round: number;
  readonly contentHash: string;
  readonly amountFen: number | null;
  readonly lines: readonly { readonly label: Text; readonly value: Text }[];
  readonly documents: readonly DocumentRef[];
  /** The fields of its form, and what was filled in of those that this reader may see. */
  readonly form: Form;
  readonly values: FormValues;
  /** What deciders filled in of it, as it stands: whose it is, at which step, when. */
  readonly filled: readonly FilledSeen[];
  readonly undertaking: DocumentRef | null;
  /** What the applicant writes and has not handed in; shown to whoever may hand it in. */
  readonly draft: Content | null;
  readonly receivedOn: IsoDate | null;
  readonly acceptedOn: IsoDate | null;
  readonly steps: readonly StepSeen[];
  readonly clocks: { readonly handling: ClockSeen | null; readonly step: ClockSeen | null; readonly missing: ClockSeen | null };
  /** Why its clocks stand, since when and by whom; null: they run, or there are none. */
  readonly standing: {
    readonly reason: PauseReason;
    readonly since: IsoDate;
    readonly by: string | null;
    readonly notice: string;
    readonly until: IsoDate | null;
  } | null;
  /** What a supplement must bring, as it was asked for. */
  readonly supplementList: string | null;
  /** What was accepted as missing. */
  readonly missing: readonly string[];
  readonly returned: { readonly by: string | null; readonly reason: string | null; readonly on: IsoDate | null } | null;
  readonly questions: readonly {
    readonly task: number;
    readonly kind: 'QUESTION' | 'OPINION';
    readonly person: string;
    readonly by: string | null;
    readonly question: string;
    readonly openedAt: IsoInstant;
  }[];
  readonly copies: readonly {
    readonly person: string;
    readonly by: string | null;
    readonly sentAt: IsoInstant;
    readonly readAt: IsoInstant | null;
  }[];
  readonly remarks: readonly Remark[];
  readonly conditions: readonly string[];
  readonly recused: readonly string[];
  readonly closed: {
    readonly at: IsoInstant | null;
    readonly by: string | null;
    readonly onBehalfOf: string | null;
    readonly reason: string | null;
    readonly automatic: boolean;
  } | null;
};

/** `state`: as this reader may read it (audience.ts). `ofApplicant`: whether whoever reads may see what is not handed in yet. */
export function readingOf(state: ApprovalState, world: ReadingWorld, ofApplicant: boolean): ApprovalReading {
  const { route, content } = state;
  const { amount, rest } = contentLines(content, route.form, world.nameOf);
  const lastReturn = state.decisions.findLast((d) => d.choice === 'RETURN' && !d.takenBack);
  const standing = standingOf(state);
  return {
    title: state.title,
    status: state.status,
    light: lightOn(state, world.today),
    programme: state.programme,
    project: state.project,
    owner: state.owner,
    applicant: state.applicant,
    matter: { code: route.code, version: route.version, name: route.name, basis: route.basis ?? null },
    round: state.round,
    contentHash: state.contentHash,
    amountFen: content.amountFen ?? null,
    lines: amount === null ? rest : [amount, ...rest],
    documents: [...content.documents, ...filesIn(content)],
    form: route.form ?? [],
    values: content.values ?? {},
    filled: filledNow(state).flatMap((one): readonly FilledSeen[] => {
      const [line] = formLines({ values: { [one.key]: one.value } }, route.form, world.nameOf, true);
      return line === undefined ? [] : [{ ...one, label: line.label, words: line.value }];
    }),
    undertaking: state.undertaking,
    draft: ofApplicant ? state.draft : null,
    receivedOn: state.receivedOn,
    acceptedOn: state.acceptedOn,
    steps: stepsOf(state, world),
    clocks: {
      handling: state.clock === null ? null : clockSeen(state.clock.deadline, state.clock.marksReached, world),
      step: state.opening?.deadline == null ? null : clockSeen(state.opening.deadline, state.opening.marksReached, world),
      missing: state.deficiency === null ? null : clockSeen(state.deficiency.deadline, [], world),
    },
    standing,
    supplementList: standing?.reason === 'SUPPLEMENT' ? state.supplementList : null,
    missing: state.deficiency?.items ?? [],
    returned:
      state.status !== 'RETURNED' || state.returned === null
        ? null
        : { by: state.returned.by, reason: lastReturn?.person === state.returned.by ? lastReturn.reason : null, on: state.returned.on ?? null },
    questions: state.tasks.flatMap(({ task, kind, person, by, question, openedAt, status }) =>
      (kind === 'QUESTION' || kind === 'OPINION') && isActive({ status }) ? [{ task, kind, person, by, question: question ?? '', openedAt }] : [],
    ),
    copies: [...state.past, ...state.tasks].flatMap(({ kind, person, by, openedAt, status, decidedAt }) =>
      kind === 'READ' ? [{ person, by, sentAt: openedAt, readAt: status === 'READ' ? decidedAt : null }] : [],
    ),
    remarks: state.remarks,
    conditions: state.conditions,
    recused: state.recused,
    closed: isClosed(state)
      ? { at: state.closedAt, by: state.closedBy, onBehalfOf: closedFor(state), reason: state.closeReason, automatic: state.automatic }
      : null,
  };
}

function standingOf({ suspension, pause, status }: ApprovalState): ApprovalReading['standing'] {
  if (suspension !== undefined) return { reason: 'SUSPENDED', since: suspension.on, by: null, notice: suspension.reason, until: null };
  if (status !== 'PAUSED' || pause === null) return null;
  return { reason: pause.reason, since: pause.on, by: pause.by, notice: pause.notice, until: pause.until?.dueOn ?? null };
}

/** Every step of the route in its order, with what was, is or would be. */
function stepsOf(state: ApprovalState, world: ReadingWorld): readonly StepSeen[] {
  const { route } = state;
  const way = wayOf(state);
  const all = [...state.past, ...state.tasks].filter((task) => task.kind === 'DECIDE');
  const estimates = estimatesOf(
    state,
    way.filter(({ stage }) => stage === 'TO_COME').map(({ step }) => step),
    world,
  );
  // A step that was returned to is there once: where it stands now.
  const stages = new Map(way.map((step) => [step.step, step]));
  return route.steps.flatMap((definition, step): readonly StepSeen[] => {
    const found = stages.get(step);
    const answers = state.decisions.filter((decision) => decision.step === step).map((decision) => answerSeen(state, decision, world.nameOf));
    // Of a case that ended before it came here nothing is known, nor is anything to come.
    if (found === undefined && answers.length === 0 && isClosed(state) && !isBehind(state, step)) return [];
    const evaluation = evaluate(definition.when, factsOf(state.content));
    return [
      {
        step,
        key: definition.key,
        name: definition.name,
        intake: isIntake(route, step),
        agree: definition.who.agree,
        signature: asksSignature(route, step),
        parts: branchesOf(definition.who).flatMap((branch) =>
          partsOf(branch).flatMap(({ key }) => {
            const name = partName(route, step, key);
            return name === null ? [] : [{ key, name }];
          }),
        ),
        stage: found?.stage ?? (answers.length > 0 ? 'DONE' : 'SKIPPED'),
        tasks: all.filter((task) => task.step === step).map((task) => taskSeen(route, task)),
        answers,
        deciders: (found?.stage === 'TO_COME' ? found.deciders : []).map((decider) => ({
          person: 'person' in decider ? decider.person : null,
          role: 'role' in decider ? decider.role : null,
          named: 'named' in decider ? decider.named : null,
          superior: 'superior' in decider ? decider.superior : null,
          holders: 'role' in decider ? world.holders(decider.role).filter((person) => person !== state.applicant) : [],
        })),
        openedAt: found?.stage === 'NOW' ? (state.opening?.openedAt ?? null) : (all.find((task) => task.step === step)?.openedAt ?? null),
        dueOn: found?.stage === 'TO_COME' ? (estimates.get(step) ?? null) : (found?.dueOn ?? null),
        estimated: found?.stage === 'TO_COME',
        skipped: found !== undefined || answers.length > 0 ? null : { why: evaluation.holds ? 'JUMP' : 'CONDITION', values: evaluation.values },
      },
    ];
  });
}

/** Whether the case has come past it. */
const isBehind = ({ trail, step: now }: ApprovalState, step: number): boolean => step < Math.max(now, ...trail);

const taskSeen = (
  route: Route,
  { task, person, onBehalfOf, status, origin, by, openedAt, decidedAt, dueAt, seenAt, step, part }: Task,
): TaskSeen => ({
  place: partName(route, step, part),
  task,
  person,
  onBehalfOf,
  status,
  origin,
  by,
  openedAt,
  decidedAt,
  dueAt,
  seenAt: seenAt ?? null,
});

function answerSeen(state: ApprovalState, decision: DecisionNote, nameOf: NameOf | undefined): AnswerSeen {
  const { task, round, person, onBehalfOf, choice, reason, conditions, score, signature, seen, at, door, takenBack, advisory } = decision;
  return {
    task,
    round,
    person,
    onBehalfOf,
    choice,
    reason,
    conditions,
    score,
    signature: signature ?? null,
    filled: fillingLines(decision.filled, state.route.form, nameOf),
    at,
    door,
    takenBack,
    advisory,
    anew: decision.anew === true,
    place: partName(state.route, decision.step, [...state.past, ...state.tasks].find((one) => one.task === task)?.part),
    onThisContent: seen === state.contentHash,
  };
}

/** Until when each step to come would last, one after the other, each taking all of its time; none while a clock stands. */
function estimatesOf(state: ApprovalState, steps: readonly number[], world: ReadingWorld): ReadonlyMap<number, IsoDate> {
  const found = new Map<number, IsoDate>();
  if (state.status === 'PAUSED' || state.suspension !== undefined) return found;
  const due = state.opening?.deadline?.dueOn ?? null;
  let from = due !== null && due > world.today ? due : world.today;
  for (const step of steps) {
    const blank = clockOfStep(state, step, from);
    const until = blank === null ? null : known(() => workOut(blank, world.calendar).dueOn);
    if (until === null) continue;
    found.set(step, until);
    from = until;
  }
  return found;
}

/** Null: a year that the calendar does not know. */
function known<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnknownYear) return null;
    throw error;
  }
}

function clockSeen(deadline: Deadline, marksReached: readonly string[], { today, calendar }: ReadingWorld): ClockSeen {
  const { from, limit, pauses, lastDay } = deadline;
  const left = (due: IsoDate): number => (due >= today ? workdaysBetween(today, due, calendar) : -workdaysBetween(due, today, calendar));
  return {
    from,
    limit,
    dueOn: deadline.dueOn,
    movedFrom: deadline.movedFrom ?? null,
    provisional: deadline.provisional,
    used: deadline.usedBeforePause ?? known(() => daysUsed(from, pauses, today > from ? today : from, calendar)),
    left: deadline.dueOn === null ? null : known(() => left(deadline.dueOn ?? today)),
    withoutPauses: known(() => dueOn(from, limit, [], calendar, lastDay ?? 'AS_COUNTED')),
    pauses: pauses.map(({ from: since, to, reason }) => ({ from: since, to, reason })),
    marksReached,
  };
}
