/** What the fields of facts are called, and the words of their closed lists. Deliberately absent: kinds of facts (domain/taken-fact). */
import type { Text } from '../kernel/values.ts';
import { CLASS_NAMES } from '../profile/profile.ts';
import { CHANNEL_NAMES, INSPECTION_NAMES, PAYMENT_TITLES, POST_NAMES } from '../standards/closed-lists.ts';
import { PERMIT_NAMES } from '../standards/permits.ts';
import { INCIDENT_GRADE_NAMES } from '../standards/site.ts';
import { CONTRACT_NAMES } from '../standards/tender.ts';
import { FUND_SOURCE_WORDS } from '../words/funds.ts';

/** Of closed lists, by the field that holds them. */
export const OPTION_NAMES: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  source: FUND_SOURCE_WORDS,
  permit: PERMIT_NAMES,
  inspection: INSPECTION_NAMES,
  payment: PAYMENT_TITLES,
  post: POST_NAMES,
  classKind: CLASS_NAMES,
  channel: CHANNEL_NAMES,
  contractKind: CONTRACT_NAMES,
  grade: INCIDENT_GRADE_NAMES,
};

const FIELD_NAMES: Readonly<Record<string, Text>> = {
  key: { zh: '编号', en: 'Number within the project' },
  source: { zh: '资金来源', en: 'Source' },
  amountFen: { zh: '金额', en: 'Sum' },
  opensOn: { zh: '调研开始日', en: 'Survey opened on' },
  closesOn: { zh: '调研截止日', en: 'Survey closed on' },
  validAnswers: { zh: '有效问卷份数', en: 'Valid answers' },
  requiredPlaces: { zh: '需求托位', en: 'Places needed' },
  demandGap: { zh: '需求缺口托位', en: 'Gap by demand' },
  policyGap: { zh: '政策缺口托位', en: 'Gap by policy' },
  places: { zh: '托位数', en: 'Places' },
  step: { zh: '审批事项', en: 'Approval' },
  permit: { zh: '许可', en: 'Permit' },
  contractor: { zh: '施工单位', en: 'Contractor' },
  contractKind: { zh: '合同类别', en: 'Kind of contract' },
  tendered: { zh: '经过招标', en: 'By tender' },
  grade: { zh: '事故等级', en: 'Grade' },
  happenedOn: { zh: '发生日期', en: 'Happened on' },
  what: { zh: '经过', en: 'What happened' },
  retentionMonths: { zh: '缺陷责任期（月）', en: 'Warranty, months' },
  milestone: { zh: '形象节点', en: 'Milestone' },
  inspection: { zh: '检查种类', en: 'Kind of inspection' },
  passed: { zh: '通过', en: 'Passed' },
  month: { zh: '月份', en: 'Month' },
  actualPercent: { zh: '形象进度（%）', en: 'Progress, %' },
  problems: { zh: '存在的问题', en: 'Problems' },
  cause: { zh: '变更原因', en: 'Cause' },
  payment: { zh: '支付种类', en: 'Kind of payment' },
  confirmedValueFen: { zh: '累计确认产值', en: 'Confirmed value in all' },
  ref: { zh: '人员代号', en: 'Reference of the person' },
  post: { zh: '岗位', en: 'Post' },
  theoryHours: { zh: '理论学时', en: 'Theory, hours' },
  practiceHours: { zh: '实操学时', en: 'Practice, hours' },
  score: { zh: '得分', en: 'Score' },
  examOn: { zh: '考试日期', en: 'Exam on' },
  certificate: { zh: '证书编号', en: 'Certificate number' },
  classKind: { zh: '所在班型', en: 'Classes' },
  issuer: { zh: '发证单位', en: 'Certificate issued by' },
  issuedOn: { zh: '发证日期', en: 'Certificate issued on' },
  validUntil: { zh: '证书有效期至', en: 'Certificate valid until' },
  healthCertificate: { zh: '健康证编号', en: 'Health certificate number' },
  healthIssuer: { zh: '健康证发证单位', en: 'Health certificate issued by' },
  noCrimeNumber: { zh: '无犯罪记录查询编号', en: 'Criminal record check number' },
  healthCertificateUntil: { zh: '健康证有效期至', en: 'Health certificate until' },
  noCrimeCheckedOn: { zh: '无犯罪记录查询日', en: 'Criminal record checked on' },
  fullTime: { zh: '专职', en: 'Full time' },
  rules: { zh: '印发的制度', en: 'Rules issued' },
  attended: { zh: '参加人数', en: 'People who attended' },
  channel: { zh: '宣传渠道', en: 'Channel' },
  audience: { zh: '对象', en: 'Audience' },
  reached: { zh: '覆盖人数', en: 'People reached' },
  asked: { zh: '调查人数', en: 'People asked' },
  aware: { zh: '知晓人数', en: 'People aware' },
  rectified: { zh: '经整改后通过', en: 'Passed after rectification' },
  rounds: { zh: '第几轮通过', en: 'Rounds' },
  from: { zh: '公示开始日', en: 'Notice from' },
  to: { zh: '公示截止日', en: 'Notice to' },
  objections: { zh: '异议件数', en: 'Objections' },
  worksFen: { zh: '建安费用', en: 'Works' },
  otherFen: { zh: '其他费用', en: 'Other costs' },
  approvedOn: { zh: '决算批复日期', en: 'Accounts approved on' },
  approvedBy: { zh: '决算批复机关', en: 'Accounts approved by' },
  location: { zh: '存放地点', en: 'Kept at' },
  stage: { zh: '未办理的阶段', en: 'Stage that was never done' },
  members: { zh: '组成人员', en: 'Members' },
  decisions: { zh: '议定事项', en: 'What was decided' },
  title: { zh: '文件名称', en: 'Title' },
  item: { zh: '未办理的审批事项', en: 'Approval that was never given' },
};
/** Where two kinds mean different things by one name. */
const WITHIN_PROGRAMME: Text = { zh: '编号', en: 'Number within the programme' };
const OF_KIND: Readonly<Record<string, Text>> = {
  'OTHER_CONTRACT.contractor': { zh: '承包单位', en: 'Contractor' },
  'ASSETS.to': { zh: '接收单位', en: 'Received by' },
  'TRAINEE.score': { zh: '考试成绩', en: 'Exam score' },
  'PROGRAMME_PLAN.key': WITHIN_PROGRAMME,
  'FUNDS_GRANTED.key': WITHIN_PROGRAMME,
  'GROUP_MEETING.key': WITHIN_PROGRAMME,
  'OTHER_PAPER.key': WITHIN_PROGRAMME,
};

export const fieldName = (kind: string, field: string): Text => OF_KIND[`${kind}.${field}`] ?? FIELD_NAMES[field] ?? { zh: field, en: field };
