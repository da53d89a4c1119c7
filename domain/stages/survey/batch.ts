/** What became of a file of survey answers that was handed in, and what is counted from it. Deliberately absent: rows. */
import type { Tally } from '../../standards/demand.ts';

/** `sha256`: of the file's own bytes. */
export type NewBatch = { readonly id: string; readonly programme: string; readonly fileName: string; readonly sha256: string };

export type BatchOutcome =
  /** `faulty`: rows that are stored and count for nothing (answer.ts). */
  | { readonly kind: 'STORED' | 'KNOWN'; readonly rows: number; readonly faulty: number }
  /** The id is taken by other content; nothing was stored. */
  | { readonly kind: 'CONFLICT'; readonly known: { readonly fileName: string; readonly sha256: string; readonly rows: number } }
  | { readonly kind: 'NO_PROGRAMME' | 'CLOSED' };

export type CountedBatch = { readonly sha256: string; readonly rowsSha256: string; readonly tally: Tally };
