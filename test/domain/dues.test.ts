import { describe, expect, it } from 'vitest';
import { viewOfCase } from '../../domain/case-views.ts';
import type { CaseLogic, Draft } from '../../domain/kernel/case.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import type { NoticeDue } from '../../domain/notice-facts.ts';
import { projectCase } from '../../domain/project/case.ts';
import { acceptanceStage } from '../../domain/stages/acceptance/stage.ts';
import { PARTIES } from '../../domain/stages/construction/site/facts.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { evaluationStage } from '../../domain/stages/evaluation/stage.ts';
import type { StageBase } from '../../domain/stages/facts.ts';
import { healthDues } from '../../domain/stages/training/dues.ts';
import { trainingStage } from '../../domain/stages/training/stage.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { PROOF } from '../../scripts/rules/plan-samples.ts';
import { clock, PANEL, person, profile, Sandbox, stageBase, surveyBasis, system } from '../setup/builders.ts';

const WAN = 1_000_000;
const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const day = (on: string) => `${on}T02:00:00.000Z`;
type Logic<S extends object, C extends AnyCommand, E extends Draft> = CaseLogic<S, C, E, NoticeDue>;

/** What the clock asks next, and when: the day in Asia/Shanghai. */
const next = <S extends object, C extends AnyCommand, E extends Draft>(logic: Logic<S, C, E>, box: Sandbox<S, C, E>) => {
  const [item] = logic.agenda(box.state).filter(({ command }) => command.type === 'TellDue');
  return item === undefined ? null : { ...item, on: new Date(Date.parse(item.at) + 8 * 3_600_000).toISOString().slice(0, 10) };
};
/** Lets the clock ask it at its hour; gives whom it told. */
function strike<S extends object, C extends AnyCommand, E extends Draft>(logic: Logic<S, C, E>, box: Sandbox<S, C, E>) {
  const item = next(logic, box);
  if (item === null) throw new Error('the clock asks nothing');
  box.now = item.at;
  expect(box.send(item.command, clock)).toBeNull();
  const event = box.events.at(-1);
  if (event === undefined) throw new Error('nothing happened');
  return logic.notices(box.state, event).map(({ template, to, facts }) => ({ template, to, facts }));
}
const toManager = { person: 'manager' };
const toOffice = { role: 'PROGRAMME_OFFICER' };

describe('health certificates', () => {
  const roster = (until: string, earlier = false) => {
    const box = new Sandbox(trainingStage.logic);
    box.earlier = earlier;
    box.now = day('2026-03-02');
    box.send({ type: 'Open', ...stageBase() }, system);
    const refs = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    box.send({ type: 'EnrolTrainees', batch: '1', trainees: refs.map((ref) => ({ ref, post: 'CARER' as const })) }, manager);
    const certificates = refs.map((ref) => ({ ref, certificate: ref, healthCertificateUntil: until, noCrimeCheckedOn: '2026-01-05' }));
    if (until >= '2026-03-02') expect(box.send({ type: 'RecordCertificates', certificates }, manager)).toBeNull();
    // What had ended is refused by now; a release up to 0.6.0 took it.
    else box.happen({ type: 'CertificatesRecorded', data: { certificates } }, manager);
    return box;
  };

  it('are told 45 days before they end, together, and after it to the office as well', () => {
    const box = roster('2026-12-31');
    expect(next(trainingStage.logic, box)).toMatchObject({ on: '2026-11-16' });
    const [told, ...nobody] = strike(trainingStage.logic, box);
    expect(nobody).toEqual([]);
    expect(told).toMatchObject({
      template: 'deadline',
      to: toManager,
      facts: {
        says: {
          zh: '有事项将于2026年12月31日到期：7 人健康证须更新（a、b、c、d、e等 7 人；卫生部、教育部令第76号第十四条）',
          en: 'has something due on 31 Dec 2026: health certificates of 7 must be renewed (a, b, c, d, e and 2 more; 卫生部、教育部令第76号第十四条)',
        },
      },
    });
    expect(trainingStage.logic.summary(box.state).light).toBe('YELLOW');
    expect(next(trainingStage.logic, box)).toMatchObject({ on: '2027-01-01' });
    expect(strike(trainingStage.logic, box).map(({ to }) => to)).toEqual([toManager, toOffice]);
    expect(trainingStage.logic.summary(box.state).light).toBe('RED');
    expect(next(trainingStage.logic, box)).toBeNull();
  });

  it('are told in one order, whatever order a database gives them back in', () => {
    const { trainees, ...state } = roster('2026-12-31').state;
    const kept = (order: readonly [string, (typeof trainees)[string]][]) => healthDues({ ...state, trainees: Object.fromEntries(order) });
    const entries = Object.entries(trainees);
    expect(kept(entries.toReversed())).toEqual(kept(entries));
  });

  it('that are renewed are due anew, and the old day tells nobody', () => {
    const box = roster('2026-12-31');
    strike(trainingStage.logic, box);
    const renewed = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((ref) => ({
      ref,
      certificate: ref,
      healthCertificateUntil: '2027-10-30',
      noCrimeCheckedOn: '2026-01-05',
    }));
    expect(box.send({ type: 'RecordCertificates', certificates: renewed }, manager)).toBeNull();
    expect(next(trainingStage.logic, box)).toMatchObject({ on: '2027-09-15' });
    expect(trainingStage.logic.summary(box.state).light).toBe('GREEN');
    // Asked twice, or for the day that is no more, it says nothing.
    box.send({ type: 'TellDue', due: 'HEALTH_CERTIFICATES@2026-12-31', when: 'PAST' }, clock);
    box.send({ type: 'TellDue', due: 'constructor', when: 'SOON' }, clock);
    expect(box.events.filter(({ type }) => type === 'DueTold')).toHaveLength(1);
  });

  it('of a day that had passed when they were entered tell nobody, nor do those of a case that an earlier release opened', () => {
    expect(next(trainingStage.logic, roster('2026-02-27'))).toBeNull();
    const old = roster('2026-12-31', true);
    expect(old.state).not.toHaveProperty('watched');
    expect(trainingStage.logic.agenda(old.state)).toEqual([]);
  });

  it('are told by the clock alone, never by a person, and stand with the project', () => {
    const box = roster('2026-12-31');
    const item = next(trainingStage.logic, box);
    expect(box.send(item?.command as never, manager)).toMatchObject({ code: 'SYSTEM_ONLY' }); // what the clock would send
    box.send({ type: 'Suspend', reason: 'x', by: 'officer' }, system);
    expect(next(trainingStage.logic, box)).toBeNull();
    box.send({ type: 'Resume' }, system);
    expect(next(trainingStage.logic, box)).toMatchObject({ on: '2026-11-16' });
  });

  it('of a project that was cancelled are watched no more, and the money of a construction is settled all the same', () => {
    const box = roster('2026-12-31');
    const done = { ...box.state, status: 'DONE' as const };
    const context = { now: box.now, actor: system, commandId: 'c', rules: 3 };
    const decided = trainingStage.logic.decide(done, { type: 'EndWatch' }, context);
    if (!decided.ok || decided.events[0] === undefined) throw new Error('it goes on');
    const over = trainingStage.logic.evolve(done, { ...decided.events[0], version: 99, occurredAt: box.now, actor: system });
    expect(over).not.toHaveProperty('watched');
    expect(trainingStage.logic.closed(over)).toBe(true);
    expect(trainingStage.logic.decide(done, { type: 'EndWatch' }, { ...context, actor: manager })).toMatchObject({ ok: false });
    expect(trainingStage.logic.decide(box.state, { type: 'EndWatch' }, context)).toEqual({ ok: true, events: [] });
  });

  it('are watched on once the roster is confirmed, renewed there late rather than never, and the case waits for that', () => {
    const box = roster('2026-12-31');
    const done = { ...box.state, status: 'DONE' as const };
    expect(trainingStage.logic.closed(done)).toBe(false);
    expect(trainingStage.logic.summary(done)).toMatchObject({ status: 'WATCHED' });
    expect(trainingStage.logic.agenda(done)).toHaveLength(1);
    const context = { now: box.now, actor: manager, commandId: 'c', rules: 3 };
    const certificates = [{ ref: 'a', certificate: 'a', healthCertificateUntil: '2027-02-01', noCrimeCheckedOn: '2026-01-05' }];
    expect(trainingStage.logic.decide(done, { type: 'RecordCertificates', certificates }, context).ok).toBe(true);
    expect(trainingStage.logic.decide(done, { type: 'ConfirmRoster' }, context)).toMatchObject({ ok: false, rejection: { code: 'CLOSED' } });
    strike(trainingStage.logic, box);
    strike(trainingStage.logic, box);
    const past = { ...box.state, status: 'DONE' as const };
    expect(trainingStage.logic.closed(past)).toBe(false);
    expect(trainingStage.logic.decide(past, { type: 'RecordCertificates', certificates }, { ...context, now: box.now }).ok).toBe(true);
  });
});

describe('a construction', () => {
  const opened = (now: string) => {
    const box = new Sandbox(constructionStage.logic);
    box.now = day(now);
    box.send({ type: 'Open', ...stageBase() }, system);
    box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 2_000 * WAN, on: now, untendered: '接续前已发包' }, manager);
    return box;
  };
  const works = (box: ReturnType<typeof opened>, on: string) => {
    for (const { key } of milestonesOf('NEW').slice(0, -1)) box.send({ type: 'RecordMilestone', key, on, evidence: 'x' }, manager);
    const parties = PARTIES.map((party) => ({ party, passed: true }));
    expect(box.send({ type: 'AcceptCompletion', on, parties }, manager)).toBeNull();
  };

  it('starts within three months of its permit; a start ends the watch', () => {
    const box = opened('2026-03-02');
    box.send({ type: 'RecordPermits', permits: [{ permit: 'CONSTRUCTION_PERMIT', number: '青建〔2026〕1号', on: '2026-03-02' }] }, manager);
    expect(next(constructionStage.logic, box)).toMatchObject({ on: '2026-05-18' });
    expect(strike(constructionStage.logic, box)).toMatchObject([{ facts: { says: { zh: expect.stringContaining('建筑法 第九条') } } }]);
    // The four lights of works are its own.
    expect(constructionStage.logic.summary(box.state).light).toBe('GREEN');
    box.send({ type: 'RecordMilestone', key: 'START', on: '2026-05-18', evidence: 'x' }, manager);
    // From now on the proof of wages is asked for, and nothing of the permit.
    expect(next(constructionStage.logic, box)?.command).toMatchObject({ due: 'WAGES.2026-05@2026-06-15', when: 'SOON' });
  });

  it('is filed within fifteen days, releases retention in its time and is watched until its warranties have ended', () => {
    const box = opened('2026-03-02');
    works(box, '2026-03-02');
    expect(next(constructionStage.logic, box)?.command).toMatchObject({ due: 'COMPLETION_FILING@2026-03-17', when: 'SOON' });
    box.send({ type: 'FileCompletion', number: 'B1', on: '2026-03-02' }, manager);
    expect(Object.keys(box.state.watched ?? {})).toEqual([
      'RETENTION@2028-03-02',
      'WARRANTY@2028-03-02',
      'HEATING@2028-03-02',
      'WATERPROOF@2031-03-02',
    ]);
    expect(viewOfCase('construction/QH-01', box.state)).toMatchObject({
      watched: { 'WATERPROOF@2031-03-02': { on: '2031-03-02', since: '2026-03-02' } },
    });
    box.send({ type: 'CloseAccounts', reason: '另行结清' }, manager);
    expect(constructionStage.logic.summary(box.state)).toMatchObject({ status: 'WATCHED' });
    expect(box.send({ type: 'RecordSettlement', amountFen: 1, number: 'x', on: '2026-03-02' }, manager)).toMatchObject({ code: 'CLOSED' });
    for (const due of ['WARRANTY', 'HEATING', 'WARRANTY', 'HEATING', 'WATERPROOF', 'WATERPROOF']) {
      expect(next(constructionStage.logic, box)?.command).toMatchObject({ due: expect.stringContaining(due) });
      expect(constructionStage.logic.closed(box.state)).toBe(false);
      strike(constructionStage.logic, box);
    }
    expect(constructionStage.logic.closed(box.state)).toBe(true);
  });

  it('tells nobody of a filing and warranties of years ago', () => {
    const box = opened('2026-03-02');
    works(box, '2020-03-02');
    box.send({ type: 'FileCompletion', number: 'B1', on: '2020-03-10' }, manager);
    expect(next(constructionStage.logic, box)).toBeNull();
  });

  it('asks back within thirty days what was paid beyond the settlement', () => {
    const box = opened('2026-03-02');
    works(box, '2026-03-02');
    const paid = { ...box.state, payments: { '1': { amountFen: 1_900 * WAN, status: 'APPROVED' as const } } };
    const settled = { ...paid, settlement: { amountFen: 1_800 * WAN, number: 'J', on: '2026-03-02' }, status: 'DONE' as const };
    const told = constructionStage.logic.evolve(settled, {
      type: 'AccountsClosed',
      data: { paidFen: 0, reason: 'x' },
      version: 99,
      occurredAt: box.now,
      actor: manager,
    });
    expect(told.watched).not.toHaveProperty('OVERPAID@2026-04-01');
    const filed = constructionStage.logic.evolve(settled, {
      type: 'CompletionFiled',
      data: { number: 'B', on: '2026-03-02', daysAfter: 0 },
      version: 99,
      occurredAt: box.now,
      actor: manager,
    });
    expect(filed.watched).toHaveProperty('OVERPAID@2026-04-01');
  });
});

/** What the record knows is told apart (evaluation's own tests). */
const evaluationBase = stageBase() as StageBase<never>; // nothing of it is read here

describe('a land pre-examination', () => {
  const approved = () => {
    const box = new Sandbox(projectCase);
    box.now = day('2026-03-02');
    const standards = { DUES: { shipped: 2, values: {} } };
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL, standards }, system);
    const stages = ['SURVEY', 'PLANNING'] as const;
    for (const stage of stages) {
      box.send({ type: 'StartStage', stage }, system);
      box.send({ type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [] }, system);
    }
    box.send({ type: 'StartStage', stage: 'APPROVALS' }, system);
    box.happen({ type: 'ReplyRecorded', data: { step: 'LAND_PRE', number: 'n', on: '2026-03-02', amountFen: null } }, manager);
    return box;
  };
  it('is watched for three years, by the project until its approvals are done and by its construction from there', () => {
    const box = approved();
    expect(next(projectCase, box)).toMatchObject({ on: '2029-02-15', command: { due: 'LAND_PRE@2029-03-02', when: 'SOON' } });
    expect(strike(projectCase, box)).toMatchObject([{ template: 'deadline', to: toManager }]);
    expect(strike(projectCase, box)).toMatchObject([{ to: toManager }, { to: toOffice }]);
    const done = approved();
    done.happen({ type: 'StageFinished', data: { stage: 'APPROVALS', outcome: 'DONE', result: {}, undone: [] } }, system);
    expect(next(projectCase, done)).toBeNull();
    const works = new Sandbox(constructionStage.logic);
    works.now = day('2026-04-02');
    const { inputs } = stageBase();
    works.send({ type: 'Open', ...stageBase(), inputs: { ...inputs, landPreOn: '2026-03-02' } } as never, system);
    expect(next(constructionStage.logic, works)).toMatchObject({ on: '2029-02-15', command: { due: 'LAND_PRE@2029-03-02' } });
    works.send({ type: 'RecordPermits', permits: [{ permit: 'LAND_PERMIT', number: 'd', on: '2026-04-01' }] }, manager);
    expect(next(constructionStage.logic, works)).toBeNull();
  });
  it('is handed on with the last reply, whichever that is', () => {
    const box = approved();
    for (const [step, known] of Object.entries(box.state.steps))
      if (known.status !== 'REPLIED' && step !== 'FISCAL')
        box.happen({ type: 'ReplyRecorded', data: { step: step as never, number: step, on: '2026-03-02', amountFen: 1 } }, manager);
    box.happen({ type: 'StepAnswered', data: { step: 'FISCAL', outcome: 'APPROVED', reason: null } }, system);
    expect(box.send({ type: 'RecordReply', step: 'FISCAL', number: 'm', on: '2026-03-02', by: '县发改局', files: PROOF }, manager)).toBeNull();
    expect(box.events.find(({ type, data }) => type === 'StageFinished' && 'result' in data && 'landPreOn' in data.result)).toBeDefined();
  });
});

describe('a paper of a centre', () => {
  it('is watched when the centre has passed, renewed there late rather than never, and the case waits for that', () => {
    const { logic } = acceptanceStage;
    const box = new Sandbox(logic);
    box.now = day('2026-03-06');
    box.send({ type: 'Open', ...stageBase() }, system);
    const file = { title: 'a.pdf', sha256: 'a'.repeat(64) };
    const food = { type: 'RecordPaper', paper: 'FOOD', number: 'JY', on: '2026-03-02', until: '2026-12-31', file } as const;
    expect(box.send(food, manager)).toBeNull();
    expect(box.send({ ...food, paper: 'LEASE', until: '2029-03-01', file: { ...file, sha256: 'b'.repeat(64) } }, manager)).toBeNull();
    box.happen({ type: 'StageClosed', data: { outcome: 'DONE', result: { acceptanceScore: 95, rectified: false }, undone: [] } }, system);
    expect([logic.closed(box.state), logic.summary(box.state).status]).toEqual([false, 'WATCHED']);
    expect(next(logic, box)).toMatchObject({ on: '2026-10-02', command: { due: 'PAPER.FOOD@2026-12-31' } });
    expect(strike(logic, box)).toMatchObject([{ to: toManager }]);
    box.now = day('2026-10-21');
    expect(box.send({ ...food, on: '2026-10-20', until: '2031-12-31' }, manager)).toBeNull();
    expect(next(logic, box)).toMatchObject({ command: { due: 'PAPER.LEASE@2029-03-01' } });
    for (let told = 0; told < 4; told += 1) strike(logic, box);
    expect(next(logic, box)).toBeNull();
    const late = { ...food, paper: 'LEASE', on: '2031-12-30', until: '2034-12-31', file: { ...file, sha256: 'c'.repeat(64) } } as const;
    box.now = day('2032-01-05');
    expect(box.send(late, manager)).toBeNull();
    expect(next(logic, box)).toMatchObject({ command: { due: 'PAPER.LEASE@2034-12-31' } });
  });
});

describe('an improvement measure', () => {
  const opened = () => {
    const box = new Sandbox(evaluationStage.logic);
    box.now = day('2026-03-02');
    box.send({ type: 'Open', ...evaluationBase }, system);
    const measures = [{ key: 'GJ-1', problem: 'p', measure: '签约', owner: '县卫健局', dueOn: '2026-04-15' }];
    const sheet = { scores: {}, total: 80, band: 'GOOD' as const, measures };
    box.happen({ type: 'EvaluationScored', data: sheet }, officer);
    return box;
  };

  it('is told before and after its day, and no more once it is reported', () => {
    const box = opened();
    expect(next(evaluationStage.logic, box)).toMatchObject({ on: '2026-03-31' });
    strike(evaluationStage.logic, box);
    expect(strike(evaluationStage.logic, box)).toMatchObject([
      {
        to: toManager,
        facts: { says: { en: 'had something due on 15 Apr 2026, which has passed: measure GJ-1 must be done and reported: 签约 (县卫健局)' } },
      },
      { to: toOffice },
    ]);
    expect(evaluationStage.logic.summary(box.state).light).toBe('RED');
    box.send({ type: 'CompleteMeasure', key: 'GJ-1', evidence: 'e' }, manager);
    expect(box.state).not.toHaveProperty('watched');
  });

  it('is due as many days later as its project stood', () => {
    const box = opened();
    box.send({ type: 'Suspend', reason: 'x', by: 'officer' }, system);
    box.now = day('2026-03-12');
    box.send({ type: 'Resume' }, system);
    expect(box.state.measures['GJ-1']?.dueOn).toBe('2026-04-25');
    expect(next(evaluationStage.logic, box)).toMatchObject({ on: '2026-04-10' });
  });
});

describe('a rectification', () => {
  it('is told when its limit is near, and red once it has run out', () => {
    const box = new Sandbox(acceptanceStage.logic);
    box.now = day('2026-03-06');
    box.send({ type: 'Open', ...stageBase() }, system);
    const deadline = {
      from: '2026-03-06',
      limit: { n: 15, unit: 'WD' as const },
      pauses: [],
      dueOn: '2026-03-27',
      dueAt: '2026-03-27T16:00:00.000Z',
      usedBeforePause: null,
      marks: [{ mark: 'YELLOW' as const, at: '2026-03-23T00:30:00.000Z' }],
      calendar: 'c',
      provisional: false,
    };
    const ordered = { notice: 1, items: ['AIR'], gravity: 'ORDINARY' as const, deadline };
    box.happen({ type: 'RectificationOrdered', data: ordered }, system);
    expect(acceptanceStage.logic.summary(box.state).light).toBe('GREEN');
    expect(next(acceptanceStage.logic, box)).toMatchObject({ on: '2026-03-23' });
    expect(strike(acceptanceStage.logic, box).map(({ to }) => to)).toEqual([toManager]);
    expect(acceptanceStage.logic.summary(box.state).light).toBe('YELLOW');
    expect(next(acceptanceStage.logic, box)).toBeNull();
    box.now = day('2026-03-28');
    box.send({ type: 'RectificationDue', notice: 1 }, clock);
    expect(acceptanceStage.logic.summary(box.state).light).toBe('RED');
  });
});

describe('a project', () => {
  const inHandover = (earlier = false) => {
    const box = new Sandbox(projectCase);
    box.now = day('2026-03-20');
    const standards = earlier ? {} : { standards: { DUES: { shipped: 2, values: {} } } };
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL, ...standards }, system);
    const result = (stage: string) => (stage === 'CONSTRUCTION' ? { completionOn: '2026-02-02' } : {});
    for (const stage of [
      'SURVEY',
      'PLANNING',
      'APPROVALS',
      'CONSTRUCTION',
      'TRAINING',
      'MANAGEMENT',
      'PUBLICITY',
      'EVALUATION',
      'ACCEPTANCE',
    ] as const) {
      box.send({ type: 'StartStage', stage }, system);
      box.send({ type: 'FinishStage', stage, outcome: 'DONE', result: result(stage), undone: [] }, system);
    }
    expect(box.send({ type: 'StartStage', stage: 'HANDOVER' }, system)).toBeNull();
    return box;
  };

  it('hands its assets over within thirty working days of acceptance, and draws up its accounts within three months', () => {
    const box = inHandover();
    expect(box.state.assetsDue?.dueOn).toBe('2026-05-07');
    expect(Object.keys(box.state.watched ?? {})).toEqual(['FINAL_ACCOUNTS@2026-05-02', 'ASSETS@2026-05-07']);
    expect(projectCase.summary(box.state).clocks).toMatchObject([{ name: 'ASSETS' }]);
    const told = [1, 2, 3, 4].map(() => strike(projectCase, box));
    expect(told.flat().map(({ to }) => to)).toEqual([toManager, toManager, toManager, toOffice, toManager, toOffice]);
    expect(told[3]?.[0]?.facts).toMatchObject({ says: { zh: '有事项已于2026年5月7日到期：资产须移交并登记移交清单' } });
    expect(projectCase.summary(box.state).light).toBe('RED');
    expect(projectCase.agenda(box.state)).toEqual([]);
  });

  it('stands with its clocks while it is suspended, and works out its days again with another calendar', () => {
    const box = inHandover();
    box.send({ type: 'Suspend', reason: 'x' }, officer);
    expect(box.state.assetsDue?.dueOn).toBeNull();
    expect(projectCase.agenda(box.state)).toEqual([]);
    box.now = day('2026-03-27');
    box.send({ type: 'Resume' }, officer);
    expect(box.state.assetsDue?.dueOn).toBe('2026-05-13');
    expect(box.send({ type: 'CalendarChanged', calendar: 'another' }, system)).toBeNull();
    expect(box.events.at(-1)).toMatchObject({ type: 'DeadlineReworked' });
    expect(box.send({ type: 'CalendarChanged', calendar: 'x' }, manager)).toMatchObject({ code: 'SYSTEM_ONLY' });
  });

  it('of an earlier release watches nothing', () => {
    const box = inHandover(true);
    expect(box.state).not.toHaveProperty('watched');
    expect(box.state).not.toHaveProperty('assetsDue');
    expect(projectCase.summary(box.state)).not.toHaveProperty('light');
  });
});
