/** What the drafts of a project leave to the recorder: routes, and whether a new panel is there. */
import { appliedFor, clocksToday, counted, inForceToday, type NeedsOf, routeOf } from '../approval/fill.ts';
import type { ProjectEvent } from './facts.ts';
import { PROJECT_TABLES } from './standards.ts';

export const PROJECT_NEEDS: NeedsOf<ProjectEvent> = {
  StepApplied: ({ route }) => ({ fill: { route: routeOf(route), standards: clocksToday } }),
  StandardsChanged: () => ({ fill: { standards: inForceToday(PROJECT_TABLES.map(({ key }) => key)) } }),
  ProjectSuspended: ({ applied }) => ({ fill: { applications: appliedFor(applied) } }),
  ProjectResumed: ({ applied }) => ({ fill: { applications: appliedFor(applied) } }),
  HandoverRecorded: ({ notice }) => (notice === undefined ? {} : { fill: { notice: counted(notice) } }),
  PanelChanged: ({ known }) => ({ check: { works: known } }),
};
