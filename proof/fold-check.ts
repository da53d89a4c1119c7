/**
 * Folds each case again from its events and compares it with what the service shows: state, status and tasks. Keeps a
 * hash a case, so that a million events fit. Deliberately absent: chains and signatures (verify.ts).
 */
import { foldOf } from '../domain/cases.ts';
import { readTablesOf } from '../domain/read-tables.ts';
import { canonicalJson, type EventBody, recordedOf, sha256 } from './event-format.ts';
import type { FaultList } from './faults.ts';

/** A case as the service's tables hold it: `shownRow` as JSON, its fields in any order. */
export type ShownCase = { readonly stream: string; readonly text: string };

/** The rows of a case that its events must give. Shape: what `tuojian audit export` writes to cases.jsonl. */
function shownRow(stream: string, bodies: readonly (EventBody | null)[]): unknown {
  const events = bodies.map((body) => {
    if (body === null) throw new Error('an event cannot be read');
    return recordedOf(body);
  });
  const [state, last] = [foldOf(stream, events), events.at(-1)];
  if (state === null || last === undefined) return null;
  const { caseRow, tasks } = readTablesOf(stream, state, last);
  const { kind, programme, project, applicant, version, status, title, light, schema, changedAt, state: shown } = caseRow;
  return {
    stream,
    kind,
    programme,
    project,
    applicant,
    version,
    status,
    title,
    light,
    state: shown,
    schema,
    changedAt,
    tasks: [...tasks].sort((a, b) => a.task - b.task).map(shownTask),
  };
}

const shownTask = (task: ReturnType<typeof readTablesOf>['tasks'][number]) => {
  const { stream, kind, step, round, person, onBehalfOf, status, title, project, programme, openedAt, dueAt, decidedAt } = task;
  return { stream, task: task.task, kind, step, round, person, onBehalfOf, status, title, project, programme, openedAt, dueAt, decidedAt };
};

export type FoldCheck = {
  /** `index`: place of the last event. */
  stream(stream: string, bodies: readonly (EventBody | null)[], index: number | null): void;
  finish(): Promise<void>;
};

export async function foldCheck(cases: () => AsyncIterable<ShownCase>, faults: FaultList): Promise<FoldCheck> {
  const shown = new Map<string, string>();
  for await (const { stream, text } of cases()) shown.set(stream, sha256(canonicalJson(JSON.parse(text))));
  return {
    stream(stream, bodies, index) {
      const wanted = shown.get(stream);
      shown.delete(stream);
      if (wanted === undefined) return faults.add('CASE_MISSING', stream, index);
      try {
        if (sha256(canonicalJson(shownRow(stream, bodies))) !== wanted) faults.add('CASE_DIFFERS', stream, index);
      } catch {
        // Events that no fold can read are told of by their chain; what is shown cannot come from them.
        faults.add('CASE_DIFFERS', stream, index);
      }
    },
    async finish() {
      for (const stream of shown.keys()) faults.add('CASE_WITHOUT_EVENTS', stream);
    },
  };
}
