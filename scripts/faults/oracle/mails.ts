/**
 * O4: what was due to be sent is what the mail server took, by Message-ID. A mail may have come twice only where the answer to
 * it was lost, or where whoever sent it died before they could note it; a second try of the same sender is byte for byte the
 * first. What was not sent has a reason in the ledger.
 */
import type { Database } from '../../../prisma/database.ts';
import { grouped } from '../grouped.ts';
import type { SunkMail } from '../sink.ts';
import type { Findings } from './findings.ts';

type Row = {
  readonly id: string;
  readonly messageId: string;
  readonly status: string;
  readonly template: string;
  readonly stream: string;
  readonly attempts: number;
  readonly tried: readonly string[];
  /** Somebody was told that it did not arrive. */
  readonly told: boolean;
};

export type MailReport = Findings & {
  readonly due: number;
  readonly delivered: number;
  /** Came more than once, for a reason that is known. */
  readonly again: number;
  readonly byStatus: Readonly<Record<string, number>>;
};

/** What the service tells those who run it stands in no ledger (notices/plain-mail.ts). */
const OFFICE = '[托建]';
const WAITS = ['QUEUED', 'HELD', 'UNKNOWN'];

export async function mailsArrived(db: Database, sunk: readonly SunkMail[]): Promise<MailReport> {
  const { rows } = await db.pool.query<Row>(
    `SELECT id, message_id AS "messageId", status, template, stream, attempts,
       ARRAY(SELECT result FROM notice_attempt a WHERE a.notice = n.id ORDER BY a.id) AS tried,
       EXISTS (SELECT 1 FROM notice b WHERE b.template = 'bounce' AND b.detail->>'of' = n.id) AS told FROM notice n`,
  );
  // `<ID@host>` in the mail, the id alone in the ledger.
  const copies = grouped(sunk, ({ messageId }) => /^<([^@>]+)/.exec(messageId)?.[1] ?? messageId);
  const [lost, twice, stuck, wrong]: [string[], string[], string[], string[]] = [[], [], [], []];
  let [delivered, again] = [0, 0];
  const known = new Set(rows.map(({ messageId }) => messageId));
  for (const row of rows) {
    const took = copies.get(row.messageId) ?? [];
    const name = `mail ${row.template} of ${row.stream} (${row.status}, ${row.attempts} tries)`;
    const sent = ['SENT', 'RESENT'].includes(row.status);
    if (sent && took.length === 0) lost.push(`${name}: noted as sent, and no server took it`);
    if (WAITS.includes(row.status)) stuck.push(`${name}: still waits`);
    // Refused for good: whoever looks after the case knows (FI-25).
    if (row.status === 'REFUSED' && row.template !== 'bounce' && !row.told) stuck.push(`${name}: nobody was told`);
    if (took.length > 0) delivered += 1;
    if (took.length <= 1) continue;
    again += 1;
    // A try that is not noted was cut off with its sender; one whose end is unknown lost its answer.
    const unknown = row.tried.filter((result) => result === 'UNKNOWN').length + Math.max(0, row.attempts - row.tried.length);
    if (took.length > 1 + unknown) twice.push(`${name}: came ${took.length} times, and ${unknown} tries had an unknown end`);
  }
  for (const [messageId, [mail]] of copies)
    if (!known.has(messageId) && mail !== undefined && !mail.subject.startsWith(OFFICE))
      wrong.push(`a mail that no notice made due: ${mail.subject}`);
  const byStatus = Object.fromEntries([...grouped(rows, ({ status }) => status)].map(([status, all]) => [status, all.length]));
  return { lost, twice, stuck, wrong, due: rows.length, delivered, again, byStatus };
}
