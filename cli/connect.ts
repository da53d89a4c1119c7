/** How a command reaches the service's parts: by settings, or by the note of a stack running on the same data folder. */
import { readSettings, type Settings } from '../config/env.ts';
import { readRunNote } from '../local/orphans.ts';
import { SetupError } from '../local/setup-error.ts';
import { type Database, openDatabase } from '../prisma/database.ts';

export type Connected = {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly temporalAddress: string | null;
  readonly smtpUrl: string | null;
  readonly apiUrl: string;
  readonly outboxUrl: string | null;
};

/** Error: SetupError when there is neither a setting nor a running stack. */
export function whereIsTheService(): Connected {
  const settings = readSettings();
  const note = readRunNote(settings.dataDir);
  const databaseUrl = settings.databaseUrl ?? note?.databaseUrl;
  if (databaseUrl === undefined) {
    throw new SetupError(
      `No service is running on ${settings.dataDir}, and DATABASE_URL is not set.`,
      'Run `npm start` in another terminal first, or set DATABASE_URL and TEMPORAL_ADDRESS.',
    );
  }
  return {
    settings,
    databaseUrl,
    temporalAddress: settings.temporal.address ?? note?.temporalAddress ?? null,
    smtpUrl: settings.smtpUrl ?? note?.smtpUrl ?? null,
    apiUrl: note?.apiUrl ?? settings.publicUrl,
    outboxUrl: note?.outboxUrl ?? null,
  };
}

export async function withDatabase<T>(work: (db: Database, where: Connected) => Promise<T>): Promise<T> {
  const where = whereIsTheService();
  const db = openDatabase(where.databaseUrl);
  try {
    return await work(db, where);
  } finally {
    await db.close();
  }
}
