/**
 * The search's index: which places of the log have a term. The newest entries keep their terms by entry; every thousand of
 * them become one row of bits a term, which PostgreSQL joins by AND and OR without looking at any entry; and 32 such young
 * blocks become an old one, which never changes again. Deliberately absent: what terms mean (domain/audit/entry.ts).
 */
import type { AuditTerms } from '../../domain/audit/query.ts';
import type { Queryable } from '../database.ts';

/** Places of a young and of an old block. PostgreSQL packs what is longer than 2 kB, so sparse old rows take a few bytes. */
export const YOUNG = 1_024;
const OLD = 32_768;
const YOUNG_PER_OLD = OLD / YOUNG;
/** So many old blocks are asked at once: few where the first ones answer, many where a question finds little. */
const BLOCKS_AT_ONCE = [4, 64, 512] as const;

export type Order = 'NEWEST' | 'OLDEST';
/** Places from `first` to `last`, both included. */
export type Places = { readonly first: number; readonly last: number };
export const EVERYWHERE: Places = { first: 0, last: Number.MAX_SAFE_INTEGER };

type TermsAt = { readonly index: number; readonly terms: readonly string[] };

/** Entries as `r (index, terms)`; arrays of arrays must be rectangular in PostgreSQL, so the terms travel as JSON. */
const TERMED = 'unnest($1::bigint[], $2::jsonb[]) AS r (index, terms)';
const termed = (entries: readonly TermsAt[]): unknown[] => [entries.map(({ index }) => index), entries.map(({ terms }) => JSON.stringify(terms))];

/** A young block's rows of bits, from the (index, term) of `source`. */
const bitsOf = (source: string): string =>
  `SELECT term, bit_or(set_bit(repeat('0', ${YOUNG})::varbit, (index % ${YOUNG})::int, 1)) AS places FROM ${source} GROUP BY term`;

/** Writes down terms of new entries, in order and without gaps. In the transaction of the entries. */
export async function writeTerms(tx: Queryable, entries: readonly TermsAt[]): Promise<void> {
  await tx.query({
    name: 'terms-new',
    text: `INSERT INTO audit_tail (index, terms) SELECT r.index, ARRAY(SELECT jsonb_array_elements_text(r.terms)) FROM ${TERMED}`,
    values: termed(entries),
  });
}

/** Closes the blocks that the places from `first` to `last` have filled. A block that stays open is slower, and found all the same. */
export async function closeBlocks(tx: Queryable, first: number, last: number): Promise<void> {
  for (let index = first; index <= last; index += 1) {
    if ((index + 1) % YOUNG === 0) await closeYoung(tx, Math.floor(index / YOUNG));
    if ((index + 1) % OLD === 0) await closeOld(tx, Math.floor(index / OLD));
  }
}

/** Writes down terms of one entry that has been in the index for longer, wherever its block is kept by now. */
export async function addTerms(tx: Queryable, { index, terms }: TermsAt, size: number): Promise<void> {
  const tail = await tx.query('UPDATE audit_tail SET terms = $2 WHERE index = $1', [index, terms]);
  if (tail.rowCount === 1) return;
  const [bits, block] = index < Math.floor(size / OLD) * OLD ? [OLD, Math.floor(index / OLD)] : [YOUNG, Math.floor(index / YOUNG)];
  await tx.query(
    `INSERT INTO audit_posting AS p (size, term, block, places) SELECT $1, term, $2, set_bit(repeat('0', $1)::varbit, $3, 1) FROM unnest($4::text[]) AS term
     ON CONFLICT (size, term, block) DO UPDATE SET places = set_bit(p.places, $3, 1)`,
    [bits, block, index % bits, terms],
  );
}

async function closeYoung(tx: Queryable, block: number): Promise<void> {
  await tx.query(
    `WITH emptied AS (DELETE FROM audit_tail WHERE index >= $1::bigint * ${YOUNG} AND index < ($1::bigint + 1) * ${YOUNG} RETURNING index, terms)
     INSERT INTO audit_posting (size, term, block, places)
     SELECT ${YOUNG}, term, $1::int, places FROM (${bitsOf('(SELECT index, unnest(terms) AS term FROM emptied) e')}) closed`,
    [block],
  );
}

async function closeOld(tx: Queryable, block: number): Promise<void> {
  await tx.query(
    `WITH merged AS (DELETE FROM audit_posting WHERE size = ${YOUNG} AND block >= $1::int * ${YOUNG_PER_OLD} AND block < ($1::int + 1) * ${YOUNG_PER_OLD} RETURNING term, block, places)
     INSERT INTO audit_posting (size, term, block, places)
     SELECT ${OLD}, term, $1::int, bit_or(overlay(repeat('0', ${OLD})::varbit PLACING places FROM (block % ${YOUNG_PER_OLD}) * ${YOUNG} + 1)) FROM merged GROUP BY term`,
    [block],
  );
}

/** Places of a closed young block where the index says something else than these entries, which are all of the block. */
export async function differingPlaces(db: Queryable, block: number, entries: readonly TermsAt[]): Promise<readonly number[]> {
  const nothing = `repeat('0', ${YOUNG})::varbit`;
  const rows = await db.query<{ bits: string }>(
    `WITH wanted AS (${bitsOf(`(SELECT r.index, jsonb_array_elements_text(r.terms) AS term FROM ${TERMED}) e`)}), held AS (
       SELECT term, places FROM audit_posting WHERE size = ${YOUNG} AND block = $3::int
       UNION ALL
       SELECT term, part FROM (SELECT term, substring(places FROM ($3::int % ${YOUNG_PER_OLD}) * ${YOUNG} + 1 FOR ${YOUNG}) AS part
         FROM audit_posting WHERE size = ${OLD} AND block = $3::int / ${YOUNG_PER_OLD}) old WHERE part <> ${nothing})
     SELECT bit_or(coalesce(w.places, ${nothing}) # coalesce(h.places, ${nothing})) AS bits FROM wanted w FULL JOIN held h USING (term)
     HAVING count(*) FILTER (WHERE w.places IS DISTINCT FROM h.places) > 0`,
    [...termed(entries), block],
  );
  return rows.rows.flatMap(({ bits }) => placesOf({ block, bits }, YOUNG, EVERYWHERE, 'OLDEST'));
}

/** Terms that must all be there, and groups of which one must. */
type Split = { readonly all: readonly string[]; readonly groups: readonly (readonly string[])[] };

function split(terms: AuditTerms): Split {
  const all = new Set<string>();
  const groups: (readonly string[])[] = [];
  for (const group of terms) {
    const [only] = group;
    if (group.length === 1 && only !== undefined) all.add(only);
    else groups.push(group);
  }
  return { all: [...all], groups };
}

/**
 * Places of which every group of `terms` has one, in order, some at a time; a place that comes in meanwhile is left out.
 * `atMost`: so many are enough (null: all are wanted).
 */
export async function* placesWith(
  db: Queryable,
  terms: AuditTerms,
  range: Places,
  order: Order,
  atMost: number | null,
): AsyncGenerator<readonly number[]> {
  if (terms.length === 0 || terms.some((group) => group.length === 0)) return;
  const asked = split(terms);
  const { size, late, newest } = await newestPlaces(db, asked, range, order, atMost);
  if (late) return yield* inOrder(db, asked, range, order);
  if (order === 'NEWEST') yield* newest;
  const last = Math.min(Math.floor(range.last / OLD), Math.floor(size / OLD) - 1);
  const first = Math.floor(range.first / OLD);
  let done = 0;
  for (let level = 0; first + done <= last; level += 1) {
    const count = Math.min(BLOCKS_AT_ONCE[Math.min(level, BLOCKS_AT_ONCE.length - 1)] ?? 1, last - first - done + 1);
    const [from, to] = order === 'NEWEST' ? [last - done - count + 1, last - done] : [first + done, first + done + count - 1];
    const { held, rest } = await inOldBlocks(db, asked, from, to, order, atMost);
    for (const found of held) {
      const places = placesOf(found, OLD, range, order);
      if (places.length > 0) yield places;
    }
    // The first block can hold places outside the range, which counted as enough: then the others are asked for after it.
    const nearest = held.at(-1)?.block;
    done = rest && nearest !== undefined ? (order === 'NEWEST' ? last - nearest : nearest - first) + 1 : done + count;
  }
  if (order === 'OLDEST') yield* newest;
}

/** All places at once, put in order: where a block stayed open, which is an alarm, being slower is better than leaving anything out. */
async function* inOrder(db: Queryable, asked: Split, range: Places, order: Order): AsyncGenerator<readonly number[]> {
  const { size, newest } = await newestPlaces(db, asked, range, order, null);
  const { held } = await inOldBlocks(
    db,
    asked,
    Math.floor(range.first / OLD),
    Math.min(Math.floor(range.last / OLD), Math.floor(size / OLD)),
    order,
    null,
  );
  const all = [...newest.flat(), ...held.flatMap((found) => placesOf(found, OLD, range, order))];
  if (all.length > 0) yield all.sort((a, b) => (order === 'NEWEST' ? b - a : a - b));
}

/** Every place of the log, in order, some at a time; what comes in meanwhile is left out. */
export async function* allPlaces(db: Queryable, { first, last }: Places, order: Order, atOnce: number): AsyncGenerator<readonly number[]> {
  const rows = await db.query<{ last: string | null }>('SELECT max(index) AS last FROM audit_entry');
  const end = Math.min(last, Number(rows.rows[0]?.last ?? -1));
  for (let done = 0; first + done <= end; done += atOnce) {
    const count = Math.min(atOnce, end - first - done + 1);
    const nearest = order === 'NEWEST' ? end - done : first + done;
    yield Array.from({ length: count }, (_, n) => (order === 'NEWEST' ? nearest - n : nearest + n));
  }
}

/**
 * How many of these places have each of these terms; terms that none has are left out. An entry's terms stand in a young
 * block, in an old one or by the entry, and in one of them alone, so that all three are asked and nothing is counted twice.
 */
export async function countTerms(db: Queryable, places: readonly number[], terms: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const bits = [OLD, YOUNG].flatMap((size) => [...bitsIn(places, size)].map(([block, text]) => ({ size, block, text })));
  const rows = await db.query<{ term: string; n: string }>(
    `WITH asked AS MATERIALIZED (SELECT size, block, bits::varbit AS bits FROM unnest($1::int[], $2::int[], $3::text[]) AS b (size, block, bits))
     SELECT term, sum(n) AS n FROM (
       SELECT p.term, bit_count(p.places & a.bits) AS n FROM asked a JOIN audit_posting p ON p.size = a.size AND p.block = a.block AND p.term = ANY($4::text[])
       UNION ALL
       SELECT term, 1 FROM audit_tail, unnest(terms) AS term WHERE index = ANY($5::bigint[]) AND term = ANY($4::text[])) AS counted
     GROUP BY term HAVING sum(n) > 0`,
    [bits.map(({ size }) => size), bits.map(({ block }) => block), bits.map(({ text }) => text), terms, places],
  );
  return new Map(rows.rows.map(({ term, n }) => [term, Number(n)]));
}

/** Zeros and ones by block. */
function bitsIn(places: readonly number[], size: number): ReadonlyMap<number, string> {
  const blocks = new Map<number, Buffer>();
  for (const place of places) {
    const block = Math.floor(place / size);
    const bits = blocks.get(block) ?? Buffer.alloc(size, '0');
    blocks.set(block, bits);
    bits[place % size] = 0x31;
  }
  return new Map([...blocks].map(([block, bits]) => [block, bits.toString('latin1')]));
}

/** How a statement asks for terms; parameters are numbered from the one after `values`. */
function sqlOf({ all, groups }: Split, values: unknown[]) {
  const parameter = (value: unknown): string => {
    values.push(value);
    return `$${values.length}::text[]`;
  };
  const every = all.length === 0 ? null : parameter(all);
  const some = groups.map(parameter);
  /** Bits of one block and size; no row where none is left. A block at a time: joined bits of many blocks would be sorted. */
  const part = (join: 'bit_and' | 'bit_or', terms: string, size: number, having: string): string =>
    `(SELECT ${join}(places) AS bits FROM audit_posting WHERE size = ${size} AND term = ANY(${terms}) AND block = b.block HAVING ${having})`;
  return {
    /** On one entry. */
    entry: [...(every === null ? [] : [`terms @> ${every}`]), ...some.map((group) => `terms && ${group}`)].join(' AND '),
    /** (block, bits) of blocks of a size, from and to included, where any bit is left. */
    blocks: (size: number, from: string, to: string): string => {
      const parts = [
        ...(every === null ? [] : [part('bit_and', every, size, `count(*) = ${all.length} AND bit_and(places) <> repeat('0', ${size})::varbit`)]),
        ...some.map((group) => part('bit_or', group, size, 'count(*) > 0')),
      ];
      const bits = parts.map((_, nth) => `p${nth}.bits`).join(' & ');
      return `SELECT block, bits FROM (SELECT b.block, ${bits} AS bits FROM generate_series(${from}, ${to}) AS b (block) ${parts
        .map((sql, nth) => `CROSS JOIN LATERAL ${sql} p${nth}`)
        .join(' ')}) found WHERE bits <> repeat('0', ${size})::varbit`;
    },
  };
}

/** Young blocks above the last old one and those that could not be merged into theirs, within the places $1 to $2. */
const YOUNG_FROM = `greatest((SELECT least(size / ${OLD} * ${YOUNG_PER_OLD}, held) FROM log), $1::bigint / ${YOUNG})::int`;
const YOUNG_TO = `least((SELECT size FROM log) / ${YOUNG} - 1, $2::bigint / ${YOUNG})::int`;

type Bits = { readonly block: number; readonly bits: string };

/**
 * Size of the log as the search knows it, and places above the last old block, as they stand at one moment. `late`: among
 * them are such as lie further back, since their block could not be closed; then nothing stands in its order of itself.
 */
async function newestPlaces(
  db: Queryable,
  asked: Split,
  range: Places,
  order: Order,
  atMost: number | null,
): Promise<{ readonly size: number; readonly late: boolean; readonly newest: readonly (readonly number[])[] }> {
  const values: unknown[] = [range.first, range.last, [...asked.all, ...asked.groups.flat()]];
  const { entry, blocks } = sqlOf(asked, values);
  const rows = await db.query<{ size: string; late: boolean; tail: readonly string[]; young: readonly Bits[] }>(
    `WITH log AS (SELECT coalesce(max(index) + 1, 0) AS size,
         (SELECT min(block) FROM audit_posting WHERE size = ${YOUNG} AND term = ANY($3::text[])) AS held FROM audit_entry)
     SELECT size, coalesce(held < size / ${OLD} * ${YOUNG_PER_OLD}, false)
         OR coalesce((SELECT min(index) FROM audit_tail) < size / ${YOUNG} * ${YOUNG}, false) AS late, ARRAY(SELECT index FROM audit_tail WHERE index >= $1 AND index <= $2 AND ${entry}
         ORDER BY index + 0 ${order === 'NEWEST' ? 'DESC' : 'ASC'} ${atMost === null ? '' : `LIMIT ${Math.floor(atMost)}`}) AS tail,
       (SELECT coalesce(json_agg(y ORDER BY y.block), '[]') FROM (${blocks(YOUNG, YOUNG_FROM, YOUNG_TO)}) y) AS young FROM log`,
    values,
  );
  const { size = '0', late = false, tail = [], young = [] } = rows.rows[0] ?? {};
  const lists = young.map((bits) => placesOf(bits, YOUNG, range, order));
  const newest = order === 'NEWEST' ? [tail.map(Number), ...lists.reverse()] : [...lists, tail.map(Number)];
  return { size: Number(size), late, newest: newest.filter((places) => places.length > 0) };
}

/** No more blocks than hold `atMost` places. `rest`: others have matches too. */
async function inOldBlocks(
  db: Queryable,
  asked: Split,
  from: number,
  to: number,
  order: Order,
  atMost: number | null,
): Promise<{ readonly held: readonly Bits[]; readonly rest: boolean }> {
  const values: unknown[] = [from, to, atMost];
  const { blocks } = sqlOf(asked, values);
  const direction = order === 'NEWEST' ? 'DESC' : 'ASC';
  const { rows } = await db.query<Bits & { readonly matching: number }>(
    `SELECT block, bits, matching FROM (SELECT block, bits, (count(*) OVER ())::int AS matching,
         sum(bit_count(bits)) OVER (ORDER BY block ${direction}) - bit_count(bits) AS before
       FROM (${blocks(OLD, '$1::int', '$2::int')}) held) counted WHERE $3::bigint IS NULL OR before < $3 ORDER BY block ${direction}`,
    values,
  );
  return { held: rows, rest: rows.length < (rows[0]?.matching ?? 0) };
}

function placesOf({ block, bits }: Bits, size: number, { first, last }: Places, order: Order): readonly number[] {
  const start = block * size;
  const places: number[] = [];
  for (let at = bits.indexOf('1'); at >= 0; at = bits.indexOf('1', at + 1)) {
    if (start + at >= first && start + at <= last) places.push(start + at);
  }
  return order === 'NEWEST' ? places.reverse() : places;
}
