/**
 * The database as its owner, for what concerns all of it: by DATABASE_URL, by the note of a service that runs, or, where the
 * service stands still, by its embedded PostgreSQL alone. Deliberately absent: what is done there.
 */
import { whereIsTheService } from './connect.ts';
import { warn } from './output.ts';

/** `mayMake`: the embedded one is made where there is none yet. Error: SetupError. */
export async function withOwnerDatabase<T>(work: (url: string) => Promise<T>, mayMake = false): Promise<T> {
  const { readSettings } = await import('../config/env.ts');
  const { readRunNote } = await import('../local/orphans.ts');
  const { holdsPostgres, withPostgresAlone } = await import('../local/postgres-alone.ts');
  const { isAlive } = await import('../local/processes.ts');
  const { databaseUrl, dataDir } = readSettings();
  const note = readRunNote(dataDir);
  const standsStill = databaseUrl === null && (note === null || !isAlive(note.pid));
  if (standsStill && (mayMake || holdsPostgres(dataDir))) return withPostgresAlone(dataDir, warn, work);
  return work((await whereIsTheService()).ownerUrl);
}

/** Whatever is to be done at the end is done on Ctrl-C too. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      warn('Ended before it was done.');
      process.exit(1);
    });
}
