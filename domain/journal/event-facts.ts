/** What the events of a journal mean: their words, whom they name, what they carry. Read by domain/audit/facts.ts. */
import type { EventFactsOf } from '../kernel/event-facts.ts';
import { alarmPlace, exportedName, formatName, loopName, repairCause, repairName, signInName, webhookChangeName } from '../words/journal.ts';
import { named } from '../words/named.ts';
import { PROPOSAL_END_WORDS } from '../words/statuses.ts';
import type { JournalEvent } from './ledger.ts';
import { caseName, triedName } from './words.ts';

const OF = { programme: 'code' } as const;
const ENDED = { why: named(PROPOSAL_END_WORDS) } as const;
const BY = { ...OF, by: 'person', basis: 'document' } as const;

export const JOURNAL_FACTS = {
  HistoryRead: { zh: '查阅记录', en: 'history read', shows: ['what'], fields: { ...OF, what: 'text', at: 'unsearched' } },
  AttemptRefused: {
    zh: '操作被拒绝',
    en: 'attempt refused',
    shows: ['code', 'command', 'stream'],
    words: { command: (type, { stream }) => triedName(stream, type), stream: caseName },
    // The journal notes what was refused to others than its own actor, which is the service.
    fields: { ...OF, stream: 'code', command: 'code', person: 'acting', door: 'door', code: 'outcome', at: 'unsearched' },
  },
  ExportMade: {
    zh: '导出',
    en: 'export made',
    shows: ['what', 'format'],
    words: { what: exportedName, format: formatName },
    fields: { ...OF, what: 'text', format: 'code', query: 'text' },
  },
  AnswersHandedIn: {
    zh: '问卷入库',
    en: 'survey answers handed in',
    fields: { ...OF, batch: 'code', fileName: 'text', sha256: 'file', rowsSha256: 'unsearched' },
  },
  SurveyReportMade: {
    zh: '出具调研报告',
    en: 'survey report made',
    shows: ['survey'],
    fields: { ...OF, survey: 'code', sha256: 'file', lang: 'code' },
  },
  ProgrammeSurveyReportMade: {
    zh: '出具项目群调研报告',
    en: 'survey report of the programme made',
    shows: ['surveys'],
    fields: { ...OF, sha256: 'file', lang: 'code' },
  },
  ProgrammeQuestionnaireOpened: {
    zh: '开放项目群公开问卷',
    en: 'public questionnaire of the programme opened',
    shows: ['basis'],
    fields: { ...BY, link: 'unsearched', closesOn: 'code', areas: { name: 'text', stratum: 'code' } },
  },
  ProgrammeQuestionnaireClosed: {
    zh: '结束项目群公开问卷',
    en: 'public questionnaire of the programme closed',
    shows: ['received'],
    fields: { ...OF, by: 'person', link: 'unsearched', head: 'unsearched', refused: 'unsearched', batches: 'code' },
  },
  DocumentKept: {
    zh: '文件在案',
    en: 'document kept',
    shows: ['stream'],
    words: { stream: caseName },
    fields: { ...OF, sha256: 'file', stream: 'code' },
  },
  RepairMade: {
    zh: '修复',
    en: 'repair made',
    shows: ['stream', 'what', 'why'],
    words: { stream: caseName, what: repairName, why: repairCause },
    fields: { ...OF, stream: 'code', what: 'code', why: 'text' },
  },
  AlarmRaised: {
    zh: '警报',
    en: 'alarm raised',
    shows: ['code', 'where'],
    words: { where: alarmPlace },
    fields: { ...OF, code: 'outcome', where: 'text' },
  },
  AsideSettled: {
    zh: '搁置事项已另行处理',
    en: 'dealt with by hand what was set aside',
    shows: ['loop', 'item', 'basis'],
    words: { loop: loopName },
    fields: { ...OF, loop: 'code', item: 'code', basis: 'document' },
  },
  LogRestarted: {
    zh: '日志重启：备份恢复后声明丢失部分',
    en: 'log restarted: part of it declared lost after a restore',
    shows: ['reason'],
    fields: { ...OF, reason: 'text' },
  },
  PersonErased: { zh: '清除个人信息', en: 'personal data erased', shows: ['basis'], fields: { ...BY, person: 'person' } },
  PersonAdded: { zh: '登记人员', en: 'person added', shows: ['basis'], fields: { ...BY, person: 'person', address: 'unsearched' } },
  FirstAdministratorNamed: {
    zh: '指定首位管理员',
    en: 'first administrator named',
    fields: { ...OF, person: 'person', address: 'unsearched' },
  },
  PersonChanged: {
    zh: '人员资料变更',
    en: 'person’s data changed',
    shows: ['basis'],
    fields: {
      ...BY,
      person: 'person',
      fields: 'code',
      oldAddress: 'unsearched',
      newAddress: 'unsearched',
      proposal: 'code',
      proposedBy: 'person',
    },
  },
  AddressProposed: {
    zh: '提出更改邮箱',
    en: 'another address proposed',
    shows: ['basis'],
    fields: { ...BY, person: 'person', proposal: 'code', newAddress: 'unsearched', until: 'code' },
  },
  AddressProposalEnded: {
    zh: '更改邮箱未生效',
    en: 'another address not confirmed',
    shows: ['why', 'basis'],
    words: ENDED,
    fields: { ...BY, person: 'person', proposal: 'code', why: 'code' },
  },
  SignInIssued: {
    zh: '签发登录',
    en: 'sign-in issued',
    shows: ['basis'],
    fields: { ...BY, person: 'person', signIn: 'code', kind: 'code', scope: 'code', until: 'code' },
  },
  SignedIn: {
    zh: '登录',
    en: 'signed in',
    shows: ['how'],
    words: { how: signInName },
    fields: { ...OF, person: 'person', signIn: 'code', how: 'code', until: 'unsearched' },
  },
  AccountBound: {
    zh: '绑定登录方式',
    en: 'way to sign in bound',
    shows: ['provider'],
    words: { provider: signInName },
    fields: { ...OF, person: 'person', provider: 'code' },
  },
  AccountUnbound: {
    zh: '解除登录方式',
    en: 'way to sign in unbound',
    shows: ['provider'],
    words: { provider: signInName },
    fields: { ...OF, person: 'person', provider: 'code' },
  },
  SignedOut: { zh: '退出登录', en: 'signed out', fields: { ...OF, person: 'person', signIn: 'code' } },
  SignInUsedFirst: {
    zh: '登录首次使用',
    en: 'sign-in used for the first time',
    fields: { ...OF, person: 'person', signIn: 'code', at: 'unsearched' },
  },
  SignInRefused: {
    zh: '登录失败',
    en: 'sign-in failed',
    fields: { ...OF, person: 'person', door: 'door', network: 'unsearched', at: 'unsearched' },
  },
  SignInRevoked: { zh: '吊销登录', en: 'sign-in revoked', shows: ['basis'], fields: { ...BY, person: 'person', signIn: 'code' } },
  WebhookProposed: {
    zh: '提出事件推送',
    en: 'telling another system proposed',
    shows: ['name', 'host', 'basis'],
    fields: { ...BY, webhook: 'code', name: 'text', host: 'code', of: 'code', events: 'code', until: 'code' },
  },
  WebhookProposalEnded: {
    zh: '事件推送未生效',
    en: 'telling another system not confirmed',
    shows: ['webhook', 'why', 'basis'],
    words: ENDED,
    fields: { ...BY, webhook: 'code', why: 'code' },
  },
  WebhookChanged: {
    zh: '事件推送变更',
    en: 'telling another system changed',
    shows: ['webhook', 'change', 'basis'],
    words: { change: webhookChangeName },
    fields: { ...BY, webhook: 'code', change: 'code' },
  },
  WebhookSwitchedOff: {
    zh: '事件推送自动停用',
    en: 'telling another system switched off',
    shows: ['webhook', 'cause'],
    fields: { ...OF, webhook: 'code', cause: 'outcome' },
  },
  CalendarProposed: {
    zh: '提出工作日历',
    en: 'a year of the working-day calendar proposed',
    shows: ['year', 'document', 'basis'],
    fields: { ...BY, proposal: 'code', status: 'code', document: 'document', until: 'code', replaces: 'code' },
  },
  CalendarRefused: {
    zh: '工作日历未生效',
    en: 'a year of the working-day calendar not confirmed',
    shows: ['year', 'why', 'basis'],
    words: ENDED,
    fields: { ...BY, proposal: 'code', why: 'code' },
  },
  CalendarYearStored: {
    zh: '采用工作日历',
    en: 'a year of the working-day calendar stored',
    shows: ['year', 'document', 'basis'],
    fields: { ...BY, proposal: 'code', status: 'code', document: 'document', confirmedBy: 'person' },
  },
  ProgrammeArchived: { zh: '归档', en: 'programme archived', fields: { ...OF, manifest: 'file' } },
} as const satisfies EventFactsOf<JournalEvent>;
