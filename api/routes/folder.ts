/** The files of a project or of one case as one list, and a project's as a ZIP with its hashes. Deliberately absent: what a list says (domain/folder/list.ts), single files (files.ts). */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { CASE_KINDS } from '../../domain/cases.ts';
import {
  askedOf,
  FOLDER_ORDERS,
  FOLDER_PLACES,
  FOLDER_ZIP_MOST,
  type FolderFile,
  type FolderRow,
  folderOf,
  placeName,
} from '../../domain/folder/list.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Relation } from '../../domain/permission/relation.ts';
import type { Reader } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, refusal, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { after, cursorOf, NUMBER_PLACE } from '../schemas/cursor.ts';
import { lang, lineOf } from '../schemas/values.ts';
import { bilingual, id, limit, seen } from './cases.ts';
import { shownToReader } from './shown-files.ts';

const file = z
  .object({
    /** The case through which it is read: `construction/QH-01`. */
    stream: z.string(),
    of: bilingual,
    place: z.enum(FOLDER_PLACES),
    placeName: bilingual,
    sha256: z.string(),
    title: z.string(),
    /** The paper of its route that it is. */
    slot: z.string().nullable(),
    version: z.int(),
    versions: z.int(),
    mediaType: z.string(),
    size: z.int(),
    at: z.string(),
    person: z.string().nullable(),
    act: bilingual,
    /** Approvals that show it as well. */
    shownIn: z.array(z.string()).readonly(),
  })
  .meta({ id: 'FolderFile' });
const people = z.record(z.string(), z.object({ name: z.string(), nameEn: z.string(), unit: z.string() }));
const folder = z
  .object({
    items: z.array(file),
    people,
    /** How many there are with this filter, and how large they are together. */
    count: z.int(),
    bytes: z.int(),
    /** Stages in which there are files. */
    places: z.array(z.object({ place: z.enum(FOLDER_PLACES), name: bilingual, count: z.int() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'Folder' });
const asked = {
  text: lineOf(200).exactOptional(),
  place: z.enum(FOLDER_PLACES).exactOptional(),
  newest: z.literal('true').exactOptional(),
  order: z.enum(FOLDER_ORDERS).default('NEWEST'),
};
const query = z.strictObject({ ...asked, after: after(NUMBER_PLACE), limit });
const zipQuery = z.strictObject({ ...asked, order: z.enum(FOLDER_ORDERS).default('PLACE'), lang });

type Wanted = z.infer<typeof query>;
const filterOf = ({ text, place, newest, order }: Pick<Wanted, 'text' | 'place' | 'newest' | 'order'>) => ({
  ...(text === undefined ? {} : { text }),
  ...(place === undefined ? {} : { place }),
  newest: newest === 'true',
  order,
});

export function folderRoutes({ route }: RouteSet, deps: ApiDeps): void {
  for (const kind of CASE_KINDS)
    route(
      {
        ...nothing,
        method: 'get',
        path: `/api/v1/${kind}/:id/files`,
        whole: true,
        summary:
          kind === 'project'
            ? 'The files of a project, its stages and approvals that I may see: versions, by whom, when, by which act, hash'
            : `The files that this ${kind} refers to: versions, by whom, when, by which act, hash`,
        params: z.strictObject({ id }),
        query,
        answer: folder,
        status: 200,
        problems: [404],
      },
      async ({ params: { id: of }, reader, relation, query: wanted, request, response }) => {
        // A file whose hash was left out is none, and no list.
        if (request.path.endsWith('/')) {
          sendProblem(response, problemOf('NOT_FOUND'));
          return null;
        }
        const rows = await deps.folders.folderRows(kind === 'project' ? { project: of } : { stream: streamOf(kind, of) });
        return listed(deps, await readable(deps, rows, reader, relation), wanted);
      },
    );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/project/:id/files.zip',
      heavy: true,
      summary: 'The files of a project by stage as ZIP, with a list (CSV) and their SHA-256 (SHA256SUMS); noted in the journal',
      params: z.strictObject({ id }),
      query: zipQuery,
      answer: z.never(),
      file: ['application/zip'],
      status: 200,
      problems: [404, 409],
    },
    async (call) => {
      const { params, reader, relation, query: wanted, response } = call;
      const found = await seen(deps, call, 'project');
      if (found === null) return null;
      const files = askedOf(await readable(deps, await deps.folders.folderRows({ project: params.id }), reader, relation), filterOf(wanted));
      const bytes = files.reduce((sum, { size }) => sum + size, 0);
      if (bytes > FOLDER_ZIP_MOST.bytes || files.length > FOLDER_ZIP_MOST.files) {
        sendProblem(response, refusal('WRONG_STATE', TOO_LARGE).problem);
        return null;
      }
      await deps.audit.noteExport(reader, found.programme, { what: 'FOLDER', format: 'zip', query: `project=${params.id}` });
      const names = await deps.reading.findPeople([...new Set(files.flatMap(({ person }) => (person === null ? [] : [person])))]);
      const nameOf = (person: string): string => (wanted.lang === 'en' ? names.get(person)?.nameEn : names.get(person)?.name) ?? person;
      response.setHeader('Content-Type', 'application/zip');
      response.setHeader('Content-Disposition', `attachment; filename="${params.id}-files.zip"`);
      response.setHeader('X-Content-Type-Options', 'nosniff').setHeader('Cache-Control', 'no-store');
      const out = new PassThrough();
      const left = new AbortController();
      response.once('close', () => left.abort());
      const sent = pipeline(out, response);
      const write = async (chunk: Uint8Array): Promise<void> => {
        left.signal.throwIfAborted();
        if (!out.write(chunk)) await once(out, 'drain', { signal: left.signal });
      };
      // What breaks on the way breaks the connection, so that half a file is not taken for a whole one.
      await Promise.all([
        sent,
        deps.folders
          .writeZip({ name: `${params.id}-files`, files, lang: wanted.lang, nameOf, bytesOf: ({ sha256 }) => deps.folders.bytesOf(sha256) }, write)
          .then(() => out.end()),
      ]).catch((error: unknown) => {
        out.destroy();
        response.destroy();
        if (!left.signal.aborted) deps.log.error({ error: String(error) }, 'the folder of a project ended early');
        return sent.catch(() => undefined);
      });
      return null;
    },
  );
}

const TOO_LARGE = {
  zh: '文件夹超过 4 GB 或 60,000 个文件，请按阶段分别导出。',
  en: 'The folder is over 4 GB or 60,000 files; please export it stage by stage.',
};

async function readable(deps: ApiDeps, rows: readonly FolderRow[], reader: Reader, relation: Relation | null): Promise<readonly FolderFile[]> {
  const hiding = await deps.folders.hidingApprovals(
    [...new Set(rows.map(({ stream }) => stream))].filter((stream) => stream.startsWith('approval/')),
  );
  return folderOf(await shownToReader(deps, rows, hiding, reader, relation));
}

async function listed(deps: ApiDeps, files: readonly FolderFile[], wanted: Wanted): Promise<z.input<typeof folder>> {
  const found = askedOf(files, filterOf(wanted));
  const from = Number(wanted.after ?? 0);
  const items = found.slice(from, from + wanted.limit);
  const known = await deps.reading.findPeople([...new Set(items.flatMap(({ person }) => (person === null ? [] : [person])))]);
  return {
    items: items.map((one) => ({ ...one, placeName: placeName(one.place) })),
    people: Object.fromEntries([...known].map(([person, { name, nameEn, unit }]) => [person, { name, nameEn, unit }])),
    count: found.length,
    bytes: found.reduce((sum, { size }) => sum + size, 0),
    places: FOLDER_PLACES.flatMap((place) => {
      const count = files.filter((one) => one.place === place).length;
      return count === 0 ? [] : [{ place, name: placeName(place), count }];
    }),
    next: from + items.length < found.length ? cursorOf(String(from + items.length)) : null,
  };
}
