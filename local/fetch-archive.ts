/** Fetches an archive of programs and unpacks it. Shows that it goes on. */
import { spawnSync } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startProgress } from './progress.ts';

/** As Go's makers of programs name this machine: `linux`, `amd64`. */
export const PLATFORM = os.platform() === 'win32' ? 'windows' : os.platform();
export const ARCH = os.arch() === 'x64' ? 'amd64' : os.arch();

/** Error: it is not reached, not there, or cannot be unpacked. */
export async function fetchArchive(url: string, title: string, folder: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(120_000) }).catch((error: unknown) => {
    throw new Error(error instanceof Error && error.cause instanceof Error ? error.cause.message : 'not reached');
  });
  if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
  const total = Number(response.headers.get('content-length') ?? 100_000_000);
  const progress = startProgress(title, total);
  let done = 0;
  const archive = path.join(folder, PLATFORM === 'windows' ? 'archive.zip' : 'archive.tar.gz');
  const counted = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream); // the same stream, typed by two libraries
  counted.on('data', (chunk: Buffer) => {
    done += chunk.length;
    progress.update(done, `${Math.round(done / 1e6)} MB`);
  });
  await pipeline(counted, createWriteStream(archive));
  progress.end(`${Math.round(done / 1e6)} MB`);
  const unpacked = spawnSync('tar', ['-xf', archive, '-C', folder]);
  rmSync(archive, { force: true });
  if (unpacked.status !== 0) throw new Error('the archive could not be unpacked');
}
