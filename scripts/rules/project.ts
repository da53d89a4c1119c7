/** The gates of a project's own approvals. */
import type { ProjectEventOf } from '../../domain/audit/project-record.ts';
import { findingsIn } from '../../domain/audit/rules.ts';
import { addDays } from '../../domain/kernel/days.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import type { EstimateAnswer, ProjectState } from '../../domain/project/facts.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import type { StepCode } from '../../domain/standards/approval-paths.ts';
import type { Gate, Tried } from './gate.ts';
import { PROOF } from './plan-samples.ts';
import { manager, officer, PlayedCase, person, system } from './played-case.ts';
import { profile, surveyBasis, WAN } from './samples.ts';

const TODAY = '2024-06-03';
type Project = PlayedCase<'project'>;

/** A project whose approvals are under way. */
function asked(changed: Partial<ProjectProfile> = {}): Project {
  const standards = projectStandards(undefined, TODAY);
  const project = new PlayedCase('project', `${TODAY}T02:00:00.000Z`);
  project.must({ type: 'Open', programme: 'QH', profile: { ...profile, ...changed }, survey: surveyBasis, panel: [], standards }, system);
  for (const stage of ['SURVEY', 'PLANNING'] as const)
    project.must({ type: 'StartStage', stage }, system).must({ type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [] }, system);
  return project.must({ type: 'StartStage', stage: 'APPROVALS' }, system);
}
const apply = (step: StepCode, wan: number) => ({ type: 'ApplyForStep', step, amountFen: wan * WAN, documents: [] }) as const;
const reply = (step: StepCode, on = TODAY) =>
  ({ type: 'RecordReply', step, number: `青发改〔2024〕${step.length}号`, on, by: '县发改局', files: PROOF }) as const;
function decided(project: Project, step: StepCode): Project {
  const state: ProjectState = project.state;
  return project.must(
    { type: 'ApprovalDecided', approval: state.steps[step]?.approval ?? '', outcome: 'APPROVED', reason: null, scores: [] },
    system,
  );
}
const granted = (project: Project, step: StepCode, wan: number): Project => decided(project.must(apply(step, wan)), step).must(reply(step));

const studied = () => granted(granted(asked(), 'LAND_PRE', 2_560), 'FSR', 2_560);
const over = () => studied().must(apply('PRELIM', 2_830));
const answer = (said: EstimateAnswer, changed: object = {}) => ({
  type: 'AnswerEstimateReport' as const,
  answer: said,
  number: '青发改函〔2024〕7号',
  on: TODAY,
  reason: '已研究',
  ...changed,
});
/** The reply to the estimate, with what an audit finds then. */
function replied(project: Project): Tried {
  const tried = decided(project, 'PRELIM').send(reply('PRELIM'));
  const events = project.events.map((event) => ({ ...event, stream: 'project/QH-01' })) as readonly ProjectEventOf[];
  const calendar = { version: 'none', years: {}, days: {} };
  const findings = findingsIn({ project: 'QH-01', events, elsewhere: { numbers: [], contracts: [] }, calendar });
  return { ...tried, findings: findings.map(({ code }) => code).filter((code) => code === 'ESTIMATE_OVER_FSR') };
}

const funding = (wan: number) => ({ funding: { centralFen: 0, countyFen: wan * WAN, otherFen: 0 } });

export const PROJECT_GATES: readonly Gate[] = [
  {
    key: 'project.steps',
    stage: 'APPROVALS',
    name: { zh: '路径与须办事项', en: 'path and steps' },
    rule: {
      zh: '项目只办其投资额和建设性质所需的事项，且按顺序办理。',
      en: 'A project applies for what its investment and its kind need, in that order.',
    },
    document: '政府投资条例 第九条、第十三条；县级分档',
    rows: ['APPROVAL_PATHS.FSR_PD', 'APPROVAL_PATHS.simplerKinds', 'STEPS.LAND_PRE', 'STEPS.FISCAL', 'STEPS.fiscalFromFen'],
    tries: [
      { what: { zh: '新建先报用地预审', en: 'a new build asks for land first' }, must: 'TAKEN', play: () => asked().send(apply('LAND_PRE', 1)) },
      {
        what: { zh: '用地未批先报可研', en: 'the study before the land' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => asked().send(apply('FSR', 1)),
      },
      {
        what: { zh: '扩建 2,000 万报可研', en: 'a study for an expansion of 20 million' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: () => asked({ buildKind: 'EXPAND', ...funding(2_000) }).send(apply('FSR', 1)),
      },
      {
        what: { zh: '扩建新增用地报用地预审', en: 'land for an expansion on new land' },
        must: 'TAKEN',
        play: () => asked({ buildKind: 'EXPAND', newLand: true }).send(apply('LAND_PRE', 1)),
      },
      {
        what: { zh: '扩建不新增用地报用地预审', en: 'land for an expansion on none' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: () => asked({ buildKind: 'EXPAND' }).send(apply('LAND_PRE', 1)),
      },
      {
        what: { zh: '小额改建报财政评审', en: 'fiscal review of a small conversion' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: () => asked({ buildKind: 'CONVERT', simple: true, ...funding(399) }).send(apply('FISCAL', 1)),
      },
      {
        what: { zh: '实施方案批复后扩建报财政评审', en: 'fiscal review of an expansion on its plan' },
        must: 'TAKEN',
        play: () => granted(asked({ buildKind: 'EXPAND', simple: true, ...funding(468) }), 'PLAN_ESTIMATE', 468).send(apply('FISCAL', 468)),
      },
      {
        what: { zh: '重复申报', en: 'applied for twice' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: () => asked().must(apply('LAND_PRE', 1)).send(apply('LAND_PRE', 1)),
      },
      {
        what: { zh: '无关人员申报', en: 'by somebody else' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => asked().send(apply('LAND_PRE', 1), person('stranger')),
      },
      {
        what: { zh: '批复日期未到', en: 'a reply of a day to come' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => decided(asked().must(apply('LAND_PRE', 1)), 'LAND_PRE').send(reply('LAND_PRE', '2024-06-04')),
      },
    ],
  },
  {
    key: 'project.reply',
    stage: 'APPROVALS',
    name: { zh: '登记批复', en: 'recording a reply' },
    rule: {
      zh: '批复须写明批准机关并附扫描件；写明有效期且已届满的不予登记，届满的批复不能作为后续事项的依据。',
      en: 'A reply has its authority and its scan; one whose last day has passed is not taken, and nothing rests on it.',
    },
    document: '县级规定（本产品默认）',
    rows: ['STEPS.replyScan'],
    tries: [
      {
        what: { zh: '有机关和扫描件', en: 'with authority and scan' },
        must: 'TAKEN',
        play: () => decided(asked().must(apply('LAND_PRE', 1)), 'LAND_PRE').send(reply('LAND_PRE')),
      },
      {
        what: { zh: '没有扫描件', en: 'without its scan' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => decided(asked().must(apply('LAND_PRE', 1)), 'LAND_PRE').send({ ...reply('LAND_PRE'), files: [] }),
      },
      {
        what: { zh: '昨天届满', en: 'ended yesterday' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          decided(asked().must(apply('LAND_PRE', 1)), 'LAND_PRE').send({ ...reply('LAND_PRE', addDays(TODAY, -9)), until: addDays(TODAY, -1) }),
      },
      {
        what: { zh: '今天届满', en: 'ends today' },
        must: 'TAKEN',
        play: () => decided(asked().must(apply('LAND_PRE', 1)), 'LAND_PRE').send({ ...reply('LAND_PRE'), until: TODAY }),
      },
    ],
  },
  {
    key: 'project.estimate.study',
    stage: 'APPROVALS',
    name: { zh: '概算超可研估算', en: 'estimate over the study' },
    rule: {
      zh: '概算超过已批可研估算规定比例的照收，并向可研批准机关报告；其答复凭文号登记，无答复的列为审计疑点。',
      en: 'An estimate far over the approved study is taken in and reported to whoever approved that; their answer is recorded by its number, and a finding where there is none.',
    },
    document: '政府投资条例 第十二条',
    rows: ['APPROVAL_PATHS.overStudyPercent'],
    tries: [
      { what: { zh: '恰好 110 %', en: '110 % exactly' }, must: 'TAKEN', play: () => studied().send(apply('PRELIM', 2_816)) },
      { what: { zh: '超过 110 %', en: 'over 110 %' }, must: 'TAKEN', play: () => studied().send(apply('PRELIM', 2_817)) },
      { what: { zh: '同意继续后批复', en: 'replied to after “go on”' }, must: 'TAKEN', play: () => replied(over().must(answer('GO_ON'), officer)) },
      { what: { zh: '无答复即批复', en: 'replied to without an answer' }, must: 'FOUND', code: 'ESTIMATE_OVER_FSR', play: () => replied(over()) },
      {
        what: { zh: '要求重报可研后再报概算', en: 'applied for again before the study' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: () => {
          const project = over().must(answer('STUDY_AGAIN'), officer);
          const approval = project.state.steps.PRELIM?.approval ?? '';
          return project
            .must({ type: 'ApprovalDecided', approval, outcome: 'CANCELLED', reason: null, scores: [] }, system)
            .send(apply('PRELIM', 2_830));
        },
      },
      {
        what: { zh: '负责人自行登记答复', en: 'answered by its manager' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => over().send(answer('GO_ON'), manager),
      },
      { what: { zh: '没有文号', en: 'without a number' }, must: 'REFUSED', play: () => over().send(answer('GO_ON', { number: ' ' }), officer) },
      {
        what: { zh: '早于报告之日', en: 'of a day before it was reported' },
        must: 'REFUSED',
        play: () => over().send(answer('GO_ON', { on: '2024-06-02' }), officer),
      },
      {
        what: { zh: '经办人代为申报又登记答复', en: 'answered by the officer who applied for it' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => studied().must(apply('PRELIM', 2_830), officer).send(answer('GO_ON'), officer),
      },
      {
        what: { zh: '批复填高可研估算，再报概算', en: 'a reply to the study with a larger sum, then the estimate' },
        must: 'FOUND',
        code: 'ESTIMATE_REPORTED',
        play: () => {
          const project = granted(asked(), 'LAND_PRE', 2_560).must(apply('FSR', 2_560));
          const raised = decided(project, 'FSR').must({ ...reply('FSR'), amountFen: 9_000 * WAN });
          const { refused } = raised.send(apply('PRELIM', 2_830));
          return { refused, findings: raised.events.some(({ type }) => type === 'EstimateReported') ? ['ESTIMATE_REPORTED'] : [] };
        },
      },
      {
        what: { zh: '没有报告可答复', en: 'nothing was reported' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: () => studied().send(answer('GO_ON'), officer),
      },
      {
        what: { zh: '答复两次', en: 'answered twice' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: () => over().must(answer('GO_ON'), officer).send(answer('STUDY_AGAIN'), officer),
      },
    ],
  },
];
