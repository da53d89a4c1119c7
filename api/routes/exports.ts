/**
 * Exports as jobs: a search as a table, an evidence bundle of a programme, a project or a case. Begun, looked at, ended and
 * fetched by whoever asked alone; noted in the journal before any of it is made (docs/adr/0104). Deliberately absent:
 * making them (exports/jobs.ts), and small files that are answered at once (audit.ts).
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';
import { type BundleOf, EXPORT_LIMITS, type ExportAsked, type ExportJob, exportNoted } from '../../domain/audit/export.ts';
import type { HistoryScope } from '../../domain/audit/query.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { Reader } from '../../domain/views.ts';
import { EXPORT_STATES } from '../../domain/words/lists.ts';
import { once } from '../once.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, refusal, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { bodyQuestion } from '../schemas/audit-question.ts';
import { code, lang, said, streamName as stream } from '../schemas/values.ts';

const job = z
  .object({
    id: z.string(),
    what: z.enum(['EVENTS', 'BUNDLE']),
    /** As the journal notes it: the question, or what the bundle is of. */
    query: z.string(),
    format: z.string(),
    name: z.string(),
    state: z.enum(EXPORT_STATES),
    /** Events, and documents of a bundle. */
    done: z.int(),
    total: z.int(),
    bytes: z.int(),
    /** Of the whole file. */
    sha256: z.string().nullable(),
    startedAt: z.string(),
    /** Its file is gone then. */
    expiresAt: z.string(),
  })
  .meta({ id: 'ExportJob' });
const params = z.strictObject({ export: z.string().regex(/^[0-9a-f-]{36}$/, said('须为导出编号', 'must be the id of an export')) });

const named = said('须恰好写明 programme、project、stream 中的一个', 'must name exactly one of programme, project and stream');
const of = z
  .strictObject({ programme: code.exactOptional(), project: code.exactOptional(), stream: stream.exactOptional() })
  .refine((one) => Object.keys(one).length === 1, named);
const wanted = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('EVENTS'), query: bodyQuestion, format: z.enum(['csv', 'xlsx', 'jsonl']), lang }),
  z.strictObject({ what: z.literal('BUNDLE'), of }),
]);

const BOUNDS = {
  UNDER_WAY: {
    zh: `同时进行的导出不得超过 ${EXPORT_LIMITS.perPerson} 个；请等一个完成，或取消一个`,
    en: `must be at most ${EXPORT_LIMITS.perPerson} exports under way; wait until one is done, or cancel one`,
  },
  FILES: {
    zh: `可下载的导出文件不得超过 ${EXPORT_LIMITS.files} 个；请删除不再需要的`,
    en: `must be at most ${EXPORT_LIMITS.files} exports that can be fetched; remove those that you have`,
  },
  FULL: {
    zh: '导出所用的空间或处理能力暂时已满；请稍后再试',
    en: 'must wait: others’ exports take all the room or all the hands there are just now',
  },
} as const satisfies Readonly<Record<string, Text>>;
const NOT_SIGNED: Text = {
  zh: '日志尚无签署的检查点，证据包无从证明；通常一分钟内即有，请稍后再试。',
  en: 'Nothing is signed yet, so that a bundle would prove nothing; usually it takes a minute. Please try again.',
};

const shown = ({ about, programmes: _, journals: _journals, ...rest }: ExportJob): z.input<typeof job> => ({ ...rest, ...exportNoted(about) });

export function exportRoutes(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/exports',
      summary: 'My exports that are made as jobs, the newest first: how far each is',
      answer: z.object({ items: z.array(job) }),
      status: 200,
      problems: [],
    },
    async ({ reader }) => ({ items: (await deps.exports.list(reader.person)).map(shown) }),
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/audit/exports',
      whole: true,
      summary: 'Begin an export: a search as CSV, XLSX or JSON lines, or an evidence bundle as ZIP; noted in the journal with who and what',
      body: wanted,
      answer: job,
      status: 202,
      problems: [404, 409, 429],
      needsKey: true,
    },
    (call) => {
      const { reader, response } = call;
      const about = call.body as ExportAsked; // exact optional fields, as the schema has them
      return once<z.input<typeof job>>(deps.keys, { ...call, status: 202 }, ['export', about], async () => {
        const scope = await scopeFor(deps, reader, about);
        if (scope === null) return { problem: problemOf('NOT_FOUND') };
        const begun = await deps.exports.start(reader.person, about, scope, async () => {
          for (const programme of scope.programmes) await deps.audit.noteExport(reader, programme, exportNoted(about));
        });
        if (begun === 'NOT_SIGNED') return refusal('WRONG_STATE', NOT_SIGNED);
        if (typeof begun === 'string') {
          response.setHeader('Retry-After', '60');
          return { problem: problemOf('TOO_MUCH', [BOUNDS[begun]]) };
        }
        const found = await deps.exports.find(reader.person, begun.id);
        return found === null ? { problem: problemOf('NOT_FOUND') } : shown(found);
      });
    },
  );
  oneRoutes(route, deps);
}

/** Of one that this person began. */
function oneRoutes(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/exports/:export',
      summary: 'How far one of my exports is',
      params,
      answer: job,
      status: 200,
      problems: [404],
    },
    async ({ reader, params: { export: id }, response }) => {
      const found = await deps.exports.find(reader.person, id);
      return found === null ? gone(response) : shown(found);
    },
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/audit/exports/:export/cancel',
      summary: 'End one of my exports that is under way, or drop the file of one that is ready; what is over stays as it is',
      params,
      body: z.strictObject({}),
      answer: job,
      status: 200,
      problems: [404],
    },
    async ({ reader, params: { export: id }, response }) => {
      await deps.exports.drop(reader.person, id);
      const found = await deps.exports.find(reader.person, id);
      return found === null ? gone(response) : shown(found);
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/exports/:export/file',
      heavy: true,
      summary: 'The file of one of my exports that is ready, while I may still read what it holds',
      params,
      answer: z.never(),
      file: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/jsonl', 'application/zip'],
      status: 200,
      problems: [404],
    },
    async ({ reader, params: { export: id }, response, reads }) => {
      const found = await deps.exports.find(reader.person, id);
      if (found?.state !== 'DONE' || !(await maySee(deps, reader, found))) return gone(response);
      await reads(found.programmes);
      await send(deps, response, found);
      return null;
    },
  );
}

function gone(response: Response): null {
  sendProblem(response, problemOf('NOT_FOUND'));
  return null;
}

/** What of the history it is about; null: nothing that they may ask for. A bundle holds journals and whole events. */
async function scopeFor(deps: ApiDeps, reader: Reader, about: ExportAsked): Promise<HistoryScope | null> {
  if (about.what === 'EVENTS') {
    const scope = await deps.audit.scopeOf(reader, about.query);
    return scope.programmes.length === 0 ? null : scope;
  }
  const programmes = await bundledProgrammes(deps, reader, about.of);
  return programmes.length === 0 ? null : { programmes, journals: programmes };
}

const bundledProgrammes = async (deps: ApiDeps, reader: Reader, named: BundleOf): Promise<readonly string[]> =>
  (await deps.audit.scopeOf(reader, named)).journals ?? [];

/** Whoever lost a role since they asked fetches nothing of it. */
async function maySee(deps: ApiDeps, reader: Reader, { about, programmes, journals }: ExportJob): Promise<boolean> {
  const now = await scopeFor(deps, reader, about);
  if (now === null) return false;
  const read = now.journals ?? now.programmes;
  return programmes.every((one) => now.programmes.includes(one)) && journals.every((one) => read.includes(one));
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/jsonl; charset=utf-8',
  bundle: 'application/zip',
};

async function send(deps: ApiDeps, response: Response, found: ExportJob): Promise<void> {
  response.setHeader('Content-Type', TYPES[exportNoted(found.about).format] ?? 'application/octet-stream');
  response.setHeader('Content-Disposition', `attachment; filename="${found.name}"`);
  response.setHeader('Content-Length', String(found.bytes));
  response.setHeader('X-Content-Type-Options', 'nosniff').setHeader('Cache-Control', 'no-store');
  // Gone on the way, or the reader went away: the connection breaks, so that half a file is not taken for a whole one.
  await pipeline(Readable.from(deps.exports.file(found)), response).catch((error: unknown) => {
    deps.log.error({ error: String(error) }, 'the file of an export ended early');
    response.destroy();
  });
}
