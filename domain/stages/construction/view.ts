/** What readers are shown of this stage. */
import type { Deadline } from '../../calendar/deadline.ts';
import { fileRef } from '../../kernel/file-ref.ts';
import { data, day, fen, flag, nullable, oneOf, optional, plain, record, table, whole } from '../../kernel/shape.ts';
import { bilingual, listOf, numeric } from '../../kernel/view.ts';
import { INSPECTION_KINDS, PAYMENT_KINDS } from '../../standards/closed-lists.ts';
import { REPLAN_LADDER } from '../../standards/replanning.ts';
import { INCIDENT_GRADES } from '../../standards/site.ts';
import { CONTRACT_KINDS, OTHER_CONTRACT_KINDS, TENDER_WAYS } from '../../standards/tender.ts';
import { findingName } from '../../words/findings.ts';
import { FUND_LEVELS } from '../../words/funds.ts';
import { stageView } from '../stage-view.ts';
import type { ConstructionState } from './facts.ts';
import { notedWords } from './finding-words.ts';
import { LETTERS } from './letter-words.ts';
import { LIGHT_KINDS } from './light-words.ts';
import { ALTERATIONS } from './requests.ts';
import { WARRANTED } from './site/facts.ts';

/** What was noted, in both languages whichever release noted it. */
const derived = (state: ConstructionState) => ({
  findings: state.findings.map((noted) => ({ code: noted.code, name: findingName(noted.code), rule: noted.rule, evidence: notedWords(noted) })),
});

const CONTRACT = {
  contractor: plain,
  amountFen: fen,
  on: day,
  number: optional(plain),
  tender: optional(plain),
  exemption: optional(plain),
  untendered: optional(plain),
  performanceBondFen: optional(fen),
  smallFirm: optional(flag),
  payDays: optional(numeric),
  retentionMonths: optional(numeric),
  takenOver: optional(flag),
} as const;
const FROM = listOf(record({ source: plain, amountFen: fen }));
const REQUEST = {
  status: oneOf(['ASKED', 'APPROVED', 'REFUSED']),
  cause: optional(plain),
  kind: optional(oneOf(PAYMENT_KINDS)),
  on: optional(day),
  claim: optional(plain),
  alters: optional(oneOf(ALTERATIONS)),
  doneOn: optional(day),
  takenOver: optional(flag),
  from: optional(FROM),
} as const;

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
      files: optional(listOf(fileRef)),
      extensions: optional(listOf(record({ number: plain, on: day, until: day }))),
    }),
  ),
  permitSteps: optional(table(plain, oneOf(['ASKED', 'APPROVED', 'REFUSED']))),
  contract: nullable(record(CONTRACT)),
  tenders: optional(
    table(
      plain,
      record({
        kind: oneOf(CONTRACT_KINDS),
        way: oneOf(TENDER_WAYS),
        estimateFen: fen,
        reportOn: optional(day),
        publishedFrom: optional(day),
        publishedUntil: optional(day),
        bidBondFen: optional(fen),
        winner: plain,
        amountFen: fen,
        number: plain,
        on: day,
      }),
    ),
  ),
  contracts: optional(table(plain, record({ ...CONTRACT, kind: oneOf(OTHER_CONTRACT_KINDS) }))),
  contractPayments: optional(table(plain, record({ ...REQUEST, amountFen: fen, contract: plain }))),
  commitments: optional(table(plain, record({ unit: optional(plain), head: optional(plain), on: day, notApplicable: optional(plain) }))),
  incidents: optional(
    table(
      plain,
      record({
        grade: oneOf(INCIDENT_GRADES),
        on: day,
        time: plain,
        what: plain,
        dead: optional(whole),
        injured: optional(whole),
        reported: optional(record({ to: plain, on: day, time: plain, number: optional(plain) })),
        closed: optional(record({ on: day, outcome: plain, number: optional(plain) })),
        takenOver: optional(flag),
      }),
    ),
  ),
  repairs: optional(table(plain, record({ of: oneOf(WARRANTED), what: plain, on: day, by: day, done: optional(record({ on: day, how: plain })) }))),
  wageAccount: optional(record({ bank: plain, account: plain, number: plain, on: day, depositFen: optional(fen) })),
  wages: optional(table(plain, record({ workers: whole, dueFen: fen, paidFen: fen, on: day, note: optional(plain) }))),
  deliveries: optional(table(plain, record({ contract: optional(plain), amountFen: fen, on: day, payBy: optional(day), paidFen: fen }))),
  submitted: optional(record({ amountFen: fen, number: plain, on: day, deadline: data<Deadline>() })),
  settlement: optional(record({ amountFen: fen, number: plain, on: day })),
  accountsClosed: optional(flag),
  reached: table(plain, day),
  percent: numeric,
  light: oneOf(['GREEN', 'YELLOW', 'RED']),
  lights: listOf(
    record({
      month: plain,
      light: oneOf(['GREEN', 'YELLOW', 'RED']),
      behind: numeric,
      of: optional(oneOf(LIGHT_KINDS)),
      rule: optional(record({ table: plain, row: plain, value: numeric })),
    }),
  ),
  reportedMonths: listOf(plain),
  lightOf: optional(table(plain, oneOf(['GREEN', 'YELLOW', 'RED']))),
  reportVersions: optional(table(plain, whole)),
  openedOn: optional(day),
  reportsFrom: optional(plain),
  inspections: listOf(
    record({
      inspection: oneOf(INSPECTION_KINDS),
      passed: flag,
      on: day,
      part: optional(plain),
      remedyBy: optional(day),
      files: optional(whole),
      takenOver: optional(flag),
    }),
  ),
  payments: table(plain, record({ ...REQUEST, amountFen: fen })),
  confirmedValueFen: fen,
  changes: table(plain, record({ ...REQUEST, amountFen: numeric })),
  replans: optional(
    table(
      plain,
      record({
        status: oneOf(['ASKED', 'APPROVED', 'REFUSED', 'LAPSED']),
        on: day,
        milestones: listOf(record({ key: plain, plannedOn: day, was: nullable(day) })),
        reason: plain,
        reasonName: bilingual,
        excused: flag,
        why: plain,
        finishOn: day,
        finishWas: day,
        laterDays: numeric,
        beyondPlan: optional(day),
        rung: oneOf(REPLAN_LADDER),
        answer: optional(plain),
      }),
    ),
  ),
  /** What was allocated to the project by the ledger of its programme. */
  funds: optional(
    record({
      version: whole,
      allocatedFen: fen,
      elsewhereFen: fen,
      sources: optional(listOf(record({ source: plain, level: oneOf(FUND_LEVELS), allocatedFen: numeric }))),
    }),
  ),
  called: optional(table(plain, day)),
  explained: optional(data<NonNullable<ConstructionState['explained']>>()),
  excused: optional(data<NonNullable<ConstructionState['excused']>>()),
  letters: optional(
    table(
      plain,
      record({
        letter: oneOf(LETTERS),
        number: plain,
        on: day,
        reason: plain,
        answerBy: optional(day),
        by: optional(plain),
        answeredOn: optional(day),
        answer: optional(plain),
      }),
    ),
  ),
  reasons: optional(
    listOf(
      record({
        of: oneOf(LIGHT_KINDS),
        on: day,
        by: optional(plain),
        reason: plain,
        until: day,
        rule: optional(record({ table: plain, row: plain, value: numeric })),
        judged: optional(record({ accepted: flag, answer: plain, on: day, by: optional(plain) })),
      }),
    ),
  ),
  reports: optional(table(plain, record({ plannedPercent: numeric, actualPercent: numeric, problems: plain, next: plain, reason: optional(plain) }))),
  reportedSums: optional(
    table(
      plain,
      record({ monthFen: optional(fen), totalFen: optional(fen), receivedFen: optional(fen), paidFen: optional(fen), paidFrom: optional(FROM) }),
    ),
  ),
  completionOn: nullable(day),
  filing: nullable(record({ number: plain, on: day })),
  findings: listOf(record({ code: plain, name: bilingual, rule: plain, evidence: bilingual })),
});
