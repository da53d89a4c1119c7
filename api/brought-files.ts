/**
 * What an import brings in one request: files as a browser sends them (multipart/form-data, fields `files` and `samePeople`),
 * or programme.json alone as JSON. Read only when asked for: whoever may not import cannot make us hold them.
 */
import type { Request, Response } from 'express';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import { SURVEY_FILE_MAX_BYTES } from '../intake/survey-file.ts';
import { uploadedBytes } from './upload-body.ts';

/** Of one file, and of a whole request. */
const FILES_MAX_BYTES = 2 * SURVEY_FILE_MAX_BYTES;
const FILES_MAX = 50;
const JSON_NAME = 'programme.json';

export type BroughtFiles = { readonly files: ReadonlyMap<string, Uint8Array>; readonly samePeople: readonly string[] };

const NO_FORM: Text = {
  zh: '须为表单 multipart/form-data，文件放在 files 字段',
  en: 'must be a form, multipart/form-data, with the files in its field "files"',
};
const NO_FILES: Text = {
  zh: '须有文件：programme.json，以及其中写明的问卷文件',
  en: 'must hold files: programme.json, and the survey files that it names',
};

/** `faults`: it is no such form, or names a file twice. Error: body-parser's, where it is too large. */
export async function readBroughtFiles(
  request: Request,
  response: Response,
  json: unknown,
): Promise<BroughtFiles | { readonly faults: readonly Text[] }> {
  if (request.is('application/json') !== false) return { files: new Map([[JSON_NAME, Buffer.from(JSON.stringify(json))]]), samePeople: [] };
  if (request.is('multipart/form-data') === false) return { faults: [faultAt('(whole)', NO_FORM)] };
  const bytes = await uploadedBytes(request, response, FILES_MAX_BYTES);
  const form = await new globalThis.Response(new Uint8Array(bytes), { headers: { 'content-type': request.headers['content-type'] ?? '' } })
    .formData()
    .catch(() => null);
  if (form === null) return { faults: [faultAt('(whole)', NO_FORM)] };
  const brought = form.getAll('files').filter((entry) => typeof entry !== 'string');
  if (brought.length === 0) return { faults: [faultAt('files', NO_FILES)] };
  if (brought.length > FILES_MAX) return { faults: [faultAt('files', { zh: `不得多于 ${FILES_MAX} 个`, en: `must be at most ${FILES_MAX}` })] };
  const files = new Map<string, Uint8Array>();
  const faults: Text[] = [];
  for (const file of brought) {
    const name = nameOf(file.name, brought);
    if (files.has(name)) faults.push(faultAt('files', { zh: `文件名不得重复：${name}`, en: `must hold each name once; ${name} appears twice` }));
    files.set(name, new Uint8Array(await file.arrayBuffer()));
  }
  const samePeople = form.getAll('samePeople').filter((entry) => typeof entry === 'string');
  return faults.length > 0 ? { faults } : { files, samePeople };
}

/** The one JSON file is the programme, whatever it was saved as; folders are left out. */
function nameOf(name: string, all: readonly { readonly name: string }[]): string {
  const plain = name.split(/[/\\]/).at(-1) ?? '';
  const isJson = (one: string): boolean => /\.json$/i.test(one);
  return isJson(plain) && all.filter((file) => isJson(file.name)).length === 1 ? JSON_NAME : plain;
}
