/**
 * The read tables of one case, as rows, from its state alone; findings from its events. Used by the recorder in its
 * transaction and by `tuojian rebuild`, so that both cannot differ. Deliberately absent: SQL.
 */
import type { CaseSummary, Draft, Recorded } from '../../domain/case.ts';
import { kindOf } from '../../domain/case.ts';
import { caseOf } from '../../domain/cases.ts';

export type CaseRow = {
  readonly stream: string;
  readonly kind: string;
  readonly programme: string;
  readonly project: string | null;
  readonly version: number;
  readonly status: string;
  readonly title: string;
  readonly light: string | null;
  readonly state: object;
  readonly changedAt: string;
};
export type TaskRecord = {
  readonly stream: string;
  readonly step: number;
  readonly round: number;
  readonly person: string;
  readonly status: string;
  readonly title: string;
  readonly project: string | null;
  readonly programme: string;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly decidedAt: string | null;
};
export type FindingRow = {
  readonly stream: string;
  readonly version: number;
  readonly ordinal: number;
  readonly code: string;
  readonly project: string | null;
  readonly data: object;
};

export type ReadTables = { readonly caseRow: CaseRow; readonly tasks: readonly TaskRecord[]; readonly findings: readonly FindingRow[] };

/** Rows after `events`, the last of which led to `state`. Findings are those of these events only. */
export function readTablesOf(stream: string, state: object, events: readonly Recorded<Draft>[]): ReadTables {
  const last = events.at(-1);
  if (last === undefined) throw new Error(`no events for ${stream}`);
  const summary: CaseSummary = caseOf(stream).summary(state);
  const { programme, project, status, title } = summary;
  return {
    caseRow: {
      stream,
      kind: kindOf(stream),
      programme,
      project,
      version: last.version,
      status,
      title: JSON.stringify(title),
      light: summary.light ?? null,
      state,
      changedAt: last.occurredAt,
    },
    tasks: (summary.tasks ?? []).map((task) => ({ ...task, stream, project, programme, title: JSON.stringify(title) })),
    findings: events.flatMap((event) =>
      event.type === 'FindingNoted' ? [{ stream, version: event.version, ordinal: 0, code: codeOf(event.data), project, data: event.data }] : [],
    ),
  };
}

const codeOf = (data: object): string => ('code' in data && typeof data.code === 'string' ? data.code : 'UNKNOWN');
