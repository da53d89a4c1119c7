/**
 * Keeps what loops passed over: why, how often it was tried, when it is tried again (the gaps grow), who was told, when it
 * was settled. Noting never throws: PostgreSQL itself may be what fails, and a loop must go on. An item whose way to a server
 * was lost is not at fault and stays due (docs/adr/0128). Deliberately absent: who tells people (jobs/aside-alarm.ts), and what
 * trying again means in each loop.
 */
import { type Aside, keyOf, LOOPS, type Loop, reasonOf, type SetAsideItem } from '../domain/aside.ts';
import { AT_ONCE } from './at-once.ts';
import type { Queryable } from './database.ts';
import { isLostWay, overLostWays } from './lost-way.ts';

/** First gap and longest one, in seconds; each is twice the one before. */
const GAP_SECONDS = 10;
const GAP_MAX_SECONDS = 3_600;
/** Whose way was lost is tried again about as soon as it is back, however long that took. */
const LOST_GAP_MAX_SECONDS = 30;
const GAP = `make_interval(secs => least($5, ${GAP_SECONDS} * power(2, least($TRIES - 1, 12))))`;

type Pool = { readonly pool: Queryable };

type Failed = Omit<SetAsideItem, 'reason'> & {
  readonly reason: unknown;
  /** It stands in no table from which it would be taken again: it is noted whatever the reason. */
  readonly nowhereElse?: true;
};

/**
 * Notes that an item failed: its first try, or one more. What was settled and fails again counts anew. False: it is not noted,
 * because PostgreSQL does not answer or because the way to a server was lost and nothing is wrong with the item; the caller
 * leaves it where it is, and it is tried again with the next look. A way that stays lost for a minute is noted as well.
 */
export async function setAside(db: Pool, { loop, item, about, reason, nowhereElse }: Failed): Promise<boolean> {
  const lost = isLostWay(reason);
  if (lost && nowhereElse === undefined && !staysLost(`${loop} ${item}`)) return false;
  try {
    await db.pool.query(
      `INSERT INTO set_aside AS a (loop, item, about, reason, first_seen, last_tried, tries, next_try)
       VALUES ($1, $2, $3, $4, now(), now(), 1, now() + ${GAP.replace('$TRIES', '1')})
       ON CONFLICT (loop, item) DO UPDATE SET about = EXCLUDED.about, reason = EXCLUDED.reason, last_tried = now(),
         first_seen = CASE WHEN a.settled_at IS NULL THEN a.first_seen ELSE now() END,
         told_at = CASE WHEN a.settled_at IS NULL THEN a.told_at END,
         tries = CASE WHEN a.settled_at IS NULL THEN a.tries + 1 ELSE 1 END,
         next_try = now() + ${GAP.replace('$TRIES', '(CASE WHEN a.settled_at IS NULL THEN a.tries + 1 ELSE 1 END)')},
         settled_at = NULL`,
      [loop, keyOf(item), about === null ? null : keyOf(about), reasonOf(reason), lost ? LOST_GAP_MAX_SECONDS : GAP_MAX_SECONDS],
    );
    return true;
  } catch {
    return false;
  }
}

/** So long the way of an item may be lost before people see it; and what was not lost for so long is lost anew. Milliseconds. */
const STAYS_LOST_MS = 60_000;
const losses = new Map<string, { readonly since: number; last: number }>();

/** Whether the way of this item was lost again and again for a minute, as this process saw it. */
function staysLost(key: string): boolean {
  const now = Date.now();
  for (const [one, { last }] of losses) {
    // In the order in which they were lost last.
    if (now - last <= STAYS_LOST_MS) break;
    losses.delete(one);
  }
  const { since } = losses.get(key) ?? { since: now };
  losses.delete(key);
  losses.set(key, { since, last: now });
  return now - since >= STAYS_LOST_MS;
}

/** Settled by hand: no loop tries it again, and none sets it aside anew. */
const NEVER = '9999-12-31T00:00:00Z';

/** Somebody looked after it in another way. False: nothing of that key waits. Error: PostgreSQL's own. */
export async function giveUpAside(db: Pool, loop: Loop, item: string): Promise<boolean> {
  const settled = await db.pool.query(
    `UPDATE set_aside SET settled_at = now(), next_try = '${NEVER}' WHERE loop = $1 AND item = $2 AND settled_at IS NULL`,
    [loop, item],
  );
  return settled.rowCount === 1;
}

/** SQL: whether the item of a row's key is passed over now. `loop` and `item` are SQL. */
export const isPassedOver = (loop: string, item: string): string =>
  `EXISTS (SELECT 1 FROM set_aside a WHERE a.loop = ${loop} AND a.item = ${item} AND ((a.settled_at IS NULL AND a.next_try > now()) OR a.next_try = '${NEVER}'))`;

/** Settled a moment late or twice is the same. */
const SETTLE = { limitMs: 20_000 };

/** It was done after all, or nobody needs it any more. False: nothing of that key was set aside, or it could not be noted. */
export async function settleAside(db: Pool, loop: Loop, item: string): Promise<boolean> {
  try {
    const settle = () =>
      db.pool.query('UPDATE set_aside SET settled_at = now() WHERE loop = $1 AND item = $2 AND settled_at IS NULL', [loop, keyOf(item)]);
    // Whoever has done it does not come by again: left unsettled it would stay, and people would be told of nothing.
    const settled = await overLostWays(settle, SETTLE);
    return settled.rowCount === 1;
  } catch {
    return false;
  }
}

/** Keys that a loop passes over: set aside, and their next try has not come, or settled by hand. */
export async function passedOver(db: Pool, loop: Loop): Promise<ReadonlySet<string>> {
  const found = await db.pool.query<{ item: string }>('SELECT item FROM set_aside WHERE loop = $1 AND settled_at IS NULL AND next_try > now()', [
    loop,
  ]);
  return new Set(found.rows.map(({ item }) => item));
}

/** Keys that a loop has set aside and not settled, whenever they are tried again. */
export async function asideAlready(db: Pool, loop: Loop): Promise<ReadonlySet<string>> {
  const found = await db.pool.query<{ item: string }>({
    name: 'aside-already',
    text: 'SELECT item FROM set_aside WHERE loop = $1 AND settled_at IS NULL',
    values: [loop],
  });
  return new Set(found.rows.map(({ item }) => item));
}

type Row = {
  readonly loop: string;
  readonly item: string;
  readonly about: string | null;
  readonly reason: string;
  readonly first_seen: Date;
  readonly last_tried: Date;
  readonly tries: number;
  readonly next_try: Date;
  readonly told_at: Date | null;
  readonly settled_at: Date | null;
};

const asideOf = (row: Row): readonly Aside[] => {
  const loop = (Object.keys(LOOPS) as Loop[]).find((known) => known === row.loop); // keys of a constant
  if (loop === undefined) return [];
  const at = (day: Date | null): string | null => day?.toISOString() ?? null;
  return [
    {
      loop,
      item: row.item,
      about: row.about,
      reason: row.reason,
      firstSeen: row.first_seen.toISOString(),
      lastTried: row.last_tried.toISOString(),
      tries: row.tries,
      nextTry: row.next_try.toISOString(),
      toldAt: at(row.told_at),
      settledAt: at(row.settled_at),
    },
  ];
};

const rowsOf = async (db: Pool, where: string, values: readonly unknown[]): Promise<readonly Aside[]> =>
  (await db.pool.query<Row>(`SELECT * FROM set_aside WHERE ${where}`, [...values])).rows.flatMap(asideOf);

/** What is set aside, oldest first, up to a thousand; `all`: also what was settled. */
export const listAside = (db: Pool, { all }: { readonly all: boolean }): Promise<readonly Aside[]> =>
  rowsOf(db, `${all ? 'true' : 'settled_at IS NULL'} ORDER BY first_seen, loop, item LIMIT 1000`, []);

/** What was set aside under this key, in whichever loop, settled or not. */
export const asidesOf = (db: Pool, item: string): Promise<readonly Aside[]> => rowsOf(db, 'item = $1 ORDER BY loop', [keyOf(item)]);

/** What a loop is to try again now, oldest first. */
export const dueAside = (db: Pool, loop: Loop, most = 100): Promise<readonly Aside[]> =>
  rowsOf(db, 'loop = $1 AND settled_at IS NULL AND next_try <= now() ORDER BY next_try LIMIT $2', [loop, most]);

/**
 * Takes what people are to be told of now: failed twice within half a minute or once and open for longer, and never told.
 * A loop tells at most every three minutes, so that much that fails comes in few mails; never less often, since whoever can
 * make things fail could then keep the next one from being told within five. Error: PostgreSQL's own.
 */
export async function takeUntold(db: Pool): Promise<readonly Aside[]> {
  const taken = await db.pool.query<Row>(
    `UPDATE set_aside s SET told_at = now() WHERE settled_at IS NULL AND told_at IS NULL AND first_seen <= now() - CASE WHEN tries > 1 THEN interval '30 seconds' ELSE interval '90 seconds' END
       AND NOT EXISTS (SELECT 1 FROM set_aside o WHERE o.loop = s.loop AND o.told_at > now() - interval '3 minutes')
     RETURNING *`,
  );
  return taken.rows.flatMap(asideOf).sort((a, b) => (a.firstSeen < b.firstSeen ? -1 : 1));
}

/** Telling failed: they are told of the next time. */
export async function untell(db: Pool, asides: readonly Pick<Aside, 'loop' | 'item'>[]): Promise<void> {
  await db.pool.query(
    'UPDATE set_aside s SET told_at = NULL FROM unnest($1::text[], $2::text[]) AS u (loop, item) WHERE s.loop = u.loop AND s.item = u.item',
    [asides.map(({ loop }) => loop), asides.map(({ item }) => item)],
  );
}

/** How many of each loop are set aside. */
export async function countAside(db: Pool): Promise<Readonly<Record<string, number>>> {
  const counted = await db.pool.query<{ loop: string; n: number }>(
    'SELECT loop, count(*)::int AS n FROM set_aside WHERE settled_at IS NULL GROUP BY loop ORDER BY loop',
  );
  return Object.fromEntries(counted.rows.map(({ loop, n }) => [loop, n]));
}

/** Addresses of the administrators of programmes, by programme. */
export async function administratorsOf(
  db: Pool,
  abouts: readonly string[],
): Promise<readonly { readonly about: string; readonly address: string }[]> {
  const found = await db.pool.query<{ about: string; address: string }>(
    `SELECT DISTINCT a.about, p.email AS address FROM unnest($1::text[]) AS a (about)
       LEFT JOIN stream s ON s.stream = a.about
       JOIN standing m ON m.kind = 'MEMBER' AND m.role = 'ADMINISTRATOR'
         AND m.programme = coalesce(s.programme, regexp_replace(a.about, '^programme/', ''))
       JOIN person p ON p.id = m.person`,
    [abouts],
  );
  return found.rows;
}

/** Lets these be tried at once, all of that key in whichever loop; null: everything. Returns how many. */
export async function retryAside(db: Pool, item: string | null): Promise<number> {
  const due = await db.pool.query(`UPDATE set_aside SET next_try = ${AT_ONCE} WHERE settled_at IS NULL AND ($1::text IS NULL OR item = $1)`, [
    item === null ? null : keyOf(item),
  ]);
  return due.rowCount ?? 0;
}
