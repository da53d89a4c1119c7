/** Checkpoints and alarms of the log as plain mails to one mailbox that the database's operator cannot change. */
import { createHash } from 'node:crypto';
import type { Mailer } from './mail.ts';

export type CheckpointPost = { checkpoint(note: string): Promise<void>; alarm(code: string, where: string): Promise<void> };

/** Error: the mail server did not take it. */
export function createCheckpointPost(mailer: Mailer, address: string, host: string): CheckpointPost {
  const send = async (subject: string, text: string): Promise<void> => {
    const id = createHash('sha256').update(`${subject}\n${text}`).digest('hex').slice(0, 32);
    const html = `<pre>${escaped(text)}</pre>`;
    const mail = {
      notice: id,
      to: { name: '', address },
      subject,
      text,
      html,
      messageId: `<${id}@${host}>`,
      inReplyTo: null,
      replyTo: null,
      unsubscribe: null,
    };
    const outcome = await mailer.send(await mailer.build(mail), { notice: id, address });
    if (outcome.result !== 'SENT') throw new Error(`the mail server answered ${outcome.reply || outcome.result}`);
  };
  return {
    checkpoint: (note) =>
      send(
        `[托建] 审计检查点 ${note.split('\n')[1] ?? ''} / audit checkpoint`,
        `请保存本邮件：它证明此刻之前的记录此后未被改动（tuojian audit verify --outside 文件）。\nKeep this mail: it proves that what was recorded before was not changed since (tuojian audit verify --outside FILE).\n\n${note}`,
      ),
    alarm: (code, where) =>
      send(
        `[托建] 审计警报 ${code} / audit alarm`,
        `记录不再可信，服务已停止签名。请立即停用数据库写入、保存现场，并运行 tuojian audit check。\nThe record cannot be believed and is not signed any more. Stop writing to the database, keep everything as it is, and run \`tuojian audit check\`.\n\n${code}: ${where}\n`,
      ),
  };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
