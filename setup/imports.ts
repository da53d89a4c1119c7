/**
 * Imports that are asked for over the API: everything that is wrong in one report, then a job that stores it, of which
 * anybody who may can see how far it is. Deliberately absent: HTTP, and the terminal's import (cli/commands/import.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../domain/kernel/actor.ts';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { Person } from '../domain/person.ts';
import type { Database } from '../prisma/database.ts';
import { startHeld } from '../prisma/held.ts';
import { beginSetupJob, endSetupJob, findSetupJob, noteSetupJob, type SetupJobRow } from '../prisma/setup-jobs.ts';
import type { CaseGateway } from '../temporal/case-gateway.ts';
import { planImport } from './import-plan.ts';
import type { Sight } from './people-clash.ts';
import { type CheckedProgramme, checkProgrammeFiles, PROGRAMME_JSON } from './programme-files.ts';
import { type ImportReport, inWords, NotImported, reportOf, storeProgramme } from './store-programme.ts';

/** Files as they were brought, by name. */
export type Brought = { readonly files: ReadonlyMap<string, Uint8Array>; readonly samePeople: readonly string[] };
/**
 * Who asks; null: whoever stands at a service that is empty. `administers`: programmes of which they are the administrator.
 * `founds`: the first administrator, who is alone here, so that there is nobody of whom they must not be told.
 */
export type Importer = {
  readonly person: string;
  readonly administers: readonly string[];
  readonly founds: boolean;
  readonly actor: Actor;
} | null;

export type ImportCheck = {
  /** Each with its place: file, row or path, and field. */
  readonly faults: readonly Text[];
  /** With those of a file that has too many to be told. */
  readonly faultCount: number;
  readonly warnings: readonly Text[];
  /** What an import would do; null: there are faults. */
  readonly would: ImportReport | null;
};
export type ImportOptions = {
  readonly database: Database;
  readonly importing: CaseGateway;
  /** What stands against people's addresses, where the mail server cannot write to them. */
  readonly addressFaults: (people: readonly Person[]) => Promise<readonly Text[]>;
  readonly log: { error(fields: object, message: string): void };
};

const NOT_BROUGHT: Text = { zh: '未随附：没有这个文件', en: 'was not brought: there is no such file' };
const RUNNING: Text = { zh: '正在导入', en: 'The import is under way' };
const BROKEN: Text = {
  zh: '导入未完成，请用同样的文件再试一次：会从断开处继续',
  en: 'The import did not end; try again with the same files, and it goes on where it broke off',
};
/** People, opening, and each answer sheet's batch; projects and their histories come on top. */
const STEPS = 2;

/** Milliseconds within which whoever begins an import has noted that they did. */
const NOTED_MS = 5_000;

/** How the id of an import's job begins, before the programme's code. */
export const IMPORT_JOB = 'IMPORT/';
/** The newest import of a programme. */
export const importJob = (programme: string): string => IMPORT_JOB + programme;

export function createImports({ database, importing, addressFaults, log }: ImportOptions) {
  const atWork = new Set<Promise<void>>();

  async function look(brought: Brought, importer: Importer): Promise<ImportCheck & { readonly programme: CheckedProgramme | null }> {
    const { faults, faultCount, warnings, programme } = await checkProgrammeFiles((name) => {
      const bytes = brought.files.get(name);
      return bytes === undefined ? { fault: NOT_BROUGHT } : { bytes };
    });
    const told = [...warnings, ...unused(brought, programme)];
    if (programme === null) return { faults, faultCount, warnings: told, would: null, programme };
    const { code } = programme.file.programme;
    // Whoever imported a programme may do so again, though they hold no role in it.
    const own = importer !== null && (await findSetupJob(database, importJob(code)))?.person === importer.person;
    const sight: Sight = importer === null || importer.founds ? null : { administers: own ? [...importer.administers, code] : importer.administers };
    const plan = await planImport(database, programme, brought.samePeople, sight);
    const all = [...(await addressFaults(programme.file.people)).map((fault) => faultAt(PROGRAMME_JSON, fault)), ...plan.faults];
    return { faults: all, faultCount: all.length, warnings: told, would: all.length > 0 ? null : reportOf(programme, plan), programme };
  }

  async function store(id: string, programme: CheckedProgramme, brought: Brought, importer: Importer): Promise<void> {
    let done = 0;
    const told: Promise<void>[] = [];
    try {
      const report = await storeProgramme(
        database,
        importing,
        programme,
        (says) => {
          done += 1;
          told.push(noteSetupJob(database, id, { done, says }));
        },
        { same: brought.samePeople, by: importer?.person ?? 'first-run', ...(importer === null ? {} : { actor: importer.actor }) },
      );
      await Promise.all(told);
      await endSetupJob(database, id, { state: 'DONE', says: inWords(report), result: { report } });
    } catch (error) {
      await Promise.allSettled(told);
      const known = error instanceof NotImported;
      if (!known) log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'an import did not end');
      await endSetupJob(database, id, { state: 'FAILED', says: known ? error.what : BROKEN, result: { faults: known ? error.faults : [] } });
    }
  }

  /** Null: another began it, and how far it is can be asked. Who holds the lock notes the job a moment later. */
  async function startOrFind<T>(id: string, start: () => Promise<T | null>): Promise<T | null> {
    for (const end = Date.now() + NOTED_MS; ; await sleep(NOTED_MS / 100)) {
      const held = await start();
      if (held !== null || (await findSetupJob(database, id)) !== null) return held;
      if (Date.now() > end) throw new Error(`${id} is held, and nobody has noted it`);
    }
  }

  return {
    async check(brought: Brought, importer: Importer): Promise<ImportCheck> {
      const { programme: _, ...told } = await look(brought, importer);
      return told;
    },
    /** With faults nothing is begun. An import of the same programme that is under way is told of, and no second one begun. */
    async start(brought: Brought, importer: Importer): Promise<ImportCheck & { readonly programme: string | null }> {
      const { programme, ...told } = await look(brought, importer);
      if (programme === null || told.would === null) return { ...told, programme: null };
      const { code } = programme.file.programme;
      const id = importJob(code);
      const { projects } = programme.file;
      const histories = projects.filter(({ history }) => history !== undefined).length;
      const papers = (programme.file.papers ?? []).length === 0 ? 0 : 1;
      const total = STEPS + projects.length + histories + papers + programme.batches.length;
      const begin = () => beginSetupJob(database, { id, person: importer?.person ?? null, total, says: RUNNING });
      const held = await startOrFind(id, () => startHeld(database, id, begin, () => store(id, programme, brought, importer)));
      if (held !== null) {
        const ended: Promise<void> = held.ended
          .catch((error: unknown) => log.error({ error: String(error) }, 'the lock of an import was lost'))
          .finally(() => atWork.delete(ended));
        atWork.add(ended);
      }
      return { ...told, programme: code };
    },
    /** Null: none was ever asked for. */
    find: (programme: string): Promise<SetupJobRow | null> => findSetupJob(database, importJob(programme)),
    async stop(): Promise<void> {
      await Promise.all(atWork);
    },
  };
}

/** Files that nobody named: brought by mistake, or misspelt in `surveys`. */
function unused({ files }: Brought, programme: CheckedProgramme | null): readonly Text[] {
  const named = new Set([PROGRAMME_JSON, ...(programme?.batches.map(({ fileName }) => fileName) ?? []), ...(programme?.scans?.keys() ?? [])]);
  return programme === null
    ? []
    : [...files.keys()]
        .filter((name) => !named.has(name))
        .map((name) =>
          faultAt(name, {
            zh: '未用：programme.json 的 surveys、history 和 papers 中没有它',
            en: 'is not used: it is not among the surveys and scans of programme.json',
          }),
        );
}
