/**
 * Exports made as jobs: begun, told how far they are, ended when asked or with the service, their files fetched until their
 * time is over (docs/adr/0104). Deliberately absent: HTTP, and who may ask for what (api/routes/exports.ts).
 */
import { createHash, randomUUID } from 'node:crypto';
import { exportHead, exportRow } from '../domain/audit/columns.ts';
import { EXPORT_LIMITS, type ExportAsked, type ExportJob } from '../domain/audit/export.ts';
import type { HistoryScope } from '../domain/audit/query.ts';
import { dayAt } from '../domain/kernel/days.ts';
import type { Report } from '../domain/kernel/report.ts';
import type { Database, ReadOnly } from '../prisma/database.ts';
import { startHeld } from '../prisma/held.ts';
import {
  addExportPiece,
  beginExport,
  dropExport,
  type ExportBound,
  endExport,
  exportFile,
  findExport,
  listExports,
  noteExportDone,
} from '../prisma/history/export-jobs.ts';
import { newestCheckpoint } from '../prisma/log/checkpoints.ts';
import { countInScope } from '../prisma/record/record-source.ts';
import { eachMatch, searchHistory } from '../prisma/search/audit-search.ts';
import { packBundle } from '../proof/bundle.ts';
import { tableFile } from '../sheets/table.ts';
import { bundleSource } from './bundle.ts';
import { zipFile } from './zip.ts';

export type ExportOptions = {
  readonly database: Database;
  /** Over which what they hold is read: nothing can be written there. */
  readonly questions: ReadOnly;
  /** Public keys of the log as text. */
  readonly keys: () => readonly string[];
  readonly report: (report: Report) => Promise<Buffer>;
  readonly log: { error(fields: object, message: string): void };
};

/** It was cancelled, or the service stops. */
class Ended extends Error {}
class TooLarge extends Error {}

/** As large as a piece is kept; so much memory a job holds, and so many bytes a reader's connection waits for. */
const PIECE_BYTES = 1_048_576;
/** How often it is told how far it is, where no piece is full; a cancelled one ends as soon. */
const TOLD_MS = 500;
/** An exact count of whatever size. */
const COUNT_UP_TO = 10_000_000;

/** Of a file: bytes in, pieces kept. */
class PieceWriter {
  readonly #db: Database;
  readonly #id: string;
  readonly #signal: AbortSignal;
  readonly #hash = createHash('sha256');
  #kept: Uint8Array[] = [];
  #waiting = 0;
  #nth = 0;
  #bytes = 0;
  #told = Date.now();
  done = 0;

  constructor(db: Database, id: string, signal: AbortSignal) {
    this.#db = db;
    this.#id = id;
    this.#signal = signal;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk);
    this.#kept.push(chunk);
    this.#waiting += chunk.length;
    this.#bytes += chunk.length;
    if (this.#bytes > EXPORT_LIMITS.fileBytes) throw new TooLarge();
    if (this.#waiting >= PIECE_BYTES) await this.#flush();
    else await this.tell(this.done);
  }

  async tell(done: number): Promise<void> {
    this.done = done;
    if (this.#signal.aborted) throw new Ended();
    if (Date.now() - this.#told < TOLD_MS) return;
    this.#told = Date.now();
    if (!(await noteExportDone(this.#db, this.#id, done))) throw new Ended();
  }

  async #flush(): Promise<void> {
    if (this.#signal.aborted) throw new Ended();
    const bytes = Buffer.concat(this.#kept);
    this.#kept = [];
    this.#waiting = 0;
    this.#told = Date.now();
    if (bytes.length > 0 && !(await addExportPiece(this.#db, this.#id, this.#nth, bytes, this.done))) throw new Ended();
    this.#nth += 1;
  }

  /** SHA-256 of the whole. */
  async end(): Promise<string> {
    await this.#flush();
    if (!(await noteExportDone(this.#db, this.#id, this.done))) throw new Ended();
    return this.#hash.digest('hex');
  }
}

export function createExports({ database, questions, keys, report, log }: ExportOptions) {
  const stopping = new AbortController();
  const atWork = new Set<Promise<void>>();

  async function table(file: PieceWriter, about: ExportAsked & { readonly what: 'EVENTS' }, scope: HistoryScope): Promise<void> {
    let rows = 0;
    const pages = async function* () {
      for await (const events of eachMatch(questions, about.query, scope)) {
        yield events.map(exportRow);
        rows += events.length;
        await file.tell(rows);
      }
    };
    for await (const chunk of tableFile(about.format, { head: exportHead(about.lang), pages: pages() })) await file.write(chunk);
    file.done = rows;
  }

  async function bundle(file: PieceWriter, { of }: ExportAsked & { readonly what: 'BUNDLE' }, name: string): Promise<void> {
    const zip = zipFile(name.replace(/\.zip$/, ''), (chunk) => file.write(chunk));
    await packBundle(zip.sink, await bundleSource(questions, of, { keys: keys(), report }), (events, documents) => file.tell(events + documents));
    await zip.end();
  }

  async function make(id: string, name: string, about: ExportAsked, scope: HistoryScope): Promise<void> {
    const file = new PieceWriter(database, id, stopping.signal);
    try {
      if (about.what === 'EVENTS') await table(file, about, scope);
      else await bundle(file, about, name);
      await endExport(database, id, { state: 'DONE', sha256: await file.end() });
    } catch (error) {
      // Stopped, maybe amid a question whose connection was closed: told as broken off, since nobody holds it any more.
      // Cancelled: it says so already.
      if (error instanceof Ended || stopping.signal.aborted) return;
      if (!(error instanceof TooLarge)) log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'an export did not end');
      await endExport(database, id, { state: error instanceof TooLarge ? 'TOO_LARGE' : 'FAILED' });
    }
  }

  async function totalOf(about: ExportAsked, scope: HistoryScope): Promise<number> {
    if (about.what === 'BUNDLE') return countInScope(questions, about.of);
    const { count } = await searchHistory(questions, about.query, scope, { order: 'NEWEST', after: null, limit: 1, countUpTo: COUNT_UP_TO });
    return count ?? 0;
  }

  return {
    /** Its id; or which bound stands in the way. NOT_SIGNED: nothing is, and a bundle would prove nothing. `note` comes before any of it is made. */
    async start(
      person: string,
      about: ExportAsked,
      scope: HistoryScope,
      note: () => Promise<void>,
    ): Promise<{ readonly id: string } | ExportBound | 'NOT_SIGNED'> {
      if (about.what === 'BUNDLE' && (await newestCheckpoint(questions)) === null) return 'NOT_SIGNED';
      const { programmes, journals = programmes } = scope;
      const job = { id: randomUUID(), person, about, programmes, journals, name: nameOf(about), total: await totalOf(about, scope) };
      const held = await startHeld(
        database,
        job.id,
        async () => {
          const bound = await beginExport(database, job);
          if (bound !== null) return bound;
          await note().catch(async (error: unknown) => {
            await endExport(database, job.id, { state: 'FAILED' });
            throw error;
          });
          return null;
        },
        async (bound) => (bound === null ? make(job.id, job.name, about, scope) : undefined),
      );
      // Nobody else can hold what was only just named.
      if (held === null) return 'UNDER_WAY';
      if (held.begun !== null) return held.begun;
      const ended = held.ended
        .catch((error: unknown) => log.error({ error: String(error) }, 'the lock of an export was lost'))
        .finally(() => atWork.delete(ended));
      atWork.add(ended);
      return { id: job.id };
    },
    list: (person: string): Promise<readonly ExportJob[]> => listExports(database, person),
    find: (person: string, id: string): Promise<ExportJob | null> => findExport(database, person, id),
    drop: (person: string, id: string): Promise<void> => dropExport(database, person, id),
    // Not over `questions`: whoever reads for auditors may read no file that belongs to one person (prisma/app-role.ts).
    file: (job: Pick<ExportJob, 'id' | 'bytes'>): AsyncIterable<Uint8Array> => exportFile(database, job),
    /** What is under way ends at its next piece; it is told as broken off. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(atWork);
    },
  };
}

function nameOf(about: ExportAsked): string {
  const day = dayAt(new Date().toISOString());
  if (about.what === 'EVENTS') return `tuojian-events-${day}.${about.format}`;
  const [of = ''] = Object.values(about.of);
  return `tuojian-bundle-${String(of).replaceAll(/[^\w.~-]/g, '-')}-${day}.zip`;
}
