/** A programme brought as files: checked with every fault in one report, stored by a job. For administrators. */
import { z } from 'zod';
import type { Text } from '../../domain/kernel/values.ts';
import type { Reader } from '../../domain/views.ts';
import { type BroughtFiles, readBroughtFiles } from '../brought-files.ts';
import type { ImportCheckView, Importer, ImportReportView, SetupProgress } from '../ports/filling.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { said } from '../schemas/values.ts';
import { bilingual } from './cases.ts';

const added = z.object({ added: z.int(), known: z.int() });
const report = z
  .object({
    programme: z.string(),
    opened: z.boolean(),
    people: added,
    projects: added,
    batches: added,
    answers: z.object({ stored: z.int(), known: z.int() }),
    facts: added,
  })
  .meta({ id: 'ImportReport' });
const copied = ({ people, projects, batches, answers, facts, ...rest }: ImportReportView): z.input<typeof report> => ({
  ...rest,
  people: { ...people },
  projects: { ...projects },
  batches: { ...batches },
  answers: { ...answers },
  facts: { added: 0, known: 0, ...facts },
});

/** As docs/programme.schema.json says; what is wrong with it is told by the check. */
export const broughtJson = z.looseObject({});

export const importCheck = z
  .object({
    faults: z.array(bilingual),
    /** With those of a file that has too many to be told. */
    faultCount: z.int(),
    warnings: z.array(bilingual),
    /** Null: there are faults. */
    would: report.nullable(),
  })
  .meta({ id: 'ImportCheck' });
export const checkOf = ({ faults, faultCount, warnings, would }: ImportCheckView): z.input<typeof importCheck> => ({
  faults: [...faults],
  faultCount,
  warnings: [...warnings],
  would: would === null ? null : copied(would),
});

export const setupProgress = z
  .object({ state: z.enum(['RUNNING', 'BROKEN', 'DONE', 'FAILED']), done: z.int(), total: z.int(), says: bilingual })
  .meta({ id: 'SetupProgress' });
export const progressOf = ({ state, done, total, says }: SetupProgress): z.input<typeof setupProgress> => ({ state, done, total, says });

const started = z.object({ programme: z.string(), warnings: z.array(bilingual), progress: setupProgress }).meta({ id: 'ImportStarted' });
const underWay = setupProgress.extend({ faults: z.array(bilingual), report: report.nullable() }).meta({ id: 'ImportProgress' });

type Asked = Pick<RouteCall<unknown, unknown, unknown>, 'request' | 'response' | 'body'>;

/** Null after a problem: it is no form of files, or there are faults in it. */
export async function brought({ request, response, body }: Asked): Promise<BroughtFiles | null> {
  const read = await readBroughtFiles(request, response, body);
  if (!('faults' in read)) return read;
  sendProblem(response, problemOf('WRONG_SHAPE', read.faults));
  return null;
}

/** Begins an import; null after a problem that names every fault. */
export async function begin({ imports }: ApiDeps, asked: Asked, importer: Importer): Promise<z.input<typeof started> | null> {
  const files = await brought(asked);
  if (files === null) return null;
  const { faults, warnings, programme } = await imports.start(files, importer);
  const progress = programme === null ? null : await imports.find(programme);
  if (programme !== null && progress !== null) return { programme, warnings: [...warnings], progress: progressOf(progress) };
  sendProblem(asked.response, problemOf('WRONG_SHAPE', faults));
  return null;
}
export const importStarted = started;

/** Null: they are nobody's administrator, and not the one who begins. */
async function importerOf({ firstAdministrator }: ApiDeps, reader: Reader): Promise<NonNullable<Importer> | null> {
  const administers = Object.entries(reader.roles).flatMap(([programme, roles]) => (roles.includes('ADMINISTRATOR') ? [programme] : []));
  const founds = administers.length === 0 && (await firstAdministrator.founder(reader.person)) !== null;
  if (administers.length === 0 && !founds) return null;
  return { person: reader.person, administers, founds, actor: { ...readerActor(reader, null), roles: ['ADMINISTRATOR'] } };
}

export function programmeRoutes({ route }: RouteSet, deps: ApiDeps): void {
  type Asking = Pick<RouteCall<unknown, unknown, unknown>, 'reader' | 'response'>;
  const importing = async ({ reader, response }: Asking): Promise<NonNullable<Importer> | null> => {
    const importer = await importerOf(deps, reader);
    if (importer === null) sendProblem(response, problemOf('NOT_FOUND'));
    return importer;
  };
  const files = { ...nothing, body: broughtJson, upload: true, form: 'files', heavy: true } as const;
  route(
    {
      ...files,
      method: 'post',
      path: '/api/v1/programmes/check',
      summary: 'What is wrong with a programme’s files, every fault in one report, and what an import would do',
      answer: importCheck,
      status: 200,
      problems: [404, 429],
    },
    async (asked) => {
      const importer = await importing(asked);
      const read = importer === null ? null : await brought(asked);
      return read === null ? null : checkOf(await deps.imports.check(read, importer));
    },
  );
  route(
    {
      ...files,
      method: 'post',
      path: '/api/v1/programmes',
      summary: 'Import a programme’s files: refused with every fault, or stored by a job; the same again changes nothing',
      answer: importStarted,
      status: 202,
      problems: [404, 429],
    },
    async (asked) => {
      const importer = await importing(asked);
      return importer === null ? null : begin(deps, asked, importer);
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programmes/:code/import',
      summary: 'How far the newest import of a programme is, and what came of it',
      params: z.strictObject({ code: z.string().regex(/^[A-Z0-9]{2,12}$/, said('须为项目群代码，如 QH', 'must be a programme code like QH')) }),
      answer: underWay,
      status: 200,
      problems: [404],
    },
    async ({ reader, params, response }) => {
      const found = await deps.imports.find(params.code);
      // Whoever began it, also while the roles that it gives are only half stored; and the programme's administrator.
      const theirs = found?.person === reader.person || reader.roles[params.code]?.includes('ADMINISTRATOR') === true;
      if (found === null || !theirs) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      // As setup/imports.ts wrote it.
      const { faults = [], report: done = null }: { readonly faults?: readonly Text[]; readonly report?: ImportReportView | null } = Object(
        found.result,
      );
      return { ...progressOf(found), faults: [...faults], report: done === null ? null : copied(done) };
    },
  );
}
