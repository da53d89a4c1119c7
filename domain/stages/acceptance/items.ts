/** Which items of acceptance stand open. Deliberately absent: what that leads to (decide.ts). */
import type { Text } from '../../kernel/values.ts';
import { type Standards, valuesIn } from '../../rule-table/table.ts';
import { ACCEPTANCE, type AcceptanceItem, type AcceptanceRules, AIR_ITEM, keyOfNumber, WAGES_ITEM } from '../../standards/acceptance.ts';
import { AIR, airFaultWords, limitsOf } from '../../standards/air.ts';
import type { AcceptanceState } from './facts.ts';
import { wagesLeft } from './wages.ts';

export const rulesOf = ({ standards }: { readonly standards?: Standards }): AcceptanceRules => valuesIn(standards, ACCEPTANCE);

/** Key of an item as a command or an event names it; '' where it names none. */
export const keyOf = ({ key, no }: { readonly key?: string; readonly no?: number }): string => key ?? (no === undefined ? '' : keyOfNumber(no));
/** A state with all that it holds of items by key. */
export type ByKey = AcceptanceState & { readonly orderedKeys: readonly string[] };
/** Where an item stands by number as well, as a release up to 0.5.0 recorded it, what came later holds. */
export function byKey(state: AcceptanceState): ByKey {
  const items = Object.entries(state.items).map(([key, evidence]) => [/^\d+$/.test(key) ? keyOfNumber(Number(key)) : key, evidence]);
  return { ...state, items: Object.fromEntries(items), orderedKeys: state.orderedKeys ?? state.ordered.map(keyOfNumber) };
}
/** What an event says of items, both ways. */
export function numbersAndKeys(state: AcceptanceState, said: readonly (string | number)[]): Pick<AcceptanceState, 'ordered' | 'orderedKeys'> {
  const numbers = said.filter((item) => typeof item === 'number');
  if (numbers.length === said.length) return { ordered: numbers };
  const keys = said.map((item) => (typeof item === 'number' ? keyOfNumber(item) : item));
  const known = rulesOf(state).items;
  return { ordered: keys.flatMap((key) => known.find((item) => item.key === key)?.no ?? []), orderedKeys: keys };
}

/** Items that this project has to meet: no structural appraisal for new builds, no food licence without meals. */
export const applicable = (state: AcceptanceState): readonly AcceptanceItem[] =>
  rulesOf(state).items.filter(({ of }) =>
    of === 'CONVERT' ? state.profile.buildKind === 'CONVERT' : of === 'MEALS' ? state.profile.servesMeals : true,
  );

/** The air of the works is asked for where its standard has limits. */
export const asksForWorks = (state: AcceptanceState): boolean => limitsOf(valuesIn(state.standards, AIR), 'WORKS').length > 0;
const airPassed = (state: AcceptanceState): boolean =>
  state.air !== null && state.air.faults.length === 0 && (!asksForWorks(state) || state.airOfWorks?.faults.length === 0);

/** The air is what the laboratory measured, and wages are what was paid, whatever was claimed. */
const met = (state: AcceptanceState, key: string): boolean =>
  key === AIR_ITEM ? airPassed(state) : state.items[key]?.met === true && (key !== WAGES_ITEM || wagesLeft(state) === 0);
export const unmet = (state: AcceptanceState): readonly string[] =>
  applicable(state)
    .filter(({ key }) => !met(state, key))
    .map(({ key }) => key);
export const openVetoes = (state: AcceptanceState): readonly string[] =>
  applicable(state)
    .filter(({ key, veto }) => veto && !met(state, key))
    .map(({ key }) => key);

/** What is wrong with the tests of the air, for whoever reads it; null: nothing. */
export function airTold(state: AcceptanceState): Text | null {
  const told = [
    ...(state.air === null ? [noReport('GB/T 18883')] : state.air.faults.map(airFaultWords)),
    ...(!asksForWorks(state) ? [] : state.airOfWorks == null ? [noReport('GB 50325')] : state.airOfWorks.faults.map(airFaultWords)),
  ];
  return told.length === 0 ? null : { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') };
}
const noReport = (standard: string): Text => ({ zh: `${standard}：无检测报告`, en: `${standard}: no test report` });

const itemOf = (state: AcceptanceState, key: string): AcceptanceItem | undefined => rulesOf(state).items.find((item) => item.key === key);
/** An item as a page shows it. */
export function itemName(state: AcceptanceState, key: string): Text {
  const { zh, en } = itemOf(state, key) ?? { zh: key, en: key };
  return { zh, en };
}

/** An item as a fault names it: callers of the API sent its key. */
export function itemWords(state: AcceptanceState, key: string): Text {
  const known = itemOf(state, key);
  return known === undefined ? { zh: key, en: key } : { zh: `${key}（${known.zh}）`, en: `${key} (${known.en})` };
}
