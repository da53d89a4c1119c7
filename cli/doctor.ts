/** `tuojian doctor`: each part that the service needs, as ok or with the way out. */
import os from 'node:os';
import { readSettings } from '../config/env.ts';
import type { Settings } from '../config/settings.ts';
import { countsInWords } from '../domain/aside.ts';
import { readRunNote } from '../local/orphans.ts';
import { isFree } from '../local/ports.ts';
import { powersOverRecord } from '../prisma/app-role.ts';
import { countAside } from '../prisma/aside.ts';
import { type Database, openDatabase } from '../prisma/database.ts';
import { latenessOf } from '../prisma/log/log.ts';
import { shippedMigrations } from '../prisma/migrate.ts';
import { readCalendar } from '../prisma/record/calendar.ts';
import { bad, type Finding, good, reason } from './doctor/finding.ts';
import { ownFiles, payloadKeyOf, sealKeyOf } from './doctor/keys.ts';
import { mailbox, smtp } from './doctor/post.ts';
import { temporal } from './doctor/temporal.ts';
import { allWeaknesses } from './production.ts';

export async function doctor(): Promise<void> {
  const settings = readSettings();
  const note = readRunNote(settings.dataDir);
  const { findings: atTemporal, keys } = await temporal(settings, note?.temporalAddress ?? null);
  const answering = await api(note?.apiUrl ?? (isExternal(settings) ? settings.publicUrl : null));
  const findings = [
    nodeVersion(),
    ...(await settingsOf(settings)),
    ownFiles(settings),
    ...(await postgres(settings.databaseUrl ?? note?.databaseUrl ?? null, settings)),
    ...atTemporal,
    sealKeyOf(settings, keys),
    payloadKeyOf(settings, keys),
    await smtp(settings, note?.smtpUrl ?? null),
    ...(await mailbox(settings)),
    await port(settings, note !== null || (isExternal(settings) && answering.ok)),
    answering,
  ];
  for (const { part, ok, says } of findings) process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${part.padEnd(11)} ${says}\n`);
  const failed = findings.filter(({ ok }) => !ok).length;
  process.stdout.write(`${JSON.stringify({ ok: failed === 0, checked: findings.length, failed })}\n`);
  if (failed > 0) process.exitCode = 1;
}

/** Parts of its own, as in production. */
const isExternal = ({ databaseUrl, temporal: { address } }: Settings): boolean => databaseUrl !== null && address !== null;

/** What `start`, `api` and `worker` would refuse, whether it is allowed or not. */
async function settingsOf(settings: Settings): Promise<readonly Finding[]> {
  const external = isExternal(settings);
  const weak = (await allWeaknesses(settings, { api: external, worker: external })).filter(({ name }) => name !== 'database-role'); // told beside the database
  return weak.length === 0
    ? [good('Settings', 'nothing weak')]
    : weak.map(({ name, says, wayOut }) => bad('Settings', settings.allow.includes(name) ? `${says} (allowed by TUOJIAN_ALLOW)` : says, wayOut));
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  return fits ? good('Node', `${process.version} on ${os.platform()} ${os.arch()}`) : bad('Node', process.version, 'install Node 20.19 or newer');
}

async function postgres(url: string | null, settings: Settings): Promise<readonly Finding[]> {
  if (url === null) return [good('PostgreSQL', `the embedded one starts with \`npm start\` (data in ${settings.dataDir})`)];
  const db = openDatabase(url);
  try {
    const version = await db.pool.query<{ server_version: string }>('SHOW server_version');
    const clock = await db.pool.query<{ now: Date }>('SELECT now()');
    const skewMs = Math.abs(Date.now() - (clock.rows[0]?.now.getTime() ?? 0));
    const applied = await db.pool.query<{ migration_name: string }>('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL');
    const missing = shippedMigrations().filter((name) => !applied.rows.some((row) => row.migration_name === name));
    const year = new Date().getFullYear();
    const calendar = await readCalendar(db.pool);
    return [
      good('PostgreSQL', version.rows[0]?.server_version ?? ''),
      missing.length === 0
        ? good('Schema', `${applied.rows.length} migrations applied`)
        : bad('Schema', `${missing.join(', ')} not applied`, 'run `npx tuojian migrate`'),
      calendar.years[year] === undefined
        ? bad('Calendar', `${year} is unknown`, 'run `npx tuojian calendar import FILE`')
        : good(
            'Calendar',
            `${Object.entries(calendar.years)
              .map(([y, status]) => (status === 'PROVISIONAL' ? `${y} (provisional)` : y))
              .join(', ')}`,
          ),
      ...(missing.length === 0 ? await keeping(db) : []),
      await roleOf(db),
      skewMs < 5_000 ? good('Clock', `${skewMs} ms from the database's`) : bad('Clock', `${skewMs} ms from the database's`, 'set both clocks by NTP'),
    ];
  } catch (error) {
    return [bad('PostgreSQL', reason(error), 'check DATABASE_URL, or run `npm start`; on a new database run `npx tuojian migrate`')];
  } finally {
    await db.close();
  }
}

/** Whether the record is signed in time, and nothing waits for a person. */
async function keeping(db: Database): Promise<readonly Finding[]> {
  const record = await latenessOf(db.pool);
  const aside = countsInWords(await countAside(db));
  return [
    record === 'ok'
      ? good('Record', 'every event of more than five minutes ago is signed')
      : bad('Record', `signed ${record}`, 'see that a worker runs and can read its keys, and what `npx tuojian aside list` says'),
    aside === 'ok' ? good('Set aside', 'nothing') : bad('Set aside', aside, '`npx tuojian aside list` says why'),
  ];
}

async function roleOf(db: Database): Promise<Finding> {
  const powers = await powersOverRecord(db.pool);
  if (powers.length === 0) return good('Role', 'only adds to the record');
  const more = powers.length > 3 ? ` and ${powers.length - 3} more` : '';
  return bad('Role', `${powers.slice(0, 3).join('; ')}${more}`, 'run `npx tuojian migrate --app-role tuojian_app` and sign in as that role');
}

async function port(settings: Settings, running: boolean): Promise<Finding> {
  if (running) return good('Port', `${settings.port} is ours`);
  return (await isFree(settings.port))
    ? good('Port', `${settings.port} is free`)
    : bad('Port', `${settings.port} is in use`, `choose another: TUOJIAN_PORT=${settings.port + 100}`);
}

async function api(url: string | null): Promise<Finding> {
  if (url === null) return good('API', 'not running (`npm start` runs it)');
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return response.ok ? good('API', url) : bad('API', `${url} is not ready (${response.status})`, 'see its log, or start it again');
  } catch (error) {
    return bad(
      'API',
      `${url} does not answer: ${reason(error)}`,
      'start it (`npx tuojian api`), and see that its proxy, certificate and name lead to it',
    );
  }
}
