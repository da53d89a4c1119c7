/** Signing in by accounts elsewhere: a real OIDC provider, and DingTalk, WeCom and Feishu as they check. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { atVendor, back, me, sits, start } from '../setup/accounts-elsewhere.ts';
import { pressThrough } from '../setup/oidc.ts';
import { signedIn } from '../setup/signing-in.ts';

const { apiUrl, databaseUrl } = inject('service');
let db: Database;
beforeAll(() => {
  db = openDatabase(databaseUrl);
});
afterAll(() => db.close());

describe('an OIDC provider', () => {
  const by = async (sub: string, to = '/approvals?box=todo') => {
    const { url, cookie } = await start('sign-in/with/county', { to });
    return back(await pressThrough(url, sub), cookie);
  };

  it('lets in whom it knows by a verified address, at the page that they came from, and keeps no token of it', async () => {
    const came = await by('county-1');
    expect([came.status, came.to]).toEqual([303, '/approvals?box=todo']);
    expect(await me(came.cookie)).toMatchObject({ person: 'meng-xi', signIn: { how: 'oidc' } });
    const rows = await db.pool.query("SELECT * FROM sign_in_account WHERE provider = 'county'");
    expect(rows.rows).toEqual([expect.objectContaining({ person: 'meng-xi', account: 'county-1', password: null })]);
    // By the account from now on, whatever it says of addresses.
    expect(await me((await by('county-1')).cookie)).toMatchObject({ person: 'meng-xi' });
    expect((await db.pool.query("SELECT 1 FROM event WHERE type = 'AccountBound'")).rowCount).toBe(1);
  });

  it('lets in nobody by an address that it has not verified, nor whoever is nobody of ours', async () => {
    for (const sub of ['county-2', 'county-3']) {
      const came = await by(sub);
      expect([came.status, came.to]).toEqual([303, '/?sign-in=not-bound']);
      expect(came.cookie).not.toContain('session=ey');
      expect((await fetch(`${apiUrl}/api/v1/me`, { headers: { cookie: came.cookie } })).status).toBe(401);
    }
    expect((await db.pool.query('SELECT count(*)::int AS n FROM person')).rows[0]).toEqual({ n: expect.any(Number) });
    expect((await db.pool.query("SELECT 1 FROM person WHERE email LIKE '%invalid' AND email <> 'erased@invalid'")).rowCount).toBe(0);
  });

  it('is come back from once, by the browser that went there, to a page of ours alone', async () => {
    const { url, cookie } = await start('sign-in/with/county', { to: '/' });
    const came = await pressThrough(url, 'county-1');
    expect((await back(came, '')).to).toBe('/?sign-in=failed');
    const other = await start('sign-in/with/county', { to: '/' });
    expect((await back(came, other.cookie)).to).toBe('/?sign-in=failed');
    expect((await back(came, cookie)).to).toBe('/');
    expect((await back(came, cookie)).to).toBe('/?sign-in=failed');
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', 'evil'])
      await expect(start('sign-in/with/county', { to })).rejects.toThrow('WRONG_SHAPE');
  });
});

describe.each([
  ['dingtalk', 'union-77'],
  ['wecom', 'userid-77'],
  ['feishu', 'on_77'],
] as const)('%s', (vendor, account) => {
  it('signs in whoever has bound their account while signed in, and nobody else', async () => {
    await sits({ [vendor]: account });
    const before = await start(`sign-in/with/${vendor}`, { to: '/' });
    expect((await back(await atVendor(before.url), before.cookie)).to).toBe('/?sign-in=not-bound');
    const session = await signedIn('wu-tao');
    const binding = await start('me/accounts/bind', { provider: vendor, to: '/me' }, session);
    expect((await back(await atVendor(binding.url), binding.cookie)).to).toBe('/me');
    const again = await start(`sign-in/with/${vendor}`, { to: '/approvals' });
    const came = await back(await atVendor(again.url), again.cookie);
    expect(came.to).toBe('/approvals');
    expect(await me(came.cookie)).toMatchObject({ person: 'wu-tao', signIn: { how: vendor } });
    // Somebody else cannot take the same account.
    const other = await start('me/accounts/bind', { provider: vendor, to: '/me' }, await signedIn('ma-yue'));
    expect((await back(await atVendor(other.url), other.cookie)).to).toBe('/?sign-in=taken');
    const listed = await fetch(`${apiUrl}/api/v1/me/accounts`, { headers: { cookie: session } });
    const bound = ((await listed.json()) as { items: { id: string; provider: string }[] }).items.find(({ provider }) => provider === vendor);
    const remove = (cookie: string) =>
      fetch(`${apiUrl}/api/v1/me/accounts/${bound?.id}/remove`, { method: 'POST', headers: { cookie, origin: apiUrl } });
    expect((await remove(await signedIn('ma-yue'))).status).toBe(404);
    expect((await remove(session)).status).toBe(200);
    const after = await start(`sign-in/with/${vendor}`, { to: '/' });
    expect((await back(await atVendor(after.url), after.cookie)).to).toBe('/?sign-in=not-bound');
  });
});

it('a stranger to the corporation is nobody, and a code counts once', async () => {
  await sits({ wecom: 'outside-1' });
  const { url, cookie } = await start('sign-in/with/wecom', { to: '/' });
  expect((await back(await atVendor(url), cookie)).to).toMatch(/^\/\?sign-in=(failed|not-bound)$/);
  await sits({ dingtalk: 'union-1' });
  const first = await start('sign-in/with/dingtalk', { to: '/' });
  const came = await atVendor(first.url);
  await back(came, first.cookie);
  expect((await back(came, first.cookie)).to).toBe('/?sign-in=failed');
});
