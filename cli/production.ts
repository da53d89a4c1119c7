/** Refuses what nobody should run in production with, unless it is allowed by name (docs/adr/0032). */
import { existsSync } from 'node:fs';
import type { Settings } from '../config/settings.ts';
import { type Outside, type Weakness, weaknessesIn } from '../config/weaknesses.ts';
import { SetupError } from '../local/setup-error.ts';
import { powersOverRecord } from '../prisma/app-role.ts';
import { openDatabase } from '../prisma/database.ts';
import { hasKnownFaults, lookAtTemporal } from '../temporal/connect.ts';
import { addSealKey } from '../temporal/seal-keys.ts';

/** A role that could change what was recorded. What does not answer now is not judged: it is tried again anyway. */
async function weakRole(databaseUrl: string | null): Promise<readonly Weakness[]> {
  if (databaseUrl === null) return [];
  const db = openDatabase(databaseUrl, { poolSize: 1 });
  const powers = await powersOverRecord(db.pool).catch(() => []);
  await db.close();
  if (powers.length === 0) return [];
  const says = `The sign-in of DATABASE_URL can change the record: ${powers.slice(0, 3).join('; ')}${powers.length > 3 ? ' …' : ''}.`;
  const wayOut = 'Run `npx tuojian migrate --app-role tuojian_app`, give that role a password, and use it in DATABASE_URL.';
  return [{ name: 'database-role', says, wayOut }];
}

async function oldTemporal({ temporal }: Settings): Promise<readonly Weakness[]> {
  const { address, namespace, apiKey, tls } = temporal;
  if (address === null) return [];
  const found = await lookAtTemporal({ address, namespace, apiKey, tls }, 3_000).catch(() => null);
  if (found === null || !hasKnownFaults(found.version)) return [];
  const says = `Temporal ${found.version} at ${address} has known security faults.`;
  return [{ name: 'temporal-version', says, wayOut: 'Run 1.29.5 or newer, or 1.30.3 or newer of that line.' }];
}

/** Everything that is weak, whether it is allowed or not. */
export const allWeaknesses = async (settings: Settings, outside: Outside): Promise<readonly Weakness[]> => [
  ...weaknessesIn(settings, outside),
  ...(await weakRole(settings.databaseUrl)),
  ...(await oldTemporal(settings)),
];

/** Error: SetupError that names every weakness with its way out. */
export async function mustBeStrong(settings: Settings, outside: Outside): Promise<void> {
  const weak = (await allWeaknesses(settings, outside)).filter(({ name }) => !settings.allow.includes(name));
  // The schema's owner brings it up to date at the start of a whole stack; there the role is told by `doctor`.
  const refused = outside.api || outside.worker ? weak : weak.filter(({ name }) => name !== 'database-role');
  if (refused.length > 0)
    throw new SetupError(
      `These settings are too weak to start with:\n${refused.map(({ name, says, wayOut }) => `  ${name}: ${says}\n    → ${wayOut}`).join('\n')}`,
      `Correct them; or, if you know why, set TUOJIAN_ALLOW=${refused.map(({ name }) => name).join(',')}.`,
    );
  if (!existsSync(settings.sealKey)) addSealKey(settings.sealKey, new Date().toISOString());
}
