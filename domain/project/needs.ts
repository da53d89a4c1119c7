/** What the drafts of a project leave to the recorder: routes, and whether a new panel is there. */
import { type NeedsOf, routeOf } from '../approval/fill.ts';
import type { ProjectEvent } from './facts.ts';

export const PROJECT_NEEDS: NeedsOf<ProjectEvent> = {
  StepApplied: ({ route }) => ({ fill: { route: routeOf(route) } }),
  PanelChanged: ({ known }) => ({ check: { works: known } }),
};
