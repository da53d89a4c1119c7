import type { Address } from '../app/address.ts';

/** None yet. */
export const auditPaths: Readonly<Record<string, Address>> = {};
