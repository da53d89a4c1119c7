/** What the office looks after, over the API: reads of each role, what waits for a second person, what was set aside. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { setAside, settleAside } from '../../prisma/aside.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { client, json, mailTo } from '../setup/office.ts';

const { apiUrl, databaseUrl, tokens } = inject('service');
let db: Database;
beforeAll(() => {
  db = openDatabase(databaseUrl);
});
afterAll(() => db.close());

const status = async (person: string, path: string) => (await client(person).get(`programme/QH/${path}`)).status;
const post = (person: string, path: string, body: object) =>
  fetch(`${apiUrl}/api/v1/programme/QH/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens[person]}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

it('is shown to those who look after it alone', async () => {
  const paths = ['health', 'turned-away', 'mails', 'bots', 'calendar', 'routes/waiting', 'routes/versions?code=FSR'];
  const seen = (person: string) => Promise.all(paths.map((path) => status(person, path)));
  expect(await seen('xu-jianing')).toEqual([200, 200, 200, 200, 200, 200, 200]);
  expect(await seen('zhou-qiming')).toEqual([200, 200, 200, 200, 200, 200, 200]);
  // Auditors read mails and rules, and look after nothing; whoever holds another role reads routes and calendar.
  expect(await seen('song-wei')).toEqual([404, 404, 200, 200, 200, 200, 200]);
  expect(await seen('fang-yuan')).toEqual([404, 404, 404, 404, 200, 200, 200]);
});

it('a mail ledger comes in pages, newest first, without an address', async () => {
  type Page = { readonly items: readonly { id: string; createdAt: string }[]; readonly next: string | null };
  const page = async (query: string) => (await json(client('xu-jianing').get(`programme/QH/mails?limit=2${query}`))) as unknown as Page;
  const first = await page('');
  expect(first.items).toHaveLength(2);
  const second = await page(`&before=${encodeURIComponent(first.next ?? '')}`);
  const all = [...first.items, ...second.items];
  expect(new Set(all.map(({ id }) => id)).size).toBe(4);
  expect(all.map(({ createdAt }) => createdAt)).toEqual(
    all
      .map(({ createdAt }) => createdAt)
      .sort()
      .reverse(),
  );
  expect(JSON.stringify(all)).not.toContain('@');
  expect(await status('xu-jianing', 'mails?before=2026')).toBe(422);
});

it('what was set aside of a programme or of none is shown, of others counted, and tried again by an administrator', async () => {
  await setAside(db, { loop: 'REPLAY', item: 'office-test/own', about: 'programme/QH', reason: 'no answer' });
  await setAside(db, { loop: 'REPLAY', item: 'office-test/other', about: 'programme/ZZ', reason: 'no answer' });
  const health = (await json(client('xu-jianing').get('programme/QH/health'))) as unknown as {
    aside: { item: string; todo: { zh: string } }[];
    asideElsewhere: { loop: string; count: number }[];
  };
  expect(health.aside.find(({ item }) => item === 'office-test/own')?.todo.zh).toContain('重试');
  expect(JSON.stringify(health)).not.toContain('office-test/other');
  expect(health.asideElsewhere).toContainEqual(expect.objectContaining({ loop: 'REPLAY', count: 1 }));
  expect((await post('xu-jianing', 'aside/retry', { item: 'office-test/own' })).status).toBe(404);
  const administrator = 'tang-li';
  expect(await (await post(administrator, 'aside/retry', { item: 'office-test/own' })).json()).toEqual({ due: 1 });
  expect((await post(administrator, 'aside/retry', { item: 'office-test/other' })).status).toBe(404);
  for (const item of ['office-test/own', 'office-test/other']) await settleAside(db, 'REPLAY', item);
});

it('a route and a table of rules that wait for a second person are theirs to confirm, and nobody else’s', async () => {
  const officer = client('xu-jianing');
  const { items } = (await json(officer.get('programme/QH/routes'))) as unknown as { items: { code: string; version: number }[] };
  const shipped = items.find(({ code }) => code === 'MANAGEMENT') ?? items[0];
  const code = `OFFICE_${Date.now().toString(36).toUpperCase()}`;
  await officer.command('programme/QH', { type: 'AdoptRoute', route: { ...shipped, code, version: 1 }, basis: '青托办〔2026〕9号' });
  const waits = async (person: string) =>
    ((await json(client(person).get('me/to-confirm'))).items as { what: string; code: string | null; item: string }[]).find(
      (one) => one.code === code,
    );
  const found = await waits('zhou-qiming');
  expect(found?.what).toBe('ROUTE');
  expect(await waits('xu-jianing')).toBeUndefined();
  expect(await waits('song-wei')).toBeUndefined();
  const waiting = (await json(officer.get('programme/QH/routes/waiting'))).items as { code: string; mine: boolean; mayConfirm: boolean }[];
  expect(waiting.find((one) => one.code === code)).toMatchObject({ mine: true, mayConfirm: false });
  await client('zhou-qiming').command('programme/QH', { type: 'ConfirmRoute', proposal: found?.item });
  const { adopted } = (await json(officer.get(`programme/QH/routes/versions?code=${code}`))) as unknown as { adopted: object[] };
  expect(adopted).toMatchObject([{ version: 1, basis: '青托办〔2026〕9号', proposedBy: 'xu-jianing', confirmedBy: 'zhou-qiming' }]);
  expect(await waits('zhou-qiming')).toBeUndefined();
  await mailTo('song-wei', '路线');
});

it('a route that is looked at tells of each fault where it stands', async () => {
  const { items } = (await json(client('xu-jianing').get('programme/QH/routes'))) as unknown as { items: { steps: object[] }[] };
  const [route] = items;
  const wrong = { ...route, steps: [{ ...route?.steps[0], limit: { n: 0, unit: 'WD' } }, ...(route?.steps.slice(1) ?? [])] };
  const report = (await (await post('xu-jianing', 'routes/check', wrong)).json()) as { faultsAt: string[]; faults: string[] };
  expect(report.faultsAt).toContain('steps[0].limit');
  expect(report.faultsAt).toHaveLength(report.faults.length);
});
