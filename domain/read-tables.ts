/**
 * The read tables of one case, as rows, from its state alone; findings from its events. Used by the recorder in its
 * transaction and by `tuojian rebuild`, so that both cannot differ. Deliberately absent: SQL.
 */
import { caseOf, kindOf } from './cases.ts';
import type { Draft, Recorded } from './kernel/case.ts';
import type { CaseSummary, Standing, TaskRow } from './kernel/summary.ts';
import type { Text } from './kernel/values.ts';
import { keptIn } from './text/kept.ts';

export type CaseRow = {
  readonly stream: string;
  readonly kind: string;
  readonly programme: string;
  readonly project: string | null;
  readonly applicant: string | null;
  readonly version: number;
  readonly status: string;
  readonly title: string;
  readonly light: string | null;
  readonly state: object;
  readonly schema: number;
  readonly changedAt: string;
};
/** A task with the case that it is of. */
export type TaskRecord = TaskRow & {
  readonly stream: string;
  readonly title: string;
  readonly project: string | null;
  readonly programme: string;
};
export type FindingRow = {
  readonly stream: string;
  readonly version: number;
  readonly ordinal: number;
  readonly code: string;
  readonly project: string | null;
  readonly data: object;
};

/** Where people stand, by the case that says so: all that signing in reads (prisma/cases/cases.ts). */
export type StandingRow = Standing & { readonly stream: string; readonly programme: string; readonly project: string | null };
/** That one case belongs to another, as either of them says it; both must say the same (temporal/reconcile-both.ts). */
export type LinkRow = { readonly stream: string; readonly side: 'OWNER' | 'OWNED'; readonly other: string };
/** Small rows that change seldom; written anew as a whole when one of them changes. */
export type SmallRows = { readonly standing: readonly StandingRow[]; readonly links: readonly LinkRow[] };

export type ReadTables = {
  readonly caseRow: CaseRow;
  readonly tasks: readonly TaskRecord[];
  readonly findings: readonly FindingRow[];
  readonly small: SmallRows;
};

/** Rows after `events`, the last of which led to `state`. Findings are those of these events only. */
export function readTablesOf(stream: string, folded: object, events: readonly Recorded<Draft>[]): ReadTables {
  const last = events.at(-1);
  if (last === undefined) throw new Error(`no events for ${stream}`);
  const logic = caseOf(stream);
  // Events of earlier releases hold text that no database can keep: it is replaced here, once for all rows.
  const state = keptIn(folded);
  const summary: CaseSummary = logic.summary(state);
  const { programme, project, status, title } = summary;
  return {
    caseRow: {
      stream,
      kind: kindOf(stream),
      programme,
      project,
      applicant: summary.applicant ?? null,
      version: last.version,
      status,
      title: titleText(title),
      light: summary.light ?? null,
      state,
      schema: logic.schema,
      changedAt: last.occurredAt,
    },
    tasks: tasksOf(stream, summary),
    small: smallRowsOf(stream, summary),
    findings: events.flatMap((event) =>
      event.type === 'FindingNoted'
        ? [{ stream, version: event.version, ordinal: 0, code: codeOf(event.data), project, data: keptIn(event.data) }]
        : [],
    ),
  };
}

function smallRowsOf(stream: string, { programme, project, standing = [], owner, awaits = [] }: CaseSummary): SmallRows {
  const owned: readonly LinkRow[] = owner === undefined ? [] : [{ stream, side: 'OWNED', other: owner }];
  return {
    standing: standing.map((row) => ({ ...row, stream, programme, project })),
    links: [...owned, ...awaits.map((other): LinkRow => ({ stream, side: 'OWNER', other }))],
  };
}

/** The small rows, or null where nothing of them is other than before. */
export function changedSmallRows(stream: string, before: object | null, now: SmallRows): SmallRows | null {
  if (before === null) return now;
  return JSON.stringify(smallRowsOf(stream, caseOf(stream).summary(before))) === JSON.stringify(now) ? null : now;
}

function tasksOf(stream: string, { project, programme, title, tasks = [] }: CaseSummary): readonly TaskRecord[] {
  return tasks.map(({ task, kind, step, round, person, onBehalfOf, status, openedAt, dueAt, decidedAt }) => ({
    stream,
    task,
    kind,
    step,
    round,
    person,
    onBehalfOf,
    status,
    title: titleText(title),
    project,
    programme,
    openedAt,
    dueAt,
    decidedAt,
  }));
}

/** As a column of text: Chinese first, in whichever order the state holds it. */
const titleText = ({ zh, en }: Text): string => JSON.stringify({ zh, en });

/** Of the tasks after some events, those that were not the same before: a step with 200 approvers writes one row a decision. */
export function changedTasks(stream: string, before: object | null, tasks: readonly TaskRecord[]): readonly TaskRecord[] {
  if (before === null || tasks.length === 0) return tasks;
  const known = new Map(tasksOf(stream, caseOf(stream).summary(before)).map((task) => [task.task, JSON.stringify(task)]));
  return tasks.filter((task) => known.get(task.task) !== JSON.stringify(task));
}

const codeOf = (data: object): string => ('code' in data && typeof data.code === 'string' ? data.code : 'UNKNOWN');
