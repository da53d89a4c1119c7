/**
 * A bundle or a folder as one file, for whoever fetches it with a browser: a ZIP, made piece by piece, with its 64-bit form where
 * it grows above 4 GB or 65,535 files. The command line writes the folder itself. Deliberately absent: reading one (cli/audit/unpacked.ts).
 */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ZipFile as Zip } from 'yazl';
import type { BundleSink } from '../proof/bundle.ts';

/** Documents are PDFs and photographs, which a second packing makes no smaller. */
const PACKED_ALREADY = /^documents\/|\.pdf$/;

/** One after the other: a sink is closed before the next is asked for. */
export type ZipFile = { readonly sink: BundleSink; readonly end: () => Promise<void> };

/** `folder`: in which the files lie, so that unpacking it makes one. Errors: those of `out`. */
export function zipFile(folder: string, out: (chunk: Uint8Array) => Promise<void>): ZipFile {
  const zip = new Zip();
  const broken = new AbortController();
  zip.once('error', (error: unknown) => broken.abort(error));
  // Read while it is written, so that nothing gathers here; whoever writes waits for whoever takes.
  const taken = (async () => {
    for await (const chunk of zip.outputStream) await out(chunk as Buffer); // a stream of bytes
  })();
  taken.catch((error: unknown) => broken.abort(error));
  const { signal } = broken;
  /** Rejects with why it broke, and not that it did. */
  const unlessBroken = <T>(waits: Promise<T>): Promise<T> =>
    waits.catch((error: unknown) => {
      throw signal.aborted ? signal.reason : error;
    });
  return {
    sink(name) {
      const bytes = new PassThrough();
      zip.addReadStream(bytes, `${folder}/${name}`, { compress: !PACKED_ALREADY.test(name) });
      return {
        async write(chunk) {
          signal.throwIfAborted();
          if (!bytes.write(chunk)) await unlessBroken(once(bytes, 'drain', { signal }));
        },
        async close() {
          bytes.end();
          await unlessBroken(once(bytes, 'close', { signal }));
        },
      };
    },
    async end() {
      zip.end();
      await taken;
    },
  };
}
