/** A fact that was taken over in words: which it is, its number, day and who issued it. Deliberately absent: what each holds (kinds.ts). */
import type { Text } from '../kernel/values.ts';
import { STAGE_NAMES } from '../stages/all.ts';
import { STEP_NAMES } from '../standards/approval-paths.ts';
import { MILESTONE_NAMES } from '../standards/milestones.ts';
import { PERMIT_NAMES } from '../standards/permits.ts';
import { FACT_KINDS, type FactOf, type TakenFact } from '../taken-fact/kinds.ts';
import { dayWords } from '../words/days.ts';
import { FUND_SOURCE_WORDS } from '../words/funds.ts';
import { money } from '../words/money.ts';
import { named } from '../words/named.ts';

/** A stage, or one of the approvals. */
function lackingOf({ stage, item }: FactOf<'LACKING'>): Text {
  return item === undefined ? STAGE_NAMES[stage] : named(STEP_NAMES)(item);
}

/** Which of its kind, where the kind does not say it. */
function whichOf(fact: TakenFact): Text | null {
  const same = (value: string): Text => ({ zh: value, en: value });
  switch (fact.kind) {
    case 'STEP_REPLIED':
      return STEP_NAMES[fact.step];
    case 'PERMIT':
      return PERMIT_NAMES[fact.permit];
    case 'MILESTONE':
      return MILESTONE_NAMES[fact.milestone] ?? same(fact.milestone);
    case 'REPORT':
      return same(fact.month);
    case 'TRAINEE':
      return same(fact.ref);
    case 'LACKING':
      return lackingOf(fact);
    case 'FUNDS':
      return FUND_SOURCE_WORDS[fact.source];
    case 'INSPECTION':
    case 'OTHER_CONTRACT':
    case 'INCIDENT':
    case 'CHANGE':
    case 'PAYMENT':
    case 'ACTIVITY':
      return same(fact.key);
    default:
      return null;
  }
}

/** `许可 施工许可证` / "permit Construction permit". */
export function factName(fact: TakenFact): Text {
  const { zh, en } = FACT_KINDS[fact.kind];
  const which = whichOf(fact);
  return which === null ? { zh, en } : { zh: `${zh} ${which.zh}`, en: `${en} ${which.en}` };
}

/** With its number, day, sum and who issued it, as a story tells it. */
export function factWords(fact: TakenFact): Text {
  const name = factName(fact);
  const sum = 'amountFen' in fact && fact.amountFen !== undefined ? money(fact.amountFen) : null;
  const on = dayWords(fact.on);
  const rest = (day: string, amount: string | undefined) => [fact.document, day, ...(amount === undefined ? [] : [amount]), fact.by];
  return { zh: `${name.zh}（${rest(on.zh, sum?.zh).join('，')}）`, en: `${name.en} (${rest(on.en, sum?.en).join(', ')})` };
}
