/**
 * The mail ledger of a whole programme, in pages, narrowed; and what became of the cards of its group bots. Deliberately
 * absent: every try of one mail (the ledger of its case, mail/notices.ts), addresses.
 */
import type { BotStanding, MailFilter, MailPage, MailRow } from '../../domain/office.ts';
import type { Database } from '../database.ts';
import { ledgerPlace, partsOfPlace } from '../ledger-place.ts';

const UNDELIVERED = ['REFUSED', 'BOUNCED', 'FAILED', 'UNKNOWN'];

type Row = Omit<MailRow, 'createdAt' | 'sentAt' | 'heldUntil'> & {
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly heldUntil: Date | null;
};

/** Newest first. `before`: as an earlier page's `next` says. */
export async function programmeMails(
  db: Database,
  programme: string,
  filter: MailFilter,
  { before, most }: { readonly before: string | null; readonly most: number },
): Promise<MailPage> {
  const [at, id] = partsOfPlace(before);
  const found = await db.pool.query<Row>(
    `SELECT n.id, n.stream, n.template, n.recipient, n.status, n.outcome, n.attempts, n.created_at AS "createdAt", n.sent_at AS "sentAt",
       CASE WHEN n.status IN ('HELD', 'UNKNOWN') THEN n.not_before END AS "heldUntil",
       (SELECT t.task FROM task t WHERE t.stream = n.stream AND t.task = n.task AND t.status = 'PENDING') AS "openTask"
     FROM notice n JOIN stream s USING (stream)
     WHERE s.programme = $1 AND ($2::timestamptz IS NULL OR (n.created_at, n.id) < ($2::timestamptz, $3::text))
       AND ($4::text IS NULL OR n.status = $4) AND ($5::text IS NULL OR n.recipient = $5) AND ($6::text IS NULL OR n.template = $6)
       AND ($7::text[] IS NULL OR n.status = ANY($7))
     ORDER BY n.created_at DESC, n.id DESC LIMIT $8`,
    [
      programme,
      at,
      id,
      filter.status ?? null,
      filter.person ?? null,
      filter.template ?? null,
      filter.undelivered === true ? UNDELIVERED : null,
      most + 1,
    ],
  );
  const rows = found.rows.slice(0, most);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      sentAt: row.sentAt?.toISOString() ?? null,
      heldUntil: row.heldUntil?.toISOString() ?? null,
    })),
    next: found.rows.length > most && last !== undefined ? ledgerPlace(last.createdAt, last.id) : null,
  };
}

/** Every bot that ever had a card of this programme. */
export async function botStandings(db: Database, programme: string): Promise<readonly BotStanding[]> {
  const found = await db.pool.query<Omit<BotStanding, 'lastSentAt'> & { readonly lastSentAt: Date | null }>(
    `SELECT b.bot, count(*) FILTER (WHERE b.status = 'SENT')::int AS sent, count(*) FILTER (WHERE b.status = 'QUEUED')::int AS waiting,
       count(*) FILTER (WHERE b.status NOT IN ('SENT', 'QUEUED', 'DROPPED'))::int AS failed, max(b.sent_at) AS "lastSentAt",
       (array_agg(b.outcome ORDER BY b.created_at DESC) FILTER (WHERE b.status <> 'SENT' AND b.outcome IS NOT NULL))[1] AS "lastOutcome"
     FROM bot_card b JOIN stream s USING (stream) WHERE s.programme = $1 GROUP BY b.bot ORDER BY b.bot`,
    [programme],
  );
  return found.rows.map(({ lastSentAt, ...row }) => ({ ...row, lastSentAt: lastSentAt?.toISOString() ?? null }));
}
