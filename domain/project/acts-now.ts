/**
 * What somebody may do about a project as a whole now, each act with the reason where it would be refused: the decision itself
 * is asked, with a sample that would change nothing, so that a button and its answer never part. Pure. Deliberately absent:
 * who may send a command at all (permission/), which is passed in; the acts of its stages.
 */
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { notYours, type Rejection, wrongState } from '../kernel/rejection.ts';
import type { Text } from '../kernel/values.ts';
import { assignsOthers, has } from '../kernel/who-acts.ts';
import { decideProject, isProjectClosed } from './decide.ts';
import type { ProjectState, PublicProjectCommand } from './facts.ts';

/** About the project as a whole, in the order in which they are offered; CHANGE_MANAGER is the programme's to do. */
export const PROJECT_ACTS = [
  'ChangeMilestones',
  'ChangeProfile',
  'ChangeManager',
  'ChangePanel',
  'ChangeSurveyBasis',
  'ChangeStandards',
  'Suspend',
  'Resume',
  'Cancel',
] as const;
export type ProjectAct = (typeof PROJECT_ACTS)[number];
export type ProjectActShown = {
  readonly act: ProjectAct;
  /** Null: it may be done now. */
  readonly refused: { readonly code: string; readonly message: Text } | null;
};
/** What the table of permissions says of it; null: it may be sent. */
export type MaySend = (act: ProjectAct) => Rejection | null;

/** It says so little that nothing would be changed by it; `DUPLICATE` is how the domain answers that. */
function sampleOf(act: Exclude<ProjectAct, 'ChangeManager'>, { panel, survey }: ProjectState, today: string): PublicProjectCommand {
  const basis = { document: '…', on: today, reason: '…' };
  switch (act) {
    case 'ChangeMilestones':
    case 'ChangeProfile':
      return { type: act, facts: {}, ...basis };
    case 'ChangePanel':
      return { type: act, panel, ...basis };
    case 'ChangeSurveyBasis':
      return { type: act, survey, ...basis };
    case 'ChangeStandards':
      return { type: act, ...basis };
    case 'Suspend':
    case 'Cancel':
      return { type: act, reason: '…' };
    case 'Resume':
      return { type: act };
  }
}

const over: Rejection = wrongState('项目已结束，不再更换负责人。', 'The project is over; it gets no other manager.');

function refusalOf(act: ProjectAct, state: ProjectState, context: Context): Rejection | null {
  // The programme decides it (programme/leaving.ts), whose state is not here: who may at all, and whether it is managed still.
  if (act === 'ChangeManager') return !assignsOthers(context) && !has(context, 'GROUP_LEADER') ? notYours : isProjectClosed(state) ? over : null;
  const decided = decideProject(state, sampleOf(act, state, dayAt(context.now)), context);
  return decided.ok || decided.rejection.code === 'DUPLICATE' ? null : decided.rejection;
}

/** Acts that are another's business are not among them, disabled or not. */
export function projectActsNow(state: ProjectState, context: Context, may: MaySend): readonly ProjectActShown[] {
  return PROJECT_ACTS.flatMap((act) => {
    const denied = may(act);
    const rejection = denied ?? refusalOf(act, state, context);
    if (denied !== null || rejection?.code === 'NOT_YOURS') return [];
    // One of the two is always beside the point.
    if ((act === 'Suspend' && state.status === 'SUSPENDED') || (act === 'Resume' && state.status !== 'SUSPENDED')) return [];
    return [{ act, refused: rejection === null ? null : { code: rejection.code, message: rejection.message } }];
  });
}
