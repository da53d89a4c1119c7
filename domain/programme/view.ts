/** What readers are shown of a programme: who holds what, who stands in for whom, its projects and its own routes. */
import type { Route } from '../approval/route.ts';
import { deadlineShown } from '../calendar/view.ts';
import { data, day, flag, nullable, oneOf, optional, plain, record, table, whole } from '../kernel/shape.ts';
import { bilingual, listOf, numeric, viewOf } from '../kernel/view.ts';
import type { Adopted } from '../rule-table/table.ts';
import { standardsShown } from '../rule-table/view.ts';
import { watchedShown } from '../stages/watch.ts';
import type { ProgrammePaper } from '../taken-fact/programme-papers.ts';
import type { RouteProposal } from './county-routes.ts';
import type { StandardProposal } from './county-standards.ts';
import { developmentShown } from './development/view.ts';
import type { ProgrammeState } from './facts.ts';
import type { RoleProposal } from './roles.ts';
import { supplyOf } from './supply.ts';
import type { UnitProposal, UnitTree } from './units.ts';

export const programmeView = viewOf((state: ProgrammeState) => ({ supply: supplyOf(state) }))({
  supply: record({
    planned: whole,
    accepted: whole,
    perThousand: numeric,
    perThousandPlanned: numeric,
    policyGap: whole,
    policyGapPlanned: whole,
  }),
  code: plain,
  name: bilingual,
  document: plain,
  county: bilingual,
  population: whole,
  existingPlaces: whole,
  targetPlaces: whole,
  startOn: day,
  endOn: day,
  status: oneOf(['RUNNING', 'CLOSED']),
  deadline: deadlineShown,
  roles: data<ProgrammeState['roles']>(),
  left: listOf(plain),
  projects: table(plain, record({ manager: plain, places: whole, status: oneOf(['RUNNING', 'ACCEPTED', 'CANCELLED']), goesOn: optional(flag) })),
  mandates: table(
    plain,
    record({
      mandate: plain,
      principal: plain,
      delegate: plain,
      further: optional(listOf(plain)),
      from: day,
      to: day,
      scope: record({ routes: optional(listOf(plain)), projects: optional(listOf(plain)) }),
      basis: plain,
      unable: optional(plain),
      awaits: optional(oneOf(['PRINCIPAL', 'SECOND'])),
      status: oneOf(['WAITING', 'PLANNED', 'ACTIVE']),
    }),
  ),
  /** The county's own, each as docs/route.schema.json tells it. */
  routes: table(plain, data<Route>()),
  routeVersions: table(plain, whole),
  proposals: optional(table(plain, data<RoleProposal>())),
  /** Routes that wait for a second person. */
  routeProposals: optional(table(plain, data<RouteProposal>())),
  /** The county's own versions of tables of rules, oldest first. */
  standards: optional(table(plain, listOf(data<Adopted>()))),
  evaluations: optional(
    table(
      plain,
      record({
        status: oneOf(['BEGUN', 'ANSWERED', 'CLOSED', 'REPLACED']),
        asOf: day,
        basis: plain,
        begunOn: day,
        standards: standardsShown,
        figures: listOf(record({ key: plain, have: numeric, of: numeric, short: listOf(plain), replanned: optional(listOf(plain)) })),
        scores: table(plain, numeric),
        total: numeric,
        band: oneOf(['EXCELLENT', 'GOOD', 'FAIR', 'POOR']),
        measures: table(
          plain,
          record({
            indicator: plain,
            problem: plain,
            measure: plain,
            person: plain,
            dueOn: day,
            status: oneOf(['OPEN', 'REPORTED', 'VERIFIED']),
            reportedBy: nullable(plain),
            evidence: nullable(plain),
            overdue: flag,
          }),
        ),
        reasons: table(plain, plain),
        summary: nullable(plain),
      }),
    ),
  ),
  developmentPlan: developmentShown,
  watched: watchedShown,
  /** Of the programme itself, taken over from paper: none of them was decided here. */
  papers: optional(table(plain, data<ProgrammePaper>())),
  /** The county's own tree of units, and one that waits for a second person. */
  unitTree: optional(data<UnitTree>()),
  unitProposals: optional(table(plain, data<UnitProposal>())),
  /** Those that wait for a second person. */
  standardProposals: optional(table(plain, data<StandardProposal>())),
});
