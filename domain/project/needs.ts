/** What the drafts of a project leave to the recorder: routes, and whether a new panel is there. */
import { appliedFor, clocksToday, counted, due, inForceToday, type NeedsOf, routeOf } from '../approval/fill.ts';
import { TAKEOVER_TABLES } from '../takeover/tables.ts';
import type { ProjectEvent } from './facts.ts';
import { PROJECT_TABLES } from './standards.ts';

export const PROJECT_NEEDS: NeedsOf<ProjectEvent> = {
  StepApplied: ({ route }) => ({ fill: { route: routeOf(route), standards: clocksToday } }),
  TakeoverBegun: () => ({ fill: { standards: inForceToday(TAKEOVER_TABLES.map(({ key }) => key)) } }),
  StandardsChanged: () => ({ fill: { standards: inForceToday(PROJECT_TABLES.map(({ key }) => key)) } }),
  ProjectSuspended: ({ applied, assetsDue }) => ({ fill: { applications: appliedFor(applied), assetsDue: due(assetsDue) } }),
  ProjectResumed: ({ applied, assetsDue }) => ({ fill: { applications: appliedFor(applied), assetsDue: due(assetsDue) } }),
  StageStarted: ({ assetsDue }) => ({ fill: { assetsDue: due(assetsDue) } }),
  DeadlineReworked: ({ deadline }) => ({ fill: { deadline: due(deadline) } }),
  HandoverRecorded: ({ notice, accountsDue }) => ({
    fill: { ...(notice === undefined ? {} : { notice: counted(notice) }), ...(accountsDue === undefined ? {} : { accountsDue: due(accountsDue) }) },
  }),
  PanelChanged: ({ known }) => ({ check: { works: known } }),
};
