/** What readers are shown of this stage. */
import { day, fen, flag, nullable, oneOf, optional, plain, record, table, whole } from '../../kernel/shape.ts';
import { bilingual, listOf, numeric } from '../../kernel/view.ts';
import { INSPECTION_KINDS, PAYMENT_KINDS } from '../../standards/closed-lists.ts';
import { findingName } from '../../words/findings.ts';
import { stageView } from '../stage-view.ts';
import type { ConstructionState } from './facts.ts';
import { notedWords } from './finding-words.ts';
import { LIGHT_KINDS } from './light-words.ts';

/** What was noted, in both languages whichever release noted it. */
const derived = (state: ConstructionState) => ({
  findings: state.findings.map((noted) => ({ code: noted.code, name: findingName(noted.code), rule: noted.rule, evidence: notedWords(noted) })),
});

/** Beside what all stages show. */
export const constructionView = stageView<ConstructionState, ReturnType<typeof derived>>(derived)({
  estimateFen: fen,
  permits: table(
    plain,
    record({
      number: plain,
      on: day,
      by: optional(plain),
      until: optional(day),
      files: optional(listOf(record({ title: plain, sha256: plain }))),
      extensions: optional(listOf(record({ number: plain, on: day, until: day }))),
    }),
  ),
  permitSteps: optional(table(plain, oneOf(['ASKED', 'APPROVED', 'REFUSED']))),
  contract: nullable(record({ contractor: plain, amountFen: fen, on: day, retentionMonths: optional(numeric) })),
  settlement: optional(record({ amountFen: fen, number: plain, on: day })),
  accountsClosed: optional(flag),
  reached: table(plain, day),
  percent: numeric,
  light: oneOf(['GREEN', 'YELLOW', 'RED']),
  lights: listOf(record({ month: plain, light: oneOf(['GREEN', 'YELLOW', 'RED']), behind: numeric, of: optional(oneOf(LIGHT_KINDS)) })),
  reportedMonths: listOf(plain),
  lightOf: optional(table(plain, oneOf(['GREEN', 'YELLOW', 'RED']))),
  reportVersions: optional(table(plain, whole)),
  openedOn: optional(day),
  reportsFrom: optional(plain),
  inspections: listOf(record({ inspection: oneOf(INSPECTION_KINDS), passed: flag, on: day, takenOver: optional(flag) })),
  payments: table(
    plain,
    record({
      amountFen: fen,
      status: oneOf(['ASKED', 'APPROVED', 'REFUSED']),
      cause: optional(plain),
      kind: optional(oneOf(PAYMENT_KINDS)),
      on: optional(day),
      takenOver: optional(flag),
    }),
  ),
  confirmedValueFen: fen,
  changes: table(
    plain,
    record({
      amountFen: numeric,
      status: oneOf(['ASKED', 'APPROVED', 'REFUSED']),
      cause: optional(plain),
      kind: optional(oneOf(PAYMENT_KINDS)),
      on: optional(day),
      takenOver: optional(flag),
    }),
  ),
  completionOn: nullable(day),
  filing: nullable(record({ number: plain, on: day })),
  findings: listOf(record({ code: plain, name: bilingual, rule: plain, evidence: bilingual })),
});
