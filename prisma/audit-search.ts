/**
 * Finds events of the log: from block to block, newest first, by one index over terms, so that neither a rare word nor a
 * common one makes it read what it does not show. Deliberately absent: who may see what; the caller names programmes.
 */
import { entryOf } from '../domain/audit/entry.ts';
import { BLOCK, blockTerm } from '../domain/audit/entry.ts';
import { type AuditQuery, type FoundEvent, type FoundPage, termsOfQuery } from '../domain/audit/query.ts';
import { tellEvent } from '../domain/audit/tell.ts';
import { parseBody } from '../proof/event-format.ts';
import type { Database } from './database.ts';
import { waitingForLog } from './log.ts';

export type SearchScope = {
  /** Programmes that the reader sees whole; empty: nothing. */
  readonly programmes: readonly string[];
};
export type SearchPage = {
  readonly order: 'NEWEST' | 'OLDEST';
  /** Index of the last event of the page before. */
  readonly after: number | null;
  readonly limit: number;
  /** Counting stops here. */
  readonly countUpTo: number;
};

type Conditions = { readonly sql: string; readonly values: readonly unknown[] };

/** Conditions on one block ($1: its term). Everything that a person typed is a parameter. */
function conditionsOf(query: AuditQuery, scope: SearchScope): Conditions {
  const { all, any, runs } = termsOfQuery(query);
  const values: unknown[] = [all, scope.programmes];
  const parameter = (value: unknown): string => {
    values.push(value);
    return `$${values.length + 1}`;
  };
  const clauses = ['terms @> ($2::text[] || $1::text)', 'programme = ANY($3::text[])'];
  if (any.length > 0) clauses.push(`terms && ${parameter(any)}::text[]`);
  if (query.amountFrom !== undefined) clauses.push(`amount_fen >= ${parameter(query.amountFrom)}::bigint`);
  if (query.amountTo !== undefined) clauses.push(`amount_fen <= ${parameter(query.amountTo)}::bigint`);
  if (query.from !== undefined) clauses.push(`at >= ${parameter(query.from)}::timestamptz`);
  if (query.to !== undefined) clauses.push(`at < ${parameter(query.to)}::timestamptz`);
  // A run of pairs is not yet the word: the pairs may stand apart.
  for (const run of runs) if ([...run].length > 2) clauses.push(`strpos(text, ${parameter(run)}) > 0`);
  return { sql: clauses.join(' AND '), values };
}

/** Blocks that can hold something, in the order asked for. */
async function blocksFor(db: Database, query: AuditQuery, { order, after }: Pick<SearchPage, 'order' | 'after'>): Promise<readonly number[]> {
  const newest = order === 'NEWEST';
  const rows = await db.pool.query<{ block: number }>(
    `SELECT block FROM audit_block WHERE ($1::timestamptz IS NULL OR max_at >= $1) AND ($2::timestamptz IS NULL OR min_at < $2)
     AND ($3::int IS NULL OR block ${newest ? '<=' : '>='} $3) ORDER BY block ${newest ? 'DESC' : 'ASC'}`,
    [query.from ?? null, query.to ?? null, after === null ? null : Math.floor(after / BLOCK)],
  );
  return rows.rows.map(({ block }) => block);
}

export async function searchHistory(db: Database, query: AuditQuery, scope: SearchScope, page: SearchPage): Promise<FoundPage> {
  const conditions = conditionsOf(query, scope);
  const [found, counted, pending] = await Promise.all([
    findPage(db, query, conditions, page),
    countMatches(db, query, conditions, page.countUpTo),
    waitingForLog(db.pool),
  ]);
  const items = await showEvents(db, found.slice(0, page.limit));
  const last = items.at(-1);
  return { items, next: found.length > page.limit && last !== undefined ? last.index : null, ...counted, pending };
}

async function findPage(db: Database, query: AuditQuery, { sql, values }: Conditions, page: SearchPage): Promise<readonly number[]> {
  const [compare, direction] = page.order === 'NEWEST' ? ['<', 'DESC'] : ['>', 'ASC'];
  const beyond = page.after === null ? '' : `AND index ${compare} $${values.length + 2}::bigint`;
  const found: number[] = [];
  for (const block of await blocksFor(db, query, page)) {
    // One more than shown says whether there is a next page.
    const wanted = page.limit + 1 - found.length;
    const rows = await db.pool.query<{ index: string }>(
      `SELECT index FROM audit_entry WHERE ${sql} ${beyond} ORDER BY index ${direction} LIMIT ${wanted}`,
      [blockTerm(block), ...values, ...(page.after === null ? [] : [page.after])],
    );
    found.push(...rows.rows.map(({ index }) => Number(index)));
    if (found.length > page.limit) break;
  }
  return found;
}

async function countMatches(db: Database, query: AuditQuery, { sql, values }: Conditions, upTo: number) {
  let count = 0;
  for (const block of await blocksFor(db, query, { order: 'NEWEST', after: null })) {
    const rows = await db.pool.query<{ n: string }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM audit_entry WHERE ${sql} LIMIT ${upTo + 1 - count}) AS matching`,
      [blockTerm(block), ...values],
    );
    count += Number(rows.rows[0]?.n ?? 0);
    if (count > upTo) return { count: upTo, atLeast: true };
  }
  return { count, atLeast: false };
}

type ShownRow = {
  readonly index: string;
  readonly stream: string;
  readonly version: number;
  readonly hash: string;
  readonly body: string;
  readonly programme: string;
  readonly project: string | null;
};

function shown({ index, stream, version, hash, body, programme, project }: ShownRow): FoundEvent {
  const { type, data, actor, occurredAt } = parseBody(body);
  const { outcome, amountFen, documents, stage, project: of } = entryOf({ stream, type, data, actor, occurredAt, programme, project });
  const sentence = tellEvent({ stream, type, data });
  return { index: Number(index), stream, version, type, occurredAt, actor, programme, project: of, stage, outcome, amountFen, documents, sentence, data, hash };
}

const SHOWN = `SELECT l.index, l.stream, l.version, e.hash, e.body, s.programme, s.project
  FROM log_leaf l JOIN event e USING (stream, version) JOIN stream s USING (stream)`;

async function showEvents(db: Database, indexes: readonly number[]): Promise<readonly FoundEvent[]> {
  const rows = await db.pool.query<ShownRow>(`${SHOWN} WHERE l.index = ANY($1::bigint[])`, [indexes]);
  const byIndex = new Map(rows.rows.map((row) => [Number(row.index), shown(row)]));
  return indexes.map((index) => byIndex.get(index)).filter((event) => event !== undefined);
}

/**
 * Everything that matches, oldest first, in pages; for exports of any size. What comes in meanwhile is left out.
 */
export async function* eachMatch(db: Database, query: AuditQuery, scope: SearchScope): AsyncGenerator<readonly FoundEvent[]> {
  const { sql, values } = conditionsOf(query, scope);
  const end = await db.pool.query<{ size: string }>('SELECT coalesce(max(index) + 1, 0) AS size FROM log_leaf');
  const size = Number(end.rows[0]?.size ?? 0);
  const PAGE = 5_000;
  for (const block of await blocksFor(db, query, { order: 'OLDEST', after: null })) {
    for (let from = block * BLOCK; from < Math.min(size, (block + 1) * BLOCK); from += PAGE) {
      const n = values.length;
      const rows = await db.pool.query<ShownRow>(
        `SELECT l.index, l.stream, l.version, e.hash, e.body, s.programme, s.project
         FROM (SELECT index, stream, version FROM audit_entry WHERE ${sql} AND index >= $${n + 2}::bigint AND index < $${n + 3}::bigint) l
         JOIN event e USING (stream, version) JOIN stream s USING (stream) ORDER BY l.index`,
        [blockTerm(block), ...values, from, Math.min(size, from + PAGE)],
      );
      if (rows.rows.length > 0) yield rows.rows.map(shown);
    }
  }
}
