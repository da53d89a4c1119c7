/** What a change of a project rests on, and what is kept of it. Deliberately absent: what may change (profile/change.ts). */
import type { IsoDate, Text } from './values.ts';

/** 依据: the document that says so, its day, and why. */
export type Basis = { readonly document: string; readonly on: IsoDate; readonly reason: string };

/** A change on record. `what`: from what to what. `again`: what must be looked at anew; what was decided before it stays. */
export type ProjectChange = Basis & { readonly what: Text; readonly again: readonly Text[] };

/** What other cases are told of it; `by`: who recorded it. */
export type ChangeNote = Basis & { readonly by: string; readonly what: Text };
