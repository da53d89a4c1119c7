import { address } from '../app/address.ts';

/** What a list shows; absent: all of it, what waits, the usual columns. */
export type ListQuery = {
  readonly list?: string | undefined;
  readonly programme?: string | undefined;
  readonly project?: string | undefined;
  readonly matter?: string | undefined;
  readonly light?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
  /** Keys of columns, in their order: `title,amount,due`. */
  readonly cols?: string | undefined;
};

export const approvalPaths = {
  approvals: address<ListQuery>()('/approvals'),
  /** `cases`: `QH-01.FSR:3,QH-02.FSR:1`, each with the task that is meant. */
  batch: address<{ readonly cases?: string }>()('/approvals/batch'),
  /** `about`: `project/QH-01`; `matter`: code of a route. */
  fresh: address<{ readonly about?: string; readonly matter?: string }>()('/approvals/new'),
  /** `tab`: which part is open below the case; `act`: what is being done. */
  approval: address<{ readonly tab?: string; readonly act?: string }>()('/approvals/$id'),
};
