/**
 * What the journal notes by a code, in words: what left as a file, what was mended, how somebody signed in, what was done with
 * what another system is told, and why the log raised an alarm. Deliberately absent: acts (commands.ts), refusals (refusals.ts).
 */
import { LOOPS } from '../aside.ts';
import type { SignInWay } from '../kernel/actor.ts';
import type { Text } from '../kernel/values.ts';
import type { RepairKind, WebhookChange } from './lists.ts';
import { named } from './named.ts';

const EXPORTED_WORDS: Readonly<Record<string, Text>> = {
  EVENTS: { zh: '检索到的事件', en: 'events that were searched' },
  SEARCH: { zh: '检索到的事件', en: 'events that were searched' },
  STORY: { zh: '项目全程', en: 'the story of a project' },
  BUNDLE: { zh: '证据包', en: 'an evidence bundle' },
  ARCHIVE: { zh: '归档证据包', en: 'the evidence bundle of an archive' },
};
export const exportedName = named(EXPORTED_WORDS);

/** A bundle says so by what it is. */
const FORMAT_WORDS: Readonly<Record<string, Text>> = {
  csv: { zh: 'CSV 表格', en: 'a CSV table' },
  xlsx: { zh: 'Excel 表格', en: 'an Excel table' },
  jsonl: { zh: 'JSON 行', en: 'JSON lines' },
  pdf: { zh: 'PDF 文件', en: 'a PDF' },
  bundle: { zh: '', en: '' },
};
export const formatName = named(FORMAT_WORDS);

const REPAIR_WORDS: Readonly<Record<RepairKind, Text>> = {
  WORKFLOW_STARTED: { zh: '重新启动流程', en: 'its workflow was started again' },
  WORKFLOW_CAUGHT_UP: { zh: '流程补齐记录', en: 'its workflow caught up with the record' },
  WORKFLOW_ENDED: { zh: '结束空流程', en: 'its empty workflow was ended' },
  REPORTED: { zh: '已报告，待人处理', en: 'told to people, who have to see to it' },
};
export const repairName = named(REPAIR_WORDS);

const SIGN_IN_WORDS: Readonly<Record<SignInWay, Text>> = {
  'email+otp': { zh: '邮箱验证码', en: 'by a code sent by e-mail' },
  'password+totp': { zh: '密码加动态码', en: 'by a password and a code of an app' },
  oidc: { zh: '统一身份认证', en: 'by the county’s sign-in' },
  dingtalk: { zh: '钉钉', en: 'by DingTalk' },
  wecom: { zh: '企业微信', en: 'by WeCom' },
  feishu: { zh: '飞书', en: 'by Feishu' },
  key: { zh: '程序密钥', en: 'by a key made for a program' },
  example: { zh: '示例一键登录', en: 'by one click, as somebody of the example' },
};
/** What a county calls its own way stands as it is. */
export const signInName = named(SIGN_IN_WORDS);

const WEBHOOK_CHANGE_WORDS: Readonly<Record<WebhookChange, Text>> = {
  CONFIRMED: { zh: '已确认，开始发送', en: 'confirmed, and told from now on' },
  PAUSED: { zh: '暂停', en: 'paused' },
  RESUMED: { zh: '恢复', en: 'resumed' },
  REMOVED: { zh: '移除', en: 'removed' },
  SECRET_MADE: { zh: '更换签名密钥', en: 'another secret made' },
  SENT_AGAIN: { zh: '补发', en: 'messages sent again' },
};
export const webhookChangeName = named(WEBHOOK_CHANGE_WORDS);

/** Why the log raised an alarm, in a few words. */
export const ALARM_WORDS = {
  EVENT_CHANGED: { zh: '事件被改动', en: 'an event was changed' },
  CHAIN_BROKEN: { zh: '哈希链断裂', en: 'a chain of hashes is broken' },
  LOG_CUT: { zh: '日志变短', en: 'the log is shorter than it was' },
  LOG_FORKED: { zh: '日志与已签名的不一致', en: 'the log is not the one that was signed' },
  NO_KEY: { zh: '没有签名密钥', en: 'no signing key' },
  CHECKPOINT_STALE: { zh: '事件逾五分钟未签名', en: 'events unsigned for five minutes' },
  OUTSIDE_FAILED: { zh: '检查点未能在库外保存', en: 'a checkpoint could not be kept outside' },
  SET_ASIDE: { zh: '有事项被搁置', en: 'something was set aside' },
} as const satisfies Readonly<Record<string, Text>>;

export const loopName = named(LOOPS);

/** What the service itself wrote in English, for Chinese readers. */
type Sentence = readonly [RegExp, (...parts: readonly string[]) => string];
function translated(sentences: readonly Sentence[], text: string): Text {
  for (const [pattern, zh] of sentences) {
    const [, ...parts] = pattern.exec(text) ?? [];
    if (pattern.test(text)) return { zh: zh(...parts), en: text };
  }
  return { zh: text, en: text };
}

const PLACES: readonly Sentence[] = [
  [/^checkpoint (\d+) was signed elsewhere, and (.*) holds no key$/s, (size, folder) => `检查点 ${size} 由他处签名，${folder} 中没有密钥`],
  [/^(\d+) events were signed, (\d+) are there$/, (signed, size) => `已签名 ${signed} 个事件，现有 ${size} 个`],
  [/^place (\d+) of the log is not the event that was signed$/, (place) => `日志第 ${place} 位不是已签名的事件`],
  [/^(\S+), since (.+)$/s, (where, since) => `${where}，自 ${since}`],
];
/** Where: a loop with how many items it set aside; places in the record and of files stand as they are. */
export function alarmPlace(where: string): Text {
  const [, loop = '', items = ''] = /^([A-Z_]+): (\d+)$/.exec(where) ?? [];
  if (!Object.hasOwn(LOOPS, loop)) return translated(PLACES, where);
  const { zh, en } = loopName(loop);
  return { zh: `${zh} ${items} 项`, en: `${en}: ${items}` };
}

/** As temporal/reconcile-both.ts says it. */
const CAUSES: readonly Sentence[] = [
  [/^the case is open at version (\d+), and its workflow was (.+)$/s, (version, status) => `案卷在第 ${version} 版，尚未办结，流程为 ${status}`],
  [
    /^its workflow knows version (\d+), the record holds (\d+): events are lost$/,
    (known, version) => `流程已到第 ${known} 版，记录只有第 ${version} 版：有事件丢失`,
  ],
  [/^its workflow knew version (\d+) of (\d+)$/, (known, version) => `流程在第 ${known} 版，记录在第 ${version} 版`],
  [/^its workflow runs, and nothing is recorded of it$/, () => '流程在运行，但没有任何记录'],
  [/^its workflow ran without a command, and nothing is recorded of it$/, () => '流程没有收到任何指令，也没有任何记录'],
  [/^the case is closed, and its workflow did not know it$/, () => '案卷已办结，流程尚不知道'],
  [
    /^(\S+) and (\S+) do not agree that the one owns the other; one of them may wait for ever$/,
    (owner, stream) => `${owner} 与 ${stream} 的从属关系不一致，其一可能一直等待`,
  ],
];
export const repairCause = (why: string): Text => translated(CAUSES, why);
