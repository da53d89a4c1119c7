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
 * Whatever was decided outside alone has no such day here, and a paper of before its project came here can have been approved
 * before as well: that it was not taken over is another finding.
 */
export function datedBeforeApproval({ events }: ProjectRecord): readonly Seen[] {
  const came = cameHere(events);
  return earlyIn(events)
    .filter(({ paper }) => came === null || paper.on >= came.on)
    .map(({ entered, approval, paper: { key, name, number, on } }) => {
      const approvedOn = dayAt(approval.occurredAt);
      const evidence = both(
        `${name.zh} ${number}（${on}）早于其批准（${approvedOn}）`,
        `${name.en} ${number} is dated ${on}, before its approval on ${approvedOn}`,
      );
      return { key: `${key}.${entered.version}`, evidence, events: [ref(entered), ref(approval)] };
    });
}

/** One finding of a project, however many papers: they are of before its first day here, and were entered as if they were of now. */
export function papersOfBefore({ events }: ProjectRecord): readonly Seen[] {
  const came = cameHere(events);
  const papers = came === null ? [] : earlyIn(events).filter(({ paper }) => paper.on < came.on);
  if (came === null || papers.length === 0) return [];
  const named = (language: keyof Text): string => papers.map(({ paper }) => `${paper.name[language]} ${paper.number} (${paper.on})`).join('; ');
  const evidence = both(
    `项目 ${came.on} 才在本系统登记，${papers.length} 件文书早于该日，按本系统内办理录入，未按接续登记：${named('zh')}`,
    `${papers.length} papers are of before ${came.on}, when the project came here; they were entered as if they were of now, and not taken over: ${named('en')}`,
  );
  return [{ key: 'PAPERS', evidence, events: [came.event, ...papers.map(({ entered }) => ref(entered))] }];
}

/** The first day of the project in this record; null: it holds none of its opening. */
function cameHere(events: readonly ProjectEventOf[]): { readonly on: IsoDate; readonly event: string } | null {
  const opened = of(events, 'ProjectOpened')[0];
  return opened === undefined ? null : { on: dayAt(opened.occurredAt), event: ref(opened) };
}

type Early = { readonly entered: ProjectEventOf; readonly approval: ProjectEventOf; readonly paper: Paper };
/** Papers that are dated before what this record approved. */
function earlyIn(events: readonly ProjectEventOf[]): readonly Early[] {
  const reviews = of(events, 'RulesReviewed').filter(({ data }) => data.passed);
  const answers = of(events, 'StepAnswered').filter(({ data }) => data.outcome === 'APPROVED');
  return [
    ...of(events, 'PlanIssued').flatMap((e) =>
      early(e, of(events, 'PlanApproved'), { key: 'PLAN', name: both('实施方案印发', 'plan issued'), ...e.data }),
    ),
    ...of(events, 'RulesIssued').flatMap((e) => early(e, reviews, { key: 'RULES', name: both('管理制度印发', 'rules issued'), ...e.data })),
    ...of(events, 'ReplyRecorded').flatMap((e) => {
      const { step, number, on } = e.data;
      const approvals = answers.filter(({ data }) => data.step === step);
      return early(e, approvals, { key: step, name: STEP_NAMES[step], number, on });
    }),
  ];
}

/** By the newest approval that was there when the paper was entered. */
function early(entered: ProjectEventOf, approvals: readonly ProjectEventOf[], paper: Paper): readonly Early[] {
  const approval = approvals.findLast(({ occurredAt }) => occurredAt <= entered.occurredAt);
  return approval === undefined || paper.on >= dayAt(approval.occurredAt) ? [] : [{ entered, approval, paper }];
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
