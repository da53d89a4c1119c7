/**
 * Change orders: who decides by the ladder, emergencies that were done before they could be asked for, and changes of what the
 * approvals were given for. Deliberately absent: which causes are one (causes.ts).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { addDays, dayAt } from '../../kernel/days.ts';
import { futureFault, incomplete, rejection, unknownItem } from '../../kernel/rejection.ts';
import type { Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { CHANGE_LADDER, CHANGES, changeRung } from '../../standards/changes.ts';
import { dayWords } from '../../words/days.ts';
import { money } from '../../words/money.ts';
import { ruleWords } from '../../words/rules.ts';
import { ask, line } from '../stage.ts';
import { causeOf, causesOf } from './causes.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from './facts.ts';
import { finding } from './findings.ts';
import { ALTERATION_NAMES } from './requests.ts';
import { noContract } from './settlement.ts';
import { sumOf } from './sums.ts';

type Answer = Decision<Happening>;
type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;
const WHOLE = 1_000; // per mille

export function requestChange(state: ConstructionState, command: Command<'RequestChange'>, context: Context): Answer {
  const { key, amountFen, sameAs, alters, doneOn } = command;
  const urgency = command.urgency?.trim() ?? '';
  if (state.contract === null) return refuse(noContract);
  const earlier = state.changes[key];
  if (earlier !== undefined && earlier.status !== 'REFUSED')
    return refuse(rejection('DUPLICATE', '该变更已申请。', 'This change has been requested already.'));
  if (sameAs !== undefined && (sameAs === key || state.changes[sameAs] === undefined)) return refuse(unknownItem(sameAs));
  // One that was there already is taken as it was named.
  const cause = sameAs === undefined ? command.cause : (state.changes[sameAs]?.cause ?? command.cause);
  if (causeOf(cause) === '' && byRules(context, 3))
    return refuse(
      rejection(
        'REASON_REQUIRED',
        '请写明变更原因，或选择已有变更的原因（sameAs）。',
        'Name the cause, or the change that has the same one (sameAs).',
      ),
    );
  const early = doneOn === undefined && urgency === '' ? null : emergencyRefused(doneOn, urgency, context);
  if (early !== null) return early;
  const rules = valuesIn(state.standards, CHANGES);
  const cumulativeFen = sumOf(state.changes, 'ASKED', 'APPROVED') + amountFen;
  const { same, alike, refused } = causesOf(state.changes, cause, dayAt(context.now), rules);
  const of = (found: typeof same): number => found.reduce((sum, [, change]) => sum + change.amountFen, 0);
  const facts = { cumulativeFen, contractFen: state.contract.amountFen, estimateFen: state.estimateFen };
  // Changes of one cause are summed, so that a large one cannot be cut into small ones.
  const bySame = changeRung({ ...facts, amountFen: amountFen + of(same) }, rules);
  const byAlike = changeRung({ ...facts, amountFen: amountFen + of(same) + of(alike) }, rules);
  // Whether they are one cause is for somebody else to say than the unit, where it matters.
  const again = byRules(context, 3) && refused.length > 0;
  const byMoney = bySame === 'UNIT' && (byAlike !== 'UNIT' || again) ? CHANGE_LADDER[1] : bySame;
  // What the approvals were given for goes back to whoever gave them, whatever it costs.
  const rung = alters !== undefined && rules.scopeToApprover ? 'CHANGE_ESTIMATE' : byMoney;
  const sharePercent = Math.round((cumulativeFen / facts.contractFen) * WHOLE) / TENTHS;
  const requested: ConstructionEvent = {
    type: 'ChangeRequested',
    data: {
      ...{ key, amountFen, cause, rung, sharePercent },
      ...(sameAs === undefined ? {} : { sameAs }),
      ...(alters === undefined ? {} : { alters }),
      ...(doneOn === undefined ? {} : { doneOn, urgency }),
    },
  };
  const late = doneOn === undefined ? [] : recordedLate(rules.emergencyDays, key, doneOn, context);
  if (rung === 'UNIT') return allow<Happening>(requested, ...late, { type: 'ChangeApproved', data: { key, amountFen, estimateFen: null } });
  const listed = (found: typeof same): Text => ({
    zh: found.map(([name, change]) => `${name} ${change.cause ?? ''}（${money(change.amountFen).zh}）`).join('；'),
    en: found.map(([name, change]) => `${name} ${change.cause ?? ''} (${money(change.amountFen).en})`).join('; '),
  });
  return allow<Happening>(
    requested,
    ...late,
    ask(state, context, {
      key: `CHANGE.${key}`,
      title: { zh: `${state.name.zh}工程变更 ${key}`, en: `${state.name.en}: change order ${key}` },
      applicant: state.manager,
      route: rung,
      content: {
        amountFen,
        summary: [
          line('变更金额', 'Amount', money(amountFen)),
          line('原因', 'Cause', cause),
          ...(byRules(context, 3) && same.length > 0 ? [line('同一原因的变更', 'Changes of the same cause', listed(same))] : []),
          ...(again ? [line('同一原因曾不予批准的变更', 'Changes of the same cause that were refused', listed(refused))] : []),
          ...(alike.length > 0 ? [line('原因相近的变更，请判断是否同一原因', 'Changes of a cause that is alike; please judge', listed(alike))] : []),
          line('累计占合同价', 'Share of contract', `${sharePercent} %`),
          line('概算', 'Approved estimate', money(state.estimateFen)),
          ...(alters === undefined
            ? []
            : [
                line('涉及变更', 'Changes', ALTERATION_NAMES[alters]),
                line('依据', 'By', {
                  zh: `${CHANGES.rows.scopeToApprover.document}，报原审批部门`,
                  en: `${ruleWords(CHANGES.rows.scopeToApprover.document).en}: to whoever approved it`,
                }),
              ]),
          doneOn === undefined
            ? line('提示', 'Note', { zh: '先批后变，批准前不得施工', en: 'No work before approval' })
            : line('应急先行实施', 'Emergency, done before', { zh: `${dayWords(doneOn).zh}：${urgency}`, en: `${dayWords(doneOn).en}: ${urgency}` }),
        ],
        documents: [],
      },
    }),
  );
}
const TENTHS = 10; // of a percent

/** One that was done before it could be asked for says when, and why it could not wait. */
function emergencyRefused(doneOn: string | undefined, urgency: string, context: Context): ReturnType<typeof refuse> | null {
  const faults = [
    ...(doneOn === undefined ? [{ zh: 'doneOn：应急变更须写明实施日期', en: 'doneOn must be the day on which it was done' }] : []),
    ...(urgency === '' ? [{ zh: 'urgency：须写明为何不能等待审批', en: 'urgency must say why it could not wait for its approval' }] : []),
  ];
  if (doneOn === undefined || faults.length > 0) return refuse(incomplete('应急变更登记不全。', 'The emergency is not told in full.', faults));
  const future = futureFault(doneOn, context);
  return future === null ? null : refuse(future);
}

const recordedLate = (days: number | null, key: string, doneOn: string, { now }: Context): readonly ConstructionEvent[] =>
  days === null || dayAt(now) <= addDays(doneOn, days)
    ? []
    : [finding('EMERGENCY_RECORDED_LATE', CHANGES.rows.emergencyDays.document, { number: key, on: dayAt(now), earlierOn: doneOn, days })];
