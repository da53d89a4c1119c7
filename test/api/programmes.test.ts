import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../prisma/database.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { beginSetupJob } from '../../prisma/setup-jobs.ts';
import { historyOf } from '../../setup/example/history.ts';
import { importJob } from '../../setup/imports.ts';

const { apiUrl, databaseUrl, tokens } = inject('service');
const db = openDatabase(databaseUrl);
afterAll(() => db.close());

const CODE = 'IM';
const example = JSON.parse(readFileSync('examples/qinghe/programme.json', 'utf8'));
const csv = readFileSync('examples/qinghe/survey.csv', 'utf8');
/** The example as another county’s: other codes, other people. */
const other = JSON.parse(
  JSON.stringify({ ...example, surveys: [{ batch: `${CODE}-S1`, file: '问卷.csv' }] })
    .replaceAll('"QH', `"${CODE}`)
    .replaceAll('@qinghe.example', '@im.example')
    .replaceAll(/"(id|person|manager)":"([a-z-]+)"/g, '"$1":"im-$2"')
    .replaceAll(
      /"panel":\[([^\]]*)\]/g,
      (_, people: string) =>
        `"panel":[${people
          .replaceAll('"', '')
          .split(',')
          .map((id) => `"im-${id}"`)
          .join(',')}]`,
    ),
);

function form(programme: unknown, files: Readonly<Record<string, string>> = { '问卷.csv': csv }): FormData {
  const body = new FormData();
  body.append('files', new File([typeof programme === 'string' ? programme : JSON.stringify(programme)], '我县.json'));
  for (const [name, text] of Object.entries(files)) body.append('files', new File([text], name));
  return body;
}
const post = (path: string, body: FormData | string, token = tokens['tang-li'] ?? '', type?: string) =>
  fetch(`${apiUrl}/api/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...(type === undefined ? {} : { 'content-type': type }) },
    body,
  });
const isHere = async () => ((await db.pool.query('SELECT 1 FROM stream WHERE stream = $1', [`programme/${CODE}`])).rowCount ?? 0) > 0;

describe('importing a programme over the API', () => {
  it('tells every fault of every file in one report, and keeps nothing', async () => {
    const faulty = structuredClone(other);
    faulty.programme.roles.push({ role: 'NDRC', person: 'nobody' });
    faulty.people[2].email = 'no address';
    faulty.projects[0].profile.manager = 'ghost';
    const lines = csv.split('\n');
    lines[4] = (lines[4] ?? '').replace(/,(CERTAIN|MAYBE|NO),/, ',PERHAPS,');
    const brought = { '问卷.csv': lines.join('\n'), 'unused.csv': csv };
    const checked = await (await post('programmes/check', form(faulty, brought))).json();
    expect(checked.would).toBeNull();
    // A fault of form hides what only the whole can be asked; the rest is all told.
    expect(checked.faults.map(({ en }: { en: string }) => en)).toEqual([
      'programme.json: people[2].email: must be a mail address like wang.wei@county.gov.cn',
      expect.stringMatching(/^问卷\.csv:5: need: /),
    ]);
    faulty.people[2].email = 'fine@im.example';
    const again = await (await post('programmes/check', form(faulty, brought))).json();
    expect(again.faults).toHaveLength(3);
    const refused = await post('programmes', form(faulty, brought));
    expect(refused.status).toBe(422);
    const problem = await refused.json();
    expect(problem.faults).toHaveLength(3);
    expect(problem.faultsZh).toHaveLength(3);
    expect(await isHere()).toBe(false);
  });

  it('waits for who was first to note it, and tells of theirs', async () => {
    const holder = await db.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 50))', [importJob(CODE)]);
      const asked = post('programmes', form(other));
      await sleep(500);
      await beginSetupJob(db, { id: importJob(CODE), person: 'tang-li', total: 9, says: { zh: '正在导入', en: 'under way' } });
      const answer = await asked;
      expect(answer.status).toBe(202);
      expect(await answer.json()).toMatchObject({ programme: CODE, progress: { state: 'RUNNING', total: 9 } });
      expect(await isHere()).toBe(false);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
      await db.pool.query('DELETE FROM setup_job WHERE id = $1', [importJob(CODE)]);
    }
  });

  it('says what it would do, does it once though it is asked twice at once, and twice the same is no harm', { timeout: 60_000 }, async () => {
    const { would, warnings } = await (await post('programmes/check', form(other, { '问卷.csv': csv, 'unused.csv': csv }))).json();
    expect(would).toMatchObject({ programme: CODE, opened: true, people: { added: 22 }, projects: { added: 6 }, answers: { stored: 608 } });
    expect(warnings.at(-1).en).toMatch(/^unused\.csv: is not used/);
    expect(await isHere()).toBe(false);
    const started = await Promise.all([post('programmes', form(other)), post('programmes', form(other))]);
    expect(started.map(({ status }) => status)).toEqual([202, 202]);
    const done = await ended();
    expect(done).toMatchObject({ state: 'DONE', report: { projects: { added: 6 }, answers: { stored: 608 } } });
    expect((await db.pool.query('SELECT 1 FROM event WHERE stream = $1', [`programme/${CODE}`])).rowCount).toBe(7);
    const [opened] = (await db.pool.query("SELECT body::jsonb->'actor' AS actor FROM event WHERE stream = $1 AND version = 1", [`programme/${CODE}`]))
      .rows;
    expect(opened.actor).toMatchObject({ person: 'tang-li', door: 'api' });
    expect((await post('programmes', form(other))).status).toBe(202);
    expect(await ended()).toMatchObject({
      state: 'DONE',
      report: { opened: false, people: { added: 0, known: 22 }, answers: { stored: 0, known: 608 } },
    });
    expect((await db.pool.query('SELECT 1 FROM event WHERE stream = $1', [`programme/${CODE}`])).rowCount).toBe(7);
  });

  it('takes over what a project did on paper before, and starts nothing until a second person of the office has closed it', {
    timeout: 60_000,
  }, async () => {
    const file = structuredClone(other);
    const profile = { ...file.projects[1].profile, code: `${CODE}-07` };
    const history = { complete: true, facts: historyOf(profile, { reach: 'BUILDING', nth: 7, milestones: 2, today: '2026-11-20' }) };
    file.projects.push({ ...file.projects[1], profile, history });
    const faulty = structuredClone(file);
    faulty.projects[6].history.facts[0].on = '2099-01-01';
    faulty.projects[1].history = { complete: true, facts: historyOf(profile, { reach: 'SURVEYED', nth: 8, today: '2026-11-20' }) };
    const wrong = (await (await post('programmes', form(faulty))).json()).faults;
    expect(wrong).toContainEqual(
      expect.stringMatching(/^programme\.json: projects\[6\] \(IM-07\)\.history\.facts\[0\] \(SURVEY_HELD\)\.on: must not be after/),
    );
    expect((await post('programmes', form(file))).status).toBe(202);
    const { length } = history.facts;
    expect(await ended()).toMatchObject({ state: 'DONE', report: { projects: { added: 1, known: 6 }, facts: { added: length, known: 0 } } });
    expect((await post('programmes', form(file))).status).toBe(202);
    expect(await ended()).toMatchObject({ state: 'DONE', report: { projects: { added: 0, known: 7 }, facts: { added: 0, known: length } } });
    faulty.projects[6] = file.projects[6];
    const began = (await (await post('programmes/check', form(faulty))).json()).faults.map(({ en }: { en: string }) => en);
    expect(began.join()).toMatch(/project IM-02: history: must be of a project that was registered to be taken over/);

    const project = `project/${CODE}-07`;
    const [officer, director] = await Promise.all(['im-xu-jianing', 'im-he-jing'].map((person) => issueApiToken(db, person, 1)));
    const send = (token: string | undefined, command: object) =>
      fetch(`${apiUrl}/api/v1/${project}/commands`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify(command),
      });
    const view = async () => (await (await fetch(`${apiUrl}/api/v1/${project}`, { headers: { authorization: `Bearer ${officer}` } })).json()).state;
    expect((await view()).takeover).toMatchObject({ status: 'OPEN', by: ['tang-li'], facts: { PLAN_ISSUED: { by: '县政府办公室' } } });
    const more = {
      kind: 'INSPECTION',
      key: 'J-1',
      inspection: 'FIRE',
      passed: true,
      document: '青消〔2024〕7号',
      on: '2024-02-01',
      by: '消防救援大队',
    };
    // Two officers at once enter the same; one hands in what is wrong.
    const both = await Promise.all([officer, director].map((token) => send(token, { type: 'TakeOver', facts: [more] })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const refused = await send(officer, { type: 'TakeOver', facts: [{ ...more, key: 'J-2', on: '2099-01-01' }] });
    expect(await refused.json()).toMatchObject({ status: 422, faults: [expect.stringMatching(/\(INSPECTION\.J-2\)\.on: must not be after today/)] });
    const correction = { type: 'CorrectTakenOver', id: 'INSPECTION.J-1', fact: { ...more, passed: false }, reason: '复核原件' };
    expect((await send(officer, correction)).status).toBe(200);
    const close = { type: 'CloseTakeover', document: '青托办〔2026〕8号', on: '2026-11-20', reason: '已核对' };
    expect((await send(officer, close)).status).toBe(403);
    expect((await send(tokens['xu-jianing'], close)).status).toBe(404);
    expect((await db.pool.query("SELECT 1 FROM stream WHERE project = $1 AND kind <> 'findings'", [`${CODE}-07`])).rowCount).toBe(1);
    const third = await issueApiToken(db, 'im-tang-li', 1);
    const read = async (token: string | undefined, path: string) => {
      const answer = await fetch(`${apiUrl}/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } });
      return { status: answer.status, ...(await answer.json()) };
    };
    const waitsFor = async (token: string | undefined) =>
      (await read(token, 'me/to-confirm')).items.filter(({ programme }: { programme: string }) => programme === CODE);
    expect((await send(officer, { ...close, type: 'ProposeClosing' })).status).toBe(200);
    expect(await waitsFor(third)).toMatchObject([{ what: 'TAKEOVER_CLOSING', code: `${CODE}-07`, person: 'im-xu-jianing', item: project }]);
    expect(await waitsFor(officer)).toEqual([]);
    const told = await db.pool.query("SELECT DISTINCT recipient FROM notice WHERE stream = $1 AND template = 'takeover-proposed'", [project]);
    expect(told.rows.map(({ recipient }) => recipient).sort()).toEqual(['im-he-jing', 'im-xu-jianing']);
    const page = await read(officer, `${project}/takeover`);
    expect(page).toMatchObject({
      status: 'OPEN',
      lacks: [],
      closing: { by: 'im-xu-jianing', mine: true },
      may: { enter: null, propose: expect.anything() },
    });
    expect(page.may.close.en).toMatch(/Another person/);
    expect(page.facts.find(({ id }: { id: string }) => id === 'CONTRACT')).toMatchObject({ stage: 'CONSTRUCTION', amountFen: expect.any(Number) });
    const listed = await read(third, `programme/${CODE}/takeover?status=OPEN`);
    expect(listed).toMatchObject({
      counts: { NONE: 6, OPEN: 1, CLOSED: 0, waiting: 1 },
      items: [{ project: `${CODE}-07`, kinds: { INSPECTION: 1, CONTRACT: 1 }, closing: { by: 'im-xu-jianing' } }],
      next: null,
    });
    expect((await read(third, `programme/${CODE}/takeover?status=NONE&after=${CODE}-03`)).items).toHaveLength(3);
    expect((await read(tokens['xu-jianing'], `programme/${CODE}/takeover`)).status).toBe(404);
    expect((await read(tokens['xu-jianing'], `${project}/takeover`)).status).toBe(404);
    expect((await send(third, close)).status).toBe(200);
    const plan = { ...page.facts.find(({ id }: { id: string }) => id === 'PLAN_ISSUED').fact, by: '县人民政府办公室' };
    expect((await send(officer, { type: 'CorrectTakenOver', id: 'PLAN_ISSUED', fact: plan, reason: '录入有误' })).status).toBe(200);
    expect(await waitsFor(third)).toMatchObject([{ what: 'TAKEOVER_CORRECTION', item: 'JX-1', code: `${CODE}-07` }]);
    expect((await send(officer, { type: 'RefuseCorrection', correction: 'JX-1', reason: '撤回' })).status).toBe(200);
    expect(await waitsFor(third)).toEqual([]);
    const { stages, takeover } = await view();
    expect([stages.SURVEY, stages.PLANNING, stages.APPROVALS]).toEqual(Array(3).fill(expect.objectContaining({ status: 'DONE', takenOver: true })));
    expect(takeover.findings.map(({ code }: { code: string }) => code)).toContain('INSPECTION_NOT_PASSED');
    for (
      let tries = 0;
      tries < 100 && (await db.pool.query('SELECT 1 FROM case_state WHERE stream = $1', [`construction/${CODE}-07`])).rowCount === 0;
      tries += 1
    )
      await sleep(50);
    const works = await (await fetch(`${apiUrl}/api/v1/construction/${CODE}-07`, { headers: { authorization: `Bearer ${officer}` } })).json();
    expect(works.state.takenOver.facts.length).toBeGreaterThan(5);
    expect(Object.values<{ takenOver?: boolean }>(works.state.payments).every((payment) => payment.takenOver === true)).toBe(true);
    const decided = await db.pool.query("SELECT 1 FROM stream WHERE project = $1 AND kind = 'approval'", [`${CODE}-07`]);
    expect(decided.rowCount).toBe(0);
  });

  it('tells the administrator of another county nothing of this one’s people and papers', async () => {
    const stranger = await issueApiToken(db, 'im-tang-li', 1);
    const changed = structuredClone(example);
    changed.programme.document = '别的文号';
    const { faults } = await (await post('programmes/check', form({ ...changed, surveys: [] }, {}), stranger)).json();
    expect(faults).toEqual([expect.objectContaining({ en: expect.stringContaining('another programme has this one') })]);
    const mixed = structuredClone(other);
    mixed.programme.code = 'IX';
    mixed.projects = [];
    mixed.surveys = [];
    mixed.people[0] = { ...mixed.people[0], id: 'zhou-qiming' };
    mixed.programme.roles[0].person = 'zhou-qiming';
    const told = await (await post('programmes/check', form(mixed, {}), stranger)).json();
    expect(JSON.stringify(told.faults)).toContain('somebody else in this service has this one');
    expect(JSON.stringify(told.faults)).not.toMatch(/qinghe\.example|县政府|QH/);
    expect((await fetch(`${apiUrl}/api/v1/programmes/${CODE}/import`, { headers: { authorization: `Bearer ${tokens['fang-yuan']}` } })).status).toBe(
      404,
    );
    expect((await post('programmes/check', form(other), tokens['fang-yuan'])).status).toBe(404);
  });

  it.each([
    ['something that is no form', 'area,stratum', 'text/csv', 422],
    [
      'a form that is cut off',
      '--x\r\nContent-Disposition: form-data; name="files"; filename="a.json"\r\n\r\n{',
      'multipart/form-data; boundary=x',
      422,
    ],
    ['a form without files', '--x\r\nContent-Disposition: form-data; name="other"\r\n\r\n1\r\n--x--\r\n', 'multipart/form-data; boundary=x', 422],
    ['more than fits', 'a'.repeat(41 * 1_048_576), 'multipart/form-data; boundary=x', 413],
  ])('refuses %s', async (_what, body, type, status) => {
    expect((await post('programmes', body, tokens['tang-li'], type)).status).toBe(status);
  });

  async function ended(): Promise<Record<string, unknown>> {
    for (let tries = 0; tries < 300; tries += 1) {
      const told = await (
        await fetch(`${apiUrl}/api/v1/programmes/${CODE}/import`, { headers: { authorization: `Bearer ${tokens['tang-li']}` } })
      ).json();
      if (told.state !== 'RUNNING') return told;
      await sleep(100);
    }
    throw new Error('the import did not end within 30 s');
  }
});
