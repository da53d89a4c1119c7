/**
 * Finds events of the log from one end: the index over terms says which places can match (prisma/search/postings.ts), and only
 * where terms do not say all are entries compared. Deliberately absent: who may see what; the caller names programmes.
 */
import {
  type AuditQuery,
  type AuditTerms,
  type FoundEvent,
  type FoundPage,
  type HistoryScope,
  type SearchPage,
  type ShownEvent,
  termsOfQuery,
} from '../../domain/audit/query.ts';
import { CASE_KINDS, LEDGER_KINDS } from '../../domain/cases.ts';
import type { Database } from '../database.ts';
import { waitingForLog } from '../log/log.ts';
import { allPlaces, EVERYWHERE, type Order, type Places, placesWith } from './postings.ts';

type Conditions = {
  /** None: every event is asked for. */
  readonly terms: AuditTerms;
  /** What entries of these places must fulfil beside; $1 the places, $2 the programmes, $3 those whose journals stay closed. Everything that a person typed is a parameter. */
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Whether the terms say all. */
  readonly exact: boolean;
};

/** So many entries are compared at once: few first, since a page is often full soon. */
const COMPARED_AT_ONCE = [128, 512, 2_048] as const;

async function conditionsOf(db: Database, query: AuditQuery, scope: HistoryScope): Promise<Conditions> {
  const { programmes, journals = programmes } = scope;
  const withoutJournals = programmes.filter((programme) => !journals.includes(programme));
  const [span, everything] = await Promise.all([spanOf(db, query), coversAll(db, programmes)]);
  const { terms, runs, exactTime } = termsOfQuery(query, span);
  const compared: string[] = [];
  const values: unknown[] = [];
  const compare = (condition: (parameter: string) => string, value: unknown): void => {
    values.push(value);
    compared.push(condition(`$${values.length + 3}`));
  };
  if (query.amountFrom !== undefined) compare((at) => `amount_fen >= ${at}::bigint`, query.amountFrom);
  if (query.amountTo !== undefined) compare((at) => `amount_fen <= ${at}::bigint`, query.amountTo);
  if (!exactTime && query.from !== undefined) compare((at) => `at >= ${at}::timestamptz`, query.from);
  if (!exactTime && query.to !== undefined) compare((at) => `at < ${at}::timestamptz`, query.to);
  for (const run of runs) compare((at) => `strpos(text, ${at}) > 0`, run);
  return {
    terms: [...terms, ...(everything ? [] : [programmes.map((programme) => `P:${programme}`)]), ...(journals.length === 0 ? [NO_JOURNAL] : [])],
    // Programme and journal are looked at once more where an entry is read: nobody sees what is not theirs because of an index.
    sql: [
      'index = ANY($1::bigint[])',
      'programme = ANY($2::text[])',
      "NOT (starts_with(stream, 'journal/') AND programme = ANY($3::text[]))",
      ...compared,
    ].join(' AND '),
    values: [programmes, withoutJournals, ...values],
    // Where some journals are open and others are not, terms cannot say which.
    exact: compared.length === 0 && (withoutJournals.length === 0 || journals.length === 0),
  };
}

/** Events of every kind but journals. */
const NO_JOURNAL = [...CASE_KINDS, ...LEDGER_KINDS].filter((kind) => kind !== 'journal').map((kind) => `k:${kind}`);

/** So few programmes are asked of the index at once; with more it is worth knowing whether they are all there are. */
const FEW_PROGRAMMES = 4;

/** Whether nothing is left out: then the index need not be asked for programmes, of which each block can hold every one. */
async function coversAll(db: Database, programmes: readonly string[]): Promise<boolean> {
  if (programmes.length <= FEW_PROGRAMMES) return false;
  const others = await db.pool.query("SELECT 1 FROM stream WHERE kind IN ('programme', 'journal') AND programme <> ALL($1::text[]) LIMIT 1", [
    programmes,
  ]);
  return others.rowCount === 0;
}

/** Nothing that this record holds happened before or will happen after; a question without end stays a short list of terms. */
const EVER = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };

/** From when to when the log's events are; asked only where a question leaves an end open. */
async function spanOf(db: Database, { from, to }: AuditQuery): Promise<{ readonly from: string; readonly to: string }> {
  if ((from === undefined) === (to === undefined)) return EVER;
  const found = await db.pool.query<{ first: Date | null; last: Date | null }>('SELECT min(at) AS first, max(at) AS last FROM audit_entry');
  const { first = null, last = null } = found.rows[0] ?? {};
  return first === null || last === null ? EVER : { from: first.toISOString(), to: new Date(last.getTime() + 1).toISOString() };
}

/** Entries of a page of an export. */
const PAGE = 8_192;

export async function searchHistory(db: Database, query: AuditQuery, scope: HistoryScope, page: SearchPage): Promise<FoundPage> {
  const pending = waitingForLog(db.pool);
  const conditions = await conditionsOf(db, query, scope);
  const [matches, counted, waiting] = await Promise.all([
    findPage(db, conditions, page),
    page.countUpTo === 0 ? { count: null, atLeast: false } : countMatches(db, conditions, page.countUpTo),
    pending,
  ]);
  const items = matches.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: matches.length > page.limit && last !== undefined ? last.index : null, ...counted, pending: waiting };
}

async function findPage(db: Database, conditions: Conditions, { order, after, limit }: SearchPage): Promise<readonly FoundEvent[]> {
  const range = after === null ? EVERYWHERE : order === 'NEWEST' ? { ...EVERYWHERE, last: after - 1 } : { ...EVERYWHERE, first: after + 1 };
  const matches: FoundEvent[] = [];
  // One more than shown says whether there is a next page.
  for await (const places of candidates(db, conditions, range, order, limit + 1)) {
    matches.push(...(await entriesAt(db, conditions, places, order, limit + 1 - matches.length)));
    if (matches.length > limit) break;
  }
  return matches;
}

/** Places that terms leave, in order; all of them where nothing is asked for. */
const possiblePlaces = (db: Database, terms: AuditTerms, range: Places, order: Order, atMost: number | null) =>
  terms.length === 0 ? allPlaces(db.pool, range, order, atMost ?? PAGE) : placesWith(db.pool, terms, range, order, atMost);

/** Places that can match, in handfuls of the size in which they are read. `enough`: so many entries are wanted. */
async function* candidates(
  db: Database,
  { terms, exact }: Conditions,
  range: Places,
  order: Order,
  enough: number,
): AsyncGenerator<readonly number[]> {
  let gathered: number[] = [];
  let handfuls = 0;
  const size = (): number => (exact ? enough : (COMPARED_AT_ONCE[Math.min(handfuls, COMPARED_AT_ONCE.length - 1)] ?? enough));
  for await (const places of possiblePlaces(db, terms, range, order, exact ? enough : null)) {
    gathered = gathered.concat(places);
    while (gathered.length >= size()) {
      yield gathered.splice(0, size());
      handfuls += 1;
    }
  }
  if (gathered.length > 0) yield gathered;
}

async function entriesAt(
  db: Database,
  { sql, values }: Conditions,
  places: readonly number[],
  order: Order,
  atMost = places.length,
): Promise<readonly FoundEvent[]> {
  const rows = await db.pool.query<EntryShown>(
    `SELECT ${SHOWN} FROM audit_entry WHERE ${sql} ORDER BY index ${order === 'NEWEST' ? 'DESC' : 'ASC'} LIMIT ${atMost}`,
    [places, ...values],
  );
  return rows.rows.map(found);
}

async function countMatches(db: Database, conditions: Conditions, upTo: number) {
  let count = 0;
  for await (const places of candidates(db, conditions, EVERYWHERE, 'NEWEST', upTo + 1)) {
    count += conditions.exact ? places.length : await countAt(db, conditions, places);
    if (count > upTo) return { count: upTo, atLeast: true };
  }
  return { count, atLeast: false };
}

async function countAt(db: Database, { sql, values }: Conditions, places: readonly number[]): Promise<number> {
  const rows = await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM audit_entry WHERE ${sql}`, [places, ...values]);
  return rows.rows[0]?.n ?? 0;
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

/** Field by field: a spread of what was parsed takes longer than parsing it. */
const found = ({ index, stream, version, at_ms, programme, amount_fen, shown }: EntryShown): FoundEvent => ({
  type: shown.type,
  actor: shown.actor,
  project: shown.project,
  stage: shown.stage,
  outcome: shown.outcome,
  documents: shown.documents,
  sentence: shown.sentence,
  hash: shown.hash,
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
export async function* eachMatch(db: Database, query: AuditQuery, scope: HistoryScope): AsyncGenerator<readonly FoundEvent[]> {
  const conditions = await conditionsOf(db, query, scope);
  let coming: Promise<readonly FoundEvent[]> | null = null;
  for await (const places of possiblePlaces(db, conditions.terms, EVERYWHERE, 'OLDEST', null)) {
    const ready: readonly FoundEvent[] = coming === null ? [] : await coming;
    coming = entriesAt(db, conditions, places, 'OLDEST');
    coming.catch(() => undefined); // its error is met when it is waited for
    if (ready.length > 0) yield ready;
  }
  if (coming !== null) yield await coming;
}

/** Places of everything that matches, some at a time, newest first; what comes in meanwhile is left out. */
export async function* placesFound(db: Database, query: AuditQuery, scope: HistoryScope): AsyncGenerator<readonly number[]> {
  const conditions = await conditionsOf(db, query, scope);
  const { sql, values } = conditions;
  for await (const places of candidates(db, conditions, EVERYWHERE, 'NEWEST', PAGE)) {
    if (conditions.exact && conditions.terms.length > 0) yield places;
    else {
      const rows = await db.pool.query<{ index: string }>(`SELECT index FROM audit_entry WHERE ${sql}`, [places, ...values]);
      yield rows.rows.map(({ index }) => Number(index));
    }
  }
}

/** Places of every event with all of these terms, oldest first. */
export async function placesMatching(db: Database, terms: AuditTerms): Promise<readonly number[]> {
  const all: number[] = [];
  for await (const places of placesWith(db.pool, terms, EVERYWHERE, 'OLDEST', null)) all.push(...places);
  return all;
}
