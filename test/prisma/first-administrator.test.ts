/** The code of an empty service: one person by the newest one, whoever comes at once, and nobody once somebody is here. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setupHint } from '../../cli/setup-code.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { founderIn, isNobodysYet, isSetupCode, nameFirstAdministrator, newSetupCode } from '../../prisma/people/first-administrator.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
beforeAll(async () => {
  const url = await freshDatabase('first_administrator');
  await migrate(url);
  db = openDatabase(url);
});
afterAll(() => db.close());

const person = (id: string) => ({
  id,
  name: '李娜',
  nameEn: 'Li Na',
  email: `${id}@longtan.example`,
  unit: '办公室',
  locale: 'zh-CN' as const,
  phone: null,
});

it('is shown where a person stands alone, each replaces the one before, and only its hash is kept', async () => {
  expect(await setupHint(db, { embedded: true, terminal: true })).toBe('NOT_NEEDED');
  expect(await setupHint(db, { embedded: false, terminal: false })).toBe('ON_REQUEST');
  expect((await db.pool.query('SELECT 1 FROM setup_code')).rowCount).toBe(0);
  const first = await setupHint(db, { embedded: false, terminal: true });
  const second = (await newSetupCode(db)) ?? '';
  expect(second).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(await isSetupCode(db, typeof first === 'object' ? first.code : '')).toBe(false);
  expect(await isSetupCode(db, ` ${second.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')}　`)).toBe(true);
  const { rows } = await db.pool.query('SELECT * FROM setup_code');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(second);
  expect(await isSetupCode(db, '')).toBe(false);
});

it('names one of ten who come at once, on record and told to them, and is closed for ever', { timeout: 30_000 }, async () => {
  const store = recorderOf(db);
  const code = (await newSetupCode(db)) ?? '';
  expect(await nameFirstAdministrator(db, store, '0000-0000-0000-0000', person('nobody'))).toBe(false);
  const ids = Array.from({ length: 10 }, (_, index) => `person-${index}`);
  const named = await Promise.all(ids.map((id) => nameFirstAdministrator(db, store, code, person(id))));
  expect(named.filter(Boolean)).toEqual([true]);
  const winner = ids[named.indexOf(true)] ?? '';
  expect((await db.pool.query('SELECT id FROM person')).rows).toEqual([{ id: winner }]);
  const { rows } = await db.pool.query("SELECT stream, actor, body FROM event WHERE type = 'FirstAdministratorNamed'");
  expect(rows).toEqual([expect.objectContaining({ stream: 'journal/office', actor: winner })]);
  expect(rows[0].body).not.toMatch(/longtan|李娜/);
  expect((await db.pool.query("SELECT recipient FROM notice WHERE template = 'account'")).rows).toEqual([{ recipient: winner }]);
  expect(await founderIn(db, winner)).toEqual({ email: `${winner}@longtan.example`, unit: '办公室' });
  expect(await founderIn(db, 'nobody')).toBeNull();

  expect([await isNobodysYet(db), await isSetupCode(db, code), await newSetupCode(db)]).toEqual([false, false, null]);
  expect(await nameFirstAdministrator(db, store, code, person('second'))).toBe(false);
  // Erased or not: nobody begins anew.
  await db.pool.query('DELETE FROM person');
  expect([await isNobodysYet(db), await newSetupCode(db)]).toEqual([false, null]);
});

it('is never made where a programme is, and ends whoever begins once there is an administrator of one', async () => {
  const { rows } = await db.pool.query<{ person: string }>('SELECT person FROM setup_code');
  const founder = rows[0]?.person ?? '';
  await db.prisma.person.create({ data: { ...person(founder) } });
  await db.pool.query(
    `INSERT INTO standing (stream, kind, person, role, programme) VALUES ('programme/LT', 'MEMBER', 'li-na', 'ADMINISTRATOR', 'LT')`,
  );
  expect(await founderIn(db, founder)).toBeNull();
  await db.pool.query('DELETE FROM setup_code; DELETE FROM person');
  await db.pool.query(
    `INSERT INTO stream (stream, kind, programme, version, hash, opened_at) VALUES ('programme/LT', 'programme', 'LT', 1, '', now())`,
  );
  expect([await isNobodysYet(db), await newSetupCode(db)]).toEqual([false, null]);
});
