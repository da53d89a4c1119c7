/**
 * One project with everything that a county keeps of it, from the survey to the end of its accounts, whatever its path and
 * kind of building: money allocated, permits, tenders and contracts, the five parties, the site, wages, changes, payments,
 * settlement and retention. Every act that takes papers has them. Deliberately absent: which path and kind (the tests).
 */

import { expect } from 'vitest';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import { FOLDER_PLACES, type FolderPlace, PLACE_OF_ACT, PLACE_OF_KIND } from '../../domain/folder/list.ts';
import { fundsFindings } from '../../domain/funds/findings.ts';
import { allocationsOf, projectSums } from '../../domain/funds/sums.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { kindPart } from '../../domain/kernel/stream.ts';
import type { ApprovalPath, BuildKind } from '../../domain/profile/profile.ts';
import { investmentFen, type ProjectProfile } from '../../domain/profile/profile.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { fundsRules } from '../../domain/programme/funds.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import type { ConstructionState } from '../../domain/stages/construction/facts.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { stepsOf } from '../../domain/standards/steps.ts';
import type { ContractKind } from '../../domain/standards/tender.ts';
import { COMMITTED, WAN } from '../../scripts/rules/samples.ts';
import { file } from './acceptance.ts';
import { choose, person, profile } from './builders.ts';
import { type Played, toHandover } from './project-handover.ts';
import { officer, until } from './project-play.ts';

/** What a project has otherwise than the example's, so that it goes by that path; sums by the shipped table. */
const ON_PATH: Readonly<Record<ApprovalPath, Partial<ProjectProfile>>> = {
  FULL: { funding: { centralFen: 3_000 * WAN, countyFen: 2_600 * WAN, otherFen: 0 } },
  FSR_PD: { funding: { centralFen: 1_600 * WAN, countyFen: 1_080 * WAN, otherFen: 0 } },
  PD_ONLY: { funding: { centralFen: 400 * WAN, countyFen: 500 * WAN, otherFen: 0 } },
  PLAN_ONLY: { funding: { centralFen: 0, countyFen: 312 * WAN, otherFen: 0 }, simple: true },
  SUBSIDY_FILING: { funding: { centralFen: 120 * WAN, countyFen: 0, otherFen: 420 * WAN }, enterpriseInvested: true },
};
export const profileOn = (path: ApprovalPath, buildKind: BuildKind): Partial<ProjectProfile> => ({
  ...ON_PATH[path],
  buildKind,
  milestones: milestonesOf(buildKind).map(({ key }, index) => ({ key, plannedOn: `2024-0${index + 1}-15` })),
  ...(buildKind === 'NEW' ? { eiaListed: true } : {}),
  ...(buildKind === 'EXPAND' ? { newLand: true } : {}),
  ...(buildKind === 'CONVERT' ? { alters: ['STRUCTURE'] as const } : {}),
});

/** Parts of the investment, in per mille: what each contract comes to. */
const PARTS: readonly (readonly [ContractKind, number])[] = [
  ['WORKS', 720],
  ['SURVEY', 15],
  ['DESIGN', 40],
  ['SUPERVISION', 25],
  ['EQUIPMENT', 60],
];
/** Of the contract for works is paid before it is settled. */
const PAID = 0.8;

/** From the survey to closed accounts; gives the project's stream. */
export async function carry(played: Played, code: string, changed: Partial<ProjectProfile>): Promise<string> {
  const { play, record } = played;
  const project = await play.untilConstruction(code, changed);
  const whole: ProjectProfile = { ...profile, ...changed, code };
  const sums = new Map(PARTS.map(([kind, part]) => [kind, Math.floor((investmentFen(whole.funding) * part) / 1_000)]));
  const worksFen = sums.get('WORKS') ?? 0;
  const changeFen = Math.floor(worksFen / 100);
  await allocated(played, whole);
  await underContract(played, whole, sums);
  await permitted(played, whole);
  await onSite(played, code);
  const works = `construction/${code}`;
  const must = (command: object) => play.send(works, command);
  const paid = async (key: string, command: object) => {
    await must({ type: 'RequestPayment', key, ...command });
    await play.agree(`${code}.PAYMENT.${key}`);
    await until(`${key} paid`, () => {
      const { payments, contractPayments = {} } = record.state<ConstructionState>(works);
      return (payments[key] ?? contractPayments[key])?.status === 'APPROVED';
    });
  };
  await must({ type: 'RequestChange', key: 'BG-1', amountFen: changeFen, cause: '地下障碍物处理' });
  // A small one the unit decides itself, by the ladder.
  if (record.state<ConstructionState>(works).changes['BG-1']?.status === 'ASKED') await play.agree(`${code}.CHANGE.BG-1`);
  await until('change approved', () => record.state<ConstructionState>(works).changes['BG-1']?.status === 'APPROVED');
  await paid('P1', { amountFen: Math.floor(worksFen * PAID), confirmedValueFen: worksFen });
  // A small firm is paid for its design once it has delivered it.
  const designFen = sums.get('DESIGN') ?? 0;
  const today = await play.today();
  await must({ type: 'RecordDelivery', key: 'JF-1', contract: 'HT-DESIGN', amountFen: designFen, on: today });
  await paid('P2', { contract: 'HT-DESIGN', claim: 'JF-1', amountFen: designFen, confirmedValueFen: worksFen });
  const left = milestonesOf(whole.buildKind).filter(({ key }) => key !== 'START' && key !== 'COMPLETION');
  await toHandover(played, code, left, '1 day', worksFen + changeFen, ['BUDGET', 'ON_TIME_FINISH', 'FIRST_PASS']);
  // Works are settled and paid out when the project is over: retention after the warranty, and after a repair that fell in it.
  await must({ type: 'AskRepair', key: 'WX-1', of: 'WATERPROOF', what: '卫生间渗水', on: await play.today(), by: '2030-01-01' });
  await must({ type: 'RecordRepair', key: 'WX-1', on: await play.today(), how: '重做防水' });
  const settledFen = worksFen + changeFen;
  await must({ type: 'RecordSettlement', amountFen: settledFen, number: '青审结〔2026〕1号', on: await play.today() });
  const retention = Math.ceil(settledFen * 0.03);
  await paid('P3', { kind: 'SETTLEMENT', amountFen: settledFen - retention - Math.floor(worksFen * PAID), confirmedValueFen: settledFen });
  await paid('P4', { kind: 'RETENTION', amountFen: retention, confirmedValueFen: settledFen });
  await must({ type: 'CloseAccounts' });
  await surplusBack(played, whole);
  return project;
}

/** All of the project's money, by level, on the ledger of its programme. */
async function allocated({ play, record }: Played, { code, funding }: ProjectProfile): Promise<void> {
  const programme = `programme/${code}`;
  const levels = { CENTRAL: funding.centralFen, COUNTY: funding.countyFen, OTHER: funding.otherFen };
  for (const [level, amountFen] of Object.entries(levels)) {
    if (amountFen === 0) continue;
    const paper = (sign: string) => ({ document: `青财${sign}〔2023〕${code.slice(-2)}${level.length}号`, on: '2023-08-01', files: [] });
    const seen = () => record.state<ProgrammeState>(programme).funds?.version ?? 0;
    const send = (command: object) => play.send(programme, { ...command, seen: seen() }, officer);
    await send({ type: 'RecordSource', key: level, level, by: '县财政局', year: 2023, amountFen, ...paper('社') });
    await send({ type: 'SetBudget', source: level, year: 2023, amountFen, ...paper('预') });
    await send({ type: 'Allocate', key: `XD-${level}`, source: level, project: code, amountFen, ...paper('指') });
  }
}

async function underContract({ play }: Played, whole: ProjectProfile, sums: ReadonlyMap<ContractKind, number>): Promise<void> {
  const works = `construction/${whole.code}`;
  const must = (command: object) => play.send(works, command);
  for (const [kind, amountFen] of sums) {
    const firm = `青禾${kind}公司`;
    const key = `ZB-${kind}`;
    const published = { reportOn: '2023-08-01', publishedFrom: '2023-08-02', publishedUntil: '2023-08-04' };
    await must({
      ...{ type: 'RecordTender', key, kind, way: 'OPEN', estimateFen: amountFen, amountFen, winner: firm },
      ...{ ...published, number: `中标〔2023〕${kind}`, on: '2023-08-10' },
    });
    await must({
      ...{ type: 'RecordContract', kind, contractor: firm, amountFen, on: '2023-08-20', tender: key, number: `HT-${kind}` },
      ...(kind === 'DESIGN' ? { smallFirm: true, payDays: 60 } : {}),
      ...(kind === 'WORKS' ? { performanceBondFen: Math.floor(amountFen / 20), retentionMonths: 12 } : {}),
    });
  }
  for (const { files: _, ...commitment } of COMMITTED)
    await must(
      commitment.party === 'SURVEYOR' && whole.buildKind === 'CONVERT'
        ? { type: 'RecordCommitment', party: 'SURVEYOR', on: '2023-08-25', notApplicable: '既有建筑改造，无勘察' }
        : commitment,
    );
}

/**
 * What the path's permits are: those of other offices recorded, the last asked for here. It is accepted with something missing
 * (容缺受理), which does not come in time, so that its clock stops; once it is there, the permit is given.
 */
async function permitted({ play, record, time }: Played, whole: ProjectProfile): Promise<void> {
  const { code } = whole;
  const works = `construction/${code}`;
  const issued = permitsBeforeStart(whole).map((permit, index) => ({ permit, number: `许可 ${index}`, on: '2023-09-01', by: '县住建局' }));
  const recorded = (permits: typeof issued) => play.send(works, { type: 'RecordPermits', permits });
  await recorded(issued.filter(({ permit }) => permit !== 'CONSTRUCTION_PERMIT'));
  await play.send(works, { type: 'ApplyForPermit', permit: 'CONSTRUCTION_PERMIT', undertaking: file('容缺受理承诺书') });
  const stream = `approval/${code}.PERMIT.CONSTRUCTION_PERMIT`;
  const state = () => record.state<ApprovalState>(stream);
  await until('the permit is asked for', () => state().tasks.length > 0);
  const intake = state().tasks.find(({ status }) => status === 'PENDING')?.person ?? '';
  const missing = { conditions: ['资金到位证明'] };
  await play.send(stream, choose(state(), 'APPROVE_WITH_CONDITIONS', '先予受理', undefined, missing), person(intake));
  await time.sleep('8 days');
  await until('what is missing is overdue', () => state().deficiency?.overdue === true && state().status === 'PAUSED');
  await play.send(stream, { type: 'Supplement', documents: [file('资金到位证明')], note: '已补齐' });
  await play.agree(`${code}.PERMIT.CONSTRUCTION_PERMIT`);
  await until('permit answered', () => record.state<ConstructionState>(works).permitSteps?.CONSTRUCTION_PERMIT === 'APPROVED');
  await recorded(issued.filter(({ permit }) => permit === 'CONSTRUCTION_PERMIT'));
}

/** What was allocated and not paid goes back, level by level. */
async function surplusBack({ play, record }: Played, { code }: ProjectProfile): Promise<void> {
  const programme = `programme/${code}`;
  const held = () => record.state<ProgrammeState>(programme);
  await until('the ledger has counted', () => held().funds?.paid[code]?.CONSTRUCTION?.closedOn !== undefined);
  for (const { key, amountFen } of allocationsOf(held())) {
    const back = Math.min(amountFen, projectSums(held(), code).balanceFen);
    if (back === 0) continue;
    const paper = { document: `青财退〔2026〕${key}号`, on: await play.today(), reason: '竣工结余', seen: held().funds?.version ?? 0 };
    await play.send(programme, { type: 'ReturnFunds', key: `TH-${key}`, allocation: key, how: 'SURPLUS', amountFen: back, ...paper }, officer);
  }
}

/** What is recorded of the site: the start, a look that failed and was made good, an incident, wages, a month. */
const SHANGHAI_MS = 8 * 3_600_000;
async function onSite({ play, time }: Played, code: string): Promise<void> {
  const must = (command: object) => play.send(`construction/${code}`, command);
  await must({
    ...{ type: 'RecordWageAccount', bank: '青禾农商银行', account: '0001', number: '专户', on: '2023-09-09' },
    depositFen: 100 * WAN,
  });
  await must({ type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: '开工报告' });
  const look = { type: 'RecordInspection', inspection: 'CONCEALED_WORKS', part: '一层' };
  await must({ ...look, passed: false, on: '2023-10-15', finding: '箍筋间距偏大', remedyBy: '2023-10-30' });
  await must({ ...look, passed: true, on: '2023-10-20' });
  for (const inspection of ['QUALITY', 'SAFETY', 'FIRE']) await must({ type: 'RecordInspection', inspection, passed: true, on: '2023-11-01' });
  // Its 24 hours run in earnest, so that it happens now.
  const now = new Date((await time.env.currentTimeMs()) + SHANGHAI_MS).toISOString();
  const [on, at] = [now.slice(0, 10), now.slice(11, 16)];
  await must({ type: 'RecordIncident', key: 'A1', grade: 'SLIGHT', on, time: at, what: '堆料倾倒，无人受伤' });
  await must({ type: 'ReportIncident', key: 'A1', to: '县住建局', on, time: at });
  await must({ type: 'CloseIncident', key: 'A1', on, outcome: '限高堆放，已教育培训' });
  await must({ type: 'RecordWages', month: '2023-09', workers: 12, dueFen: 60 * WAN, paidFen: 60 * WAN, on: '2023-10-08' });
  await must({ type: 'ReportProgress', month: '2023-10', actualPercent: 40, problems: '无', next: '主体' });
}

type Paper = { readonly title: string; readonly sha256: string; readonly paper?: string };
const isPaper = (value: object): value is Paper => 'title' in value && 'sha256' in value && typeof value.sha256 === 'string';
/** The papers anywhere in a command or an event. */
export function papersIn(value: unknown): readonly Paper[] {
  if (value === null || typeof value !== 'object') return [];
  return isPaper(value) ? [value] : Object.values(value).flatMap(papersIn);
}

/** The papers of a project with the place of the folder where each lies, by its events as they were recorded. */
export function papersOfPlay({ record }: Pick<Played, 'record'>, code: string): readonly { readonly sha256: string; readonly place: FolderPlace }[] {
  const own = [...record.streams].filter(([stream]) => stream.endsWith(`/${code}`) || stream.startsWith(`approval/${code}.`));
  return own.flatMap(([stream, { events }]) =>
    events.flatMap(({ type, data }) =>
      papersIn(data).map(({ sha256 }) => ({ sha256, place: PLACE_OF_ACT.get(type) ?? PLACE_OF_KIND.get(kindPart(stream)) ?? 'PROJECT' })),
    ),
  );
}

/** What does not agree in the ledger, with the project as its works told it. */
function disagreeing({ record }: Pick<Played, 'record'>, code: string): readonly string[] {
  const programme = record.state<ProgrammeState>(`programme/${code}`);
  const { profile: own } = record.state<ProjectState>(`project/${code}`);
  const works = record.state<ConstructionState>(`construction/${code}`);
  const paidFen = [...Object.values(works.payments), ...Object.values(works.contractPayments ?? {})].reduce(
    (sum, { amountFen }) => sum + amountFen,
    0,
  );
  const today = dayAt(new Date().toISOString());
  const money = { project: code, funding: own.funding, estimateFen: works.estimateFen, paidFen };
  return fundsFindings(programme, [money], fundsRules(programme, today), today).map(({ code: found, what }) => `${found} ${what.en}`);
}

/** It is over, nothing of it is found, its steps are replied to, the ledger agrees, and every paper of every act is in its folder. */
export function carriedWhole(played: Pick<Played, 'play' | 'record'>, code: string): void {
  const { play, record } = played;
  const { status, steps, path, profile: own, standards } = record.state<ProjectState>(`project/${code}`);
  const works = record.state<ConstructionState>(`construction/${code}`);
  expect({ status, accountsClosed: works.accountsClosed }).toEqual({ status: 'ACCEPTED', accountsClosed: true });
  expect(works.findings.map((found) => found.code)).toEqual([]);
  const replied = Object.entries(steps).flatMap(([step, { status: of }]) => (of === 'REPLIED' ? [step] : []));
  expect(replied.toSorted()).toEqual([...stepsOf(path, own, standards)].toSorted());
  expect(disagreeing(played, code)).toEqual([]);
  const folder = papersOfPlay(played, code);
  const lying = new Set(folder.map(({ sha256 }) => sha256));
  const asked = play.sent.filter(({ stream }) => stream.endsWith(`/${code}`) && !stream.startsWith('programme/'));
  expect(
    asked.flatMap(({ stream, command }) => papersIn(command).flatMap(({ title, sha256 }) => (lying.has(sha256) ? [] : [`${stream}: ${title}`]))),
  ).toEqual([]);
  // Each stage brought some, and none of them without its hash.
  expect(FOLDER_PLACES.filter((place) => place !== 'APPROVAL' && place !== 'PROJECT' && !folder.some((one) => one.place === place))).toEqual([]);
  expect(folder.filter(({ sha256 }) => !/^[0-9a-f]{64}$/.test(sha256))).toEqual([]);
}
