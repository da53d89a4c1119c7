/** A construction as the gates of contracts and of the site play it: opened, under contract, begun, finished, settled. Deliberately absent: any gate. */
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { clock, PlayedCase, system } from './played-case.ts';
import { COMMITTED, stageBase, tendered, WAN } from './samples.ts';

export const at = (on: string, time = '02:00:00.000'): string => `${on}T${time}Z`;
export const opened = (on = '2023-08-01') => {
  const played = new PlayedCase('construction', at(on)).must(
    { type: 'Open', ...stageBase({ estimateFen: 2_680 * WAN, landPreOn: null, plan: null }) },
    system,
  );
  played.now = at('2023-09-20');
  return played;
};
export const works = { type: 'RecordContract', contractor: '青禾建筑', amountFen: 2_000 * WAN, on: '2023-08-20', tender: 'SG-1' } as const;
export const PERMITS = ['LAND_PERMIT', 'BUILD_PERMIT', 'DRAWINGS_REVIEW', 'FIRE_DESIGN_REVIEW', 'CONSTRUCTION_PERMIT'] as const;
export const contracted = () => opened().must(tendered()).must(works);
export const permitted = () =>
  contracted().must({ type: 'RecordPermits', permits: PERMITS.map((permit) => ({ permit, number: permit, on: '2023-09-01' })) });
export const START = { type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: '开工令' } as const;
export const started = () => COMMITTED.reduce((played, command) => played.must(command), permitted()).must(START);
export const PARTIES = ['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'] as const;
export const finished = () => {
  const played = started();
  played.now = at('2024-01-10');
  for (const { key } of milestonesOf('NEW').slice(1, -1)) played.must({ type: 'RecordMilestone', key, on: '2023-12-01', evidence: '签认' });
  return played;
};
export const COMPLETION = { type: 'AcceptCompletion', on: '2023-12-31', parties: PARTIES.map((party) => ({ party, passed: true })) } as const;
export const settled = () =>
  finished()
    .must(COMPLETION)
    .must({ type: 'FileCompletion', number: 'B1', on: '2024-01-05' })
    .must({ type: 'RecordSettlement', amountFen: 1_990 * WAN, number: 'JS-1', on: '2024-01-10' });
export const contract = (kind: 'DESIGN' | 'EQUIPMENT' | 'SUPERVISION', amountFen: number, more: object = {}) =>
  ({ type: 'RecordContract', kind, contractor: '某单位', amountFen, on: '2023-08-20', number: `${kind}-1`, ...more }) as const;
export const late =
  (of: 'INCIDENT' | 'WAGES' | 'DELIVERY' | 'REVIEW' | 'SETTLEMENT' | 'RETENTION', key: string, now: string, from: () => PlayedCase<'construction'>) =>
  () => {
    const played = from();
    played.now = now;
    return played.send({ type: 'NoteLate', of, key }, clock);
  };
