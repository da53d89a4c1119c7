/**
 * A service that holds nothing yet: what it is, and how it is filled with the example. Only the embedded default has that
 * door (config/embedded.ts), and only while there is no other programme. Deliberately absent: HTTP, and one's own county.
 */
import { dayAt } from '../domain/kernel/days.ts';
import type { Text } from '../domain/kernel/values.ts';
import { ANY_SURVEY } from '../domain/stages/survey/answer.ts';
import { countingOf, type SurveyState } from '../domain/stages/survey/stage.ts';
import type { CaseDetail } from '../domain/views.ts';
import { caseByStream } from '../prisma/cases/cases.ts';
import { storeFile } from '../prisma/cases/files.ts';
import { makeLink } from '../prisma/cases/public-answers.ts';
import { tallyOfBatch } from '../prisma/cases/surveys.ts';
import type { Database } from '../prisma/database.ts';
import { startHeld } from '../prisma/held.ts';
import { eventsOfCommand } from '../prisma/mail/codes.ts';
import { beginSetupJob, endSetupJob, findSetupJob, firstProgrammes, newestSetupJob, noteSetupJob, type SetupJobRow } from '../prisma/setup-jobs.ts';
import type { CaseGateway } from '../temporal/case-gateway.ts';
import { EXAMPLE_STEPS, HALF_WAY_STEPS, loadExample } from './example/load.ts';
import { IMPORT_JOB, importJob } from './imports.ts';

export const EXAMPLE_JOB = 'EXAMPLE';
/** The programme of examples/qinghe. */
const EXAMPLE_PROGRAMME = 'QH';

export type FirstRunOptions = {
  readonly database: Database;
  /** Imports. */
  readonly importing: CaseGateway;
  /** What people send, as the API guards it. */
  readonly people: CaseGateway;
  /** The embedded default: there is nobody to be kept out. */
  readonly embedded: boolean;
  readonly log: { error(fields: object, message: string): void };
};

type Look = {
  /** No programme is here. */
  readonly empty: boolean;
  readonly embedded: boolean;
  /** The example, as far as it was loaded; null: never, or not here. */
  readonly example: (SetupJobRow & { readonly programme: string }) | null;
  readonly mayLoad: boolean;
  readonly begun: (SetupJobRow & { readonly programme: string }) | null;
  readonly mayBegin: boolean;
};

const LOADING: Text = { zh: '正在导入示例项目群', en: 'The example programme is being imported' };
const LOADED: Text = { zh: '示例已就绪', en: 'The example is ready' };
const BROKEN: Text = {
  zh: '示例没有加载完，请再试一次：会从断开处继续',
  en: 'The example was not loaded to its end; try again, and it goes on where it broke off',
};

/** Error: the batch is not there, or was changed. */
async function countedNow(db: Database, programme: string, survey: string, batch: string) {
  const found = await caseByStream(db, survey);
  const counting = found === null ? ANY_SURVEY : countingOf(found.state as SurveyState, dayAt(new Date().toISOString())); // a survey's stream
  const counted = await tallyOfBatch(db, programme, batch, counting);
  if (counted === null || counted === 'CHANGED') throw new Error(`batch ${batch}: ${counted ?? 'not there'}`);
  return { ...counted, after: counting.earlier };
}

export function createFirstRun({ database, importing, people, embedded, log }: FirstRunOptions) {
  const stopping = new AbortController();
  const atWork = new Set<Promise<void>>();

  async function look(): Promise<Look> {
    const [programmes, job] = await Promise.all([firstProgrammes(database), embedded ? findSetupJob(database, EXAMPLE_JOB) : null]);
    const empty = programmes.length === 0;
    const alone = empty || (programmes.length === 1 && programmes[0] === EXAMPLE_PROGRAMME);
    // With a county of one's own beside it, the example is no example any more: its people are not to be had by one click.
    const example = job === null || !alone ? null : { ...job, programme: EXAMPLE_PROGRAMME };
    const begun = embedded && (empty || example === null) ? await firstImport(programmes) : null;
    const mayLoad =
      embedded && ((empty && begun?.state !== 'RUNNING') || (example !== null && (example.state === 'BROKEN' || example.state === 'FAILED')));
    const mayBegin = embedded && (empty || begun?.state === 'BROKEN' || begun?.state === 'FAILED');
    return { empty, embedded, example, mayLoad, begun, mayBegin };
  }

  /** Of the one programme here, or of the one that is coming: where whoever stood at the empty service began it. */
  async function firstImport([programme, another]: readonly string[]): Promise<Look['begun']> {
    if (programme === undefined) {
      const job = await newestSetupJob(database, IMPORT_JOB);
      return job === null ? null : { ...job, programme: job.id.slice(IMPORT_JOB.length) };
    }
    const job = another !== undefined ? null : await findSetupJob(database, importJob(programme));
    return job === null || job.person !== null ? null : { ...job, programme };
  }

  const begin = (halfWay: boolean): Promise<string> =>
    beginSetupJob(database, { id: EXAMPLE_JOB, person: null, total: halfWay ? HALF_WAY_STEPS : EXAMPLE_STEPS, says: LOADING, result: { halfWay } });

  async function play(startedAt: string, halfWay: boolean): Promise<void> {
    try {
      await loadExample({
        database,
        importing,
        gateway: people,
        recorded: (stream): Promise<CaseDetail | null> => caseByStream(database, stream),
        known: async (stream, commandId) => (await eventsOfCommand(database, stream, commandId)).length > 0,
        storeFile: (file, person) => storeFile(database, file, person),
        counted: (programme, survey, batch) => countedNow(database, programme, survey, batch),
        makeLink: (survey, programme) => makeLink(database, survey, programme),
        signal: stopping.signal,
        startedAt,
        halfWay,
        onStep: (done, says) => noteSetupJob(database, EXAMPLE_JOB, { done, says }),
      });
      await endSetupJob(database, EXAMPLE_JOB, { state: 'DONE', says: LOADED, result: { halfWay } });
    } catch (error) {
      if (stopping.signal.aborted) return;
      log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'the example was not loaded to its end');
      await endSetupJob(database, EXAMPLE_JOB, { state: 'FAILED', says: BROKEN, result: { halfWay } });
    }
  }

  return {
    look,
    /**
     * RUNNING: somebody else's click was first, and it is the same to both. `halfWay`: in the middle of its life; what was begun
     * before goes on as it was begun.
     */
    async loadExample(asked = false): Promise<'STARTED' | 'RUNNING' | 'LOADED' | 'NOT_EMPTY' | 'NOT_HERE'> {
      const { embedded: here, example, mayLoad } = await look();
      if (!here) return 'NOT_HERE';
      if (example?.state === 'DONE') return 'LOADED';
      if (!mayLoad && example === null) return 'NOT_EMPTY';
      const halfWay = example === null ? asked : Object(example.result).halfWay === true;
      const held = await startHeld(
        database,
        EXAMPLE_JOB,
        () => begin(halfWay),
        (startedAt) => play(startedAt, halfWay),
      );
      if (held === null) return 'RUNNING';
      const ended = held.ended
        .catch((error: unknown) => log.error({ error: String(error) }, 'the example’s lock was lost'))
        .finally(() => atWork.delete(ended));
      atWork.add(ended);
      return 'STARTED';
    },
    /** What is under way ends at its next step; it can be gone on with. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(atWork);
    },
  };
}
