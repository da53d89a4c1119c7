/**
 * A project's folder as a ZIP, made while it is sent: the files by stage, a list that Excel opens, and the hashes as
 * `sha256sum -c` reads them. A piece of one file at a time is in memory; what is not as it was handed in ends the whole. Deliberately absent: who may have it, the list (domain/folder/list.ts).
 */
import { createHash } from 'node:crypto';
import { type FolderZip, placeName } from '../domain/folder/list.ts';
import { pathsOf } from '../domain/folder/names.ts';
import { tableFile } from '../sheets/table.ts';
import { zipFile } from './zip.ts';

/** A file whose bytes are not those of its hash, or not here. */
export class FolderDamaged extends Error {}

/** What is packed already is not packed again; the others are PDFs and photographs for the most part. */
export async function writeFolder({ name, files, lang, nameOf, bytesOf }: FolderZip, out: (chunk: Uint8Array) => Promise<void>): Promise<void> {
  const zip = zipFile(name, out);
  const paths = pathsOf(files, lang);
  for (const [nth, file] of files.entries()) {
    const hash = createHash('sha256');
    // Before anything is written of it: where the first cannot be read, nothing was sent, and an answer can say so.
    const pieces = (await bytesOf(file)) ?? [];
    const entry = zip.sink(`documents/${paths[nth]}`);
    for await (const piece of pieces) {
      hash.update(piece);
      await entry.write(piece);
    }
    if (hash.digest('hex') !== file.sha256) throw new FolderDamaged(`${file.stream} ${file.sha256} is not here as it was handed in`);
    await entry.close();
  }
  await whole(zip.sink('SHA256SUMS'), [Buffer.from(files.map(({ sha256 }, nth) => `${sha256}  documents/${paths[nth]}\n`).join(''))]);
  await whole(zip.sink(lang === 'en' ? 'list.csv' : '目录.csv'), tableFile('csv', { head: HEAD[lang === 'en' ? 'en' : 'zh'], pages: pages() }));
  await zip.end();

  async function* pages() {
    const key = lang === 'en' ? 'en' : 'zh';
    yield files.map((file, nth) => [
      `documents/${paths[nth]}`,
      file.title,
      `${file.version}/${file.versions}`,
      placeName(file.place)[key],
      file.of[key],
      file.act[key],
      file.person === null ? '' : nameOf(file.person),
      file.at,
      file.mediaType,
      file.size,
      file.sha256,
    ]);
  }
}

const HEAD = {
  zh: ['文件', '名称', '版本', '阶段', '事项', '行为', '提交人', '时间', '类型', '字节', 'SHA-256'],
  en: ['File', 'Title', 'Version', 'Stage', 'Case', 'Act', 'By', 'At', 'Type', 'Bytes', 'SHA-256'],
} as const;

async function whole(entry: ReturnType<ReturnType<typeof zipFile>['sink']>, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) await entry.write(chunk);
  await entry.close();
}
