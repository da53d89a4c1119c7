/** A PostgreSQL of a script's own, in a folder that goes away with it. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePortBlock } from '../../local/ports.ts';
import { startPostgres } from '../../local/postgres.ts';

export type FreshPostgres = { readonly url: string; readonly folder: string; stop(): Promise<void> };

export async function freshPostgres(name: string, flags: readonly string[] = []): Promise<FreshPostgres> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `tuojian-${name}-`));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres({ folder, port: await freePortBlock(1), flags });
  return {
    url: postgres.url,
    folder,
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
