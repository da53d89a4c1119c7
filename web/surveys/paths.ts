import type { Address } from '../app/address.ts';

/** None yet. */
export const surveyPaths: Readonly<Record<string, Address>> = {};
