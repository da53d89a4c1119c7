/**
 * What a programme's progress is counted from: of its projects, their works, stages and open approvals what the read tables
 * hold. Deliberately absent: where it is read (prisma/cases/programme-progress.ts), and the counting (progress.ts).
 */
import type { IsoDate, Text } from '../../kernel/values.ts';
import type { LitCase } from '../../project/lights.ts';
import type { ProgressPart } from '../../project/progress-part.ts';
import type { WorksPart } from '../../stages/board-part.ts';
import type { LightKind } from '../../stages/construction/light-words.ts';
import type { ProjectStatus } from '../../words/lists.ts';
import type { ProgrammeState } from '../facts.ts';

export type ProgressWorks = Pick<WorksPart, 'reached' | 'completionOn' | 'estimateFen' | 'paidFen' | 'percent' | 'reportedMonth'>;

/** A stage's case. `turned`: the day on which each light that is not green turned last. */
export type ProgressCase = LitCase & { readonly turned: Readonly<Partial<Record<LightKind, IsoDate>>> };

export type ProgressProject = {
  readonly project: Omit<ProgressPart, 'changed'> & { readonly status: ProjectStatus };
  /** The places that it was opened with. */
  readonly opened: number;
  /** Null: they have not been opened. */
  readonly works: ProgressWorks | null;
  readonly cases: readonly ProgressCase[];
};

/** An approval that is not decided. `asked`: the first of those who are asked; `applicant` where something is asked of whoever applied. */
export type OpenApproval = {
  readonly stream: string;
  readonly project: string | null;
  readonly title: Text;
  readonly light: LitCase['light'];
  /** Null: no limit, or its clock stands. */
  readonly dueOn: IsoDate | null;
  readonly asked: readonly string[];
  readonly applicant: string | null;
};

export type ProgressSource = {
  readonly programme: Pick<
    ProgrammeState,
    'code' | 'name' | 'county' | 'document' | 'status' | 'roles' | 'population' | 'existingPlaces' | 'targetPlaces' | 'startOn' | 'endOn' | 'deadline'
  > &
    Partial<Pick<ProgrammeState, 'standards' | 'evaluations' | 'funds' | 'papers'>>;
  readonly projects: readonly ProgressProject[];
  readonly approvals: readonly OpenApproval[];
};

/** An approval as a project's lights read it. */
export const litApproval = ({ stream, title, light, dueOn }: OpenApproval): ProgressCase => ({
  stream,
  kind: 'approval',
  status: 'OPEN',
  title,
  light,
  part: null,
  dueOn,
  turned: {},
});
