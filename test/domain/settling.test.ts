import { describe, expect, it } from 'vitest';
import type { Recorded } from '../../domain/kernel/case.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import { projectCase } from '../../domain/project/case.ts';
import { PARTIES } from '../../domain/stages/construction/site/facts.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { openProgramme, PANEL, person, profile, Sandbox, stageBase, surveyBasis, system } from '../setup/builders.ts';

const WAN = 1_000_000;
const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const last = <E extends Recorded>(box: { readonly events: readonly E[] }): E => {
  const event = box.events.at(-1);
  if (event === undefined) throw new Error('nothing happened');
  return event;
};

/** Completed and filed with its contract unsettled; `earlier`: by release 0.4.0. */
function filed(earlier = false) {
  const box = new Sandbox(constructionStage.logic);
  box.earlier = earlier;
  box.now = '2024-06-03T02:00:00.000Z';
  box.send({ type: 'Open', ...stageBase() }, system);
  box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 2_000 * WAN, on: '2023-08-20' }, manager);
  for (const { key } of milestonesOf('NEW').slice(0, -1)) box.send({ type: 'RecordMilestone', key, on: '2024-05-20', evidence: 'x' }, manager);
  const parties = PARTIES.map((party) => ({ party, passed: true }));
  box.send({ type: 'AcceptCompletion', on: '2024-05-31', parties }, manager);
  expect(box.send({ type: 'FileCompletion', number: 'B1', on: '2024-06-03' }, manager)).toBeNull();
  return box;
}

describe('a construction that settles', () => {
  it('belongs to the new manager: they record the settlement and ask for its payment, and their applications follow', () => {
    const box = filed();
    box.send({ type: 'RecordSettlement', amountFen: 1_990 * WAN, number: 'JS-1', on: '2024-06-03' }, manager);
    const pay = { type: 'RequestPayment', amountFen: WAN, confirmedValueFen: 0, kind: 'SETTLEMENT' } as const;
    expect(box.send({ ...pay, key: '1' }, manager)).toBeNull();
    expect(box.send({ type: 'ChangeManager', from: 'manager', to: 'carl', basis: '青卫人〔2024〕9号' }, system)).toBeNull();
    expect(constructionStage.logic.consequences(box.state, last(box))).toMatchObject([
      { kind: 'tell', stream: 'approval/QH-01.PAYMENT.1', command: { type: 'ChangeApplicant', from: 'manager', to: 'carl' } },
    ]);
    expect(constructionStage.logic.summary(box.state).standing).toEqual([{ kind: 'MANAGER', person: 'carl', role: '' }]);
    expect(box.send({ ...pay, key: '2' }, manager)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ ...pay, key: '2' }, person('carl'))).toBeNull();
  });

  it('stands while its project is suspended, with what it applied for, and runs on', () => {
    const box = filed();
    box.send({ type: 'RecordSettlement', amountFen: 1_990 * WAN, number: 'JS-1', on: '2024-06-03' }, manager);
    box.send({ type: 'RequestPayment', key: '1', amountFen: WAN, confirmedValueFen: 0, kind: 'SETTLEMENT' }, manager);
    expect(box.send({ type: 'Suspend', reason: '资金未到位', by: 'officer' }, system)).toBeNull();
    expect(constructionStage.logic.consequences(box.state, last(box))).toMatchObject([
      { stream: 'approval/QH-01.PAYMENT.1', command: { type: 'Suspend', reason: '资金未到位' } },
    ]);
    expect(box.send({ type: 'CloseAccounts', reason: 'x' }, manager)).toMatchObject({ code: 'SUSPENDED' });
    expect(box.send({ type: 'Resume' }, system)).toBeNull();
    expect(constructionStage.logic.closed(box.state)).toBe(false);
  });

  it('takes neither a cancelling nor another profile any more', () => {
    const box = filed();
    expect(box.send({ type: 'Cancel', reason: { zh: 'x', en: 'x' } }, system)).toMatchObject({ code: 'CLOSED' });
  });

  it('says so to its project, which tells it of manager and suspension; one of an earlier release is over and is told nothing', () => {
    const finish = (earlier: boolean) => {
      const box = filed(earlier);
      const [told] = constructionStage.logic.consequences(box.state, last(box));
      return told?.kind === 'tell' ? told.command : null;
    };
    expect(finish(false)).toMatchObject({ type: 'FinishStage', goesOn: true });
    expect(finish(true)).not.toHaveProperty('goesOn');
    const project = (goesOn: boolean) => {
      const box = new Sandbox(projectCase);
      box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
      for (const stage of ['SURVEY', 'PLANNING', 'APPROVALS', 'CONSTRUCTION'] as const) {
        box.send({ type: 'StartStage', stage }, system);
        const more = goesOn && stage === 'CONSTRUCTION' ? { goesOn: true as const } : {};
        box.send({ type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [], ...more }, system);
      }
      const told = (command: Parameters<typeof box.send>[0], actor = system) => {
        expect(box.send(command, actor)).toBeNull();
        return projectCase.consequences(box.state, last(box)).map((told) => [told.stream, told.kind === 'tell' ? told.command.type : told.kind]);
      };
      return [
        told({ type: 'ChangeManager', to: 'carl', basis: 'x' }),
        told({ type: 'Suspend', reason: 'x' }, officer),
        told({ type: 'Resume' }, officer),
      ];
    };
    const of = (type: string) => [['construction/QH-01', type]];
    expect(project(true)).toEqual([of('ChangeManager'), of('Suspend'), of('Resume')]);
    expect(project(false)).toEqual([[], [], []]);
  });

  it('is told that nothing is watched any more once its project is cancelled', () => {
    const box = new Sandbox(projectCase);
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    for (const stage of ['SURVEY', 'PLANNING', 'APPROVALS', 'TRAINING'] as const) {
      box.send({ type: 'StartStage', stage }, system);
      const more = stage === 'TRAINING' ? { goesOn: true as const } : {};
      box.send({ type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [], ...more }, system);
    }
    box.send({ type: 'Cancel', reason: '规划调整' }, officer);
    expect(projectCase.consequences(box.state, last(box))).toMatchObject([
      { stream: 'training/QH-01', command: { type: 'EndWatch' } },
      { stream: 'programme/QH', command: { type: 'ProjectClosed', outcome: 'CANCELLED' } },
    ]);
    const works = filed();
    expect(works.send({ type: 'EndWatch' }, system)).toBeNull();
    expect(works.state).not.toHaveProperty('watchEnded');
  });

  it('outlives its project: the programme hands it on, and one without money left is over', () => {
    const programme = (goesOn: boolean) => {
      const box = new Sandbox(programmeCase);
      box.send(openProgramme([{ role: 'PROGRAMME_OFFICER', person: 'officer' }]), officer);
      box.send({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: PANEL } }, officer);
      box.send({ type: 'ProjectClosed', project: 'QH-01', outcome: 'ACCEPTED', ...(goesOn ? { goesOn: true as const } : {}) }, system);
      return box;
    };
    const change = { type: 'ChangeManager', project: 'QH-01', to: 'carl', basis: '青卫人〔2024〕9号' } as const;
    expect(programme(false).send(change, officer)).toMatchObject({ code: 'INCOMPLETE' });
    const box = programme(true);
    expect(box.send(change, officer)).toBeNull();
    expect(programmeCase.consequences(box.state, last(box))).toMatchObject([
      { kind: 'tell', stream: 'construction/QH-01', command: { type: 'ChangeManager', from: 'manager', to: 'carl' } },
    ]);
    expect(() => box.send({ type: 'Leave', person: 'carl', basis: 'x' }, officer)).toThrow('projects QH-01 would have no manager');
    expect(box.send({ type: 'Leave', person: 'carl', to: 'dora', basis: 'x' }, officer)).toBeNull();
    expect(box.state.projects['QH-01']).toMatchObject({ manager: 'dora', status: 'ACCEPTED' });
  });
});

describe('the clock of money that outlasts the works', () => {
  it('still looks at deliveries, the settlement and retention once completion is filed, and at nothing else', () => {
    const box = filed();
    expect(box.send({ type: 'RecordDelivery', key: 'D1', amountFen: 100, on: '2024-06-03' }, manager)).toBeNull();
    expect(box.send({ type: 'RecordSettlement', amountFen: 1_990 * WAN, number: 'JS-1', on: '2024-06-03' }, manager)).toBeNull();
    expect(box.state.status).toBe('DONE');
    const looks = constructionStage.logic.agenda(box.state);
    expect(looks.flatMap(({ command }) => (command.type === 'NoteLate' ? [command.of] : []))).toEqual(['RETENTION']);
    expect(looks.some(({ command }) => command.type === 'TurnLight')).toBe(false);
    box.now = '2026-07-10T02:00:00.000Z';
    const retention = looks.find(({ command }) => command.type === 'NoteLate')?.command;
    if (retention === undefined) throw new Error('the clock does not look at it');
    expect(box.send(retention, system)).toBeNull();
    expect(box.state.findings.map(({ code }) => code)).toContain('RETENTION_NOT_RELEASED');
    // Found once.
    expect(constructionStage.logic.agenda(box.state).some(({ command }) => command.type === 'NoteLate')).toBe(false);
  });
});
