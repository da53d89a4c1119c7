/**
 * A takeover as its page shows it: each fact in words, how far each stage is, what lacks before it can be closed, what was found,
 * what waits for a second person, and what whoever looks may do. Asks the same decisions as a command does, so that page and
 * case cannot differ. Pure. Deliberately absent: the page.
 */
import type { Actor } from '../kernel/actor.ts';
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { valuesIn } from '../rule-table/table.ts';
import { STAGE_KEYS, STAGE_NAMES, type StageKey } from '../stages/all.ts';
import { STEP_NAMES } from '../standards/approval-paths.ts';
import { MANAGEMENT } from '../standards/management-rules.ts';
import { MILESTONE_NAMES, MILESTONES, milestonesOf } from '../standards/milestones.ts';
import { factId, stageOfFact, type TakenFact } from '../taken-fact/kinds.ts';
import { TAKEOVER_OPEN } from '../takeover/decide.ts';
import { factName, factWords } from '../takeover/fact-words.ts';
import type { Correction, Takeover } from '../takeover/facts.ts';
import { factFaults, placed } from '../takeover/faults.ts';
import { type TakenFinding, takenFindings } from '../takeover/findings.ts';
import { canBeTakenOver, completedBy, type Standing } from '../takeover/standing.ts';
import { decideProject } from './decide.ts';
import type { ProjectCommand, ProjectState } from './facts.ts';
import { takenOf } from './takeover.ts';

export type FactShown = {
  readonly id: string;
  /** Null: of the project as a whole. */
  readonly stage: StageKey | null;
  readonly name: Text;
  readonly amountFen: number | null;
  readonly fact: TakenFact;
  /** A correction of it that waits. */
  readonly waits: string | null;
};
export type CorrectionShown = Omit<Correction, 'until'> & {
  readonly name: Text;
  readonly was: Text | null;
  /** Null: it is taken away. */
  readonly now: Text | null;
  readonly until: IsoDate | null;
  readonly mine: boolean;
  readonly mayConfirm: boolean;
};
type Choice = { readonly value: string; readonly name: Text };
/** Null: it may be done. */
type Why = Text | null;
export type TakeoverPage = {
  /** NONE: it was registered as new. */
  readonly status: 'NONE' | 'OPEN' | 'CLOSED';
  readonly facts: readonly FactShown[];
  readonly stages: readonly { readonly stage: StageKey; readonly name: Text; readonly facts: number; readonly done: boolean }[];
  /** What stands against closing it. */
  readonly lacks: readonly Text[];
  /** As they were when it was closed; before that, as they would be. */
  readonly findings: readonly TakenFinding[];
  readonly by: readonly string[];
  readonly closing: (NonNullable<Takeover['closing']> & { readonly mine: boolean }) | null;
  readonly closed: NonNullable<Takeover['closed']> | null;
  readonly corrections: readonly CorrectionShown[];
  /** What may stand in fields whose lists are the county's or the project's own. */
  readonly choices: Readonly<Record<'milestone' | 'step' | 'rules', readonly Choice[]>>;
  /** What is in the way of each act for whoever looks. */
  readonly may: { readonly begin: Why; readonly enter: Why; readonly correct: Why; readonly propose: Why; readonly close: Why };
};

export function takeoverPage(state: ProjectState, actor: Actor, now: string): TakeoverPage {
  const taken = takenOf(state);
  const takeover = taken.takeover ?? TAKEOVER_OPEN;
  const facts = Object.values(takeover.facts);
  const today = dayAt(now);
  const over = taken.takeover?.status === 'CLOSED';
  const context: Context = { now, actor, commandId: 'look', rules: Number.MAX_SAFE_INTEGER };
  const why = (command: ProjectCommand, ...passes: readonly string[]): Why => {
    const answer = decideProject(state, command, context);
    return answer.ok || passes.includes(answer.rejection.code) ? null : answer.rejection.message;
  };
  const basis = { document: '-', on: today, reason: '-' };
  return {
    status: taken.takeover?.status ?? 'NONE',
    facts: facts.map((fact) => factShown(fact, takeover)),
    stages: STAGE_KEYS.filter(canBeTakenOver).map((stage) => ({
      stage,
      name: STAGE_NAMES[stage],
      facts: facts.filter((fact) => stageOfFact(fact) === stage).length,
      done: completedBy(stage, facts, taken.standing) !== null,
    })),
    lacks: over ? [] : factFaults(facts, taken.standing, { today, whole: true, from: facts.length }).map((fault) => placed(fault, '')),
    findings: over ? takeover.findings : takenFindings(facts, taken.standing, taken.survey),
    by: takeover.by,
    closing: takeover.closing === undefined ? null : { ...takeover.closing, mine: takeover.closing.by === actor.person },
    closed: takeover.closed ?? null,
    corrections: Object.values(takeover.corrections).map((correction) => correctionShown(correction, takeover, actor, why)),
    choices: choicesOf(taken.standing),
    may: {
      begin: why({ type: 'BeginTakeover', ...basis }),
      enter: over ? ENTERED_NO_MORE : why({ type: 'TakeOver', facts: [] }),
      // Nothing has this id: whoever is told so may correct what there is.
      correct: why({ type: 'CorrectTakenOver', id: '-', reason: '-' }, 'UNKNOWN_ITEM'),
      // What lacks is told by itself.
      propose: why({ type: 'ProposeClosing', ...basis }, 'INCOMPLETE'),
      close: why({ type: 'CloseTakeover', ...basis }, 'INCOMPLETE'),
    },
  };
}

const ENTERED_NO_MORE: Text = { zh: '接续办理已结束，只能更正', en: 'The takeover is closed: what is on record can be corrected, and nothing added' };

function choicesOf({ profile, standards, steps }: Standing): TakeoverPage['choices'] {
  const milestones = milestonesOf(profile.buildKind, valuesIn(standards, MILESTONES)).filter(({ key }) => key !== 'COMPLETION');
  return {
    milestone: milestones.map(({ key }) => ({ value: key, name: MILESTONE_NAMES[key] ?? { zh: key, en: key } })),
    step: steps.map((step) => ({ value: step, name: STEP_NAMES[step] })),
    rules: valuesIn(standards, MANAGEMENT).rules.map(({ key, zh, en }) => ({ value: key, name: { zh, en } })),
  };
}

function factShown(fact: TakenFact, { corrections }: Takeover): FactShown {
  const id = factId(fact);
  return {
    id,
    stage: stageOfFact(fact),
    name: factName(fact),
    amountFen: 'amountFen' in fact && fact.amountFen !== undefined ? fact.amountFen : null,
    fact,
    waits: Object.values(corrections).find((correction) => correction.id === id)?.correction ?? null,
  };
}

function correctionShown(
  { until, ...rest }: Correction,
  { facts }: Takeover,
  { person }: Actor,
  why: (command: ProjectCommand) => Why,
): CorrectionShown {
  const was = Object.hasOwn(facts, rest.id) ? facts[rest.id] : undefined;
  const { fact } = rest;
  const named = fact ?? was;
  return {
    ...rest,
    name: named === undefined ? { zh: rest.id, en: rest.id } : factName(named),
    was: was === undefined ? null : factWords(was),
    now: fact === null ? null : factWords(fact),
    until: until ?? null,
    mine: rest.by !== null && rest.by === person,
    mayConfirm: why({ type: 'ConfirmCorrection', correction: rest.correction }) === null,
  };
}
