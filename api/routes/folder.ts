/** The files of a project or of one case as one list, and a project's as a ZIP with its hashes. Deliberately absent: what a list says (domain/folder/list.ts), single files (files.ts). */
import { z } from 'zod';
import { CASE_KINDS } from '../../domain/cases.ts';
import {
  FOLDER_ORDERS,
  FOLDER_PLACES,
  FOLDER_ZIP_MOST,
  type FolderAsked,
  type FolderFile,
  type FolderPage,
  placeName,
} from '../../domain/folder/list.ts';
import { faultAt } from '../../domain/kernel/fault.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, refusal, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { after, cursorOf, FILE_PLACE, NOT_OF_LIST } from '../schemas/cursor.ts';
import { lang, lineOf } from '../schemas/values.ts';
import { sentPiecewise } from '../sent-piecewise.ts';
import { bilingual, id, limit, seen } from './cases.ts';
import { createShownFolders } from './shown-files.ts';

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
const query = z.strictObject({ ...asked, after: after(FILE_PLACE), limit });
const zipQuery = z.strictObject({ ...asked, order: z.enum(FOLDER_ORDERS).default('PLACE'), lang });

type Wanted = z.infer<typeof query>;
const askedBy = ({ text, place, newest, order }: Pick<Wanted, 'text' | 'place' | 'newest' | 'order'>): Omit<FolderAsked, 'limit'> => ({
  ...(text === undefined ? {} : { text }),
  ...(place === undefined ? {} : { place }),
  newest: newest === 'true',
  order,
});
const peopleOf = (files: readonly FolderFile[]): readonly string[] => [...new Set(files.flatMap(({ person }) => (person === null ? [] : [person])))];

export function folderRoutes({ route }: RouteSet, deps: ApiDeps): void {
  const shownFolder = createShownFolders(deps);
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
        const page = await shownFolder(kind === 'project' ? { project: of } : { stream: streamOf(kind, of) }, reader, relation, {
          ...askedBy(wanted),
          limit: wanted.limit,
          ...(wanted.after === undefined ? {} : { after: wanted.after }),
        });
        if (page !== null) return listed(deps, page);
        sendProblem(response, problemOf('WRONG_SHAPE', [faultAt('query.after', NOT_OF_LIST)]));
        return null;
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
      const folder = await shownFolder({ project: params.id }, reader, relation, { ...askedBy(wanted), limit: FOLDER_ZIP_MOST });
      if (folder === null || folder.more) {
        sendProblem(response, refusal('WRONG_STATE', TOO_MANY).problem);
        return null;
      }
      const { files } = folder;
      await deps.audit.noteExport(reader, found.programme, { what: 'FOLDER', format: 'zip', query: `project=${params.id}` });
      const names = await deps.reading.findPeople(peopleOf(files));
      const nameOf = (person: string): string => (wanted.lang === 'en' ? names.get(person)?.nameEn : names.get(person)?.name) ?? person;
      response.setHeader('Content-Type', 'application/zip');
      response.setHeader('Content-Disposition', `attachment; filename="${params.id}-files.zip"`);
      response.setHeader('X-Content-Type-Options', 'nosniff').setHeader('Cache-Control', 'no-store');
      const zip = {
        name: `${params.id}-files`,
        files,
        lang: wanted.lang,
        nameOf,
        bytesOf: ({ sha256 }: FolderFile) => deps.folders.piecesOf(sha256),
      };
      await sentPiecewise(response, (write) => deps.folders.writeZip(zip, write)).catch((error: unknown) => {
        if (!response.headersSent) throw error;
        deps.log.error({ error: String(error) }, 'the folder of a project ended early');
      });
      return null;
    },
  );
}

const TOO_MANY = {
  zh: `文件夹超过 ${FOLDER_ZIP_MOST} 个文件，请按阶段分别导出。`,
  en: `The folder holds more than ${FOLDER_ZIP_MOST} files; please export it stage by stage.`,
};

async function listed(deps: ApiDeps, { files, count, bytes, places, more }: FolderPage): Promise<z.input<typeof folder>> {
  const known = await deps.reading.findPeople(peopleOf(files));
  const last = files.at(-1);
  return {
    items: files.map((one) => ({ ...one, placeName: placeName(one.place) })),
    people: Object.fromEntries([...known].map(([person, { name, nameEn, unit }]) => [person, { name, nameEn, unit }])),
    count,
    bytes,
    places: [...places].map(([place, files]) => ({ place, name: placeName(place), count: files })),
    next: more && last !== undefined ? cursorOf(`${last.stream} ${last.sha256}`) : null,
  };
}
