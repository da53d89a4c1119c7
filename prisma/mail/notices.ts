/**
 * The mail ledger: notices claimed by one courier at a time, and settled with what became of them (reliability 1.5).
 * Deliberately absent: when a notice may go out and what a server's answer means (domain/notice, notices/).
 */
import type { Content } from '../../domain/approval/facts.ts';
import { NOTICE_TEMPLATES, type NoticeTemplate } from '../../domain/notice/due.ts';
import type { BurstView, DigestView, NoticeStatus, NoticeView, OwnNotice, Reachable, Settlement } from '../../domain/notice/ledger.ts';
import { peopleTold, type ToldFacts } from '../../domain/notice-facts.ts';
import { ownFacts } from '../../domain/notices-of.ts';
import type { CaseDetail } from '../../domain/views.ts';
import { sha256 } from '../../proof/event-format.ts';
import { setAside } from '../aside.ts';
import { caseByStream } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { isLostWay, overLostWays } from '../lost-way.ts';
import { findMailed, type Mailed } from '../people/people.ts';
import { addressHash } from '../people/people-record.ts';
import { burstFor, digestFor, isWeekly } from './digests.ts';
import { toldBy } from './told.ts';
import { listWork } from './work-notices.ts';

export type ClaimedNotice = {
  readonly id: string;
  readonly template: NoticeTemplate;
  readonly stream: string;
  readonly version: number;
  readonly task: number | null;
  readonly attempts: number;
  readonly createdAt: Date;
  /** What it was before it was claimed: a held one is due now, an unknown one is sent once more. */
  readonly was: NoticeStatus;
  readonly recipient: Reachable | null;
  readonly about: CaseDetail | null;
  readonly names: ReadonlyMap<string, Reachable>;
  /** What it tells, and the content that it names. */
  readonly facts: ToldFacts;
  readonly content: Content | null;
  readonly overview: DigestView | BurstView | null;
  /** Where it goes when that is not the recipient's present address. */
  readonly toAddress: string | null;
  /** Salted hash of the address that it goes to. */
  readonly addressHash: string;
  /** How many mails the recipient got within the last hour. */
  readonly lastHour: number;
};

/** How long a courier may take before its notices count as abandoned. */
const CLAIM_SECONDS = 300;

type Row = {
  readonly id: string;
  readonly template: string;
  readonly stream: string;
  readonly version: number;
  readonly recipient: string;
  readonly task: number | null;
  readonly attempts: number;
  readonly was: NoticeStatus;
  readonly detail: Record<string, string> | null;
  readonly facts: ToldFacts | null;
  readonly toAddress: string | null;
  readonly createdAt: Date;
};

/**
 * Claims what is still due among `ids` (FOR UPDATE SKIP LOCKED; never by id order, reliability 1.5). A notice that a dead
 * courier claimed comes back after five minutes. `busy` counts the ones that another courier holds: they are not ours to
 * send, and not done either.
 */
export async function claimNotices(
  db: Database,
  ids: readonly string[],
): Promise<{ readonly claimed: readonly ClaimedNotice[]; readonly busy: number }> {
  const rows = await claim(db, 'notices-by-id', `id = ANY($2) AND status = 'QUEUED'`, [ids]);
  const [claimed, open] = await Promise.all([
    worldOrAside(db, rows),
    rows.length === ids.length ? rows.length : db.prisma.notice.count({ where: { id: { in: [...ids] }, status: 'QUEUED' } }),
  ]);
  return { claimed, busy: open - rows.length };
}

/** What these versions of a case made due. */
export async function claimAbout(db: Database, stream: string, versions: readonly number[]): Promise<readonly ClaimedNotice[]> {
  const which = `stream = $2 AND version = ANY($3) AND status = 'QUEUED' AND (not_before IS NULL OR not_before <= now())`;
  return worldOrAside(db, await claim(db, 'notices-about', which, [stream, versions]));
}

/** What may go out now: what was left behind by a process that ended, held notices, second tries. */
export async function claimDue(db: Database, most: number): Promise<readonly ClaimedNotice[]> {
  const due = `(status IN ('HELD', 'UNKNOWN') AND (not_before <= now() OR EXISTS (
    SELECT 1 FROM set_aside a WHERE a.loop = 'COURIER' AND a.item = notice.id AND a.settled_at IS NULL AND a.next_try <= now()))) OR (status = 'QUEUED' AND (not_before IS NULL OR not_before <= now()))`;
  return worldOrAside(db, await claim(db, `notices-due-${most}`, `(${due})`, [], most));
}

/** `name` of the statement: each `which` and `most` has its own. */
async function claim(db: Database, name: string, which: string, values: readonly unknown[], most = 10_000): Promise<readonly Row[]> {
  const found = await db.pool.query<Row>({
    name,
    text: `WITH due AS (
       SELECT id, status FROM notice WHERE ${which} AND (claimed_until IS NULL OR claimed_until < now())
       ORDER BY created_at, id LIMIT ${most} FOR UPDATE SKIP LOCKED)
     UPDATE notice n SET claimed_until = now() + make_interval(secs => $1), attempts = attempts + 1, status = CASE WHEN due.status = 'UNKNOWN' THEN 'UNKNOWN' ELSE 'QUEUED' END
     FROM due WHERE n.id = due.id
     RETURNING n.id, template, stream, version, recipient, task, attempts, due.status AS was, detail, facts, to_address AS "toAddress", n.created_at AS "createdAt"`,
    values: [CLAIM_SECONDS, ...values],
  });
  // An UPDATE gives its rows in no order; people read their mails in the order in which things happened.
  return found.rows.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** What was claimed and not tried is as it was before. */
async function unclaimNotices(db: Database, notices: readonly { readonly id: string; readonly was: NoticeStatus }[]): Promise<void> {
  await db.pool.query(
    `UPDATE notice n SET claimed_until = NULL, attempts = greatest(attempts - 1, 0), status = c.was
     FROM unnest($1::text[], $2::text[]) AS c (id, was) WHERE n.id = c.id AND n.status IN ('QUEUED', 'UNKNOWN')`,
    [notices.map(({ id }) => id), notices.map(({ was }) => was)],
  );
}

/** A claim ends after five minutes by itself; nobody should wait for that because a connection broke. */
const GIVE_BACK = { limitMs: 60_000 };

/** What was claimed and not tried is due again, as soon as the way to PostgreSQL is back. */
export const giveBack = (db: Database, notices: Parameters<typeof unclaimNotices>[1]): Promise<void> =>
  overLostWays(() => unclaimNotices(db, notices), GIVE_BACK).catch(() => undefined);

/** One notice whose case or people cannot be read is set aside; the others go out. */
async function worldOrAside(db: Database, rows: readonly Row[]): Promise<readonly ClaimedNotice[]> {
  try {
    return await withWorld(db, rows);
  } catch (error) {
    const [only] = rows;
    if (only === undefined) return [];
    if (isLostWay(error)) {
      await giveBack(db, rows);
      return [];
    }
    if (rows.length === 1) {
      // Noted or not: its claim ends in minutes, and it is tried again.
      await putNoticeAside(db, only, error);
      return [];
    }
  }
  const half = Math.ceil(rows.length / 2);
  return [...(await worldOrAside(db, rows.slice(0, half))), ...(await worldOrAside(db, rows.slice(half)))];
}

/** Sets a notice aside: the ledger holds it until its next try, whoever asked for it before. False: it could not be noted. */
export async function putNoticeAside(
  db: Database,
  { id, stream }: { readonly id: string; readonly stream: string },
  reason: unknown,
): Promise<boolean> {
  if (!(await setAside(db, { loop: 'COURIER', item: id, about: stream, reason }))) return false;
  return db.pool
    .query(
      `UPDATE notice n SET status = CASE WHEN status IN ('UNKNOWN', 'SENT', 'RESENT') THEN status ELSE 'HELD' END, outcome = 'set aside', claimed_until = NULL, not_before = a.next_try
       FROM set_aside a WHERE n.id = $1 AND a.loop = 'COURIER' AND a.item = n.id`,
      [id],
    )
    .then(
      () => true,
      () => false,
    );
}

async function withWorld(db: Database, rows: readonly Row[]): Promise<readonly ClaimedNotice[]> {
  if (rows.length === 0) return [];
  const recipients = [...new Set(rows.map(({ recipient }) => recipient))];
  const streams = [...new Set(rows.map(({ stream }) => stream))];
  const known = new Map(await Promise.all(streams.map(async (stream) => [stream, await caseByStream(db, stream)] as const)));
  const told = await Promise.all(rows.map((row) => toldBy(db, row, known.get(row.stream) ?? null)));
  const people = await findMailed(
    db,
    recipients,
    told.flatMap(({ facts }) => peopleTold(facts)),
  );
  const names = new Map([...people].map(([id, person]) => [id, reachable(person)]));
  const hashOf = (recipient: string, toAddress: string | null): string => {
    const mailed = people.get(recipient);
    return mailed === undefined ? '' : addressHash(mailed.salt, toAddress ?? mailed.email);
  };
  const claimed: ClaimedNotice[] = [];
  for (const [nth, { recipient, template, detail: _, ...row }] of rows.entries()) {
    const name = NOTICE_TEMPLATES.find((candidate) => candidate === template);
    if (name === undefined) throw new Error(`no mail is known by the name ${template}`);
    const overview =
      name === 'digest' ? await digestFor(db, recipient, isWeekly(row.stream)) : name === 'burst' ? await burstFor(db, recipient) : null;
    claimed.push({
      ...row,
      facts: told[nth]?.facts ?? {},
      content: told[nth]?.content ?? null,
      template: name,
      recipient: names.get(recipient) ?? null,
      addressHash: hashOf(recipient, row.toAddress),
      about: known.get(row.stream) ?? null,
      names,
      overview,
      lastHour: people.get(recipient)?.lastHour ?? 0,
    });
  }
  return claimed;
}

/** Without the salt, which nobody needs who only writes. */
const reachable = ({ salt: _salt, lastHour: _sent, deadAddress, ...person }: Mailed): Reachable => ({
  ...person,
  dead: deadAddress === person.email,
});

/** A mail that is out is out: while the claim holds (five minutes) nobody else sends it, and for so long it is noted again. */
const SETTLE = { limitMs: 120_000 };

/** Notes what became of a try; what was set aside of it is settled with it. Asked for again it is the same. */
export async function settleNotice(db: Database, id: string, { status, outcome, tried, notBefore }: Settlement): Promise<void> {
  const settle = {
    name: 'notice-settled',
    text: `WITH tried AS (
       INSERT INTO notice_attempt (notice, attempt, at, result, reply, address_hash)
       SELECT $1, $5::int, now(), $6::text, $7::text, $8::text WHERE $6::text IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM notice_attempt WHERE notice = $1 AND attempt = $5::int AND result = $6::text)
     ), aside AS (
       UPDATE set_aside SET settled_at = now() WHERE loop = 'COURIER' AND item = $1 AND settled_at IS NULL)
     UPDATE notice SET to_address = CASE WHEN $2::text IN ('QUEUED', 'HELD', 'UNKNOWN') THEN to_address END, status = $2::text, outcome = $3, claimed_until = NULL, not_before = $4::timestamptz,
       sent_at = CASE WHEN $2::text IN ('SENT', 'RESENT') THEN now() ELSE sent_at END WHERE id = $1`,
    values: [
      id,
      status,
      outcome.slice(0, 300),
      notBefore ?? null,
      tried?.attempt ?? 0,
      tried?.result ?? null,
      tried?.reply.slice(0, 200) ?? '',
      tried?.addressHash ?? '',
    ],
  };
  await overLostWays(() => db.pool.query(settle), SETTLE);
}

/** Somebody told its recipient in another way: it is not sent any more. */
export async function dropNotice(db: Database, id: string): Promise<void> {
  await db.pool.query(
    `UPDATE notice SET status = 'FAILED', outcome = 'dealt with by hand', claimed_until = NULL, not_before = NULL
     WHERE id = $1 AND status IN ('QUEUED', 'HELD', 'UNKNOWN', 'FOR_DIGEST')`,
    [id],
  );
}

/** The address that a server said does not exist; nothing more is sent there until the person has another. */
export async function noteDeadAddress(db: Database, person: string, address: string): Promise<void> {
  await db.prisma.person.updateMany({ where: { id: person, email: address }, data: { deadAddress: address } });
}

/** A notice of the ledger's own. The same id counts once, whoever adds it. */
export async function addNotice(db: Database, notice: OwnNotice): Promise<boolean> {
  const id = sha256(notice.key).slice(0, 32);
  const facts = ownFacts(await caseByStream(db, notice.stream), notice.template, notice.detail ?? {});
  const added = await db.pool.query(
    `INSERT INTO notice (id, stream, version, template, recipient, message_id, detail, facts, created_at) VALUES ($1::text, $2, 0, $3, $4, $1::text, $5::jsonb, $6::jsonb, now())
     ON CONFLICT (id) DO NOTHING`,
    [id, notice.stream, notice.template, notice.recipient, notice.detail === undefined ? null : JSON.stringify(notice.detail), JSON.stringify(facts)],
  );
  return added.rowCount === 1;
}

/** What a mail was about; null: it is none of ours. */
export async function findNotice(
  db: Database,
  id: string,
): Promise<{ readonly stream: string; readonly recipient: string; readonly template: string; readonly task: number | null } | null> {
  return db.prisma.notice.findUnique({ where: { id }, select: { stream: true, recipient: true, template: true, task: true } });
}

/** A late bounce (DSN) of a mail that a server took and then gave back. False: it is known. */
export async function markBounced(db: Database, id: string, { reply, dead }: { readonly reply: string; readonly dead: boolean }): Promise<boolean> {
  const marked = await db.pool.query(
    `WITH marked AS (
       UPDATE notice SET status = 'BOUNCED', outcome = $2::text WHERE id = $1 AND status <> 'BOUNCED'
       RETURNING id, attempts, recipient, detail->>'sentTo' AS sent_to
     ), tried AS (
       INSERT INTO notice_attempt (notice, attempt, at, result, reply) SELECT id, attempts, now(), 'BOUNCED', $2::text FROM marked
     ), dead AS (
       -- An address that they had before may well be dead: that is why they have another.
       UPDATE person SET dead_address = email WHERE $3 AND id IN (SELECT recipient FROM marked WHERE sent_to IS NULL))
     SELECT id FROM marked`,
    [id, reply.slice(0, 200), dead],
  );
  return marked.rowCount === 1;
}

/** Who looks after a case: the manager of its project, else whoever runs the programme; without the person himself. */
export async function keepersOf(db: Database, stream: string, without: string): Promise<readonly string[]> {
  const found = await db.pool.query<{ manager: string | null; officers: readonly string[] | null }>(
    `SELECT (SELECT s.person FROM standing s WHERE s.stream = 'project/' || c.project AND s.kind = 'MANAGER'
         AND NOT EXISTS (SELECT 1 FROM standing l WHERE l.stream = 'programme/' || c.programme AND l.kind = 'LEFT' AND l.person = s.person)) AS manager,
       ARRAY(SELECT s.person FROM standing s WHERE s.programme = c.programme AND s.kind = 'MEMBER' AND s.role = 'PROGRAMME_OFFICER' ORDER BY s.person) AS officers
     FROM case_state c WHERE c.stream = $1`,
    [stream],
  );
  const row = found.rows[0];
  if (row === undefined) return [];
  if (row.manager !== null && row.manager !== without) return [row.manager];
  return (row.officers ?? []).filter((person) => person !== without);
}

/** Notices that a server has put off for an hour and more, whose keepers have not been told yet. */
export async function latePutOff(
  db: Database,
): Promise<readonly { readonly id: string; readonly stream: string; readonly recipient: string; readonly template: string }[]> {
  const found = await db.pool.query<{ id: string; stream: string; recipient: string; template: string }>(
    `SELECT id, stream, recipient, template FROM notice n
     WHERE status = 'QUEUED' AND version > 0 AND attempts > 0 AND outcome IS NOT NULL AND created_at BETWEEN now() - interval '5 days' AND now() - interval '1 hour'
       AND NOT EXISTS (SELECT 1 FROM notice b WHERE b.stream = n.stream AND b.template = 'bounce' AND b.detail->>'of' = n.id AND b.detail->>'kind' = 'LATE')
     ORDER BY created_at LIMIT 200`,
  );
  return found.rows;
}

/** The ledger of a case, oldest first, with every try; then the messages of people's own in their apps. */
export async function listNotices(db: Database, stream: string): Promise<readonly NoticeView[]> {
  const notices = await db.prisma.notice.findMany({ where: { stream }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: 1_000 });
  const ids = notices.map(({ id }) => id);
  const [attempts, links] = await Promise.all([
    db.prisma.noticeAttempt.findMany({ where: { notice: { in: ids } }, orderBy: { id: 'asc' } }),
    db.prisma.linkToken.findMany({ where: { notice: { in: ids } }, select: { notice: true, visits: true, openedAt: true } }),
  ]);
  const mails = notices.map((notice) => {
    const own = links.filter((link) => link.notice === notice.id);
    return {
      id: notice.id,
      channel: 'MAIL',
      template: notice.template,
      recipient: notice.recipient,
      task: notice.task,
      status: notice.status,
      outcome: notice.outcome,
      createdAt: notice.createdAt.toISOString(),
      sentAt: notice.sentAt?.toISOString() ?? null,
      heldUntil: notice.status === 'HELD' || notice.status === 'UNKNOWN' ? (notice.notBefore?.toISOString() ?? null) : null,
      visits: own.reduce((sum, { visits }) => sum + visits, 0),
      openedAt: own.find(({ openedAt }) => openedAt !== null)?.openedAt?.toISOString() ?? null,
      attempts: attempts
        .filter((attempt) => attempt.notice === notice.id)
        .map(({ attempt, at, result, reply, addressHash: address }) => ({ attempt, at: at.toISOString(), result, reply, address })),
    };
  });
  return [...mails, ...(await listWork(db, stream))];
}

export async function countNotices(db: Database): Promise<Readonly<Record<string, number>>> {
  const groups = await db.prisma.notice.groupBy({ by: ['status'], _count: true });
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]));
}
