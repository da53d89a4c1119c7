/** Which projects of a programme are taken over, how far, and what of them waits. Deliberately absent: who may read it (the API). */
import type { Text } from '../../domain/kernel/values.ts';
import type { TakeoverCounts, TakeoverQuery, TakeoverRow } from '../../domain/views.ts';
import type { Database } from '../database.ts';

type Found = Omit<TakeoverRow, 'name' | 'scans' | 'findings' | 'corrections'> & {
  readonly title: string;
  readonly scans: string;
  readonly findings: string;
  readonly corrections: string;
};

/** By their code, from a place on; states of one page alone are read. */
export async function listTakeovers(db: Database, programme: string, { status, after, limit }: TakeoverQuery): Promise<readonly TakeoverRow[]> {
  const found = await db.pool.query<Found>(
    `WITH page AS (
       SELECT c.stream, c.project, c.title, coalesce(k.value, 'NONE') AS status FROM case_state c
       LEFT JOIN case_key k ON k.stream = c.stream AND k.kind = 'TAKEOVER'
       WHERE c.programme = $1 AND c.kind = 'project' AND c.project > $2 AND ($3::text IS NULL OR coalesce(k.value, 'NONE') = $3)
       ORDER BY c.project LIMIT $4
     )
     SELECT page.project, page.title, page.status,
       coalesce((SELECT jsonb_object_agg(kind, n) FROM (
         SELECT split_part(id, '.', 1) AS kind, count(*) AS n FROM jsonb_object_keys(t.takeover->'facts') AS id GROUP BY 1) AS counted), '{}') AS kinds,
       (SELECT count(*) FROM jsonb_each(t.takeover->'facts') AS fact WHERE jsonb_array_length(coalesce(fact.value->'files', '[]')) > 0) AS scans,
       coalesce(jsonb_array_length(t.takeover->'findings'), 0) AS findings,
       CASE WHEN t.takeover ? 'closing' THEN jsonb_build_object('by', t.takeover->'closing'->'by', 'until', t.takeover->'closing'->'until') END AS closing,
       (SELECT count(*) FROM jsonb_object_keys(t.takeover->'corrections')) AS corrections
     FROM page JOIN case_state c USING (stream), LATERAL (SELECT c.state->'takeover' AS takeover) AS t ORDER BY page.project`,
    [programme, after, status ?? null, limit],
  );
  return found.rows.map(({ title, scans, findings, corrections, ...row }) => ({
    ...row,
    name: JSON.parse(title) as Text, // as the recorder writes titles
    scans: Number(scans),
    findings: Number(findings),
    corrections: Number(corrections),
  }));
}

export async function countTakeovers(db: Database, programme: string): Promise<TakeoverCounts> {
  const found = await db.pool.query<{ status: 'NONE' | 'OPEN' | 'CLOSED'; n: string; waiting: string }>(
    `SELECT coalesce(k.value, 'NONE') AS status, count(*) AS n,
       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM case_key w WHERE w.stream = c.stream AND w.kind = 'TAKEOVER_WAITS')) AS waiting
     FROM case_state c LEFT JOIN case_key k ON k.stream = c.stream AND k.kind = 'TAKEOVER'
     WHERE c.programme = $1 AND c.kind = 'project' GROUP BY 1`,
    [programme],
  );
  const of = (status: string): number => Number(found.rows.find((row) => row.status === status)?.n ?? 0);
  const waiting = found.rows.reduce((sum, row) => sum + Number(row.waiting), 0);
  return { NONE: of('NONE'), OPEN: of('OPEN'), CLOSED: of('CLOSED'), waiting };
}

/** Streams of projects of which something waits for a second person. */
export async function takeoversWaiting(db: Database, programme: string, most: number): Promise<readonly string[]> {
  const found = await db.pool.query<{ stream: string }>(
    `SELECT DISTINCT stream FROM case_key WHERE programme = $1 AND kind = 'TAKEOVER_WAITS' ORDER BY stream LIMIT $2`,
    [programme, most],
  );
  return found.rows.map(({ stream }) => stream);
}
