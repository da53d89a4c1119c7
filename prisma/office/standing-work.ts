/**
 * What waits in the whole service, for whoever watches it from outside: counts and ages, of no programme in particular and
 * without a name. Asked a few times a minute, so each question is answered from an index or from small tables. Deliberately
 * absent: what one programme's office sees (health.ts), and when something is too late (docs/monitoring/alerts.yml).
 */
import { LOOPS, type Loop } from '../../domain/aside.ts';
import { CASE_KINDS } from '../../domain/cases.ts';
import { countAside } from '../aside.ts';
import type { Database } from '../database.ts';
import { newestCheckpoint } from '../log/checkpoints.ts';
import { logSize, oldestUnsigned, waitingForLog } from '../log/log.ts';
import { CLOSED } from '../record/streams.ts';

const WAITING = ['QUEUED', 'HELD', 'UNKNOWN'] as const;
const WEBHOOK = ['PROPOSED', 'ACTIVE', 'PAUSED', 'OFF'] as const;

type Counts<K extends string> = Readonly<Record<K, number>>;

/** Ages in seconds; 0: nothing is that old, because nothing waits. */
export type StandingWork = {
  readonly mails: { readonly waiting: Counts<(typeof WAITING)[number]>; readonly overdue: number; readonly undelivered: number };
  readonly webhooks: { readonly byStatus: Counts<(typeof WEBHOOK)[number]>; readonly waiting: number; readonly overdue: number };
  readonly aside: { readonly byLoop: Counts<Loop>; readonly oldest: number };
  readonly log: {
    readonly entries: number;
    readonly waiting: number;
    readonly unsigned: number /** Null: there is none. */;
    readonly checkpoint: number | null;
  };
};

export type StandingCases = {
  readonly open: Readonly<Record<string, number>>;
  /** Projects in which a finding is open: nobody has explained or dismissed it. */
  readonly projectsWithFindings: number;
};

/** Each of the list, 0 where nothing was counted. */
const counted = <K extends string>(list: readonly K[], rows: readonly { readonly key: string; readonly n: number }[]): Counts<K> =>
  Object.fromEntries(list.map((key) => [key, rows.find((row) => row.key === key)?.n ?? 0])) as Counts<K>; // a key for each of the list

async function mailsOf({ pool }: Database): Promise<StandingWork['mails']> {
  const [waiting, rest] = await Promise.all([
    pool.query<{ key: string; n: number; overdue: number | null }>({
      name: 'mails-standing',
      text: `SELECT status AS key, count(*)::int AS n,
          extract(epoch FROM max(now() - greatest(created_at, not_before)) FILTER (WHERE not_before IS NULL OR not_before <= now()))::float8 AS overdue
        FROM notice WHERE status = ANY($1) GROUP BY status`,
      values: [WAITING],
    }),
    pool.query<{ n: number }>({
      name: 'mails-undelivered',
      text: `SELECT count(*)::int AS n FROM notice WHERE created_at > now() - interval '24 hours' AND status IN ('REFUSED', 'BOUNCED', 'FAILED')`,
    }),
  ]);
  return {
    waiting: counted(WAITING, waiting.rows),
    overdue: Math.max(0, ...waiting.rows.map(({ overdue }) => overdue ?? 0)),
    undelivered: rest.rows[0]?.n ?? 0,
  };
}

async function webhooksOf({ pool }: Database): Promise<StandingWork['webhooks']> {
  const { rows } = await pool.query<{ key: string; n: number; waiting: number; overdue: number | null }>({
    name: 'webhooks-standing',
    // One that is paused or switched off waits for a person, and nothing of it is late.
    text: `SELECT w.status AS key, count(*)::int AS n, coalesce(sum(m.n), 0)::int AS waiting,
        (max(m.age) FILTER (WHERE w.status = 'ACTIVE'))::float8 AS overdue
      FROM webhook w CROSS JOIN LATERAL
        (SELECT count(*) AS n, extract(epoch FROM now() - min(created_at)) AS age FROM webhook_message WHERE webhook = w.id AND status = 'WAITING') AS m
      GROUP BY w.status`,
  });
  return {
    byStatus: counted(WEBHOOK, rows),
    waiting: rows.reduce((sum, { waiting }) => sum + waiting, 0),
    overdue: Math.max(0, ...rows.map(({ overdue }) => overdue ?? 0)),
  };
}

async function asideOf(db: Database): Promise<StandingWork['aside']> {
  const [byLoop, oldest] = await Promise.all([
    countAside(db),
    db.pool.query<{ age: number | null }>({
      name: 'aside-oldest',
      text: 'SELECT extract(epoch FROM now() - min(first_seen))::float8 AS age FROM set_aside WHERE settled_at IS NULL',
    }),
  ]);
  const loops = Object.keys(LOOPS) as Loop[]; // keys of a constant
  return {
    byLoop: counted(
      loops,
      Object.entries(byLoop).map(([key, n]) => ({ key, n })),
    ),
    oldest: Math.max(0, oldest.rows[0]?.age ?? 0),
  };
}

async function logOf(db: Database): Promise<StandingWork['log']> {
  const [entries, waiting, oldest, newest] = await Promise.all([logSize(db), waitingForLog(db.pool), oldestUnsigned(db), newestCheckpoint(db)]);
  const ageOf = (since: number): number => Math.max(0, (Date.now() - since) / 1_000);
  return {
    entries,
    waiting,
    unsigned: oldest === null ? 0 : ageOf(oldest.since.getTime()),
    checkpoint: newest === null ? null : ageOf(Date.parse(newest.at)),
  };
}

/** Error: PostgreSQL's own. */
export async function standingWork(db: Database): Promise<StandingWork> {
  const [mails, webhooks, aside, log] = await Promise.all([mailsOf(db), webhooksOf(db), asideOf(db), logOf(db)]);
  return { mails, webhooks, aside, log };
}

/** Looks at the row of each case: for now and then. Error: PostgreSQL's own. */
export async function standingCases({ pool }: Database): Promise<StandingCases> {
  const { rows } = await pool.query<{ key: string; n: number }>({
    name: 'cases-standing',
    text: `SELECT kind AS key, count(*)::int AS n FROM case_state
      WHERE (kind = ANY($1) AND NOT status = ANY($2)) OR (kind = 'findings' AND status = 'OPEN') GROUP BY kind`,
    values: [CASE_KINDS, CLOSED],
  });
  return { open: counted(CASE_KINDS, rows), projectsWithFindings: rows.find(({ key }) => key === 'findings')?.n ?? 0 };
}
