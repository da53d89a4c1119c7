/** What may be handed in as a document: told by its first bytes, never by what a browser says of it (T16). Deliberately absent: how it is given out (api/document-file.ts). */
import { fileTypeFromBuffer } from 'file-type';
import { DOCUMENT_ENDINGS } from '../domain/kernel/document-types.ts';
import type { Text } from '../domain/kernel/values.ts';
import { faultOfLine, showsNothing } from '../domain/text/check.ts';
import type { DocumentFile } from '../domain/views.ts';

/** One file; most application files of a county are scans under 10 MB. Limit of this product. */
export const FILE_MAX_BYTES = 20 * 1_024 * 1_024;
export const MEDIA_TYPES: readonly string[] = Object.keys(DOCUMENT_ENDINGS);

/** Kinds of which a picture can be made. */
export const isShown = (mediaType: string): boolean => MEDIA_TYPES.includes(mediaType);

/** For the file dialogue of a browser. */
export const FILE_ENDINGS = Object.values(DOCUMENT_ENDINGS)
  .flat()
  .map((ending) => `.${ending}`);

async function mediaTypeOf(bytes: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found?.mime === 'application/zip' && bytes.includes('OFD.xml')) return 'application/ofd';
  return found !== undefined && found.mime in DOCUMENT_ENDINGS ? found.mime : null;
}

/** A ZIP's last record, or a PDF's or a page's first words, where this kind of file has none. */
function isTwoThings(mediaType: string, bytes: Buffer): boolean {
  const isZip = mediaType.startsWith('application/vnd.') || mediaType === 'application/ofd';
  const head = bytes.subarray(0, 1_024).toString('latin1');
  if (mediaType !== 'application/pdf' && head.includes('%PDF-')) return true;
  if (!isZip && /<(?:html|script|svg|!doctype)/i.test(head)) return true;
  return !isZip && endsAsZip(bytes);
}

/** The end record of a ZIP stands so near the end that its comment reaches exactly to it. */
function endsAsZip(bytes: Buffer): boolean {
  const at = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  return at >= 0 && at + 22 <= bytes.length && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length;
}

const NAME_MAX = 120;
/** A file system anywhere takes it, and nobody is led to another place by it. */
const PLAIN = /^[^/\\:*?"<>|]+$/;

function faultsOfPlainName(name: string): Text[] {
  const faults: Text[] = [];
  const unclear = faultOfLine(name);
  if (unclear !== null) faults.push({ zh: `文件名${unclear.zh}`, en: `the name ${unclear.en}` });
  else if (!PLAIN.test(name) || name.length > NAME_MAX || name.startsWith('.') || showsNothing(name)) {
    const en = 'the name is no plain file name of at most 120 characters (without / \\ : * ? " < > | and control characters)';
    faults.push({ zh: '文件名须为不超过 120 字的普通文件名（不含 / \\ : * ? " < > | 和控制字符）', en });
  }
  return faults;
}
const endingOf = (name: string): string => name.split('.').at(-1)?.toLowerCase() ?? '';

/** What is wrong with a name alone, before any of the file is here. It is shown to people and never becomes a path here. */
export function faultsOfName(name: string): readonly Text[] {
  const kinds = FILE_ENDINGS.join(' ');
  const known = FILE_ENDINGS.includes(`.${endingOf(name)}`);
  return [...faultsOfPlainName(name), ...(known ? [] : [{ zh: `文件名须以 ${kinds} 之一结尾`, en: `the name must end in one of ${kinds}` }])];
}

/** The file as it may be kept, or every fault of it. */
export async function checkFile(name: string, bytes: Buffer): Promise<{ readonly file: DocumentFile } | { readonly faults: readonly Text[] }> {
  const faults = faultsOfPlainName(name);
  const megabytes = FILE_MAX_BYTES / 1_048_576;
  if (bytes.length === 0) faults.push({ zh: '文件为空', en: 'the file is empty' });
  if (bytes.length > FILE_MAX_BYTES) faults.push({ zh: `文件超过 ${megabytes} MB`, en: `the file is larger than ${megabytes} MB` });
  const mediaType = bytes.length === 0 ? null : await mediaTypeOf(bytes);
  const kinds = FILE_ENDINGS.join(' ');
  if (mediaType === null && bytes.length > 0) faults.push({ zh: `文件内容不是 ${kinds} 之一`, en: `the file is by its content none of ${kinds}` });
  if (mediaType !== null && isTwoThings(mediaType, bytes)) {
    faults.push({
      zh: '文件同时是另一种格式（多态文件），可能有害，请重新导出后再上传',
      en: 'the file is two formats at once (a polyglot) and may do harm; please export it again',
    });
  }
  const endings: readonly string[] = mediaType === null ? [] : DOCUMENT_ENDINGS[mediaType as keyof typeof DOCUMENT_ENDINGS]; // one of them, or no media type was found
  const ending = endingOf(name);
  if (mediaType !== null && !endings.includes(ending)) {
    faults.push({
      zh: `文件名以 .${ending} 结尾，内容却是 ${endings[0]}`,
      en: `the name ends in .${ending}, but the content is a ${endings[0]}`,
    });
  }
  return mediaType === null || faults.length > 0 ? { faults } : { file: { name, mediaType, bytes } };
}
