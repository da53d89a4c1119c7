import { describe, expect, it } from 'vitest';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { Adopted } from '../../domain/rule-table/table.ts';
import { trainingStage } from '../../domain/stages/training/stage.ts';
import { openProgramme, PANEL, person, profile, Sandbox, stageBase, surveyBasis, system, world } from '../setup/builders.ts';

const manager = person('manager');
const TODAY = '2026-03-06';

const adopted = (table: string, values: Adopted['values'], confirms: readonly string[] = []) => ({
  [table]: [{ table, version: 1, from: '2026-01-01', basis: '青卫〔2026〕1号', values, confirms }],
});

function opened(facts: Partial<ProjectProfile> = {}, county: Readonly<Record<string, readonly Adopted[]>> = {}) {
  const box = new Sandbox(trainingStage.logic, world(undefined, undefined, { adopted: county }));
  box.now = `${TODAY}T02:00:00.000Z`;
  expect(box.send({ type: 'Open', ...stageBase({ profile: { ...profile, ...facts } }) }, system)).toBeNull();
  return box;
}

type Hours = { readonly theory: number; readonly practice: number };
/** A whole roster with papers in order; what a test says otherwise is of all of them. */
function staffed(box: ReturnType<typeof opened>, told: { readonly hours?: Hours; readonly fullTime?: boolean; readonly until?: string } = {}) {
  const { hours = { theory: 60, practice: 60 }, fullTime = true, until = '2027-03-06' } = told;
  const posts = [['h', 'HEAD'], ['w', 'HEALTH_WORKER'], ['g', 'GUARD'], ...Array.from({ length: 28 }, (_, n) => [`c${n}`, 'CARER'])] as const;
  const trainees = posts.map(([ref = '', post]) => ({ ref, post: post as 'HEAD', ...(post === 'HEALTH_WORKER' ? { fullTime } : {}) }));
  expect(box.send({ type: 'EnrolTrainees', batch: '1', trainees }, manager)).toBeNull();
  expect(box.send({ type: 'RecordHours', entries: trainees.map(({ ref }) => ({ ref, ...hours })) }, manager)).toBeNull();
  const certificates = trainees.map(({ ref }) => ({ ref, certificate: `BY-${ref}`, healthCertificateUntil: until, noCrimeCheckedOn: '2026-01-05' }));
  expect(box.send({ type: 'RecordCertificates', certificates }, manager)).toBeNull();
  return box;
}
const papers = (ref: string, changed: object = {}) =>
  ({
    type: 'RecordCertificates',
    certificates: [{ ref, certificate: `NEW-${ref}`, healthCertificateUntil: '2026-12-31', noCrimeCheckedOn: '2026-01-05', ...changed }],
  }) as const;

describe('a roster', () => {
  it('is judged on the day on which it is confirmed: neither an earlier nor a later day opens it', () => {
    const box = staffed(opened());
    expect(box.send({ type: 'ConfirmRoster', on: '2020-01-01' }, manager)).toMatchObject({ code: 'EARLIER_DAY' });
    expect(box.send({ type: 'ConfirmRoster', on: '2026-03-07' }, manager)).toMatchObject({ code: 'DATE_IN_FUTURE' });
    expect(box.send({ type: 'ConfirmRoster' }, manager)).toBeNull();
    expect(box.events.find(({ type }) => type === 'RosterConfirmed')?.data).toMatchObject({ on: TODAY });
    expect(box.state.status).toBe('DONE');
  });

  it('lacks those whose health certificate has ended, and is whole again with a new one', () => {
    const box = staffed(opened());
    box.send(papers('h', { healthCertificateUntil: '2026-03-20' }), manager);
    box.now = '2026-03-21T02:00:00.000Z';
    expect(box.send({ type: 'ConfirmRoster' }, manager)?.faults).toEqual(['no qualified person in charge']);
    box.send(papers('h'), manager);
    expect(box.send({ type: 'ConfirmRoster' }, manager)).toBeNull();
  });

  it('lacks those whose health certificate ends before the centre can open', () => {
    const box = staffed(opened({ finishOn: '2026-12-31' }), { until: '2026-12-31' });
    box.send(papers('h', { healthCertificateUntil: '2026-12-30' }), manager);
    expect(box.send({ type: 'ConfirmRoster' }, manager)?.faults).toHaveLength(1);
    box.send(papers('h'), manager);
    expect(box.send({ type: 'ConfirmRoster' }, manager)).toBeNull();
  });

  it('needs a full-time health worker from 150 places on (76号令 art. 12), and below that none', () => {
    const box = staffed(opened(), { fullTime: false });
    expect(box.send({ type: 'ConfirmRoster' }, manager)?.faults?.join()).toContain('第十二条');
    box.send(papers('w', { fullTime: true }), manager);
    expect(box.send({ type: 'ConfirmRoster' }, manager)).toBeNull();
    expect(staffed(opened({ places: 149 }), { fullTime: false }).send({ type: 'ConfirmRoster' }, manager)).toBeNull();
  });

  it('asks for no hours of health workers and no mark that stand in no document, until the county sets them', () => {
    const none = (): object => ({ hours: { theory: 60, practice: 60 } });
    const box = opened({}, adopted('TRAINING', { healthWorkerHours: 130, passMark: 60 }));
    expect(staffed(opened(), none()).send({ type: 'ConfirmRoster' }, manager)).toBeNull();
    expect(staffed(box, none()).send({ type: 'ConfirmRoster' }, manager)?.faults).toHaveLength(3);
  });

  it('with theory alone is taken and noted, and refused once the county has confirmed the hours', () => {
    const hours = { theory: 120, practice: 0 };
    const box = staffed(opened(), { hours });
    expect(box.send({ type: 'ConfirmRoster' }, manager)).toBeNull();
    expect(box.state.belowHours).toHaveLength(28);
    const confirmed = adopted('TRAINING', {}, ['carerTheoryHours', 'carerPracticeHours']);
    expect(staffed(opened({}, confirmed), { hours }).send({ type: 'ConfirmRoster' }, manager)?.faults?.join()).toContain('0 of 28');
    expect(staffed(opened({}, confirmed)).send({ type: 'ConfirmRoster' }, manager)).toBeNull();
  });

  it('lacks those whose crime check is older than the county says', () => {
    const box = staffed(opened({}, adopted('TRAINING', { crimeCheckMonths: 6 })));
    box.send(papers('h', { noCrimeCheckedOn: '2025-09-05' }), manager);
    expect(box.send({ type: 'ConfirmRoster' }, manager)?.faults).toHaveLength(1);
    box.send(papers('h', { noCrimeCheckedOn: '2025-09-06' }), manager);
    expect(box.send({ type: 'ConfirmRoster' }, manager)).toBeNull();
  });

  it('counts carers by the classes of the county', () => {
    const box = staffed(opened({}, adopted('CLASSES', { toddlerPerCarer: 3 })));
    expect(box.send({ type: 'ConfirmRoster' }, manager)?.faults?.join()).toContain('28 of 36');
  });
});

/** Carers at their classes, as many as `plan` says. */
const assigned = (plan: Readonly<Record<string, number>>) => {
  const kinds = Object.entries(plan).flatMap(([kind, n]) => Array.from({ length: n }, () => kind as 'INFANT'));
  return { type: 'AssignClasses', carers: kinds.map((classKind, n) => ({ ref: `c${n}`, classKind })) } as const;
};

describe('a roster by class', () => {
  it('is whole where each class has its carers, and counts whoever stands at none where one is short', () => {
    const box = staffed(opened());
    expect(box.send(assigned({ INFANT: 4, TODDLER: 12, OLDER: 10 }), manager)).toBeNull();
    expect(box.send({ type: 'ConfirmRoster' }, manager)).toBeNull();
    expect(box.events.find(({ type }) => type === 'RosterConfirmed')?.data).toMatchObject({
      byClass: { INFANT: { need: 4, ready: 4 }, TODDLER: { need: 12, ready: 12 }, OLDER: { need: 12, ready: 10 } },
    });
  });

  it('is refused where there are carers enough who stand elsewhere, class by class with the rule', () => {
    const box = staffed(opened());
    box.send(assigned({ INFANT: 3, TODDLER: 13, OLDER: 12 }), manager);
    const refused = box.send({ type: 'ConfirmRoster' }, manager);
    expect(refused).toMatchObject({ code: 'RATIO_NOT_MET' });
    expect(refused?.faultsZh).toEqual(['乳儿班保育人员须 4 人，合格 3 人，未定班 0 人（国卫人口发〔2019〕58号）']);
  });

  it('takes carers alone to classes that the project has, and keeps nothing of a list that is half right', () => {
    const box = staffed(opened());
    const before = box.events.length;
    const carers = [
      { ref: 'c0', classKind: 'INFANT' as const },
      { ref: 'h', classKind: 'INFANT' as const },
      { ref: 'c1', classKind: 'MIXED' as const },
    ];
    expect(box.send({ type: 'AssignClasses', carers }, manager)?.faults).toEqual([
      'h: must be a carer to stand at a class',
      expect.stringContaining('c1: must stand at a class of this project'),
    ]);
    expect(box.events).toHaveLength(before);
  });

  it('that is confirmed after its day before opening is late on record, and one before it is not', () => {
    const late = staffed(opened({ finishOn: '2026-04-04' }));
    late.send({ type: 'ConfirmRoster' }, manager);
    expect(late.events.find(({ type }) => type === 'RosterConfirmed')?.data).toMatchObject({ lateSince: '2026-03-05' });
    const inTime = staffed(opened({ finishOn: '2026-04-05' }));
    inTime.send({ type: 'ConfirmRoster' }, manager);
    expect(inTime.events.find(({ type }) => type === 'RosterConfirmed')?.data).not.toHaveProperty('lateSince');
  });

  it('is told to the manager before its day and to the office after it, until it is confirmed', () => {
    const box = opened({ finishOn: '2026-06-30' });
    expect(Object.entries(box.state.watched ?? {})).toEqual([['ROSTER_READY@2026-05-31', expect.objectContaining({ from: '2026-05-16' })]]);
    box.now = '2026-06-01T02:00:00.000Z';
    box.send({ type: 'TellDue', due: 'ROSTER_READY@2026-05-31', when: 'SOON' }, system);
    box.send({ type: 'TellDue', due: 'ROSTER_READY@2026-05-31', when: 'PAST' }, system);
    expect(trainingStage.logic.summary(box.state).light).toBe('RED');
    staffed(box, { until: '2027-05-31' });
    expect(box.send({ type: 'ConfirmRoster' }, manager)).toBeNull();
    expect(Object.keys(box.state.watched ?? {})).toEqual(['HEALTH_CERTIFICATES@2027-05-31']);
  });
});

describe('somebody who leaves', () => {
  const confirmed = () => {
    const box = staffed(opened({ finishOn: '2026-12-31' }), { until: '2027-03-06' });
    expect(box.send({ type: 'ConfirmRoster' }, manager)).toBeNull();
    return box;
  };
  const leaves = (ref: string, more: object = {}) => ({ type: 'RecordDeparture', ref, on: TODAY, reason: '辞职', ...more }) as const;

  it('counts no more, and the roster that lacks them is watched until it is whole again', () => {
    const box = confirmed();
    expect(box.send(leaves('c3'), manager)).toBeNull();
    expect(box.state.short?.lacks[0]?.zh).toContain('合格 27 人');
    expect(box.state.watched).toHaveProperty('ROSTER_SHORT@2026-04-05');
    expect(box.send({ type: 'EnrolTrainees', batch: '2', trainees: [{ ref: 'n1', post: 'CARER' }] }, manager)).toBeNull();
    expect(box.send({ type: 'RecordHours', batch: '2', entries: [{ ref: 'n1', theory: 60, practice: 60 }] }, manager)).toBeNull();
    expect(box.state.short).toBeDefined();
    expect(box.send(papers('n1'), manager)).toBeNull();
    expect(box.events.at(-1)?.type).toBe('RosterRestored');
    expect(box.state).not.toHaveProperty('short');
    expect(Object.keys(box.state.watched ?? {}).filter((due) => due.startsWith('ROSTER_SHORT'))).toEqual([]);
    expect(trainingStage.logic.summary(box.state).status).toBe('WATCHED');
  });

  it('is replaced by a substitute of the same post who is there, and who takes the class', () => {
    const box = staffed(opened());
    box.send(assigned({ INFANT: 4 }), manager);
    expect(box.send(leaves('c0', { substitute: 'h' }), manager)).toMatchObject({ code: 'INCOMPLETE' });
    expect(box.send(leaves('c0', { substitute: 'c9' }), manager)).toBeNull();
    expect(box.state.trainees.c9).toMatchObject({ classKind: 'INFANT' });
    expect(box.state.trainees.c0).toMatchObject({ leftOn: TODAY, substitute: 'c9' });
    expect(box.send({ type: 'RecordHours', entries: [{ ref: 'c0', theory: 1, practice: 0 }] }, manager)).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send(leaves('c0'), manager)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('is not taken from a done stage by a command of an earlier release, which refused it', () => {
    const box = confirmed();
    const context = { now: box.now, actor: manager, commandId: 'c', rules: 4 };
    expect(trainingStage.logic.decide(box.state, leaves('c3'), context)).toMatchObject({ ok: false, rejection: { code: 'CLOSED' } });
  });
});

describe('a list that is half right', () => {
  const paper = (ref: string) => ({ ref, certificate: `K-${ref}`, healthCertificateUntil: '2026-12-31', noCrimeCheckedOn: '2026-01-05' });
  it('is one report of every line that is wrong, and nothing of it is kept', () => {
    const box = staffed(opened());
    const before = box.events.length;
    const told = (command: Parameters<typeof box.send>[0]) => box.send(command, manager)?.faults ?? [];
    const enrolled = told({
      type: 'EnrolTrainees',
      batch: '1',
      trainees: [
        { ref: 'c0', post: 'CARER' },
        { ref: 'c1', post: 'CARER' },
        { ref: 'n1', post: 'CARER' },
        { ref: 'n1', post: 'GUARD' },
        { ref: 'n2', post: 'GUARD', classKind: 'INFANT' },
      ],
    });
    expect(enrolled).toEqual([
      'Trainee c0 is enrolled already.',
      'Trainee c1 is enrolled already.',
      'Trainee n1 stands in this list twice.',
      'n2: must be a carer to stand at a class',
    ]);
    const strangers = ['There is no item "x1" here.', 'There is no item "x2" here.'];
    const hours = { theory: 1, practice: 0 };
    expect(told({ type: 'RecordHours', entries: ['x1', 'c0', 'x2'].map((ref) => ({ ref, ...hours })) })).toEqual(strangers);
    expect(told({ type: 'RecordExam', on: TODAY, results: ['x1', 'x2'].map((ref) => ({ ref, score: 90 })) })).toEqual(strangers);
    expect(told({ type: 'RecordCertificates', certificates: [paper('x1'), paper('x2')] })).toEqual(strangers);
    expect(told({ type: 'AssignClasses', carers: ['x1', 'x2', 'h'].map((ref) => ({ ref, classKind: 'INFANT' })) })).toEqual([
      ...strangers,
      'h: must be a carer to stand at a class',
    ]);
    expect(box.events).toHaveLength(before);
  });
  it('holds no identity numbers: people are known by references', () => {
    const enrolled = (ref: string) => opened().send({ type: 'EnrolTrainees', batch: '1', trainees: [{ ref, post: 'GUARD' }] }, manager);
    expect(enrolled('11010519491231002X')?.faultsZh).toEqual(['trainees[0].ref：须为人员编号，不得填写身份证号（个人信息保护法 第六条）']);
    expect(enrolled('11010519491231002X')?.faults?.join()).not.toContain('1949');
    for (const reference of ['110105194912310021', '202600000000000001', 'GH-20260101']) expect(enrolled(reference), reference).toBeNull();
  });
  it('of one fault keeps the code of that fault', () => {
    expect(staffed(opened()).send({ type: 'RecordExam', on: TODAY, results: [{ ref: 'x', score: 1 }] }, manager)).toMatchObject({
      code: 'UNKNOWN_ITEM',
    });
  });
});

describe('a batch', () => {
  it('is kept with its people, its days and its sign-in lists, and takes hours of its own people alone', () => {
    const box = opened();
    box.send({ type: 'PlanBatch', batch: 'B1', from: '2026-02-01', to: '2026-02-20', organiser: '县妇幼保健院' }, manager);
    expect(box.send({ type: 'PlanBatch', batch: 'B1', from: '2026-02-01', to: '2026-02-20', organiser: 'x' }, manager)).toMatchObject({
      code: 'DUPLICATE',
    });
    box.send({ type: 'EnrolTrainees', batch: 'B1', trainees: [{ ref: 'a', post: 'CARER', classKind: 'INFANT' }] }, manager);
    expect(box.send({ type: 'EnrolTrainees', batch: 'B2', trainees: [{ ref: 'b', post: 'CARER' }] }, manager)?.faults?.join()).toContain('B1');
    box.send({ type: 'PlanBatch', batch: 'B2', from: '2026-02-01', to: '2026-02-20', organiser: 'x' }, manager);
    box.send({ type: 'EnrolTrainees', batch: 'B2', trainees: [{ ref: 'b', post: 'CARER' }] }, manager);
    const files = [{ title: '签到表', sha256: 'a'.repeat(64) }];
    const hours = (refs: readonly string[]) =>
      ({ type: 'RecordHours', batch: 'B1', on: '2026-02-10', entries: refs.map((ref) => ({ ref, theory: 6, practice: 0 })), files }) as const;
    expect(box.send(hours(['a', 'b']), manager)?.faults).toEqual(['b: must be of batch B1']);
    expect(box.send(hours(['a']), manager)).toBeNull();
    expect(box.state.batches).toEqual({
      B1: { from: '2026-02-01', to: '2026-02-20', organiser: '县妇幼保健院', enrolled: 1, lists: 1 },
      B2: { from: '2026-02-01', to: '2026-02-20', organiser: 'x', enrolled: 1, lists: 0 },
    });
    expect(box.state.trainees.a).toMatchObject({ batch: 'B1', classKind: 'INFANT', theoryHours: 6 });
  });
});

describe('papers of people', () => {
  it.each([
    ['a health certificate that ended yesterday', { healthCertificateUntil: '2026-03-05' }, 'it did on'],
    ['a certificate that ended yesterday', { validUntil: '2026-03-05' }, 'must not have ended'],
    ['a certificate of a day that has not come', { issuedOn: '2026-03-07' }, 'has not come'],
    ['a certificate that ends before it was given', { issuedOn: '2026-03-05', validUntil: '2026-03-05' }, 'must be after issuedOn'],
    ['a crime check of a day that has not come', { noCrimeCheckedOn: '2026-03-07' }, 'must not be dated'],
    ['a health certificate of more than a year', { healthCertificateUntil: '2027-03-07' }, '第十四条'],
    ['the certificate of somebody else', { certificate: 'BY-c1' }, 'c1 has it'],
    ['the same number in another hand', { certificate: ' ｂｙ-c1 ' }, 'c1 has it'],
  ])('are refused with %s, and nothing of them is kept', (_, changed, fault) => {
    const box = staffed(opened());
    const before = box.events.length;
    expect(box.send(papers('c0', changed), manager)?.faults?.join()).toContain(fault);
    expect(box.events).toHaveLength(before);
  });

  it('are one number for one person within one report, too, and every fault is told at once', () => {
    const box = staffed(opened());
    const one = { certificate: 'X', healthCertificateUntil: '2099-01-01', noCrimeCheckedOn: '2099-01-01' };
    const certificates = [
      { ref: 'c0', ...one },
      { ref: 'c1', ...one },
    ];
    expect(box.send({ type: 'RecordCertificates', certificates }, manager)?.faults).toHaveLength(6);
  });

  it('may be exchanged between two people in one report', () => {
    const box = staffed(opened());
    const one = { healthCertificateUntil: '2026-12-31', noCrimeCheckedOn: '2026-01-05' };
    const certificates = [
      { ref: 'c0', certificate: 'BY-c1', ...one },
      { ref: 'c1', certificate: 'BY-c0', ...one },
    ];
    expect(box.send({ type: 'RecordCertificates', certificates }, manager)).toBeNull();
  });

  it('that end today are taken still, and what was said of an old one goes with it', () => {
    const box = staffed(opened());
    const told = { issuer: '县卫健局', issuedOn: '2025-03-06', validUntil: TODAY, healthCertificate: 'JK-1', healthCertificateUntil: TODAY };
    expect(box.send(papers('c0', told), manager)).toBeNull();
    expect(box.state.trainees.c0).toMatchObject(told);
    expect(box.send(papers('c1', { healthCertificate: 'jk-1' }), manager)?.faults?.join()).toContain('c0 has it');
    box.send(papers('c0', { certificate: 'NEXT' }), manager);
    expect(box.state.trainees.c0).not.toHaveProperty('validUntil');
    expect(box.state.trainees.c0).not.toHaveProperty('healthCertificate');
  });

  it('that end are told of 45 days before: certificates, and no-crime checks where the county says how long one holds', () => {
    const box = staffed(opened({}, adopted('TRAINING', { crimeCheckMonths: 12 })));
    box.send(papers('g', { validUntil: '2026-06-30' }), manager);
    expect(box.state.watched).toMatchObject({
      'CERTIFICATES@2026-06-30': { from: '2026-05-16' },
      'NO_CRIME_CHECKS@2027-01-05': { from: '2026-11-21' },
    });
  });

  it('hold no exam of the future', () => {
    const box = staffed(opened());
    expect(box.send({ type: 'RecordExam', on: '2026-03-07', results: [{ ref: 'c0', score: 90 }] }, manager)).toMatchObject({
      code: 'DATE_IN_FUTURE',
    });
  });
});

describe('class sizes', () => {
  it('are those of the county on the day on which a project is registered', () => {
    const box = new Sandbox(programmeCase, world());
    box.now = '2026-11-24T02:00:00.000Z';
    const officer = person('officer', 'PROGRAMME_OFFICER');
    box.send(openProgramme([{ role: 'PROGRAMME_OFFICER', person: 'officer' }]), officer);
    const smaller = { table: 'CLASSES', from: '2026-12-01', basis: '青卫〔2026〕1号', values: { olderSize: 19 }, confirms: [], replaces: 0 };
    box.send({ type: 'AdoptStandard', ...smaller }, officer);
    expect(box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, person('leader', 'GROUP_LEADER'))).toBeNull();
    const register = (code: string) =>
      box.send({ type: 'RegisterProject', project: { profile: { ...profile, code }, survey: surveyBasis, panel: PANEL } }, officer);
    expect(register('QH-01')).toBeNull();
    box.now = '2026-12-01T02:00:00.000Z';
    expect(register('QH-02')?.faults).toEqual([expect.stringContaining('146')]);
  });
});
