/** A backup of a database that is being written to, and what a restore makes of it and of what is no whole backup. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysBack, namedKeys, writeKeys } from '../../backup/keys.ts';
import { makeBackup } from '../../backup/make.ts';
import { type Manifest, manifestText } from '../../backup/manifest.ts';
import { openStored } from '../../backup/pieces.ts';
import { openBackup } from '../../backup/read.ts';
import { lookAt, restore } from '../../backup/restore.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { openAuditClerk } from '../../jobs/audit-clerk.ts';
import { SetupError } from '../../local/setup-error.ts';
import { LogKeys } from '../../log/keys.ts';
import { outsideOf } from '../../log/outside.ts';
import { GRANTS } from '../../prisma/app-role.ts';
import { LEFT_OUT } from '../../prisma/backup/snapshot.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { takeIn } from '../../prisma/log/log.ts';
import { migrate, shippedMigrations } from '../../prisma/migrate.ts';
import { rebuild } from '../../prisma/record/rebuild.ts';
import { checkSearch, rebuildOlderSearch } from '../../prisma/search/search-rebuild.ts';
import { fillStanding } from '../../prisma/upgrade.ts';
import { parseVerifierKey } from '../../proof/note.ts';
import { openExample } from '../../scripts/record/example.ts';
import { addKey } from '../../temporal/key-file.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const NO_STORES = { keeps: null, at: () => null };
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-backup-'));
const at = (name: string): string => path.join(folder, name);
const keysFolder = at('log-keys');
const checkpoints = at('outside/checkpoints.txt');
const office = { person: 'xu-jianing', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] } as const;
const places = { sealKey: at('seal.json'), payloadKey: at('payload.json'), signInKey: at('sign-in.json'), logKeys: keysFolder };
let url: string;
let db: Database;

const make = (where: string, of = url): Promise<Awaited<ReturnType<typeof makeBackup>>> =>
  makeBackup({
    url: of,
    where,
    release: '0.0.0',
    keys: namedKeys(places),
    logKeys: LogKeys.open(keysFolder)?.publicKeys ?? [],
    onProgress: () => undefined,
  });
async function put(where: string, name: string): Promise<string> {
  const to = await freshDatabase(name);
  const backup = openBackup(where);
  await restore(to, backup, () => undefined).finally(() => backup.close());
  return to;
}
const looked = (of: string, manifest: Manifest, known: readonly string[] = []) =>
  lookAt({
    documents: NO_STORES,
    url: of,
    manifest,
    keys: manifest.logKeys.slice(0, 1).flatMap((key) => parseVerifierKey(key) ?? []),
    outside: [],
    known,
    progress: () => undefined,
  });
/** Each row of each table, in an order of its own. */
async function contentOf(database: Database): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = Object.keys(GRANTS).filter((table) => !LEFT_OUT.includes(table));
  const rows = await Promise.all(
    tables.map(async (table) => {
      const found = await database.pool.query<{ row: string }>(`SELECT t::text AS row FROM "${table}" t ORDER BY 1`);
      return [table, found.rows.map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(rows);
}
const saidBy = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (fault: unknown) => fault,
  );
  expect(error).toBeInstanceOf(SetupError);
  return error instanceof Error ? error.message : '';
};
const signOnce = async (): Promise<void> => {
  const clerk = openAuditClerk({
    database: db,
    folder: keysFolder,
    origin: 'tuojian/backup-test',
    outside: outsideOf({ keys: keysFolder, name: null, file: checkpoints, mail: null }, null),
    onAlarm: ({ code }) => expect(code).toBeNull(),
    onFault: () => undefined,
  });
  await clerk.catchUp().finally(() => clerk.stop());
};

beforeAll(async () => {
  url = await freshDatabase('backup_source');
  await migrate(url);
  db = openDatabase(url);
  // As every start does.
  await fillStanding(db);
  await rebuildOlderSearch(db);
  const { play, programme } = await openExample(db, 'B');
  await play.send(`project/${programme.file.projects[0]?.profile.code}`, { type: 'Cancel', reason: '规划调整' } as AnyCommand, office);
  // What a text format must bring back as it was: every kind of sign, bytes, lists, nothing.
  await db.pool.query(
    `INSERT INTO document_file (sha256, name, media_type, size, bytes, uploaded_by, uploaded_at) VALUES ('x', E'a\\tb\\nc\\\\d\\r"托建"', 'x', 3, '\\x000aff', 'x', now())`,
  );
  await signOnce();
  addKey(places.sealKey, new Date().toISOString());
}, 120_000);
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup that is made while people work', () => {
  it('holds one moment: chains are whole, read tables are what the events give, and each event has its place or waits for it', async () => {
    let [working, rounds] = [true, 0];
    const write = async (letter: string): Promise<void> => {
      for (let n = 0; working; n += 1) {
        const { play, programme } = await openExample(db, `${letter}${n}`);
        for (const { profile } of programme.file.projects)
          if (working) await play.send(`project/${profile.code}`, { type: 'Cancel', reason: '规划调整' } as AnyCommand, office);
        rounds += 1;
      }
    };
    const take = async (): Promise<void> => {
      while (working) await takeIn(db);
    };
    const before = await db.prisma.event.count();
    const writing = [write('C'), write('D'), take()];
    while (rounds < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    const copies = [await make(at('under-load')), await make(at('under-load.tar'))];
    working = false;
    await Promise.all(writing);
    const after = await db.prisma.event.count();
    for (const [nth, { manifest, faults }] of copies.entries()) {
      expect(faults).toEqual([]);
      expect(manifest.record.events).toBeGreaterThan(before);
      expect(manifest.record.events).toBeLessThan(after);
      const to = await put(at(nth === 0 ? 'under-load' : 'under-load.tar'), `backup_loaded_${nth}`);
      const restored = openDatabase(to);
      expect(await rebuild(restored, { apply: false })).toMatchObject({ events: manifest.record.events, chainOk: true, differences: [] });
      expect(await looked(to, manifest)).toMatchObject({ events: manifest.record.events, faults: [], otherwise: [] });
      // What waited goes on as it would have, and new events come after those that are there.
      while ((await takeIn(restored)).length > 0);
      expect(await checkSearch(restored)).toEqual([]);
      await openExample(restored, 'Z');
      expect(await rebuild(restored, { apply: false })).toMatchObject({ chainOk: true, differences: [] });
      await restored.close();
    }
  }, 180_000);
});

describe('a restore into an empty database', () => {
  it('gives the same rows in every table, by a folder and by a file, and a record that verifies', async () => {
    await signOnce();
    for (const where of [at('quiet'), at('quiet.tar')]) {
      const { manifest } = await make(where);
      const to = await put(where, `backup_${where.endsWith('tar') ? 'file' : 'folder'}`);
      const restored = openDatabase(to);
      const [here, there] = [await contentOf(db), await contentOf(restored)];
      expect(Object.keys(here).filter((table) => here[table]?.join('\n') !== there[table]?.join('\n'))).toEqual([]);
      expect(here.document_file).toHaveLength(1);
      expect(await looked(to, manifest, [checkpoints])).toMatchObject({
        events: manifest.record.events,
        signed: manifest.record.events,
        faults: [],
        otherwise: [],
        since: [{ lost: [], unnamed: 0, otherwise: [] }],
      });
      const triggers = await restored.pool.query(`SELECT 1 FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'`);
      expect(triggers.rowCount).toBe(0);
      await expect(restored.pool.query('DELETE FROM event')).rejects.toThrow();
      await restored.close();
    }
    expect(statSync(at('quiet')).mode & 0o077).toBe(0);
    expect(statSync(at('quiet.tar')).mode & 0o077).toBe(0);
  }, 120_000);

  it('brings a backup of an older release to this one', async () => {
    const older = await freshDatabase('backup_older');
    const [newest, before] = shippedMigrations().reverse();
    await migrate(older, before);
    const old = openDatabase(older);
    await old.pool.query(`INSERT INTO salt (name, value) VALUES ('x', 'kept')`);
    await old.close();
    const { manifest } = await make(at('older'), older);
    expect(manifest.migrations.at(-1)).toBe(before);
    const to = await freshDatabase('backup_older_restored');
    const backup = openBackup(at('older'));
    expect(await restore(to, backup, () => undefined)).toEqual([newest]);
    backup.close();
    const restored = openDatabase(to);
    expect((await restored.pool.query<{ value: string }>(`SELECT value FROM salt WHERE name = 'x'`)).rows).toEqual([{ value: 'kept' }]);
    await restored.close();
  }, 60_000);

  it('refuses a database that holds anything, and one that another restore has filled', async () => {
    const backup = openBackup(at('quiet'));
    expect(await saidBy(restore(url, backup, () => undefined))).toMatch(/not empty: \w+ holds rows/);
    const foreign = await freshDatabase('backup_foreign');
    const other = openDatabase(foreign);
    await other.pool.query('CREATE TABLE somebody_elses (a int)');
    await other.pool.query('INSERT INTO somebody_elses VALUES (1)');
    await other.close();
    expect(await saidBy(restore(foreign, backup, () => undefined))).toContain('somebody_elses holds rows');
    backup.close();
  }, 60_000);
});

describe('what is no whole backup of ours', () => {
  it('is refused with one sentence, and nothing is put in', async () => {
    const whole = at('quiet');
    const manifest = openBackup(whole).manifest;
    const part = manifest.tables.find(({ table }) => table === 'event')?.parts[0]?.name ?? '';
    const copy = (name: string, change: (files: Map<string, Buffer>) => void): string => {
      const stored = openStored(whole);
      const names = ['manifest.json', ...manifest.tables.flatMap(({ parts }) => parts.map(({ name: one }) => one))];
      const files = new Map(names.map((one) => [one, stored.read(one) ?? Buffer.alloc(0)]));
      change(files);
      mkdirSync(path.join(at(name), 'tables'), { recursive: true });
      for (const [file, bytes] of files) writeFileSync(path.join(at(name), file), bytes);
      return at(name);
    };
    const said = (change: Partial<Manifest>) => (files: Map<string, Buffer>) =>
      void files.set('manifest.json', Buffer.from(manifestText({ ...manifest, ...change })));
    const cases: readonly (readonly [string, (files: Map<string, Buffer>) => void, RegExp])[] = [
      ['missing', (files) => void files.delete(part), new RegExp(`${part} is missing`)],
      [
        'flipped',
        (files) => {
          const bytes = Buffer.from(files.get(part) ?? '');
          bytes[40] = (bytes[40] ?? 0) ^ 1;
          files.set(part, bytes);
        },
        new RegExp(`${part} is not as it was written`),
      ],
      ['unfinished', (files) => void files.delete('manifest.json'), /only a part of one: it holds no manifest/],
      [
        'edited',
        (files) => void files.set('manifest.json', Buffer.from(manifestText(manifest).replace('"rows": 1', '"rows": 9'))),
        /is damaged: its manifest/,
      ],
      ['not-json', (files) => void files.set('manifest.json', Buffer.from('托建')), /is damaged: its manifest/],
      [
        'newer',
        said({ migrations: [...manifest.migrations, '20990101000000_future'] }),
        /whose migration 20990101000000_future this release does not know/,
      ],
      ['gap', said({ migrations: manifest.migrations.filter((_, nth) => nth !== 3) }), /lacks the migration/],
      [
        'fewer-rows',
        said({ tables: manifest.tables.map((one) => (one.table === 'event' ? { ...one, rows: one.rows + 1 } : one)) }),
        /event holds \d+ rows, and \d+ are there/,
      ],
      [
        'other-columns',
        said({ tables: manifest.tables.map((one) => (one.table === 'person' ? { ...one, columns: one.columns.slice(1) } : one)) }),
        /another schema than the backup: the table person/,
      ],
    ];
    const to = await freshDatabase('backup_refused');
    for (const [name, change, sentence] of cases) {
      const where = copy(name, change);
      const attempt = async (): Promise<void> => {
        const backup = openBackup(where);
        await restore(to, backup, () => undefined).finally(() => backup.close());
      };
      expect([name, await saidBy(attempt())]).toEqual([name, expect.stringMatching(sentence)]);
    }
    const tar = readFileSync(at('quiet.tar'));
    writeFileSync(at('cut.tar'), tar.subarray(0, tar.length / 2));
    expect(() => openBackup(at('cut.tar'))).toThrow(/only a part of one/);
    writeFileSync(at('none.tar'), '托建'.repeat(2_000));
    expect(() => openBackup(at('none.tar'))).toThrow(/is no backup/);
    expect(() => openBackup(at('nowhere'))).toThrow(/does not exist/);
    // The database that refused them all takes the true one.
    const backup = openBackup(whole);
    await restore(to, backup, () => undefined);
    backup.close();
  }, 180_000);

  it('is never left behind by one that failed, and nothing is written over', async () => {
    await expect(make(at('failed'), url.replace('backup_source', 'nowhere'))).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => name.includes('unfinished') || name === 'failed')).toEqual([
      'unfinished', // the case above
    ]);
    expect(await saidBy(make(at('quiet')))).toContain('is there already');
  });
});

describe('restored to an older point', () => {
  it('lists by case and event what was acknowledged since: from the file of checkpoints, a newer backup, and lines of JSON', async () => {
    const { manifest } = await make(at('monday'));
    const { play, programme } = await openExample(db, 'T');
    await play.send(`project/${programme.file.projects[0]?.profile.code}`, { type: 'Cancel', reason: '规划调整' } as AnyCommand, office, 'told-done');
    await signOnce();
    await make(at('tuesday.tar'));
    const since = await db.pool.query<{ event: string; command: string }>(
      `SELECT stream || '@' || version AS event, command_id AS command FROM event WHERE position > $1 ORDER BY 1`,
      [(await openDatabaseOnce(await put(at('monday'), 'backup_monday'))).last],
    );
    const events = since.rows.map(({ event }) => event);
    expect(events.length).toBeGreaterThan(10);
    writeFileSync(
      at('lines.jsonl'),
      `${JSON.stringify({ commandId: 'told-done' })}\n\n${JSON.stringify({ stream: 'programme/B', version: 1 })}\n{"n":1}\n`,
    );
    const [byFile, byBackup, byLines] = (
      await looked(url.replace('backup_source', 'backup_monday'), manifest, [checkpoints, at('tuesday.tar'), at('lines.jsonl')])
    ).since;
    const named = (lost: readonly { stream: string; version: number }[] = []) => lost.map(({ stream, version }) => `${stream}@${version}`).sort();
    expect(named(byFile?.lost)).toEqual([...events].sort());
    expect(named(byBackup?.lost)).toEqual([...events].sort());
    expect(byLines?.lost.map(({ commandId }) => commandId)).toEqual(['told-done']);
    expect([byFile, byBackup, byLines].map((one) => [one?.unnamed, one?.otherwise])).toEqual([
      [0, []],
      [0, []],
      [0, []],
    ]);
    // A copy of the checkpoints alone knows how many there were, and no names.
    mkdirSync(at('alone'));
    writeFileSync(at('alone/checkpoints.txt'), readFileSync(checkpoints));
    const [alone] = (await looked(url.replace('backup_source', 'backup_monday'), manifest, [at('alone/checkpoints.txt')])).since;
    expect(alone).toMatchObject({ lost: [], unnamed: events.length });
  }, 120_000);

  it('names a record that is another one', async () => {
    const other = await freshDatabase('backup_other');
    await migrate(other);
    const another = openDatabase(other);
    await openExample(another, 'B');
    await another.close();
    const { manifest } = await make(at('other'), other);
    const [since] = (await looked(other, manifest, [at('monday')])).since;
    expect(since?.otherwise).toContain('programme/B@1');
  }, 60_000);
});

describe('keys', () => {
  it('are named, are in no backup, and go into a file of their own only where somebody asks', async () => {
    const backup = openBackup(at('quiet'));
    const { keys } = backup.manifest;
    backup.close();
    expect(keys.find(({ name }) => name === 'seal key')?.ids).toHaveLength(1);
    expect(keys.find(({ name }) => name === 'payload key')?.ids).toEqual([]);
    const { secret } = (JSON.parse(readFileSync(places.sealKey, 'utf8')) as { keys: [{ secret: string }] }).keys[0];
    expect(readFileSync(at('quiet/manifest.json'), 'utf8')).not.toContain(secret);
    expect(writeKeys(at('keys.json'), places, new Date().toISOString())).toEqual(['log keys', 'seal key']);
    expect(statSync(at('keys.json')).mode & 0o777).toBe(0o600);
    expect(() => writeKeys(at('keys.json'), places, '')).toThrow(/is there already/);
    const elsewhere = {
      sealKey: at('new/seal.json'),
      payloadKey: at('new/payload.json'),
      signInKey: at('new/sign-in.json'),
      logKeys: at('new/log-keys'),
    };
    addKey(elsewhere.sealKey, new Date().toISOString());
    expect(keysBack(at('keys.json'), elsewhere)).toEqual({ written: ['log keys'], kept: ['seal key'] });
    expect(readFileSync(at('new/log-keys/log-keys.json'))).toEqual(readFileSync(path.join(keysFolder, 'log-keys.json')));
    expect(existsSync(elsewhere.payloadKey)).toBe(false);
  });
});

async function openDatabaseOnce(of: string): Promise<{ readonly last: string }> {
  const database = openDatabase(of);
  const { rows } = await database.pool.query<{ last: string }>('SELECT max(position) AS last FROM event');
  await database.close();
  return { last: rows[0]?.last ?? '0' };
}
