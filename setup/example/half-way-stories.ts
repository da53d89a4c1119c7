/**
 * What people do in the example half way, on top of what was taken over: a payment waits, an application is returned and one
 * paused, one is overdue, a survey runs, plans lie with the leading group, and a project is in rectification. Deliberately absent: what happened
 * before (half-way.ts).
 */
import type { CommandOf } from '../../domain/cases.ts';
import { addDays, addMonths } from '../../domain/kernel/days.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import type { ConstructionState } from '../../domain/stages/construction/facts.ts';
import { partsFrom } from '../../domain/stages/construction/sources.ts';
import { ACCEPTANCE } from '../../domain/standards/acceptance.ts';
import { AIR, type AirStandard, limitsOf, POLLUTANTS } from '../../domain/standards/air.ts';
import { afterwards, county, supervised } from './half-way-office.ts';
import { onePagePdf } from './pdf.ts';
import { both, DIRECTOR, draft, group, line, NDRC, OFFICER, overdueOf, paused, type Story, units } from './stories.ts';

const PANEL = [
  ['fang-yuan', 'NDRC'],
  ['zheng-yan', 'FINANCE'],
  ['duan-wei', 'HOUSING'],
  ['su-mei', 'HEALTH'],
  ['han-dong', 'FIRE'],
] as const;
/** Above its limit of 0.60 mg/m³ in use: new furniture. */
const TVOC = 0.68;
const SCORE = 86;

/** Asked for works that are done; waits with the finance bureau. */
const payment: Story = async (play) => {
  const works = 'construction/QH-01' as const;
  const amountFen = 60 * WAN;
  const { state, from } = await play.until(works, (found) => (found.status === 'OPEN' ? fromSources(found, amountFen) : null));
  const command = { type: 'RequestPayment', key: 'P-4', amountFen, confirmedValueFen: state.confirmedValueFen + 100 * WAN, from } as const;
  await play.act(play.manager('QH-01'), works, { ...command, files: await play.papers(play.manager('QH-01'), works, command.type) }, 'half/payment');
};

/** Works, and the parts of an amount by what their sources have left; null: they are not told of them yet. */
function fromSources(found: object, amountFen: number) {
  const state = found as ConstructionState; // of works
  const from = partsFrom(state, amountFen);
  return from.reduce((sum, part) => sum + part.amountFen, 0) === amountFen ? { state, from } : null;
}

/** A payment on paper of which no one level reached for all: its manager names both. */
const named: Story = async (play) => {
  const [manager, works] = [play.manager('QH-05'), 'construction/QH-05'] as const;
  const { key, from } = await play.until(works, (found) => {
    const { payments } = found as ConstructionState; // of works
    const [key, payment] = Object.entries(payments).find(([, one]) => one.from === undefined) ?? [];
    const split = key === undefined || payment === undefined ? null : fromSources(found, payment.amountFen);
    return key === undefined || split === null ? null : { key, from: split.from };
  });
  await play.act(manager, works, { type: 'NameSources', key, from }, 'half/sources');
};

/** Concealed works that were not passed, an incident of today that waits for its report, and wages of last month. */
const site: Story = async (play, { today }) => {
  const [manager, works] = [play.manager('QH-01'), 'construction/QH-01'] as const;
  await play.until(works, (found) => (found.status === 'OPEN' ? found : null));
  const file = async (title: string) => ({
    title,
    sha256: await play.handIn(`${title}.pdf`, onePagePdf(title, 'QH-01', 'Example of Tuojian.'), manager),
  });
  const look = { type: 'RecordInspection', inspection: 'CONCEALED_WORKS', part: '二层管线', passed: false, on: addDays(today, -3) } as const;
  const found = { finding: '管线间距不足', remedyBy: addDays(today, 7), files: [await file('隐蔽工程影像')] };
  await play.act(manager, works, { ...look, ...found }, 'half/inspection');
  await play.act(
    manager,
    works,
    { type: 'RecordIncident', key: 'A1', grade: 'SLIGHT', on: today, time: '00:00', what: '堆料倾倒，无人受伤' },
    'half/incident',
  );
  const account = { type: 'RecordWageAccount', bank: '青禾农商银行', account: '0001', number: '专户-QH-01', on: addDays(today, -90) } as const;
  await play.act(manager, works, { ...account, depositFen: 30_000_000 }, 'half/wage-account');
};

/** Three weeks more were agreed by the office in one project; in another a longer delay waits. */
const replanned: Story = async (play) => {
  for (const [project, days, reason, why] of [
    ['QH-01', 20, 'WEATHER', '连续强降雨，停工二十天'],
    ['QH-04', 60, 'LAND', '用地移交推迟两个月'],
  ] as const) {
    const [manager, works] = [play.manager(project), `construction/${project}` as const];
    const finishOn = await play.until(works, (found) => (found.status === 'OPEN' ? plannedFinish(found) : null));
    const milestones = [{ key: 'COMPLETION', plannedOn: addDays(finishOn, days) }];
    const files = await play.papers(manager, works, 'RequestReplan');
    await play.act(manager, works, { type: 'RequestReplan', milestones, reason, why, files }, `half/replan/${project}`);
  }
  await play.decide(DIRECTOR, 'approval/QH-01.REPLAN.R1', 'APPROVE', '情况属实，同意');
};
const plannedFinish = (state: object): string => (state as { readonly profile: { readonly finishOn: string } }).profile.finishOn; // of a stage

/** 退回. */
const returned: Story = async (play) => {
  const stream = await play.apply({
    by: play.manager('QH-06'),
    project: 'QH-06',
    key: 'JY-1',
    route: 'PROPOSAL',
    title: both('妇幼保健院医育结合部项目建议书', 'Maternity hospital care unit: project proposal'),
    amountWan: 620,
    lines: [line('建设方式', 'Kind of works', '既有用房改建', 'Conversion')],
    files: [['项目建议书.pdf', 'Project proposal']],
  });
  await play.decide(NDRC, stream, 'RETURN', '投资估算与建设规模不符，请核对后重报');
};

/** Runs for another month; some answered on paper, and a questionnaire is open to everybody. */
const survey: Story = async (play, { today, batch }) => {
  const [manager, stream] = [play.manager('QH-06'), 'survey/QH-06'] as const;
  await play.until(stream, () => true);
  await play.act(manager, stream, { type: 'AnnounceSurvey', opensOn: addMonths(today, -11), closesOn: addDays(today, 30) }, 'half/announce');
  await play.receive(manager, stream, batch);
  await play.openForm(manager, stream, play.areas('QH-06'), `青托办〔${today.slice(0, 4)}〕58号`);
};

const valuesOf = (standard: AirStandard, tvoc: number) =>
  limitsOf(shippedValues(AIR), standard).map(([of, most]) => ({ of, value: of === 'tvoc' ? tvoc : most / 2, unit: POLLUTANTS[of] }));

/** Its panel scores 86 with a veto open: rectification is ordered. */
const rectification: Story = async (play, { today }) => {
  const [project, manager] = ['QH-05', play.manager('QH-05')] as const;
  const stream = `acceptance/${project}` as const;
  const { profile } = await play.until(stream, (state) => state as { readonly profile: { readonly finishOn: string } }); // of a stage
  const paper = async (title: string) => ({
    title,
    sha256: await play.handIn(`${title}.pdf`, onePagePdf(title, project, 'Example of Tuojian.'), manager),
  });
  const items = [];
  for (const { key, zh, lapses } of shippedValues(ACCEPTANCE).items)
    items.push({ key, met: true, proof: `${project} ${zh}`, files: [await paper(zh)], ...(lapses === true ? { until: addMonths(today, 60) } : {}) });
  await play.act(manager, stream, { type: 'SubmitEvidence', items }, 'half/evidence');
  for (const [standard, after, tvoc] of [
    ['WORKS', -2, 0.3],
    ['USE', 20, TVOC],
  ] as const)
    await play.act(
      manager,
      stream,
      {
        type: 'RecordAirTest',
        laboratory: '青禾检测中心',
        cma: '190012341234',
        standard,
        on: addDays(profile.finishOn, after),
        report: `KQ-${project}-${standard}`,
        finishedOn: addDays(profile.finishOn, -10),
        values: valuesOf(standard, tvoc),
        file: await paper(`检测报告 ${standard}`),
      },
      `half/air/${standard}`,
    );
  const members = PANEL.map(([person, as]) => ({ person, as }));
  const reserve = [
    { person: 'qian-ning', as: 'FINANCE' },
    { person: 'chen-zhuo', as: 'NDRC' },
  ];
  const document = `青托办〔${today.slice(0, 4)}〕61号`;
  await play.act(OFFICER, stream, { type: 'NamePanel', members, reserve, document }, 'half/panel');
  await play.act(manager, stream, { type: 'CallPanel', files: await play.papers(manager, stream, 'CallPanel') }, 'half/call');
  const approval = `approval/${project}.PANEL` as const;
  for (const [person] of PANEL) await play.score(person, approval, SCORE);
  // Ordered; the office looks at how grave it is, and the manager asks for some days more.
  await play.until(stream, (state) => (state.notice === 1 ? true : null));
  const graded = { gravity: 'MAJOR', basis: '涉及室内空气质量，须更换家具并复测' } as const;
  await play.act(OFFICER, stream, { type: 'GradeRectification', ...graded }, 'half/grade');
  await play.act(manager, stream, { type: 'AskExtension', days: 3, reason: '家具供货须十日' }, 'half/extension');
  await play.act(OFFICER, stream, { type: 'AnswerExtension', granted: true, reason: '同意顺延' }, 'half/extended');
};

/** On paper for longer than the county promised: red on the day on which it is entered. */
const overdue = overdueOf({
  project: 'QH-06',
  title: both('妇幼保健院旧门诊楼移交托育使用', 'Old outpatient building handed over for childcare'),
  premises: ['妇幼保健院旧门诊楼一、二层 980 平方米', 'Ground and first floor of the old outpatient building, 980 m²'],
});

/** A batch in training: two carers at their classes and a head, whose roster is far from whole. */
const training: Story = async (play, { today }) => {
  const manager = play.manager('QH-01');
  const stream = 'training/QH-01' as const;
  await play.until(stream, (found) => (found.status === 'OPEN' ? found : null));
  const [batch, refs] = ['2026-1', ['T1', 'T2', 'T3']] as const;
  const plan = { from: addDays(today, -40), to: addDays(today, 20), organiser: '县妇幼保健院' };
  await play.act(manager, stream, { type: 'PlanBatch', batch, ...plan }, 'half/batch');
  const trainees = [
    { ref: 'T1', post: 'HEAD' },
    { ref: 'T2', post: 'CARER', classKind: 'TODDLER' },
    { ref: 'T3', post: 'CARER', classKind: 'OLDER' },
  ] as const;
  await play.act(manager, stream, { type: 'EnrolTrainees', batch, trainees }, 'half/enrol');
  const entries = refs.map((ref) => ({ ref, theory: 60, practice: 20 }));
  await play.act(manager, stream, { type: 'RecordHours', batch, on: addDays(today, -5), entries }, 'half/hours');
  const certificate = {
    ref: 'T1',
    certificate: 'BY-2026-017',
    issuer: '县卫健局',
    issuedOn: addDays(today, -3),
    healthCertificate: 'JK-2026-204',
    healthIssuer: '县疾控中心',
    healthCertificateUntil: addMonths(today, 1),
    noCrimeCheckedOn: addDays(today, -10),
  };
  await play.act(manager, stream, { type: 'RecordCertificates', certificates: [certificate] }, 'half/certificates');
  await play.act(manager, stream, { type: 'AssignClasses', carers: [{ ref: 'T2', classKind: 'OLDER' }] }, 'half/classes');
  await play.act(manager, stream, { type: 'RecordDeparture', ref: 'T3', on: addDays(today, -1), reason: '另谋职业' }, 'half/departure');
};

/**
 * What was granted on paper and beside it is budgeted for this year, and of it the rest is allocated: the county's own share of a
 * project first, so that it lies behind at no moment. Sums in 万元, as the example's page has them.
 */
const ledger: Story = async (play, { today }) => {
  const stream = 'programme/QH' as const;
  await play.until(stream, () => true);
  const year = Number(today.slice(0, 4));
  const on = addDays(today, -14);
  let seen = 0;
  const enter = async (command: { readonly type: string; readonly wan: number; readonly [field: string]: unknown }, nth: number): Promise<void> => {
    const { wan, ...entry } = command;
    const paper = { document: `青财社〔${year}〕${nth}号`, on, amountFen: Math.round(wan * WAN), seen };
    await play.act(OFFICER, stream, { ...entry, ...paper } as CommandOf<'programme'>, `half/ledger/${nth}`); // written out below
    seen += 1;
  };
  const title = '省级奖补资金下达文件';
  const files = [{ title, sha256: await play.handIn(`${title}.pdf`, onePagePdf(title, 'ZJ-3', 'Example of Tuojian.'), OFFICER) }];
  await enter({ type: 'RecordSource', key: 'ZJ-3', level: 'PROVINCE', by: '省财政厅', year, wan: 60, files }, 41);
  await enter({ type: 'RecordSource', key: 'ZJ-4', level: 'OTHER', by: '禾芽托育有限公司、县妇幼保健院', year, wan: 620 }, 42);
  for (const [index, [source, wan]] of BUDGETS.entries()) await enter({ type: 'SetBudget', source, year, wan }, 43 + index);
  for (const [index, [source, project, wan]] of ALLOCATIONS.entries())
    await enter({ type: 'Allocate', key: `XD-${index + 1}`, source, project, wan }, 51 + index);
};
const BUDGETS = [
  ['JX.ZJ-1', 400],
  ['JX.ZJ-2', 400],
  ['ZJ-3', 60],
  ['ZJ-4', 284],
] as const;
const ALLOCATIONS = [
  ['ZJ-3', 'QH-01', 60],
  ['JX.ZJ-2', 'QH-05', 31.8],
  ['JX.ZJ-1', 'QH-05', 47.4],
  ['JX.ZJ-2', 'QH-02', 62.4],
  ['JX.ZJ-2', 'QH-03', 37.6],
  ['JX.ZJ-1', 'QH-03', 56],
] as const;
const WAN = 1_000_000;

/** Those that take longest first. */
export const HALF_WAY_STORIES: readonly Story[] = [
  rectification,
  group,
  survey,
  payment,
  replanned,
  site,
  overdue,
  returned,
  paused,
  training,
  units,
  draft,
  ledger,
  named,
  county,
  afterwards,
  supervised,
];
/** Commands that they send in all. */
export const HALF_WAY_ACTS = 82;
