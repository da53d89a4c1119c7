/** Sums over payments and changes, in 分. */
import type { Request } from './facts.ts';

export const sumOf = (requests: Readonly<Record<string, Request>>, ...statuses: readonly Request['status'][]): number =>
  Object.values(requests).reduce((sum, r) => (statuses.includes(r.status) ? sum + r.amountFen : sum), 0);
