import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditTerms } from '../../domain/audit/query.ts';
import { type Database, inTransaction, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { closeBlocks, differingPlaces, EVERYWHERE, type Order, type Places, placesWith, writeTerms, YOUNG } from '../../prisma/search/postings.ts';
import { seeded } from '../../scripts/seeded.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

/** Two old blocks, some young ones, and a tail. */
const SIZE = 2 * 32_768 + 3 * YOUNG + 500;
let db: Database;
const random = seeded(11);

/** Common and rare ones, some of them only in one part of the log. */
const termsAt = (index: number): readonly string[] => [
  'all',
  index % 2 === 0 ? 'even' : 'odd',
  `tenth:${index % 10}`,
  `part:${Math.floor(index / 5_000)}`,
  ...(random() < 0.001 ? ['rare'] : []),
  ...(index === 17 || index === SIZE - 1 ? ['twice'] : []),
];
const entries = Array.from({ length: SIZE }, (_, index) => ({ index, terms: termsAt(index) }));

/** As the log takes events in: entries and their terms in one transaction. */
async function add(some: typeof entries): Promise<void> {
  await inTransaction(db.pool, async (tx) => {
    await tx.query(
      `INSERT INTO audit_entry (index, stream, version, at, programme, text, documents, shown)
       SELECT index, 'project/X', index, now(), 'X', '', '{}', '{}' FROM unnest($1::bigint[]) AS index`,
      [some.map(({ index }) => index)],
    );
    await writeTerms(tx, some);
    await closeBlocks(tx, some[0]?.index ?? 0, some.at(-1)?.index ?? -1);
  });
}

async function asked(terms: AuditTerms, range: Places = EVERYWHERE, order: Order = 'OLDEST', atMost: number | null = null): Promise<number[]> {
  const all: number[] = [];
  for await (const places of placesWith(db.pool, terms, range, order, atMost)) all.push(...places);
  return all;
}

const wanted = (terms: AuditTerms, { first, last }: Places): number[] =>
  entries
    .filter(({ index, terms: own }) => index >= first && index <= last && terms.every((group) => group.some((term) => own.includes(term))))
    .map(({ index }) => index);

beforeAll(async () => {
  const url = await freshDatabase('postings_test');
  await migrate(url);
  db = openDatabase(url);
  for (let from = 0; from < SIZE; from += 1_500) await add(entries.slice(from, from + 1_500));
}, 120_000);
afterAll(() => db.close());

describe('the index over terms', () => {
  it('finds what reading everything finds, from both ends, in any range', async () => {
    const questions: AuditTerms[] = [
      [['all']],
      [['rare']],
      [['twice']],
      [['nowhere']],
      [['rare'], ['even']],
      [['all'], ['tenth:3', 'tenth:5'], ['odd']],
      [
        ['part:0', 'part:9', 'part:13'],
        ['tenth:0', 'nowhere'],
      ],
      [['part:6'], ['rare', 'twice']],
    ];
    const ranges: Places[] = [
      EVERYWHERE,
      { first: 0, last: 100 },
      { first: 30_000, last: 34_000 },
      { first: SIZE - 700, last: SIZE },
      { first: 65_000, last: 67_000 },
    ];
    for (const terms of questions)
      for (const range of ranges) {
        const all = wanted(terms, range);
        expect(await asked(terms, range, 'OLDEST')).toEqual(all);
        expect(await asked(terms, range, 'NEWEST')).toEqual(all.reverse());
      }
  });

  it('finds nothing where no group is named, or one that nothing can fulfil', async () => {
    expect(await asked([])).toEqual([]);
    expect(await asked([['all'], []])).toEqual([]);
  });

  it('gives the first ones of an end where some are enough', async () => {
    expect((await asked([['even']], EVERYWHERE, 'NEWEST', 20)).slice(0, 20)).toEqual(
      wanted([['even']], EVERYWHERE)
        .reverse()
        .slice(0, 20),
    );
  });

  it('gives at least as many as are enough from the middle of a block on, and all where it is asked again and again', async () => {
    for (const terms of [[['even']], [['rare']], [['tenth:3'], ['odd']]] as AuditTerms[]) {
      for (const order of ['NEWEST', 'OLDEST'] as const) {
        for (const at of [100, 32_700, 40_000, 65_600, 66_000, SIZE - 1]) {
          const range = order === 'NEWEST' ? { first: 0, last: at } : { first: at, last: SIZE };
          const all = wanted(terms, range);
          const first = (order === 'NEWEST' ? all.reverse() : all).slice(0, 20);
          expect((await asked(terms, range, order, 20)).slice(0, 20)).toEqual(first);
        }
      }
    }
  });

  it('packs an old block: a term that is rare takes a few bytes', async () => {
    const { rows } = await db.pool.query<{ bytes: number }>(
      "SELECT max(pg_column_size(places)) AS bytes FROM audit_posting WHERE size = 32768 AND term = 'rare'",
    );
    expect(rows[0]?.bytes).toBeLessThan(600);
  });

  it('names the place where it was changed, in young and in old blocks', async () => {
    const block = (n: number) => entries.slice(n * YOUNG, (n + 1) * YOUNG);
    for (const n of [3, 65]) {
      expect(await differingPlaces(db.pool, n, block(n))).toEqual([]);
      const [size, at] = n === 3 ? [32_768, 3 * YOUNG + 7] : [YOUNG, 7];
      const change = 'UPDATE audit_posting SET places = set_bit(places, $2, 0) WHERE size = $1 AND block = $3 AND term = $4';
      await db.pool.query(change, [size, at, n === 3 ? 0 : n, 'all']);
      expect(await differingPlaces(db.pool, n, block(n))).toEqual([n * YOUNG + 7]);
      await db.pool.query(change.replace('0)', '1)'), [size, at, n === 3 ? 0 : n, 'all']);
      expect(await differingPlaces(db.pool, n, block(n))).toEqual([]);
    }
  });

  it('finds in order what a block holds that could not be closed, young or old, and after it was closed', async () => {
    const url = await freshDatabase('postings_late');
    await migrate(url);
    const late = openDatabase(url);
    const open = async (terms: AuditTerms, order: Order, range: Places = EVERYWHERE): Promise<number[]> => {
      const all: number[] = [];
      for await (const places of placesWith(late.pool, terms, range, order, 20)) all.push(...places);
      return all;
    };
    const some = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => ({ index: from + n, terms: n % 100 === 0 ? ['all', 'few'] : ['all'] }));
    const refuse = async (size: number, block: number) =>
      late.pool.query(`ALTER TABLE audit_posting ADD CONSTRAINT late CHECK (size <> ${size} OR block <> ${block}) NOT VALID`);
    const write = async (entries: ReturnType<typeof some>) =>
      inTransaction(late.pool, async (tx) => {
        await tx.query(
          `INSERT INTO audit_entry (index, stream, version, at, programme, text, documents, shown)
           SELECT index, 'project/X', index, now(), 'X', '', '{}', '{}' FROM unnest($1::bigint[]) AS index`,
          [entries.map(({ index }) => index)],
        );
        await writeTerms(tx, entries);
        await tx.query('SAVEPOINT closing');
        await closeBlocks(tx, entries[0]?.index ?? 0, entries.at(-1)?.index ?? -1).catch(() => tx.query('ROLLBACK TO SAVEPOINT closing'));
      });
    const expected = (order: Order, { first, last }: Places = EVERYWHERE): number[] => {
      const all = Array.from({ length: 34_000 / 500 }, (_, n) => [0, 100, 200, 300, 400].map((at) => n * 500 + at)).flat();
      return (order === 'NEWEST' ? all.reverse() : all).filter((at) => at >= first && at <= last);
    };
    await refuse(YOUNG, 2);
    for (let from = 0; from < 5_000; from += 500) await write(some(from, from + 500));
    expect((await open([['few']], 'NEWEST')).length).toBe(50);
    expect(await open([['few']], 'OLDEST')).toEqual(expected('OLDEST', { first: 0, last: 4_999 }));
    await late.pool.query('ALTER TABLE audit_posting DROP CONSTRAINT late');
    await refuse(32_768, 0);
    for (let from = 5_000; from < 34_000; from += 500) await write(some(from, from + 500));
    for (const order of ['NEWEST', 'OLDEST'] as const) {
      expect(await open([['few']], order)).toEqual(expected(order));
      const range = { first: 1_000, last: 33_000 };
      expect(await open([['few']], order, range)).toEqual(expected(order, range));
    }
    await late.pool.query('ALTER TABLE audit_posting DROP CONSTRAINT late');
    await inTransaction(late.pool, (tx) => closeBlocks(tx, 2 * YOUNG, 32_767));
    for (const order of ['NEWEST', 'OLDEST'] as const) expect(await open([['few']], order)).toEqual(expected(order));
    await late.close();
  }, 60_000);

  it('misses nothing while blocks are closed under it', async () => {
    let done = false;
    const writing = (async () => {
      for (let from = SIZE; from < SIZE + 32_768; from += 700)
        await add(Array.from({ length: 700 }, (_, n) => ({ index: from + n, terms: ['all', 'later'] })));
      done = true;
    })();
    let reads = 0;
    while (!done) {
      const found = await asked([['all']], EVERYWHERE, 'NEWEST');
      expect(found).toHaveLength((found[0] ?? 0) + 1);
      reads += 1;
    }
    await writing;
    expect(reads).toBeGreaterThan(3);
  }, 60_000);
});
