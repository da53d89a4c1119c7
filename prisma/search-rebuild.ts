/**
 * Compares what the search holds of each event, and how its index finds it, with what the event says; or makes all of it
 * anew. Reads the whole log.
 */
import { faultOf, type VerifyFault } from '../proof/faults.ts';
import { type Database, inTransaction, type Queryable } from './database.ts';
import { type EntryRow, entryRowOf, holdLog, type Placed, writeEntries } from './log.ts';
import { differingPlaces, YOUNG } from './postings.ts';

type Held = {
  readonly text: string | null;
  readonly shown: unknown;
  readonly documents: readonly string[] | null;
  /** Null: its block is full, or the index has lost it. */
  readonly terms: readonly string[] | null;
};

export async function checkSearch(db: Database): Promise<readonly VerifyFault[]> {
  const faults: VerifyFault[] = [];
  for (let block = 0; ; block += 1) {
    const { wanted, held } = await blockOf(db.pool, block);
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
  return inTransaction(db.pool, async (tx) => {
    await tx.query('SET LOCAL statement_timeout = 0');
    await holdLog(tx);
    for (const table of ['audit_entry', 'audit_tail', 'audit_posting']) await tx.query(`DELETE FROM ${table}`);
    for (let block = 0; ; block += 1) {
      const rows = await tx.query<Stored>(`SELECT ${STORED} WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index`, [
        block * YOUNG,
        (block + 1) * YOUNG,
      ]);
      if (rows.rows.length > 0) await writeEntries(tx, rows.rows.map(placed));
      onProgress(block * YOUNG + rows.rows.length);
      if (rows.rows.length < YOUNG) return block * YOUNG + rows.rows.length;
    }
  });
}

type Stored = Omit<Placed, 'index'> & { readonly index: string };
const placed = (row: Stored): Placed => ({ ...row, index: Number(row.index) });
const STORED = `l.index, l.stream, l.version, e.body, e.hash, s.programme, s.project
  FROM log_leaf l JOIN event e USING (stream, version) JOIN stream s USING (stream)`;

async function blockOf(db: Queryable, block: number): Promise<{ readonly wanted: readonly EntryRow[]; readonly held: readonly Held[] }> {
  const rows = await db.query<Stored & Held>(
    `SELECT t.terms, a.text, a.documents, a.shown, ${STORED}
     LEFT JOIN audit_entry a ON a.index = l.index AND a.stream = l.stream AND a.version = l.version LEFT JOIN audit_tail t ON t.index = l.index
     WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index`,
    [block * YOUNG, (block + 1) * YOUNG],
  );
  return { wanted: rows.rows.map((row) => entryRowOf(placed(row))), held: rows.rows };
}

const differs = (wanted: EntryRow, held: Held | undefined, full: boolean): boolean =>
  held?.text !== wanted.text ||
  held.documents?.join('\n') !== wanted.documents.join('\n') ||
  JSON.stringify(held.shown) !== JSON.stringify(wanted.shown) ||
  (full ? held.terms !== null : held.terms?.join('\n') !== wanted.terms.join('\n'));
