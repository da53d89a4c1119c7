/** Checkpoints and alarms of the log as plain mails to one mailbox that the database's operator cannot change. */
import { ALARM_WORDS } from '../domain/words/journal.ts';
import type { PlainPost } from './plain-mail.ts';

/** What the log raises an alarm for. */
export type AlarmCode = 'EVENT_CHANGED' | 'CHAIN_BROKEN' | 'LOG_CUT' | 'LOG_FORKED' | 'NO_KEY' | 'CHECKPOINT_STALE' | 'OUTSIDE_FAILED';

export type CheckpointPost = { checkpoint(note: string): Promise<void>; alarm(code: AlarmCode, where: string): Promise<void> };

const CHANGED = {
  zh: '记录不再可信，服务已停止签名。请立即停用数据库写入、保存现场，并运行 tuojian audit check。',
  en: 'The record cannot be believed and is not signed any more. Stop writing to the database, keep everything as it is, and run `tuojian audit check`.',
};
const SHORTER = {
  zh: `${CHANGED.zh}若是有意恢复了旧备份，请按 docs/audit.zh-CN.md 用 tuojian audit restart 声明丢失部分。`,
  en: `${CHANGED.en} Where an older backup was put back on purpose, declare what is lost with \`tuojian audit restart\` (docs/audit.md).`,
};
/** What happened and what to do: what is wrong with the record, and what only keeps it from being signed or kept. */
const ADVICE: Readonly<Record<AlarmCode, { readonly zh: string; readonly en: string }>> = {
  EVENT_CHANGED: CHANGED,
  CHAIN_BROKEN: CHANGED,
  LOG_CUT: SHORTER,
  LOG_FORKED: SHORTER,
  NO_KEY: {
    zh: '本机没有签名密钥，日志不再签名。请在存有密钥的机器上运行 worker，或把密钥目录（TUOJIAN_LOG_KEYS）恢复到本机后重启。',
    en: 'There is no signing key here and the log is not signed. Run the worker where the keys lie, or bring their folder (TUOJIAN_LOG_KEYS) back and start it again.',
  },
  CHECKPOINT_STALE: {
    zh: '有事件超过五分钟未签名。请检查 worker 是否运行、密钥是否可读。',
    en: 'Events have been without a signature for more than five minutes. See whether the worker runs and can read its keys.',
  },
  OUTSIDE_FAILED: {
    zh: '检查点未能在库外保存，系统会继续重试。请检查下述文件或邮箱。',
    en: 'A checkpoint could not be kept outside the database; it is tried again. Look at the file or mailbox below.',
  },
};

/** Error: the mail server did not take it. */
export function createCheckpointPost(post: PlainPost, address: string): CheckpointPost {
  const send = (subject: string, text: string): Promise<void> => post.send(address, subject, text);
  return {
    checkpoint: (note) =>
      send(
        `[托建] 审计检查点 ${note.split('\n')[1] ?? ''} / audit checkpoint`,
        `请保存本邮件：它证明此刻之前的记录此后未被改动（tuojian audit verify --outside 文件）。\nKeep this mail: it proves that what was recorded before was not changed since (tuojian audit verify --outside FILE).\n\n${note}`,
      ),
    alarm: (code, where) =>
      send(
        `[托建] 审计警报：${ALARM_WORDS[code].zh} / audit alarm: ${ALARM_WORDS[code].en}`,
        `${ADVICE[code].zh}\n\n${ADVICE[code].en}\n\n${code}: ${where}\n`,
      ),
  };
}
