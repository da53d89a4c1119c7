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
} as const satisfies Readonly<Record<string, Text>>;
export type Loop = keyof typeof LOOPS;

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
