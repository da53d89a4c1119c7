/** What the drafts of a programme leave to the recorder. Deliberately absent: the filling (world/blanks.ts). */
import { appliedFor, clocksToday, due, figuresOn, inForceToday, type NeedsOf, onDesk, routeOf } from '../approval/fill.ts';
import type { Deadline } from '../calendar/deadline.ts';
import { PLANS } from '../standards/plans.ts';
import { PROGRAMME_EVALUATION } from '../standards/programme-evaluation.ts';
import type { ProgrammeEvent } from './facts.ts';

/** What its drafts leave to the recorder: clocks, what lies on desks, whether people are there. */
const onlyClock = ({ deadline }: { readonly deadline: Deadline }) => ({ fill: { deadline: due(deadline) } });
const mustExist = ({ exists = [] }: { readonly exists?: readonly string[] }) => ({ check: { exists } });

const EVALUATED_BY = [PROGRAMME_EVALUATION.key];

export const PROGRAMME_NEEDS: NeedsOf<ProgrammeEvent> = {
  ProgrammeOpened: onlyClock,
  ReportsCalled: onlyClock,
  DeadlineReworked: onlyClock,
  // Whoever is given a role may have left once; nobody who has left manages a project or takes over.
  RoleAssigned: mustExist,
  RoleRevoked: mustExist,
  RoleProposed: mustExist,
  ProjectRegistered: ({ exists = [] }) => ({ check: { here: exists } }),
  // Whoever takes a desk over may audit; whoever acts for another must not audit alone.
  EvaluationBegun: ({ asked }) => ({ fill: { figures: figuresOn(asked), standards: inForceToday(EVALUATED_BY) } }),
  EvaluationAnswered: ({ measures }) => ({ check: { works: measures.map(({ person }) => person) } }),
  MandateGranted: ({ known }) => ({ check: { works: known } }),
  MandateBegan: ({ desk }) => ({ fill: { cases: onDesk(desk) } }),
  MandateEnded: ({ desk }) => ({ fill: { cases: onDesk(desk) } }),
  UnitsProposed: ({ known }) => ({ check: { here: known } }),
  DevelopmentPlanDrafted: () => ({ fill: { standards: inForceToday([PLANS.key]) } }),
  DevelopmentPlanSubmitted: ({ route }) => ({ fill: { route: routeOf(route), standards: clocksToday } }),
  DevelopmentPlanIssued: ({ publishBy }) => ({ fill: { publishBy: due(publishBy) } }),
  RouteProposed: ({ known }) => ({ check: { here: known } }),
  DeskHandedOver: ({ desk, applied, known }) => ({ fill: { cases: onDesk(desk), applications: appliedFor(applied) }, check: { here: known } }),
  PersonLeft: ({ leaving }) => ({ check: { leaving } }),
  ManagerChanged: ({ applied, known }) => ({ fill: { applications: appliedFor(applied) }, check: { here: known } }),
};
