/**
 * A project's events as the checks of auditors read them: by type, with the tables of rules that they were made under, and its
 * papers with a day of their own. Pure. Deliberately absent: the checks (rules.ts).
 */
import type { ApprovalEvent } from '../approval/events.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { FindingFacts } from '../findings/ledger.ts';
import type { Recorded } from '../kernel/case.ts';
import { kindPart } from '../kernel/stream.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { ProjectEvent } from '../project/facts.ts';
import { type Standards, valuesIn } from '../rule-table/table.ts';
import type { AcceptanceEvent } from '../stages/acceptance/facts.ts';
import type { ConstructionEvent } from '../stages/construction/facts.ts';
import type { RateEvent } from '../stages/evaluation/rates.ts';
import type { ManagementEvent } from '../stages/management/stage.ts';
import type { PlanningEvent } from '../stages/planning/facts.ts';
import type { PublicityEvent } from '../stages/publicity/stage.ts';
import type { TrainingEvent } from '../stages/training/facts.ts';
import type { DueTold } from '../stages/watch.ts';
import { STEP_NAMES } from '../standards/approval-paths.ts';
import { MILESTONE_NAMES } from '../standards/milestones.ts';
import { PERMIT_NAMES } from '../standards/permits.ts';
import { SUPERVISION } from '../standards/supervision.ts';
import type { TakenFact } from '../taken-fact/kinds.ts';

type ProjectFileEvent =
  | ProjectEvent
  | PlanningEvent
  | ConstructionEvent
  | ApprovalEvent
  | ManagementEvent
  | TrainingEvent
  | PublicityEvent
  | RateEvent
  | AcceptanceEvent
  | DueTold;
export type ProjectEventOf = Recorded & { readonly stream: string };

/** A number or a contract in another project of the same programme. */
export type Elsewhere = {
  readonly numbers: readonly { readonly number: string; readonly type: string; readonly event: string; readonly project: string | null }[];
  readonly contracts: readonly {
    readonly contractor: string;
    readonly amountFen: number;
    readonly on: IsoDate;
    readonly event: string;
    readonly project: string;
  }[];
};

export type ProjectRecord = {
  readonly project: string;
  /** All events of the project's streams, in the order in which they were recorded. */
  readonly events: readonly ProjectEventOf[];
  readonly elsewhere: Elsewhere;
  readonly calendar: Calendar;
  /** What of its money does not agree in the ledger of its programme (money.ts). */
  readonly money?: readonly FindingFacts[];
};

export type Dated = { readonly key: string; readonly name: Text; readonly on: IsoDate; readonly number: string | null; readonly event: string };

export const both = (zh: string, en: string): Text => ({ zh, en });
export const ref = ({ stream, version }: ProjectEventOf): string => `${stream}@${version}`;
export const of = <T extends ProjectFileEvent['type']>(
  events: readonly ProjectEventOf[],
  type: T,
): readonly (Extract<ProjectFileEvent, { type: T }> & ProjectEventOf)[] =>
  // A stream holds events of its own kind only, and these kinds share no names.
  events.filter((event) => event.type === type) as unknown as readonly (Extract<ProjectFileEvent, { type: T }> & ProjectEventOf)[];

const OPENS_UNDER: readonly string[] = ['StageOpened', 'StageStandardsChanged', 'ProjectOpened', 'StandardsChanged'];
/** The tables of rules that a stage of the project goes by, or the project itself (`project`), from its own events. */
export const standardsOf = (events: readonly ProjectEventOf[], kind: string): Standards | undefined =>
  events
    .filter(({ stream, type }) => kindPart(stream) === kind && OPENS_UNDER.includes(type))
    .reduce<Standards | undefined>((held, { data }) => ('standards' in data ? (data.standards as Standards) : held), undefined); // the recorder wrote it

/** The paper with which an institution may open. */
const REGISTRATION = { FILING: both('托育机构备案', 'childcare filing'), LICENCE: both('托育机构许可', 'childcare licence') } as const;

/** Papers and facts with a day of their own; of the same key, the newest counts. */
export function datedPapers(events: readonly ProjectEventOf[]): readonly Dated[] {
  const regime = valuesIn(standardsOf(events, 'project'), SUPERVISION).registrationRegime;
  const papers: Dated[] = [];
  const add = (key: string, name: Text, on: IsoDate, number: string | null, event: ProjectEventOf): void =>
    void papers.push({ key, name, on, number, event: ref(event) });
  for (const e of of(events, 'DevelopmentPlanTaken'))
    if (e.data.first === true) add('DEVPLAN', both('发展规划印发', 'development plan issued'), e.data.on, e.data.number, e);
  for (const e of of(events, 'PlanIssued')) add('PLAN', both('实施方案印发', 'plan issued'), e.data.on, e.data.number, e);
  for (const e of of(events, 'ReplyRecorded')) add(e.data.step, STEP_NAMES[e.data.step], e.data.on, e.data.number, e);
  for (const e of of(events, 'ContractRecorded')) add('CONTRACT', both('施工合同', 'construction contract'), e.data.on, null, e);
  for (const e of of(events, 'PermitsRecorded')) {
    for (const { permit, number, on } of e.data.permits) add(permit, PERMIT_NAMES[permit], on, number, e);
  }
  for (const e of of(events, 'MilestoneReached')) {
    const { key, on } = e.data;
    add(key, MILESTONE_NAMES[key] ?? both(key, key), on, null, e);
  }
  for (const e of of(events, 'CompletionFiled')) add('COMPLETION_FILED', both('竣工验收备案', 'completion filing'), e.data.on, e.data.number, e);
  for (const e of of(events, 'HandoverRecorded')) {
    const { finalAccounts, filing } = e.data.facts;
    if (finalAccounts) add('FINAL_ACCOUNTS', both('竣工财务决算', 'final accounts'), finalAccounts.on, null, e);
    if (filing) add('FILING', REGISTRATION[regime], filing.on, filing.number, e);
  }
  for (const { fact, event } of takenOverIn(events)) {
    const paper = paperOf(fact, regime);
    if (paper !== null) add(paper.key, { zh: `${paper.name.zh}（接续）`, en: `${paper.name.en} (taken over)` }, fact.on, paper.number, event);
  }
  return papers;
}

/** What was taken over from paper, as it stands after corrections, each with the event that says so. */
function takenOverIn(events: readonly ProjectEventOf[]): readonly { readonly fact: TakenFact; readonly event: ProjectEventOf }[] {
  const facts = new Map<string, { readonly fact: TakenFact; readonly event: ProjectEventOf }>();
  for (const e of of(events, 'FactTakenOver')) facts.set(e.data.id, { fact: e.data.fact, event: e });
  for (const e of of(events, 'TakenOverCorrected')) {
    if (e.data.fact === null) facts.delete(e.data.id);
    else facts.set(e.data.id, { fact: e.data.fact, event: e });
  }
  return [...facts.values()];
}

/** As which paper the checks know it; null: none that they compare. Works and contracts carry no number of an office. */
function paperOf(
  fact: TakenFact,
  regime: keyof typeof REGISTRATION,
): { readonly key: string; readonly name: Text; readonly number: string | null } | null {
  switch (fact.kind) {
    case 'PLAN_ISSUED':
      return { key: 'PLAN', name: both('实施方案印发', 'plan issued'), number: fact.document };
    case 'STEP_REPLIED':
      return { key: fact.step, name: STEP_NAMES[fact.step], number: fact.document };
    case 'CONTRACT':
      return { key: 'CONTRACT', name: both('施工合同', 'construction contract'), number: null };
    case 'PERMIT':
      return { key: fact.permit, name: PERMIT_NAMES[fact.permit], number: fact.document };
    case 'MILESTONE':
      return { key: fact.milestone, name: MILESTONE_NAMES[fact.milestone] ?? both(fact.milestone, fact.milestone), number: null };
    case 'COMPLETION':
      return { key: 'COMPLETION', name: MILESTONE_NAMES.COMPLETION ?? both('竣工', 'completion'), number: null };
    case 'COMPLETION_FILED':
      return { key: 'COMPLETION_FILED', name: both('竣工验收备案', 'completion filing'), number: fact.document };
    case 'FINAL_ACCOUNTS':
      return { key: 'FINAL_ACCOUNTS', name: both('竣工财务决算', 'final accounts'), number: null };
    case 'FILING':
      return { key: 'FILING', name: REGISTRATION[regime], number: fact.document };
    default:
      return null;
  }
}

export const newest = (dated: readonly Dated[], key: string): Dated | undefined => dated.findLast((paper) => paper.key === key);
