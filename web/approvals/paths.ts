import { address } from '../app/address.ts';

export const approvalPaths = {
  /** `list`: which of the lists; absent: what waits. */
  approvals: address<{ readonly list?: string }>()('/approvals'),
  approval: address()('/approvals/$id'),
};
