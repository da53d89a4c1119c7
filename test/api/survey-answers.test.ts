/** The answers of a whole programme: handed in once, counted in the surveys of several projects. */
import { beforeAll, expect, it } from 'vitest';
import { client, json, registerOwnProject, today } from '../setup/office.ts';

/** Of its own: surveys of the example are closed by other tests. */
const [ONE, OTHER] = ['QH-81', 'QH-82'];
const BATCH = 'COUNTY-2026';
const office = client('xu-jianing');

beforeAll(async () => {
  await registerOwnProject(ONE, { zh: '全县调研一', en: 'County survey, one' });
  await registerOwnProject(OTHER, { zh: '全县调研二', en: 'County survey, two' });
}, 60_000);

type Answers = {
  readonly items: readonly { readonly batch: string; readonly rows: number; readonly faulty: number; readonly countedIn: readonly string[] }[];
  readonly surveys: readonly { readonly id: string; readonly takesIn: boolean }[];
};
const answers = async (person = 'xu-jianing') => (await json(client(person).get('survey-batches?programme=QH'))) as unknown as Answers;
const mine = async () => (await answers()).items.find(({ batch }) => batch === BATCH);

it('one batch is handed in once, counts in two surveys, and says so', { timeout: 60_000 }, async () => {
  const columns = 'area,stratum,ageMonths,need,travelMinutes,feeLimitYuan,secondsToFill,respondent,consent,answeredOn';
  const csv = [columns, `城关街道,URBAN,20,CERTAIN,10,1600,200,c1,yes,${today()}`, `城关街道,URBAN,8,NO,,1000,5,c2,yes,${today()}`].join('\n');
  expect((await office.post('survey-batches', { programme: 'QH', batch: BATCH, fileName: 'county.csv', csv })).status).toBe(201);
  expect(await mine()).toMatchObject({ rows: 2, faulty: 1, countedIn: [] });

  for (const id of [ONE, OTHER]) await office.command(`survey/${id}`, { type: 'ReceiveAnswers', batch: BATCH });
  expect((await mine())?.countedIn).toEqual([ONE, OTHER]);
  for (const id of [ONE, OTHER]) expect(await json(office.get(`survey/${id}/progress`))).toMatchObject({ valid: 1 });
  expect(await office.refused(`survey/${ONE}`, { type: 'ReceiveAnswers', batch: BATCH })).toBe('DUPLICATE');
});

it('surveys that may take a batch in are those that go on, and that one sees to', async () => {
  const offered = (await answers()).surveys.filter(({ takesIn }) => takesIn).map(({ id }) => id);
  expect(offered).toEqual(expect.arrayContaining([ONE, OTHER]));
  expect(await json(office.get('surveys'))).toMatchObject({ answersOf: ['QH'] });
});

it.each(['song-wei', 'su-mei'])('%s, who sees to no survey, is told of no batch', async (person) => {
  expect((await client(person).get('survey-batches?programme=QH')).status).toBe(404);
  expect(await json(client(person).get('surveys'))).toMatchObject({ answersOf: [] });
});
