/**
 * Messages of people's own in the apps that they have bound: made from their notices, claimed and settled like mails, ended
 * with what they asked for. Deliberately absent: what they say, and vendors (notices/work/).
 */
import { ACTIVE } from '../../domain/approval/facts.ts';
import type { Locale } from '../../domain/kernel/locale.ts';
import { NOTICE_TEMPLATES, type NoticeTemplate } from '../../domain/notice/due.ts';
import type { NoticeView } from '../../domain/notice/ledger.ts';
import { type Wishes, WORK_TEMPLATES } from '../../domain/notice/preference.ts';
import { peopleTold, type ToldFacts } from '../../domain/notice-facts.ts';
import type { Person } from '../../domain/person.ts';
import type { CaseDetail } from '../../domain/views.ts';
import { setAside, settleAside } from '../aside.ts';
import { caseByStream } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { overLostWays } from '../lost-way.ts';
import { findPeople } from '../people/people.ts';
import { wishesOf } from './preferences.ts';
import { toldBy } from './told.ts';

/** A worker that was down makes up for it; an account that was bound just now is told no old news. */
const LOOK_BACK = '30 minutes';

/** Makes those that are due for whoever has bound an account there. One a notice, whoever asks and however often. */
export async function enqueueWork(db: Database, provider: string): Promise<void> {
  await db.pool.query(
    `INSERT INTO work_notice (id, provider, notice, stream, version, task, template, recipient, created_at)
     SELECT $1::text || '/' || n.id, $1::text, n.id, n.stream, n.version, n.task, n.template, n.recipient, n.created_at
     FROM notice n JOIN sign_in_account a ON a.person = n.recipient AND a.provider = $1::text LEFT JOIN preference p ON p.person = n.recipient
     WHERE n.template = ANY($2) AND n.version > 0 AND n.created_at > GREATEST(now() - interval '${LOOK_BACK}', a.created_at)
       AND COALESCE((p.wishes->>'work')::boolean, true)
     ON CONFLICT (id) DO NOTHING`,
    [provider, WORK_TEMPLATES],
  );
}

/** Their task has been answered or taken away; of an applicant's, nothing is asked of them any more. What else asks is never known to be over. */
const OVER = `(CASE WHEN w.task IS NOT NULL
    THEN NOT EXISTS (SELECT 1 FROM task t WHERE t.stream = w.stream AND t.task = w.task AND t.person = w.recipient AND t.status = ANY($ACTIVE))
  ELSE w.template IN ('returned', 'supplement')
    AND NOT EXISTS (SELECT 1 FROM application x WHERE x.stream = w.stream AND x.applicant = w.recipient AND x.applicant_act IS NOT NULL) END)`;
const over = (place: string): string => OVER.replace('$ACTIVE', place);

type Row = {
  readonly id: string;
  readonly notice: string;
  readonly stream: string;
  readonly version: number;
  readonly task: number | null;
  readonly template: string;
  readonly recipient: string;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly account: string | null;
  readonly over: boolean;
  readonly message: string;
  readonly sentAt: Date;
};

export type ClaimedWork = {
  readonly id: string;
  readonly stream: string;
  readonly template: NoticeTemplate;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly person: string;
  readonly locale: Locale;
  readonly account: string | null;
  readonly wishes: Wishes | null;
  readonly over: boolean;
  readonly about: CaseDetail | null;
  readonly facts: ToldFacts;
  readonly names: ReadonlyMap<string, Person>;
  readonly message: string;
  readonly sentAt: Date;
};

export async function claimWork(db: Database, provider: string, most: number): Promise<readonly ClaimedWork[]> {
  const claimed = await db.pool.query<Row>(
    `UPDATE work_notice w SET claimed_until = now() + interval '1 minute', attempts = attempts + 1
     WHERE id IN (SELECT id FROM work_notice WHERE provider = $1 AND status = 'QUEUED' AND (not_before IS NULL OR not_before <= now())
       AND (claimed_until IS NULL OR claimed_until < now()) ORDER BY created_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING w.id, notice, stream, version, task, template, recipient, attempts, created_at AS "createdAt", '' AS message, now() AS "sentAt",
       (SELECT a.account FROM sign_in_account a WHERE a.person = w.recipient AND a.provider = w.provider ORDER BY a.created_at LIMIT 1) AS account, ${over('$3')} AS over`,
    [provider, most, ACTIVE],
  );
  return withWorld(
    db,
    [...claimed.rows].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
  );
}

/** One row a message: those of which nothing is asked any more, in any of what they told. */
export async function claimOverWork(db: Database, provider: string, most: number): Promise<readonly ClaimedWork[]> {
  const claimed = await db.pool.query<Row>(
    `UPDATE work_notice w SET claimed_until = now() + interval '1 minute', attempts = attempts + 1
     WHERE id IN (SELECT min(w.id) FROM work_notice w WHERE w.provider = $1 AND w.status = 'SENT' AND w.ended_at IS NULL AND w.message IS NOT NULL
         AND (w.not_before IS NULL OR w.not_before <= now()) AND (w.claimed_until IS NULL OR w.claimed_until < now())
       GROUP BY w.message HAVING bool_and(${over('$3')}) ORDER BY min(w.sent_at) LIMIT $2)
     RETURNING w.id, notice, stream, version, task, template, recipient, attempts, created_at AS "createdAt", message, sent_at AS "sentAt",
       NULL AS account, true AS over`,
    [provider, most, ACTIVE],
  );
  return withWorld(db, claimed.rows);
}

async function withWorld(db: Database, rows: readonly Row[]): Promise<readonly ClaimedWork[]> {
  const wishes = await wishesOf(
    db,
    rows.map(({ recipient }) => recipient),
  );
  const made: ClaimedWork[] = [];
  for (const { notice, task, version, recipient, ...row } of rows) {
    try {
      const about = await caseByStream(db, row.stream);
      const kept = await db.prisma.notice.findUnique({ where: { id: notice }, select: { facts: true } });
      const asked = { ...row, version, recipient, task, detail: null, facts: (kept?.facts ?? null) as ToldFacts | null }; // as the recorder wrote it
      const { facts } = await toldBy(db, asked, about);
      const names = await findPeople(db, [...peopleTold(facts), recipient]);
      const template = NOTICE_TEMPLATES.find((name) => name === row.template) ?? 'task';
      const locale = names.get(recipient)?.locale ?? 'zh-CN';
      made.push({ ...row, template, person: recipient, locale, wishes: wishes.get(recipient) ?? null, about, facts, names });
    } catch (error) {
      await putWorkAside(db, row.id, row.stream, error);
    }
  }
  return made;
}

/** A message that is out is out: it is noted as soon as the way to PostgreSQL is back. */
const SETTLE = { limitMs: 20_000 };

export async function settleWork(
  db: Database,
  ids: readonly string[],
  settled: { readonly status: string; readonly outcome: string; readonly message?: string; readonly notBefore?: Date; readonly untried?: true },
): Promise<void> {
  const settle = () =>
    db.pool.query(
      `UPDATE work_notice SET status = $2::text, outcome = $3, message = $4, not_before = $5::timestamptz, claimed_until = NULL,
         attempts = CASE WHEN $2::text = 'SENT' THEN 0 WHEN $6 THEN GREATEST(attempts - 1, 0) ELSE attempts END, sent_at = CASE WHEN $2::text = 'SENT' THEN now() END WHERE id = ANY($1)`,
      [ids, settled.status, settled.outcome.slice(0, 200), settled.message ?? null, settled.notBefore ?? null, settled.untried === true],
    );
  await overLostWays(settle, SETTLE);
  for (const id of ids) await settleAside(db, 'BOTS', id);
}

/** `notBefore`: it is tried again; null: it has ended. */
export async function endWork(db: Database, message: string, provider: string, outcome: string, notBefore: Date | null): Promise<void> {
  await db.pool.query(
    `UPDATE work_notice SET claimed_until = NULL, not_before = $4::timestamptz, outcome = CASE WHEN $4::timestamptz IS NULL THEN $3 ELSE outcome END,
       ended_at = CASE WHEN $4::timestamptz IS NULL THEN now() END WHERE provider = $1 AND message = $2 AND status = 'SENT'`,
    [provider, message, outcome.slice(0, 200), notBefore],
  );
}

export async function holdWork(db: Database, provider: string, until: Date): Promise<void> {
  await db.pool.query(
    `UPDATE work_notice SET not_before = GREATEST(not_before, $2::timestamptz), claimed_until = NULL WHERE provider = $1 AND status = 'QUEUED'`,
    [provider, until],
  );
}

/** `person` null: to anybody. Messages, not notices: several share one. */
export async function workSentLastMinute(db: Database, provider: string, person: string | null): Promise<number> {
  const found = await db.pool.query<{ sent: number }>(
    `SELECT count(DISTINCT message)::int AS sent FROM work_notice
     WHERE provider = $1 AND sent_at > now() - interval '1 minute' AND ($2::text IS NULL OR recipient = $2)`,
    [provider, person],
  );
  return found.rows[0]?.sent ?? 0;
}

export async function putWorkAside(db: Database, id: string, about: string, reason: unknown): Promise<void> {
  if (!(await setAside(db, { loop: 'BOTS', item: id, about, reason }))) return;
  await db.pool.query(
    `UPDATE work_notice w SET claimed_until = NULL, not_before = a.next_try, outcome = 'set aside' FROM set_aside a WHERE w.id = $1 AND a.loop = 'BOTS' AND a.item = w.id`,
    [id],
  );
}

/** As the ledger of a case shows them. */
export async function listWork(db: Database, stream: string): Promise<readonly NoticeView[]> {
  const rows = await db.prisma.workNotice.findMany({ where: { stream }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: 1_000 });
  return rows.map(({ id, provider, template, recipient, task, status, outcome, createdAt, sentAt, notBefore }) => ({
    id,
    channel: provider,
    template,
    recipient,
    task,
    status,
    outcome,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    heldUntil: status === 'QUEUED' ? (notBefore?.toISOString() ?? null) : null,
    visits: 0,
    openedAt: null,
    attempts: [],
  }));
}
