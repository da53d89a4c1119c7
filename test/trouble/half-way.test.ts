/** The example in the middle of its life, loaded into an empty service: what every page of it has to show is there, and true. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { type EmptyService, startEmptyService } from '../../scripts/own-service.ts';
import { HALF_WAY_STEPS } from '../../setup/example/load.ts';
import { consoleContext } from '../setup/console-page.ts';

/** What a person waits for at most, on a machine that does nothing else. */
const MOST_SECONDS = 30;

let service: EmptyService;
beforeAll(async () => {
  service = await startEmptyService({ name: 'half-way', say: () => undefined });
}, 120_000);
afterAll(() => service.stop());

const rows = async <T extends object>(sql: string): Promise<readonly T[]> => (await service.stack.database.pool.query<T>(sql)).rows;
type Told = { readonly example: { readonly state: string; readonly done: number; readonly total: number } | null };
const address = () => `${service.stack.apiUrl}/api/v1/first-run`;
const look = async (): Promise<Told> => (await (await fetch(address())).json()) as Told;
const load = (halfWay: boolean) =>
  fetch(`${address()}/example`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ halfWay }) });

it('is loaded by one click, with projects in every state that a board shows', { timeout: 120_000 }, async () => {
  const began = Date.now();
  // Both buttons at once: one of them is first, and it stays that example.
  expect((await load(true)).status).toBe(202);
  expect((await load(false)).status).toBe(202);
  let told = await look();
  const seen = new Set<number>();
  while (told.example?.state === 'RUNNING') {
    seen.add(told.example.done);
    await sleep(100);
    told = await look();
  }
  expect(told.example).toMatchObject({ state: 'DONE', done: HALF_WAY_STEPS, total: HALF_WAY_STEPS });
  expect(seen.size).toBeGreaterThan(5);
  expect((Date.now() - began) / 1_000).toBeLessThan(MOST_SECONDS);
  const [commands] = await rows<{ acts: string }>("SELECT count(DISTINCT command_id) AS acts FROM event WHERE command_id LIKE 'example:%'");
  // People, opening, six projects and a batch; five histories.
  expect(Number(commands?.acts) + 9 + 1 + 5).toBe(HALF_WAY_STEPS);

  const lights = await rows<{ project: string; light: string }>(
    "SELECT project, light FROM case_state WHERE kind = 'construction' AND status = 'OPEN' ORDER BY project",
  );
  expect(lights).toEqual([
    { project: 'QH-01', light: 'GREEN' },
    { project: 'QH-03', light: 'YELLOW' },
    { project: 'QH-04', light: 'RED' },
  ]);
  const [rectified] = await rows<{ notice: number; overdue: boolean }>(
    "SELECT (state->>'notice')::int AS notice, (state->>'overdue')::bool AS overdue FROM case_state WHERE stream = 'acceptance/QH-05'",
  );
  expect(rectified).toEqual({ notice: 1, overdue: false });
  const over = await rows<{ project: string; status: string }>(
    "SELECT project, status FROM case_state WHERE kind = 'project' AND status <> 'RUNNING'",
  );
  expect(over).toEqual([{ project: 'QH-02', status: 'ACCEPTED' }]);
  const approvals = (await rows<{ status: string }>("SELECT DISTINCT status FROM case_state WHERE kind = 'approval'")).map(({ status }) => status);
  expect(approvals).toEqual(expect.arrayContaining(['OPEN', 'RETURNED', 'PAUSED', 'DRAFT']));
  const [late] = await rows<{ late: boolean }>(
    "SELECT due_on < to_char(now(), 'YYYY-MM-DD') AS late FROM application WHERE stream = 'approval/QH-06~YF-1'",
  );
  expect(late?.late).toBe(true);
  // Something to find, and no more than what is there: no board is buried under what the example has made up.
  const findings = () =>
    rows<{ project: string; code: string }>(
      `SELECT c.project, f.value->>'code' AS code FROM case_state c, jsonb_each(c.state->'findings') f
       WHERE c.kind = 'findings' AND f.value->>'code' <> 'DATED_ON_DAY_OFF' ORDER BY 1, 2`,
    );
  for (let tries = 0; tries < 60 && (await findings()).length < 2; tries += 1) await sleep(500);
  expect(await findings()).toEqual([
    { project: 'QH-03', code: 'TAKEN_OVER_BREACH' },
    { project: 'QH-04', code: 'ORDER_INVERTED' },
  ]);
  const [survey] = await rows<{ answers: number; token: string; area: string }>(
    `SELECT (state->'tally'->>'valid')::int AS answers, l.token, state->'publicForm'->'areas'->0->>'name' AS area
     FROM case_state JOIN survey_link l ON l.hash = state->'publicForm'->>'link' WHERE case_state.stream = 'survey/QH-06'`,
  );
  expect(survey?.answers).toBeGreaterThan(500);
  expect(survey?.area).toBe('青溪街道');
  // Its first page asks for consent; one that takes no answers has no such button.
  expect(await (await fetch(`${service.stack.apiUrl}/q/${survey?.token}?lang=zh-CN`)).text()).toContain('开始填写');
  const money = await rows<{ status: string }>(
    "SELECT DISTINCT p.value->>'status' AS status FROM case_state c, jsonb_each(c.state->'payments') p WHERE c.stream = 'construction/QH-01' ORDER BY 1",
  );
  expect(money.map(({ status }) => status)).toEqual(['APPROVED', 'ASKED']);
  // Nothing that was taken over has an approval of its own.
  const types = await rows<{ n: string }>("SELECT count(*) AS n FROM event WHERE type = 'FactTakenOver' AND stream LIKE 'project/%'");
  expect(Number(types[0]?.n)).toBeGreaterThan(100);
});

describe('whoever tries it out does the first thing of their role within a minute', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  }, 60_000);
  afterAll(() => browser.close());

  /** By one click on the page where people sign in. */
  async function windowOf(person: string, width = 1280): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
    const { context, complaints } = await consoleContext({ browser, apiUrl: service.stack.apiUrl, token: null, locale: 'zh-CN', width });
    const page = await context.newPage();
    await page.goto(service.stack.apiUrl);
    await page.getByRole('button', { name: new RegExp(person) }).click();
    await page.getByRole('heading', { name: `${person}，您好` }).waitFor();
    return { page, complaints };
  }

  it.each<readonly [who: string, person: string, width: number, does: (page: Page) => Promise<void>]>([
    [
      'the programme office sees what is red, since when and with whom, and opens it',
      '许家宁',
      1280,
      async (page) => {
        await page.getByRole('link', { name: '项目群', exact: true }).first().click();
        const red = page.getByRole('table', { name: '红灯事项' });
        const row = red.getByRole('row').filter({ hasText: 'QH-04' }).first();
        await row
          .getByText(/第 \d+ 天|接续前/)
          .first()
          .waitFor();
        await row.getByRole('link').first().click();
        await page.getByText('QH-04').first().waitFor();
      },
    ],
    [
      'the leading group reads one page on a phone',
      '周启明',
      360,
      async (page) => {
        await page.getByRole('link', { name: /^领导小组页/ }).click();
        await page.getByRole('heading', { name: '领导小组', level: 1 }).waitFor();
        await page.getByText(/QH-04/).first().waitFor();
        await page.getByRole('button', { name: '打印' }).waitFor();
      },
    ],
    [
      'an auditor sees a finding with its evidence, and the proof of the event behind it',
      '宋维',
      1280,
      async (page) => {
        await page.goto(`${service.stack.apiUrl}/audit/findings?project=QH-04`);
        const findings = page.getByRole('table', { name: '审计发现' });
        await findings
          .getByRole('row')
          .filter({ hasText: 'QH-04' })
          .getByRole('link', { name: /^记录 \d/ })
          .first()
          .click();
        await page.getByRole('heading', { name: /记录本身/ }).waitFor();
      },
    ],
  ])('%s', { timeout: 120_000 }, async (_who, person, width, does) => {
    const began = Date.now();
    const { page, complaints } = await windowOf(person, width);
    await does(page);
    const seconds = (Date.now() - began) / 1_000;
    console.log(`${person}: ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThan(60);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
