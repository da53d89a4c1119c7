/** What the office looks after, over the API: reads of each role, what waits for a second person, what was set aside. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { setAside, settleAside } from '../../prisma/aside.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { client, json, mailTo } from '../setup/office.ts';
import { signedIn } from '../setup/signing-in.ts';

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
  const paths = ['health', 'turned-away', 'mails', 'bots', 'calendar', 'routes/waiting', 'routes/versions?code=FSR', 'calendar/proposals'];
  const seen = (person: string) => Promise.all(paths.map((path) => status(person, path)));
  expect(await seen('xu-jianing')).toEqual([200, 200, 200, 200, 200, 200, 200, 200]);
  expect(await seen('zhou-qiming')).toEqual([200, 200, 200, 200, 200, 200, 200, 200]);
  // Auditors read mails and rules, and look after nothing; whoever holds another role reads routes and calendar.
  expect(await seen('song-wei')).toEqual([404, 404, 200, 200, 200, 200, 200, 404]);
  expect(await seen('fang-yuan')).toEqual([404, 404, 404, 404, 200, 200, 200, 404]);
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

/** Gives somebody a role in every programme that runs, whichever other tests have opened; what is given back ends it. */
async function everywhere(person: string, role: string): Promise<() => Promise<unknown>> {
  const { rows } = await db.pool.query<{ stream: string }>(
    `INSERT INTO standing (stream, kind, person, role, programme)
     SELECT stream, 'MEMBER', $1, $2, programme FROM case_state WHERE kind = 'programme' AND status <> 'CLOSED'
     ON CONFLICT DO NOTHING RETURNING stream`,
    [person, role],
  );
  const streams = rows.map(({ stream }) => stream);
  return () =>
    db.pool.query(`DELETE FROM standing WHERE kind = 'MEMBER' AND person = $1 AND role = $2 AND stream = ANY($3)`, [person, role, streams]);
}
type Waiting = {
  readonly items: readonly { proposal: string; wanted: { year: number } }[];
  readonly mayPropose: boolean;
  readonly why: { zh: string } | null;
};
const proposals = async (person: string) => (await json(client(person).get('programme/QH/calendar/proposals'))) as unknown as Waiting;
const calendar = 'programme/QH/calendar/proposals';
const wanted = {
  year: 2033,
  status: 'DECREED',
  document: '国办发明电〔2032〕7号',
  days: [{ day: '2033-01-03', work: false, name: '元旦' }],
  basis: '青托办〔2032〕9号',
};

it('a year of the calendar is proposed by one person and confirmed by another, and then its days are there', async () => {
  const ends = [await everywhere('xu-jianing', 'PROGRAMME_OFFICER'), await everywhere('tang-li', 'ADMINISTRATOR')];
  try {
    const officer = client('xu-jianing');
    const [day] = wanted.days;
    const faulty = await officer.post(calendar, {
      ...wanted,
      status: 'X',
      document: '',
      days: [day, { ...day, work: true }, { day: '2032-01-01', work: false, name: '' }],
    });
    expect(faulty.status).toBe(422);
    const { faults } = (await faulty.json()) as { faults: string[] };
    for (const at of ['status', 'document', 'days[1].day', 'days[2].day', 'days[2].name'])
      expect(faults.filter((fault) => fault.startsWith(`${at}: must`))).toHaveLength(1);
    const { proposal } = (await json(officer.post(calendar, wanted))) as { proposal: string };
    expect(proposal).toMatch(/^RL-/);
    const shown = async (person: string) => (await proposals(person)).items.find((one) => one.proposal === proposal);
    expect(await shown('xu-jianing')).toMatchObject({
      ...{ mine: true, mayConfirm: false, mayRefuse: true, over: false, before: null },
      changes: [{ day: '2033-01-03', was: null, will: { work: false, name: '元旦' } }],
    });
    expect(await shown('tang-li')).toMatchObject({ mine: false, mayConfirm: true, byName: { zh: expect.stringMatching(/./) } });
    const toConfirm = (await json(client('tang-li').get('me/to-confirm'))).items as { item: string; what: string; code: string }[];
    expect(toConfirm.find(({ item }) => item === proposal)).toMatchObject({ what: 'CALENDAR', code: '2033' });
    const act = async (as: { readonly authorization: string } | { readonly cookie: string }, name: string, body: object = {}) => {
      const sent = await fetch(`${apiUrl}/api/v1/${calendar}/${proposal}/${name}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
          ...('cookie' in as ? { ...as, origin: apiUrl, 'sec-fetch-site': 'same-origin' } : as),
        },
        body: JSON.stringify(body),
      });
      return [sent.status, ((await sent.json()) as { code?: string }).code ?? 'DONE'];
    };
    expect(await act({ cookie: await signedIn('xu-jianing') }, 'confirm')).toEqual([403, 'NOT_YOURS']);
    expect(await act({ authorization: `Bearer ${tokens['tang-li']}` }, 'confirm')).toEqual([403, 'SIGN_IN_AGAIN']);
    expect(await act({ cookie: await signedIn('tang-li') }, 'confirm')).toEqual([200, 'DONE']);
    expect(await act({ cookie: await signedIn('tang-li') }, 'confirm')).toEqual([404, 'NOT_FOUND']);
    const { years } = (await json(officer.get('programme/QH/calendar'))) as unknown as { years: { year: number; days: object[] }[] };
    expect(years.find(({ year }) => year === 2033)).toMatchObject({ status: 'DECREED', document: wanted.document, days: wanted.days });
    // The same again is nothing new; a provisional one does not take its place.
    expect((await json(officer.post(calendar, wanted))).faults).toEqual([expect.stringMatching(/^days: must differ/)]);
    const provisional = await json(officer.post(calendar, { ...wanted, status: 'PROVISIONAL' }));
    expect(provisional.faults).toEqual([expect.stringMatching(/^status: must be DECREED/)]);
  } finally {
    for (const end of ends) await end();
    await db.pool.query(`DELETE FROM calendar_proposal WHERE year = 2033`);
    await db.pool.query(`DELETE FROM calendar_day WHERE day LIKE '2033-%'`);
    await db.pool.query(`DELETE FROM calendar_year WHERE year = 2033`);
  }
});

it('whoever is a stranger in one of the counties proposes no year, and is told who can', async () => {
  // A county more, as far as the calendar asks of it.
  await db.pool.query(
    `INSERT INTO case_state (stream, kind, programme, version, status, title, state, schema, changed_at)
     SELECT 'programme/KALENDER', kind, 'KALENDER', version, status, title, state, schema, changed_at FROM case_state WHERE stream = 'programme/QH'`,
  );
  try {
    const { mayPropose, why } = await proposals('xu-jianing');
    expect(mayPropose).toBe(false);
    expect(why?.zh).toContain('tuojian calendar import');
    // Nobody else is told of what they could not do anyway.
    expect(await proposals('zhou-qiming')).toMatchObject({ mayPropose: false, why: null });
    const refused = await client('xu-jianing').post(calendar, { ...wanted, year: 2034, days: [] });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'NOT_YOURS']);
  } finally {
    await db.pool.query(`DELETE FROM case_state WHERE stream = 'programme/KALENDER'`);
  }
});
