/** How a service is filled: its first administrator, the example, programmes brought as files. */
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { Person } from '../../domain/person.ts';

/** How far something is that fills a service. BROKEN and FAILED can be begun again, and go on where they ended. */
export type SetupProgress = {
  readonly state: 'RUNNING' | 'BROKEN' | 'DONE' | 'FAILED';
  readonly done: number;
  readonly total: number;
  readonly says: Text;
};

export type ImportReportView = {
  readonly programme: string;
  readonly opened: boolean;
  readonly people: { readonly added: number; readonly known: number };
  readonly projects: { readonly added: number; readonly known: number };
  readonly batches: { readonly added: number; readonly known: number };
  readonly answers: { readonly stored: number; readonly known: number };
  /** Of what happened on paper before; absent: of a release before 0.6.0. */
  readonly facts?: { readonly added: number; readonly known: number };
};

export type ImportCheckView = {
  readonly faults: readonly Text[];
  readonly faultCount: number;
  readonly warnings: readonly Text[];
  readonly would: ImportReportView | null;
};

/**
 * Who imports, and of which programmes they are the administrator; null: whoever stands at an empty service. `founds`: the
 * first administrator, while nobody else is here.
 */
export type Importer = {
  readonly person: string;
  readonly administers: readonly string[];
  readonly founds: boolean;
  readonly actor: Actor;
} | null;

type Brought = { readonly files: ReadonlyMap<string, Uint8Array>; readonly samePeople: readonly string[] };

/** Programmes brought as files (setup/imports.ts). */
export type Imports = {
  check(brought: Brought, importer: Importer): Promise<ImportCheckView>;
  /** `programme`: whose import is under way; null: there are faults, and nothing was begun. */
  start(brought: Brought, importer: Importer): Promise<ImportCheckView & { readonly programme: string | null }>;
  find(programme: string): Promise<(SetupProgress & { readonly person: string | null; readonly result: unknown }) | null>;
};

/** The first administrator of an empty service (setup/first-administrator.ts). */
export type FirstAdministrator = {
  /** Whether the code of the service's console names one now. */
  asks(): Promise<boolean>;
  /** WRONG: not the code. CLOSED: somebody is here, or everything is embedded. */
  name(code: string, person: Person): Promise<'NAMED' | 'WRONG' | 'CLOSED' | { readonly faults: readonly Text[] }>;
  /** As they are known, while they may set up the first programme; null: this person may not. */
  founder(person: string): Promise<{ readonly email: string; readonly unit: string } | null>;
};

/** What a service is before anybody has a programme in it, and its example (setup/first-run.ts). */
export type FirstRunPort = {
  look(): Promise<{
    readonly empty: boolean;
    readonly embedded: boolean;
    /** Null: it was never loaded, or this is not the embedded default, or a programme of one's own stands beside it. */
    readonly example: (SetupProgress & { readonly programme: string }) | null;
    readonly mayLoad: boolean;
    /** The first programme of one's own, as far as it was stored; null: nobody began one at this empty service. */
    readonly begun: (SetupProgress & { readonly programme: string }) | null;
    /** Whether one's own county may be set up here without a sign-in. */
    readonly mayBegin: boolean;
  }>;
  loadExample(halfWay?: boolean): Promise<'STARTED' | 'RUNNING' | 'LOADED' | 'NOT_EMPTY' | 'NOT_HERE'>;
};
