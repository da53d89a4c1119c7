/**
 * What happened on paper in a project of the example before it was taken over: its papers in their order, up to where it
 * stands, on days that are counted from its planned ones. Deliberately absent: which project stands where (half-way.ts).
 */
import { addDays, addMonths } from '../../domain/kernel/days.ts';
import type { IsoDate } from '../../domain/kernel/values.ts';
import { CLASS_KINDS, type ClassKind, investmentFen, type ProjectProfile } from '../../domain/profile/profile.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { pathOf } from '../../domain/standards/approval-paths.ts';
import { CLASSES, carersOfClass, requiredCarers } from '../../domain/standards/classes.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { stepsOf } from '../../domain/standards/steps.ts';
import { FACT_KINDS, type FactKind, type FactOf, type TakenFact } from '../../domain/taken-fact/kinds.ts';
import { TAKEOVER_TABLES } from '../../domain/takeover/tables.ts';

/** How far it had come, each with all before it. */
export const REACHES = ['SURVEYED', 'PLANNED', 'APPROVED', 'BUILDING', 'COMPLETED', 'STAFFED', 'EVALUATED', 'ACCEPTED', 'OVER'] as const;
export type Reach = (typeof REACHES)[number];

export type Course = {
  readonly reach: Reach;
  /** Numbers of its papers; another one for each project. */
  readonly nth: number;
  /** How many milestones were reached, where it is being built. */
  readonly milestones?: number;
  /** So many days later than planned each of them was. */
  readonly late?: number;
  /** What an auditor finds in it. */
  readonly flaw?: 'CONTRACT_LATE' | 'NOT_PASSED';
  readonly today: IsoDate;
};

/** Below the line of must-tender, in 分. */
const DESIGN_FEN = 80_000_000;

type Given<K extends FactKind> = Omit<FactOf<K>, 'kind' | 'document' | 'by'> & { readonly by?: string };
const THEIRS: Readonly<Partial<Record<string, string>>> = { APPROVALS: '县发改局', CONSTRUCTION: '县住建局', TRAINING: '县卫健局' };

/** Its facts, as the programme's file holds them. */
export function historyOf(profile: ProjectProfile, { reach, nth, milestones = 99, late = 0, today, flaw }: Course): readonly TakenFact[] {
  const facts: TakenFact[] = [];
  const at = REACHES.indexOf(reach);
  const has = (other: Reach): boolean => at >= REACHES.indexOf(other);
  const add = <K extends FactKind>(kind: K, sign: string, given: Given<K>): void => {
    const document = `青${sign}〔${given.on.slice(0, 4)}〕${nth * 100 + facts.length + 1}号`;
    const by = THEIRS[FACT_KINDS[kind].stage ?? ''] ?? '县托育建设领导小组办公室';
    facts.push({ kind, document, by, ...given } as unknown as TakenFact); // a kind with its own fields
  };
  const start = profile.startOn;
  prepared(profile, { add, has, start });
  if (has('BUILDING')) built(profile, { add, has, start, milestones, late, today, ...(flaw === undefined ? {} : { flaw }) });
  if (has('STAFFED')) staffed(profile, { add, has, done: addDays(profile.finishOn, late) });
  if (has('EVALUATED')) closed(profile, { add, has, done: addDays(profile.finishOn, late) });
  return facts;
}

type FundSource = FactOf<'FUNDS'>['source'];
type Add = <K extends FactKind>(kind: K, sign: string, given: Given<K>) => void;
type Writing = { readonly add: Add; readonly has: (reach: Reach) => boolean };

function prepared(profile: ProjectProfile, { add, has, start }: Writing & { readonly start: IsoDate }): void {
  const held = addMonths(start, -8);
  const gap = Math.ceil(profile.places * 0.9);
  add('SURVEY_HELD', '托办', {
    on: addDays(held, 20),
    opensOn: addDays(held, -20),
    closesOn: held,
    validAnswers: 640,
    requiredPlaces: gap + 740,
    demandGap: gap,
    policyGap: gap + 500,
  });
  if (has('PLANNED')) add('PLAN_ISSUED', '政办发', { on: addMonths(start, -6), by: '县政府办公室', places: profile.places });
  if (!has('APPROVED')) return;
  const standards = projectStandards(undefined, start, TAKEOVER_TABLES);
  const amountFen = investmentFen(profile.funding);
  for (const [index, step] of stepsOf(pathOf(profile, standards), profile, standards).entries())
    add('STEP_REPLIED', '发改审批', { step, on: addDays(addMonths(start, -5), index * 12), amountFen });
}

type Building = Writing & { readonly start: IsoDate; readonly milestones: number; readonly late: number } & Pick<Course, 'today' | 'flaw'>;
const SHARE = 0.9; // of the investment is the contract
const RECEIVED = 0.8; // of what is planned came on paper
const PAID = 0.85; // of the value is paid

function built(profile: ProjectProfile, { add, has, start, milestones, late, today, flaw }: Building): void {
  const amountFen = Math.round(investmentFen(profile.funding) * SHARE);
  const { centralFen, countyFen, otherFen } = profile.funding;
  const levels = [
    ['CENTRAL', centralFen],
    ['COUNTY', countyFen],
    ['OTHER', otherFen],
  ] as const;
  for (const [source, fen] of levels)
    if (fen > 0)
      add('FUNDS', '财建', { key: `${source}-1`, source, amountFen: Math.round(fen * RECEIVED), on: addMonths(start, -2), by: '县财政局' });
  for (const [index, permit] of permitsBeforeStart(profile).entries())
    add('PERMIT', '许可', { permit, on: addDays(addMonths(start, -2), index * 8) });
  // Signed before the permit that rests on it, but where the example has something to find.
  const signedOn = flaw === 'CONTRACT_LATE' ? addDays(start, -20) : addDays(addMonths(start, -2), -4);
  add('CONTRACT', '合同', { contractor: '青禾建设集团有限公司', amountFen, on: signedOn });
  add('OTHER_CONTRACT', '设计合同', {
    key: 'SJ-1',
    contractKind: 'DESIGN',
    contractor: '省建筑设计院',
    amountFen: DESIGN_FEN,
    tendered: false,
    on: addDays(signedOn, -60),
  });
  if (flaw === 'NOT_PASSED') add('INSPECTION', '质检', { key: 'ZJ-1', inspection: 'QUALITY', passed: false, on: addDays(start, 40) });
  const plan = milestonesOf(profile.buildKind).filter(({ key }) => key !== 'COMPLETION');
  const reached = (has('COMPLETED') ? plan : plan.slice(0, milestones)).flatMap(({ key, weight }) => {
    const planned = profile.milestones.find((milestone) => milestone.key === key)?.plannedOn;
    const on = planned === undefined ? null : addDays(planned, late);
    return on === null || on > today ? [] : [{ key, weight, on }];
  });
  for (const { key, on } of reached) add('MILESTONE', '监理', { milestone: key, on });
  let paid = 0;
  const received = levels.map(([source, fen]) => ({ source, leftFen: Math.round(fen * RECEIVED) }));
  for (const [index, { weight, on }] of reached.entries()) {
    const value = Math.round((amountFen * weight) / 100);
    const due = Math.round(value * PAID) - paid;
    if (due <= 0 || addDays(on, 10) > today) continue;
    paid += due;
    add('PAYMENT', '财付', {
      key: `P-${index + 1}`,
      amountFen: due,
      payment: 'PROGRESS',
      confirmedValueFen: value,
      ...sourceOf(received, due),
      on: addDays(on, 10),
      by: '县财政局',
    });
  }
  reports(profile, { add, reached, today, over: has('COMPLETED') });
  if (!has('COMPLETED')) return;
  const done = addDays(profile.finishOn, late);
  add('COMPLETION', '竣验', { on: done });
  add('COMPLETION_FILED', '竣备', { on: addDays(done, 10) });
}

type Received = { readonly source: FundSource; leftFen: number };
/** Of what was received, one level after the other; a paper names no level where one alone does not reach. */
function sourceOf(received: readonly Received[], fen: number): { readonly source?: FundSource } {
  const [first] = received.filter(({ leftFen }) => leftFen > 0);
  const whole = first !== undefined && first.leftFen >= fen ? { source: first.source } : {};
  let left = fen;
  for (const one of received) {
    const part = Math.min(left, one.leftFen);
    one.leftFen -= part;
    left -= part;
  }
  return whole;
}

type Reached = readonly { readonly weight: number; readonly on: IsoDate }[];
type Reporting = { readonly add: Add; readonly reached: Reached; readonly today: IsoDate; readonly over: boolean };
/** Of the last months before today: what was reached by the end of each. */
function reports(profile: ProjectProfile, { add, reached, today, over }: Reporting): void {
  const [first] = reached;
  if (first === undefined || over) return;
  for (let month = 3; month >= 1; month -= 1) {
    const begin = `${addMonths(today, -month).slice(0, 7)}-01`;
    const end = addDays(addMonths(begin, 1), -1);
    if (end < first.on || end >= today) continue;
    const actualPercent = reached.findLast(({ on }) => on <= end)?.weight ?? 0;
    add('REPORT', '月报', { month: begin.slice(0, 7), actualPercent, problems: '', on: addDays(end, 1), by: profile.unit });
  }
}

type Ending = Writing & { readonly done: IsoDate };
function staffed(profile: ProjectProfile, { add, done }: Ending): void {
  const carers = requiredCarers(profile.classes, shippedValues(CLASSES));
  const posts = ['HEAD', 'HEALTH_WORKER', 'GUARD', ...Array.from({ length: carers }, () => 'CARER')] as const;
  const standing = CLASS_KINDS.flatMap((kind) => Array.from({ length: carersOfClass(kind, profile.classes, shippedValues(CLASSES)) }, () => kind));
  const before = addMonths(done, -1);
  for (const [index, post] of posts.entries())
    add('TRAINEE', '培训', {
      ref: `${profile.code}-S${index + 1}`,
      post: post as FactOf<'TRAINEE'>['post'], // one of the list above
      theoryHours: 60,
      practiceHours: 60,
      score: 86,
      examOn: before,
      certificate: `${profile.code}-Z${index + 1}`,
      issuer: post === 'GUARD' ? '县公安局' : '县卫健局',
      issuedOn: before,
      healthCertificate: `${profile.code}-J${index + 1}`,
      healthIssuer: '县疾控中心',
      healthCertificateUntil: addDays(addMonths(before, 12), -1),
      ...classOf(standing[index - (posts.length - carers)]),
      noCrimeCheckedOn: before,
      ...(post === 'HEALTH_WORKER' ? { fullTime: true } : {}),
      on: before,
      by: '县妇幼保健院',
    });
  add('ROSTER', '名册', { on: addDays(before, 5) });
  add('RULES_ISSUED', '制度', { on: addDays(before, 6), rules: shippedValues(MANAGEMENT).rules.map(({ key }) => key) });
  add('BRIEFING', '宣贯', { on: addDays(before, 12), attended: posts.length });
  add('ACTIVITY', '宣传', { key: 'OPEN-DAY', channel: 'OPEN_DAY', audience: '周边家庭', reached: 320, on: addDays(before, 8) });
  add('AWARENESS', '调查', { asked: 600, aware: 540, on: addDays(before, 20) });
}

const classOf = (classKind: ClassKind | undefined) => (classKind === undefined ? {} : { classKind });

function closed(profile: ProjectProfile, { add, has, done }: Ending): void {
  add('EVALUATED', '评估', { score: 92, on: addMonths(done, 1) });
  if (!has('ACCEPTED')) return;
  const passed = addMonths(done, 2);
  add('ACCEPTED', '验收', { score: 93, rectified: false, on: passed });
  if (!has('OVER')) return;
  const investment = investmentFen(profile.funding);
  const worksFen = Math.round(investment * SHARE);
  add('FILING', '托备', { on: addDays(passed, 8), by: '县卫健局' });
  add('PUBLIC_NOTICE', '公示', { on: addDays(passed, 12), from: addDays(passed, 2), to: addDays(passed, 12), objections: 0 });
  add('FINAL_ACCOUNTS', '财决', {
    worksFen,
    otherFen: investment - worksFen,
    on: addMonths(done, 2),
    approvedOn: addDays(addMonths(done, 2), 15),
    approvedBy: '县财政局',
    by: profile.unit,
  });
  add('ASSETS', '移交', { to: profile.unit, on: addDays(passed, 20) });
  add('ARCHIVE', '归档', { location: '县档案馆', on: addDays(passed, 25) });
}
