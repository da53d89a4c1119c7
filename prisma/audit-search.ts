/**
 * Finds events of the log from one end, by one index over terms: first in a small block, then in ever larger ones, so that
 * neither a rare word nor a common one makes it read what it does not show. Deliberately absent: who may see what; the
 * caller names programmes.
 */
import { BLOCK_SIZES, blockTerm } from '../domain/audit/entry.ts';
import { type AuditQuery, type FoundEvent, type FoundPage, type SearchPage, type ShownEvent, termsOfQuery } from '../domain/audit/query.ts';
import type { Database } from './database.ts';
import { logSize, waitingForLog } from './log.ts';

type SearchScope = {
  /** Programmes that the reader sees whole; empty: nothing. */
  readonly programmes: readonly string[];
};
type Conditions = { readonly sql: string; readonly values: readonly unknown[]; readonly place: string };

/** So few programmes are asked of the index; more are compared row by row. */
const PROGRAMMES_BY_INDEX = 3;

/** Conditions on one block: $1 its term, $2 and $3 its first and last place. Everything that a person typed is a parameter. */
function conditionsOf(query: AuditQuery, scope: SearchScope): Conditions {
  const { all, any, runs } = termsOfQuery(query);
  const values: unknown[] = [all, scope.programmes];
  const parameter = (value: unknown): string => {
    values.push(value);
    return `$${values.length + 3}`;
  };
  // Without a term a block is read in the order of places. With one, the index over terms must be taken: a planner that
  // expects matches everywhere would read the whole block for a word that stands at its other end.
  const place = all.length === 0 && any.length === 0 ? 'index' : '(index + 0)';
  const terms = place === 'index' ? "($1::text <> '' AND $4::text[] IS NOT NULL)" : 'terms @> ($4::text[] || $1::text)';
  const clauses = [terms, `${place} >= $2::bigint`, `${place} <= $3::bigint`, 'programme = ANY($5::text[])'];
  if (query.programme === undefined && scope.programmes.length <= PROGRAMMES_BY_INDEX) {
    clauses.push(`terms && ${parameter(scope.programmes.map((programme) => `P:${programme}`))}::text[]`);
  }
  if (any.length > 0) clauses.push(`terms && ${parameter(any)}::text[]`);
  if (query.amountFrom !== undefined) clauses.push(`amount_fen >= ${parameter(query.amountFrom)}::bigint`);
  if (query.amountTo !== undefined) clauses.push(`amount_fen <= ${parameter(query.amountTo)}::bigint`);
  if (query.from !== undefined) clauses.push(`at >= ${parameter(query.from)}::timestamptz`);
  if (query.to !== undefined) clauses.push(`at < ${parameter(query.to)}::timestamptz`);
  // A run of pairs is not yet the word: the pairs may stand apart.
  for (const run of runs) if ([...run].length > 2) clauses.push(`strpos(text, ${parameter(run)}) > 0`);
  return { sql: clauses.join(' AND '), values, place };
}

type Places = { readonly first: number; readonly last: number };

/** The places of the log that can hold something at these times; null: none. */
async function placesFor(db: Database, { from, to }: Pick<AuditQuery, 'from' | 'to'>): Promise<Places | null> {
  if (from === undefined && to === undefined) {
    const size = await logSize(db.pool);
    return size === 0 ? null : { first: 0, last: size - 1 };
  }
  const found = await db.pool.query<{ first: number | null; last: number | null }>(
    `SELECT min(block) AS first, max(block) AS last FROM audit_block
     WHERE ($1::timestamptz IS NULL OR max_at >= $1) AND ($2::timestamptz IS NULL OR min_at < $2)`,
    [from ?? null, to ?? null],
  );
  const { first = null, last = null } = found.rows[0] ?? {};
  return first === null || last === null ? null : { first: first * BLOCK_SIZES[0], last: (last + 1) * BLOCK_SIZES[0] - 1 };
}

/** Ranges of places from one end to the other, each within one block whose term is given; they grow. */
function* growing({ first, last }: Places, order: SearchPage['order']): Generator<Places & { readonly term: string }> {
  let at = order === 'NEWEST' ? last : first;
  for (let level = 0; at >= first && at <= last; level = Math.min(level + 1, BLOCK_SIZES.length - 1)) {
    const size = BLOCK_SIZES[level] ?? BLOCK_SIZES[0];
    const block = Math.floor(at / size);
    const [from, to] = [Math.max(first, block * size), Math.min(last, (block + 1) * size - 1)];
    if (order === 'NEWEST') {
      yield { first: from, last: at, term: blockTerm(level, block) };
      at = from - 1;
    } else {
      yield { first: at, last: to, term: blockTerm(level, block) };
      at = to + 1;
    }
  }
}

export async function searchHistory(db: Database, query: AuditQuery, scope: SearchScope, page: SearchPage): Promise<FoundPage> {
  const conditions = conditionsOf(query, scope);
  const places = await placesFor(db, query);
  const pending = waitingForLog(db.pool);
  if (places === null) return { items: [], next: null, count: 0, atLeast: false, pending: await pending };
  const [matches, counted, waiting] = await Promise.all([
    findPage(db, conditions, places, page),
    page.countUpTo === 0 ? { count: null, atLeast: false } : countMatches(db, conditions, places, page.countUpTo),
    pending,
  ]);
  const items = matches.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: matches.length > page.limit && last !== undefined ? last.index : null, ...counted, pending: waiting };
}

async function findPage(
  db: Database,
  { sql, values, place }: Conditions,
  places: Places,
  { order, after, limit }: SearchPage,
): Promise<readonly FoundEvent[]> {
  const rest =
    after === null
      ? places
      : order === 'NEWEST'
        ? { ...places, last: Math.min(places.last, after - 1) }
        : { ...places, first: Math.max(places.first, after + 1) };
  const matches: FoundEvent[] = [];
  for (const { term, first, last } of growing(rest, order)) {
    // One more than shown says whether there is a next page.
    const rows = await db.pool.query<EntryShown>(
      `SELECT ${SHOWN} FROM audit_entry WHERE ${sql} ORDER BY ${place} ${order === 'NEWEST' ? 'DESC' : 'ASC'} LIMIT ${limit + 1 - matches.length}`,
      [term, first, last, ...values],
    );
    matches.push(...rows.rows.map(found));
    if (matches.length > limit) break;
  }
  return matches;
}

async function countMatches(db: Database, { sql, values }: Conditions, places: Places, upTo: number) {
  let count = 0;
  for (const { term, first, last } of growing(places, 'NEWEST')) {
    const rows = await db.pool.query<{ n: string }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM audit_entry WHERE ${sql} LIMIT ${upTo + 1 - count}) AS matching`,
      [term, first, last, ...values],
    );
    count += Number(rows.rows[0]?.n ?? 0);
    if (count > upTo) return { count: upTo, atLeast: true };
  }
  return { count, atLeast: false };
}

type EntryShown = {
  readonly index: string;
  readonly stream: string;
  readonly version: number;
  /** Milliseconds: a date is parsed at twice the cost. */
  readonly at_ms: string;
  readonly programme: string;
  readonly amount_fen: string | null;
  readonly shown: ShownEvent;
};
const SHOWN = 'index, stream, version, (extract(epoch FROM at) * 1000)::bigint AS at_ms, programme, amount_fen, shown';

const found = ({ index, stream, version, at_ms, programme, amount_fen, shown }: EntryShown): FoundEvent => ({
  ...shown,
  index: Number(index),
  stream,
  version,
  occurredAt: new Date(Number(at_ms)).toISOString(),
  programme,
  amountFen: amount_fen === null ? null : Number(amount_fen),
});

/**
 * Everything that matches, oldest first, in pages; for exports of any size. What comes in meanwhile is left out. The next
 * page is on its way while one is written.
 */
export async function* eachMatch(db: Database, query: AuditQuery, scope: SearchScope): AsyncGenerator<readonly FoundEvent[]> {
  const { sql, values } = conditionsOf(query, scope);
  const places = await placesFor(db, query);
  if (places === null) return;
  const size = BLOCK_SIZES[0];
  const last = Math.floor(places.last / size);
  const pageOf = (block: number) =>
    db.pool.query<EntryShown>(`SELECT ${SHOWN} FROM audit_entry WHERE ${sql} ORDER BY index`, [
      blockTerm(0, block),
      block * size,
      Math.min(places.last, (block + 1) * size - 1),
      ...values,
    ]);
  let coming = pageOf(Math.floor(places.first / size));
  for (let block = Math.floor(places.first / size); block <= last; block += 1) {
    const { rows } = await coming;
    if (block < last) {
      coming = pageOf(block + 1);
      coming.catch(() => undefined); // its error is met when it is waited for
    }
    if (rows.length > 0) yield rows.map(found);
  }
}
