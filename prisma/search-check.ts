/** Compares what the search holds of each event, and how its index finds it, with what the event says. Reads the whole log. */
import { faultOf, type VerifyFault } from '../proof/faults.ts';
import type { Database } from './database.ts';
import { type EntryRow, entryRowOf } from './log.ts';
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
    const { wanted, held } = await blockOf(db, block);
    const full = wanted.length === YOUNG;
    const lost = new Set(full ? await differingPlaces(db.pool, block, wanted) : []);
    for (const [nth, row] of wanted.entries()) {
      if (lost.has(row.index) || differs(row, held[nth], full)) faults.push(faultOf('SEARCH_DIFFERS', `${row.stream}@${row.version}`, row.index));
    }
    if (!full) return faults;
  }
}

async function blockOf(db: Database, block: number): Promise<{ readonly wanted: readonly EntryRow[]; readonly held: readonly Held[] }> {
  const rows = await db.pool.query<
    { index: string; stream: string; version: number; body: string; hash: string; programme: string; project: string | null } & Held
  >(
    `SELECT l.index, l.stream, l.version, e.body, e.hash, s.programme, s.project, t.terms, a.text, a.documents, a.shown
     FROM log_leaf l JOIN event e USING (stream, version) JOIN stream s USING (stream)
     LEFT JOIN audit_entry a ON a.index = l.index AND a.stream = l.stream AND a.version = l.version LEFT JOIN audit_tail t ON t.index = l.index
     WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index`,
    [block * YOUNG, (block + 1) * YOUNG],
  );
  return { wanted: rows.rows.map((row) => entryRowOf({ ...row, index: Number(row.index) })), held: rows.rows };
}

const differs = (wanted: EntryRow, held: Held | undefined, full: boolean): boolean =>
  held?.text !== wanted.text ||
  held.documents?.join('\n') !== wanted.documents.join('\n') ||
  JSON.stringify(held.shown) !== JSON.stringify(wanted.shown) ||
  (full ? held.terms !== null : held.terms?.join('\n') !== wanted.terms.join('\n'));
