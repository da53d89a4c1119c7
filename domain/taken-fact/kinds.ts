/**
 * What can be taken over of what happened on paper before (接续办理): one table of the kinds of facts, each with the stage that
 * it is of, its words and what it holds. The API's schema, the programme's file and the types are derived from it.
 * Deliberately absent: what is wrong with facts, and where a project stands by them (domain/takeover).
 */
import {
  code,
  count,
  day,
  type Fields,
  type FieldsOf,
  fen,
  flag,
  line,
  list,
  month,
  number,
  oneOf,
  optional,
  record,
  sha256,
  text,
  whole,
} from '../kernel/shape.ts';
import { CLASS_KINDS } from '../profile/profile.ts';
import { STEP_CODES } from '../standards/approval-paths.ts';
import { CHANNELS, INSPECTION_KINDS, PAYMENT_KINDS, POSTS } from '../standards/closed-lists.ts';
import { PERMIT_KINDS } from '../standards/permits.ts';
import { NODE_NAMES } from '../standards/plans.ts';
import { INCIDENT_GRADES } from '../standards/site.ts';
import { OTHER_CONTRACT_KINDS } from '../standards/tender.ts';

const NODES = Object.keys(NODE_NAMES);
/** A scan that was handed in before. */
const paper = record({ title: line(200), sha256 });
/** What each of them rests on: its document number, its day, who issued or did it, scans. */
export const FACT_BASIS = { document: code, on: day, by: line(200), files: optional(list(paper, { most: 20 })), note: optional(text) } as const;

/** By which money comes, as a profile names it. */
export const FUND_SOURCES = ['CENTRAL', 'COUNTY', 'OTHER'] as const;
/** Stages that may have been left out altogether. */
export const LACKING_STAGES = ['SURVEY', 'PLANNING', 'APPROVALS', 'TRAINING', 'MANAGEMENT', 'PUBLICITY', 'EVALUATION'] as const;

type Told<S extends string | null, F extends Fields> = {
  /** Null: of the project as a whole. */
  readonly stage: S;
  readonly zh: string;
  readonly en: string;
  readonly takes: F;
  /** The field by which two of a kind are told apart; absent: there is one of it. */
  readonly key?: keyof F & string;
  /** Its document is of it alone (一件一号). */
  readonly numbered?: true;
};
const kind = <const S extends string | null, const F extends Fields>(
  stage: S,
  zh: string,
  en: string,
  takes: F,
  more: Pick<Told<S, F>, 'key' | 'numbered'> = {},
): Told<S, F> => ({ stage, zh, en, takes, ...more });

export const FACT_KINDS = {
  FUNDS: kind(null, '资金到位', 'funds received', { key: code, source: oneOf(FUND_SOURCES), amountFen: fen }, { key: 'key' }),
  SURVEY_HELD: kind(
    'SURVEY',
    '需求调研报告',
    'survey held',
    { opensOn: day, closesOn: day, validAnswers: count, requiredPlaces: count, demandGap: count, policyGap: count },
    { numbered: true },
  ),
  // One plan may cover several projects under its one number.
  /** `nodes`, `measures`: as the plan has them, so that the project goes by its days; left out: it keeps its own. */
  PLAN_ISSUED: kind('PLANNING', '实施方案印发', 'plan issued', {
    places: count,
    nodes: optional(list(record({ node: oneOf(NODES), plannedOn: day, unit: line(200), person: optional(line(100)) }), { most: NODES.length })),
    measures: optional(list(record({ measure: text, unit: line(200) }), { most: 40 })),
  }),
  STEP_REPLIED: kind('APPROVALS', '批复', 'reply given', { step: oneOf(STEP_CODES), amountFen: optional(fen) }, { key: 'step', numbered: true }),
  PERMIT: kind('CONSTRUCTION', '许可', 'permit', { permit: oneOf(PERMIT_KINDS) }, { key: 'permit', numbered: true }),
  CONTRACT: kind(
    'CONSTRUCTION',
    '施工合同',
    'construction contract',
    { contractor: line(200), amountFen: fen, retentionMonths: optional(number(0, 24)) },
    { numbered: true },
  ),
  /** Of survey, design, supervision, equipment: its document is the contract's number. */
  OTHER_CONTRACT: kind(
    'CONSTRUCTION',
    '其他合同',
    'another contract',
    { key: code, contractKind: oneOf(OTHER_CONTRACT_KINDS), contractor: line(200), amountFen: fen, tendered: flag },
    { key: 'key', numbered: true },
  ),
  /** It was reported then, with its document. */
  INCIDENT: kind('CONSTRUCTION', '事故', 'incident', { key: code, grade: oneOf(INCIDENT_GRADES), happenedOn: day, what: line(200) }, { key: 'key' }),
  MILESTONE: kind('CONSTRUCTION', '形象节点', 'milestone', { milestone: code }, { key: 'milestone' }),
  INSPECTION: kind('CONSTRUCTION', '检查', 'inspection', { key: code, inspection: oneOf(INSPECTION_KINDS), passed: flag }, { key: 'key' }),
  REPORT: kind('CONSTRUCTION', '月报', 'monthly report', { month, actualPercent: number(0, 100), problems: text }, { key: 'month' }),
  CHANGE: kind('CONSTRUCTION', '工程变更', 'change order', { key: code, amountFen: fen, cause: text }, { key: 'key' }),
  PAYMENT: kind(
    'CONSTRUCTION',
    '支付',
    'payment',
    { key: code, amountFen: fen, payment: oneOf(PAYMENT_KINDS), confirmedValueFen: optional(fen), source: optional(oneOf(FUND_SOURCES)) },
    { key: 'key', numbered: true },
  ),
  COMPLETION: kind('CONSTRUCTION', '竣工验收', 'completion accepted', {}, { numbered: true }),
  COMPLETION_FILED: kind('CONSTRUCTION', '竣工验收备案', 'completion filed', {}, { numbered: true }),
  SETTLEMENT: kind('CONSTRUCTION', '结算', 'settlement', { amountFen: fen }, { numbered: true }),
  TRAINEE: kind(
    'TRAINING',
    '受训人员',
    'trainee',
    {
      ref: code,
      post: oneOf(POSTS),
      theoryHours: number(0, 400),
      practiceHours: number(0, 400),
      score: optional(number(0, 100)),
      examOn: optional(day),
      classKind: optional(oneOf(CLASS_KINDS)),
      certificate: optional(code),
      issuer: optional(line(100)),
      issuedOn: optional(day),
      validUntil: optional(day),
      healthCertificate: optional(code),
      healthIssuer: optional(line(100)),
      healthCertificateUntil: optional(day),
      noCrimeNumber: optional(code),
      noCrimeCheckedOn: optional(day),
      fullTime: optional(flag),
    },
    { key: 'ref' },
  ),
  ROSTER: kind('TRAINING', '人员名册确认', 'roster confirmed', {}, { numbered: true }),
  RULES_ISSUED: kind('MANAGEMENT', '管理制度印发', 'rules issued', { rules: list(code, { least: 1, most: 40 }) }, { numbered: true }),
  BRIEFING: kind('MANAGEMENT', '制度宣贯', 'briefing held', { attended: count }),
  ACTIVITY: kind(
    'PUBLICITY',
    '宣传活动',
    'activity held',
    { key: code, channel: oneOf(CHANNELS), audience: line(200), reached: count },
    { key: 'key' },
  ),
  AWARENESS: kind('PUBLICITY', '知晓率调查', 'awareness asked', { asked: count, aware: count }),
  EVALUATED: kind('EVALUATION', '总结评估', 'evaluated', { score: number(0, 100) }, { numbered: true }),
  ACCEPTED: kind(
    'ACCEPTANCE',
    '项目验收通过',
    'final acceptance passed',
    { score: number(0, 100), rectified: flag, rounds: optional(whole) },
    { numbered: true },
  ),
  FILING: kind('HANDOVER', '托育机构备案', 'childcare filing', {}, { numbered: true }),
  PUBLIC_NOTICE: kind('HANDOVER', '验收结果公示', 'public notice', { from: day, to: day, objections: count }),
  FINAL_ACCOUNTS: kind(
    'HANDOVER',
    '竣工财务决算',
    'final accounts',
    { worksFen: fen, otherFen: fen, approvedOn: day, approvedBy: line(200) },
    { numbered: true },
  ),
  ASSETS: kind('HANDOVER', '资产移交', 'assets handed over', { to: line(200) }, { numbered: true }),
  ARCHIVE: kind('HANDOVER', '档案归档', 'archived', { location: line(200) }, { numbered: true }),
  /** What was never done: the office says so, and it is found. */
  LACKING: kind(null, '未办理', 'never done', { stage: oneOf(LACKING_STAGES), item: optional(code) }),
} as const;

export type FactKind = keyof typeof FACT_KINDS;
type Flat<T> = { [K in keyof T]: T[K] };
/** A fact as it is given and kept. Sums in 分, days in Asia/Shanghai. */
export type TakenFact = {
  [K in FactKind]: Flat<{ readonly kind: K } & FieldsOf<typeof FACT_BASIS> & FieldsOf<(typeof FACT_KINDS)[K]['takes']>>;
}[FactKind];
export type FactOf<K extends FactKind> = Extract<TakenFact, { readonly kind: K }>;

/** The same for the same matter, whatever it says: `PERMIT.CONSTRUCTION_PERMIT`. */
export function factId(fact: TakenFact): string {
  if (fact.kind === 'LACKING') return `LACKING.${fact.stage}${fact.item === undefined ? '' : `.${fact.item}`}`;
  const told: { readonly key?: string } = FACT_KINDS[fact.kind];
  const value = told.key === undefined ? undefined : Object.entries(fact).find(([name]) => name === told.key)?.[1];
  return value === undefined ? fact.kind : `${fact.kind}.${String(value)}`;
}

/** Named by their keys, which stages/all.ts has: a stage's state holds facts, so its type cannot hang on the list of them. */
export type TakenStage = Exclude<(typeof FACT_KINDS)[FactKind]['stage'], null>;
/** The stage that a fact is of; null: the project as a whole. */
export const stageOfFact = (fact: TakenFact): TakenStage | null => (fact.kind === 'LACKING' ? fact.stage : FACT_KINDS[fact.kind].stage);

/** The facts of one stage. */
export const factsOfStage = (facts: readonly TakenFact[], stage: string): readonly TakenFact[] => facts.filter((fact) => stageOfFact(fact) === stage);

export const isNumbered = ({ kind: of }: TakenFact): boolean => {
  const told: { readonly numbered?: true } = FACT_KINDS[of];
  return told.numbered === true;
};

/** Facts of one kind, by their day; of the same day in the order of their keys, since a database keeps none. */
export const factsOf = <K extends FactKind>(facts: readonly TakenFact[], of: K): readonly FactOf<K>[] =>
  facts
    .filter((fact): fact is FactOf<K> => fact.kind === of)
    .toSorted((a, b) => (a.on === b.on ? (factId(a) < factId(b) ? -1 : 1) : a.on < b.on ? -1 : 1));
export const factOf = <K extends FactKind>(facts: readonly TakenFact[], of: K): FactOf<K> | undefined => factsOf(facts, of)[0];
