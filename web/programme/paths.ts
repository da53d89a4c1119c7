import type { Address } from '../app/address.ts';

/** None yet. */
export const programmePaths: Readonly<Record<string, Address>> = {};
