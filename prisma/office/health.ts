/**
 * What an administrator sees of the service: what waits to go out, what is signed, what the disks still hold, what was set
 * aside. Counts of the programme that is looked at, and of the service where it belongs to none. Deliberately absent: whether
 * PostgreSQL and Temporal answer (api/server.ts asks them), and trying again (aside.ts).
 */
import { statfs } from 'node:fs/promises';
import { type Aside, LOOPS, type Loop } from '../../domain/aside.ts';
import type { ServiceHealth } from '../../domain/office.ts';
import { listAside } from '../aside.ts';
import type { Database } from '../database.ts';
import { newestCheckpoint } from '../log/checkpoints.ts';
import { logSize, oldestUnsigned, waitingForLog } from '../log/log.ts';
import { failingWebhooks } from '../webhooks/message-ledger.ts';

const WAITING = ['QUEUED', 'HELD', 'UNKNOWN'];
const UNDELIVERED = ['REFUSED', 'BOUNCED', 'FAILED'];

async function mailsOf(db: Database, programme: string): Promise<Pick<ServiceHealth, 'mails' | 'undelivered' | 'lastMailAt' | 'cardsWaiting'>> {
  const [waiting, rest] = await Promise.all([
    db.pool.query<{ status: string; count: number; oldest: Date }>(
      `SELECT n.status, count(*)::int AS count, min(n.created_at) AS oldest FROM notice n JOIN stream s USING (stream)
       WHERE n.status = ANY($2) AND s.programme = $1 GROUP BY n.status ORDER BY n.status`,
      [programme, WAITING],
    ),
    db.pool.query<{ undelivered: number; last: Date | null; cards: number }>(
      `SELECT (SELECT count(*)::int FROM notice n JOIN stream s USING (stream)
           WHERE n.status = ANY($2) AND n.created_at > now() - interval '7 days' AND s.programme = $1) AS undelivered,
         (SELECT max(n.sent_at) FROM (SELECT sent_at, stream FROM notice WHERE created_at > now() - interval '30 days') n
           JOIN stream s USING (stream) WHERE s.programme = $1) AS last,
         (SELECT count(*)::int FROM bot_card b JOIN stream s USING (stream) WHERE b.status = 'QUEUED' AND s.programme = $1) AS cards`,
      [programme, UNDELIVERED],
    ),
  ]);
  const row = rest.rows[0];
  return {
    mails: waiting.rows.map(({ status, count, oldest }) => ({ status, count, oldest: oldest.toISOString() })),
    undelivered: row?.undelivered ?? 0,
    lastMailAt: row?.last?.toISOString() ?? null,
    cardsWaiting: row?.cards ?? 0,
  };
}

async function logOf(db: Database): Promise<ServiceHealth['log']> {
  const [size, waiting, oldest, newest] = await Promise.all([logSize(db), waitingForLog(db.pool), oldestUnsigned(db), newestCheckpoint(db)]);
  return {
    size,
    waiting,
    unsignedSince: oldest?.since.toISOString() ?? null,
    checkpoint: newest === null ? null : { size: newest.size, at: newest.at },
  };
}

/** The programme that each of these is about: a stream's, or the one that is named. */
async function programmesOf(db: Database, abouts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await db.pool.query<{ stream: string; programme: string }>('SELECT stream, programme FROM stream WHERE stream = ANY($1)', [abouts]);
  const known = new Map(found.rows.map(({ stream, programme }) => [stream, programme]));
  return new Map(abouts.map((about) => [about, known.get(about) ?? about.replace(/^programme\//, '')]));
}

/** Of this programme or of none; and how many of others. */
export async function asideIn(db: Database, programme: string): Promise<Pick<ServiceHealth, 'aside' | 'asideElsewhere'>> {
  const all = await listAside(db, { all: false });
  const owners = await programmesOf(db, [...new Set(all.flatMap(({ about }) => (about === null ? [] : [about])))]);
  const isHere = ({ about }: Aside): boolean => about === null || owners.get(about) === programme;
  const others = all.filter((one) => !isHere(one));
  const loops = (Object.keys(LOOPS) as Loop[]).map((loop) => ({ loop, count: others.filter((one) => one.loop === loop).length })); // keys of a constant
  return { aside: all.filter(isHere), asideElsewhere: loops.filter(({ count }) => count > 0) };
}

const diskOf = async (): Promise<ServiceHealth['disk']> =>
  statfs(process.cwd()).then(
    ({ bavail, blocks, bsize }) => ({ free: bavail * bsize, all: blocks * bsize }),
    () => null,
  );

/** Error: PostgreSQL's own. */
export async function serviceHealth(db: Database, programme: string): Promise<ServiceHealth> {
  const [mails, log, disk, size, aside, webhooks] = await Promise.all([
    mailsOf(db, programme),
    logOf(db),
    diskOf(),
    db.pool.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes'),
    asideIn(db, programme),
    failingWebhooks(db, programme),
  ]);
  return { ...mails, log, disk, databaseBytes: Number(size.rows[0]?.bytes ?? 0), webhooks, ...aside };
}
