/**
 * How a command reaches the service's parts: by settings, or by the note of a stack running on the same data folder. What
 * speaks to them is loaded when it is asked for, so that a command can be declared without it.
 */
import { existsSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import type { Settings } from '../config/settings.ts';
import { readRunNote } from '../local/orphans.ts';
import { SetupError } from '../local/setup-error.ts';
import type { Database } from '../prisma/database.ts';
import type { CaseGateway } from '../temporal/case-gateway.ts';
import type { Payloads } from '../temporal/payload-codec.ts';

export type Connected = {
  readonly settings: Settings;
  readonly databaseUrl: string;
  /** Of the role that owns the schema. */
  readonly ownerUrl: string;
  readonly temporalAddress: string | null;
  readonly smtpUrl: string | null;
  readonly apiUrl: string;
  readonly outboxUrl: string | null;
};

/** Error: SetupError when there is neither a setting nor a running stack. */
export async function whereIsTheService(): Promise<Connected> {
  const { readSettings } = await import('../config/env.ts');
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
    ownerUrl: settings.databaseUrl ?? note?.ownerUrl ?? databaseUrl,
    temporalAddress: settings.temporal.address ?? note?.temporalAddress ?? null,
    smtpUrl: settings.smtpUrl ?? note?.smtpUrl ?? null,
    apiUrl: note?.apiUrl ?? settings.publicUrl,
    outboxUrl: note?.outboxUrl ?? null,
  };
}

export async function withDatabase<T>(work: (db: Database, where: Connected) => Promise<T>): Promise<T> {
  const where = await whereIsTheService();
  const { openDatabase } = await import('../prisma/database.ts');
  const { documentStores } = await import('../documents/stores.ts');
  const db = openDatabase(where.databaseUrl, { documents: documentStores(where.settings.documents) });
  try {
    return await work(db, where);
  } finally {
    await db.close();
  }
}

/** Error: SetupError when there is no key to encrypt with, and it may not be clear. */
async function payloadsOf({ payloadKey, allow }: Settings): Promise<Payloads> {
  const { payloadsBy } = await import('../temporal/payload-codec.ts');
  const mayBeClear = allow.includes('clear-payloads');
  if (!existsSync(payloadKey) && !mayBeClear)
    throw new SetupError(
      `There is no payload key at ${payloadKey}, so what cases hold could not be read, and what is sent would stand readable in Temporal.`,
      "Set TUOJIAN_PAYLOAD_KEY to the file that the API and the worker use, or TUOJIAN_DATA_DIR to the service's data folder.",
    );
  return payloadsBy(payloadKey, mayBeClear);
}

/** Error: SetupError when no Temporal server is known, a key is missing, or nothing answers there. */
export async function withTemporal<T>(
  { temporalAddress, settings }: Connected,
  work: (client: Client, payloads: Payloads) => Promise<T>,
): Promise<T> {
  if (temporalAddress === null) throw new SetupError('No Temporal server is known.', 'Run `npm start` in another terminal, or set TEMPORAL_ADDRESS.');
  const { withTemporalAt } = await import('../temporal/connect.ts');
  const payloads = await payloadsOf(settings);
  const server = { ...settings.temporal, address: temporalAddress };
  let reached = false;
  try {
    return await withTemporalAt({ ...server, payloads }, (client) => {
      reached = true;
      return work(client, payloads);
    });
  } catch (error) {
    if (reached) throw error;
    const { whyUnreachable } = await import('../temporal/unreachable.ts');
    const why = await whyUnreachable(server, 3_000);
    const said = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${why?.says ?? `Temporal at ${temporalAddress} does not answer: ${said}`}.`, why?.wayOut ?? 'Try it again.');
  }
}

/** Asks cases as the API does. Error: SetupError when there is no key to seal with. */
export async function withGateway<T>(where: Connected, work: (gateway: CaseGateway) => Promise<T>): Promise<T> {
  const { sealKey } = where.settings;
  if (!existsSync(sealKey))
    throw new SetupError(
      `There is no seal key at ${sealKey}, so the worker would refuse what is asked.`,
      "Set TUOJIAN_SEAL_KEY to the file that the API and the worker use, or TUOJIAN_DATA_DIR to the service's data folder.",
    );
  const { createCaseGateway } = await import('../temporal/gateway.ts');
  const { sealerFrom } = await import('../temporal/seal.ts');
  const { createLog } = await import('../worker/service-log.ts');
  return withTemporal(where, (client) =>
    work(createCaseGateway({ client, sealer: sealerFrom(sealKey), log: createLog('error'), deadlineMs: 20_000 })),
  );
}
