/**
 * Where a page of a ledger ends that is read from its newest end: when the last row came to stand in it, and its id, because
 * several can come at the same moment. Deliberately absent: what is taken for one from outside (api/schemas/cursor.ts).
 */

export const ledgerPlace = (at: Date, id: string): string => `${at.toISOString()}_${id}`;

/** Nulls: no page came before. */
export const partsOfPlace = (place: string | null): readonly [at: string | null, id: string | null] =>
  place === null ? [null, null] : [place.slice(0, place.indexOf('_')), place.slice(place.indexOf('_') + 1)];
