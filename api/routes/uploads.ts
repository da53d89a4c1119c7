/**
 * A document handed in by pieces, and carried on where a lost connection stopped it: begun, each piece, then the file as
 * POST /files would have taken it, with the same checks (docs/adr/0016). Deliberately absent: what a file may be (document-file.ts).
 */
import type { Response } from 'express';
import { z } from 'zod';
import type { Reader } from '../../domain/views.ts';
import { FILE_MAX_BYTES, faultsOfName } from '../../intake/document-file.ts';
import { createAtOnce } from '../at-once.ts';
import { checkedFile } from '../checked-file.ts';
import { mayKeep } from '../lying-limits.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { asked, digits, lineOf, said, whole } from '../schemas/values.ts';
import { uploadedBytes } from '../upload-body.ts';

/** A piece that a slow line carries well within a request's time. */
const PIECE_BYTES = 512 * 1_024;
const PIECE_MAX_BYTES = 2 * 1_024 * 1_024;

const upload = z.string().regex(/^[0-9a-f-]{36}$/, said('须为上传编号', 'must be the id of an upload'));
const file = z.object({ title: z.string(), sha256: z.string(), mediaType: z.string(), size: z.int() });
const state = z
  .object({
    upload: z.string(),
    size: z.int(),
    /** So many bytes are here: the next piece begins there. */
    received: z.int(),
    /** As large as the next piece should be. */
    piece: z.int(),
    expiresAt: z.string(),
    /** Once it is whole. */
    file: file.nullable(),
  })
  .meta({ id: 'Upload' });
/** Files put together and looked at, up to 20 MB each: a few at a time, the others in turn. */
const JOINING = { each: 2, all: 4, line: 8 } as const;
const TOO_MANY = { zh: '同时上传的文件过多，请先完成或等待一天', en: 'must be fewer uploads under way; finish some, or wait a day' };

export function uploadRoutes({ route }: RouteSet, deps: ApiDeps): void {
  const joining = createAtOnce(JOINING);
  route(
    {
      method: 'post',
      path: '/api/v1/uploads',
      summary: 'Begin to hand in a document by pieces, which can be carried on after a lost connection',
      params: z.strictObject({}),
      query: z.strictObject({}),
      body: z.strictObject({
        name: asked(lineOf(200)),
        size: whole
          .min(1, said('不得为空文件', 'must not be an empty file'))
          .max(FILE_MAX_BYTES, said('文件不得超过 20 MB', 'must be at most 20 MB')),
      }),
      answer: state,
      status: 201,
      problems: [429],
    },
    async ({ reader, body, response }) => {
      // Said before it is sent: twenty megabytes over a slow line are not for nothing.
      const wrong = faultsOfName(body.name);
      if (wrong.length > 0) {
        sendProblem(response, problemOf('WRONG_SHAPE', wrong));
        return null;
      }
      if (!(await mayKeep(deps, reader.person, ['files', 'bytes'], response))) return null;
      const begun = await deps.uploads.beginUpload(reader.person, body.name, body.size);
      if (begun !== null) return shownOf(begun);
      response.setHeader('Retry-After', '3600');
      sendProblem(response, problemOf('TOO_MUCH', [TOO_MANY]));
      return null;
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/uploads/:upload',
      summary: 'How much of it is here, and where the next piece begins',
      params: z.strictObject({ upload }),
      answer: state,
      status: 200,
      problems: [404],
    },
    async ({ reader, params, response }) => {
      const found = await deps.uploads.findUpload(reader.person, params.upload);
      if (found !== null) return shownOf(found);
      sendProblem(response, problemOf('NOT_FOUND'));
      return null;
    },
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/uploads/:upload',
      piece: true,
      summary: 'The next piece as it is, from `at` on; with the last one the document is checked and kept as by POST /api/v1/files',
      params: z.strictObject({ upload }),
      query: z.strictObject({ at: digits(0, FILE_MAX_BYTES) }),
      upload: true,
      answer: state,
      status: 200,
      problems: [404, 503],
    },
    async ({ reader, params, query, request, response }) => {
      const before = await deps.uploads.findUpload(reader.person, params.upload);
      if (before === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      const bytes = await uploadedBytes(request, response, PIECE_MAX_BYTES);
      // A piece that came twice, or beside its place: it is told where to go on, and nothing counts twice.
      if (bytes.length > 0 && query.at === before.received) await deps.uploads.addPiece(reader.person, before.id, query.at, bytes);
      const now = (await deps.uploads.findUpload(reader.person, before.id)) ?? before;
      if (now.made !== null || now.received < now.size) return shownOf(now);
      const leave = await joining.inTurn(reader.person);
      // Every piece is here: whoever asks again is told of the file.
      if (leave === null) return shownOf(now);
      try {
        return await joined(deps, reader, now, response);
      } finally {
        leave();
      }
    },
  );
  removeRoute(route, deps);
}

function removeRoute(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/uploads/:upload/remove',
      summary: 'Give up an upload that is not whole; of one that is nothing changes',
      params: z.strictObject({ upload }),
      answer: z.object({ upload: z.string() }),
      status: 200,
      problems: [404],
    },
    async ({ reader, params, response }) => {
      const found = await deps.uploads.findUpload(reader.person, params.upload);
      if (found === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      if (found.made === null) await deps.uploads.endUpload(reader.person, found.id, null);
      return { upload: found.id };
    },
  );
}

/** The file that its pieces are, checked and kept; null: it was answered that it is none. */
async function joined(deps: ApiDeps, { person, roles }: Reader, whole: Found, response: Response): Promise<z.input<typeof state> | null> {
  const all = await deps.uploads.bytesOfUpload(person, whole.id);
  if (all === null) return shownOf((await deps.uploads.findUpload(person, whole.id)) ?? whole);
  const checked = await checkedFile(deps, { name: whole.name, bytes: all }, { person, door: 'api', programmes: Object.keys(roles) });
  if ('faults' in checked) {
    // While nobody can look at it, it stays as it is here: the last piece, sent again, joins it.
    if (checked.away === true) {
      sendProblem(response, problemOf('SCANNER_AWAY', checked.faults));
      return null;
    }
    await deps.uploads.endUpload(person, whole.id, null);
    sendProblem(response, problemOf('WRONG_SHAPE', checked.faults));
    return null;
  }
  const { mediaType } = checked.file;
  const sha256 = await deps.files.storeFile(checked.file, person);
  await deps.uploads.endUpload(person, whole.id, { sha256, mediaType });
  return shownOf({ ...whole, made: { sha256, mediaType } });
}

type Found = NonNullable<Awaited<ReturnType<ApiDeps['uploads']['findUpload']>>>;
const shownOf = ({ id, name, size, received, expiresAt, made }: Found): z.input<typeof state> => ({
  upload: id,
  size,
  received,
  piece: PIECE_BYTES,
  expiresAt,
  file: made === null ? null : { title: name, ...made, size },
});
