/** Password with a second factor: neither signs in alone; both are kept so that a reader of the database has nothing. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { appShows } from '../setup/authenticator.ts';
import { cookieOf, signedIn } from '../setup/signing-in.ts';

const { apiUrl, databaseUrl } = inject('service');
let db: Database;
beforeAll(() => {
  db = openDatabase(databaseUrl);
});
afterAll(() => db.close());

const secretIn = (uri: string): string => new URL(uri).searchParams.get('secret') ?? '';
const send = (path: string, body: object, cookie = '') =>
  fetch(`${apiUrl}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: apiUrl, ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
  });

it('a password and a second factor sign in together, neither alone; a spare code counts once', async () => {
  const address = 'shen-he@qinghe.example';
  const password = '托育 建设 二〇二六 春';
  let cookie = await signedIn('shen-he');
  expect((await send('me/password', { password: '太短' }, cookie)).status).toBe(422);
  expect((await send('me/password', { password }, cookie)).status).toBe(200);
  // Once there is one, whoever finds the browser open cannot choose another.
  expect((await send('me/password', { password: 'another one of them' }, cookie)).status).toBe(401);
  const enter = (digits: string, typed = password) => send('sign-in/password', { address, password: typed, digits });
  expect((await enter('123456')).status).toBe(401);
  expect((await send('me/second-factor', { password: 'not this one at all' }, cookie)).status).toBe(401);
  const begun = await send('me/second-factor', { password }, cookie);
  const { uri, spareCodes } = (await begun.json()) as { uri: string; spareCodes: readonly string[] };
  expect(uri).not.toContain('person.invalid');
  expect(spareCodes.length).toBeGreaterThan(4);
  // Not confirmed yet: it counts for nothing.
  expect((await enter(appShows(secretIn(uri)))).status).toBe(401);
  expect((await send('me/second-factor/confirm', { digits: '000000' }, cookie)).status).toBe(401);
  const confirmed = await send('me/second-factor/confirm', { digits: appShows(secretIn(uri), Date.now() - 30_000) }, cookie);
  expect(confirmed.status).toBe(200);
  if (confirmed.headers.getSetCookie().length > 0) cookie = cookieOf(confirmed);

  expect((await enter(appShows(secretIn(uri)), 'not this one at all')).status).toBe(401);
  expect((await enter('000000')).status).toBe(401);
  // Whoever has read the same digits over a shoulder comes too late, at the same moment too.
  const shown = appShows(secretIn(uri));
  const both = await Promise.all([enter(shown), enter(shown)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  const entered = both.find(({ status }) => status === 200) ?? both[0];
  expect((await enter(shown)).status).toBe(401);
  const session = entered.headers
    .getSetCookie()
    .map((set) => set.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
  const me = await fetch(`${apiUrl}/api/v1/me`, { headers: { cookie: session } });
  expect(await me.json()).toMatchObject({ person: 'shen-he', signIn: { how: 'password+totp' } });
  expect((await enter(spareCodes[0] ?? '')).status).toBe(200);
  expect((await enter(spareCodes[0] ?? '')).status).toBe(401);

  const rows = await db.pool.query(
    "SELECT a.password, f.* FROM sign_in_account a JOIN second_factor f USING (person) WHERE a.person = 'shen-he' AND a.provider = 'credential'",
  );
  expect(rows.rowCount).toBe(1);
  const kept = JSON.stringify(rows.rows);
  for (const secret of [password, new URL(uri).searchParams.get('secret') ?? 'none', ...spareCodes]) expect(kept).not.toContain(secret);
  const noted = await db.pool.query<{ body: string }>(`SELECT body FROM event WHERE type = 'SignedIn' AND body LIKE '%"shen-he"%'`);
  // One for each that was let in whole, none for a password alone.
  expect(noted.rows.filter(({ body }) => body.includes('password+totp'))).toHaveLength(2);

  expect((await send('me/second-factor/remove', { password: 'not this one at all' }, cookie)).status).toBe(401);
  expect((await send('me/second-factor/remove', { password }, cookie)).status).toBe(200);
  expect((await enter(appShows(secretIn(uri)))).status).toBe(401);
});
