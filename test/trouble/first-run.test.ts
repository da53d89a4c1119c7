/** A service of its own that is empty: what it says of itself, and the example, loaded, broken off and gone on with. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmptyService, startEmptyService } from '../../scripts/own-service.ts';
import { EXAMPLE_STEPS } from '../../setup/example/load.ts';
import { createFirstRun } from '../../setup/first-run.ts';

/** What a person waits for at most is 20 s, on a machine that does nothing else; all other tests run beside this one. */
const MOST_SECONDS = 90;

let service: EmptyService;
beforeAll(async () => {
  service = await startEmptyService({ name: 'first-run', say: () => undefined });
}, 120_000);
afterAll(() => service.stop());

type Told = {
  readonly empty: boolean;
  readonly mayLoadExample: boolean;
  readonly example: { readonly state: string; readonly done: number; readonly total: number } | null;
};
const look = async (): Promise<Told> => (await (await fetch(`${service.stack.apiUrl}/api/v1/first-run`)).json()) as Told;
const load = (body = '{}', type = 'application/json') =>
  fetch(`${service.stack.apiUrl}/api/v1/first-run/example`, { method: 'POST', headers: { 'content-type': type }, body });
const rows = async <T extends object>(sql: string): Promise<readonly T[]> => (await service.stack.database.pool.query<T>(sql)).rows;
async function until(holds: (told: Told) => boolean, seconds: number): Promise<Told> {
  for (let tries = 0; tries < seconds * 10; tries += 1) {
    const told = await look();
    if (holds(told)) return told;
    await sleep(100);
  }
  throw new Error(`not within ${seconds} s: ${JSON.stringify(await look())}`);
}

describe('an empty service', () => {
  it('says so, and takes nothing that another site’s page could send', async () => {
    expect(await look()).toEqual({
      empty: true,
      embedded: true,
      asksSetupCode: false,
      mayLoadExample: true,
      example: null,
      mayBegin: true,
      begun: null,
    });
    expect((await load('{}', 'text/plain')).status).toBe(415);
    expect((await load('{"programme":"QH"}')).status).toBe(422);
    expect((await look()).empty).toBe(true);
  });

  it('loads the example once, though it broke off half way and was asked for twice at once', { timeout: 240_000 }, async () => {
    const { database, server } = service.stack;
    const first = createFirstRun({ database, importing: server.gateway, people: server.gateway, embedded: true, log: { error: () => undefined } });
    expect(await first.loadExample()).toBe('STARTED');
    const half = await until(({ example }) => (example?.done ?? 0) >= 20, 60);
    await first.stop();
    expect(half.example?.done).toBeLessThan(half.example?.total ?? 0);
    const broken = await look();
    expect(broken).toMatchObject({ empty: false, mayLoadExample: true, example: { state: 'BROKEN' } });

    const began = Date.now();
    const answers = await Promise.all([load(), load()]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    const { example } = await until((told) => told.example?.state !== 'RUNNING', 120);
    expect(example).toMatchObject({ state: 'DONE', done: EXAMPLE_STEPS, total: EXAMPLE_STEPS });
    expect((Date.now() - began) / 1_000).toBeLessThan(MOST_SECONDS);
    // Steps are counted right: each command of a person is there once.
    const [commands] = await rows<{ acts: string }>("SELECT count(DISTINCT command_id) AS acts FROM event WHERE command_id LIKE 'example:%'");
    expect(Number(commands?.acts) + 9).toBe(EXAMPLE_STEPS);
    expect((await load()).status).toBe(202);
    expect((await look()).mayLoadExample).toBe(false);
  });

  it('then holds something for everybody who decides, and one of each state', { timeout: 90_000 }, async () => {
    const asked = await rows<{ person: string }>("SELECT DISTINCT person FROM task WHERE kind = 'DECIDE' AND status = 'PENDING' ORDER BY 1");
    const roles = await rows<{ role: string; person: string }>(
      "SELECT DISTINCT role, person FROM standing WHERE kind = 'MEMBER' AND programme = 'QH'",
    );
    const deciders = roles.filter(({ role }) => !['PROGRAMME_OFFICER', 'AUDITOR', 'ADMINISTRATOR', 'PANEL'].includes(role));
    expect(asked.map(({ person }) => person)).toEqual([...new Set(deciders.map(({ person }) => person))].sort());
    const states = await rows<{ status: string; n: number }>(
      "SELECT status, count(*)::int AS n FROM case_state WHERE kind = 'approval' AND stream LIKE '%~%' GROUP BY 1 ORDER BY 1",
    );
    // The development plan, which the programme asks for itself, is none of these.
    expect(Object.fromEntries(states.map(({ status, n }) => [status, n]))).toEqual({ APPROVED: 1, DRAFT: 1, OPEN: 10, PAUSED: 1, RETURNED: 1 });
    // The paper that lay too long is over its limit.
    const [late] = await rows<{ late: boolean }>(
      "SELECT (state->'clock'->'deadline'->>'dueAt')::timestamptz < now() AS late FROM case_state WHERE stream = 'approval/QH-02~YF-1'",
    );
    expect(late?.late).toBe(true);
    expect(await rows("SELECT 1 FROM file_reference r JOIN document_file f USING (sha256) WHERE f.media_type <> 'application/pdf'")).toEqual([]);
    for (let tries = 0; tries < 600 && (await rows("SELECT 1 FROM event WHERE type = 'FindingRaised'")).length === 0; tries += 1) await sleep(100);
    expect(await rows("SELECT DISTINCT stream FROM event WHERE type = 'FindingRaised'")).toEqual([{ stream: 'findings/QH-02' }]);
    // Nobody signed in, and the record says so.
    expect(await rows("SELECT 1 FROM event WHERE command_id LIKE 'example:%' AND body::jsonb->'actor'->>'door' <> 'import'")).toEqual([]);
  });
});

describe('one’s own county, set up at an empty service', () => {
  let own: EmptyService;
  beforeAll(async () => {
    own = await startEmptyService({ name: 'own-county', say: () => undefined });
  }, 120_000);
  afterAll(() => own.stop());
  const post = (path: string, body: object) =>
    fetch(`${own.stack.apiUrl}/api/v1/first-run/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('is told every fault at its field, in both languages, and then stored once, with its people', { timeout: 120_000 }, async () => {
    const people = [
      { id: 'li-na', name: '李娜', nameEn: 'Li Na', email: 'li-na@longtan.example', unit: '领导小组办公室' },
      { id: 'zhao-min', name: '赵敏', nameEn: 'Zhao Min', email: 'zhao-min@longtan.example', unit: '县政府' },
    ];
    const programme = {
      code: 'LT',
      name: { zh: '龙潭县托育建设', en: 'Longtan County childcare' },
      document: '龙政办发〔2026〕2号',
      county: { zh: '龙潭县', en: 'Longtan County' },
      population: 310_000,
      existingPlaces: 400,
      targetPlaces: 1_200,
      startOn: '2026-01-01',
      endOn: '2028-12-31',
      roles: [
        { role: 'PROGRAMME_OFFICER', person: 'li-na' },
        { role: 'ADMINISTRATOR', person: 'li-na' },
        { role: 'GROUP_LEADER', person: 'zhao-min' },
      ],
    };
    const whole = { format: 'tuojian-programme/1', programme, people, projects: [], surveys: [] };
    const faulty = { ...whole, programme: { ...programme, code: 'lt', endOn: '2025-01-01' }, people: [{ ...people[0], email: 'nobody' }, people[1]] };
    const told = await (await post('check', faulty)).json();
    expect(told.would).toBeNull();
    expect(told.faults.map(({ en }: { en: string }) => en.split(': ').slice(0, 2).join(': '))).toEqual([
      'programme.json: programme.code',
      'programme.json: people[0].email',
    ]);
    expect(told.faults.every(({ zh }: { zh: string }) => /^programme\.json：.*：须/.test(zh))).toBe(true);
    expect((await post('programme', faulty)).status).toBe(422);
    const started = await Promise.all([post('programme', whole), post('programme', whole)]);
    expect(started.map(({ status }) => status).sort()).toEqual([202, 202]);
    let begun: { state: string } | null = null;
    for (let tries = 0; tries < 800 && begun?.state !== 'DONE'; tries += 1) {
      await sleep(100);
      begun = (await (await fetch(`${own.stack.apiUrl}/api/v1/first-run`)).json()).begun;
    }
    expect(begun).toMatchObject({ state: 'DONE', programme: 'LT' });
    const { pool } = own.stack.database;
    expect((await pool.query("SELECT person, role FROM standing WHERE kind = 'MEMBER' ORDER BY 1, 2")).rows).toEqual([
      { person: 'li-na', role: 'ADMINISTRATOR' },
      { person: 'li-na', role: 'PROGRAMME_OFFICER' },
      { person: 'zhao-min', role: 'GROUP_LEADER' },
    ]);
    expect((await pool.query("SELECT 1 FROM event WHERE type = 'ProgrammeOpened'")).rowCount).toBe(1);
  });

  it('closes that door, and the one of the example', async () => {
    expect((await post('programme', {})).status).toBe(409);
    expect((await post('check', {})).status).toBe(409);
    expect((await post('example', {})).status).toBe(409);
  });
});
