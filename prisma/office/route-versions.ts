/** Every version of a route that a county adopted, from the events that adopted them. Deliberately absent: what is shipped (domain/standards/routes.ts). */
import type { Recorded } from '../../domain/kernel/case.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { RouteVersion } from '../../domain/office.ts';
import type { ProgrammeEvent } from '../../domain/programme/facts.ts';
import { knownOf, parseBody } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

const MOST = 100;

/** The newest first; up to a hundred. */
export async function routeVersions(db: Database, programme: string, code: string): Promise<readonly RouteVersion[]> {
  const found = await db.pool.query<{ body: string }>(
    `SELECT body FROM event WHERE stream = $1 AND type = 'RouteAdopted' AND strpos(body, $2) > 0 ORDER BY version DESC LIMIT ${MOST}`,
    [streamOf('programme', programme), `"code":${JSON.stringify(code)}`],
  );
  return found.rows.flatMap(({ body }) => versionIn(knownOf(parseBody(body)), code));
}

function versionIn(recorded: Recorded, code: string): readonly RouteVersion[] {
  const { occurredAt: at, actor } = recorded;
  const event = recorded as Recorded & ProgrammeEvent; // the stream of a programme holds its events alone
  if (event.type !== 'RouteAdopted' || event.data.adopted.code !== code) return [];
  const { adopted: route, basis, proposedBy } = event.data;
  // Without a second person whoever adopted it is the one who wanted it.
  const two = proposedBy === undefined ? { proposedBy: actor.person, confirmedBy: null } : { proposedBy, confirmedBy: actor.person };
  return [{ version: route.version, basis, at, ...two, route }];
}
