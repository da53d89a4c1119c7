/** Which approvals a project needs, and what they have fixed. Deliberately absent: applying for them (decide.ts). */
import type { ApprovalPath, ProjectProfile } from '../profile/profile.ts';
import { pathOf, type StepCode } from '../standards/approval-paths.ts';
import { stepsOf } from '../standards/steps.ts';
import type { ProjectState, StepStatus } from './facts.ts';

/** 核定概算: what the last reply about the estimate fixed; the funding where no step fixes it. `replied`: with the reply that is being recorded. */
export function estimateOf(state: ProjectState, replied?: { readonly step: StepCode; readonly amountFen: number | undefined }): number {
  const order: readonly StepCode[] = ['PRELIM', 'PLAN_ESTIMATE', 'FUND_APPLICATION'];
  const code = order.find((c) => state.steps[c] !== undefined);
  const { centralFen, countyFen, otherFen } = state.profile.funding;
  const known = code === undefined ? null : state.steps[code]?.amountFen;
  const fixed = code !== undefined && code === replied?.step ? (replied.amountFen ?? known) : known;
  // A fund application asks for the subsidy alone; the works are still bound by the whole investment.
  return code === 'FUND_APPLICATION' ? centralFen + countyFen + otherFen : (fixed ?? centralFen + countyFen + otherFen);
}

const STAYS: readonly StepStatus[] = ['ASKED', 'APPROVED', 'REPLIED'];

/**
 * Path and steps of a profile that has changed: new steps are added, those that nobody has begun fall away, what was approved
 * stays. `begun`: those being decided that the old path needed and the new one does not.
 */
export function wayAfter(
  { steps, ...now }: ProjectState,
  profile: ProjectProfile,
): { readonly path: ApprovalPath; readonly steps: readonly StepCode[]; readonly begun: readonly StepCode[] } {
  const path = pathOf(profile, now.standards);
  const needed = stepsOf(path, profile, now.standards);
  const known = Object.keys(steps) as readonly StepCode[]; // keys are StepCodes: see ProjectOpened
  const beside = known.filter((code) => !needed.includes(code) && STAYS.includes(steps[code]?.status ?? 'NEEDED'));
  const wanted = stepsOf(now.path, now.profile, now.standards);
  return { path, steps: [...needed, ...beside], begun: beside.filter((code) => wanted.includes(code) && steps[code]?.status === 'ASKED') };
}
