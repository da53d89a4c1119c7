/**
 * The ledger within its programme: by which rules it decides, what it asks of papers that were taken over, and whom it tells how much
 * may be paid. Deliberately absent: the ledger itself (funds/).
 */

import { decideFunds } from '../funds/decide.ts';
import type { FundsCommand, FundsEvent, FundsHeld, TakeFunds } from '../funds/facts.ts';
import { allocationsOf, availableTo, ledgerOf, namedBySource, projectSums, receivedOf, sourcesOf } from '../funds/sums.ts';
import { type Decision, type Recorded, refuse } from '../kernel/case.ts';
import type { AnyCommand } from '../kernel/command.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { faultAt } from '../kernel/fault.ts';
import { addressOf, type Consequence, tell } from '../kernel/message.ts';
import { incomplete, type Rejection, rejection } from '../kernel/rejection.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { pinnedOn, valuesIn } from '../rule-table/table.ts';
import { STAGE_BY_KEY } from '../stages/all.ts';
import type { CallReport } from '../stages/construction/facts.ts';
import { FUNDS, type FundsRules } from '../standards/funds.ts';
import { numberTerm } from '../text/document-number.ts';
import type { CountyStandards } from './county-standards.ts';
import { decidePaper, type PaperCommand, type PaperEvent } from './papers.ts';

type Programme = FundsHeld & CountyStandards & { readonly projects: Readonly<Record<string, { readonly status: string; readonly accounts?: true }>> };

/** As they are in force on a day: a ledger is not opened, and has no rules of its own. */
export const fundsRules = ({ standards }: CountyStandards, today: IsoDate): FundsRules =>
  valuesIn({ [FUNDS.key]: pinnedOn(FUNDS, standards?.[FUNDS.key] ?? [], today) }, FUNDS);

const COMMANDS: readonly string[] = [
  'RecordSource',
  'CorrectSource',
  'SetBudget',
  'Allocate',
  'CorrectAllocation',
  'ReturnFunds',
  'CountPayments',
  'CountReceived',
] satisfies readonly FundsCommand['type'][];
export const isFundsCommand = (command: AnyCommand): command is FundsCommand => COMMANDS.includes(command.type);

export const decideLedger = (state: Programme, command: FundsCommand, context: Context): Decision<FundsEvent> =>
  decideFunds(state, command, { projects: state.projects, rules: fundsRules(state, dayAt(context.now)) }, context);

/** A paper that is a source stays one while money is allocated from it, and is not one twice; null: nothing is in the way. */
function paperOfLedger(state: Programme, command: PaperCommand, context: Context): Rejection | null {
  if (!byRules(context, 5)) return null;
  const recorded = Object.values(ledgerOf(state).sources).filter(({ amountFen }) => amountFen > 0);
  const given = command.type === 'TakeOverPapers' ? command.papers : command.paper === undefined ? [] : [command.paper];
  const twice = given.flatMap((paper, index): Text[] => {
    const same = paper.kind === 'FUNDS_GRANTED' ? recorded.find(({ document }) => numberTerm(document) === numberTerm(paper.document)) : undefined;
    if (same === undefined) return [];
    return [
      faultAt(`papers[${index}].document`, {
        zh: `${paper.document} 已作为资金来源 ${same.key} 登记，同一文件只计一次`,
        en: `must be of another document: ${paper.document} is on record as source ${same.key}, and counts once`,
      }),
    ];
  });
  if (twice.length > 0) return incomplete('接续文件有误，未登记。', 'The papers have faults, and nothing was recorded.', twice);
  if (command.type !== 'CorrectPaper' || command.paper !== undefined) return null;
  const was = state.papers?.[command.id];
  const source = was?.kind === 'FUNDS_GRANTED' ? sourcesOf(state).find(({ paper, document }) => paper && document === was.document) : undefined;
  const used = allocationsOf(state).find((one) => one.source === source?.key);
  if (source === undefined || used === undefined) return null;
  return rejection(
    'WRONG_STATE',
    `${source.key} 已有资金下达（${used.key}），不能删去；请更正金额。`,
    `Money was allocated from ${source.key} (${used.key}), so it cannot be taken away; correct its sum instead.`,
  );
}
export function decidePaperOfLedger(state: Programme, command: PaperCommand, context: Context): Decision<PaperEvent> {
  const refused = paperOfLedger(state, command, context);
  return refused === null ? decidePaper(state, command, context) : refuse(refused);
}

/** Once anything was allocated to a project, whatever pays in it is told how much that is. */
export function fundsConsequences(held: FundsHeld, event: Recorded<FundsEvent>): readonly Consequence[] {
  if (!('project' in event.data)) return [];
  const { project } = event.data;
  const gated = receivedOf(held, project).length > 0 || allocationsOf(held).some((one) => one.project === project);
  if (!gated) return [];
  const accounts = Object.entries(ledgerOf(held).paid[project] ?? {});
  // Of a payment whoever made it knows already.
  const mine = event.type === 'FundsPaid' && !event.data.first ? event.data.account : null;
  const { allocatedFen, paidFen } = projectSums(held, project);
  return accounts.flatMap(([account, own]) => {
    const kind = kindOf(account);
    if (account === mine || kind === null || own.closedOn !== undefined) return [];
    const others = namedBySource(held, project, account);
    const sources = availableTo(held, project).map((one) => ({ ...one, allocatedFen: one.allocatedFen - (others.get(one.source) ?? 0) }));
    const command: TakeFunds = { type: 'TakeFunds', version: event.version, allocatedFen, elsewhereFen: paidFen - own.paidFen, sources };
    return [tell(addressOf<TakeFunds>(kind)(project), command)];
  });
}

/** An account is called after the stage that pays from it. */
function kindOf(account: string): string | null {
  const stage = Object.entries(STAGE_BY_KEY).find(([key]) => key === account)?.[1];
  return stage?.carriedBy === 'case' ? stage.kind : null;
}

const WORKS = 'CONSTRUCTION';
/** Running projects whose works can report that month: they have begun and are not complete before it. */
export const reporting = (state: Programme, month: string): readonly string[] =>
  Object.keys(state.projects).filter((project) => {
    const account = ledgerOf(state).paid[project]?.[WORKS];
    if (state.projects[project]?.status !== 'RUNNING' || account === undefined || account.closedOn !== undefined) return false;
    const { reportsFrom, reportsUntil } = account;
    return reportsFrom !== undefined && reportsFrom <= month && (reportsUntil === undefined || month <= reportsUntil);
  });
/** Whose managers are asked: of projects of earlier releases, whose works tell nothing, all that run. */
export function askedToReport(state: Programme, month: string): readonly string[] {
  const known = new Set(reporting(state, month));
  return Object.entries(state.projects).flatMap(([project, { status, accounts }]) =>
    status === 'RUNNING' && (accounts !== true || known.has(project)) ? [project] : [],
  );
}
/** The works of each are told until when their report is due. */
export function callConsequences({
  month,
  calls = [],
  dueOn,
}: {
  month: string;
  calls?: readonly string[];
  dueOn?: IsoDate;
}): readonly Consequence[] {
  if (dueOn === undefined) return [];
  return calls.map((project) => tell(addressOf<CallReport>('construction')(project), { type: 'CallReport', month, dueOn }));
}
