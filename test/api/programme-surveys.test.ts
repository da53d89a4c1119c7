/** The surveys of a programme together, asked of a running service: by whom, what they say, and the report with its hash in the record. */
import { createHash } from 'node:crypto';
import { beforeAll, expect, inject, it } from 'vitest';
import { openDatabase } from '../../prisma/database.ts';
import { client, json, registerOwnProject, today } from '../setup/office.ts';

/** Of its own: surveys of the example are closed by other tests. */
const [ONE, OTHER] = ['QH-86', 'QH-87'];
const BATCH = 'TOGETHER-2026';
const { databaseUrl } = inject('service');
const office = client('xu-jianing');
const PATH = 'programme/QH/surveys';

/** Bodies of the events of a type in the programme's journal. */
async function journal(type: string): Promise<string> {
  const database = openDatabase(databaseUrl);
  const { rows } = await database.pool.query<{ body: string }>("SELECT body FROM event WHERE stream = 'journal/QH' AND type = $1", [type]);
  await database.close();
  return rows.map(({ body }) => body).join('\n');
}
type Told = {
  readonly surveys: readonly {
    readonly id: string;
    readonly valid: number;
    readonly standing: string;
    readonly inSums: boolean;
    readonly sharesWith: string | null;
  }[];
  readonly sums: { readonly hold: number; readonly of: number };
  readonly sample: { readonly counted: number; readonly distinct: { readonly valid: number } | null };
  readonly warnings: readonly { readonly en: string }[];
};
const told = async () => (await json(office.get(PATH))) as unknown as Told;
/** Once the answers are counted. */
async function counted(): Promise<Told> {
  for (;;) {
    const found = await told();
    if (found.sample.distinct !== null) return found;
  }
}
const lineOf = (found: Told, id: string) => found.surveys.find((one) => one.id === id);

beforeAll(async () => {
  await registerOwnProject(ONE, { zh: '汇总一', en: 'Together, one' });
  await registerOwnProject(OTHER, { zh: '汇总二', en: 'Together, two' });
  const columns = 'area,stratum,ageMonths,need,travelMinutes,feeLimitYuan,secondsToFill,respondent,consent,answeredOn';
  const row = (who: string) => `城关街道,URBAN,20,CERTAIN,10,1600,200,${who},yes,${today()}`;
  const csv = [columns, row('t1'), row('t2'), row('t3')].join('\n');
  expect((await office.post('survey-batches', { programme: 'QH', batch: BATCH, fileName: 'together.csv', csv })).status).toBe(201);
}, 60_000);

it('a batch that two surveys take in counts once in the programme and in full in each', { timeout: 60_000 }, async () => {
  const before = await counted();
  for (const id of [ONE, OTHER]) await office.command(`survey/${id}`, { type: 'ReceiveAnswers', batch: BATCH });
  const after = await counted();
  for (const id of [ONE, OTHER]) expect(lineOf(after, id)).toMatchObject({ valid: 3, standing: 'UNDER_WAY' });
  expect(after.sample.counted - before.sample.counted).toBe(6);
  expect((after.sample.distinct?.valid ?? 0) - (before.sample.distinct?.valid ?? 0)).toBe(3);
  // Both serve the same street as the project that they were made after: one of them all stands in the sums.
  expect(after.surveys.filter(({ sharesWith }) => sharesWith !== null).length).toBeGreaterThan(0);
  expect(after.sums.of).toBe(after.surveys.filter(({ standing }) => standing !== 'CANCELLED').length);
  expect(after.warnings.some(({ en }) => en.includes(ONE) || en.includes(OTHER))).toBe(true);
});

it('the report is a PDF whose hash stands in the journal, and the same figures give the same bytes', { timeout: 60_000 }, async () => {
  const hashes: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    const answer = await office.get(`${PATH}/report.pdf?lang=en`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    hashes.push(
      createHash('sha256')
        .update(Buffer.from(await answer.arrayBuffer()))
        .digest('hex'),
    );
  }
  const noted = await journal('ProgrammeSurveyReportMade');
  expect([noted.split('\n').length, noted.includes(hashes[0] ?? 'none')]).toEqual([2, true]);
  expect(hashes[1]).toBe(hashes[0]);
});

it.each(['xu-jianing', 'song-wei'])('%s, who oversees the programme, looks at it', async (person) => {
  expect((await client(person).get(PATH)).status).toBe(200);
  expect(((await json(client(person).get('surveys'))) as { togetherOf?: string[] }).togetherOf).toContain('QH');
});

it('a reviewer without oversight, another programme and a language that there is not are refused', async () => {
  expect((await client('su-mei').get(PATH)).status).toBe(404);
  expect((await client('su-mei').get(`${PATH}/report.pdf`)).status).toBe(404);
  expect(((await json(client('su-mei').get('surveys'))) as { togetherOf?: string[] }).togetherOf).toEqual([]);
  expect((await office.get('programme/NO-SUCH/surveys')).status).toBe(404);
  expect((await office.get(`${PATH}/report.pdf?lang=fr`)).status).toBe(422);
  expect((await office.get(`${PATH}?programme=QH`)).status).toBe(422);
});
