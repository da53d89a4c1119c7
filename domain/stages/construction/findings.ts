/**
 * Breaches that happened outside, noted as they are recorded, law first: a code, the document and the facts. Deliberately
 * absent: what they say (finding-words.ts), and what auditors make of them.
 */
import type { IsoDate } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { PERMITS, type PermitKind, permitsBeforeStart } from '../../standards/permits.ts';
import type { ConstructionEvent, ConstructionState, Noted, NotedFacts } from './facts.ts';

export const finding = (code: string, rule: string, facts: NotedFacts): ConstructionEvent => ({
  type: 'FindingNoted',
  data: { code, rule, facts },
});

/** Whether the clock has found it already; `number`: which. */
export const isFound = ({ findings }: ConstructionState, code: string, number: string): boolean =>
  findings.some((noted) => noted.code === code && noted.facts?.number === number);

/** Whether the very same is noted already: of the same code, with the same facts. */
export const isNotedSo = ({ findings }: ConstructionState, { code, facts = {} }: Noted): boolean =>
  findings.some((noted) => noted.code === code && sameFacts(noted.facts ?? {}, facts));

const sameFacts = (one: NotedFacts, other: NotedFacts): boolean => {
  const [was, now] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return was.length === now.size && was.every(([name, held]) => String(held) === String(now.get(name)));
};

export const ORDER_RULE = '程序倒置';

/** Papers that works on `on` began without: each of them named, and the contract. */
export function startedWithout(state: ConstructionState, on: IsoDate): readonly ConstructionEvent[] {
  const permits = permitsBeforeStart(state.profile, valuesIn(state.standards, PERMITS)).filter((permit) => state.permits[permit] === undefined);
  const law = permits.includes('CONSTRUCTION_PERMIT') ? '建筑法 第七条' : '政府投资条例 第二十条';
  return [
    ...(permits.length > 0 ? [finding('STARTED_WITHOUT_PERMIT', law, { on, permits })] : []),
    ...(state.contract === null ? [finding('STARTED_WITHOUT_CONTRACT', ORDER_RULE, { on })] : []),
  ];
}

/** Permits that are dated after works began on `start`. */
export const permitsAfterStart = (
  permits: readonly { readonly permit: PermitKind; readonly number: string; readonly on: IsoDate }[],
  start: IsoDate,
): readonly ConstructionEvent[] =>
  permits
    .filter(({ on }) => on > start)
    .map(({ permit, number, on }) =>
      finding('STARTED_BEFORE_PERMIT', permit === 'CONSTRUCTION_PERMIT' ? '建筑法 第七条' : PERMITS.rows[permit].document, {
        on: start,
        permits: [permit],
        number,
        earlierOn: on,
      }),
    );

export const contractAfterStart = (signed: IsoDate, start: IsoDate): readonly ConstructionEvent[] =>
  signed > start ? [finding('STARTED_BEFORE_CONTRACT', ORDER_RULE, { on: start, earlierOn: signed })] : [];

/** `what` on a day before what must have been there already: the latest of those earlier facts is named. */
export function inverted(what: string, on: IsoDate, earlier: Readonly<Record<string, IsoDate>>): readonly ConstructionEvent[] {
  const latest = Object.entries(earlier).reduce<readonly [string, IsoDate] | null>(
    (found, entry) => (entry[1] > on && (found === null || entry[1] > found[1]) ? entry : found),
    null,
  );
  return latest === null ? [] : [finding('ORDER_INVERTED', ORDER_RULE, { on, what, earlier: latest[0], earlierOn: latest[1] })];
}
