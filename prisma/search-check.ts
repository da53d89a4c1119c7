/** Compares what the search holds of each event with what the event says. Reads the whole log, a page at a time. */
import { faultOf, type VerifyFault } from '../proof/faults.ts';
import type { Database } from './database.ts';
import { entryRowOf } from './log.ts';

const PAGE = 2_000;

export async function checkSearch(db: Database): Promise<readonly VerifyFault[]> {
  const faults: VerifyFault[] = [];
  for (let from = 0; ; from += PAGE) {
    const rows = await db.pool.query<{
      index: string;
      stream: string;
      version: number;
      body: string;
      hash: string;
      programme: string;
      project: string | null;
      terms: readonly string[] | null;
      text: string | null;
      shown: unknown;
    }>(
      `SELECT l.index, l.stream, l.version, e.body, e.hash, s.programme, s.project, a.terms, a.text, a.shown FROM log_leaf l JOIN event e USING (stream, version)
       JOIN stream s USING (stream) LEFT JOIN audit_entry a ON a.index = l.index AND a.stream = l.stream AND a.version = l.version
       WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index`,
      [from, from + PAGE],
    );
    for (const { terms, text, shown, ...row } of rows.rows) {
      const wanted = entryRowOf({ ...row, index: Number(row.index) });
      if (
        text === wanted.text &&
        terms !== null &&
        terms.join('\n') === wanted.terms.join('\n') &&
        JSON.stringify(shown) === JSON.stringify(wanted.shown)
      )
        continue;
      faults.push(faultOf('SEARCH_DIFFERS', `${row.stream}@${row.version}`, Number(row.index)));
    }
    const more = await db.pool.query('SELECT 1 FROM log_leaf WHERE index >= $1 LIMIT 1', [from + PAGE]);
    if (more.rowCount === 0) return faults;
  }
}
