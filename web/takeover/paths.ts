import { address } from '../app/address.ts';

/** `show`: OPEN, CLOSED or NONE; `waits`: those alone that wait for a second person. */
export type TakeoversQuery = { readonly programme?: string; readonly show?: string; readonly after?: string };
/** `act`: the form that is open; `of`: the kind or the fact that it is about. */
export type TakeoverQuery = { readonly act?: string; readonly of?: string };

/** `act`: `enter` or `correct`; `of`: the paper that is corrected. */
export type PapersQuery = { readonly act?: string; readonly of?: string };

export const takeoverPaths = {
  takeovers: address<TakeoversQuery>()('/takeover'),
  papers: address<PapersQuery>()('/takeover/papers/$programme'),
  takeover: address<TakeoverQuery>()('/takeover/$project'),
};
