/**
 * Wages of workers on the site: an account of their own, a proof for each month from the start of works, arrears until they
 * are paid (保障农民工工资支付条例). Deliberately absent: that arrears stand in the way of acceptance (acceptance/wages.ts).
 */
import { allow, type Decision, refuse } from '../../../kernel/case.ts';
import type { Context } from '../../../kernel/context.ts';
import { addDays, addMonths, dayAt, monthOf } from '../../../kernel/days.ts';
import { incomplete, rejection, wrongState } from '../../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../../kernel/values.ts';
import { gates, valuesIn } from '../../../rule-table/table.ts';
import { WAGES } from '../../../standards/wages.ts';
import { money } from '../../../words/money.ts';
import { ruleWords } from '../../../words/rules.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from '../facts.ts';
import { finding, isFound } from '../findings.ts';

type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;
const WHOLE = 1_000; // per mille

/** What was not paid of all months together, in 分. */
export const arrearsFen = ({ wages = {} }: ConstructionState): number =>
  Object.values(wages).reduce((sum, { dueFen, paidFen }) => sum + dueFen - paidFen, 0);
/** Months of which something is left to pay. */
export const monthsInArrears = ({ wages = {} }: ConstructionState): readonly string[] =>
  Object.entries(wages)
    .flatMap(([month, { dueFen, paidFen }]) => (dueFen > paidFen ? [month] : []))
    .sort();

/** The last day on which a month's proof is in time. */
const proofBy = (month: string, days: number): IsoDate => addDays(addMonths(`${month}-01`, 1), days - 1);

/** A month without its proof, and the last day of that. `late`: the clock has found it already. */
export type MissingMonth = { readonly month: string; readonly by: IsoDate; readonly late: boolean };

/** Months without their proof, up to the one that the clock looks at next. Works that are over ask for no more. */
export function wagesMissing(state: ConstructionState): readonly MissingMonth[] {
  const { proofDays } = valuesIn(state.standards, WAGES);
  if (proofDays === null || state.reportsFrom === undefined || state.completionOn !== null) return [];
  const missing: MissingMonth[] = [];
  for (let month = state.reportsFrom; missing.at(-1)?.late !== false; month = monthOf(addMonths(`${month}-01`, 1)))
    if (state.wages?.[month] === undefined) missing.push({ month, by: proofBy(month, proofDays), late: isFound(state, 'WAGES_NOT_PROVEN', month) });
  return missing;
}
/** What the clock looks at next; null: nothing. */
export const wagesDue = (state: ConstructionState): MissingMonth | null => wagesMissing(state).at(-1) ?? null;

/** That a month's proof is missing on that day. */
export function unproven(state: ConstructionState, today: IsoDate): readonly ConstructionEvent[] {
  const due = wagesDue(state);
  return due === null || due.by >= today ? [] : [finding('WAGES_NOT_PROVEN', WAGES.rows.proofDays.document, { number: due.month, on: due.by })];
}

export function recordWageAccount(state: ConstructionState, command: Command<'RecordWageAccount'>): Decision<Happening> {
  const { type: _, files: __, ...account } = command;
  const { depositPerMille } = valuesIn(state.standards, WAGES);
  const { amountFen = 0 } = state.contract ?? {};
  const least = depositPerMille === null ? 0 : Math.ceil((amountFen * depositPerMille) / WHOLE);
  const { depositFen = 0 } = account;
  const { document } = WAGES.rows.depositPerMille;
  const basis = gates(state.standards, WAGES, 'depositPerMille') ? document : `${document}（待县级确认）`;
  const short = depositFen < least ? [finding('WAGE_DEPOSIT_SHORT', basis, { sumFen: depositFen, limitFen: least })] : [];
  return allow<Happening>({ type: 'WageAccountRecorded', data: account }, ...short);
}

export function recordWages(state: ConstructionState, command: Command<'RecordWages'>, context: Context): Decision<Happening> {
  const { type: _, files = [], ...wages } = command;
  const { month, workers, dueFen, paidFen, on } = wages;
  const { START: start } = state.reached;
  if (start === undefined) return refuse(wrongState('尚未登记开工，请先登记开工。', 'The start of works is not recorded; record it first.'));
  if (month > monthOf(dayAt(context.now)))
    return refuse(rejection('DATE_IN_FUTURE', `${month} 尚未到来。`, `The month ${month} lies in the future.`));
  const faults: readonly Text[] = [
    ...(month < monthOf(start)
      ? [{ zh: `month：不得早于开工的 ${monthOf(start)}`, en: `month must not be before the start, ${monthOf(start)}` }]
      : []),
    ...(on < `${month}-01` ? [{ zh: `on：不得早于 ${month}-01`, en: `on must not be before ${month}-01` }] : []),
    ...(workers === 0 && dueFen > 0
      ? [{ zh: `workers：有应付工资 ${money(dueFen).zh}，人数须大于 0`, en: `workers must be above 0 where ${money(dueFen).en} of wages is due` }]
      : []),
    ...(paidFen > dueFen
      ? [{ zh: `paidFen：不得超过应付 ${money(dueFen).zh}`, en: `paidFen must not be above what is due, ${money(dueFen).en}` }]
      : []),
    ...(files.length === 0 && valuesIn(state.standards, WAGES).proofAsFile
      ? [
          {
            zh: `files：须有工资支付表、银行回单等证明（${WAGES.rows.proofAsFile.document}）`,
            en: `files must hold the payroll or the bank’s receipt (${ruleWords(WAGES.rows.proofAsFile.document).en})`,
          },
        ]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('工资登记有误。', 'The wages have faults and were not recorded.', faults));
  const owed = paidFen < dueFen ? [finding('WAGES_IN_ARREARS', WAGES.rows.arrearsBlock.document, { number: month, sumFen: dueFen - paidFen })] : [];
  return allow<Happening>({ type: 'WagesRecorded', data: wages }, ...owed);
}
