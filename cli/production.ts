/** Refuses what nobody should run in production with, unless it is allowed by name (docs/adr/0032). */
import { existsSync } from 'node:fs';
import type { Settings } from '../config/settings.ts';
import { type Outside, type Weakness, weaknessesIn } from '../config/weaknesses.ts';
import { SetupError } from '../local/setup-error.ts';
import { addKey } from '../temporal/key-file.ts';

/** Null: it does not answer now. */
type Judged = readonly Weakness[] | null;

/** A role that could change what was recorded. */
async function weakRole({ databaseUrl }: Settings): Promise<Judged> {
  if (databaseUrl === null) return [];
  const { powersOverRecord } = await import('../prisma/app-role.ts');
  const { openDatabase } = await import('../prisma/database.ts');
  const db = openDatabase(databaseUrl, { poolSize: 1 });
  const powers = await powersOverRecord(db).catch(() => null);
  await db.close();
  if (powers === null || powers.length === 0) return powers === null ? null : [];
  const says = `The sign-in of DATABASE_URL can change the record: ${powers.slice(0, 3).join('; ')}${powers.length > 3 ? ' …' : ''}.`;
  const wayOut = 'Run `npx tuojian migrate --app-role tuojian_app`, give that role a password, and use it in DATABASE_URL.';
  return [{ name: 'database-role', says, wayOut }];
}

async function oldTemporal({ temporal }: Settings): Promise<Judged> {
  const { address } = temporal;
  if (address === null) return [];
  const { hasKnownFaults, lookAtTemporal } = await import('../temporal/connect.ts');
  const found = await lookAtTemporal({ ...temporal, address }, ANSWER_MS).catch(() => null);
  if (found === null || !hasKnownFaults(found.version)) return found === null ? null : [];
  const says = `Temporal ${found.version} at ${address} has known security faults.`;
  return [{ name: 'temporal-version', says, wayOut: 'Run 1.29.5 or newer, or 1.30.3 or newer of that line.' }];
}

const ANSWER_MS = 3_000;

/** Error: SetupError where it will not answer by itself, however long one waits. */
async function mustBeAble({ temporal }: Settings): Promise<void> {
  const { address } = temporal;
  const { whyUnreachable } = await import('../temporal/unreachable.ts');
  const why = address === null ? null : await whyUnreachable({ ...temporal, address }, ANSWER_MS);
  if (why?.lasting === true) throw new SetupError(`${why.says}.`, why.wayOut);
}

type Look = (settings: Settings) => Promise<Judged>;
const OF_SERVERS: readonly Look[] = [weakRole, oldTemporal];

/** What these looks found, and those to which no server answered. */
async function judge(settings: Settings, looks: readonly Look[]): Promise<{ readonly weak: readonly Weakness[]; readonly open: readonly Look[] }> {
  const found = await Promise.all(looks.map(async (look) => ({ look, weak: await look(settings) })));
  return { weak: found.flatMap(({ weak }) => weak ?? []), open: found.flatMap(({ look, weak }) => (weak === null ? [look] : [])) };
}

/** Everything that is weak, whether it is allowed or not; of a server that does not answer nothing is known. */
export const allWeaknesses = async (settings: Settings, outside: Outside): Promise<readonly Weakness[]> => [
  ...weaknessesIn(settings, outside),
  ...(await judge(settings, OF_SERVERS)).weak,
];

const notAllowed = ({ allow }: Settings, weak: readonly Weakness[]): readonly Weakness[] => weak.filter(({ name }) => !allow.includes(name));

const AGAIN_MS = 5_000;

/**
 * For a part that started while PostgreSQL or Temporal did not answer: takes the looks that `mustBeStrong` left open until
 * none is. `onWeak` is told once, as `mustBeStrong` would have said it.
 */
export function judgeLater(settings: Settings, open: readonly Look[], onWeak: (refused: SetupError) => void): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const lookAgain = (looks: readonly Look[]): void => {
    if (looks.length > 0) timer = setTimeout(() => void look(looks), AGAIN_MS).unref();
  };
  const look = async (looks: readonly Look[]): Promise<void> => {
    const judged = await judge(settings, looks);
    if (stopped) return;
    const weak = notAllowed(settings, judged.weak);
    if (weak.length > 0) onWeak(refusalOf(weak));
    else lookAgain(judged.open);
  };
  lookAgain(open);
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const refusalOf = (refused: readonly Weakness[]): SetupError =>
  new SetupError(
    `These settings are too weak to start with:\n${refused.map(({ name, says, wayOut }) => `  ${name}: ${says}\n    → ${wayOut}`).join('\n')}`,
    `Correct them; or, if you know why, set TUOJIAN_ALLOW=${refused.map(({ name }) => name).join(',')}.`,
  );

/**
 * Gives the looks to which no server answered (`judgeLater`). Error: SetupError that names every weakness with its way out, or
 * why Temporal takes nothing from here.
 */
export async function mustBeStrong(settings: Settings, outside: Outside): Promise<readonly Look[]> {
  const judged = await judge(settings, OF_SERVERS);
  if (judged.open.includes(oldTemporal)) await mustBeAble(settings);
  const weak = notAllowed(settings, [...weaknessesIn(settings, outside), ...judged.weak]);
  // The schema's owner brings it up to date at the start of a whole stack; there the role is told by `doctor`.
  const refused = outside.api || outside.worker ? weak : weak.filter(({ name }) => name !== 'database-role');
  if (refused.length > 0) throw refusalOf(refused);
  if (!existsSync(settings.sealKey)) addKey(settings.sealKey, new Date().toISOString());
  return judged.open;
}
