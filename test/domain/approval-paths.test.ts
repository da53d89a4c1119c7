import { describe, expect, it } from 'vitest';
import type { ProjectEventOf } from '../../domain/audit/project-record.ts';
import { findingsIn } from '../../domain/audit/rules.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import { projectCase } from '../../domain/project/case.ts';
import type { EstimateAnswer, ProjectCommand } from '../../domain/project/facts.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import type { Adopted } from '../../domain/rule-table/table.ts';
import { pathOf, type StepCode } from '../../domain/standards/approval-paths.ts';
import { stepsOf } from '../../domain/standards/steps.ts';
import { PROOF } from '../../scripts/rules/plan-samples.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';
import { calendar, openProgramme, PANEL, person, profile, Sandbox, surveyBasis, system } from '../setup/builders.ts';

const WAN = 1_000_000;
const TODAY = '2026-11-24';
const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const shipped = projectStandards(undefined, TODAY);
const money = (wan: number) => ({ funding: { centralFen: 0, countyFen: wan * WAN, otherFen: 0 } });

/** With versions of the county's own. */
function adopted(table: string, values: Adopted['values'], confirms: readonly string[] = []) {
  return projectStandards({ [table]: [{ table, version: 1, from: '2026-01-01', basis: '青政发〔2026〕1号', values, confirms }] }, TODAY);
}

describe('the path of a project by money and kind (政府投资条例 art. 13)', () => {
  it.each([
    ['an expansion of 2,500万', { buildKind: 'EXPAND', ...money(2_500) }, 'PD_ONLY'],
    ['a conversion of 2,500万', { buildKind: 'CONVERT', ...money(2_500) }, 'PD_ONLY'],
    ['a new build of 2,500万', { buildKind: 'NEW', ...money(2_500) }, 'FSR_PD'],
    ['an expansion of 5,000万', { buildKind: 'EXPAND', ...money(5_000) }, 'FULL'],
    ['a simple expansion of 499万', { buildKind: 'EXPAND', simple: true, ...money(499) }, 'PLAN_ONLY'],
  ] as const)('%s takes %s', (_title, changed, path) => {
    expect(pathOf({ ...profile, ...changed }, shipped)).toBe(path);
  });

  it('goes by the county where it has tiers of its own, and by 0.4.0 where no table is pinned', () => {
    const expand = { ...profile, buildKind: 'EXPAND' as const, ...money(2_500) };
    expect(pathOf(expand, adopted('APPROVAL_PATHS', { simplerKinds: [] }))).toBe('FSR_PD');
    expect(pathOf(expand)).toBe('FSR_PD');
    expect(pathOf({ ...profile, ...money(900) }, adopted('APPROVAL_PATHS', { studyFromFen: 800 * WAN }))).toBe('FSR_PD');
  });
});

describe('what a programme tells a project that it registers', () => {
  it('is the tables of that day: the next project goes by them at once, one that is running as it began', () => {
    const box = new Sandbox(programmeCase);
    box.now = `${TODAY}T02:00:00.000Z`;
    box.send(openProgramme([{ role: 'PROGRAMME_OFFICER', person: 'officer' }]), officer);
    const register = (code: string) => {
      const project = { profile: { ...profile, code, buildKind: 'EXPAND' as const, ...money(2_500) }, survey: surveyBasis, panel: PANEL };
      expect(box.send({ type: 'RegisterProject', project }, officer)).toBeNull();
      const [start] = programmeCase.consequences(box.state, box.events.at(-1) as never);
      const opened = new Sandbox(projectCase);
      opened.now = box.now;
      opened.send((start as unknown as { readonly open: ProjectCommand }).open, system);
      return opened;
    };
    const running = register('QH-01');
    const values = { simplerKinds: [] };
    const adopt = {
      type: 'AdoptStandard',
      table: 'APPROVAL_PATHS',
      from: TODAY,
      basis: '青政发〔2026〕1号',
      values,
      confirms: [],
      replaces: 0,
    } as const;
    expect(box.send(adopt, officer)).toBeNull();
    expect(box.send({ type: 'ConfirmStandard', proposal: 'ST-1' }, person('leader', 'GROUP_LEADER'))).toBeNull();
    const next = register('QH-02');
    expect([running.state.path, next.state.path]).toEqual(['PD_ONLY', 'FSR_PD']);
    expect(next.state.standards?.APPROVAL_PATHS?.county).toMatchObject({ version: 1, basis: '青政发〔2026〕1号', rows: ['simplerKinds'] });
    const change = { document: '青发改〔2026〕1号', on: TODAY, reason: 'r' };
    expect(running.send({ type: 'ChangeProfile', facts: { places: 140 }, ...change }, officer)).toBeNull();
    expect(running.state.path).toBe('PD_ONLY');
  });
});

describe('the steps of a path by kind of building (domain facts 2.3)', () => {
  const of = (path: Parameters<typeof stepsOf>[0], changed: object, standards = shipped) => stepsOf(path, { ...profile, ...changed }, standards);
  it.each([
    ['a new build on the plan alone', 'PLAN_ONLY', { buildKind: 'NEW', ...money(396) }, ['LAND_PRE', 'PLAN_ESTIMATE', 'FISCAL', 'TENDER']],
    ['an expansion on the plan alone', 'PLAN_ONLY', { buildKind: 'EXPAND', ...money(468) }, ['PLAN_ESTIMATE', 'FISCAL', 'TENDER']],
    ['an expansion on new land', 'PLAN_ONLY', { buildKind: 'EXPAND', newLand: true }, ['LAND_PRE', 'PLAN_ESTIMATE', 'FISCAL', 'TENDER']],
    ['a conversion below the limits', 'PLAN_ONLY', { buildKind: 'CONVERT', ...money(399) }, ['PLAN_ESTIMATE']],
    ['a conversion at the limits', 'PD_ONLY', { buildKind: 'CONVERT', ...money(400) }, ['PRELIM', 'FISCAL', 'TENDER']],
    ['a new build of the whole procedure', 'FULL', { buildKind: 'NEW' }, ['PROPOSAL', 'LAND_PRE', 'FSR', 'PRELIM', 'FISCAL', 'TENDER']],
    ['an expansion of the whole procedure', 'FULL', { buildKind: 'EXPAND' }, ['FSR', 'PRELIM', 'FISCAL', 'TENDER']],
    ['a conversion of the whole procedure', 'FULL', { buildKind: 'CONVERT' }, ['PRELIM', 'FISCAL', 'TENDER']],
    ['an enterprise', 'SUBSIDY_FILING', { buildKind: 'CONVERT' }, ['ENTERPRISE_FILING', 'FUND_APPLICATION']],
  ] as const)('%s', (_title, path, changed, wanted) => {
    expect(of(path, changed)).toEqual(wanted);
  });

  it('asks for no environmental assessment before the county has confirmed that row, and then only where the project is listed', () => {
    expect(of('PD_ONLY', { eiaListed: true })).not.toContain('EIA');
    const confirmed = adopted('STEPS', {}, ['EIA']);
    expect(of('PD_ONLY', { eiaListed: true }, confirmed)).toEqual(['LAND_PRE', 'EIA', 'PRELIM', 'FISCAL', 'TENDER']);
    expect(of('PD_ONLY', {}, confirmed)).not.toContain('EIA');
  });

  it('gives QH-03 and QH-05 of the example their fiscal review, and QH-02 none', async () => {
    const { programme } = await checkProgrammeFolder('examples/qinghe');
    const asked = Object.fromEntries((programme?.file.projects ?? []).map(({ profile: p }) => [p.code, stepsOf(pathOf(p, shipped), p, shipped)]));
    expect(['QH-01', 'QH-03', 'QH-05', 'QH-06'].filter((code) => asked[code]?.includes('FISCAL'))).toEqual(['QH-01', 'QH-03', 'QH-05', 'QH-06']);
    expect([asked['QH-02'], asked['QH-04']]).toEqual([['PLAN_ESTIMATE'], ['ENTERPRISE_FILING', 'FUND_APPLICATION']]);
  });
});

describe('an estimate more than 10 % above the approved study (政府投资条例 art. 12)', () => {
  function upToEstimate(standards: typeof shipped | undefined = shipped) {
    const box = new Sandbox(projectCase);
    box.now = '2026-11-24T02:00:00.000Z';
    const open: ProjectCommand = { type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL };
    box.send(standards === undefined ? open : { ...open, standards }, system);
    for (const stage of ['SURVEY', 'PLANNING'] as const) {
      box.send({ type: 'StartStage', stage }, system);
      box.send({ type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [] }, system);
    }
    box.send({ type: 'StartStage', stage: 'APPROVALS' }, system);
    for (const step of ['LAND_PRE', 'FSR'] as const) grant(box, step, 2_560);
    return box;
  }
  type Box = ReturnType<typeof upToEstimate>;
  const apply = (box: Box, step: StepCode, wan: number) => box.send({ type: 'ApplyForStep', step, amountFen: wan * WAN, documents: [] }, manager);
  const decided = (box: Box, step: StepCode, outcome: 'APPROVED' | 'CANCELLED' = 'APPROVED') =>
    box.send({ type: 'ApprovalDecided', approval: box.state.steps[step]?.approval ?? '', outcome, reason: null, scores: [] }, system);
  const reply = (box: Box, step: StepCode) =>
    box.send({ type: 'RecordReply', step, number: `青发改〔2026〕${step.length}号`, on: TODAY, by: '县发改局', files: PROOF }, manager);
  function grant(box: Box, step: StepCode, wan: number) {
    expect(apply(box, step, wan)).toBeNull();
    decided(box, step);
    expect(reply(box, step)).toBeNull();
  }
  const answer = (box: Box, said: EstimateAnswer, actor = officer, changed: object = {}) =>
    box.send({ type: 'AnswerEstimateReport', answer: said, number: '青发改函〔2026〕7号', on: TODAY, reason: '已研究', ...changed }, actor);
  const findings = (box: Box) =>
    findingsIn({
      project: 'QH-01',
      events: box.events.map((event) => ({ ...event, stream: 'project/QH-01' })) as readonly ProjectEventOf[],
      elsewhere: { numbers: [], contracts: [] },
      calendar,
    }).filter(({ code }) => code === 'ESTIMATE_OVER_FSR');

  it('is taken in, and reported to whoever approved the study', () => {
    const box = upToEstimate();
    expect(apply(box, 'PRELIM', 2_816)).toBeNull();
    expect(box.types.at(-1)).toBe('StepApplied');
    const over = upToEstimate();
    expect(apply(over, 'PRELIM', 2_817)).toBeNull();
    const reported = over.events.at(-1);
    expect(reported).toMatchObject({ type: 'EstimateReported', data: { studyFen: 2_560 * WAN, estimateFen: 2_817 * WAN } });
    if (reported === undefined) throw new Error('no event');
    expect(projectCase.notices(over.state, reported).map(({ to }) => to)).toContainEqual({ role: 'NDRC_HEAD' });
    const applied = over.events.at(-2);
    expect(JSON.stringify(applied?.data)).toContain('可研估算（概算超出');
  });

  it('stays refused in a case of an earlier release', () => {
    const box = upToEstimate(projectStandardsOfNone);
    expect(apply(box, 'PRELIM', 2_830)).toMatchObject({ code: 'ESTIMATE_EXCEEDS_FSR' });
  });
  const projectStandardsOfNone = {};

  it('goes on where that answer is on record, with nothing found', () => {
    const box = upToEstimate();
    apply(box, 'PRELIM', 2_830);
    expect(answer(box, 'GO_ON')).toBeNull();
    decided(box, 'PRELIM');
    expect(reply(box, 'PRELIM')).toBeNull();
    expect(findings(box)).toEqual([]);
  });

  it('is a finding where nobody has answered, and the reply is recorded all the same', () => {
    const box = upToEstimate();
    apply(box, 'PRELIM', 2_830);
    decided(box, 'PRELIM');
    expect(reply(box, 'PRELIM')).toBeNull();
    expect(findings(box)).toMatchObject([{ evidence: { en: expect.stringContaining('has not answered') } }]);
  });

  it('comes back where the study is asked for again, until that is approved anew', () => {
    const box = upToEstimate();
    apply(box, 'PRELIM', 2_830);
    expect(answer(box, 'STUDY_AGAIN')).toBeNull();
    const last = box.events.at(-1);
    if (last === undefined) throw new Error('no event');
    expect(projectCase.consequences(box.state, last)).toMatchObject([{ stream: 'approval/QH-01.PRELIM', command: { type: 'Cancel' } }]);
    decided(box, 'PRELIM', 'CANCELLED');
    expect(apply(box, 'PRELIM', 2_830)).toMatchObject({ code: 'OUT_OF_ORDER', message: { zh: expect.stringContaining('第十二条') } });
    grant(box, 'FSR', 2_800);
    expect(apply(box, 'PRELIM', 2_830)).toBeNull();
    expect(box.types.at(-1)).toBe('StepApplied');
  });

  it('what was agreed here meanwhile falls when the study is asked for again', () => {
    const box = upToEstimate();
    apply(box, 'PRELIM', 2_830);
    decided(box, 'PRELIM');
    answer(box, 'STUDY_AGAIN');
    expect(reply(box, 'PRELIM')).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    ['by the manager', 'NOT_YOURS', manager, {}],
    ['by an officer who manages the project', 'NOT_YOURS', person('manager', 'PROGRAMME_OFFICER'), {}],
    ['of a day to come', 'DATE_IN_FUTURE', officer, { on: '2026-11-25' }],
    ['of a day before it was reported', 'INCOMPLETE', officer, { on: '2026-11-23' }],
    ['without a number', 'INCOMPLETE', officer, { number: ' ' }],
  ])('is not answered %s (%s)', (_title, code, actor, changed) => {
    const box = upToEstimate();
    apply(box, 'PRELIM', 2_830);
    expect(answer(box, 'GO_ON', actor, changed)).toMatchObject({ code });
  });

  it('is answered once, and only where there was a report', () => {
    const box = upToEstimate();
    expect(answer(box, 'GO_ON')).toMatchObject({ code: 'UNKNOWN_ITEM' });
    apply(box, 'PRELIM', 2_830);
    answer(box, 'GO_ON');
    expect(answer(box, 'STUDY_AGAIN')).toMatchObject({ code: 'DUPLICATE' });
  });
});
