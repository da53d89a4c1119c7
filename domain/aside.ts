/**
 * What a loop passes over because it could not be done: which loops there are, and how the reason is written so that it
 * holds no secret and no address. Pure. Deliberately absent: where it is kept (prisma/aside.ts) and who is told.
 */
import type { IsoInstant, Text } from './kernel/values.ts';

/** Every loop of the service that takes one item after the other; each passes over what fails. */
export const LOOPS = {
  AUDIT_CLERK: { zh: '日志收录', en: 'taking events into the log' },
  JOURNAL: { zh: '审计台账登记', en: 'noting in the journals' },
  FINDINGS_CHECK: { zh: '项目自动检查', en: 'checking projects' },
  COURIER: { zh: '发送邮件', en: 'sending mails' },
  BOTS: { zh: '群机器人卡片', en: 'cards for chats' },
  MAILBOX: { zh: '收取邮件', en: 'reading incoming mail' },
  CARRY_OUT: { zh: '案卷之间的通知', en: 'starting and telling other cases' },
  RECONCILE: { zh: '记录与流程核对', en: 'comparing record and workflows' },
  CALENDAR: { zh: '告知新工作日历', en: 'telling cases of a new calendar' },
  REPLAY: { zh: '流程重放核对', en: 'replaying workflow histories' },
  POST_OFFICE: { zh: '邮政例行工作', en: 'jobs of the post office' },
  WEBHOOKS: { zh: '向其他系统推送事件', en: 'telling other systems of events' },
} as const satisfies Readonly<Record<string, Text>>;
export type Loop = keyof typeof LOOPS;

/** What does not happen while an item of a loop is set aside, and what a person does about it; a clause each, without a full stop. */
export const LOOP_MEANS: Readonly<Record<Loop, { readonly stopped: Text; readonly todo: Text }>> = {
  AUDIT_CLERK: {
    stopped: { zh: '这些事件已在案，但尚未编入可检索、可验证的日志', en: 'these events are recorded, but cannot be searched and are not signed yet' },
    todo: { zh: '查看数据库和签名密钥是否可用，再重试', en: 'see whether the database and the signing key can be used, then try again' },
  },
  JOURNAL: {
    stopped: { zh: '这些查阅、退回或导出尚未记入审计台账', en: 'these readings, refusals or exports are not in the journals yet' },
    todo: { zh: '查看数据库是否可写，再重试', en: 'see whether the database takes what is written, then try again' },
  },
  FINDINGS_CHECK: {
    stopped: { zh: '这些项目未做自动检查，可能有未发现的疑点', en: 'these projects were not checked; there may be findings that nobody sees' },
    todo: { zh: '按技术原因排除故障后重试；仍不成功请报告开发者', en: 'mend what the technical reason names and try again; report it if it stays' },
  },
  COURIER: {
    stopped: { zh: '这些邮件未寄出，收件人可能不知道有事待办', en: 'these mails did not go out, and those who are asked may not know it' },
    todo: {
      zh: '核对邮件服务器和收件地址，重试；急件请电话告知',
      en: 'look at the mail server and the address, try again, and tell urgent ones by telephone',
    },
  },
  BOTS: {
    stopped: { zh: '这些卡片未发到群里；邮件照常', en: 'these cards did not reach the chat; mails go on' },
    todo: { zh: '核对群机器人的地址和密钥（TUOJIAN_BOTS），再重试', en: "look at the bot's URL and secret (TUOJIAN_BOTS), then try again" },
  },
  MAILBOX: {
    stopped: {
      zh: '这些来信未处理，其中的答复和退信均未生效',
      en: 'these incoming mails were not taken in; answers and bounces in them have no effect',
    },
    todo: { zh: '请经办人到收件箱人工查看；排除故障后重试', en: 'have somebody look into the mailbox, and try again when the cause is mended' },
  },
  CARRY_OUT: {
    stopped: { zh: '后续环节未启动或未得到通知，项目停在这里', en: 'what follows was not started or told; the project waits there' },
    todo: { zh: '查看 Temporal 是否可用，再重试', en: 'see whether Temporal answers, then try again' },
  },
  RECONCILE: {
    stopped: {
      zh: '这些案卷的记录与流程可能不一致，期限和提醒可能不动',
      en: 'record and workflow of these cases may differ; their deadlines and reminders may stand still',
    },
    todo: {
      zh: '按技术原因处理流程（见 docs/audit.md），再重试',
      en: 'mend the workflow as the technical reason says (docs/audit.md), then try again',
    },
  },
  CALENDAR: {
    stopped: { zh: '这些案卷仍按旧工作日历计算期限', en: 'these cases still count their deadlines by the calendar of before' },
    todo: { zh: '查看 Temporal 是否可用，再重试', en: 'see whether Temporal answers, then try again' },
  },
  REPLAY: {
    stopped: { zh: '这些流程未能重放核对', en: 'these workflows could not be replayed and compared' },
    todo: {
      zh: '查看 Temporal 是否可用、加密密钥是否齐全，再重试',
      en: 'see whether Temporal answers and the payload keys are all there, then try again',
    },
  },
  POST_OFFICE: {
    stopped: { zh: '该项例行工作（缓发、摘要、催办等）未做', en: 'this routine work (held mails, overviews, reminders) was not done' },
    todo: { zh: '按技术原因排除故障后重试', en: 'mend what the technical reason names, then try again' },
  },
  WEBHOOKS: {
    stopped: { zh: '事件未推送到其他系统；审批照常', en: 'other systems do not hear of events; approvals go on' },
    todo: { zh: '查看数据库和封装密钥是否可用，再重试', en: 'see whether the database and the seal keys can be used, then try again' },
  },
};

/** A loop, the key of an item in it, and the stream or programme that it concerns, if one. No personal data, no secrets. */
export type SetAsideItem = { readonly loop: Loop; readonly item: string; readonly about: string | null; readonly reason: string };

export type Aside = SetAsideItem & {
  readonly firstSeen: IsoInstant;
  readonly lastTried: IsoInstant;
  readonly tries: number;
  readonly nextTry: IsoInstant;
  readonly toldAt: IsoInstant | null;
  readonly settledAt: IsoInstant | null;
};

/** Never in the middle of a character. */
const cut = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

const REASON_MAX = 240;
/** Passwords in addresses of servers, addresses of people, and whatever is as long and mixed as a token. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\/\/[^/\s@]*@/g, '//'],
  [/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '[address]'],
  [/[A-Za-z0-9_-]{24,}/g, '[masked]'],
];

/** A text in one line that a database keeps and a terminal shows: no control characters, no half characters. */
const shown = (text: string): string =>
  text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ')
    .trim();

/** Why something failed, as one short sentence: the first line of an error, without addresses and secrets. */
export function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message.trim() || error.name : String(error);
  const line = shown(said.split(/\r?\n/).find((part) => part.trim() !== '') ?? 'unknown');
  return cut(
    SECRETS.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line),
    REASON_MAX,
  );
}

const KEY_MAX = 300;
/** A key as it can be kept and shown. */
export const keyOf = (item: string): string => cut(shown(item), KEY_MAX);

/** `COURIER 2, BOTS 1`; `ok` where nothing is set aside. */
export const countsInWords = (counts: Readonly<Record<string, number>>): 'ok' | string =>
  Object.entries(counts)
    .map(([loop, count]) => `${loop} ${count}`)
    .join(', ') || 'ok';
