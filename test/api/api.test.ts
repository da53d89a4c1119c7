import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { CASE_KINDS } from '../../domain/cases.ts';

const { apiUrl, tokens } = inject('service');
const as = (person: string) => ({ authorization: `Bearer ${tokens[person]}` });
type Json = Record<string, unknown>;
const get = async (path: string, person: string | null = 'xu-jianing') => {
  const response = await fetch(`${apiUrl}${path}`, { headers: person === null ? {} : as(person) });
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: (await response.json()) as Json };
};
const post = async (path: string, body: unknown, options: { person?: string; key?: string | null; raw?: string; type?: string } = {}) => {
  const headers: Record<string, string> = { ...as(options.person ?? 'gao-lin'), 'content-type': options.type ?? 'application/json' };
  if (options.key !== null) headers['idempotency-key'] = options.key ?? randomUUID();
  const response = await fetch(`${apiUrl}${path}`, { method: 'POST', headers, body: options.raw ?? JSON.stringify(body) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
};

beforeAll(async () => {
  for (let tries = 0; (await get('/api/v1/survey/QH-06')).status !== 200 && tries < 100; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
});

describe('reading', () => {
  it('shows the office all cases, a manager his own project, and a stranger nothing', async () => {
    expect((await get('/api/v1/cases?kind=project')).body.items).toHaveLength(6);
    expect((await get('/api/v1/cases?kind=project', 'gao-lin')).body.items).toMatchObject([{ stream: 'project/QH-01' }]);
    // An approver sees the programme in which he holds a role, and the approvals in which he is asked; no project.
    const { items } = (await get('/api/v1/cases', 'qian-ning')).body as { items: readonly { kind: string }[] };
    expect(items.map(({ kind }) => kind).filter((kind) => kind !== 'approval')).toEqual(['programme']);
    expect((await get('/api/v1/cases?kind=project', 'song-wei')).body.items).toHaveLength(6);
  });

  it('answers unknown and forbidden alike', async () => {
    const forbidden = await get('/api/v1/project/QH-02', 'gao-lin');
    const unknown = await get('/api/v1/project/NO-SUCH', 'gao-lin');
    expect(forbidden).toEqual(unknown);
    expect(forbidden).toMatchObject({ status: 404, type: expect.stringContaining('application/problem+json'), body: { code: 'NOT_FOUND' } });
  });

  it('wants a sign-in, and takes no token but a valid one', async () => {
    expect((await get('/api/v1/cases', null)).body).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
    const response = await fetch(`${apiUrl}/api/v1/cases`, { headers: { authorization: 'Bearer tj_nonsense' } });
    expect(response.status).toBe(401);
  });

  it('pages through a list without losing or repeating anything', async () => {
    const seen: string[] = [];
    for (let next: unknown = ''; next !== null; ) {
      const { body } = await get(`/api/v1/cases?limit=4${next === '' ? '' : `&after=${String(next)}`}`);
      seen.push(...(body.items as { stream: string }[]).map((item) => item.stream));
      next = body.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(13);
    expect([...seen].sort()).toEqual(seen);
  });

  it('tells the whole story of a case in order, with actor and hash', async () => {
    const { body } = await get('/api/v1/programme/QH/events?limit=3');
    expect(body.items).toMatchObject([{ version: 1, type: 'ProgrammeOpened', actor: { door: 'import' } }, { version: 2 }, { version: 3 }]);
    const rest = await get(`/api/v1/programme/QH/events?after=${String(body.next)}`);
    expect((rest.body.items as { version: number }[])[0]?.version).toBe(4);
  });
});

describe('commands', () => {
  const survey = '/api/v1/survey/QH-01/commands';
  it('are recorded before they are answered, once, however often the same request comes', async () => {
    const key = randomUUID();
    const first = await post(survey, { type: 'ReceiveAnswers', batch: 'QH-2023' }, { key });
    expect(first).toMatchObject({ status: 200, body: { stream: 'survey/QH-01', version: 2, events: [{ version: 2, type: 'AnswersReceived' }] } });
    // Asked at once, the workflow knows the command; a moment later the stored answer is given without asking it.
    let again = await post(survey, { type: 'ReceiveAnswers', batch: 'QH-2023' }, { key });
    for (let tries = 0; again.headers.get('idempotency-replayed') === null && tries < 50; tries += 1) {
      expect(again.body).toEqual(first.body);
      await new Promise((resolve) => setTimeout(resolve, 20));
      again = await post(survey, { type: 'ReceiveAnswers', batch: 'QH-2023' }, { key });
    }
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const { body } = await get('/api/v1/survey/QH-01');
    expect(body).toMatchObject({ version: 2, state: { tally: { received: 608, valid: 574 } } });
  });

  it('need a key; the same key for another request is refused', async () => {
    expect((await post(survey, { type: 'CloseSurvey' }, { key: null })).body).toMatchObject({ status: 400, code: 'KEY_MISSING' });
    const key = randomUUID();
    await post(survey, { type: 'ReceiveAnswers', batch: 'QH-2023' }, { key });
    expect((await post(survey, { type: 'CloseSurvey' }, { key })).body).toMatchObject({ status: 422, code: 'KEY_REUSED' });
  });

  it('are refused with a stable code in both languages, and leave no event', async () => {
    const refused = await post(survey, { type: 'ReceiveAnswers', batch: 'QH-2023' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'DUPLICATE', title: expect.any(String), titleZh: expect.any(String) } });
    expect((await post('/api/v1/project/QH-01/commands', { type: 'Cancel', reason: 'x' })).body).toMatchObject({ status: 403, code: 'NOT_YOURS' });
    expect((await get('/api/v1/project/QH-01')).body.version).toBe(2);
  });

  it('of the clock cannot be sent by anybody', async () => {
    for (const [path, type] of [
      ['project/QH-01', 'StartStage'],
      ['project/QH-01', 'FinishStage'],
      ['survey/QH-01', 'Cancel'],
      ['survey/QH-01', 'ApprovalDecided'],
      ['programme/QH', 'CallReports'],
    ]) {
      expect((await post(`/api/v1/${path}/commands`, { type, stage: 'HANDOVER' }, { person: 'xu-jianing' })).body).toMatchObject({
        code: 'WRONG_SHAPE',
      });
    }
  });

  it.each([
    ['no JSON', '{ "type": ', 400, 'BAD_JSON'],
    ['the wrong shape', '{"type":"AnnounceSurvey","closesOn":"2026-02-30","more":1}', 422, 'WRONG_SHAPE'],
    ['an array', '[1,2,3]', 422, 'WRONG_SHAPE'],
    ['too large', JSON.stringify({ type: 'CloseSurvey', pad: 'x'.repeat(70_000) }), 413, 'TOO_LARGE'],
  ])('whose body is %s are refused: %i', async (_what, raw, status, code) => {
    expect(await post(survey, null, { raw })).toMatchObject({ status, body: { code } });
  });

  it('whose body is no JSON by its type are refused', async () => {
    expect(await post(survey, null, { raw: 'type=CloseSurvey', type: 'application/x-www-form-urlencoded' })).toMatchObject({ status: 415 });
  });

  it('say every fault of a body at once', async () => {
    const { body } = await post('/api/v1/construction/QH-01/commands', { type: 'RecordContract', contractor: 5, amountFen: 1.5, on: 'soon' });
    expect(body.faults).toEqual([expect.stringMatching(/^contractor: /), 'amountFen: must be a whole number of 分', expect.stringMatching(/^on: /)]);
  });
});

describe('survey answers as CSV', () => {
  const header = 'area,stratum,ageMonths,need,travelMinutes,feeLimitYuan,secondsToFill,respondent,consent,answeredOn';
  const batch = (csv: string) => ({ programme: 'QH', batch: `B-${randomUUID()}`, fileName: 'more.csv', csv });
  const row = '城关街道,URBAN,20,CERTAIN,10,1500,200,z1,yes,2026-01-01';
  const upload = async (bytes: Uint8Array<ArrayBuffer>, query: Record<string, string>, person = 'xu-jianing') => {
    const headers = { ...as(person), 'content-type': 'application/octet-stream' };
    const response = await fetch(`${apiUrl}/api/v1/survey-batches?${new URLSearchParams(query)}`, { method: 'POST', headers, body: bytes });
    return { status: response.status, body: (await response.json()) as Json };
  };

  it('known already are not stored again, and under other content are a conflict that names both', async () => {
    const first = batch(`${header}\n${row}\n`);
    expect((await post('/api/v1/survey-batches', first)).body).toMatchObject({ outcome: 'STORED', rows: 1, faulty: 0, warnings: [] });
    expect(await post('/api/v1/survey-batches', first)).toMatchObject({ status: 201, body: { outcome: 'KNOWN', rows: 1 } });
    const other = await post('/api/v1/survey-batches', { ...first, csv: `${header}\n${row.replace('z1', 'z2')}\n` });
    expect(other).toMatchObject({
      status: 409,
      body: { code: 'DUPLICATE', faults: [expect.stringMatching(/SHA-256 [0-9a-f]{64}; this file has SHA-256 [0-9a-f]{64}/)] },
    });
  });

  it('come as a file as it is: in GBK, under a Chinese name, hashed by its own bytes', async () => {
    // 城关街道 in GBK.
    const bytes = Buffer.concat([
      Buffer.from(`${header}\r\n`),
      Buffer.from([0xb3, 0xc7, 0xb9, 0xd8, 0xbd, 0xd6, 0xb5, 0xc0]),
      Buffer.from(`${row.slice(4)}\r\n`),
    ]);
    const query = { programme: 'QH', batch: `F-${randomUUID()}`, fileName: '需求调研第一批.CSV' };
    const stored = await upload(Uint8Array.from(bytes), query);
    expect(stored).toMatchObject({ status: 201, body: { outcome: 'STORED', encoding: 'GB18030', warnings: [] } });
    expect(stored.body.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await upload(Uint8Array.from(bytes), { ...query, fileName: '../x.csv' })).toMatchObject({ status: 422 });
    expect(await upload(Uint8Array.from(bytes), { programme: 'QH' })).toMatchObject({ status: 422 });
  });

  it('for a programme that is not one’s own, or does not exist, are refused alike', async () => {
    for (const programme of ['ZZ', 'BX']) {
      expect(await post('/api/v1/survey-batches', { ...batch(`${header}\n${row}\n`), programme })).toMatchObject({ status: 404 });
      expect(await upload(Uint8Array.from(Buffer.from('x')), { programme, batch: 'B', fileName: 'a.csv' })).toMatchObject({ status: 404 });
    }
  });

  it('are stored as a whole or refused with line and column', async () => {
    const good = await post('/api/v1/survey-batches', batch(`${header}\n城关街道,URBAN,20,CERTAIN,10,1600,200,z1,yes,2026-01-01\n`));
    expect(good).toMatchObject({ status: 201, body: { rows: 1 } });
    const bad = await post(
      '/api/v1/survey-batches',
      batch(`${header}\n城关街道,MOON,old,CERTAIN,10,1500,200,z1,yes,2026-01-01\n,URBAN,20,NO,,,200,z2,perhaps,2026-01-01\n`),
    );
    expect(bad.body).toMatchObject({
      status: 422,
      faults: [
        expect.stringContaining('more.csv:2: stratum'),
        expect.stringContaining('more.csv:2: ageMonths'),
        expect.stringContaining('more.csv:3: area'),
        expect.stringContaining('more.csv:3: consent'),
      ],
      faultsZh: [
        expect.stringMatching(/^more\.csv:2: 地区类型（stratum）：须为.*此处为“MOON”（单元格 B2）$/),
        expect.stringMatching(/^more\.csv:2: 月龄（ageMonths）：/),
        expect.stringMatching(/^more\.csv:3: 地区（area）：.*此处为空/),
        expect.stringMatching(/^more\.csv:3: 同意（consent）：/),
      ],
    });
  });
});

describe('the documents', () => {
  it('OpenAPI 3.1 names every route, and the docs page loads nothing from elsewhere', async () => {
    const { body } = await get('/api/v1/openapi.json', null);
    expect(body.openapi).toBe('3.1.0');
    const paths = Object.keys(Object(body.paths));
    for (const kind of CASE_KINDS) expect(paths).toContain(`/api/v1/${kind}/{id}/commands`);
    const page = await (await fetch(`${apiUrl}/docs`)).text();
    expect(page).not.toMatch(/https?:\/\//);
    for (const asset of ['/docs/assets/swagger-ui-bundle.js', '/docs/assets/swagger-ui.css', '/docs/start.js'])
      expect((await fetch(`${apiUrl}${asset}`)).status).toBe(200);
  });
  it('come with two files of Swagger and none of its own pages, under a policy', async () => {
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
      const answer = await fetch(`${apiUrl}/docs/assets/${file}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    for (const file of ['index.html', 'oauth2-redirect.html', 'package.json', 'swagger-initializer.js', '%2e%2e/package.json', 'swagger-ui.css/'])
      expect((await fetch(`${apiUrl}/docs/assets/${file}`)).status).toBe(404);
  });

  it('health tells its parts apart', async () => {
    expect((await get('/livez', null)).status).toBe(200);
    expect((await get('/readyz', null)).body).toMatchObject({ postgres: 'ok', temporal: 'ok', record: 'ok', aside: expect.any(String) });
  });
  it('unknown addresses get a problem, too', async () =>
    expect((await get('/nowhere', null)).body).toMatchObject({ status: 404, code: 'NOT_FOUND' }));
});
