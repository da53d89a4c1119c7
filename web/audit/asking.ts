/**
 * Questions of the audit. Each reading is itself an event, so that nothing here is fetched anew by itself: the event of a
 * reading would ask the next one. Whoever wants the newest asks again. Deliberately absent: live updates.
 */
import { queryOptions } from '@tanstack/react-query';
import { type AnswerOf, type ReadParams, type ReadPath, read } from '../app/client.ts';
import type { ApiProblem } from '../app/problem.ts';

/** What of the history is looked at: a case, or a project with all its cases. */
export type AuditOf = { readonly stream: string } | { readonly project: string };
/** The case, where both are named. Null: neither is. */
export const auditOf = ({ project = '', stream = '' }: { readonly project?: string; readonly stream?: string }): AuditOf | null =>
  stream !== '' ? { stream } : project !== '' ? { project } : null;

/** `query` as the address holds it, in text; what the API does not know it refuses, field by field. */
export function auditReading<P extends ReadPath>(path: P, query: Readonly<Record<string, string | number | undefined>>) {
  const known = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));
  return queryOptions<AnswerOf<P>, ApiProblem>({
    queryKey: ['audit', path, known],
    queryFn: ({ signal }) => read(path, { query: known } as unknown as ReadParams<P>, signal), // see above
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}
