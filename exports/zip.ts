/**
 * A bundle as one file, for whoever fetches it with a browser: the files of its folder in a ZIP, made piece by piece. The
 * command line writes the folder itself. Deliberately absent: reading one (cli/audit/unpacked.ts).
 */
import { setImmediate as turn } from 'node:timers/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { BundleSink } from '../proof/bundle.ts';

/** So much is packed in one go, in a few milliseconds; then others are served. */
const SLICE_BYTES = 262_144;
/** Documents are PDFs and photographs, which a second packing makes no smaller. */
const PACKED_ALREADY = /^documents\/|\.pdf$/;

export type ZipFile = { readonly sink: BundleSink; readonly end: () => Promise<void> };

/** `folder`: in which the files lie, so that unpacking it makes one. Errors: those of `out`. */
export function zipFile(folder: string, out: (chunk: Uint8Array) => Promise<void>): ZipFile {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  const flush = async (): Promise<void> => {
    for (const chunk of ready.splice(0)) await out(chunk);
  };
  return {
    sink(name) {
      const place = `${folder}/${name}`;
      const file = PACKED_ALREADY.test(name) ? new ZipPassThrough(place) : new ZipDeflate(place, { level: 6 });
      zip.add(file);
      return {
        async write(chunk) {
          const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
          for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
            file.push(bytes.subarray(at, at + SLICE_BYTES));
            await flush();
            await turn();
          }
        },
        async close() {
          file.push(new Uint8Array(), true);
          await flush();
        },
      };
    },
    async end() {
      zip.end();
      await flush();
    },
  };
}
