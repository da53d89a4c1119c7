/**
 * Cases that have changed, told from whoever records to whoever shows: PostgreSQL's NOTIFY, after the commit and on a way of
 * its own. Within the transaction it would hold a lock that all commits of the server share (docs/adr/0063). What is lost
 * with a process or a connection is made up for by whoever listens: they are told of a gap, and look at everything again.
 */
import pg from 'pg';
import type { Database } from './database.ts';

const CHANNEL = 'tuojian_changed';
/** What happens within so long is told as one. */
const TOGETHER_MS = 100;
/** PostgreSQL takes less than 8,000 bytes; a name is at most 100. */
const NAMES_MAX = 70;

/** What waits to be told over a pool. */
const waitingFor = new WeakMap<pg.Pool, Set<string>>();

/** Tells of a case, soon; never fails, is never waited for, and holds up no process that is about to end. */
export function announce(pool: pg.Pool, stream: string): void {
  const waiting = waitingFor.get(pool);
  if (waiting !== undefined) return void waiting.add(stream);
  const names = new Set([stream]);
  waitingFor.set(pool, names);
  setTimeout(() => {
    waitingFor.delete(pool);
    const all = [...names];
    for (let at = 0; at < all.length; at += NAMES_MAX) {
      const told = all.slice(at, at + NAMES_MAX).join('\n');
      // Whoever does not hear of it is told of it with the next gap, or looks again by themselves.
      pool.query({ name: 'told-of', text: 'SELECT pg_notify($1, $2)', values: [CHANNEL, told] }).catch(() => undefined);
    }
  }, TOGETHER_MS).unref();
}

export type ChangeListener = {
  readonly changed: (streams: readonly string[]) => void;
  /** Something may have been missed. */
  readonly gap: () => void;
};

const AGAIN_MS = 1_000;

/** Hears of changes over one connection of its own, which is opened again when it is lost. */
export function listenForChanges({ pool }: Pick<Database, 'pool'>, { changed, gap }: ChangeListener): { stop(): Promise<void> } {
  const { connectionString, options } = pool.options;
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let heardBefore = false;

  async function open(): Promise<void> {
    timer = null;
    const mine = new pg.Client({ connectionString, options, keepAlive: true, connectionTimeoutMillis: 4_000 });
    client = mine;
    const lost = (): void => {
      if (client !== mine) return;
      client = null;
      mine.end().catch(() => undefined);
      if (!stopped) timer ??= setTimeout(() => void open(), AGAIN_MS);
    };
    mine.on('error', lost);
    mine.on('end', lost);
    mine.on('notification', ({ payload }) => changed((payload ?? '').split('\n')));
    try {
      await mine.connect();
      await mine.query(`LISTEN ${CHANNEL}`);
      if (heardBefore) gap();
      heardBefore = true;
    } catch {
      lost();
    }
  }
  void open();
  return {
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
