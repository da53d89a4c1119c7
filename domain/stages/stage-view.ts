/** What readers are shown of a stage: what all stages show, and what each names of its own. Deliberately absent: any one stage. */
import { data, day, type Fields, flag, oneOf, optional, plain, record, table, whole } from '../kernel/shape.ts';
import { bilingual, type FieldsIn, type View } from '../kernel/view.ts';
import { profileShown, projectChangesShown } from '../profile/view.ts';
import { standardsShown } from '../rule-table/view.ts';
import type { StageState } from './facts.ts';
import { watchedShown } from './watch.ts';

/** What is shown of every stage, beside what its own view names. */
const STAGE_SHOWN = {
  programme: plain,
  project: plain,
  name: bilingual,
  manager: plain,
  profile: profileShown,
  projectChanges: projectChangesShown,
  standards: standardsShown,
  status: oneOf(['OPEN', 'DONE', 'CANCELLED']),
  suspended: flag,
  takenOver: optional(data<NonNullable<StageState['takenOver']>>()),
  suspension: optional(record({ on: day, reason: plain, by: optional(plain) })),
  watched: watchedShown,
  approvals: table(plain, plain),
  attempts: table(plain, whole),
} as const;

/** The view of a stage: what all stages show, and these fields of its own. `derives`: what is worked out when it is shown, also in place of what the state holds. */
export const stageView =
  <S extends StageState, D extends object = object>(derives?: (state: S) => D) =>
  <const F extends Fields>(fields: FieldsIn<Omit<S, keyof D> & D, F>): View => ({
    fields: { ...STAGE_SHOWN, ...fields },
    ...(derives === undefined ? {} : { derives: (state) => derives(state as S) }), // shown with a state of its own kind (case-views.ts)
  });
