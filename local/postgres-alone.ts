/**
 * The embedded PostgreSQL of a data folder without the rest of the service, for what is done to it while that stands still.
 * Deliberately absent: a service that runs, whose database is reached as it says (orphans.ts).
 */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { leaveFolder, noteChild, takeFolder } from './orphans.ts';
import { freePortBlock } from './ports.ts';
import { startPostgres } from './postgres.ts';

/** Whether there is a database in this folder. */
export const holdsPostgres = (dataDir: string): boolean => existsSync(path.join(dataDir, 'postgres', 'PG_VERSION'));

/** Whether an embedded Temporal has worked in it: a file that knows cases. */
export const holdsTemporal = (dataDir: string): boolean => existsSync(path.join(dataDir, 'temporal.db'));

/** `work` is given the URL of the role that owns the schema. Error: SetupError when a service runs on the folder. */
export async function withPostgresAlone<T>(dataDir: string, say: (line: string) => void, work: (url: string) => Promise<T>): Promise<T> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await takeFolder(dataDir, dataDir, say);
  try {
    let kill = (): void => undefined;
    const end = (): void => kill();
    // Also when somebody ends us.
    process.once('exit', end);
    const onSpawn = (pid: number, killIt: () => void): void => {
      kill = killIt;
      noteChild(dataDir, pid);
    };
    const server = await startPostgres({ folder: dataDir, port: await freePortBlock(1), onSpawn });
    try {
      return await work(server.url);
    } finally {
      await server.stop();
      process.off('exit', end);
    }
  } finally {
    leaveFolder(dataDir);
  }
}
