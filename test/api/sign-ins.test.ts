/** Sign-ins over the API: one's own, those of a programme's people, and what leaving and a changed manager end and begin. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient } from '../../scripts/demo/http.ts';
import { client, json, mailTo } from '../setup/office.ts';

const { apiUrl, databaseUrl } = inject('service');
let db: Database;
beforeAll(() => {
  db = openDatabase(databaseUrl);
});
afterAll(() => db.close());

type SignIns = { readonly items: readonly { readonly id: string; readonly person: string; readonly revokedAt: string | null }[] };
const listed = async (of: ApiClient, path: string) => ((await json(of.get(path))) as unknown as SignIns).items;
const post = (token: string, path: string, body: object | null) =>
  fetch(`${apiUrl}/api/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...(body === null ? {} : { 'content-type': 'application/json' }) },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
const me = async (token: string) => (await fetch(`${apiUrl}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
const { tokens } = inject('service');

describe('sign-ins', () => {
  it('of one’s own are listed and ended, nobody else’s', async () => {
    // Other tests sign in as well: theirs stay.
    const before = (await listed(client('ma-yue'), 'me/sign-ins')).map(({ id }) => id);
    const token = await issueApiToken(db, 'ma-yue', 1);
    const [own] = (await listed(client('ma-yue'), 'me/sign-ins')).filter(({ revokedAt }) => revokedAt === null);
    expect(own).toMatchObject({ person: 'ma-yue' });
    expect((await post(tokens['han-dong'] ?? '', `me/sign-ins/${own?.id}/revoke`, null)).status).toBe(404);
    expect((await listed(client('ma-yue'), 'me/sign-ins')).every(({ person }) => person === 'ma-yue')).toBe(true);
    expect(await me(token)).toBe(200);
    const mine = (await listed(new ApiClient(apiUrl, token), 'me/sign-ins')).map(({ id }) => id).filter((id) => !before.includes(id));
    expect(mine).toHaveLength(1);
    for (const id of mine) await post(token, `me/sign-ins/${id}/revoke`, null);
    expect(await me(token)).toBe(401);
    await mailTo('ma-yue', '账号');
  });

  it('of a programme’s people are its office’s to end, an auditor’s the group leader’s alone', async () => {
    const path = 'programme/QH/sign-ins';
    expect((await client('gao-lin').get(path)).status).toBe(404);
    const all = await listed(client('xu-jianing'), path);
    const auditors = all.find(({ person }) => person === 'song-wei');
    expect(auditors).toBeDefined();
    const revoke = (who: string, id: string | undefined) => post(tokens[who] ?? '', `${path}/${id}/revoke`, { basis: '青安〔2026〕1号' });
    expect((await revoke('xu-jianing', auditors?.id)).status).toBe(404);
    const token = await issueApiToken(db, 'han-dong', 1);
    const before = new Set(all.map(({ id }) => id));
    const fresh = (await listed(client('xu-jianing'), path)).find(({ id, person }) => person === 'han-dong' && !before.has(id));
    expect(await (await revoke('xu-jianing', fresh?.id)).json()).toEqual({ revoked: true });
    expect(await me(token)).toBe(401);
    expect(await (await revoke('xu-jianing', fresh?.id)).json()).toEqual({ revoked: false });
    const extra = await issueApiToken(db, 'song-wei', 1);
    const mine = (await listed(client('zhou-qiming'), path)).find(({ id, person }) => person === 'song-wei' && !before.has(id));
    expect((await revoke('zhou-qiming', mine?.id)).status).toBe(200);
    expect(await me(extra)).toBe(401);
  });
});

describe('a role', () => {
  it('takes two people over the API, and the programme’s stages follow another manager', async () => {
    const officer = client('xu-jianing');
    expect(await officer.refused('programme/QH', { type: 'AssignRole', role: 'FINANCE', person: 'xu-jianing', basis: 'x' })).toBe('NOT_YOURS');
    expect(await officer.refused('programme/QH', { type: 'AssignRole', role: 'ECOLOGY', person: 'who-is-this', basis: 'x' })).toBe('PERSON_UNKNOWN');
    await officer.command('programme/QH', { type: 'AssignRole', role: 'FIRE', person: 'ma-yue', basis: '青组〔2026〕1号' });
    const { proposals } = (await officer.find('programme/QH')) as { proposals: Record<string, { person: string }> };
    const [proposal] = Object.entries(proposals).find(([, { person }]) => person === 'ma-yue') ?? [];
    expect(await officer.refused('programme/QH', { type: 'ConfirmRole', proposal })).toBe('NOT_YOURS');
    await mailTo('ma-yue', '任免提议');
    await client('tang-li').command('programme/QH', { type: 'ConfirmRole', proposal });
    expect((await officer.find('programme/QH'))?.roles).toMatchObject({ FIRE: expect.arrayContaining(['ma-yue']) });
    await mailTo('song-wei', '任职变动');
  });

  it('of a project’s manager passes with its stages; the one before sees nothing of it', async () => {
    const officer = client('xu-jianing');
    const { projects } = (await officer.find('programme/QH')) as { projects: Record<string, { manager: string; status: string }> };
    const [code, { manager }] = Object.entries(projects).find(([, { status }]) => status === 'RUNNING') ?? ['', { manager: '' }];
    const before = client(manager);
    expect((await before.get(`project/${code}`)).status).toBe(200);
    await officer.command('programme/QH', { type: 'ChangeManager', project: code, to: 'ma-yue', basis: '青卫人〔2026〕9号' });
    await officer.until(`survey/${code}`, (state) => ((state as { manager?: string }).manager === 'ma-yue' ? true : null), 20);
    expect((await client('ma-yue').get(`project/${code}`)).status).toBe(200);
    expect((await before.get(`project/${code}`)).status).toBe(404);
    await mailTo('ma-yue', '项目负责人变更');
    await officer.command('programme/QH', { type: 'ChangeManager', project: code, to: manager, basis: '恢复' });
    await officer.until(`survey/${code}`, (state) => ((state as { manager?: string }).manager === manager ? true : null), 20);
  });
});
