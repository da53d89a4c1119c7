/** Sums over payments and changes, in 分. */
import type { PaidFrom } from '../../funds/facts.ts';
import { bySource } from '../../funds/sums.ts';
import type { ConstructionState } from './facts.ts';
import type { Request } from './requests.ts';

export const sumOf = (requests: Readonly<Record<string, Request>>, ...statuses: readonly Request['status'][]): number =>
  Object.values(requests).reduce((sum, r) => (statuses.includes(r.status) ? sum + r.amountFen : sum), 0);

type Paying = Pick<ConstructionState, 'payments' | 'contractPayments'>;
/** What was paid by the contract of works alone: held to that contract, its confirmed value and its settlement. */
export const paidForWorks = ({ payments }: Pick<Paying, 'payments'>): number => sumOf(payments, 'APPROVED');
/** All that the project has paid, whatever contract it was paid by: as its board, the ledger, reports and its evaluation count it. */
export const paidInAll = ({ payments, contractPayments = {} }: Paying): number => paidForWorks({ payments }) + sumOf(contractPayments, 'APPROVED');
/** And what they have asked for. */
export const askedInAll = ({ payments, contractPayments = {} }: Paying): number => sumOf(payments, 'ASKED') + sumOf(contractPayments, 'ASKED');

/** What of that names its sources, by source. `but`: without that payment. */
export function namedIn(
  { payments, contractPayments = {} }: Paying,
  statuses: readonly Request['status'][],
  but?: string,
): ReadonlyMap<string, number> {
  const parts: PaidFrom[] = [];
  for (const [key, { status, from = [] }] of [...Object.entries(payments), ...Object.entries(contractPayments)])
    if (key !== but && statuses.includes(status)) parts.push(...from);
  return bySource(parts);
}
