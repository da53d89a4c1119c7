/** Where the bytes of documents may lie, as the rest of the house knows it. Deliberately absent: how each keeps them (documents/). */

/** DATABASE: beside the events. */
export const DOCUMENT_PLACES = ['database', 'disk', 's3'] as const;
export type DocumentPlace = (typeof DOCUMENT_PLACES)[number];

/** Bytes under their SHA-256, outside the database. Nothing in it is changed or removed. */
export type ByteStore = {
  readonly place: Exclude<DocumentPlace, 'database'>;
  /** Kept for good when it returns; what is there already stays. Error: it could not be kept. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Null: it is not there. Error: the store does not answer. */
  get(sha256: string): Promise<Uint8Array | null>;
  /** Error: it does not answer, or cannot be written to. */
  check(): Promise<void>;
};

/** `keeps`: where new ones go; null: into the database. `at`: any that is known, for what lies there from before. */
export type DocumentStores = { readonly keeps: ByteStore | null; readonly at: (place: string) => ByteStore | null };
