/**
 * What the files of a folder are called when it is unpacked: names that Windows and macOS take, each once in its folder
 * whatever the case of its letters. Pure. Deliberately absent: which files there are (list.ts).
 */
import { endedAs } from '../kernel/document-types.ts';
import type { Locale } from '../kernel/locale.ts';
import { FOLDER_PLACES, type FolderFile, placeName } from './list.ts';

/** Of a name with its ending; a path stays below the 260 signs of Windows. */
const MOST = 100;
/** Names that Windows keeps for itself, with any ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a name may not hold
const UNFIT = /[<>:"/\\|?*\u0000-\u001f\u007f]/g;

function endingOf(title: string): string {
  const at = title.lastIndexOf('.');
  return at > 0 && title.length - at <= 6 ? title.slice(at) : '';
}

/** As a file system anywhere takes it. */
export function safeName(title: string): string {
  const plain = title
    .normalize('NFC')
    .replace(UNFIT, '_')
    .trim()
    .replace(/[. ]+$/, '')
    .replace(/^\.+/, '_');
  const named = plain === '' ? '_' : RESERVED.test(plain) ? `_${plain}` : plain;
  const ending = endingOf(named);
  return (
    Array.from(named.slice(0, named.length - ending.length))
      .slice(0, MOST - ending.length)
      .join('')
      .trimEnd() + ending
  );
}

const withMark = (name: string, mark: string): string => {
  const ending = endingOf(name);
  return `${name.slice(0, name.length - ending.length)}${mark}${ending}`;
};

/** `01 需求调研/报告.pdf`; an older one of several says which. One for one with `files`. */
export function pathsOf(files: readonly FolderFile[], lang: Locale): readonly string[] {
  const key = lang === 'en' ? 'en' : 'zh';
  const taken = new Set<string>();
  return files.map((file) => {
    const number = String(FOLDER_PLACES.indexOf(file.place)).padStart(2, '0');
    const folder = `${number} ${safeName(placeName(file.place)[key])}`;
    const old =
      file.version < file.versions
        ? lang === 'en'
          ? ` (version ${file.version} of ${file.versions})`
          : `（第${file.version}版，共${file.versions}版）`
        : '';
    const name = withMark(safeName(endedAs(file.title, file.mediaType)), old);
    for (let nth = 1; ; nth += 1) {
      const path = `${folder}/${nth === 1 ? name : withMark(name, ` (${nth})`)}`;
      if (taken.has(path.toLowerCase())) continue;
      taken.add(path.toLowerCase());
      return path;
    }
  });
}
