/**
 * What the office records of the programme's money, and what its cases tell of payments. What is decided by an entry here is refused
 * where it would break a sum; what a county's table lets be, and what cases have done, is recorded and found (findings.ts).
 */
import { allow, type Decision, refuse } from '../kernel/case.ts';
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { faultAt } from '../kernel/fault.ts';
import { incomplete, type Rejection, rejection, systemOnly, unknownItem } from '../kernel/rejection.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { isOffice, isSystem } from '../kernel/who-acts.ts';
import { FUNDS, type FundsRules } from '../standards/funds.ts';
import { numberTerm } from '../text/document-number.ts';
import { FUND_LEVEL_WORDS } from '../words/funds.ts';
import { money } from '../words/money.ts';
import { ruleWords } from '../words/rules.ts';
import {
  ALLOCATIONS_MOST,
  type CountPayments,
  type CountReceived,
  type FundsCommand,
  type FundsEvent,
  type FundsHeld,
  SOURCES_MOST,
  type SourceGiven,
} from './facts.ts';
import {
  allocationsOf,
  availableTo,
  budgetOf,
  isOwnKey,
  keptFen,
  ledgerOf,
  levelSums,
  namedBySource,
  projectSums,
  receivedOf,
  sourceSums,
  sourcesOf,
} from './sums.ts';

/** What of its programme a decision may know: its projects, and the rules that are in force today. */
export type FundsAround = { readonly projects: Readonly<Record<string, { readonly status: string }>>; readonly rules: FundsRules };
type Answer = Decision<FundsEvent>;
type Command<T extends FundsCommand['type']> = Extract<FundsCommand, { readonly type: T }>;

const officeOnly = rejection('NOT_YOURS', '项目群资金由领导小组办公室登记。', 'The programme office keeps the ledger of its money.');
const faulty = (faults: readonly Text[]): Rejection => incomplete('登记有误，未登记。', 'It has faults, and nothing was recorded.', faults);
const changed = (seen: number, now: number): Rejection =>
  rejection(
    'SUPERSEDED',
    `资金台账已更新到第 ${now} 版，您看到的是第 ${seen} 版；本次未登记，请核对后重新登记。`,
    `The ledger is at version ${now} by now, and you have seen version ${seen}; nothing was recorded. Look at it again, then enter it anew.`,
  );

export function decideFunds(held: FundsHeld, command: FundsCommand, around: FundsAround, context: Context): Answer {
  if (command.type === 'CountPayments' || command.type === 'CountReceived') return isSystem(context) ? count(held, command) : refuse(systemOnly);
  if (!isOffice(context)) return refuse(officeOnly);
  const { version } = ledgerOf(held);
  if (command.seen !== version) return refuse(changed(command.seen, version));
  const faults = paperFaults(command, dayAt(context.now));
  if (faults.length > 0) return refuse(faulty(faults));
  switch (command.type) {
    case 'RecordSource':
      return recordSource(held, command);
    case 'CorrectSource':
      return correctSource(held, command, around);
    case 'SetBudget':
      return setBudget(held, command);
    case 'Allocate':
      return allocate(held, command, around);
    case 'CorrectAllocation':
      return correctAllocation(held, command, around);
    case 'ReturnFunds':
      return returnFunds(held, command);
  }
}

/** What is wrong with any act by itself: no number, a day to come, no sum, no reason. */
function paperFaults(command: Exclude<FundsCommand, CountPayments | CountReceived>, today: IsoDate): readonly Text[] {
  const { type, document, on, amountFen } = command;
  const corrects = type === 'CorrectSource' || type === 'CorrectAllocation' || type === 'SetBudget';
  return [
    ...(document.trim() === '' ? [faultAt('document', { zh: '须填写文号', en: 'must be the number of its document' })] : []),
    ...(on > today ? [faultAt('on', { zh: `不得晚于今天（${today}）；这里是 ${on}`, en: `must not be after today, ${today}; there is ${on}` })] : []),
    ...(amountFen === 0 && !corrects ? [faultAt('amountFen', { zh: '须大于 0', en: 'must be more than 0' })] : []),
    ...('by' in command && command.by.trim() === '' ? [faultAt('by', { zh: '须写明下达单位', en: 'must say who granted it' })] : []),
    ...('reason' in command && command.reason !== undefined && command.reason.trim() === ''
      ? [faultAt('reason', { zh: '须写明理由', en: 'must say why' })]
      : []),
  ];
}

const sameNumber = (a: string, b: string): boolean => numberTerm(a) === numberTerm(b);
/** A document is a source once, whether it was recorded or taken over. */
function numberTaken(held: FundsHeld, { key, document }: Pick<SourceGiven, 'key' | 'document'>): Rejection | null {
  const other = sourcesOf(held).find((source) => source.key !== key && source.amountFen > 0 && sameNumber(source.document, document));
  if (other === undefined) return null;
  const [zh, en] = other.paper ? ['接续文件', 'a paper that was taken over'] : ['资金来源', 'a source'];
  return rejection(
    'DUPLICATE',
    `文号 ${document} 已作为${zh} ${other.key} 登记，同一文件只计一次。`,
    `${document} is on record as ${en}, ${other.key}; one document counts once.`,
  );
}

function recordSource(held: FundsHeld, { type: _, seen: __, ...source }: Command<'RecordSource'>): Answer {
  if (sourcesOf(held).some(({ key }) => key === source.key))
    return refuse(rejection('DUPLICATE', `资金来源 ${source.key} 已登记；改动请更正。`, `Source ${source.key} is on record; correct it instead.`));
  if (isOwnKey(source.key))
    return refuse(
      faulty([faultAt('key', { zh: 'JX. 和 DW. 开头的编号由台账自用', en: 'must not begin with JX. or DW., which the ledger gives itself' })]),
    );
  if (sourcesOf(held).length >= SOURCES_MOST)
    return refuse(faulty([faultAt('key', { zh: `一个项目群至多 ${SOURCES_MOST} 个来源`, en: `must be one of at most ${SOURCES_MOST} sources` })]));
  const taken = numberTaken(held, source);
  return taken === null ? allow<FundsEvent>({ type: 'FundsSourceRecorded', data: source }) : refuse(taken);
}

function correctSource(held: FundsHeld, { type: _, seen: __, ...source }: Command<'CorrectSource'>, { rules }: FundsAround): Answer {
  const known = sourcesOf(held).find(({ key }) => key === source.key);
  if (known === undefined) return refuse(unknownItem(source.key));
  if (known.paper)
    return refuse(
      rejection('WRONG_STATE', '该来源是接续登记的文件，请在接续文件中更正。', 'This source is a paper that was taken over; correct it among those.'),
    );
  const taken = numberTaken(held, source);
  if (taken !== null) return refuse(taken);
  const used = known.amountFen - sourceSums(held, known).leftFen;
  const level = levelSums(held, source.level);
  const leftAtLevel = level.leftFen + source.amountFen - (known.level === source.level ? known.amountFen : 0);
  const elsewhere = known.level === source.level ? 0 : levelSums(held, known.level).leftFen - (known.amountFen - used);
  const short = source.amountFen < used || (source.amountFen < known.amountFen && leftAtLevel < 0) || elsewhere < 0;
  if (short && rules.allocationGate === 'REFUSE') return refuse(notEnough(source.key, used, source.amountFen));
  return allow<FundsEvent>({ type: 'FundsSourceCorrected', data: { ...source, wasFen: known.amountFen } });
}

function setBudget(held: FundsHeld, { type: _, seen: __, reason, ...budget }: Command<'SetBudget'>): Answer {
  const source = sourcesOf(held).find(({ key }) => key === budget.source);
  if (source === undefined) return refuse(unknownItem(budget.source));
  const before = budgetOf(held, budget.source, budget.year);
  if (before !== null && reason === undefined)
    return refuse(
      rejection(
        'REASON_REQUIRED',
        `${budget.year} 年预算已有第 ${before.budget} 版；调整须写明理由，原版本保留。`,
        `The budget of ${budget.year} has version ${before.budget}; an adjustment needs a reason, and the version before stays.`,
      ),
    );
  return allow<FundsEvent>({ type: 'FundsBudgetSet', data: { ...budget, budget: (before?.budget ?? 0) + 1, reason: reason?.trim() ?? null } });
}

/** Beyond the source, or beyond its level with what projects had received from it on paper; null: there is enough. */
function sourceRefused(held: FundsHeld, key: string, moreFen: number, { rules }: FundsAround): Rejection | null {
  const source = sourcesOf(held).find((one) => one.key === key);
  if (source === undefined) return unknownItem(key);
  if (rules.allocationGate === 'FIND' || moreFen <= 0) return null;
  const { leftFen } = sourceSums(held, source);
  if (moreFen > leftFen) return notEnough(key, source.amountFen - leftFen + moreFen, source.amountFen);
  const level = levelSums(held, source.level);
  if (moreFen <= level.leftFen) return null;
  const { zh, en } = FUND_LEVEL_WORDS[source.level];
  const [asked, left] = [money(moreFen), money(Math.max(0, level.leftFen))];
  return rejection(
    'FUNDS_SHORT',
    `${zh}合计（含接续前已到位）只剩 ${left.zh} 可下达，本次 ${asked.zh}（规则表 FUNDS.allocationGate，${FUNDS.rows.allocationGate.document}）。`,
    `Of ${en} in all, with what projects had received before, ${left.en} is left; this is ${asked.en} (rule table FUNDS.allocationGate, ${ruleWords(FUNDS.rows.allocationGate.document).en}).`,
  );
}
const notEnough = (key: string, usedNow: number, amountFen: number): Rejection => {
  const [used, there] = [money(usedNow), money(amountFen)];
  return rejection(
    'FUNDS_SHORT',
    `资金来源 ${key} 共 ${there.zh}，累计下达将为 ${used.zh}（规则表 FUNDS.allocationGate，${FUNDS.rows.allocationGate.document}）。`,
    `Source ${key} is ${there.en}; ${used.en} would be allocated from it (rule table FUNDS.allocationGate, ${ruleWords(FUNDS.rows.allocationGate.document).en}).`,
  );
};

function allocate(held: FundsHeld, { type: _, seen: __, ...allocation }: Command<'Allocate'>, around: FundsAround): Answer {
  const { key, project, document, amountFen } = allocation;
  const known = Object.hasOwn(around.projects, project) ? around.projects[project] : undefined;
  if (known === undefined) return refuse(unknownItem(project));
  if (known.status === 'CANCELLED')
    return refuse(
      rejection('WRONG_STATE', `项目 ${project} 已取消，不能下达资金。`, `Project ${project} was cancelled; nothing is allocated to it.`),
    );
  if (Object.hasOwn(ledgerOf(held).allocations, key))
    return refuse(rejection('DUPLICATE', `资金下达 ${key} 已登记；改动请更正。`, `Allocation ${key} is on record; correct it instead.`));
  if (allocationsOf(held).length >= ALLOCATIONS_MOST)
    return refuse(
      faulty([faultAt('key', { zh: `一个项目群至多 ${ALLOCATIONS_MOST} 笔下达`, en: `must be one of at most ${ALLOCATIONS_MOST} allocations` })]),
    );
  const before = receivedOf(held, project).find((one) => sameNumber(one.document, document));
  if (before !== undefined)
    return refuse(
      rejection(
        'DUPLICATE',
        `${document} 的资金已随项目 ${project} 接续登记（${before.key}），不再重复下达。`,
        `Money by ${document} came with project ${project} when it was taken over (${before.key}); it counts once.`,
      ),
    );
  const twice = allocationsOf(held).find(
    (one) => one.project === project && one.source === allocation.source && one.amountFen > 0 && sameNumber(one.document, document),
  );
  if (twice !== undefined)
    return refuse(
      rejection(
        'DUPLICATE',
        `${document} 从 ${allocation.source} 向项目 ${project} 的下达已登记为 ${twice.key}，同一文件只计一次；金额有误的请更正该笔。`,
        `${document} is on record as ${twice.key}, from ${allocation.source} to project ${project}; it counts once. Correct that one where its sum is wrong.`,
      ),
    );
  const refused = sourceRefused(held, allocation.source, amountFen, around);
  return refused === null ? allow<FundsEvent>({ type: 'FundsAllocated', data: allocation }) : refuse(refused);
}

function correctAllocation(held: FundsHeld, { type: _, seen: __, ...given }: Command<'CorrectAllocation'>, around: FundsAround): Answer {
  const known = Object.hasOwn(ledgerOf(held).allocations, given.key) ? ledgerOf(held).allocations[given.key] : undefined;
  if (known === undefined) return refuse(unknownItem(given.key));
  const { source, project, amountFen: wasFen, withdrawnFen, surplusFen } = known;
  if (given.amountFen < withdrawnFen + surplusFen) {
    const back = money(withdrawnFen + surplusFen);
    return refuse(
      rejection('SUMS_DISAGREE', `已收回和上缴 ${back.zh}，下达不能更正为更少。`, `${back.en} of it went back already; it cannot have been less.`),
    );
  }
  const less = wasFen - given.amountFen;
  const paid = less > 0 ? beneathPaid(held, { project, source }, less) : null;
  if (paid !== null && around.rules.paymentGate === 'REFUSE') return refuse(paid);
  const refused = sourceRefused(held, source, -less, around);
  return refused === null ? allow<FundsEvent>({ type: 'FundsAllocationCorrected', data: { ...given, source, project, wasFen } }) : refuse(refused);
}

/** What was paid stays covered; null: it does. */
function beneathPaid(held: FundsHeld, { project, source }: { readonly project: string; readonly source: string }, lessFen: number): Rejection | null {
  const { allocatedFen, paidFen } = projectSums(held, project);
  if (allocatedFen - lessFen >= paidFen) return beneathNamed(held, { project, source }, lessFen);
  const [paid, left] = [money(paidFen), money(allocatedFen - lessFen)];
  return rejection(
    'SUMS_DISAGREE',
    `项目 ${project} 已支付 ${paid.zh}，下达不能减为 ${left.zh}（规则表 FUNDS.paymentGate，${FUNDS.rows.paymentGate.document}）。`,
    `Project ${project} has paid ${paid.en}; ${left.en} would be left of what was allocated (rule table FUNDS.paymentGate, ${ruleWords(FUNDS.rows.paymentGate.document).en}).`,
  );
}

/** And so does what payments name of that source. */
function beneathNamed(
  held: FundsHeld,
  { project, source }: { readonly project: string; readonly source: string },
  lessFen: number,
): Rejection | null {
  const there = availableTo(held, project).find((one) => one.source === source)?.allocatedFen ?? 0;
  const namedFen = namedBySource(held, project).get(source) ?? 0;
  if (namedFen === 0 || there - lessFen >= namedFen) return null;
  const [paid, left] = [money(namedFen), money(there - lessFen)];
  return rejection(
    'SUMS_DISAGREE',
    `项目 ${project} 已注明从 ${source} 支付 ${paid.zh}，该来源的下达不能减为 ${left.zh}（规则表 FUNDS.paymentGate，${FUNDS.rows.paymentGate.document}）。`,
    `Payments of project ${project} name ${source} for ${paid.en}; ${left.en} would be left of what it allocated (rule table FUNDS.paymentGate, ${ruleWords(FUNDS.rows.paymentGate.document).en}).`,
  );
}

/** Back to where it came from: never more than the allocation holds, and never what was paid. */
function returnFunds(held: FundsHeld, { type: _, seen: __, ...given }: Command<'ReturnFunds'>): Answer {
  const { allocations, returns } = ledgerOf(held);
  const known = Object.hasOwn(allocations, given.allocation) ? allocations[given.allocation] : undefined;
  if (known === undefined) return refuse(unknownItem(given.allocation));
  if (Object.hasOwn(returns, given.key)) return refuse(rejection('DUPLICATE', `${given.key} 已登记。`, `${given.key} is on record already.`));
  if (given.on < known.on)
    return refuse(
      faulty([
        faultAt('on', {
          zh: `不得早于下达日期 ${known.on}（${given.allocation}）；这里是 ${given.on}`,
          en: `must not be before ${known.on}, when ${given.allocation} was allocated; there is ${given.on}`,
        }),
      ]),
    );
  if (given.amountFen > keptFen(known)) {
    const [asked, there] = [money(given.amountFen), money(keptFen(known))];
    return refuse(
      rejection(
        'SUMS_DISAGREE',
        `${given.allocation} 只有 ${there.zh}，不能退回 ${asked.zh}。`,
        `${given.allocation} holds ${there.en}; ${asked.en} cannot go back.`,
      ),
    );
  }
  const paid = beneathPaid(held, known, given.amountFen);
  return paid === null
    ? allow<FundsEvent>({ type: 'FundsReturned', data: { ...given, source: known.source, project: known.project } })
    : refuse(paid);
}

/** Told by cases: the newest that each has said counts, whatever comes late, twice or in another order. */
function count(held: FundsHeld, command: CountPayments | CountReceived): Answer {
  const ledger = ledgerOf(held);
  if (command.type === 'CountReceived') {
    const known = ledger.received[command.project];
    if (known !== undefined && command.version <= known.told) return allow();
    if (known === undefined && command.received.length === 0) return allow();
    return allow<FundsEvent>({
      type: 'FundsReceived',
      data: { project: command.project, received: command.received, told: command.version },
    });
  }
  const { type: _, version: told, ...said } = command;
  const known = ledger.paid[command.project]?.[command.account];
  if (known !== undefined && told <= known.told) return allow();
  return allow<FundsEvent>({ type: 'FundsPaid', data: { ...said, told, first: known === undefined } });
}
