/** `tuojian doctor`: each part that the service needs, as ok or with the way out. */
import net from 'node:net';
import os from 'node:os';
import { readSettings } from '../config/env.ts';
import type { Settings } from '../config/settings.ts';
import { countsInWords } from '../domain/aside.ts';
import { readRunNote } from '../local/orphans.ts';
import { isFree } from '../local/ports.ts';
import { findTemporalCli } from '../local/temporal-cli.ts';
import { powersOverRecord } from '../prisma/app-role.ts';
import { countAside } from '../prisma/aside.ts';
import { readCalendar } from '../prisma/calendar.ts';
import { type Database, openDatabase } from '../prisma/database.ts';
import { latenessOf } from '../prisma/log.ts';
import { shippedMigrations } from '../prisma/migrate.ts';
import { hasKnownFaults, lookAtTemporal } from '../temporal/connect.ts';
import { allWeaknesses } from './production.ts';

type Finding = { readonly part: string; readonly ok: boolean; readonly says: string };
const good = (part: string, says: string): Finding => ({ part, ok: true, says });
const bad = (part: string, says: string, wayOut: string): Finding => ({ part, ok: false, says: `${says} → ${wayOut}` });
const reason = (error: unknown): string => (error instanceof Error ? (error.message.split('\n')[0] ?? '') || error.name : String(error));

export async function doctor(): Promise<void> {
  const settings = readSettings();
  const note = readRunNote(settings.dataDir);
  const findings = [
    nodeVersion(),
    ...(await settingsOf(settings)),
    ...(await postgres(settings.databaseUrl ?? note?.databaseUrl ?? null, settings)),
    await temporal(settings, note?.temporalAddress ?? null),
    await smtp(settings.smtpUrl ?? note?.smtpUrl ?? null),
    await port(settings, note !== null),
    await api(note?.apiUrl ?? null),
  ];
  for (const { part, ok, says } of findings) process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${part.padEnd(11)} ${says}\n`);
  const failed = findings.filter(({ ok }) => !ok).length;
  process.stdout.write(`${JSON.stringify({ ok: failed === 0, checked: findings.length, failed })}\n`);
  if (failed > 0) process.exitCode = 1;
}

/** What `start`, `api` and `worker` would refuse, whether it is allowed or not. */
async function settingsOf(settings: Settings): Promise<readonly Finding[]> {
  const external = settings.databaseUrl !== null && settings.temporal.address !== null;
  const weak = (await allWeaknesses(settings, { api: external, worker: external })).filter(({ name }) => name !== 'database-role'); // told beside the database
  return weak.length === 0 ? [good('Settings', 'nothing weak')] : weak.map(({ says, wayOut }) => bad('Settings', says, wayOut));
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

async function temporal(settings: Settings, noted: string | null): Promise<Finding> {
  const address = settings.temporal.address ?? noted;
  if (address !== null) {
    const { namespace, apiKey, tls } = settings.temporal;
    try {
      const { version } = await lookAtTemporal({ address, namespace, apiKey, tls }, 3_000);
      const known = settings.temporal.address === null && hasKnownFaults(version) ? '; embedded, with known faults: not for production' : '';
      return good('Temporal', `${version} at ${address}, namespace ${namespace}${known}`);
    } catch (error) {
      return bad(
        'Temporal',
        `${address} does not answer as namespace ${namespace}: ${reason(error)}`,
        'start it, or correct TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TLS, TEMPORAL_API_KEY',
      );
    }
  }
  try {
    return good(
      'Temporal',
      `${await findTemporalCli({ cliPath: settings.temporal.cliPath, cacheDir: settings.cacheDir })} starts with \`npm start\``,
    );
  } catch (error) {
    return bad('Temporal', reason(error), 'install the Temporal CLI, or set TEMPORAL_ADDRESS');
  }
}

async function smtp(url: string | null): Promise<Finding> {
  if (url === null) return good('SMTP', 'the mail catcher starts with `npm start`');
  const { hostname, port, protocol } = new URL(url);
  const number = Number(port) || (protocol === 'smtps:' ? 465 : 25);
  const banner = await new Promise<string>((resolve) => {
    const socket = net.connect({ host: hostname, port: number, timeout: 3_000 });
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      socket.end('QUIT\r\n');
    });
    socket.once('timeout', () => {
      resolve('');
      socket.destroy();
    });
    socket.once('error', () => resolve(''));
  });
  return banner.startsWith('220') || protocol === 'smtps:'
    ? good('SMTP', banner || `${hostname}:${number}`)
    : bad('SMTP', `no mail server answers at ${hostname}:${number}`, 'check SMTP_URL');
}

async function port(settings: Settings, running: boolean): Promise<Finding> {
  if (running) return good('Port', `${settings.port} is ours`);
  return (await isFree(settings.port))
    ? good('Port', `${settings.port} is free`)
    : bad('Port', `${settings.port} is in use`, `choose another: TUOJIAN_PORT=${settings.port + 100}`);
}

async function api(url: string | null): Promise<Finding> {
  if (url === null) return good('API', 'not running (`npm start` runs it)');
  const response = await fetch(`${url}/readyz`).catch(() => null);
  return response?.ok === true ? good('API', url) : bad('API', `${url} is not ready`, 'see its log, or start it again');
}
