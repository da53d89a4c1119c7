/** What readers are shown of this stage. */
import { deadlineShown } from '../../calendar/view.ts';
import { fileRef } from '../../kernel/file-ref.ts';
import { day, flag, nullable, oneOf, optional, plain, record, table, whole } from '../../kernel/shape.ts';
import { bilingual, listOf, numeric } from '../../kernel/view.ts';
import { GRAVITIES } from '../../standards/acceptance.ts';
import { stageView } from '../stage-view.ts';
import type { AcceptanceState } from './facts.ts';
import { NEXT_BY, nextSteps } from './next.ts';

const test = record({ on: day, faults: listOf(plain), file: optional(fileRef) });

/** What has to be done next, and by whom. */
const derived = (state: AcceptanceState) => ({ next: nextSteps(state) });

/** Beside what all stages show. */
export const acceptanceView = stageView<AcceptanceState, ReturnType<typeof derived>>(derived)({
  next: listOf(record({ by: oneOf(NEXT_BY), what: bilingual })),
  inputs: record({ panel: listOf(plain), completionOn: optional(nullable(plain)), wageArrearsFen: optional(nullable(numeric)) }),
  wagesPaidFen: optional(numeric),
  panel: optional(record({ members: listOf(plain), reserve: listOf(plain), scored: optional(listOf(plain)) })),
  round: whole,
  items: table(plain, record({ met: flag, proof: plain, files: optional(listOf(fileRef)) })),
  lapses: optional(table(plain, day)),
  air: nullable(test),
  airOfWorks: optional(nullable(test)),
  score: nullable(numeric),
  ordered: listOf(whole),
  orderedKeys: optional(listOf(plain)),
  notice: whole,
  overdue: flag,
  deadline: nullable(deadlineShown),
  gravity: optional(oneOf(GRAVITIES)),
  extension: optional(nullable(record({ days: whole, answered: flag, by: optional(plain) }))),
  stopped: optional(nullable(record({ why: oneOf(['WAITING', 'REFUSED']), on: day }))),
});
