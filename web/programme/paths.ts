import { address } from '../app/address.ts';

/** `pace`: of the projects that are shown, those alone. */
export type ProgrammeQuery = { readonly pace?: string };
/** `month`: 2026-11; `view`: absent is the month, LIST the list of all; `project`, `kind`: what it is narrowed to. */
export type DeadlinesQuery = { readonly month?: string; readonly view?: string; readonly project?: string; readonly kind?: string };

export const programmePaths = {
  programmes: address()('/programmes'),
  programme: address<ProgrammeQuery>()('/programmes/$code'),
  leading: address()('/programmes/$code/leading'),
  deadlines: address<DeadlinesQuery>()('/programmes/$code/deadlines'),
};
