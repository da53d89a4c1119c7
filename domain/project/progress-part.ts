/**
 * What a programme's progress takes of a project's own state: its plan, money, stages and what holds it up. Kept in a row of its
 * own beside the board's, so that no page reads a state (docs/adr/0103). Deliberately absent: the counting (programme/progress),
 * and what stages give (stages/board-part.ts).
 */
import type { IsoDate } from '../kernel/values.ts';
import type { ProjectProfile } from '../profile/profile.ts';
import type { StageKey } from '../stages/all.ts';
import type { Watched } from '../stages/watch.ts';
import type { ProjectStatus } from '../words/lists.ts';
import type { ProjectState, StageProgress } from './facts.ts';
import { issuedDays } from './schedule.ts';

/** What is counted of what a stage hands on. */
export const COUNTED_RESULTS = [
  'estimateFen',
  'rectified',
  'rounds',
  'trained',
  'certified',
  'enrolled',
  'enrolledOf',
  'satisfied',
  'satisfiedOf',
] as const;
export type CountedResult = (typeof COUNTED_RESULTS)[number];

/** What is counted of a project; its state is one. */
export type CountedProject = {
  readonly profile: Pick<ProjectProfile, 'code' | 'places' | 'startOn' | 'finishOn' | 'milestones'>;
  readonly status: ProjectStatus;
  readonly stages: Readonly<Partial<Record<StageKey, Pick<StageProgress, 'status' | 'result' | 'takenOver'>>>>;
  readonly handover: { readonly filing: object | null; readonly finalAccounts: { readonly amountFen: number } | null };
  /** By the plan as it was issued last; absent: no day has moved since. */
  readonly issued?: IssuedDays;
};
export type IssuedDays = { readonly startOn: IsoDate; readonly finishOn: IsoDate };

export type ProgressPart = Omit<CountedProject, 'status' | 'profile'> & {
  readonly profile: Pick<ProjectProfile, 'code' | 'name' | 'manager' | 'places' | 'funding' | 'startOn' | 'finishOn' | 'milestones'>;
  /** Days on which its approvals were refused that are not asked for again, by step. */
  readonly refused: Readonly<Record<string, IsoDate | null>>;
  readonly takeover: 'OPEN' | 'CLOSED' | null;
  readonly watched: Watched | null;
  readonly suspension: { readonly on: IsoDate; readonly reason: string } | null;
  /** An estimate far above its study that waits for its answer; `on` null: nobody recorded since when. */
  readonly estimateWaits: { readonly on: IsoDate | null } | null;
  /** Something of it was changed since it was opened: only its first event knows the places it was opened with. */
  readonly changed: boolean;
};

export function progressPart(state: ProjectState): ProgressPart {
  const { profile, stages, steps, handover, takeover, watched, suspension, estimateReport, projectChanges } = state;
  const { code, name, manager, places, funding, startOn, finishOn, milestones } = profile;
  return {
    profile: { code, name, manager, places, funding, startOn, finishOn, milestones },
    stages: Object.fromEntries(
      Object.entries(stages).map(([key, { status, takenOver, result }]) => [
        key,
        {
          status,
          ...(takenOver === true ? { takenOver } : {}),
          result: Object.fromEntries(COUNTED_RESULTS.flatMap((field) => (result[field] === undefined ? [] : [[field, result[field]]]))),
        },
      ]),
    ),
    handover: {
      filing: handover.filing === null ? null : { on: handover.filing.on },
      finalAccounts: handover.finalAccounts === null ? null : { amountFen: handover.finalAccounts.amountFen },
    },
    refused: Object.fromEntries(Object.entries(steps).flatMap(([key, { status, on }]) => (status === 'REFUSED' ? [[key, on]] : []))),
    takeover: takeover?.status ?? null,
    watched: watched ?? null,
    suspension: suspension === undefined ? null : { on: suspension.on, reason: suspension.reason },
    estimateWaits: estimateReport === undefined || estimateReport.answered !== undefined ? null : { on: estimateReport.on ?? null },
    changed: projectChanges !== undefined,
    ...issuedDays(state),
  };
}
