/** What readers are shown of a stage: what all stages show, and what each names of its own. Deliberately absent: any one stage. */
import { day, type Fields, flag, oneOf, optional, plain, record, table, whole } from '../kernel/shape.ts';
import { bilingual, type FieldsIn, type View } from '../kernel/view.ts';
import { profileShown, projectChangesShown } from '../profile/view.ts';
import { standardsShown } from '../rule-table/view.ts';
import type { StageState } from './facts.ts';

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
  suspension: optional(record({ on: day, reason: plain })),
  approvals: table(plain, plain),
  attempts: table(plain, whole),
} as const;

/** The view of a stage: what all stages show, and these fields of its own. */
export const stageView =
  <S extends StageState>() =>
  <const F extends Fields>(fields: FieldsIn<S, F>): View => ({
    fields: { ...STAGE_SHOWN, ...fields },
  });
