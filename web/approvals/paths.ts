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
  approval: address()('/approvals/$id'),
};
