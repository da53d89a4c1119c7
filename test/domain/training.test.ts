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
    box.send(papers('h', { healthCertificateUntil: '2020-12-31' }), manager);
    expect(box.send({ type: 'ConfirmRoster' }, manager)?.faults).toEqual(['no qualified person in charge (负责人)']);
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

describe('papers of people', () => {
  it.each([
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
