/** Tries a route out with the programme, the people and the calendar as they are; writes nothing. */
import { groupOfMembers } from '../../domain/approval/facts.ts';
import type { Route } from '../../domain/approval/route.ts';
import { checkRoute, type RouteReport } from '../../domain/approval/route-faults.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { shippedRoutes } from '../../domain/standards/routes.ts';
import { wantedBy } from '../../domain/world/blanks.ts';
import { type DryRun, type DryRunRequest, dryRun } from '../../domain/world/dry-run.ts';
import { type Database, inTransaction, type Queryable } from '../database.ts';
import { readCalendar } from '../record/calendar.ts';
import { organisationNow, organisationOf, worldFor } from '../record/world.ts';

async function worldOf(tx: Queryable, programme: string, route: Route, named: DryRunRequest['named'], applicant: string) {
  const organisation = await organisationOf(tx, programme);
  const members = [...route.steps.flatMap((step) => [...step.who.members, ...(step.copyTo ?? [])]), ...(route.copyTo ?? []), { person: applicant }];
  const ask = { group: groupOfMembers(members), named, applicant };
  return {
    organisation,
    world: await worldFor(
      tx,
      { ...wantedBy([]), asks: [ask] },
      programme,
      await readCalendar(tx),
      organisation,
      null,
      dayAt(new Date().toISOString()),
    ),
  };
}

export const dryRunRoute = (db: Database, programme: string, request: DryRunRequest): Promise<DryRun> =>
  inTransaction(db.pool, async (tx) => dryRun(request, (await worldOf(tx, programme, request.route, request.named, request.applicant)).world));

/** Everything that is wrong with a route in this programme. */
export const checkRouteIn = (db: Database, programme: string, route: Route): Promise<RouteReport> =>
  inTransaction(db.pool, async (tx) => {
    const { world } = await worldOf(tx, programme, route, {}, '');
    return checkRoute(route, {
      held: (role) => world.holders(role).length > 0,
      knows: (person) => world.knows(person),
      holders: (role) => world.holders(role).length,
    });
  });

/** The routes that hold in a programme: the county's own before those that are shipped. */
export async function listRoutes(db: Database, programme: string): Promise<readonly Route[]> {
  const { routes } = await organisationNow(db.pool, programme);
  const shipped = shippedRoutes().filter(({ code }) => routes[code] === undefined);
  return [...Object.values(routes), ...shipped].sort((a, b) => (a.code < b.code ? -1 : 1));
}
