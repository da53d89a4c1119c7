/** How soon a search's facets are counted and the proof of an event is made and checked: what a page of the console waits for. */
import type { Database } from '../../prisma/database.ts';
import { proveEvent } from '../../prisma/log/event-proof.ts';
import { countFacets } from '../../prisma/search/facets.ts';
import { parseVerifierKey } from '../../proof/note.ts';

const ROUNDS = 12;
/** The issue asks of every page 300 ms at the API, with 100,000 events on two cores. */
export const PAGE_P95_MS = 300;

/** With nothing asked, as the page opens; and of one project. */
export async function facetTimes(db: Database, programmes: readonly string[], projects: readonly string[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < 2 * ROUNDS; n += 1) {
    const project = projects[(n * 7_919) % projects.length] ?? '';
    const began = performance.now();
    await countFacets(db, n % 2 === 0 ? {} : { project }, { programmes });
    times.push(performance.now() - began);
  }
  return times.slice(2);
}

/** Of events all over the record. `held`: each holds in every step that can be checked here. */
export async function proofTimes(db: Database, key: string): Promise<{ readonly times: readonly number[]; readonly held: boolean }> {
  const keys = [parseVerifierKey(key)].flatMap((one) => one ?? []);
  const drawn = await db.pool.query<{ stream: string; version: number }>(
    `SELECT stream, version FROM log_leaf WHERE index % greatest(1, (SELECT count(*) FROM log_leaf) / ${2 * ROUNDS}) = 0 ORDER BY index LIMIT ${2 * ROUNDS}`,
  );
  const times: number[] = [];
  let held = drawn.rows.length > 0;
  for (const event of drawn.rows) {
    const began = performance.now();
    const proof = await proveEvent(db, event, { keys, outside: null });
    times.push(performance.now() - began);
    held &&= proof?.checks.every(({ check, holds }) => check === 'OUTSIDE' || holds === 'HOLDS') === true;
  }
  return { times: times.slice(1), held };
}
