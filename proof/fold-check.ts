/**
 * Folds each case again from its events and compares it with what the service shows: state, status and tasks. Keeps a
 * hash a case, so that a million events fit. Deliberately absent: chains and signatures (verify.ts).
 */
import { caseOf } from '../domain/cases.ts';
import { readTablesOf } from '../domain/read-tables.ts';
import { canonicalJson, parseBody, recordedOf, sha256 } from './event-format.ts';
import type { FaultList } from './faults.ts';
import type { RecordLine } from './verify.ts';

/** A case as the service's tables hold it: `shownRow`, in canonical JSON. */
export type ShownCase = { readonly stream: string; readonly row: unknown };

/** The rows of a case that its events must give. Shape: what `tuojian audit export` writes to cases.jsonl. */
export function shownRow(stream: string, lines: readonly Pick<RecordLine, 'body'>[]): unknown {
  const logic = caseOf(stream);
  const events = lines.map(({ body }) => recordedOf(parseBody(body)));
  let state: object | null = null;
  for (const event of events) state = logic.evolve(state, event);
  if (state === null) return null;
  const { caseRow, tasks } = readTablesOf(stream, state, events);
  return { ...caseRow, tasks };
}

export type FoldCheck = { stream(stream: string, lines: readonly RecordLine[]): void; finish(): void };

export async function foldCheck(cases: () => AsyncIterable<ShownCase>, faults: FaultList): Promise<FoldCheck> {
  const shown = new Map<string, string>();
  for await (const { stream, row } of cases()) shown.set(stream, sha256(canonicalJson(row)));
  return {
    stream(stream, lines) {
      const wanted = shown.get(stream);
      shown.delete(stream);
      const index = lines.at(-1)?.index ?? null;
      if (wanted === undefined) return faults.add('CASE_MISSING', stream, index);
      try {
        if (sha256(canonicalJson(shownRow(stream, lines))) !== wanted) faults.add('CASE_DIFFERS', stream, index);
      } catch {
        // Events that no fold can read are told of by their chain; what is shown cannot come from them.
        faults.add('CASE_DIFFERS', stream, index);
      }
    },
    finish() {
      for (const stream of shown.keys()) faults.add('CASE_WITHOUT_EVENTS', stream);
    },
  };
}
