import { address } from '../app/address.ts';

/** `show`: away, bounced, none (no role), left; `act`: the dialog that is open. */
export type PeopleQuery = { readonly programme?: string; readonly q?: string; readonly role?: string; readonly show?: string };

export const adminPaths = {
  people: address<PeopleQuery>()('/people'),
  invite: address<{ readonly programme?: string }>()('/people/invite'),
  mandates: address<{ readonly programme?: string; readonly month?: string }>()('/people/mandates'),
  person: address<{ readonly act?: string }>()('/people/$programme/$person'),
};
