/** The one questionnaire of a programme: opened by the office, answered once a device and phone in the whole county, and counted by stratum. */
import { beforeAll, expect, inject, it } from 'vitest';
import { openDatabase } from '../../prisma/database.ts';
import { client, json, registerOwnProject, today } from '../setup/office.ts';
import { Phone } from '../setup/phone.ts';

const { apiUrl, databaseUrl } = inject('service');
const PROJECT = 'QH-88';
const PATH = 'programme/QH/questionnaire';
const office = client('xu-jianing');
beforeAll(() => registerOwnProject(PROJECT, { zh: '全县问卷示范点', en: 'County questionnaire centre' }), 60_000);

/** Bodies of the events of a type in the programme's journal. */
async function journal(type: string): Promise<string> {
  const database = openDatabase(databaseUrl);
  const { rows } = await database.pool.query<{ body: string }>("SELECT body FROM event WHERE stream = 'journal/QH' AND type = $1", [type]);
  await database.close();
  return rows.map(({ body }) => body).join('\n');
}
type Standing = {
  readonly form: {
    readonly open: boolean;
    readonly collecting: boolean;
    readonly address: string | null;
    readonly received: number;
    readonly strata: Record<string, number>;
    readonly excluded: Record<string, number>;
    readonly refused: Record<string, number>;
    readonly batches: readonly { readonly batch: string; readonly stratum: string; readonly rows: number; readonly surveys: readonly string[] }[];
  } | null;
  readonly runs: boolean;
  readonly whyNotOpen: object | null;
};
const standing = async (person = 'xu-jianing') => (await json(client(person).get(PATH))) as unknown as Standing;
const areas = [
  { name: '城关街道', stratum: 'URBAN' },
  { name: '河口镇', stratum: 'TOWNSHIP' },
] as const;
const OPENING = { basis: '试〔2026〕12号', closesOn: today(), areas };
const FAMILY = {
  step: '2',
  birthMonth: `${Number(today().slice(0, 4)) - 1}-${today().slice(5, 7)}`,
  'birthMonth.year': String(Number(today().slice(0, 4)) - 1),
  'birthMonth.month': today().slice(5, 7),
  ...{ children: 'ONE', residence: 'LOCAL', carer: 'PARENT', work: 'BOTH', income: 'UNSAID', inCare: 'NONE', need: 'NO' },
  ...{ 'concerns.SAFETY': '1', whyNot: 'AT_HOME', knowsPolicy: 'WELL' },
};
const inTown = { ...FAMILY, area: '城关街道' };
const inTownship = { ...FAMILY, area: '河口镇' };

it('what is wrong with an opening is told at its field, and nothing is opened', async () => {
  for (const [change, field] of [
    [{ closesOn: '2020-01-01' }, 'closesOn'],
    [{ closesOn: 'tomorrow' }, 'closesOn'],
    [{ basis: '' }, 'basis'],
    [{ basis: ' ' }, 'basis'],
    [{ areas: [] }, 'areas'],
    [{ areas: [...areas, areas[0]] }, 'areas'],
    [{ areas: [{ name: '好\u202e', stratum: 'URBAN' }] }, 'areas'],
    [{ areas: [{ name: '城关街道', stratum: 'MOON' }] }, 'areas'],
    [{ areas: Array.from({ length: 61 }, (_, n) => ({ name: `村${n}`, stratum: 'URBAN' })) }, 'areas'],
  ] as const) {
    const answer = await office.post(PATH, { ...OPENING, ...change });
    expect([answer.status, JSON.stringify(await answer.json())]).toEqual([422, expect.stringContaining(field)]);
  }
  expect(await standing()).toMatchObject({ form: null, runs: true, whyNotOpen: null });
  expect((await office.post(`${PATH}/close`, {})).status).toBe(409);
});

it('only the office opens it, and of two at once one does', async () => {
  for (const person of ['song-wei', 'su-mei']) expect((await client(person).post(PATH, OPENING)).status).toBe(404);
  expect((await office.post('programme/NO-SUCH/questionnaire', OPENING)).status).toBe(404);
  const both = await Promise.all([office.post(PATH, OPENING), office.post(PATH, { ...OPENING, basis: '试〔2026〕13号' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await standing('song-wei')).form?.address).toBeNull();
  expect((await client('su-mei').get(PATH)).status).toBe(404);
});

it('is answered once a device and phone in the whole county, and closed into a batch a stratum that a survey takes in', {
  timeout: 60_000,
}, async () => {
  const address = (await standing()).form?.address ?? '';
  expect(address).toMatch(new RegExp(`^${apiUrl}/q/[A-Za-z0-9_-]{22}$`));
  const [first, second] = [new Phone(address), new Phone(address)];
  const page = await first.open();
  expect(page.policy).toContain("default-src 'none'");
  expect([page.html.includes('<script'), page.html.includes('青禾')]).toEqual([false, true]);
  const listed = await first.send({ step: '0' });
  for (const { name } of areas) expect(listed.html).toContain(name);
  expect((await first.send({ ...inTown, area: '月球' })).faults).toEqual(['area']);
  expect((await first.send({ ...inTown, phone: '138 0000 2222' })).status).toBe(303);
  // Another place makes nobody another family.
  expect((await first.send(inTownship)).status).toBe(409);
  await second.open();
  expect((await second.send({ ...inTownship, phone: '+86 13800002222' })).status).toBe(409);
  expect((await second.send({ ...inTownship, website: 'https://x.example' })).status).toBe(422);
  expect((await second.send(inTownship)).status).toBe(303);
  expect((await standing()).form).toMatchObject({ received: 2, excluded: { TOO_FAST: 2 }, refused: { TWICE: 2, MACHINE: 1 } });

  const closing = await Promise.all([office.post(`${PATH}/close`, {}), office.post(`${PATH}/close`, {})]);
  expect(closing.map(({ status }) => status).every((status) => status === 200 || status === 409)).toBe(true);
  expect((await second.open()).status).toBe(410);
  const closed = await standing();
  expect(closed.form).toMatchObject({ open: false, collecting: false, address: null });
  expect(closed.form?.batches.map(({ stratum, rows }) => [stratum, rows])).toEqual([
    ['URBAN', 1],
    ['TOWNSHIP', 1],
  ]);
  const [town] = closed.form?.batches ?? [];
  expect(town?.surveys).toContain(PROJECT);
  await office.command(`survey/${PROJECT}`, { type: 'ReceiveAnswers', batch: town?.batch });
  expect(await json(office.get('survey-batches?programme=QH'))).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ batch: town?.batch, stratum: 'URBAN', countedIn: [PROJECT] })]),
  });
  const events = await journal('ProgrammeQuestionnaireClosed');
  expect(events).toContain(town?.batch);
  expect(events).not.toContain(address.slice(-22));
});

it('is opened once more under another address, in which nobody is known, and the first stays closed', async () => {
  expect((await office.post(PATH, OPENING)).status).toBe(201);
  const again = (await standing()).form;
  expect(again).toMatchObject({ open: true, received: 0 });
  expect((await new Phone(again?.address ?? '').open()).status).toBe(200);
  expect((await office.post(`${PATH}/close`, {})).status).toBe(200);
  expect((await standing()).form).toMatchObject({ open: false, received: 0, batches: [] });
});
