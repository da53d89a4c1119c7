/** What readers are shown of an approval: not where it could jump back to, nor what the clock and the next number are. */
import { deadlineShown } from '../calendar/view.ts';
import { data, day, fen, flag, nullable, oneOf, optional, plain, record, table, whole } from '../kernel/shape.ts';
import { bilingual, listOf, numeric, viewOf } from '../kernel/view.ts';
import { standardsShown } from '../rule-table/view.ts';
import { CHOICES, OUTCOMES, TASK_STATUSES } from '../words/lists.ts';
import type { ApprovalState, Opening } from './facts.ts';
import type { Filling } from './form-shape.ts';
import type { Route } from './route.ts';

const document = record({ title: plain, number: optional(plain), on: optional(day), sha256: optional(plain), paper: optional(plain) });
const content = record({
  summary: listOf(record({ label: bilingual, value: bilingual })),
  amountFen: optional(fen),
  documents: listOf(document),
  facts: optional(data<object>()),
  values: optional(data<object>()),
});
const task = record({
  task: whole,
  kind: oneOf(['DECIDE', 'OPINION', 'QUESTION', 'READ']),
  seat: whole,
  opening: whole,
  step: whole,
  round: whole,
  person: plain,
  onBehalfOf: nullable(plain),
  mandate: nullable(plain),
  origin: plain,
  by: nullable(plain),
  status: oneOf(TASK_STATUSES),
  openedAt: plain,
  decidedAt: nullable(plain),
  dueAt: nullable(plain),
  seenAt: optional(plain),
  question: optional(plain),
  part: optional(plain),
});

export const approvalView = viewOf<ApprovalState>()({
  owner: nullable(plain),
  programme: plain,
  project: nullable(plain),
  title: bilingual,
  applicant: plain,
  /** As docs/route.schema.json tells it. */
  route: data<Route>(),
  standards: standardsShown,
  named: table(plain, listOf(plain)),
  content,
  contentHash: plain,
  draft: nullable(content),
  receivedOn: nullable(day),
  acceptedOn: nullable(day),
  receipt: optional(record({ document: plain, by: plain, enteredOn: day })),
  status: oneOf(['DRAFT', 'OPEN', 'PAUSED', 'RETURNED', 'WITHHELD', ...OUTCOMES]),
  round: whole,
  step: whole,
  opening: nullable(
    record({
      opening: whole,
      step: whole,
      round: whole,
      ballot: data<Opening['ballot']>(),
      openedAt: plain,
      deadline: nullable(deadlineShown),
      marksReached: listOf(plain),
    }),
  ),
  tasks: listOf(task),
  past: listOf(task),
  clock: nullable(record({ deadline: deadlineShown, marksReached: listOf(plain) })),
  suspension: optional(
    record({
      on: day,
      reason: plain,
      status: plain,
      pause: nullable(record({ reason: plain, by: nullable(plain), notice: plain, on: day, until: nullable(deadlineShown) })),
    }),
  ),
  pause: nullable(record({ reason: plain, by: nullable(plain), notice: plain, on: day, until: nullable(deadlineShown) })),
  extended: flag,
  supplements: whole,
  supplementList: nullable(plain),
  supplementFields: optional(listOf(plain)),
  undertaking: nullable(document),
  deficiency: nullable(record({ items: listOf(plain), deadline: deadlineShown, overdue: flag })),
  decisions: listOf(
    record({
      task: whole,
      opening: whole,
      step: whole,
      round: whole,
      person: plain,
      onBehalfOf: nullable(plain),
      choice: oneOf(CHOICES),
      reason: nullable(plain),
      conditions: listOf(plain),
      score: nullable(numeric),
      signature: optional(document),
      filled: optional(listOf(data<Filling>())),
      seen: plain,
      at: plain,
      door: plain,
      takenBack: flag,
      advisory: flag,
      anew: optional(flag),
    }),
  ),
  conditions: listOf(plain),
  remarks: listOf(
    record({
      kind: oneOf(['COMMENT', 'QUESTION', 'ANSWER', 'OPINION']),
      person: plain,
      to: nullable(plain),
      text: plain,
      documents: listOf(document),
      at: plain,
      recommends: nullable(oneOf(['APPROVE', 'REJECT'])),
    }),
  ),
  recused: listOf(plain),
  returned: nullable(record({ by: nullable(plain), step: whole, afterwards: oneOf(['FROM_TARGET', 'BACK', 'APPLICANT']), on: optional(day) })),
  closedAt: nullable(plain),
  closedBy: nullable(plain),
  closeReason: nullable(plain),
  automatic: flag,
});
