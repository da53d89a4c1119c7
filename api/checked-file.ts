/**
 * A document as it may be kept: of a kind that is taken, and without a virus where a scanner is set. What was found is told to
 * whoever brought it and noted for the office, without the content. Deliberately absent: kinds (intake/document-file.ts), the scanner (documents/clamd.ts).
 */

import { streamOf } from '../domain/kernel/stream.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { DocumentFile } from '../domain/views.ts';
import { checkFile } from '../intake/document-file.ts';
import { commandIdOf } from './digest.ts';
import type { ApiDeps } from './ports.ts';

type Brought = { readonly name: string; readonly bytes: Buffer };
/** Who brings it, by which door; `programmes`: whose offices are told of a virus. */
type By = { readonly person: string; readonly door: 'api' | 'link'; readonly programmes: readonly string[] };
export type CheckedFile = { readonly file: DocumentFile } | { readonly faults: readonly Text[]; readonly away?: true };

const AWAY: Text = {
  zh: '病毒扫描暂时不可用，文件没有保存，请几分钟后重试',
  en: 'the virus scanner does not answer just now and the file was not kept; try again in some minutes',
};

export async function checkedFile(deps: Pick<ApiDeps, 'scanner' | 'keys' | 'log'>, { name, bytes }: Brought, by: By): Promise<CheckedFile> {
  const checked = await checkFile(name, bytes);
  if ('faults' in checked || deps.scanner === null) return checked;
  const scan = await deps.scanner.scan(checked.file.bytes);
  if (scan === 'CLEAN') return checked;
  if (scan === 'AWAY') {
    deps.log.error({ open: deps.scanner.open }, 'the virus scanner did not answer');
    return deps.scanner.open ? checked : { faults: [AWAY], away: true };
  }
  deps.log.error({ virus: scan.virus, person: by.person }, 'a document with a virus was refused');
  for (const programme of by.programmes) {
    const commandId = commandIdOf(`${by.person}\n${programme}\n${Date.now()}`);
    await deps.keys.noteRefusal({
      stream: streamOf('programme', programme),
      commandType: 'HandInFile',
      commandId,
      person: by.person,
      door: by.door,
      code: 'VIRUS_FOUND',
    });
  }
  return { faults: [{ zh: `文件含有病毒（${scan.virus}），没有保存`, en: `the file holds a virus (${scan.virus}) and was not kept` }] };
}
