/**
 * Tenders and contracts as they are recorded. All of it happened outside, so a breach is a finding; what lies over the line of
 * must-tender is taken only with its tender, its exemption, or the reason why there was none. Deliberately absent: payments
 * (payments.ts).
 */
import { allow, type Decision, refuse } from '../../../kernel/case.ts';
import { byRules, type Context } from '../../../kernel/context.ts';
import { addDays, daysBetween } from '../../../kernel/days.ts';
import { incomplete, rejection, unknownItem } from '../../../kernel/rejection.ts';
import type { Text } from '../../../kernel/values.ts';
import { valuesIn } from '../../../rule-table/table.ts';
import { SMALL_FIRMS } from '../../../standards/small-firms.ts';
import { STEP_RULES } from '../../../standards/steps.ts';
import { CONTRACT_NAMES, type ContractKind, isTender, TENDER, tenderLine } from '../../../standards/tender.ts';
import { money } from '../../../words/money.ts';
import { ruleWords } from '../../../words/rules.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from '../facts.ts';
import { contractAfterStart, finding, inverted } from '../findings.ts';
import type { Contract } from './facts.ts';

type Answer = Decision<Happening>;
type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;
type Found = readonly ConstructionEvent[];
const WHOLE = 1_000; // per mille

export function recordTender(state: ConstructionState, command: Command<'RecordTender'>): Answer {
  const { type: _, files: __, ...tender } = command;
  const { key, publishedFrom, publishedUntil, reportOn, amountFen, estimateFen, on } = tender;
  if (state.tenders?.[key] !== undefined) return refuse(rejection('DUPLICATE', '该标段已登记。', 'This tender is recorded already.'));
  const faults: readonly Text[] = [
    ...(amountFen === 0 ? [{ zh: 'amountFen：须大于 0', en: 'amountFen must be above 0' }] : []),
    ...(estimateFen === 0 ? [{ zh: 'estimateFen：须大于 0', en: 'estimateFen must be above 0' }] : []),
    ...((publishedFrom === undefined) === (publishedUntil === undefined)
      ? []
      : [{ zh: 'publishedFrom、publishedUntil：须同时填写', en: 'publishedFrom and publishedUntil must both be there' }]),
    ...(publishedFrom !== undefined && publishedUntil !== undefined && publishedUntil < publishedFrom
      ? [{ zh: `publishedUntil：不得早于 ${publishedFrom}`, en: `publishedUntil must not be before ${publishedFrom}` }]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('招标采购登记有误。', 'The tender has faults and was not recorded.', faults));
  const { candidatesWithinDays, candidatesDays, bidBondPerMille } = valuesIn(state.standards, TENDER);
  const { rows } = TENDER;
  const { key: number } = tender;
  const publication: Found = !isTender(tender.way)
    ? []
    : publishedFrom === undefined || publishedUntil === undefined
      ? [finding('CANDIDATES_NOT_PUBLISHED', rows.candidatesDays.document, { number })]
      : [
          ...(reportOn !== undefined && daysBetween(reportOn, publishedFrom) > candidatesWithinDays
            ? [
                finding('CANDIDATES_LATE', rows.candidatesWithinDays.document, {
                  number,
                  on: publishedFrom,
                  earlierOn: reportOn,
                  days: candidatesWithinDays,
                }),
              ]
            : []),
          // The first and the last day count both.
          ...(daysBetween(publishedFrom, publishedUntil) + 1 < candidatesDays
            ? [
                finding('CANDIDATES_SHORT', rows.candidatesDays.document, {
                  number,
                  on: publishedUntil,
                  earlierOn: publishedFrom,
                  days: candidatesDays,
                }),
              ]
            : []),
          ...inverted('AWARD_NOTICE', on, { CANDIDATES: publishedUntil }),
        ];
  const most = Math.floor((estimateFen * bidBondPerMille) / WHOLE);
  const { bidBondFen = 0 } = tender;
  const bond = bidBondFen > most ? [finding('BID_BOND_OVER', rows.bidBondPerMille.document, { number, sumFen: bidBondFen, limitFen: most })] : [];
  return allow<Happening>({ type: 'TenderRecorded', data: tender }, ...publication, ...bond);
}

/** Contracts of a kind that were not tendered, with one of `amountFen`, in 分: cut into pieces, they are one. */
function untenderedFen(state: ConstructionState, kind: ContractKind, amountFen: number): number {
  const { contract, contracts = {} } = state;
  const known = [...(contract === null ? [] : [{ ...contract, kind: 'WORKS' as const }]), ...Object.values(contracts)];
  // What was signed before it came here was judged when it was taken over.
  const same = known.filter((one) => one.kind === kind && one.takenOver !== true && !tendered(state, one) && one.exemption === undefined);
  return same.reduce((sum, one) => sum + one.amountFen, amountFen);
}
const tendered = ({ tenders = {} }: ConstructionState, { tender }: Pick<Contract, 'tender'>): boolean => {
  const held = tender === undefined ? undefined : tenders[tender];
  return held !== undefined && isTender(held.way);
};

/** What of a contract stands over the line without a tender; null: nothing does. */
export function overTheLine(state: ConstructionState, kind: ContractKind, contract: Pick<Contract, 'amountFen' | 'tender' | 'exemption'>) {
  if (tendered(state, contract) || contract.exemption !== undefined) return null;
  const rules = valuesIn(state.standards, TENDER);
  const lineFen = tenderLine(kind, state.profile, rules, valuesIn(state.standards, STEP_RULES).tenderFromFen);
  const sumFen = untenderedFen(state, kind, contract.amountFen);
  return lineFen === null || sumFen < lineFen ? null : { sumFen, limitFen: lineFen };
}

export function recordContract(state: ConstructionState, command: Command<'RecordContract'>, context: Context): Answer {
  const { type: _, files: __, kind = 'WORKS', ...contract } = command;
  const refused = contractRefused(state, kind, contract, context);
  if (refused !== null) return refused;
  const { START: start } = state.reached;
  const late = kind === 'WORKS' && start !== undefined && byRules(context, 3) ? contractAfterStart(contract.on, start) : [];
  const found = [...late, ...(byRules(context, 5) ? contractFindings(state, kind, contract) : [])];
  if (kind === 'WORKS') return allow<Happening>({ type: 'ContractRecorded', data: contract }, ...found);
  return allow<Happening>({ type: 'OtherContractRecorded', data: { ...contract, kind, number: contract.number ?? '' } }, ...found);
}

function contractRefused(state: ConstructionState, kind: ContractKind, contract: Contract, context: Context): ReturnType<typeof refuse> | null {
  const { number, tender } = contract;
  if (kind === 'WORKS' && state.contract !== null)
    return refuse(rejection('DUPLICATE', '施工合同已登记。', 'The construction contract is recorded already.'));
  const faults: readonly Text[] = [
    ...(contract.contractor.trim() === '' && byRules(context, 3)
      ? [{ zh: 'contractor：须写明承包（供应）单位', en: 'contractor must be named' }]
      : []),
    ...(kind !== 'WORKS' && (number === undefined || number.trim() === '')
      ? [{ zh: 'number：须填写合同编号', en: 'number must be that of the contract' }]
      : []),
    ...(contract.amountFen === 0 && byRules(context, 5) ? [{ zh: 'amountFen：须大于 0', en: 'amountFen must be above 0' }] : []),
  ];
  if (faults.length > 0) return refuse(incomplete('合同有误，未登记。', 'The contract has faults and was not recorded.', faults));
  if (number !== undefined && (state.contracts?.[number] !== undefined || state.contract?.number === number))
    return refuse(rejection('DUPLICATE', `合同 ${number} 已登记。`, `The contract ${number} is recorded already.`));
  if (tender === undefined) return untenderedRefused(state, kind, contract, context);
  const held = state.tenders?.[tender];
  if (held === undefined) return refuse(unknownItem(tender));
  if (held.kind !== kind) {
    const [of, is] = [CONTRACT_NAMES[held.kind], CONTRACT_NAMES[kind]];
    return refuse(
      rejection('SUMS_DISAGREE', `标段 ${tender} 是${of.zh}，不是${is.zh}。`, `The tender ${tender} is of a ${of.en}, not of a ${is.en}.`),
    );
  }
  return untenderedRefused(state, kind, contract, context);
}

/** What is signed from now on needs its tender, or says why there is none; what was signed before is taken as it was. */
function untenderedRefused(state: ConstructionState, kind: ContractKind, contract: Contract, context: Context): ReturnType<typeof refuse> | null {
  if (!byRules(context, 5) || (contract.untendered ?? '').trim() !== '') return null;
  if (state.openedOn !== undefined && contract.on < state.openedOn) return null;
  const over = overTheLine(state, kind, contract);
  if (over === null) return null;
  const [sum, limit, { document }] = [money(over.sumFen), money(over.limitFen), TENDER.rows.asked];
  const { zh: name, en: nameEn } = CONTRACT_NAMES[kind];
  // Cut into pieces they are one: whoever typed less reads why it is more.
  const together = over.sumFen === contract.amountFen ? { zh: '', en: '' } : { zh: '与已登记的同类合同', en: ' with those of its kind on record' };
  const direct =
    contract.tender === undefined
      ? { zh: '', en: '' }
      : { zh: `标段 ${contract.tender} 不是公开或邀请招标，不能代替招标。`, en: `The award ${contract.tender} was no open or invited tender. ` };
  return refuse(
    rejection(
      'REASON_REQUIRED',
      `${direct.zh}${name}${together.zh}合计 ${sum.zh}，达到必须招标的 ${limit.zh}（${document}）。请选择已登记的招标（tender），或填写不招标的核准文号（exemption）；确未招标的，写明理由（untendered），系统记为问题。`,
      `${direct.en}The ${nameEn}${together.en} comes to ${sum.en}, and from ${limit.en} on it must be tendered (${ruleWords(document).en}). Choose its tender (tender), or give the number of the exemption (exemption); where there was none, say why (untendered), which is a finding.`,
    ),
  );
}

function contractFindings(state: ConstructionState, kind: ContractKind, contract: Contract): Found {
  const { rows } = TENDER;
  const { performanceBondPerMille, signWithinDays, asked } = valuesIn(state.standards, TENDER);
  const { payDays: _, agreedMostDays } = valuesIn(state.standards, SMALL_FIRMS);
  const { amountFen, on, tender, performanceBondFen = 0, smallFirm, payDays = 0 } = contract;
  const number = contract.number ?? '';
  const of = { contract: kind, number };
  const over = overTheLine(state, kind, contract);
  const held = tender === undefined ? undefined : state.tenders?.[tender];
  const most = Math.floor((amountFen * performanceBondPerMille) / WHOLE);
  return [
    ...(over === null ? [] : [finding('CONTRACT_WITHOUT_TENDER', rows.asked.document, { ...of, on, ...over })]),
    ...(held === undefined
      ? []
      : [
          ...inverted('CONTRACT_SIGNED', on, { AWARD_NOTICE: held.on }),
          ...(on > addDays(held.on, signWithinDays)
            ? [finding('CONTRACT_SIGNED_LATE', rows.signWithinDays.document, { ...of, on, earlierOn: held.on, days: signWithinDays })]
            : []),
          ...(amountFen === held.amountFen
            ? []
            : [finding('CONTRACT_NOT_AS_AWARDED', rows.signWithinDays.document, { ...of, sumFen: amountFen, limitFen: held.amountFen })]),
        ]),
    ...(asked && performanceBondFen > most
      ? [finding('PERFORMANCE_BOND_OVER', rows.performanceBondPerMille.document, { ...of, sumFen: performanceBondFen, limitFen: most })]
      : []),
    ...(smallFirm === true && payDays > agreedMostDays && valuesIn(state.standards, SMALL_FIRMS).payDays !== null
      ? [finding('SMALL_FIRM_TERM_LONG', SMALL_FIRMS.rows.agreedMostDays.document, { ...of, days: payDays })]
      : []),
  ];
}
