/** Every mail with sample data, for people who look at them (`/mails`). The data is made up; the words are the real ones. */

import { LOCALES, type Locale } from '../domain/kernel/locale.ts';
import { NOTICE_TEMPLATES, type NoticeTemplate } from '../domain/notice/due.ts';
import type { BurstView, DigestView } from '../domain/notice/ledger.ts';
import type { AskedFacts, MatterFacts, NoticeDue, Until } from '../domain/notice-facts.ts';
import { figureWords } from '../domain/programme/progress/figure-words.ts';
import { composeMail, type Occasion } from './compose.ts';

const NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  lina: ['李娜', 'Li Na'],
  zhang: ['张伟', 'Zhang Wei'],
  wang: ['王芳', 'Wang Fang'],
};

const UNTIL: Until = { on: '2026-11-27', provisional: false };
const TITLE = { zh: '可行性研究报告审批', en: 'Approval of the feasibility study report' };
const CONTENT: Occasion['content'] = {
  amountFen: 1_860_000_000,
  summary: [{ label: { zh: '托位', en: 'Places' }, value: { zh: '120 个', en: '120' } }],
  documents: [],
};
const matter: MatterFacts = { applicant: 'lina', content: '6b1f'.repeat(16), until: UNTIL, waiting: ['zhang'] };
const asked: AskedFacts = {
  ...matter,
  task: { kind: 'DECIDE', by: 'wang', onBehalfOf: null, question: '运营补助的测算依据是什么？' },
  round: 2,
  way: [
    { name: { zh: '科室初审', en: 'Desk review' }, stage: 'DONE' },
    { name: { zh: '发改局审批', en: 'NDRC review' }, stage: 'NOW' },
    { name: { zh: '财政局会签', en: 'Finance' }, stage: 'TO_COME' },
  ],
};
const pause = { reason: 'EXPERT_REVIEW', notice: '评审通知〔2026〕3 号' } as const;
const ending = { status: 'APPROVED', automatic: false, conditions: ['开工前补齐消防意见'], by: 'zhang', onBehalfOf: null } as const;

const line = { title: TITLE, project: 'QH-01', dueOn: '2026-11-27', late: false, door: '/open/QH-01.FSR/6b1f6b1f6b1f6b1f' };
const digest: DigestView = {
  tasks: [
    line,
    { ...line, title: { zh: '初步设计审批', en: 'Approval of the preliminary design' }, project: 'QH-02', dueOn: '2026-11-23', late: true },
  ],
  late: [{ ...line, project: 'QH-04', dueOn: null, late: true, door: null }],
  news: [{ notice: 'n', template: 'decided', title: TITLE, project: 'QH-03' }],
  figures: [
    {
      programme: 'QH',
      name: { zh: '青禾县托育建设', en: 'Childcare in Qinghe County' },
      lines: figureWords({
        counts: { all: 6, onTime: 3, late: 1, blocked: 1, done: 1, notCounted: 0 },
        places: { existing: 310, target: 900, planned: 640, accepted: 120, built: 60, perThousand: 1.4, perThousandPlanned: 3.1, gap: 470 },
        money: { investmentFen: 0, centralFen: 0, countyFen: 0, otherFen: 0, estimateFen: 4_812_000_000, paidFen: 1_930_500_000, lostFen: 0 },
        red: [],
        week: [],
        forecast: [],
      }),
    },
  ],
};
const burst: BurstView = { held: [line, { ...line, project: 'QH-02' }] };
/** What each of them tells. */
const FACTS: { readonly [N in NoticeDue as N['template']]: N['facts'] } = {
  task: asked,
  resubmitted: asked,
  'handed-over': asked,
  'given-back': asked,
  'opinion-asked': asked,
  'opinion-given': asked,
  question: asked,
  nudge: asked,
  reminder: asked,
  overdue: asked,
  'fresh-link': asked,
  code: asked,
  copy: { ...asked, text: '请知悉预算口径。' },
  answer: { ...matter, text: '按省级示范机构补助标准测算。' },
  accepted: { ...matter, bySilence: false },
  supplement: { ...matter, reason: '设备购置明细表；用地预审意见' },
  returned: { ...matter, reason: '投资估算缺少设备购置明细。' },
  withheld: { ...matter, reason: '用地预审意见' },
  extended: { ...matter, reason: '须等待专家意见。' },
  paused: { ...matter, pause },
  'pause-over': { ...matter, pause },
  decided: { ...matter, ending, reason: '资金来源已核实。' },
  withdrawn: matter,
  superseded: matter,
  expired: { ...matter, timeout: 'PASS' },
  receipt: { ...matter, answer: { choice: 'APPROVE', atIntake: false, onBehalfOf: null } },
  seen: { ...matter, people: ['zhang'] },
  'stand-in': { ...matter, people: ['lina'] },
  approvers: {
    ...matter,
    says: {
      zh: '{by}已将您减签（已调离该岗位），您无需再审批，此前邮件中的链接已失效',
      en: '{by} removed you from those who decide (has another post now). Nothing is left for you to do, and the link you have no longer works',
      by: 'zhang',
    },
  },
  untold: { ...matter, people: ['zhang', 'lina'] },
  unreachable: { ...matter, people: ['zhang'] },
  escalation: { ...matter, people: ['zhang', 'lina'] },
  finding: {
    says: {
      zh: '2026年10月8日开工，未登记：施工许可证（建筑法 第七条）',
      en: 'Works began on 8 Oct 2026; not on record: Construction permit (建筑法 第七条)',
    },
  },
  light: { says: { zh: '红灯，2026年10月形象进度滞后 12 个百分点', en: 'red light, 12 points behind plan in Oct 2026' } },
  rectification: {
    until: UNTIL,
    says: { zh: '验收第 3、7 项须整改（甲醛 0.12 mg/m³）', en: 'acceptance items 3, 7 must be rectified (formaldehyde 0.12 mg/m³)' },
  },
  'to-act': {
    says: {
      zh: '领导小组决定不予验收（青托领纪〔2026〕4号）。请与办公室商定处置方案：具备条件后报请重新验收，或取消项目',
      en: 'the leading group has decided: it is not accepted (青托领纪〔2026〕4号). Please agree with the office what becomes of it: ask for another acceptance once it is fit for one, or have the project cancelled',
    },
  },
  deadline: {
    says: {
      zh: '已到截止日期，但还没有有效问卷，请收集后再结束调研',
      en: 'has reached its closing date without a valid answer; please collect answers before closing it',
    },
  },
  stage: {
    says: { zh: '已进入“设施建设”阶段，请登录系统办理本阶段事项', en: 'the stage “Construction” has begun; please sign in to work on it' },
  },
  cancelled: { reason: '选址调整。', says: { zh: '尚需处理：已付设计费须结算', en: 'Left to settle: design fee to be settled' } },
  'monthly-report': { until: UNTIL },
  mandate: {
    says: {
      zh: '2026年12月1日至2026年12月5日，{person}的审批由{by}代理',
      en: 'from 1 Dec 2026 to 5 Dec 2026, {by} acts for {person}',
      person: 'wang',
      by: 'zhang',
    },
  },
  'mandate-over': {},
  desk: {},
  'mandate-asked': {
    says: {
      zh: 'DL-3：2026年12月1日至2026年12月5日由{by}代理{person}（依据：青发改函〔2026〕3号）',
      en: 'DL-3: {by} is to act for {person} from 1 Dec 2026 to 5 Dec 2026 (basis: 青发改函〔2026〕3号)',
      person: 'zhang',
      by: 'lina',
    },
  },
  role: {
    says: {
      zh: '{person}现担任财政局（办理人：{by}，依据：青组〔2026〕8号）',
      en: '{person} now holds the role “finance” (by {by}, basis: 青组〔2026〕8号)',
      person: 'zhang',
      by: 'lina',
    },
  },
  'role-proposed': {
    says: {
      zh: '{by}提出由{person}担任财政局（RP-2，依据：青组〔2026〕8号）。须由另一人在 2026年12月8日前确认或否决',
      en: '{by} proposes that {person} hold the role “finance” (RP-2, basis: 青组〔2026〕8号). Another person must confirm or refuse it by 8 Dec 2026',
      person: 'zhang',
      by: 'lina',
    },
  },
  'route-proposed': {
    says: {
      zh: '{by}提出采用本县路线 PAYMENT（RT-1，依据：青托组发〔2026〕7号）。须由另一人在 2026年12月8日前确认或否决',
      en: '{by} proposes to adopt the county’s own route PAYMENT (RT-1, basis: 青托组发〔2026〕7号). Another person must confirm or refuse it by 8 Dec 2026',
      by: 'lina',
    },
  },
  'route-changed': {
    says: {
      zh: '路线 PAYMENT（RT-1）已采用，此后的申请适用',
      en: 'Route PAYMENT (RT-1) was adopted; applications from now on go by it',
    },
  },
  manager: {
    says: {
      zh: '项目 QH-01 的负责人由{by}改为{person}（依据：青卫〔2026〕5号）',
      en: '{person} manages project QH-01 now instead of {by} (basis: 青卫〔2026〕5号)',
      person: 'zhang',
      by: 'lina',
    },
  },
  'project-changed': {
    says: {
      zh: '托位 150 → 120；班级 乳儿班 1、托小班 4、托大班 4、混合班 0 → 乳儿班 1、托小班 3、托大班 3、混合班 0（依据：青发改〔2026〕31号，2026年11月20日；规划调整）。请注意：实施方案按原内容印发；方案内容有变更的，须按原程序形成新版本',
      en: 'places 150 → 120; classes 1 infant, 4 toddler, 4 older, 0 mixed → 1 infant, 3 toddler, 3 older, 0 mixed (basis: 青发改〔2026〕31号 of 20 Nov 2026; plans changed). Please note: the plan was issued for what was planned then; what changes in it needs a new version by the same procedure',
    },
  },
  account: {
    says: {
      zh: '为您签发了登录 3f9a01c2b4d5，有效期至 2026年12月24日 18:00（北京时间；办理人：服务器控制台的操作员）',
      en: 'A sign-in 3f9a01c2b4d5 was issued to you, good until 24 Dec 2026 18:00, Beijing time (by the operator at the service’s console)',
    },
  },
  invited: {
    says: {
      zh: '已将您加入本项目群（办理人：许家宁，依据：青组〔2026〕12号）',
      en: 'You were added to this programme (by Xu Jianing, basis: 青组〔2026〕12号)',
    },
  },
  'sign-in': { people: ['zhang'] },
  guesses: {
    says: {
      zh: '同一网络地址在一分钟内 31 次登录失败，已限制',
      en: '31 sign-ins failed from one network address within a minute; it is held back now',
    },
  },
  bounce: { ...matter, undelivered: { template: 'task', person: 'zhang', trouble: 'DEAD', reply: '550 5.1.1' } },
  'standard-proposed': {
    says: {
      zh: '{by}提出修改规则表“工程款支付”（PAYMENTS，ST-1，依据：青财〔2026〕3号，自 2027年1月1日起施行）：质保金比例上限 3 % → 2 %；预付款占合同价上限 30 %（由县里确认，此后作为关口）。须由另一人在 2026年12月8日前确认或否决',
      en: '{by} proposes another version of the table of rules “Payments for works” (PAYMENTS, ST-1, basis: 青财〔2026〕3号, in force from 1 Jan 2027): retention at most 3 % → 2 %; advances at most 30 % (confirmed by the county, gates from then on). Another person must confirm or refuse it by 8 Dec 2026',
      by: 'lina',
    },
  },
  'standard-changed': {
    says: {
      zh: '规则表“工程款支付”第 1 版（ST-1，依据：青财〔2026〕3号）已采用，自 2027年1月1日起对新开的事项适用',
      en: 'Version 1 of the table of rules “Payments for works” (ST-1, basis: 青财〔2026〕3号) was adopted; it holds for what is opened from 1 Jan 2027 on',
    },
  },
  'units-proposed': {
    says: {
      zh: '{by}提出修改组织机构（UN-1，6 个单位，依据：青托办〔2026〕8号）。须由另一人在 2026年12月8日前确认或否决',
      en: '{by} proposes another tree of units (UN-1, 6 units, basis: 青托办〔2026〕8号). Another person must confirm or refuse it by 8 Dec 2026',
      by: 'lina',
    },
  },
  'units-changed': {
    says: {
      zh: '组织机构第 1 版（UN-1，依据：青托办〔2026〕8号）已采用；此后开始的环节按其确定上级',
      en: 'Version 1 of the tree of units (UN-1, basis: 青托办〔2026〕8号) was adopted; steps that open from now on find superiors by it',
    },
  },
  'takeover-proposed': {
    says: {
      zh: '{by}提请结束接续办理，共 38 项（依据：青托办〔2026〕31号）。须由办公室另一人在2026年12月8日前核对',
      en: '{by} says that what was taken over is complete: 38 facts (basis: 青托办〔2026〕31号). Another person of the office must look at them by 8 Dec 2026',
      by: 'lina',
    },
  },
  measure: {
    says: {
      zh: '项目群绩效评价 PE-1 的改进措施 GJ-1 由您负责：与用人单位签约，2027年3月31日前完成',
      en: 'Measure GJ-1 of the programme’s evaluation PE-1 is yours to see to: contracts with employers, by 31 Mar 2027',
    },
  },
  'reply-refused': {
    ...matter,
    ending,
    says: { zh: '这一步已由他人处理或已结束，您的操作未计入。', en: 'This step is over; what you chose was not counted.' },
  },
  digest: {},
  burst: {},
};
/** What is told about the programme, and no project of it. */
const OF_THE_PROGRAMME: readonly NoticeTemplate[] = [
  'mandate',
  'mandate-over',
  'mandate-asked',
  'role',
  'role-proposed',
  'route-proposed',
  'route-changed',
  'standard-proposed',
  'standard-changed',
  'units-proposed',
  'units-changed',
  'measure',
  'desk',
  'account',
  'invited',
  'sign-in',
  'guesses',
];
const LINKED: readonly NoticeTemplate[] = [
  'task',
  'reminder',
  'overdue',
  'nudge',
  'handed-over',
  'given-back',
  'opinion-asked',
  'opinion-given',
  'question',
  'copy',
  'resubmitted',
  'fresh-link',
];

export type SampleMail = {
  readonly template: NoticeTemplate;
  readonly locale: Locale;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

export const sampleMails = (publicUrl: string): Promise<readonly SampleMail[]> =>
  Promise.all(NOTICE_TEMPLATES.flatMap((template) => LOCALES.map((locale) => sample(template, locale, publicUrl))));

async function sample(template: NoticeTemplate, locale: Locale, publicUrl: string): Promise<SampleMail> {
  const facts = FACTS[template];
  const overview = template === 'digest' ? digest : template === 'burst' ? burst : null;
  const [stream, title] =
    'applicant' in facts
      ? ['approval/QH-01.FSR', TITLE]
      : OF_THE_PROGRAMME.includes(template)
        ? ['programme/QH', { zh: '青禾县托育建设', en: 'Childcare in Qinghe County' }]
        : ['project/QH-01', { zh: '城南托育中心', en: 'Chengnan childcare centre' }];
  const link = LINKED.includes(template);
  const mail = composeMail({
    notice: 'sample',
    template,
    to: { name: '张伟', nameEn: 'Zhang Wei', address: 'zhang@example.invalid', locale },
    about: overview === null ? { stream, project: OF_THE_PROGRAMME.includes(template) ? null : 'QH-01' } : null,
    facts: overview === null ? { ...facts, title } : {},
    content: CONTENT,
    nameOf: (person) => NAMES[person]?.[locale === 'en' ? 1 : 0] ?? person,
    link: link ? { url: `${publicUrl}/mails#${template}`, check: '4827' } : null,
    code: template === 'code' || template === 'sign-in' ? '428 519' : null,
    reply: template === 'task' ? { code: 'K7QM-3XTB-9WHD', address: 'reply@example.invalid' } : null,
    overview,
    unsubscribe: template === 'digest' ? `${publicUrl}/mails#digest` : null,
    publicUrl,
  });
  return { template, locale, subject: mail.subject, html: mail.html, text: mail.text };
}
