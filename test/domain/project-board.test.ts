import { describe, expect, it } from 'vitest';
import { RULES } from '../../domain/kernel/context.ts';
import { projectActsNow } from '../../domain/project/acts-now.ts';
import { type BoardSource, boardRow, projectPart } from '../../domain/project/board.ts';
import { projectCase } from '../../domain/project/case.ts';
import type { LitCase } from '../../domain/project/lights.ts';
import { progressPart } from '../../domain/project/progress-part.ts';
import { projectReading } from '../../domain/project/reading.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import type { WorksPart } from '../../domain/stages/board-part.ts';
import { worksPart } from '../../domain/stages/construction/board.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { TAKEOVER_TABLES } from '../../domain/takeover/tables.ts';
import { historyOf } from '../../setup/example/history.ts';
import { PANEL, person, profile, Sandbox, stageBase, surveyBasis, system } from '../setup/builders.ts';

const officer = person('officer', 'PROGRAMME_OFFICER');
const director = person('director', 'OFFICE_DIRECTOR');
const TODAY = '2024-07-20';

function opened(more: object = {}) {
  const box = new Sandbox(projectCase);
  box.now = `${TODAY}T02:00:00.000Z`;
  const standards = projectStandards(undefined, TODAY, TAKEOVER_TABLES);
  expect(box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL, standards, ...more } as never, system)).toBeNull(); // as the programme opens it
  return box;
}
const source = (box: ReturnType<typeof opened>, cases: readonly LitCase[] = [], works: WorksPart | null = null): BoardSource => ({
  programme: 'QH',
  status: box.state.status,
  part: projectPart(box.state),
  works,
  cases,
});
const lit = (kind: string, more: Partial<LitCase>): LitCase => ({
  stream: `${kind}/QH-01`,
  kind,
  status: 'OPEN',
  title: { zh: '事项', en: 'matter' },
  light: null,
  part: null,
  dueOn: null,
  ...more,
});
const WORKS: WorksPart = {
  reached: {},
  completionOn: null,
  estimateFen: 5,
  contractFen: 4,
  changesFen: 1,
  paidFen: 2,
  percent: 40,
  reportedMonth: null,
};
const watch = (on: string, told: 'SOON' | 'PAST') => ({ what: { zh: `至${on}`, en: `to ${on}` }, on, from: on, since: on, ends: true, told });

describe('the light of a project', () => {
  it('is the worst of its stages and approvals, the reddest and oldest reason first', () => {
    const cases = [
      lit('approval', { light: 'YELLOW', dueOn: '2024-07-22' }),
      lit('training', { part: { watched: { b: watch('2024-07-10', 'PAST'), a: watch('2024-07-01', 'PAST') } } }),
      lit('acceptance', { light: 'RED', part: { watched: null, rectifies: { overdue: true, stopped: false, by: '2024-07-01' } } }),
    ];
    const row = boardRow(source(opened(), cases), TODAY);
    expect(row.light).toBe('RED');
    expect(row.why.map(({ light, on, stage }) => [light, on, stage])).toEqual([
      ['RED', '2024-07-01', 'TRAINING'],
      ['RED', '2024-07-10', 'TRAINING'],
      ['RED', null, 'ACCEPTANCE'],
      ['YELLOW', '2024-07-22', 'APPROVALS'],
    ]);
    expect(row.why[3]?.what.zh).toBe('事项：审批临近到期（2024年7月22日到期）');
  });

  it('says what of the works is behind, also of works that were taken over with a light and no story', () => {
    const part = (behind: number) => ({
      watched: null,
      lit: [{ of: 'PROGRESS' as const, light: 'RED' as const, turned: behind === 0 ? null : { month: '2024-06', behind } }],
    });
    const why = (behind: number) => boardRow(source(opened(), [lit('construction', { light: 'RED', part: part(behind) })]), TODAY).why[0]?.what;
    expect(why(0)).toEqual({ zh: '形象进度滞后于计划', en: 'works are behind their plan' });
    expect(why(12)).toEqual({ zh: '2024年6月形象进度滞后 12 个百分点', en: '12 points behind plan in Jun 2024' });
  });

  it('leaves out what is over: a closed stage, a cancelled project; what still runs out of a settling one stays', () => {
    const part = { watched: { a: watch('2024-07-01', 'PAST') }, lit: [{ of: 'PAYMENT' as const, light: 'RED' as const, turned: null }] };
    expect(boardRow(source(opened(), [lit('construction', { status: 'DONE', light: 'RED', part })]), TODAY)).toMatchObject({
      light: 'GREEN',
      why: [],
    });
    expect(boardRow(source(opened(), [lit('construction', { status: 'SETTLING', light: 'RED', part })]), TODAY).why).toHaveLength(1);
    const cancelled = { ...source(opened(), [lit('construction', { light: 'RED', part })]), status: 'CANCELLED' as const };
    expect(boardRow(cancelled, TODAY)).toMatchObject({ light: null, why: [] });
  });
});

describe('what a project owes by its plan', () => {
  it('is the start, then the finish, with the days that are left or late; nothing while it stands or is being taken over', () => {
    const owed = (works: WorksPart | null, more: Partial<BoardSource> = {}) => boardRow({ ...source(opened(), [], works), ...more }, TODAY).owed;
    const { startOn, finishOn } = projectPart(opened().state);
    expect(owed(null)).toMatchObject({ what: 'START', on: startOn });
    expect(owed(null)?.days).toBeLessThan(0);
    expect(owed({ ...WORKS, reached: { START: '2023-10-10' } })).toMatchObject({ what: 'FINISH', on: finishOn });
    expect(owed({ ...WORKS, completionOn: '2024-07-01' })).toBeNull();
    expect(owed(null, { status: 'SUSPENDED' })).toBeNull();
    expect(owed(null, { part: projectPart(opened({ takesOver: true }).state) })).toBeNull();
  });

  it('takes from works what the recorder keeps of them, and nothing else', () => {
    const box = new Sandbox(constructionStage.logic);
    expect(box.send({ type: 'Open', ...stageBase() } as never, system)).toBeNull(); // as its project opens it
    expect(constructionStage.logic.summary(box.state).board).toEqual({
      watched: null,
      lit: [],
      works: {
        reached: {},
        completionOn: null,
        estimateFen: box.state.estimateFen,
        contractFen: null,
        changesFen: 0,
        paidFen: 0,
        percent: 0,
        reportedMonth: null,
      },
    });
  });

  it('counts of payments those alone that were approved, and knows the newest month that was reported', () => {
    const box = new Sandbox(constructionStage.logic);
    expect(box.send({ type: 'Open', ...stageBase() } as never, system)).toBeNull(); // as its project opens it
    const asked = { amountFen: 1, purpose: '进度款', status: 'ASKED' } as const;
    const payments = { P1: { ...asked, amountFen: 7_000, status: 'APPROVED' }, P2: asked } as unknown as typeof box.state.payments; // what is read of them
    expect(worksPart({ ...box.state, payments, percent: 40, reportedMonths: ['2026-10', '2026-09'] }).works).toMatchObject({
      paidFen: 7_000,
      percent: 40,
      reportedMonth: '2026-10',
    });
  });
});

describe('what progress takes of a project', () => {
  it('is its plan and what holds it up: of approvals those that were refused alone', () => {
    const { state } = opened();
    expect(progressPart(state)).toMatchObject({ profile: { code: profile.code }, refused: {}, takeover: null, suspension: null, changed: false });
    const step = { attempt: 1, approval: 'A', amountFen: 1, number: null, on: '2024-07-01' } as const;
    const steps = { ...state.steps, FSR: { ...step, status: 'REFUSED' as const }, PDE: { ...step, status: 'ASKED' as const } };
    expect(progressPart({ ...state, steps }).refused).toEqual({ FSR: '2024-07-01' });
    const report = { approval: 'A', studyFen: 1, estimateFen: 2, on: '2024-07-02' };
    expect(progressPart({ ...state, estimateReport: report }).estimateWaits).toEqual({ on: '2024-07-02' });
    const answered = { approval: 'A', answer: 'CONTINUE', number: '1', on: '2024-07-03', reason: '' } as unknown as NonNullable<
      NonNullable<typeof state.estimateReport>['answered']
    >; // whatever was answered
    expect(progressPart({ ...state, estimateReport: { ...report, answered } }).estimateWaits).toBeNull();
  });
});

describe('a project as it is read', () => {
  const taken = () => {
    const box = opened({ takesOver: true });
    const facts = historyOf(profile, { reach: 'BUILDING', nth: 1, milestones: 3, today: TODAY });
    expect(box.send({ type: 'TakeOver', facts }, officer)).toBeNull();
    expect(box.send({ type: 'CloseTakeover', document: '青托办〔2024〕1号', on: TODAY, reason: '已核对' }, director)).toBeNull();
    return box;
  };

  it('marks what was taken over, with the days of its papers and never the day on which it was entered', () => {
    const { stagesShown, steps, takeover } = projectReading(taken().state, null, [], TODAY);
    const survey = stagesShown.find(({ stage }) => stage === 'SURVEY');
    expect(survey).toMatchObject({ takenOver: true, status: 'DONE' });
    expect(survey?.finishedOn).toBe(survey?.takenFacts.at(-1)?.on);
    expect(survey?.finishedOn).not.toBe(TODAY);
    expect(steps.filter(({ takenOver }) => takenOver).length).toBeGreaterThan(0);
    expect(takeover).toMatchObject({ status: 'CLOSED', document: '青托办〔2024〕1号', closedBy: 'director' });
  });

  it('tells a stage that waits what stands next before it, and no more', () => {
    const { stagesShown } = projectReading(taken().state, null, [], TODAY);
    const waits = (key: string) => stagesShown.find(({ stage }) => stage === key)?.waitsFor;
    expect(waits('ACCEPTANCE')).toEqual(['EVALUATION']);
    expect(waits('SURVEY')).toEqual([]);
  });

  it('shows each milestone with its plan, when it was reached, and by how much it is late', () => {
    const [first, second] = profile.milestones;
    if (first === undefined || second === undefined) throw new Error('the sample has milestones');
    const works = { ...WORKS, reached: { [first.key]: first.plannedOn } };
    const { milestones } = projectReading(opened().state, works, [], '2030-01-01');
    expect(milestones.find(({ key }) => key === first.key)).toMatchObject({ reachedOn: first.plannedOn, lateDays: 0, takenOver: false });
    expect(milestones.find(({ key }) => key === second.key)?.lateDays).toBeGreaterThan(1_000);
    const early = projectReading(opened().state, WORKS, [], '2000-01-01');
    expect(early.milestones.every(({ lateDays }) => lateDays === null)).toBe(true);
  });
});

describe('what may be done about a project', () => {
  const at = (box: ReturnType<typeof opened>, actor = officer) =>
    projectActsNow(box.state, { now: box.now, actor, commandId: '', rules: RULES }, () => null);
  const names = (box: ReturnType<typeof opened>, actor = officer) => at(box, actor).map(({ act }) => act);

  it('is the office’s: an officer is offered all of it, the manager and the director none of what the domain keeps from them', () => {
    expect(names(opened())).toEqual([
      'ChangeMilestones',
      'ChangeProfile',
      'ChangeManager',
      'ChangePanel',
      'ChangeSurveyBasis',
      'ChangeStandards',
      'Suspend',
      'Cancel',
    ]);
    expect(names(opened(), person(profile.manager))).toEqual([]);
    expect(names(opened(), director)).toEqual([]);
    expect(names(opened(), person('leader', 'GROUP_LEADER'))).toEqual(['ChangeManager']);
  });

  it('offers nothing that the table of permissions does not let through', () => {
    const box = opened();
    const no = { code: 'NOT_YOURS', message: { zh: '', en: '' } } as never; // any refusal
    expect(projectActsNow(box.state, { now: box.now, actor: officer, commandId: '', rules: RULES }, () => no)).toEqual([]);
  });

  it('offers resuming what is suspended, and suspending what runs', () => {
    const box = opened();
    expect(box.send({ type: 'Suspend', reason: '资金未到位' }, officer)).toBeNull();
    expect(names(box)).toContain('Resume');
    expect(names(box)).not.toContain('Suspend');
  });

  it('says why something cannot be done, in the words by which the command would be refused', () => {
    const box = opened();
    expect(box.send({ type: 'StartStage', stage: 'SURVEY' }, system)).toBeNull();
    expect(box.send({ type: 'FinishStage', stage: 'SURVEY', outcome: 'DONE', result: {}, undone: [] }, system)).toBeNull();
    const refused = at(box).find(({ act }) => act === 'ChangeSurveyBasis')?.refused;
    const sent = box.send({ type: 'ChangeSurveyBasis', survey: { ...surveyBasis, population: 7 }, document: '文', on: TODAY, reason: '理' }, officer);
    expect(refused).toMatchObject({ code: sent?.code, message: sent?.message });
    expect(at(opened(), { ...officer, person: profile.manager }).find(({ act }) => act === 'ChangePanel')?.refused?.code).toBe('OWN_PROJECT');
  });
});
