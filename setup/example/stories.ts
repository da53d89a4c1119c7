/**
 * What happens in the example before anybody looks at it: something waits for everybody who decides, one application is
 * returned, one paused for a supplement, one overdue, one decided, one a draft; questions and copies lie on desks; and one
 * paper is dated on a day off, which the auditors' checks find. Deliberately absent: how it is played (player.ts).
 */

import { approvalId } from '../../domain/approval/case.ts';
import { type Calendar, isWorkday } from '../../domain/calendar/calendar.ts';
import type { CommandOf, Stream } from '../../domain/cases.ts';
import { addDays } from '../../domain/kernel/days.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { nodesToStart } from '../../domain/stages/planning/content.ts';
import { developmentOf } from './development.ts';
import { onePagePdf } from './pdf.ts';
import type { ExamplePlayer } from './player.ts';

export type Story = (player: ExamplePlayer, on: { readonly today: string; readonly calendar: Calendar; readonly batch: string }) => Promise<void>;

export const both = (zh: string, en: string): Text => ({ zh, en });
export const line = (zh: string, en: string, valueZh: string, valueEn: string) => [both(zh, en), both(valueZh, valueEn)] as const;
export const [OFFICER, DIRECTOR, DEPUTY, LEADER] = ['xu-jianing', 'he-jing', 'lin-ruolan', 'zhou-qiming'] as const;
export const [NDRC, FINANCE, LAND, HOUSING, REVIEWER] = ['fang-yuan', 'zheng-yan', 'luo-ping', 'duan-wei', 'ma-yue'] as const;

/** The county's own route, with a limit that it promised: seven working days for the whole, and none for its one step. */
const SITE = {
  code: 'SITE_USE',
  version: 1,
  name: both('社区用房移交托育使用', 'Community premises handed over for childcare'),
  basis: '青托组办发〔2026〕3号',
  limit: { n: 7, unit: 'WD' },
  steps: [
    {
      key: 'REVIEW',
      name: both('用房审核', 'Review of the premises'),
      who: { agree: 'ANY', members: [{ role: 'NATURAL_RESOURCES' }] },
      may: ['APPROVE', 'REJECT', 'RETURN', 'SUPPLEMENT', 'TAKE_BACK', 'HAND_OVER', 'ASK_OPINION', 'ADD_APPROVERS', 'ASK', 'COMMENT', 'COPY'],
      // What comes often and alike is agreed to several at a time.
      batch: true,
    },
  ],
} as const;
/** A paper came in so long ago: more than seven working days in any season, and no more than may be entered late. */
const PAPER_DAYS = 24;

/** 发改审查: waits with the reader of the study, with its files; a copy lies with the hospital. */
const study: Story = async (play) => {
  const stream = await play.apply({
    by: play.manager('QH-01'),
    project: 'QH-01',
    key: 'KY-1',
    route: 'FSR',
    title: both('县托育综合服务中心可行性研究报告', 'County childcare service centre: feasibility study'),
    amountWan: 2_560,
    lines: [
      line('建设内容', 'Works', '新建 4200 平方米，托位 150 个', '4,200 m² new, 150 places'),
      line('工期', 'Works period', '18 个月', '18 months'),
    ],
    files: [
      ['可行性研究报告.pdf', 'Feasibility study report'],
      ['资金来源说明.pdf', 'Sources of funding'],
      ['选址意见书.pdf', 'Opinion on the site'],
    ],
  });
  await play.act(play.manager('QH-01'), stream, { type: 'Copy', people: ['bai-lan'], note: '请知悉医育结合用房面积' }, `${stream}/copy`);
};

/** Reviewed; waits for the head's decision. */
const proposal: Story = async (play) => {
  const stream = await play.apply({
    by: play.manager('QH-02'),
    project: 'QH-02',
    key: 'JY-1',
    route: 'PROPOSAL',
    title: both('城南街道社区托育点项目建议书', 'Chengnan community childcare: project proposal'),
    amountWan: 320,
    lines: [line('建设方式', 'Kind of works', '既有社区用房改造', 'Community premises converted')],
    files: [['项目建议书.pdf', 'Project proposal']],
  });
  await play.decide(NDRC, stream, 'APPROVE', '同意，请领导审定');
};

/** Two countersign; one has. */
const design: Story = async (play) => {
  const stream = await play.apply({
    by: play.manager('QH-03'),
    project: 'QH-03',
    key: 'CS-1',
    route: 'PRELIM',
    title: both('第二幼儿园托班扩建初步设计及概算', 'Second kindergarten extension: preliminary design and estimate'),
    amountWan: 680,
    lines: [line('概算', 'Estimate', '680 万元', 'CNY 6.8 million')],
    files: [
      ['初步设计.pdf', 'Preliminary design'],
      ['概算书.pdf', 'Estimate'],
    ],
  });
  await play.decide(HOUSING, stream, 'APPROVE', '设计深度符合要求');
};

/** Waits with the reviewers of finance. */
const fiscal: Story = async (play) => {
  await play.apply({
    by: play.manager('QH-05'),
    project: 'QH-05',
    key: 'CP-1',
    route: 'FISCAL',
    title: both('河口镇中心托育园工程预算评审', 'Hekou town centre: fiscal review of the budget'),
    amountWan: 415,
    lines: [line('送审预算', 'Budget', '415 万元', 'CNY 4.15 million')],
    files: [['工程预算书.pdf', 'Budget of the works']],
  });
};

/** Finance has asked whoever applied; the answer waits. */
const payment: Story = async (play) => {
  const stream = await play.apply({
    by: play.manager('QH-01'),
    project: 'QH-01',
    key: 'FK-1',
    route: 'PAYMENT',
    title: both('前期设计费支付', 'Payment of the preliminary design'),
    amountWan: 36,
    lines: [line('合同', 'Contract', '勘察设计合同', 'Survey and design contract')],
    files: [['支付申请及发票.pdf', 'Request for payment and invoice']],
  });
  await play.asked(FINANCE, stream);
  await play.act(FINANCE, stream, { type: 'Ask', to: play.manager('QH-01'), question: '发票金额是否含税？' }, `${stream}/ask`);
};

/** Housing and fire look at it together. */
const fire: Story = async (play) => {
  await play.apply({
    by: play.manager('QH-04'),
    project: 'QH-04',
    key: 'XF-1',
    route: 'FIRE_DESIGN',
    title: both('高新区园区托育园消防设计审查', 'High-tech park childcare: fire design review'),
    lines: [line('建筑层数', 'Storeys', '三层', 'Three')],
    files: [['消防设计图纸.pdf', 'Fire design drawings']],
  });
};

/** Health and the hospital look at it together. */
const rules: Story = async (play) => {
  await play.apply({
    by: play.manager('QH-06'),
    project: 'QH-06',
    key: 'ZD-1',
    route: 'RULES',
    title: both('医育结合部管理制度', 'Medical childcare unit: management rules'),
    lines: [line('制度', 'Rules', '健康管理、接送、食品安全等', 'Health, collection, food safety and others')],
    files: [['管理制度汇编.pdf', 'Management rules']],
  });
};

/** 退回: the applicant has to put it right. */
const returned: Story = async (play) => {
  const stream = await play.apply({
    by: play.manager('QH-05'),
    project: 'QH-05',
    key: 'JY-1',
    route: 'PROPOSAL',
    title: both('河口镇中心托育园项目建议书', 'Hekou town centre: project proposal'),
    amountWan: 415,
    lines: [line('建设方式', 'Kind of works', '新建', 'New')],
    files: [['项目建议书.pdf', 'Project proposal']],
  });
  await play.decide(NDRC, stream, 'RETURN', '投资估算与建设规模不符，请核对后重报');
};

/** 补正: the clock stands until what is missing comes. */
export const paused: Story = async (play) => {
  const stream = await play.apply({
    by: play.manager('QH-06'),
    project: 'QH-06',
    key: 'KY-1',
    route: 'FSR',
    title: both('妇幼保健院医育结合部可行性研究报告', 'Maternity hospital care unit: feasibility study'),
    amountWan: 540,
    lines: [line('建设内容', 'Works', '既有用房改造 900 平方米', '900 m² converted')],
    files: [['可行性研究报告.pdf', 'Feasibility study report']],
  });
  await play.decide(NDRC, stream, 'SUPPLEMENT', '缺资金来源证明、选址意见两项材料');
};

/** 超期: a paper that lay too long; the office enters it with its number, and its limit is over by then (lights count from the entry). */
type Premises = { readonly project: string; readonly title: Text; readonly premises: readonly [string, string] };
export const overdueOf =
  ({ project, title, premises }: Premises): Story =>
  async (play, { today }) => {
    const programme = `programme/${play.programme}` as const;
    await play.act(OFFICER, programme, { type: 'AdoptRoute', route: SITE, basis: SITE.basis }, 'route/adopt');
    // Empty: it was confirmed before a break.
    const proposal = await play.until(programme, ({ routes, routeProposals }) => {
      const waiting = Object.entries<{ readonly code: string }>(Object(routeProposals)).find(([, { code }]) => code === SITE.code);
      return waiting?.[0] ?? (SITE.code in Object(routes) ? '' : null);
    });
    await play.act(DIRECTOR, programme, { type: 'ConfirmRoute', proposal }, 'route/confirm');
    const stream = await play.draft({
      by: OFFICER,
      applicant: play.manager(project),
      project,
      key: 'YF-1',
      route: SITE.code,
      title,
      lines: [line('用房', 'Premises', ...premises)],
      files: [['用房移交协议.pdf', 'Agreement on the premises']],
    });
    const paper = { on: addDays(today, -PAPER_DAYS), document: `青托组办收〔${today.slice(0, 4)}〕88号` };
    await play.act(OFFICER, stream, { type: 'Submit', ...paper }, `${stream}/submit`);
  };
const overdue = overdueOf({
  project: 'QH-02',
  title: both('城南街道社区用房移交托育使用', 'Chengnan community premises for childcare'),
  premises: ['城南街道文化路 18 号一层 420 平方米', 'Ground floor, 18 Wenhua Road, 420 m²'],
});

/** 办结. */
const decided: Story = async (play) => {
  const stream = await play.apply({
    by: play.manager('QH-03'),
    project: 'QH-03',
    key: 'YD-1',
    route: 'LAND_PERMIT',
    title: both('第二幼儿园托班扩建建设用地规划许可', 'Second kindergarten extension: land use planning permit'),
    lines: [line('用地', 'Site', '园区内扩建，无新增用地', 'Within the grounds, no new land')],
    files: [['用地规划申请表.pdf', 'Application for the permit']],
  });
  await play.decide(LAND, stream, 'APPROVE', '材料齐全，予以受理', '/intake');
  await play.decide(LAND, stream, 'APPROVE', '符合控制性详细规划');
};

/** 草稿. */
export const draft: Story = async (play) => {
  await play.draft({
    by: play.manager('QH-04'),
    project: 'QH-04',
    key: 'ZJ-1',
    route: 'FUND_APPLICATION',
    title: both('高新区园区托育园资金申请报告', 'High-tech park childcare: fund application'),
    amountWan: 180,
    lines: [line('申请补助', 'Applied for', '180 万元', 'CNY 1.8 million')],
  });
};

/** The development plan of the programme, with the projects that are registered; the office hands it in. */
async function developed(play: ExamplePlayer, today: string): Promise<Stream<'approval'>> {
  const programme = streamOf('programme', play.programme);
  const state = await play.until(programme, (found) => (Object.keys(found.projects ?? {}).length > 0 ? found : null));
  const { projects } = state as Pick<ProgrammeState, 'projects'>; // a state of its own kind
  const known = await Promise.all(
    Object.entries(projects).map(async ([code, { places }]) => {
      const { profile } = (await play.until(streamOf('project', code), (found) => found)) as Pick<ProjectState, 'profile'>; // a state of its own kind
      return { name: profile.name.zh, places, code };
    }),
  );
  const file = async (title: string) => ({ title, sha256: await play.handIn(`${title}.pdf`, onePagePdf(`${play.programme}  ${title}`), OFFICER) });
  const way = (type: string, more: object, id: string) =>
    play.act(OFFICER, programme, { type, ...more } as CommandOf<'programme'>, `${programme}/development/${id}`); // written out below
  await way('DraftDevelopmentPlan', { content: developmentOf(known, today), unit: '县卫健局' }, 'draft');
  const letter = { opinion: '建议写明配套资金来源', answer: 'ADOPTED', files: [await file('财政局对规划的复函')] };
  await way('RecordPlanOpinion', { unit: '县财政局', on: today, ...letter }, 'opinion');
  const reviewed = { passed: true, on: today, files: [await file('规划审查意见书')] };
  await way('RecordPlanReview', { review: 'LEGALITY', ...reviewed }, 'legality');
  await way('RecordPlanReview', { review: 'FAIR_COMPETITION', ...reviewed }, 'competition');
  const minutes = { meeting: 'OFFICE', number: `青托组办纪〔${today.slice(0, 4)}〕4号`, on: today, decisions: '原则通过，报领导小组' };
  await way('RecordPlanMeeting', { ...minutes, files: [await file('规划会议纪要')] }, 'office');
  await way('SubmitDevelopmentPlan', {}, 'submit');
  return streamOf('approval', approvalId(programme, 'DEVPLAN', 1));
}

/** The leading group: one matter with the deputy, one with its leader, who comes after her. */
export const group: Story = async (play, { today }) => {
  const plan = (key: string, zh: string, en: string) =>
    play.apply({
      by: OFFICER,
      project: null,
      key,
      route: 'DEVPLAN',
      title: both(zh, en),
      lines: [line('范围', 'For', '全县托育机构', 'All childcare of the county')],
      files: [[`${zh}.pdf`, en]],
    });
  const first = await developed(play, today);
  await play.decide(DIRECTOR, first, 'APPROVE', '拟同意，请领导小组审定');
  await play.decide(DEPUTY, first, 'APPROVE', '同意');
  const second = await plan('FZ-2', '托育机构医育结合工作方案', 'Plan for health care in childcare institutions');
  await play.decide(DIRECTOR, second, 'APPROVE', '拟同意，请领导小组审定');
  // One that has not come past the office yet.
  await plan('FZ-3', '普惠托育收费标准调整方案', 'Plan for fees of public childcare');
};

/** A demand survey that waits to be signed. */
const survey: Story = async (play, { batch }) => {
  const manager = play.manager('QH-01');
  await play.until('survey/QH-01', () => true);
  await play.receive(manager, 'survey/QH-01', batch);
  await play.act(manager, 'survey/QH-01', { type: 'CloseSurvey' }, 'survey/QH-01/close');
};

/** A project that is past its survey and its plan; the plan is dated on a day off, before its approval, which the checks find. */
const planned: Story = async (play, { today, calendar, batch }) => {
  const [project, manager] = ['QH-02', play.manager('QH-02')] as const;
  await play.until('survey/QH-02', () => true);
  await play.receive(manager, `survey/${project}`, batch);
  await play.act(manager, `survey/${project}`, { type: 'CloseSurvey' }, 'survey/QH-02/close');
  await play.decide(REVIEWER, `approval/${project}.SURVEY`, 'APPROVE', '样本量符合要求');
  const planning = `planning/${project}` as const;
  await play.until(planning, () => true);
  const { profile } = (await play.until(planning, (state) => state)) as { readonly profile: ProjectProfile }; // a state of its own kind
  const file = async (title: string) => ({ title, sha256: await play.handIn(`${title}.pdf`, onePagePdf(`${project}  ${title}`), manager) });
  const on = dayOff(today, calendar);
  const way = (type: string, more: object, id: string) => play.act(manager, planning, { type, on, ...more } as CommandOf<'planning'>, `plan/${id}`); // written out below
  const content = {
    targets: '新增普惠托位 40 个',
    risks: '居民协商、消防改造',
    nodes: nodesToStart(profile),
    measures: [
      { measure: '街道牵头，按月调度', unit: '城南街道办事处' },
      { measure: '县级配套资金列入年度预算', unit: '县财政局' },
    ],
  };
  await play.act(manager, planning, { type: 'DraftPlan', content }, 'plan/draft');
  const letter = { answer: 'ADOPTED', files: [await file('财政局复函')] };
  await way('RecordConsultation', { unit: '县财政局', opinion: '建议写明配套资金来源', ...letter }, 'consult');
  const reviewed = { passed: true, files: [await file('审查意见书')] };
  await way('RecordReview', { review: 'LEGALITY', ...reviewed }, 'legality');
  await way('RecordReview', { review: 'FAIR_COMPETITION', ...reviewed }, 'competition');
  const minutes = { decisions: '原则通过，按程序报批', files: [await file('会议纪要')] };
  await way('RecordMeeting', { meeting: 'OFFICE', number: `青托组办纪〔${on.slice(0, 4)}〕6号`, ...minutes }, 'office');
  await play.act(manager, planning, { type: 'SubmitPlan', files: await play.papers(manager, planning, 'SubmitPlan') }, 'plan/submit');
  const approval = `approval/${project}.IMPLPLAN` as const;
  await play.decide(DIRECTOR, approval, 'APPROVE', '方案可行');
  await play.decide(DEPUTY, approval, 'APPROVE', '同意');
  await play.decide(LEADER, approval, 'APPROVE', '同意印发');
  await play.until(planning, (state) => (state.approved === true ? true : null));
  await way('RecordMeeting', { meeting: 'GROUP', number: `青托组纪〔${on.slice(0, 4)}〕3号`, ...minutes }, 'group');
  await play.act(manager, planning, { type: 'IssuePlan', number: `青政办发〔${on.slice(0, 4)}〕31号`, on }, 'plan/issue');
};

/** Who stands above whom in the county; proposed by one and confirmed by another. */
const UNITS = [
  { unit: '县政府', parent: null, head: LEADER, deputy: DEPUTY },
  { unit: '领导小组办公室', parent: '县政府', head: DIRECTOR, deputy: OFFICER },
  { unit: '县发改局', parent: '县政府', head: 'chen-zhuo', deputy: NDRC },
  { unit: '县财政局', parent: '县政府', head: FINANCE, deputy: null },
  { unit: '县财政投资评审中心', parent: '县财政局', head: 'qian-ning', deputy: null },
  { unit: '县卫健局', parent: '县政府', head: 'su-mei', deputy: null },
  { unit: '县妇幼保健院', parent: '县卫健局', head: 'bai-lan', deputy: null },
  { unit: '县自然资源局', parent: '县政府', head: LAND, deputy: null },
  { unit: '县住建局', parent: '县政府', head: HOUSING, deputy: null },
  { unit: '城南街道办', parent: '县政府', head: null, deputy: null },
] as const;
export const units: Story = async (play) => {
  const programme = `programme/${play.programme}` as const;
  await play.act(OFFICER, programme, { type: 'ProposeUnits', replaces: 0, basis: '青托组办发〔2026〕2号', units: UNITS }, 'units/propose');
  // Empty: it was confirmed before a break.
  const proposal = await play.until(programme, ({ unitTree, unitProposals }) => {
    const [waiting] = Object.keys(Object(unitProposals));
    return waiting ?? (unitTree === undefined ? null : '');
  });
  await play.act(DIRECTOR, programme, { type: 'ConfirmUnits', proposal }, 'units/confirm');
};

/** The newest day off before today. */
function dayOff(today: string, calendar: Calendar): string {
  const days = Array.from({ length: 20 }, (_, index) => addDays(today, -index - 1));
  return days.find((day) => calendar.years[day.slice(0, 4)] && !isWorkday(day, calendar)) ?? addDays(today, -1);
}

/** Those that take longest first. */
export const STORIES: readonly Story[] = [
  planned,
  overdue,
  group,
  survey,
  study,
  proposal,
  design,
  returned,
  paused,
  decided,
  payment,
  fiscal,
  fire,
  rules,
  units,
  draft,
];
/** Commands that they send in all. */
export const ACTS = 64;
