import { address } from '../app/address.ts';

/** `pace`: of the projects that are shown, those alone. */
export type ProgrammeQuery = { readonly pace?: string };
/** `month`: 2026-11; `view`: absent is the month, LIST the list of all; `project`, `kind`: what it is narrowed to. */
export type DeadlinesQuery = { readonly month?: string; readonly view?: string; readonly project?: string; readonly kind?: string };

/** `act`: the entry whose form is open; `of`: what it is about. */
export type FundsQuery = { readonly act?: string; readonly of?: string };

export const programmePaths = {
  programmes: address()('/programmes'),
  programme: address<ProgrammeQuery>()('/programmes/$code'),
  leading: address()('/programmes/$code/leading'),
  funds: address<FundsQuery>()('/programmes/$code/funds'),
  deadlines: address<DeadlinesQuery>()('/programmes/$code/deadlines'),
};
