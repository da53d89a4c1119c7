/** Documents: handed in by themselves, referred to by SHA-256 in a command, read again through the case that refers to them. */
import { z } from 'zod';
import { CASE_KINDS } from '../../domain/cases.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { FILE_MAX_BYTES, MEDIA_TYPES } from '../../intake/document-file.ts';
import { checkedFile } from '../checked-file.ts';
import { sendFile } from '../document-file.ts';
import { mayKeep } from '../lying-limits.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { asked, lineOf, sha256 } from '../schemas/values.ts';
import { uploadedBytes } from '../upload-body.ts';
import { id, seen } from './cases.ts';

export function fileRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/files',
      heavy: true,
      summary: 'Hand in a document as it is; refer to it in a command by the sha256 that is answered',
      query: z.strictObject({ name: asked(lineOf(200)) }),
      upload: true,
      answer: z.object({ title: z.string(), sha256: z.string(), mediaType: z.string(), size: z.int() }),
      status: 201,
      problems: [503],
    },
    async ({ reader, query, request, response }) => {
      if (!(await mayKeep(deps, reader.person, ['files', 'bytes'], response))) return null;
      const brought = { name: query.name, bytes: await uploadedBytes(request, response, FILE_MAX_BYTES) };
      const checked = await checkedFile(deps, brought, { person: reader.person, door: 'api', programmes: Object.keys(reader.roles) });
      if ('faults' in checked) {
        sendProblem(response, problemOf(checked.away === true ? 'SCANNER_AWAY' : 'WRONG_SHAPE', checked.faults));
        return null;
      }
      const { name, mediaType, bytes } = checked.file;
      return { title: name, sha256: await deps.files.storeFile(checked.file, reader.person), mediaType, size: bytes.length };
    },
  );
  for (const kind of CASE_KINDS) {
    route(
      {
        ...nothing,
        method: 'get',
        path: `/api/v1/${kind}/:id/files/:sha256`,
        whole: true,
        summary: `A document that this ${kind} refers to`,
        params: z.strictObject({ id, sha256 }),
        answer: z.never(),
        file: MEDIA_TYPES,
        status: 200,
        problems: [404],
      },
      async (asked) => {
        const found = await seen(deps, asked, kind);
        if (found === null) return null;
        const file = await deps.files.findFile(found.stream, asked.params.sha256);
        if (file === null) sendProblem(asked.response, problemOf('NOT_FOUND'));
        else sendFile(asked.response, file);
        return null;
      },
    );
    route(
      {
        ...nothing,
        method: 'get',
        path: `/api/v1/${kind}/:id/files/:sha256/preview`,
        whole: true,
        summary: `A picture of the first page of a document that this ${kind} refers to`,
        params: z.strictObject({ id, sha256 }),
        answer: z.never(),
        file: ['image/jpeg'],
        status: 200,
        problems: [404],
      },
      async (asked) => {
        const found = await seen(deps, asked, kind);
        if (found === null) return null;
        const file = await deps.files.findFile(found.stream, asked.params.sha256);
        const picture = file === null ? null : await deps.previews.preview(file, asked.params.sha256, asked.reader.person);
        if (picture === null) {
          sendProblem(asked.response, problemOf('NOT_FOUND', file === null ? undefined : [NO_PICTURE]));
          return null;
        }
        asked.response.setHeader('Cache-Control', 'private, max-age=600');
        asked.response.type(picture.mediaType).send(Buffer.from(picture.bytes));
        return null;
      },
    );
  }
}

const NO_PICTURE: Text = { zh: '该文件画不出预览，请下载后打开', en: 'no picture can be made of this document; download it to open it' };
