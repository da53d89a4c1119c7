/**
 * The project's own approvals (项目审批: 立项, 可研, 初步设计 …), which the project carries itself (project/decide.ts): running
 * projects hold them in their state.
 */
import type { IsoDate } from '../../kernel/values.ts';
import type { ApprovalPath } from '../../profile/profile.ts';
import { ownStage } from '../declare.ts';
import { planningStage } from '../planning/stage.ts';

/** `estimateFen`: 核定概算, 分. */
export type ApprovalsResult = {
  readonly path: ApprovalPath;
  readonly estimateFen: number;
  /** The day of the reply on land; absent: there was none, or by a release up to 0.5.0. */
  readonly landPreOn?: IsoDate;
};

export const approvalsStage = ownStage<ApprovalsResult>()({
  key: 'APPROVALS',
  name: { zh: '项目审批', en: 'Project approvals' },
  after: [planningStage],
  announced: true,
  files: 'approval',
});
