/** Which projects of a programme are taken over, how far, and what of them waits. Deliberately absent: who may read it (the API). */
import type { Text } from '../../domain/kernel/values.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import type { ProjectFunds } from '../../domain/programme/papers-shown.ts';
import type { Takeover } from '../../domain/takeover/facts.ts';
import type { TakeoverCounts, TakeoverQuery, TakeoverRow } from '../../domain/views.ts';
import type { Database } from '../database.ts';

type Found = Pick<TakeoverRow, 'project' | 'status'> & { readonly title: string; readonly state: { readonly takeover?: Takeover } };

/** By their code, from a place on; states of one page alone are read. */
export async function listTakeovers(db: Database, programme: string, { status, after, limit }: TakeoverQuery): Promise<readonly TakeoverRow[]> {
  const found = await db.pool.query<Found>(
    `WITH page AS (
       SELECT c.stream, c.project, c.title, coalesce(k.value, 'NONE') AS status FROM case_state c
       LEFT JOIN case_key k ON k.stream = c.stream AND k.kind = 'TAKEOVER'
       WHERE c.programme = $1 AND c.kind = 'project' AND c.project > $2 AND ($3::text IS NULL OR coalesce(k.value, 'NONE') = $3)
       ORDER BY c.project LIMIT $4
     )
     SELECT page.project, page.title, page.status, c.state FROM page JOIN case_state c USING (stream) ORDER BY page.project`,
    [programme, after, status ?? null, limit],
  );
  return found.rows.map(({ project, title, status: now, state }) => ({
    project,
    name: JSON.parse(title) as Text, // as the recorder writes titles
    status: now,
    ...countedIn(state.takeover),
  }));
}

type Counted = Pick<TakeoverRow, 'kinds' | 'scans' | 'findings' | 'closing' | 'corrections'>;
function countedIn(takeover: Takeover | undefined): Counted {
  const { facts = {}, findings = [], closing, corrections = {} } = takeover ?? {};
  const kinds: Record<string, number> = {};
  for (const id of Object.keys(facts)) {
    const kind = id.split('.')[0] ?? id;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return {
    kinds,
    scans: Object.values(facts).filter(({ files }) => (files ?? []).length > 0).length,
    findings: findings.length,
    closing: closing === undefined ? null : { by: closing.by, until: closing.until },
    corrections: Object.keys(corrections).length,
  };
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

type Planned = { readonly project: string; readonly state: { readonly profile: ProjectProfile; readonly takeover?: Takeover } };
/** So many states are held at once; one with a long history is large. */
const STATES_AT_ONCE = 50;

/** Of each project of a programme that was not cancelled: its funds as planned, and those that were taken over. */
export async function fundsOfProjects(db: Database, programme: string): Promise<readonly ProjectFunds[]> {
  const funds: ProjectFunds[] = [];
  for (;;) {
    const found = await db.pool.query<Planned>(
      `SELECT project, state FROM case_state WHERE programme = $1 AND kind = 'project' AND status <> 'CANCELLED' AND project > $2
       ORDER BY project LIMIT ${STATES_AT_ONCE}`,
      [programme, funds.at(-1)?.project ?? ''],
    );
    funds.push(...found.rows.map(fundsIn));
    if (found.rows.length < STATES_AT_ONCE) return funds;
  }
}

const fundsIn = ({ project, state: { profile, takeover } }: Planned): ProjectFunds => ({
  project,
  places: profile.places,
  funding: profile.funding,
  received: Object.values(takeover?.facts ?? {}).flatMap((fact) =>
    fact.kind === 'FUNDS' ? [{ source: fact.source, amountFen: fact.amountFen }] : [],
  ),
});
