/**
 * The read tables of one case, as rows, from its state alone. Used by the recorder in its
 * transaction and by `tuojian rebuild`, so that both cannot differ. Deliberately absent: SQL.
 */
import { caseOf, kindOf } from './cases.ts';
import type { Recorded } from './kernel/case.ts';
import type { ApplicationRow, CaseKey, CaseSummary, Clock, Standing, TaskRow } from './kernel/summary.ts';
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
  readonly mark: string | null;
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

/** Where people stand, by the case that says so: all that signing in reads (prisma/cases/cases.ts). */
export type StandingRow = Standing & { readonly stream: string; readonly programme: string; readonly project: string | null };
/** That one case belongs to another, as either of them says it; both must say the same (temporal/reconcile-both.ts). */
export type LinkRow = { readonly stream: string; readonly side: 'OWNER' | 'OWNED'; readonly other: string };
/** Small rows that change seldom; written anew as a whole when one of them changes. */
export type SmallRows = {
  readonly standing: readonly StandingRow[];
  readonly links: readonly LinkRow[];
  readonly clocks: readonly (Clock & { readonly stream: string })[];
  readonly keys: readonly (CaseKey & { readonly stream: string; readonly programme: string })[];
  /** Of programmes: what their cases ask of them; null for others. */
  readonly organisation: object | null;
  /** Of projects and stages: what a board takes of them; null for others. */
  readonly board: object | null;
  /** Of projects: what their programme's progress takes of them; null for others. */
  readonly progress: object | null;
  /** Of applications: how they show in people's lists; null for others. */
  readonly application: ApplicationListing | null;
};

/** A row of `application`: with what the case says of itself, so that a list reads one table beside tasks. */
export type ApplicationListing = {
  readonly stream: string;
  readonly programme: string;
  readonly project: string | null;
  readonly title: string;
  readonly status: string;
  readonly light: string | null;
  readonly applicant: string;
  readonly matter: string;
  readonly matterName: string;
  readonly amountFen: number | null;
  readonly documents: number;
  readonly step: string | null;
  readonly asked: readonly string[];
  readonly askedCount: number;
  readonly applicantAct: string | null;
  readonly dueOn: string | null;
  readonly standsFor: string | null;
  readonly standsSince: string | null;
  readonly standsUntil: string | null;
  readonly batch: boolean;
  readonly receivedOn: string | null;
};

export type ReadTables = {
  readonly caseRow: CaseRow;
  readonly tasks: readonly TaskRecord[];
  readonly small: SmallRows;
};

/** Rows after an event of the case, which led to this state. */
export function readTablesOf(stream: string, folded: object, last: Pick<Recorded, 'version' | 'occurredAt'>): ReadTables {
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
      mark: summary.mark ?? null,
      state,
      schema: logic.schema,
      changedAt: last.occurredAt,
    },
    tasks: tasksOf(stream, summary),
    small: smallRowsOf(stream, summary),
  };
}

function smallRowsOf(stream: string, summary: CaseSummary): SmallRows {
  const {
    programme,
    project,
    standing = [],
    owner,
    awaits = [],
    clocks = [],
    keys = [],
    organisation = null,
    board = null,
    progress = null,
    application,
  } = summary;
  const owned: readonly LinkRow[] = owner === undefined ? [] : [{ stream, side: 'OWNED', other: owner }];
  return {
    standing: standing.map((row) => ({ ...row, stream, programme, project })),
    links: [...owned, ...awaits.map((other): LinkRow => ({ stream, side: 'OWNER', other }))],
    clocks: clocks.map((clock) => ({ stream, ...clock })),
    keys: keys.map((key) => ({ stream, programme, ...key })),
    organisation,
    board,
    progress,
    application: application === undefined ? null : listingOf(stream, summary, application),
  };
}

function listingOf(stream: string, { programme, project, title, status, light }: CaseSummary, row: ApplicationRow): ApplicationListing {
  const { standing, step, matterName, asked, ...rest } = row;
  return {
    stream,
    programme,
    project,
    title: titleText(title),
    status,
    light: light ?? null,
    ...rest,
    matterName: titleText(matterName),
    step: step === null ? null : titleText(step),
    asked: [...asked],
    standsFor: standing?.reason ?? null,
    standsSince: standing?.since ?? null,
    standsUntil: standing?.until ?? null,
  };
}

/** Of a case of which nothing is recorded yet. */
export const NO_SMALL_ROWS: SmallRows = {
  standing: [],
  links: [],
  clocks: [],
  keys: [],
  organisation: null,
  board: null,
  progress: null,
  application: null,
};

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

/** What of a case's rows is other than before an event. `before`: its state then; null: nothing is recorded of it yet. */
export type Changes = {
  /** Only these: a step with 200 approvers writes one row a decision. */
  readonly tasks: readonly TaskRecord[];
  readonly smallBefore: SmallRows;
};
export function changesSince(stream: string, before: object | null, tasks: readonly TaskRecord[]): Changes {
  if (before === null) return { tasks, smallBefore: NO_SMALL_ROWS };
  const summary = caseOf(stream).summary(before);
  const known = new Map(tasksOf(stream, summary).map((task) => [task.task, JSON.stringify(task)]));
  return { tasks: tasks.filter((task) => known.get(task.task) !== JSON.stringify(task)), smallBefore: smallRowsOf(stream, summary) };
}
