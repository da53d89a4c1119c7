/** Where the bytes of documents may lie, as the rest of the house knows it. Deliberately absent: how each keeps them (documents/). */

/** DATABASE: beside the events. */
export const DOCUMENT_PLACES = ['database', 'disk', 's3'] as const;
export type DocumentPlace = (typeof DOCUMENT_PLACES)[number];

/** Why a store outside does not serve, as an operator is told of it. DISK: it cannot be read or written. S3_REFUSED: for a reason of its own. */
export const STORE_FAULTS = [
  'DISK',
  'DISK_FULL',
  'S3_AWAY',
  'S3_KEY',
  'S3_SECRET',
  'S3_ACCESS',
  'S3_BUCKET',
  'S3_REGION',
  'S3_CLOCK',
  'S3_REFUSED',
] as const;
export type StoreFaultCode = (typeof STORE_FAULTS)[number];
/** Its message says what to do, and holds no key, secret or address. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode;
  constructor(code: StoreFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Bytes under their SHA-256, outside the database. Nothing in it is changed or removed. */
export type ByteStore = {
  readonly place: Exclude<DocumentPlace, 'database'>;
  /** Kept for good when it returns; what is there already stays. StoreFault: it could not be kept. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Null: it is not there. StoreFault: the store does not answer, or refuses. */
  get(sha256: string): Promise<Uint8Array | null>;
  /** StoreFault: it does not answer, refuses, or cannot be written to. */
  check(): Promise<void>;
};

/** `keeps`: where new ones go; null: into the database. `at`: any that is known, for what lies there from before. */
export type DocumentStores = { readonly keeps: ByteStore | null; readonly at: (place: string) => ByteStore | null };
