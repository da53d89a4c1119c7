/** Sums over payments and changes, in 分. */
import type { ConstructionState } from './facts.ts';
import type { Request } from './requests.ts';

export const sumOf = (requests: Readonly<Record<string, Request>>, ...statuses: readonly Request['status'][]): number =>
  Object.values(requests).reduce((sum, r) => (statuses.includes(r.status) ? sum + r.amountFen : sum), 0);

type Paying = Pick<ConstructionState, 'payments' | 'contractPayments'>;
/** All that works have paid, whatever contract it was paid by: as the board, the ledger and reports count it. */
export const paidInAll = ({ payments, contractPayments = {} }: Paying): number => sumOf(payments, 'APPROVED') + sumOf(contractPayments, 'APPROVED');
/** And what they have asked for. */
export const askedInAll = ({ payments, contractPayments = {} }: Paying): number => sumOf(payments, 'ASKED') + sumOf(contractPayments, 'ASKED');
