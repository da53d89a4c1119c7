import type { Address } from '../app/address.ts';

/** None yet. */
export const adminPaths: Readonly<Record<string, Address>> = {};
