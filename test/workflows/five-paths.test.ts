/**
 * Each of the five paths of approval, and each kind of building, from the survey to the handover in skipped time, with what
 * proves it on record (domain facts 2.2, 2.3; issue 18).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { investmentFen, type ProjectProfile } from '../../domain/profile/profile.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import type { ConstructionState } from '../../domain/stages/construction/facts.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { COMMITTED, FILES, tendered, WAN } from '../../scripts/rules/samples.ts';
import { plainCalendar, profile, world } from '../setup/builders.ts';
import { MemoryRecord } from '../setup/memory-record.ts';
import { toHandover } from '../setup/project-handover.ts';
import { ProjectPlay, until } from '../setup/project-play.ts';
import { type SkippedTime, startSkippedTime } from '../setup/time.ts';

let time: SkippedTime;
let play: ProjectPlay;
const record = new MemoryRecord(world(plainCalendar));
beforeAll(async () => {
  time = await startSkippedTime(record);
  play = new ProjectPlay(record, time);
});
afterAll(() => time.stop());

/** Sums in 万元. */
const funded = (central: number, county: number, other = 0) => ({
  funding: { centralFen: central * WAN, countyFen: county * WAN, otherFen: other * WAN },
});
const planned = (buildKind: ProjectProfile['buildKind']) => ({
  buildKind,
  milestones: milestonesOf(buildKind).map(({ key }, index) => ({ key, plannedOn: `2024-0${index + 1}-15` })),
});

const PATHS: readonly (readonly [code: string, path: ProjectState['path'], changed: Partial<ProjectProfile>])[] = [
  ['WJ-01', 'FULL', { ...planned('NEW'), ...funded(3_000, 2_600) }],
  ['WJ-02', 'FSR_PD', { ...planned('NEW'), ...funded(1_600, 1_080) }],
  ['WJ-03', 'PD_ONLY', { ...planned('EXPAND'), ...funded(400, 500), newLand: true }],
  ['WJ-04', 'PLAN_ONLY', { ...planned('CONVERT'), ...funded(0, 312), simple: true }],
  ['WJ-05', 'SUBSIDY_FILING', { ...planned('CONVERT'), ...funded(120, 0, 420), enterpriseInvested: true }],
];

/** Works under contract, with commitments, permits, pictures and wages on file, and one payment. */
async function underWay(code: string, contractFen: number): Promise<void> {
  const works = `construction/${code}`;
  const { profile: own } = record.state<ProjectState>(`project/${code}`);
  const must = (command: object) => play.send(works, command);
  await must(tendered(contractFen));
  await must({ type: 'RecordContract', contractor: '青禾建筑', amountFen: contractFen, on: '2023-08-20', tender: 'SG-1' });
  for (const commitment of COMMITTED)
    await must(
      commitment.party === 'SURVEYOR' && own.buildKind === 'CONVERT'
        ? { type: 'RecordCommitment', party: 'SURVEYOR', on: '2023-08-25', notApplicable: '既有建筑改造，无勘察' }
        : commitment,
    );
  const permits = permitsBeforeStart(own).map((permit, index) => ({ permit, number: `许可 ${index}`, on: '2023-09-01', by: '县住建局' }));
  await must({ type: 'RecordPermits', permits, files: FILES });
  await must({ type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: '开工报告', files: FILES });
  await must({ type: 'RecordInspection', inspection: 'CONCEALED_WORKS', part: '一层', passed: true, on: '2023-10-15', files: FILES });
  await must({
    type: 'RecordWageAccount',
    bank: '青禾农商银行',
    account: '0001',
    number: '专户',
    on: '2023-09-09',
    depositFen: Math.ceil(contractFen / 100),
  });
  await must({ type: 'RecordWages', month: '2023-09', workers: 12, dueFen: 60 * WAN, paidFen: 60 * WAN, on: '2023-10-08', files: FILES });
  await must({ type: 'RequestPayment', key: 'P1', amountFen: Math.floor(contractFen * 0.8), confirmedValueFen: contractFen });
  await play.agree(`${code}.PAYMENT.P1`);
  await until('paid', () => record.state<ConstructionState>(works).payments.P1?.status === 'APPROVED');
}

describe('a project of each path and kind of building', () => {
  it.each(PATHS)(
    '%s goes by %s from its survey to its handover, with what proves it',
    async (code, path, changed) => {
      const project = await play.untilConstruction(code, changed);
      expect(record.state<ProjectState>(project).path).toBe(path);
      const contractFen = Math.floor(investmentFen({ ...profile, ...changed }.funding) * 0.75);
      await underWay(code, contractFen);
      const left = milestonesOf(changed.buildKind ?? 'NEW').filter(({ key }) => key !== 'START' && key !== 'COMPLETION');
      await toHandover({ play, record, time }, code, left, '1 day', contractFen);
      expect(record.state<ProjectState>(project).status).toBe('ACCEPTED');
      // Nothing of it was done without its papers.
      expect(record.state<ConstructionState>(`construction/${code}`).findings.map(({ code: found }) => found)).toEqual([]);
    },
    240_000,
  );
});
