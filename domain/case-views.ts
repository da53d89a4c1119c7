/**
 * What readers are shown of each kind of case. The API's answers and their schemas are made from it (api/schemas/shapes.ts),
 * so that a state never leaves the service. Deliberately absent: who may read it (permission/).
 */
import { approvalView } from './approval/view.ts';
import { kindOf, type StreamKind } from './cases.ts';
import { findingsView } from './findings/view.ts';
import { journalView } from './journal/view.ts';
import { shown, type View } from './kernel/view.ts';
import { programmeView } from './programme/view.ts';
import { projectView } from './project/view.ts';
import { STAGE_VIEWS } from './stages/all.ts';

export const CASE_VIEWS: { readonly [K in StreamKind]: View } = {
  programme: programmeView,
  project: projectView,
  approval: approvalView,
  ...STAGE_VIEWS,
  journal: journalView,
  findings: findingsView,
};

/** The view of a case from its state. */
export const viewOfCase = (stream: string, state: object): Readonly<Record<string, unknown>> => shown(CASE_VIEWS[kindOf(stream)], state);
