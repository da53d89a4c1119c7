/** Breaches that happened outside, noted as they are recorded, law first. Deliberately absent: what auditors make of them. */
import type { IsoDate } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { MILESTONE_NAMES } from '../../standards/milestones.ts';
import { PERMIT_NAMES, PERMITS, type PermitKind, permitsBeforeStart } from '../../standards/permits.ts';
import { dayWords } from '../../words/days.ts';
import type { ConstructionEvent, ConstructionState } from './facts.ts';

export const finding = (code: string, rule: string, evidence: string): ConstructionEvent => ({
  type: 'FindingNoted',
  data: { code, rule, evidence },
});

const ORDER_RULE = '程序倒置';
const paper = (kind: PermitKind): string => `${PERMIT_NAMES[kind].zh}（${PERMITS.rows[kind].document}）`;

/** Papers that works on `on` began without: each of them named, and the contract. */
export function startedWithout(state: ConstructionState, on: IsoDate): readonly ConstructionEvent[] {
  const lacking = permitsBeforeStart(state.profile, valuesIn(state.standards, PERMITS)).filter((permit) => state.permits[permit] === undefined);
  const law = lacking.includes('CONSTRUCTION_PERMIT') ? '建筑法 第七条' : '政府投资条例 第二十条';
  return [
    ...(lacking.length > 0 ? [finding('STARTED_WITHOUT_PERMIT', law, `${dayWords(on).zh}开工，未登记：${lacking.map(paper).join('、')}`)] : []),
    ...(state.contract === null ? [finding('STARTED_WITHOUT_CONTRACT', ORDER_RULE, `${dayWords(on).zh}开工，未登记施工合同`)] : []),
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
      finding(
        'STARTED_BEFORE_PERMIT',
        permit === 'CONSTRUCTION_PERMIT' ? '建筑法 第七条' : PERMITS.rows[permit].document,
        `${dayWords(start).zh}开工，${PERMIT_NAMES[permit].zh} ${number} ${dayWords(on).zh}才取得`,
      ),
    );

export const contractAfterStart = (signed: IsoDate, start: IsoDate): readonly ConstructionEvent[] =>
  signed > start ? [finding('STARTED_BEFORE_CONTRACT', ORDER_RULE, `${dayWords(start).zh}开工，施工合同${dayWords(signed).zh}才签订`)] : [];

/** A day before what must have been there already: the latest of those earlier facts is named. */
export function inverted(what: string, on: IsoDate, earlier: Readonly<Record<string, IsoDate>>): readonly ConstructionEvent[] {
  const latest = Object.entries(earlier).reduce<readonly [string, IsoDate] | null>(
    (found, entry) => (entry[1] > on && (found === null || entry[1] > found[1]) ? entry : found),
    null,
  );
  if (latest === null) return [];
  return [
    finding(
      'ORDER_INVERTED',
      ORDER_RULE,
      `${what}（${dayWords(on).zh}）早于${MILESTONE_NAMES[latest[0]]?.zh ?? latest[0]}（${dayWords(latest[1]).zh}）`,
    ),
  ];
}
