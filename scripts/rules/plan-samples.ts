/** A whole implementation plan on its way, for gates and tests. Deliberately absent: any gate. */

import { REVIEW_KINDS } from '../../domain/plan/chain.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import { nodesToStart, type PlanContent } from '../../domain/stages/planning/content.ts';
import type { PlanningCommand } from '../../domain/stages/planning/facts.ts';

/** A document that stands for any. */
export const PROOF = [{ title: '佐证', sha256: 'a'.repeat(64) }] as const;

export const planOf = (profile: ProjectProfile): PlanContent => ({
  targets: `新增托位 ${profile.places} 个`,
  risks: '招生不足',
  nodes: nodesToStart(profile),
  measures: [{ measure: '财政保障，按月调度', unit: '县财政局' }],
});

type Of<T extends PlanningCommand['type']> = Extract<PlanningCommand, { type: T }>;
export const opinion: Of<'RecordConsultation'> = {
  type: 'RecordConsultation',
  unit: '县财政局',
  opinion: '无意见',
  on: '2023-03-01',
  answer: 'NO_OBJECTION',
  files: PROOF,
};
export const reviewsOn = (on: string): readonly Of<'RecordReview'>[] =>
  REVIEW_KINDS.map((review) => ({ type: 'RecordReview', review, passed: true, on, files: PROOF }));
export const minutes = (meeting: 'OFFICE' | 'GROUP', on: string): Of<'RecordMeeting'> => ({
  type: 'RecordMeeting',
  meeting,
  number: `纪要〔2023〕${meeting === 'OFFICE' ? 1 : 2}号`,
  on,
  decisions: '原则通过',
  files: PROOF,
});

/** All that a plan needs before it is handed in. */
export const planWay = (profile: ProjectProfile, content: PlanContent = planOf(profile)): readonly PlanningCommand[] => [
  { type: 'DraftPlan', content },
  opinion,
  ...reviewsOn('2023-03-02'),
  minutes('OFFICE', '2023-03-03'),
];
