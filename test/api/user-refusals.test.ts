/** Every refusal of `tuojian user …`, each in one report, with nothing recorded. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { userCommands } from '../../cli/commands/user/group.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';

const { databaseUrl, temporalAddress, dataDir } = inject('service');
const ENV = {
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: temporalAddress,
  TUOJIAN_SEAL_KEY: path.join(dataDir, 'seal-keys.json'),
  TUOJIAN_PAYLOAD_KEY: path.join(dataDir, 'payload-keys.json'),
};
let db: Database;
beforeAll(async () => {
  db = openDatabase(databaseUrl);
  for (const [name, value] of Object.entries(ENV)) vi.stubEnv(name, value);
  // One whom another service left behind, and one who has left.
  await db.pool.query(
    "INSERT INTO person (id, name, name_en, email, unit) VALUES ('ur-known', '旧人', 'Old', 'ur@county.example', '旧单位'), ('ur-gone', '离人', 'Gone', 'ug@county.example', '旧单位')",
  );
  await db.pool.query("INSERT INTO programme_person (programme, person, since, left_at) VALUES ('QH', 'ur-gone', now() - interval '2 days', now())");
});
afterAll(async () => {
  await db.pool.query("DELETE FROM programme_person WHERE person = 'ur-gone'");
  await db.pool.query("DELETE FROM person WHERE id IN ('ur-known', 'ur-gone')");
  vi.unstubAllEnvs();
  await db.close();
});

/** What the command says instead of doing it. */
const refusalOf = (args: readonly string[]): Promise<string> =>
  userCommands.parseAsync([...args], { from: 'user' }).then(
    () => 'it was done',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
/** Of what people and programmes are changed by; other tests' readings go on. */
const kept = async () => {
  const tables = ['person', 'programme_person', 'api_token'];
  const counts = await Promise.all(tables.map((table) => db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)));
  const version = await db.prisma.stream.findUniqueOrThrow({ where: { stream: 'programme/QH' } });
  return [...counts.map(({ rows }) => rows[0]?.n), version.version];
};

const BASIS = ['--basis', '函〔2026〕1号'];
const FACTS = ['--name', '新人', '--name-en', 'New', '--email', 'new@county.example', '--unit', '新单位'];
const NO_BASIS = ['--basis', ' ', '--by', ' '];

describe('tuojian user', () => {
  it.each([
    ['add, to a programme that is not there', ['add', 'ur-new', '--programme', 'ZZ', ...FACTS, ...BASIS], [/there is no ZZ/]],
    ['add, without facts', ['add', 'ur-new', '--programme', 'QH', ...BASIS], [/name: /, /nameEn: /, /email: /, /unit: /]],
    [
      'add, with an id and an address that are none',
      ['add', 'UR New', '--programme', 'QH', ...FACTS, '--email', 'new@', ...BASIS],
      [/id: must be a person id/, /email: must be a mail address/],
    ],
    ['add, of one who is there', ['add', 'wu-tao', '--programme', 'QH', ...FACTS, ...BASIS], [/wu-tao belongs to QH already/]],
    ['add, under the id of another', ['add', 'ur-known', '--programme', 'QH', ...FACTS, ...BASIS], [/ur-known is 旧人 \(旧单位\) already/]],
    [
      'add, of somebody without a document and without saying who',
      ['add', 'ur-new', '--programme', 'ZZ', ...FACTS, ...NO_BASIS],
      [/3 faults/, /--basis must/, /--by must/, /there is no ZZ/],
    ],
    ['change, of nobody', ['change', 'ur-nobody', '--name', '甲', ...BASIS], [/there is no person ur-nobody/]],
    ['change, of nothing', ['change', 'wu-tao', ...BASIS], [/say what changes/]],
    [
      'change, to an address that is none',
      ['change', 'wu-tao', '--email', 'a b@county.example', '--locale', 'fr', ...NO_BASIS],
      [/4 faults/, /--basis/, /--by/, /email: must/, /locale: /],
    ],
    ['token, for too long', ['token', 'wu-tao', '--days', '366'], [/--days must be a whole number between 1 and 365, not 366/]],
    ['token, for half a day', ['token', 'wu-tao', '--days', '0.5'], [/--days/]],
    ['token, for nobody', ['token', 'ur-nobody', '--days', 'x'], [/2 faults/, /--days/, /there is no person ur-nobody/]],
    ['token, for one who has left', ['token', 'ur-gone'], [/ur-gone has left QH/]],
    ['tokens, of nobody', ['tokens', 'ur-nobody'], [/there is no person ur-nobody/]],
    ['revoke, of a sign-in that is not there', ['revoke', 'ffffffff', ...BASIS], [/there is no sign-in ffffffff/]],
    ['revoke, of all of nobody', ['revoke', 'ur-nobody', '--all', ...NO_BASIS], [/3 faults/, /--basis/, /--by/, /there is no person ur-nobody/]],
    ['leave, of one who is not there', ['leave', 'ur-known', '--programme', 'QH', ...BASIS], [/^[A-Z_]+: /]],
    ['leave, to somebody unknown', ['leave', 'liu-chuan', '--programme', 'QH', '--to', 'ur-nobody', ...BASIS], [/^[A-Z_]+: [\s\S]*ur-nobody/]],
    ['leave, from a programme that is not there', ['leave', 'liu-chuan', '--programme', 'ZZ', ...BASIS], [/^[A-Z_]+: /]],
    ['role, that is none', ['role', 'QH', 'KING', 'wu-tao', ...NO_BASIS], [/3 faults/, /KING must be one of/]],
    ['erase, of one who is there', ['erase', 'wu-tao', ...BASIS], [/still belongs to QH: first `tuojian user leave/]],
    ['erase, of nobody', ['erase', 'ur-nobody', ...NO_BASIS], [/3 faults/, /there is no person ur-nobody/]],
  ] as const)('%s: is refused in one report, and nothing is changed', async (_what, args, says) => {
    const was = await kept();
    const said = await refusalOf(args);
    for (const one of says) expect(said).toMatch(one);
    expect(await kept()).toEqual(was);
  });
});
