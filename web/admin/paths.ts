import { address } from '../app/address.ts';

/** `show`: away, bounced, none (no role), left; `act`: the dialog that is open. */
export type PeopleQuery = { readonly programme?: string; readonly q?: string; readonly role?: string; readonly show?: string };
export type OfProgramme = { readonly programme?: string };
/** `show`: undelivered. */
export type MailsQuery = OfProgramme & { readonly show?: string; readonly person?: string; readonly template?: string };

export type CalendarQuery = OfProgramme & { readonly year?: string; readonly act?: string };

export const adminPaths = {
  people: address<PeopleQuery>()('/people'),
  invite: address<{ readonly programme?: string }>()('/people/invite'),
  mandates: address<{ readonly programme?: string; readonly month?: string }>()('/people/mandates'),
  units: address<{ readonly programme?: string }>()('/people/units'),
  person: address<{ readonly act?: string }>()('/people/$programme/$person'),
  office: address<OfProgramme>()('/office'),
  health: address<OfProgramme>()('/office/health'),
  /** `tab`: open, failed, refused. */
  signIns: address<OfProgramme & { readonly tab?: string }>()('/office/sign-ins'),
  /** `tab`: ledger, templates, bots. */
  mails: address<MailsQuery & { readonly tab?: string }>()('/office/mails'),
  rules: address<OfProgramme>()('/office/rules'),
  ruleTable: address<{ readonly edit?: string }>()('/office/rules/$programme/$table'),
  routes: address<OfProgramme>()('/office/routes'),
  /** `tab`: route, edit, trial, versions. */
  route: address<{ readonly tab?: string }>()('/office/routes/$programme/$code'),
  /** `act`: propose. */
  webhooks: address<OfProgramme & { readonly act?: string }>()('/office/webhooks'),
  /** `before`: a page of its ledger. */
  webhook: address<{ readonly before?: string }>()('/office/webhooks/$programme/$webhook'),
  /** `act`: propose. */
  calendar: address<CalendarQuery>()('/office/calendar'),
};
