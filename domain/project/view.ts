/** What readers are shown of a project: its profile, its stages and steps, and what was handed over. */

import { deadlineShown } from '../calendar/view.ts';
import { fileRef } from '../kernel/file-ref.ts';
import { data, day, fen, flag, nullable, oneOf, optional, plain, record, table, whole } from '../kernel/shape.ts';
import { bilingual, listOf, viewOf } from '../kernel/view.ts';
import { APPROVAL_PATHS } from '../profile/profile.ts';
import { profileShown, projectChangesShown, surveyBasisShown } from '../profile/view.ts';
import { standardsShown } from '../rule-table/view.ts';
import type { StageResult } from '../stages/facts.ts';
import { measuresShown, nodesShown } from '../stages/planning/view.ts';
import { watchedShown } from '../stages/watch.ts';
import { takeoverShown } from '../takeover/view.ts';
import { SCHEDULE_BY } from '../words/lists.ts';
import { ESTIMATE_ANSWERS, type ProjectState } from './facts.ts';

/** The file of a paper. */
const paper = { file: optional(fileRef) } as const;

export const projectView = viewOf<ProjectState>()({
  programme: plain,
  profile: profileShown,
  survey: surveyBasisShown,
  panel: listOf(plain),
  path: oneOf(APPROVAL_PATHS),
  status: oneOf(['RUNNING', 'SUSPENDED', 'CANCELLING', 'ACCEPTED', 'CANCELLED']),
  stages: table(
    plain,
    record({
      status: oneOf(['WAITING', 'OPEN', 'DONE', 'CANCELLED']),
      startedAt: nullable(plain),
      finishedAt: nullable(plain),
      result: data<StageResult>(),
      goesOn: optional(flag),
      takenOver: optional(flag),
    }),
  ),
  steps: table(
    plain,
    record({
      status: oneOf(['NEEDED', 'ASKED', 'APPROVED', 'REFUSED', 'REPLIED']),
      attempt: whole,
      approval: nullable(plain),
      amountFen: nullable(fen),
      number: nullable(plain),
      on: nullable(day),
      by: optional(plain),
      until: optional(day),
      files: optional(listOf(fileRef)),
      takenOver: optional(flag),
    }),
  ),
  takeover: takeoverShown,
  estimateReport: optional(
    record({
      approval: plain,
      studyFen: fen,
      estimateFen: fen,
      on: optional(day),
      by: optional(plain),
      answered: optional(record({ approval: plain, answer: oneOf(ESTIMATE_ANSWERS), number: plain, on: day, reason: plain })),
    }),
  ),
  suspension: optional(record({ on: day, reason: plain, by: optional(plain) })),
  assetsDue: optional(deadlineShown),
  accountsDue: optional(deadlineShown),
  watched: watchedShown,
  handover: record({
    filing: nullable(record({ number: plain, on: day, ...paper })),
    publicNotice: nullable(
      record({ from: day, to: day, objections: whole, answers: optional(listOf(record({ on: day, answer: plain, ...paper }))), ...paper }),
    ),
    finalAccounts: nullable(
      record({
        amountFen: fen,
        on: day,
        number: optional(plain),
        worksFen: optional(fen),
        otherFen: optional(fen),
        reason: optional(plain),
        approval: optional(record({ number: plain, on: day, by: plain, ...paper })),
        ...paper,
      }),
    ),
    assets: nullable(record({ to: plain, on: day, number: optional(plain), ...paper })),
    archive: nullable(record({ location: plain, on: day, number: optional(plain), ...paper })),
  }),
  schedules: optional(
    listOf(
      record({
        version: whole,
        by: oneOf(SCHEDULE_BY),
        document: nullable(plain),
        on: nullable(day),
        reason: nullable(plain),
        startOn: day,
        finishOn: day,
        opensOn: optional(day),
        milestones: listOf(record({ key: plain, plannedOn: day })),
      }),
    ),
  ),
  development: optional(record({ number: plain, on: day, version: whole, places: whole, year: plain })),
  plan: optional(record({ number: plain, on: day, version: whole, nodes: nodesShown, measures: measuresShown, takenOver: optional(flag) })),
  remains: listOf(bilingual),
  cancelReason: nullable(plain),
  projectChanges: projectChangesShown,
  standards: standardsShown,
});
