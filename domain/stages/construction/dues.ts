/**
 * What runs out in a construction: the permit before works start, the filing, what was paid too much, retention, warranties.
 * Deliberately absent: the lights of works (lights.ts), and how people are told (stages/watch.ts).
 */
import { addDays, addMonths } from '../../kernel/days.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { heldIn, valuesIn } from '../../rule-table/table.ts';
import { CONSTRUCTION } from '../../standards/construction.ts';
import { DUES } from '../../standards/dues.ts';
import { PAYMENTS } from '../../standards/payments.ts';
import { PERMIT_KINDS, PERMIT_NAMES } from '../../standards/permits.ts';
import { REPLANNING } from '../../standards/replanning.ts';
import { SMALL_FIRMS } from '../../standards/small-firms.ts';
import { WAGES } from '../../standards/wages.ts';
import { monthWords } from '../../words/days.ts';
import { money } from '../../words/money.ts';
import { ruleWords } from '../../words/rules.ts';
import { landPreDue } from '../approvals/dues.ts';
import { type DueDay, isWatching } from '../watch.ts';
import type { ConstructionState } from './facts.ts';
import { isUnpaid } from './owed/claims.ts';
import { wagesMissing } from './owed/wages.ts';
import { startUntil } from './permits.ts';
import { settlingLates } from './review.ts';
import { isSettling, retentionFrom } from './settlement.ts';
import { inspectionName, toRemedy } from './site/inspections.ts';
import { openRepairs } from './site/repairs.ts';
import { paidForWorks } from './sums.ts';
import { supervisionDues } from './supervision.ts';

const text = (zh: string, en: string): Text => ({ zh, en });

export function dues(state: ConstructionState): readonly DueDay[] {
  const { warnDays, landPreMonths, warrantyMonths, heatingMonths, waterproofMonths } = valuesIn(state.standards, DUES);
  if (warnDays === null) return supervisionDues(state);
  const found: DueDay[] = [...supervisionDues(state)];
  const add = (key: string, what: Text, on: IsoDate): void =>
    void found.push({ key, what, on, from: addDays(on, -warnDays), after: ['PROGRAMME_OFFICER'] });
  const { permits, reached, completionOn, filing, settlement } = state;
  const permit = permits.CONSTRUCTION_PERMIT;
  const startBy = startUntil(state);
  if (permit !== undefined && reached.START === undefined && startBy !== null) {
    const { document } = DUES.rows.startWithinMonths;
    add(
      'PERMIT_START',
      text(
        `施工许可证 ${permit.number} 领取后须开工；不能开工的，请申请延期（${document}）`,
        `works must start on the construction permit ${permit.number}; if they cannot, ask for its extension (${ruleWords(document).en})`,
      ),
      startBy,
    );
  }
  if (reached.START === undefined)
    for (const kind of PERMIT_KINDS) {
      const held = permits[kind];
      if (held?.until === undefined) continue;
      const { zh, en } = PERMIT_NAMES[kind];
      add(
        `PERMIT_UNTIL.${kind}`,
        text(`${zh} ${held.number} 有效期届满；届满前须开工或办理延期`, `${en} ${held.number} ends; start before, or have it extended`),
        held.until,
      );
    }
  const { landPreOn = null } = state.inputs;
  if (landPreOn !== null && landPreMonths !== null && permits.LAND_PERMIT === undefined && reached.START === undefined)
    found.push(landPreDue({ landPreOn, landPreMonths, warnDays }));
  for (const due of openDues(state)) add(due.key, due.what, due.on);
  const planned = plannedFinishDue(state);
  if (planned !== null) found.push(planned);
  for (const { of, key, what, by } of settlingLates(state)) add(`${of}.${key}`, what, by);
  if (completionOn === null) return found;
  if (filing === null) {
    const { document } = CONSTRUCTION.rows.filingDays;
    add(
      'COMPLETION_FILING',
      text(`竣工验收须备案（${document}）`, `completion must be filed (${document})`),
      addDays(completionOn, valuesIn(state.standards, CONSTRUCTION).filingDays),
    );
  }
  if (settlement !== undefined && isSettling(state) && paidForWorks(state) > settlement.amountFen) {
    const { document } = PAYMENTS.rows.overpaidDays;
    add(
      'OVERPAID',
      text(`多付的工程款须退回（${document}）`, `what was paid beyond the settlement must come back (${document})`),
      addDays(settlement.on, valuesIn(state.standards, PAYMENTS).overpaidDays),
    );
  }
  if (isSettling(state) && !Object.values(state.payments).some(({ kind, status }) => kind === 'RETENTION' && status !== 'REFUSED'))
    add(
      'RETENTION',
      text('缺陷责任期届满，质保金应返还', 'the defects period ends, and retention is to be released'),
      retentionFrom(state, completionOn),
    );
  const warranty = (key: string, of: Text, months: number | null): void => {
    if (months === null || state.contract === null) return;
    const { document } = DUES.rows.warrantyMonths;
    add(
      key,
      text(
        `${of.zh}保修期届满，请在届满前查验并要求维修（${document}）`,
        `the warranty of ${of.en} ends; inspect and have it repaired before (${ruleWords(document).en})`,
      ),
      addMonths(completionOn, months),
    );
  };
  warranty('WARRANTY', text('电气、给排水、装修', 'electric, plumbing and fit-out'), warrantyMonths);
  warranty('HEATING', text('供热供冷', 'heating and cooling'), heatingMonths);
  warranty('WATERPROOF', text('防水', 'waterproofing'), waterproofMonths);
  return found;
}

/** The planned completion: who cannot keep it asks for another before. Null: works have not begun or are over, a request waits, or the case asks none. */
function plannedFinishDue({ standards, profile, reached, completionOn, replans = {} }: ConstructionState): DueDay | null {
  const warnDays = heldIn(standards, REPLANNING, 'warnDays');
  const asked = Object.values(replans).some(({ status }) => status === 'ASKED');
  if (warnDays === null || reached.START === undefined || completionOn !== null || asked) return null;
  const { document } = REPLANNING.rows.warnDays;
  return {
    key: 'PLANNED_COMPLETION',
    what: text(
      `计划竣工；不能按期的，须在此前申请调整计划（${document}）`,
      `planned completion; where it cannot be kept, other days are asked for before it (${ruleWords(document).en})`,
    ),
    on: profile.finishOn,
    from: addDays(profile.finishOn, -warnDays),
    after: ['PROGRAMME_OFFICER'],
  };
}

/** What somebody has promised or owes by a day: failed inspections, repairs, proofs of wages, deliveries. */
function openDues(state: ConstructionState): readonly Pick<DueDay, 'key' | 'what' | 'on'>[] {
  return [
    ...(state.completionOn === null ? toRemedy(state) : []).flatMap((failed) => {
      const { zh, en } = inspectionName(failed);
      return failed.remedyBy === undefined
        ? []
        : [
            {
              key: `REMEDY.${failed.inspection}.${failed.part ?? ''}`,
              what: text(`${zh}不合格，须整改并复查`, `what was not passed must be put right and inspected again: ${en}`),
              on: failed.remedyBy,
            },
          ];
    }),
    ...openRepairs(state).flatMap((key) => {
      const repair = state.repairs?.[key];
      return repair === undefined
        ? []
        : [{ key: `REPAIR.${key}`, what: text(`保修 ${key} 须完成：${repair.what}`, `repair ${key} must be done: ${repair.what}`), on: repair.by }];
    }),
    ...wagesMissing(state).map(({ month, by }) => ({
      key: `WAGES.${month}`,
      what: text(
        `${monthWords(month).zh}农民工工资支付证明须登记（${WAGES.rows.proofDays.document}）`,
        `the proof of wages for ${monthWords(month).en} must be recorded (${ruleWords(WAGES.rows.proofDays.document).en})`,
      ),
      on: by,
    })),
    ...Object.entries(state.deliveries ?? {}).flatMap(([key, delivery]) => {
      if (delivery.payBy === undefined || !isUnpaid(delivery)) return [];
      const left = money(delivery.amountFen - delivery.paidFen);
      const { document } = SMALL_FIRMS.rows.payDays;
      return [
        {
          key: `DELIVERY.${key}`,
          what: text(
            `中小企业交付单 ${key} 须付清，尚余 ${left.zh}（${document}）`,
            `the delivery ${key} of a small firm must be paid, ${left.en} are left (${ruleWords(document).en})`,
          ),
          on: delivery.payBy,
        },
      ];
    }),
  ];
}

/** Its money first; then its warranties, and a repair that was asked for within one until it is done, late as it may be. */
export const goesOnAs = (state: ConstructionState): 'SETTLING' | 'WATCHED' | null =>
  isSettling(state) ? 'SETTLING' : isWatching(state.watched) || (state.watchEnded !== true && openRepairs(state).length > 0) ? 'WATCHED' : null;
