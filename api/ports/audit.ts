/** What auditors ask of the history, what they find, and what leaves as a file: at once, or made as a job. */
import type { AsOf, AsOfScope } from '../../domain/audit/as-of.ts';
import type { TableFormat } from '../../domain/audit/columns.ts';
import type { ExportAsked, ExportJob } from '../../domain/audit/export.ts';
import type { Facets } from '../../domain/audit/facets.ts';
import type { AuditQuery, FoundEvent, FoundPage, HistoryScope, SavedSearch, SearchPage } from '../../domain/audit/query.ts';
import type { Story } from '../../domain/audit/story.ts';
import type { CommandOf } from '../../domain/cases.ts';
import type { KnownFinding } from '../../domain/findings/ledger.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Report } from '../../domain/kernel/report.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { Person } from '../../domain/person.ts';
import type { Reader } from '../../domain/views.ts';
import type { ProvedEvent } from '../../proof/event-proof.ts';
import type { CommandOutcome } from '../../temporal/case-gateway.ts';

export type Audit = {
  /** What of this reader's history a question is about; no programme: none. */
  scopeOf(reader: Reader, query: AuditQuery): Promise<HistoryScope>;
  search(query: AuditQuery, scope: HistoryScope, page: SearchPage): Promise<FoundPage>;
  countFacets(query: AuditQuery, scope: HistoryScope): Promise<{ readonly count: number; readonly facets: Facets }>;
  caseTitles(programmes: readonly string[]): Promise<ReadonlyMap<string, Text>>;
  /** Sentences with people's names, in the order of the events, and who they are. */
  tellFound(events: readonly FoundEvent[]): Promise<{ readonly people: ReadonlyMap<string, Person>; readonly sentences: readonly Text[] }>;
  /** Everything that matches, in pages. */
  each(query: AuditQuery, scope: HistoryScope): AsyncIterable<readonly FoundEvent[]>;
  /** Null: there is no such thing, or the reader may not see it. */
  asOf(reader: Reader, scope: AsOfScope, at: string): Promise<(AsOf & { readonly programme: string }) | null>;
  story(project: string): Promise<Story | null>;
  /** `programmes` null: of the project named, whatever its programme. */
  findings(
    programmes: readonly string[] | null,
    filter: { readonly project?: string; readonly status?: string },
  ): Promise<readonly (KnownFinding & { readonly project: string; readonly programme: string; readonly manager: string })[]>;
  commandFinding(project: string, command: CommandOf<'findings'>, actor: Actor, commandId: string): Promise<CommandOutcome>;
  /** Put down before the answer goes out; the journal takes it in within a second. */
  noteReading(reader: Reader, programmes: readonly string[], what: string): Promise<void>;
  /** In the journal when it resolves. */
  noteExport(reader: Reader, programme: string, made: { readonly what: string; readonly format: string; readonly query: string }): Promise<void>;
  savedSearches(person: string): Promise<readonly SavedSearch[]>;
  /** Null: another of theirs has that name. */
  saveSearch(person: string, search: Pick<SavedSearch, 'name' | 'query'>): Promise<SavedSearch | null>;
  removeSearch(person: string, id: string): Promise<boolean>;
  /** The proof of one event, made and checked now; null: there is no such event. */
  prove(event: { readonly stream: string; readonly version: number }): Promise<ProvedEvent | null>;
  /** The newest signed checkpoint of the log; null: nothing is signed yet. */
  checkpoint(): Promise<string | null>;
  table(
    format: TableFormat,
    table: { readonly head: readonly string[]; readonly pages: AsyncIterable<readonly (readonly (string | number | null)[])[]> },
  ): AsyncIterable<Uint8Array>;
  report(report: Report): Promise<Buffer>;
  /** A workbook with a sheet for each. */
  workbook(
    sheets: readonly { readonly name: string; readonly head: readonly string[]; readonly rows: readonly (readonly (string | number | null)[])[] }[],
  ): AsyncIterable<Uint8Array>;
};

/** What leaves as a file and is made as a job (exports/jobs.ts). */
export type Exports = {
  /** Its id, or what stands in the way; `note` comes before any of it is made. */
  start(
    person: string,
    about: ExportAsked,
    scope: HistoryScope,
    note: () => Promise<void>,
  ): Promise<{ readonly id: string } | 'UNDER_WAY' | 'FILES' | 'FULL' | 'NOT_SIGNED'>;
  list(person: string): Promise<readonly ExportJob[]>;
  /** Null: this person has none of that id. */
  find(person: string, id: string): Promise<ExportJob | null>;
  /** Ends one under way, drops the file of one that is ready. */
  drop(person: string, id: string): Promise<void>;
  file(job: Pick<ExportJob, 'id' | 'bytes'>): AsyncIterable<Uint8Array>;
};
