/** Every mail with sample data, for people who look at them (`/mails`). The data is made up; the words are the real ones. */

import type { ApprovalState, Task } from '../domain/approval/facts.ts';
import { LOCALES, type Locale } from '../domain/kernel/locale.ts';
import { NOTICE_TEMPLATES, type NoticeTemplate } from '../domain/notice/due.ts';
import type { BurstView, DigestView } from '../domain/notice/ledger.ts';
import { composeMail, type Occasion } from './compose.ts';

const NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  lina: ['李娜', 'Li Na'],
  zhang: ['张伟', 'Zhang Wei'],
  wang: ['王芳', 'Wang Fang'],
};
const AT = '2026-11-24T02:30:00.000Z';
const DEADLINE = { from: '2026-11-20', limit: { n: 5, unit: 'WD' }, dueOn: '2026-11-27', provisional: false, calendar: 'sample', marks: [] };

const task: Task = {
  task: 3,
  kind: 'DECIDE',
  seat: 3,
  opening: 2,
  step: 0,
  round: 2,
  person: 'zhang',
  onBehalfOf: null,
  mandate: null,
  origin: 'ROUTE',
  by: 'wang',
  status: 'PENDING',
  openedAt: AT,
  decidedAt: null,
  dueAt: '2026-11-27T10:00:00.000Z',
  question: '运营补助的测算依据是什么？',
};

/** As much of an approval as a mail looks at. */
const state = {
  programme: 'QH',
  project: 'QH-01',
  title: { zh: '可行性研究报告审批', en: 'Approval of the feasibility study report' },
  applicant: 'lina',
  route: {
    code: 'FSR',
    version: 1,
    name: { zh: '可研报告', en: 'FSR' },
    rules: { timeout: { action: 'PASS', afterWorkdays: 5 } },
    steps: [
      { key: 'DESK', name: { zh: '科室初审', en: 'Desk review' }, who: { agree: 'ALL', members: [] } },
      { key: 'NDRC', name: { zh: '发改局审批', en: 'NDRC review' }, who: { agree: 'ALL', members: [] } },
      { key: 'FINANCE', name: { zh: '财政局会签', en: 'Finance' }, who: { agree: 'ALL', members: [{ role: 'FINANCE' }] } },
    ],
  },
  named: {},
  content: {
    amountFen: 1_860_000_000,
    summary: [{ label: { zh: '托位', en: 'Places' }, value: { zh: '120 个', en: '120' } }],
    documents: [],
  },
  contentHash: '6b1f'.repeat(16),
  status: 'OPEN',
  round: 2,
  step: 1,
  trail: [0],
  backTo: null,
  tasks: [task, { ...task, task: 4, onBehalfOf: 'wang', person: 'lina' }],
  past: [],
  decisions: [
    {
      task: 3,
      opening: 2,
      step: 1,
      round: 2,
      person: 'zhang',
      onBehalfOf: null,
      choice: 'APPROVE',
      reason: null,
      conditions: [],
      score: null,
      seen: '',
      at: AT,
      door: 'link',
      takenBack: false,
      advisory: false,
    },
  ],
  remarks: [{ kind: 'ANSWER', person: 'lina', to: 'zhang', text: '按省级示范机构补助标准测算。', documents: [], at: AT, recommends: null }],
  opening: { opening: 2, step: 1, round: 2, deadline: DEADLINE },
  before: null,
  clock: { deadline: DEADLINE, marksReached: [] },
  pause: { reason: 'EXPERT_REVIEW', by: 'zhang', notice: '评审通知〔2026〕3 号', on: '2026-11-24', until: null },
  deficiency: null,
  conditions: [],
  acceptedOn: null,
  receivedOn: null,
  closedBy: 'zhang',
  closeReason: null,
  supplementList: null,
  automatic: false,
} as unknown as ApprovalState;

/** What it looks like in the moment that some of them tell of. */
const MOMENTS: Partial<Record<NoticeTemplate, Partial<ApprovalState>>> = {
  supplement: { supplementList: '设备购置明细表；用地预审意见' },
  withheld: { supplementList: '用地预审意见' },
  returned: { closeReason: '投资估算缺少设备购置明细' },
  decided: { status: 'APPROVED', conditions: ['开工前补齐消防意见'] },
  'reply-refused': { status: 'APPROVED' },
  seen: { tasks: [{ ...task, seenAt: AT }] },
};

/** What cases other than approvals tell. */
const OTHERS: Partial<Record<NoticeTemplate, object>> = {
  light: { light: 'RED', lights: [{ month: '2026-10', behind: 12 }] },
  rectification: { ordered: [3, 7], air: { faults: ['甲醛 0.12 mg/m³'] }, deadline: DEADLINE },
  deadline: {},
  stage: {},
  cancelled: { cancelReason: '选址调整', remains: [{ zh: '已付设计费须结算', en: 'design fee to be settled' }] },
  'monthly-report': { deadline: DEADLINE },
  mandate: { mandates: { m1: { principal: 'wang', delegate: 'zhang', from: '2026-12-01', to: '2026-12-05', status: 'ACTIVE' } } },
  'mandate-over': {},
  desk: {},
  'mandate-asked': {},
  role: {},
  'role-proposed': {},
  'route-proposed': {},
  'route-changed': {},
  'standard-proposed': {},
  'standard-changed': {},
  manager: {},
  'project-changed': {},
  account: {},
  guesses: {},
};

const line = { title: state.title, project: 'QH-01', dueOn: '2026-11-27', late: false, door: '/open/QH-01.FSR/6b1f6b1f6b1f6b1f' };
const digest: DigestView = {
  tasks: [
    line,
    { ...line, title: { zh: '初步设计审批', en: 'Approval of the preliminary design' }, project: 'QH-02', dueOn: '2026-11-23', late: true },
  ],
  late: [{ ...line, project: 'QH-04', dueOn: null, late: true, door: null }],
  news: [{ notice: 'n', template: 'decided', title: state.title, project: 'QH-03' }],
};
const burst: BurstView = { held: [line, { ...line, project: 'QH-02' }] };
const DETAILS: Partial<Record<NoticeTemplate, Readonly<Record<string, string>>>> = {
  bounce: { person: 'zhang', template: 'task', kind: 'DEAD', reply: '550 5.1.1' },
  'mandate-asked': {
    zh: 'DL-3：2026年12月1日至2026年12月5日由{by}代理{person}（依据：青发改函〔2026〕3号）',
    en: 'DL-3: {by} is to act for {person} from 1 Dec 2026 to 5 Dec 2026 (basis: 青发改函〔2026〕3号)',
    person: 'zhang',
    by: 'lina',
  },
  role: {
    zh: '{person}现担任财政局（办理人：{by}，依据：青组〔2026〕8号）',
    en: '{person} now holds the role “finance” (by {by}, basis: 青组〔2026〕8号)',
    person: 'zhang',
    by: 'lina',
  },
  'route-proposed': {
    zh: '{by}提出采用本县路线 PAYMENT（RT-1，依据：青托组发〔2026〕7号）。须由另一人在 2026年12月8日前确认或否决',
    en: '{by} proposes to adopt the county’s own route PAYMENT (RT-1, basis: 青托组发〔2026〕7号). Another person must confirm or refuse it by 8 Dec 2026',
    by: 'lina',
  },
  'route-changed': {
    zh: '路线 PAYMENT（RT-1）已采用，此后的申请适用',
    en: 'Route PAYMENT (RT-1) was adopted; applications from now on go by it',
  },
  'role-proposed': {
    zh: '{by}提出由{person}担任财政局（RP-2，依据：青组〔2026〕8号）。须由另一人在 2026年12月8日前确认或否决',
    en: '{by} proposes that {person} hold the role “finance” (RP-2, basis: 青组〔2026〕8号). Another person must confirm or refuse it by 8 Dec 2026',
    person: 'zhang',
    by: 'lina',
  },
  manager: {
    zh: '项目 QH-01 的负责人由{by}改为{person}（依据：青卫〔2026〕5号）',
    en: '{person} manages project QH-01 now instead of {by} (basis: 青卫〔2026〕5号)',
    person: 'zhang',
    by: 'lina',
  },
  'project-changed': {
    zh: '托位 150 → 120；班级 乳儿班 1、托小班 4、托大班 4、混合班 0 → 乳儿班 1、托小班 3、托大班 3、混合班 0（依据：青发改〔2026〕31号，2026年11月20日；规划调整）。请注意：实施方案按原内容印发；方案内容有变更的，须按原程序形成新版本',
    en: 'places 150 → 120; classes 1 infant, 4 toddler, 4 older, 0 mixed → 1 infant, 3 toddler, 3 older, 0 mixed (basis: 青发改〔2026〕31号 of 20 Nov 2026; plans changed). Please note: the plan was issued for what was planned then; what changes in it needs a new version by the same procedure',
  },
  account: {
    zh: '为您签发了登录 3f9a01c2b4d5，有效期至 2026年12月24日 18:00（北京时间；办理人：服务器控制台的操作员）',
    en: 'A sign-in 3f9a01c2b4d5 was issued to you, good until 24 Dec 2026 18:00, Beijing time (by the operator at the service’s console)',
  },
  guesses: {
    zh: '同一网络地址在一分钟内 31 次登录失败，已限制',
    en: '31 sign-ins failed from one network address within a minute; it is held back now',
  },
  'standard-proposed': {
    zh: '{by}提出修改规则表“工程款支付”（ST-1，依据：青财〔2026〕3号，自 2027年1月1日起施行）。须由另一人在 2026年12月8日前确认或否决',
    en: '{by} proposes another version of the table of rules “Payments for works” (ST-1, basis: 青财〔2026〕3号, in force from 1 Jan 2027). Another person must confirm or refuse it by 8 Dec 2026',
    by: 'lina',
  },
  'standard-changed': {
    zh: '规则表“工程款支付”第 1 版（ST-1，依据：青财〔2026〕3号）已采用，自 2027年1月1日起对新开的事项适用',
    en: 'Version 1 of the table of rules “Payments for works” (ST-1, basis: 青财〔2026〕3号) was adopted; it holds for what is opened from 1 Jan 2027 on',
  },
  'reply-refused': { zh: '这一步已由他人处理或已结束，您的操作未计入。', en: 'This step is over; what you chose was not counted.' },
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
  'desk',
  'account',
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
  const other = OTHERS[template];
  const overview = template === 'digest' ? digest : template === 'burst' ? burst : null;
  const about: Occasion['about'] =
    overview !== null
      ? null
      : other === undefined
        ? { stream: 'approval/QH-01.FSR', title: state.title, project: 'QH-01', state: { ...state, ...MOMENTS[template] } }
        : OF_THE_PROGRAMME.includes(template)
          ? { stream: 'programme/QH', title: { zh: '清河县托育建设', en: 'Childcare in Qinghe County' }, project: null, state: other }
          : { stream: 'project/QH-01', title: { zh: '城南托育中心', en: 'Chengnan childcare centre' }, project: 'QH-01', state: other };
  const link = LINKED.includes(template);
  const mail = await composeMail({
    notice: 'sample',
    template,
    to: {
      id: template === 'mandate' || template === 'stand-in' ? 'wang' : 'zhang',
      name: '张伟',
      nameEn: 'Zhang Wei',
      address: 'zhang@example.invalid',
      locale,
    },
    about,
    nameOf: (person) => NAMES[person]?.[locale === 'en' ? 1 : 0] ?? person,
    task: link || template === 'code' ? task : null,
    link: link ? { url: `${publicUrl}/mails#${template}`, check: '4827' } : null,
    code: template === 'code' ? '428 519' : null,
    reply: template === 'task' ? { code: 'K7QM-3XTB-9WHD', address: 'reply@example.invalid' } : null,
    detail: DETAILS[template] ?? null,
    overview,
    unsubscribe: template === 'digest' ? `${publicUrl}/mails#digest` : null,
    publicUrl,
  });
  return { template, locale, subject: mail.subject, html: mail.html, text: mail.text };
}
