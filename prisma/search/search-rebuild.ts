/**
 * Compares what the search holds of each event, and how its index finds it, with what the event says; or makes all of it
 * anew. Reads the whole log.
 */
import { faultOf, type VerifyFault } from '../../proof/faults.ts';
import { setAside, settleAside } from '../aside.ts';
import { type Database, inTransaction, type Queryable, unhurried } from '../database.ts';
import { holdLog } from '../log/log.ts';
import { bareRowOf, type EntryRow, type EntrySource, entryMadeOf, entryRowOf, ownersOf, type Replaced, writeEntries } from '../record/entries.ts';
import { addTerms, closeBlocks, differingPlaces, YOUNG } from './postings.ts';

type Held = {
  readonly text: string | null;
  readonly shown: unknown;
  readonly documents: readonly string[] | null;
  /** Null: its block is full, or the index has lost it. */
  readonly terms: readonly string[] | null;
};

/**
 * What the search holds otherwise than the one function makes it of the events (entries.ts). An event that PostgreSQL would
 * not take in that form is found by its case and place alone: that is no fault while it is set aside for people to see.
 */
export async function checkSearch(db: Database): Promise<readonly VerifyFault[]> {
  const faults: VerifyFault[] = [];
  const aside = await asideOf(db.pool);
  for (let block = 0; ; block += 1) {
    const { wanted: whole, bare, held } = await blockOf(db.pool, block);
    const wanted = whole.map((row, nth) => (aside.has(`${row.stream}@${row.version}`) && isBare(bare[nth], held[nth]) ? (bare[nth] ?? row) : row));
    const full = wanted.length === YOUNG;
    const lost = new Set(full ? await differingPlaces(db.pool, block, wanted) : []);
    for (const [nth, row] of wanted.entries()) {
      if (lost.has(row.index) || differs(row, held[nth], full)) faults.push(faultOf('SEARCH_DIFFERS', `${row.stream}@${row.version}`, row.index));
    }
    if (!full) return faults;
  }
}

/**
 * Writes everything that the search holds again from the events; returns how many. Readers see the old one until it is
 * done, and new events wait for their place. Error: nothing has changed.
 */
export async function rebuildSearch(db: Database, onProgress: (events: number) => void = () => undefined): Promise<number> {
  const aside = await asideOf(db.pool);
  const replaced: Replaced[] = [];
  const events = await inTransaction(db.pool, async (tx) => {
    await tx.query('SET LOCAL statement_timeout = 0');
    await holdLog(tx);
    for (const table of ['audit_entry', 'audit_tail', 'audit_posting']) await tx.query(unhurried(`DELETE FROM ${table}`));
    for (let block = 0; ; block += 1) {
      const within = [block * YOUNG, (block + 1) * YOUNG];
      const rows = await tx.query<Stored>(unhurried(`SELECT ${STORED} WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index`, within));
      if (rows.rows.length > 0) replaced.push(...(await writeEntries(tx, rows.rows.map(placed))));
      onProgress(block * YOUNG + rows.rows.length);
      if (rows.rows.length < YOUNG) return block * YOUNG + rows.rows.length;
    }
  });
  const again = new Map(replaced.map((one) => [one.where, one]));
  for (const item of aside) if (!again.has(item)) await settleAside(db, 'AUDIT_CLERK', item);
  for (const { where, stream, reason } of again.values())
    if (!aside.has(where)) await setAside(db, { loop: 'AUDIT_CLERK', item: where, about: stream === '' ? null : stream, reason });
  return events;
}

/** Another name whenever the same event would be held otherwise than before. This one: outcomes in words. */
const SEARCH_SHAPE = 'search-outcomes-0.7';

/** After a migration, before anybody searches: what an older release made is made anew, once. Returns how many events. */
export async function rebuildOlderSearch(db: Database): Promise<number> {
  if ((await db.prisma.upgradeStep.findUnique({ where: { name: SEARCH_SHAPE } })) !== null) return 0;
  const events = await rebuildSearch(db);
  await db.prisma.upgradeStep.upsert({ where: { name: SEARCH_SHAPE }, create: { name: SEARCH_SHAPE, doneAt: new Date() }, update: {} });
  return events;
}

type Stored = Omit<EntrySource, 'index'> & { readonly index: string };
const placed = (row: Stored): EntrySource => ({ ...row, index: Number(row.index) });
const STORED = `l.index, l.stream, l.version, e.body, e.hash, s.programme, s.project
  FROM log_leaf l JOIN event e USING (stream, version) JOIN stream s USING (stream)`;

type Block = { readonly wanted: readonly EntryRow[]; readonly bare: readonly EntryRow[]; readonly held: readonly Held[] };

async function blockOf(db: Queryable, block: number): Promise<Block> {
  const rows = await db.query<Stored & Held>(
    `SELECT t.terms, a.text, a.documents, a.shown, ${STORED}
     LEFT JOIN audit_entry a ON a.index = l.index AND a.stream = l.stream AND a.version = l.version LEFT JOIN audit_tail t ON t.index = l.index
     WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index`,
    [block * YOUNG, (block + 1) * YOUNG],
  );
  const all = rows.rows.map(placed);
  const owners = await ownersOf(db, all);
  return { wanted: all.map((row) => entryRowOf(row, owners)), bare: all.map(bareRowOf), held: rows.rows };
}

const isBare = (bare: EntryRow | undefined, held: Held | undefined): boolean =>
  bare !== undefined && held?.text === '' && JSON.stringify(held.shown) === JSON.stringify(bare.shown);

/** Events that the search holds in another form, open ones and those that somebody has looked at. */
const asideOf = async (db: Queryable): Promise<ReadonlySet<string>> =>
  new Set((await db.query<{ item: string }>("SELECT item FROM set_aside WHERE loop = 'AUDIT_CLERK'")).rows.map(({ item }) => item));

/**
 * Tries once more what the search could not hold: an event by its name (`approval/QH-01.FSR@3`), or a block that stayed
 * open (`block of place 1023`). Error: why it still cannot.
 */
export async function indexAgain(db: Database, where: string): Promise<void> {
  await inTransaction(db.pool, async (tx) => {
    await holdLog(tx);
    const place = /^block of place (\d+)$/.exec(where)?.[1];
    if (place !== undefined) return closeBlocks(tx, Math.floor(Number(place) / YOUNG) * YOUNG - 1, Number(place));
    const [, stream, version] = /^(.+)@(\d+)$/.exec(where) ?? [];
    const found = await tx.query<Stored>(`SELECT ${STORED} WHERE l.stream = $1 AND l.version = $2`, [stream ?? '', Number(version ?? 0)]);
    const [row] = found.rows;
    if (row === undefined) throw new Error('it has no place in the log');
    const { row: entry, replaced } = entryMadeOf(placed(row), await ownersOf(tx, [placed(row)]));
    if (replaced !== null) throw new Error(replaced);
    const size = await tx.query<{ size: string }>('SELECT coalesce(max(index) + 1, 0) AS size FROM audit_entry');
    await tx.query('UPDATE audit_entry SET at = $2, text = $3, amount_fen = $4, documents = $5, shown = $6 WHERE index = $1', [
      entry.index,
      entry.at,
      entry.text,
      entry.amountFen,
      entry.documents,
      JSON.stringify(entry.shown),
    ]);
    await addTerms(tx, entry, Number(size.rows[0]?.size ?? 0));
  });
}

const differs = (wanted: EntryRow, held: Held | undefined, full: boolean): boolean =>
  held?.text !== wanted.text ||
  held.documents?.join('\n') !== wanted.documents.join('\n') ||
  JSON.stringify(held.shown) !== JSON.stringify(wanted.shown) ||
  (full ? held.terms !== null : held.terms?.join('\n') !== wanted.terms.join('\n'));
