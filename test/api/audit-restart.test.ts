/** An older backup is put back: what the operator does then, and what every auditor sees from then on. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { type AuditClerk, openAuditClerk } from '../../jobs/audit-clerk.ts';
import { LogKeys } from '../../log/keys.ts';
import { outsideOf } from '../../log/outside.ts';
import { rotateKey } from '../../log/signer.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { openExample } from '../../scripts/record/example.ts';
import type { RecordPlay } from '../../scripts/record/play.ts';
import { hasPython } from '../../scripts/tamper/suite.ts';
import { tuojian } from '../setup/command.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-restart-'));
const keys = path.join(folder, 'keys');
const file = path.join(folder, 'outside', 'checkpoints.txt');
const alarms: string[] = [];
const last = (out: string) => JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
const office = { person: 'xu-jianing', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] } as const;
let url: string;
let restored: string;
let lost = 0;

const clerkOf = (database: Database): AuditClerk =>
  openAuditClerk({
    database,
    folder: keys,
    origin: 'tuojian/restart-test',
    outside: outsideOf({ keys, name: null, file, mail: null }, null),
    onAlarm: ({ code }) => void alarms.push(code),
    // What fails is thrown by `catchUp` as well.
    onFault: () => undefined,
  });
const signOnce = async (db: Database): Promise<void> => {
  const clerk = clerkOf(db);
  await clerk.catchUp().finally(() => clerk.stop());
};
const cancel = (play: RecordPlay, code: string) => play.send(`project/${code}`, { type: 'Cancel', reason: '规划调整' } as AnyCommand, office);
const run = (args: readonly string[], database = restored) =>
  tuojian(args, 'song-wei', { DATABASE_URL: database, TUOJIAN_LOG_KEYS: keys, TUOJIAN_CHECKPOINT_FILE: file });
const restart = (...more: string[]) => run(['audit', 'restart', '--reason', '磁盘损坏，经主任批准恢复昨日备份', '--by', 'song-wei', ...more]);

beforeAll(async () => {
  url = await freshDatabase('before_loss');
  restored = await freshDatabase('after_restore');
  await migrate(url);
  let db = openDatabase(url);
  const { play, programme } = await openExample(db, 'L');
  const codes = programme.file.projects.map(({ profile }) => profile.code);
  await cancel(play, codes[0] ?? '');
  await signOnce(db);
  await db.close();
  // The backup, then a day of work, a new key among it.
  const admin = new pg.Client({ connectionString: url.replace('/before_loss', '/postgres') });
  await admin.connect();
  await admin.query('DROP DATABASE after_restore');
  await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'before_loss'");
  await admin.query('CREATE DATABASE after_restore TEMPLATE before_loss');
  await admin.end();
  db = openDatabase(url);
  const later = (await openExample(db, 'M')).play;
  await signOnce(db);
  const held = LogKeys.open(keys);
  if (held !== null) await rotateKey(db, held, new Date().toISOString());
  await cancel(later, 'M-03');
  await signOnce(db);
  await db.close();
  expect(alarms).toEqual([]);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('after an older backup was put back', () => {
  it('nothing is signed any more, and an alarm says why, in the journal too', async () => {
    const db = openDatabase(restored);
    await signOnce(db);
    await expect.poll(() => db.prisma.event.count({ where: { type: 'AlarmRaised' } }), { timeout: 10_000 }).toBe(1);
    await db.close();
    expect(alarms).toContain('LOG_CUT');
    expect(last((await run(['audit', 'check', '--no-search'])).out)).toMatchObject({ ok: false, codes: expect.arrayContaining(['LOG_CUT']) });
  }, 60_000);

  it('the alarm comes although nothing can be noted in a journal', async () => {
    alarms.length = 0;
    const db = openDatabase(restored);
    await db.pool.query('ALTER TABLE reading RENAME TO reading_gone');
    await expect(signOnce(db)).rejects.toThrow(/reading/);
    expect(alarms).toContain('LOG_CUT');
    await db.pool.query('ALTER TABLE reading_gone RENAME TO reading');
    await db.close();
  }, 60_000);

  it('a restart says what would be lost, and declares nothing without that number', async () => {
    for (const more of [[], ['--confirm', '1']]) {
      const asked = await restart(...more);
      expect(asked).toMatchObject({ code: 1, err: expect.stringMatching(/newer backup[\s\S]*--confirm \d+/) });
      lost = Number(/--confirm (\d+)/.exec(asked.err)?.[1]);
    }
    expect(lost).toBeGreaterThan(5);
    expect((await run(['audit', 'restart', '--reason', 'x', '--by', 'song-wei'])).err).toContain('one line of 5 to 500 characters');
    const whole = await run(['audit', 'restart', '--reason', '没有丢失任何内容', '--by', 'song-wei'], url);
    expect(whole).toMatchObject({ code: 0, out: expect.stringContaining('nothing is lost') });
  }, 60_000);

  it('a record that was changed is not helped by it', async () => {
    const client = new pg.Client({ connectionString: restored });
    await client.connect();
    const change = async (from: string, to: string): Promise<void> => {
      await client.query("SET session_replication_role = 'replica'");
      await client.query("UPDATE event SET body = replace(body, $1, $2) WHERE type = 'ProjectRegistered'", [from, to]);
    };
    await change('"places"', '"plates"');
    expect(await restart('--confirm', String(lost))).toMatchObject({ code: 1, err: expect.stringContaining('not sound') });
    await change('"plates"', '"places"');
    await client.end();
  }, 60_000);

  it('declared, the log goes on, and every verification tells of the loss: ours and the second one', async () => {
    const declared = await restart('--confirm', String(lost));
    expect(declared).toMatchObject({ code: 0, err: '' });
    expect(declared.out).toContain('tuojian-log-restart/1');
    expect(readdirSync(path.dirname(file)).filter((name) => name.startsWith('leaves-until-'))).toHaveLength(1);
    const db = openDatabase(restored);
    const { play } = await openExample(db, 'N');
    for (const code of ['N-02', 'N-03', 'N-04', 'N-05', 'N-06']) await cancel(play, code);
    alarms.length = 0;
    await signOnce(db);
    expect(alarms).toEqual([]);
    await db.close();

    const checked = await run(['audit', 'check', '--outside', file]);
    expect(checked.out).toContain(`the log's key declared ${lost} events lost`);
    expect(checked.out).toContain('经主任批准恢复昨日备份');
    expect(last(checked.out)).toMatchObject({ ok: true, restarts: 1, faults: 0, unsigned: 0 });

    const bundle = path.join(folder, 'bundle');
    expect(await run(['audit', 'export', bundle, '--by', 'song-wei'])).toMatchObject({ code: 0 });
    const key = (await run(['audit', 'key'])).out.trim().split('\n')[0] ?? '';
    expect(last((await run(['audit', 'verify', bundle, '--key', key, '--outside', file])).out)).toMatchObject({ ok: true, restarts: 1 });
    if (hasPython()) {
      const second = spawnSync('python3', ['test/verifier/verify.py', bundle, '--key', key, '--outside', file], { encoding: 'utf8' });
      expect(last(second.stdout)).toMatchObject({ ok: true });
    }
    expect(await restart()).toMatchObject({ code: 0, out: expect.stringContaining('nothing is lost') });
  }, 120_000);
});
