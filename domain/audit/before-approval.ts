/**
 * Acts before the approval that they need: papers that are dated before this record approved what they rest on, and changes
 * that were approved when the works were complete. Deliberately absent: days of papers among each other (rules.ts).
 */
import { dayAt } from '../kernel/days.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { STEP_NAMES } from '../standards/approval-paths.ts';
import { money } from '../words/money.ts';
import { both, type Dated, newest, of, type ProjectEventOf, type ProjectRecord, ref } from './project-record.ts';

/** What was seen, and where. */
export type Seen = { readonly key: string; readonly evidence: Text; readonly events: readonly string[] };
type Paper = { readonly key: string; readonly name: Text; readonly number: string; readonly on: IsoDate };

/**
 * What this record approves itself is approved on the day of that event; a paper that rests on it is of that day or later.
 * Whatever was decided outside alone has no such day here.
 */
export function datedBeforeApproval({ events }: ProjectRecord): readonly Seen[] {
  const reviews = of(events, 'RulesReviewed').filter(({ data }) => data.passed);
  const answers = of(events, 'StepAnswered').filter(({ data }) => data.outcome === 'APPROVED');
  return [
    ...of(events, 'PlanIssued').flatMap((e) =>
      before(e, of(events, 'PlanApproved'), { key: 'PLAN', name: both('实施方案印发', 'plan issued'), ...e.data }),
    ),
    ...of(events, 'RulesIssued').flatMap((e) => before(e, reviews, { key: 'RULES', name: both('管理制度印发', 'rules issued'), ...e.data })),
    ...of(events, 'ReplyRecorded').flatMap((e) => {
      const { step, number, on } = e.data;
      const approvals = answers.filter(({ data }) => data.step === step);
      return before(e, approvals, { key: step, name: STEP_NAMES[step], number, on });
    }),
  ];
}

/** By the newest approval that was there when the paper was entered. */
function before(entered: ProjectEventOf, approvals: readonly ProjectEventOf[], { key, name, number, on }: Paper): readonly Seen[] {
  const approval = approvals.findLast(({ occurredAt }) => occurredAt <= entered.occurredAt);
  if (approval === undefined || on >= dayAt(approval.occurredAt)) return [];
  const approvedOn = dayAt(approval.occurredAt);
  const evidence = both(
    `${name.zh} ${number}（${on}）早于其批准（${approvedOn}）`,
    `${name.en} ${number} is dated ${on}, before its approval on ${approvedOn}`,
  );
  return [{ key: `${key}.${entered.version}`, evidence, events: [ref(entered), ref(approval)] }];
}

export function changedBeforeApproval({ events }: ProjectRecord, dated: readonly Dated[]): readonly Seen[] {
  const completion = newest(dated, 'COMPLETION');
  if (completion === undefined) return [];
  return of(events, 'ChangeApproved').flatMap((event) => {
    const on = dayAt(event.occurredAt);
    if (on <= completion.on) return [];
    const { key, amountFen } = event.data;
    const evidence = both(
      `变更 ${key}（${money(amountFen).zh}）${on} 才批准，工程 ${completion.on} 已竣工`,
      `Change ${key} (${money(amountFen).en}) was approved on ${on}, after completion on ${completion.on}`,
    );
    return [{ key, evidence, events: [ref(event), completion.event] }];
  });
}
