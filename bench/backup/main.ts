/**
 * Part `backup` of `npm run bench`: how long a backup takes, and how long nobody can work after everything was lost but the
 * backup: put back into an empty folder, verified, and the service started on it (`--events N --projects N --play SECONDS`).
 * By the commands that an operator types, on the embedded PostgreSQL as it is set. Deliberately absent: load meanwhile, and
 * whether what was promised is there (test/trouble/backup.test.ts).
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { freshPostgres } from '../../scripts/record/fresh-postgres.ts';
import { atMost, holds, tell } from '../figure.ts';
import { growRecord } from '../grown-record.ts';
import { type Env, OwnCommand, ownFolder, removeFolder, startProcess } from '../own-process.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    projects: { type: 'string', default: '2000' },
    play: { type: 'string', default: '20' },
  },
});
const [events, projects, playSeconds] = [values.events, values.projects, values.play].map(Number) as [number, number, number];
/** Promise P8: of a million events. */
const BACK_AGAIN_SECONDS = 900;
const say = (line: string): void => console.log(`  ${line}`);

type Ran = { readonly seconds: number; readonly last: Readonly<Record<string, unknown>> };
/** Error: it ended otherwise than well, with what it said. */
async function ran(args: readonly string[], env: Env): Promise<Ran> {
  const from = performance.now();
  const command = new OwnCommand(args, { TEMPORAL_ADDRESS: '', SMTP_URL: '', ...env });
  await command.done();
  const seconds = (performance.now() - from) / 1_000;
  say(`tuojian ${args[0]}: ${seconds.toFixed(1)} s`);
  return { seconds, last: JSON.parse(command.said.trim().split('\n').at(-1) ?? '{}') as Ran['last'] }; // the line for programs
}

console.log(`托建 bench, backup: ${events} events`);
const server = await freshPostgres('bench-backup');
const [copy, restored] = [ownFolder('copy'), ownFolder('restored')];
try {
  const { db, url, keys } = await growRecord(server, { name: 'big', events, projects, playSeconds, say });
  const { rows } = await db.pool.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
  await db.close();
  const where = path.join(copy, 'backup.tar');
  const backup = await ran(['backup', where], { DATABASE_URL: url, TUOJIAN_DATA_DIR: copy, TUOJIAN_LOG_KEYS: keys });
  // Whoever lost the machine has nothing else.
  await server.stop();
  const back = await ran(['restore', where], { DATABASE_URL: '', TUOJIAN_DATA_DIR: restored });
  const service = await startProcess(restored);
  const { startSeconds } = service;
  say(`ready ${startSeconds.toFixed(1)} s after it was started`);
  await service.stop();
  const megabytes = (bytes: unknown): number => Number(bytes) / 1_048_576;
  const n = events.toLocaleString('en');
  tell(
    {
      part: 'backup',
      note: { zh: `${n} 个事件，${projects} 个项目`, en: `${n} events, ${projects} projects` },
      figures: [
        atMost('backupSeconds', 's', backup.seconds, null, '备份', 'a backup'),
        atMost('backupMb', 'MB', megabytes(backup.last.bytes), null, '备份的大小', 'its size'),
        atMost('databaseMb', 'MB', megabytes(rows[0]?.bytes), null, '数据库的大小', 'the size of the database'),
        atMost('restoreSeconds', 's', back.seconds, null, '恢复并验证', 'put back and verified'),
        atMost(
          'backAgainSeconds',
          's',
          back.seconds + startSeconds,
          BACK_AGAIN_SECONDS,
          '从只剩备份到服务就绪（RTO）',
          'from nothing but the backup until the service is ready (RTO)',
        ),
        holds(
          'allThere',
          back.last.ok === true && back.last.events === backup.last.events && back.last.lost === 0,
          '全部事件都在，且已验证',
          'every event is there, and verified',
        ),
      ],
    },
    { events: back.last.events, startSeconds },
  );
} finally {
  await server.stop();
  for (const folder of [copy, restored]) removeFolder(folder);
}
