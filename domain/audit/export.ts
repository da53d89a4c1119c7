/**
 * Exports that are made as jobs: what may be asked for, how far one can be, and how much of it one person and the service
 * hold at a time. Pure. Deliberately absent: making them (exports/), keeping them (prisma/history/export-jobs.ts).
 */
import type { Locale } from '../kernel/locale.ts';
import type { IsoInstant } from '../kernel/values.ts';
import type { ExportState } from '../words/lists.ts';
import type { TableFormat } from './columns.ts';
import type { AuditQuery } from './query.ts';

/** An evidence bundle is of one of these, whole; everything at once leaves by the command line alone. */
export type BundleOf = { readonly programme: string } | { readonly project: string } | { readonly stream: string };

export type ExportAsked =
  | { readonly what: 'EVENTS'; readonly query: AuditQuery; readonly format: TableFormat; readonly lang: Locale }
  | { readonly what: 'BUNDLE'; readonly of: BundleOf };

export type ExportJob = {
  readonly id: string;
  /** Programmes of which it tells. */
  readonly programmes: readonly string[];
  /** Those among them whose journals it tells of too. */
  readonly journals: readonly string[];
  readonly about: ExportAsked;
  /** Of its file. */
  readonly name: string;
  readonly state: ExportState;
  /** Events, and documents of a bundle. What comes in meanwhile is not counted, so that `done` can pass it by a little. */
  readonly done: number;
  readonly total: number;
  /** Of the file so far. */
  readonly bytes: number;
  /** Of the whole file. */
  readonly sha256: string | null;
  readonly startedAt: IsoInstant;
  /** Its file is gone then. */
  readonly expiresAt: IsoInstant;
};

const MEGABYTE = 1_048_576;
/**
 * `perPerson`, `atOnce`: under way. `files`: of one person that can still be fetched. A file of 256 MB holds more than half
 * a million events; larger ones leave by `tuojian audit export` and `export-search`, which need no room here.
 */
export const EXPORT_LIMITS = {
  perPerson: 2,
  atOnce: 3,
  files: 10,
  fileBytes: 256 * MEGABYTE,
  allBytes: 4_096 * MEGABYTE,
  keptHours: 24,
} as const;

/** As the journal notes it. */
export const exportNoted = (
  about: ExportAsked,
): {
  readonly what: ExportAsked['what'];
  readonly format: TableFormat | 'bundle';
  readonly query: string;
} => ({
  what: about.what,
  format: about.what === 'EVENTS' ? about.format : 'bundle',
  query: Object.entries(about.what === 'EVENTS' ? about.query : about.of)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    .join('&')
    .slice(0, 1_000),
});
