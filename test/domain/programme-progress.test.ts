import { describe, expect, it } from 'vitest';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import { deadlinesOf } from '../../domain/programme/progress/deadlines.ts';
import { figureWords } from '../../domain/programme/progress/figure-words.ts';
import { forecastOf } from '../../domain/programme/progress/forecast.ts';
import { progressOf } from '../../domain/programme/progress/progress.ts';
import type { OpenApproval, ProgressCase, ProgressProject, ProgressSource, ProgressWorks } from '../../domain/programme/progress/source.ts';
import { programmeReport } from '../../domain/programme/report.ts';
import type { Watched } from '../../domain/stages/watch.ts';

const TODAY = '2026-11-30';
const both = (text: string) => ({ zh: text, en: text });

const profile = (code: string, more: Partial<ProjectProfile> = {}): ProjectProfile => ({
  code,
  name: both(code),
  buildKind: 'CONVERT',
  enterpriseInvested: false,
  simple: true,
  places: 60,
  classes: { INFANT: 0, TODDLER: 3, OLDER: 0, MIXED: 0 },
  areaM2: 720,
  childrenRoomM2: 400,
  funding: { centralFen: 0, countyFen: 312_000_000, otherFen: 0 },
  unit: '街道办',
  manager: `manager-${code}`,
  startOn: '2027-01-01',
  finishOn: '2027-10-01',
  milestones: [],
  servesMeals: false,
  ...more,
});
const NO_HANDOVER = { filing: null, publicNotice: null, finalAccounts: null, assets: null, archive: null };
const stage = (status: 'WAITING' | 'OPEN' | 'DONE', more: object = {}) => ({ status, startedAt: null, finishedAt: null, result: {}, ...more });

type Given = {
  readonly profile?: Partial<ProjectProfile>;
  readonly project?: Partial<ProgressProject['project']>;
  readonly works?: Partial<ProgressWorks>;
  readonly cases?: readonly ProgressCase[];
};
const project = (code: string, given: Given = {}): ProgressProject => ({
  project: {
    profile: profile(code, given.profile),
    status: 'RUNNING',
    stages: { SURVEY: stage('DONE'), CONSTRUCTION: stage(given.works === undefined ? 'WAITING' : 'OPEN') },
    refused: {},
    handover: NO_HANDOVER,
    takeover: null,
    watched: null,
    suspension: null,
    estimateWaits: null,
    ...given.project,
  },
  opened: 60,
  works:
    given.works === undefined
      ? null
      : { reached: {}, completionOn: null, estimateFen: 300_000_000, paidFen: 0, percent: 0, reportedMonth: null, ...given.works },
  cases: given.cases ?? [],
});
const source = (projects: readonly ProgressProject[], approvals: readonly OpenApproval[] = []): ProgressSource => ({
  programme: {
    code: 'QH',
    name: both('QH'),
    county: both('青禾县'),
    document: '青政办发〔2024〕9号',
    status: 'RUNNING',
    roles: {},
    population: 412_000,
    existingPlaces: 780,
    targetPlaces: 1_854,
    startOn: '2024-01-01',
    endOn: '2026-12-31',
    deadline: {
      from: '2026-11-01',
      limit: { n: 5, unit: 'WD' },
      dueOn: '2026-12-07',
      marks: [],
      calendar: null,
    } as unknown as ProgressSource['programme']['deadline'], // what is read of it
  },
  projects,
  approvals,
});
const approval = (id: string, more: Partial<OpenApproval> = {}): OpenApproval => ({
  stream: `approval/${id}`,
  project: 'A',
  title: both(id),
  light: 'GREEN',
  dueOn: '2026-12-04',
  asked: ['zheng-yan'],
  applicant: null,
  ...more,
});
const works = (light: 'GREEN' | 'YELLOW' | 'RED', more: Partial<ProgressCase> = {}): ProgressCase => ({
  stream: 'construction/A',
  kind: 'construction',
  status: 'OPEN',
  title: both('works'),
  light,
  part: { watched: null, lit: light === 'GREEN' ? [] : [{ of: 'PROGRESS', light, turned: null }] },
  dueOn: null,
  turned: {},
  ...more,
});
const watched = (key: string, on: string, told?: 'SOON' | 'PAST', since = '2026-01-01'): Watched => ({
  [`${key}@${on}`]: { what: both(key), on, from: since, since, ends: true, ...(told === undefined ? {} : { told }) },
});

const paceOf = (one: ProgressProject, approvals: readonly OpenApproval[] = [], today = TODAY) =>
  progressOf(source([one], approvals), today).projects[0];

describe('how a project goes', () => {
  it.each([
    ['is on time where no day has come yet', {}, 'ON_TIME'],
    ['is on time on the day for which its start is planned', { profile: { startOn: TODAY } }, 'ON_TIME'],
    ['is late from the day after', { profile: { startOn: '2026-11-29' } }, 'LATE'],
    [
      'is late by a day with its finish',
      { profile: { startOn: '2026-01-01', finishOn: '2026-11-29' }, works: { reached: { START: '2026-01-01' } } },
      'LATE',
    ],
    [
      'is on time once the works are completed, whenever that was planned',
      { profile: { startOn: '2026-01-01', finishOn: '2026-10-01' }, works: { reached: { START: '2026-01-01' }, completionOn: '2026-11-01' } },
      'ON_TIME',
    ],
    [
      'is late with a milestone that has passed',
      { profile: { startOn: '2026-01-01', milestones: [{ key: 'SERVICES', plannedOn: '2026-11-11' }] }, works: { reached: { START: '2026-01-01' } } },
      'LATE',
    ],
    [
      'is on time where a later milestone was reached',
      {
        profile: {
          startOn: '2026-01-01',
          milestones: [
            { key: 'SERVICES', plannedOn: '2026-11-11' },
            { key: 'FIT_OUT', plannedOn: '2026-12-11' },
          ],
        },
        works: { reached: { START: '2026-01-01', FIT_OUT: '2026-11-20' } },
      },
      'ON_TIME',
    ],
    [
      'is blocked by suspension, also when it is late',
      { profile: { startOn: '2026-01-01' }, project: { status: 'SUSPENDED', suspension: { on: '2026-11-01', reason: '资金' } } },
      'BLOCKED',
    ],
    ['is blocked while it is being taken over', { project: { takeover: 'OPEN' } }, 'BLOCKED'],
    [
      'goes on as any other once it was taken over',
      { project: { takeover: 'CLOSED', stages: { CONSTRUCTION: stage('DONE', { takenOver: true }) } } },
      'ON_TIME',
    ],
    [
      'is done once it is accepted, whatever still runs out',
      { project: { status: 'ACCEPTED', watched: watched('ASSETS', '2026-11-01', 'PAST') } },
      'DONE',
    ],
    ['is not counted when it is cancelled', { project: { status: 'CANCELLED' }, profile: { startOn: '2020-01-01' } }, 'NOT_COUNTED'],
    ['is late with a last day that has passed', { project: { watched: watched('FINAL_ACCOUNTS', '2026-11-20', 'PAST') } }, 'LATE'],
    ['is on time with a last day that is near', { project: { watched: watched('FINAL_ACCOUNTS', '2026-12-10', 'SOON') } }, 'ON_TIME'],
    [
      'is late with a red light of its works',
      { profile: { startOn: '2026-01-01' }, works: { reached: { START: '2026-01-01' } }, cases: [works('RED')] },
      'LATE',
    ],
  ] as const)('%s', (_, given, pace) => {
    expect(paceOf(project('A', given as Given))?.pace).toBe(pace);
  });

  it('is late with an approval that is overdue, on which whoever is asked must act', () => {
    const row = paceOf(project('A'), [approval('A.FSR', { light: 'RED', dueOn: '2026-11-27' })]);
    expect(row).toMatchObject({ pace: 'LATE', why: [{ since: '2026-11-28', days: 3, who: { people: ['zheng-yan'] } }] });
  });

  it('counts days late from the planned day', () => {
    expect(paceOf(project('A', { profile: { startOn: '2026-11-20' } }))?.why).toMatchObject([{ since: '2026-11-20', days: 10 }]);
  });

  it('is blocked by an approval that was refused and not asked for again', () => {
    expect(paceOf(project('A', { project: { refused: { FSR: null } } }))?.pace).toBe('BLOCKED');
    expect(paceOf(project('A'))?.pace).toBe('ON_TIME');
  });
});

describe('a programme', () => {
  const cancelled = project('C', { project: { status: 'CANCELLED' }, works: { paidFen: 5_000 } });

  it('without projects has nothing that is late, and all its places still to build', () => {
    const found = progressOf(source([]), TODAY);
    expect(found.counts).toEqual({ all: 0, onTime: 0, late: 0, blocked: 0, done: 0, notCounted: 0 });
    expect(found.places).toMatchObject({ planned: 0, accepted: 0, gap: 1_074, perThousand: 1.89 });
    expect([found.red, found.forecast, found.money.paidFen]).toEqual([[], [], 0]);
    expect(found.days).toMatchObject({ left: 31, all: 1_096 });
  });

  it('counts no cancelled project, and says apart what was paid for it', () => {
    const found = progressOf(source([project('A', { works: { paidFen: 7_000 } }), cancelled]), TODAY);
    expect(found.counts).toMatchObject({ all: 1, notCounted: 1 });
    expect(found.money).toMatchObject({ paidFen: 7_000, lostFen: 5_000, investmentFen: 312_000_000 });
    expect(found.places.planned).toBe(60);
  });

  it('has each project in one count alone', () => {
    const found = progressOf(
      source([
        project('A'),
        project('B', { profile: { startOn: '2026-01-01' } }),
        project('D', { project: { status: 'ACCEPTED' } }),
        project('E', { project: { status: 'SUSPENDED' } }),
        cancelled,
      ]),
      TODAY,
    );
    expect(found.counts).toEqual({ all: 4, onTime: 1, late: 1, blocked: 1, done: 1, notCounted: 1 });
  });

  it('lists what is red with the day since when, the oldest first; a light of works since it turned', () => {
    const lit = works('RED', {
      part: {
        watched: null,
        lit: [
          { of: 'PROGRESS', light: 'RED', turned: null },
          { of: 'STATISTICS', light: 'RED', turned: null },
        ],
      },
      turned: { PROGRESS: '2026-10-05', STATISTICS: '2026-11-01' },
    });
    const found = progressOf(
      source([
        project('A', {
          works: { reached: { START: '2026-10-01' } },
          cases: [lit],
          project: { watched: watched('FINAL_ACCOUNTS', '2026-10-20', 'PAST') },
        }),
      ]),
      TODAY,
    );
    expect(found.red.map(({ since, case: stream }) => [since, stream])).toEqual([
      ['2026-10-05', 'construction/A'],
      ['2026-10-21', 'project/A'],
      ['2026-11-01', 'construction/A'],
    ]);
  });

  it('says by which rule each is red: the row that turned a light with its number and document, the table of what ran out', () => {
    const rule = { table: 'LIGHTS', row: 'behindRed', value: 30 } as const;
    const turnedBy = works('RED', {
      part: {
        watched: null,
        lit: [
          { of: 'PROGRESS', light: 'RED', turned: { month: '2026-10', behind: 32, rule } },
          { of: 'STATISTICS', light: 'RED', turned: null },
        ],
      },
      turned: { PROGRESS: '2026-10-05', STATISTICS: '2026-11-01' },
    });
    const given = source([
      project('A', {
        works: { reached: { START: '2026-10-01' } },
        cases: [turnedBy],
        project: { watched: watched('FINAL_ACCOUNTS', '2026-10-20', 'PAST') },
      }),
    ]);
    const { red } = progressOf(given, TODAY);
    expect(red.map((line) => line.rule?.zh)).toEqual([
      '规则表 LIGHTS.behindRed：30，银川市 2025 年亮灯做法（本产品默认值）',
      '到期事项（规则表 DUES）',
      '接续登记的灯',
    ]);
    expect(red[0]?.what.zh).toBe('2026年10月形象进度滞后 32 个百分点');
    const report = programmeReport({ source: given, findings: [], nameOf: (person) => person }, TODAY, 'en', `${TODAY}T01:00:00.000Z`);
    const table = report.tables.find(({ title }) => title.endsWith('Red lights'));
    expect(table?.head).toEqual(['Project', 'What', 'By', 'Since', 'Who']);
    expect(table?.rows[0]?.[2]).toBe('rule table LIGHTS.behindRed: 30, lights as in Yinchuan, 2025; default of this product');
  });

  it('shows which stages were taken over, and the light of each', () => {
    const found = progressOf(
      source([
        project('A', {
          project: { stages: { SURVEY: stage('DONE', { takenOver: true }), CONSTRUCTION: stage('OPEN') } },
          works: {},
          cases: [works('YELLOW')],
        }),
      ]),
      TODAY,
    );
    expect(found.projects[0]?.stages).toEqual({
      SURVEY: { status: 'DONE', light: null, takenOver: true },
      CONSTRUCTION: { status: 'OPEN', light: 'YELLOW', takenOver: false },
    });
  });

  it('lists as due what comes today and within six days more', () => {
    const found = progressOf(
      source(
        [project('A')],
        [
          approval('x', { dueOn: '2026-11-29' }),
          approval('y', { dueOn: TODAY }),
          approval('z', { dueOn: '2026-12-06' }),
          approval('w', { dueOn: '2026-12-07' }),
        ],
      ),
      TODAY,
    );
    expect(found.week.map(({ id }) => id)).toEqual(['approval/y#DUE', 'approval/z#DUE']);
  });
});

describe('a forecast', () => {
  const begun = (given: Partial<ProgressWorks>): ProgressProject =>
    project('A', { profile: { startOn: '2026-01-01', finishOn: '2026-12-31' }, works: { reached: { START: '2026-01-01' }, ...given } });

  it('goes on at the pace since the start, from the newest day that says how far it is', () => {
    // 40 % in the 303 days to 31 October leaves 455 days.
    expect(forecastOf(begun({ percent: 40, reportedMonth: '2026-10' }), TODAY)).toMatchObject({ expected: '2028-01-29', late: 394 });
    expect(forecastOf(begun({ percent: 40, reportedMonth: '2026-10' }), TODAY)?.rests.zh).toContain('2026年10月31日形象进度 40 %（303 天）');
  });
  it('is in time where it is quick enough', () => {
    expect(forecastOf(begun({ percent: 95, reportedMonth: '2026-10' }), TODAY)?.late).toBe(0);
  });
  it('expects nothing before today', () => {
    expect(forecastOf(begun({ percent: 99, reportedMonth: '2026-02' }), TODAY)?.expected).toBe(TODAY);
  });
  it('takes the planned time from today where works should have begun', () => {
    const late = project('A', { profile: { startOn: '2026-11-01', finishOn: '2026-12-01' } });
    expect(forecastOf(late, TODAY)).toMatchObject({ expected: '2026-12-30', late: 29 });
  });
  it.each([
    ['has no percent yet', begun({ percent: 0 })],
    ['is suspended', project('A', { project: { status: 'SUSPENDED' } })],
    ['is still being taken over', project('A', { project: { takeover: 'OPEN' } })],
  ])('is not made while it %s', (_, one) => {
    expect(forecastOf(one, TODAY)).toMatchObject({ expected: null, late: 0 });
  });
  it('is none once the works are completed', () => {
    expect(forecastOf(begun({ completionOn: '2026-11-01' }), TODAY)).toBeNull();
  });
});

describe('last days', () => {
  it('keep their id when their day changes', () => {
    const [before] = deadlinesOf(source([project('A', { project: { watched: watched('FINAL_ACCOUNTS', '2026-12-10') } })]), TODAY).filter(
      ({ kind }) => kind === 'DUE',
    );
    const [after] = deadlinesOf(source([project('A', { project: { watched: watched('FINAL_ACCOUNTS', '2027-02-10') } })]), TODAY).filter(
      ({ kind }) => kind === 'DUE',
    );
    expect([before?.id, after?.id]).toEqual(['project/A#FINAL_ACCOUNTS', 'project/A#FINAL_ACCOUNTS']);
  });
  it('name nobody in what leaves the console', () => {
    const [health] = deadlinesOf(source([project('A', { project: { watched: watched('HEALTH_CERTIFICATES', '2026-12-10') } })]), TODAY).filter(
      ({ kind }) => kind === 'DUE',
    );
    expect(health?.plain.zh).toBe('健康证须更新');
  });
  it('are none of a cancelled project, and of a suspended one those alone that law sets', () => {
    const due = watched('FINAL_ACCOUNTS', '2026-12-10');
    expect(
      deadlinesOf(source([project('A', { project: { status: 'CANCELLED', watched: due } })], [approval('x')]), TODAY).map(({ id }) => id),
    ).toEqual(['programme/QH#REPORT']);
    const stands = deadlinesOf(source([project('A', { project: { status: 'SUSPENDED', watched: due } })]), TODAY);
    expect(stands.map(({ kind }) => kind).sort()).toEqual(['DUE', 'REPORT']);
  });
  it('do not hold what was over before the case knew of it', () => {
    const old = watched('FINAL_ACCOUNTS', '2025-12-10', undefined, '2026-01-01');
    expect(deadlinesOf(source([project('A', { project: { watched: old } })]), TODAY).filter(({ kind }) => kind === 'DUE')).toEqual([]);
  });
});

describe('figures in a mail', () => {
  it('are those of the page, and say nothing of what there is none of', () => {
    const progress = progressOf(source([project('A', { works: {} }), project('B')]), TODAY);
    const told = figureWords(progress).map(({ en }) => en);
    expect(told[0]).toBe(
      `2 projects: ${progress.counts.onTime} on time, ${progress.counts.late} late, ${progress.counts.blocked} blocked, 0 accepted`,
    );
    expect(told[1]).toContain(`${progress.places.accepted} accepted of ${progress.places.planned} planned`);
    expect(told[2]).toBe('Money: CNY 0.00 paid of CNY 3,000,000.00 estimated');
    expect(told.some((line) => line.endsWith(' with a red light'))).toBe(progress.red.length > 0);
    expect(told.some((line) => line.includes('forecast'))).toBe(progress.forecast.length > 0);
  });
});
