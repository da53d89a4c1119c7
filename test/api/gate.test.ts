import { randomUUID } from 'node:crypto';
import { request as open } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';

const { apiUrl, tokens } = inject('service');
type Json = Record<string, unknown>;
type Answer = { readonly status: number; readonly body: Json };

/** Sends bytes as they are. */
async function send(path: string, raw: string | Buffer, headers: Record<string, string> = {}, person = 'xu-jianing'): Promise<Answer> {
  const response = await fetch(`${apiUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens[person]}`, 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body: new Uint8Array(Buffer.from(raw)),
  });
  return { status: response.status, body: (await response.json()) as Json };
}
const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const response = await fetch(`${apiUrl}${path}`, { method, headers: { authorization: `Bearer ${tokens['xu-jianing']}`, ...headers } });
  const text = await response.text();
  return { status: response.status, allow: response.headers.get('allow'), body: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
};
/** As it is, without what fetch would make right. */
const getRaw = (path: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(apiUrl);
    open({ hostname, port, path, headers: { authorization: `Bearer ${tokens['xu-jianing']}`, ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

const COMMANDS = '/api/v1/programme/QH/commands';
const mandate = (basis: string) =>
  `{"type":"GrantMandate","principal":"han-dong","delegate":"su-mei","from":"2026-11-27","to":"2026-12-20","basis":${basis}}`;

describe('an address that is none', () => {
  const asked = async (path: string, accept: string) => {
    const response = await fetch(`${apiUrl}${path}`, { headers: { accept, 'accept-language': 'zh-CN' } });
    return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
  };

  it('is a page to a person in a browser, and a problem to a program', async () => {
    const page = await asked('/nothing', 'text/html,application/xhtml+xml,*/*;q=0.8');
    expect([page.status, page.type.split(';')[0]]).toEqual([404, 'text/html']);
    // The console's own page, which says so in words (test/browser/console.test.ts).
    expect(page.text).toContain('<div id="root">');
    for (const [path, accept] of [
      ['/nothing', '*/*'],
      ['/api/v1/nothing', 'text/html'],
    ] as const)
      expect(JSON.parse((await asked(path, accept)).text)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of a door without a case points to no button that is not there', async () => {
    const { status, text } = await asked('/open/QH-99.FSR/0123456789abcdef', 'text/html');
    expect([status, text.includes('在下面'), text.includes('<button')]).toEqual([404, false, false]);
  });
});

describe('a body', () => {
  it.each([
    ['half of a surrogate pair', '"x\\ud800"', 'basis: contains U+D800'],
    ['U+0000', '"x\\u0000"', 'basis: contains U+0000'],
    ['an escape', '"x\\u001b"', 'basis: contains control characters'],
    ['a mark that turns text', '"x\\u202e"', 'basis: contains U+202E'],
    ['only a letter that shows nothing', '"\\u3164"', 'basis: contains U+3164'],
    ['only spaces', '" \\u3000"', 'basis: must not be empty'],
  ])('with %s is refused in one sentence that names the field', async (_what, basis, fault) => {
    const { status, body } = await send(COMMANDS, mandate(basis));
    expect({ status, code: body.code, faults: body.faults }).toEqual({ status: 422, code: 'WRONG_SHAPE', faults: [expect.stringContaining(fault)] });
  });

  it('that nests too deep, names a field twice, reaches into objects or holds too many fields is refused', async () => {
    const deep = `${'{"not":'.repeat(3_000)}1${'}'.repeat(3_000)}`;
    expect(await send('/api/v1/programme/QH/routes/check', deep)).toMatchObject({
      status: 422,
      body: { faults: [expect.stringContaining('nested')] },
    });
    expect(await send('/api/v1/programme/QH/routes/check', `${'['.repeat(30_000)}${']'.repeat(30_000)}`)).toMatchObject({ status: 422 });
    expect(await send(COMMANDS, '{"type":"RevokeMandate","type":"CloseProgramme","mandate":"m","reason":"r"}')).toMatchObject({
      status: 422,
      body: { faults: [expect.stringContaining('only once')] },
    });
    expect(await send(COMMANDS, '{"type":"RevokeMandate","mandate":"m","reason":"r","__proto__":{"roles":1}}')).toMatchObject({
      status: 422,
      body: { faults: expect.arrayContaining([expect.stringContaining('__proto__')]) },
    });
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`k${index}`, 1]));
    expect(await send(COMMANDS, JSON.stringify(many))).toMatchObject({
      status: 422,
      body: { faults: [expect.stringContaining('at most 2000 fields')] },
    });
  });

  it('must be UTF-8, whatever it says of itself, and may not swell', async () => {
    const raw = Buffer.concat([Buffer.from('{"type":"RevokeMandate","mandate":"m","reason":"'), Buffer.from([0xc7, 0xe0]), Buffer.from('"}')]);
    expect(await send(COMMANDS, raw)).toMatchObject({ status: 400, body: { code: 'BAD_JSON', faults: ['the body must be UTF-8'] } });
    expect(await send(COMMANDS, Buffer.from('{}', 'utf16le'), { 'content-type': 'application/json; charset=utf-16le' })).toMatchObject({
      status: 400,
    });
    expect(await send(COMMANDS, '{}', { 'content-type': 'application/json; charset=gbk' })).toMatchObject({ status: 415 });
    expect(await send(COMMANDS, gzipSync(`{"pad":"${'x'.repeat(5_000_000)}"}`), { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 });
    expect((await send(COMMANDS, '{}', { 'content-encoding': 'compress' })).status).toBe(415);
    expect((await send(COMMANDS, 'no gzip', { 'content-encoding': 'gzip' })).status).toBeLessThan(500);
  });

  it('holds numbers and days that the database and the calendar take', async () => {
    const contract = (fields: string) =>
      send('/api/v1/construction/QH-01/commands', `{"type":"RecordContract","contractor":"a",${fields}}`, {}, 'gao-lin');
    for (const fields of ['"amountFen":1e400,"on":"2026-01-01"', '"amountFen":1,"on":"0000-01-01"', '"amountFen":1,"on":"9999-12-31"'])
      expect(await contract(fields)).toMatchObject({ status: 422, body: { code: 'WRONG_SHAPE', faults: [expect.any(String)] } });
    expect(
      await send('/api/v1/publicity/QH-01/commands', '{"type":"RecordAwareness","on":"2026-01-01","asked":99999999999,"aware":1}'),
    ).toMatchObject({
      status: 422,
      body: { faults: ['asked: must be smaller; it is too large'] },
    });
  });
});

describe('an address', () => {
  it.each([
    ['/api/v1/tasks?after=x', 'query.after: '],
    ['/api/v1/cases?after=AA', 'query.after: '],
    [`/api/v1/tasks?after=${Buffer.from('2026-19-39T29:59:59.000Z approval/X 1').toString('base64url')}`, 'query.after: '],
    [`/api/v1/cases?after=${Buffer.from('approval/\0').toString('base64url')}`, 'query.after: '],
    [`/api/v1/programme/QH/events?after=${Buffer.from('1e20').toString('base64url')}`, 'query.after: '],
    [`/api/v1/audit/events?after=${Buffer.from('-1').toString('base64url')}`, 'query.after: '],
    ['/api/v1/tasks?after[]=x', 'query.(whole): '],
    ['/api/v1/tasks?limit=1e2', 'query.limit: must be a whole number'],
    ['/api/v1/tasks?limit=0x10', 'query.limit: '],
    ['/api/v1/tasks?limit=99999999999999999999', 'query.limit: '],
    ['/api/v1/tasks?limit=1&limit=2', 'query.limit: '],
    ['/api/v1/tasks?status=%00', 'query.status: contains U+0000'],
    ['/api/v1/cases?project=%ff', 'query.project: contains �'],
    ['/api/v1/cases?project=%E2%80%AE', 'query.project: contains U+202E'],
    ['/api/v1/audit/events?from=0000-01-01', 'query.from: must lie between'],
    ['/api/v1/audit/events?to=9999-12-31T23:59:59%2B14:00', 'query.to: must lie between'],
    ['/api/v1/audit/as-of?programme=QH&at=0001-01-01', 'query.at: must lie between'],
    ['/api/v1/audit/events?amountFrom=1e999', 'query.amountFrom: '],
    ['/api/v1/audit/compare?projects=QH-01,%00', 'query.projects: '],
    [`/api/v1/audit/events?text=${encodeURIComponent('☑')}`, 'query.text: must hold a letter or a digit'],
    [`/api/v1/audit/events?text=${encodeURIComponent('〔〕')}`, 'query.text: must hold a letter or a digit'],
    ['/api/v1/audit/events?text=%25', 'query.text: must hold a letter or a digit'],
    [`/api/v1/audit/events?text=${encodeURIComponent('！！')}`, 'query.text: must hold a letter or a digit'],
    [`/api/v1/audit/export?format=csv&text=${encodeURIComponent('——')}`, 'query.text: must hold a letter or a digit'],
    ['/api/v1/audit/events?text=%E3%80%80', 'query.text: must not be empty'],
    ['/api/v1/findings?project=%00', 'query.project: '],
    ['/api/v1/approval/%00', 'path.id: '],
    ['/api/v1/approval/%E2%80%AE', 'path.id: '],
    ['/api/v1/approval/%ff', 'path: must be UTF-8'],
  ])('like %s is refused, never answered 500', async (path, fault) => {
    const { status, body } = await get(path);
    expect([status, body.code, (body.faults as string[]).join(' ')]).toEqual([422, 'WRONG_SHAPE', expect.stringContaining(fault)]);
  });

  it('with bytes that are no ASCII, in it or in a header, breaks nothing', async () => {
    expect(await getRaw('/api/v1/cases?project=\u00ff\u00fe')).toBeLessThan(500);
    expect(await getRaw('/a/\u00ff')).toBeLessThan(500);
    for (const path of ['/a/%00', '/a/%ff', '/task/%00', '/task/%ff/files/%00', '/open/%00/%00', '/unsubscribe/%00', '/?lang=%00', '/a/x?lang[]=1'])
      expect([path, await getRaw(path)]).not.toEqual([path, 500]);
    expect(await getRaw('/api/v1/me', { authorization: 'Bearer \u00ff\u0080' })).toBe(401);
    for (const key of ['\u00e9'.repeat(9), `a${'\t'.repeat(9)}b`, 'short'])
      expect(await send(COMMANDS, '{"type":"RevokeMandate","mandate":"m","reason":"r"}', { 'idempotency-key': key })).toMatchObject({
        status: 400,
        body: { code: 'KEY_MISSING' },
      });
  });

  it('says which methods it takes', async () => {
    for (const [path, method, allow] of [
      ['/api/v1/tasks', 'DELETE', 'GET, HEAD'],
      ['/api/v1/programme/QH/commands', 'GET', 'POST'],
      ['/livez', 'POST', 'GET, HEAD'],
      ['/api/v1/approval/QH-01.FSR', 'PATCH', 'GET, HEAD'],
    ] as const)
      expect(await get(path, {}, method)).toMatchObject({ status: 405, allow, body: { code: 'METHOD_NOT_ALLOWED' } });
    expect((await get('/api/v1/nothing', {}, 'DELETE')).status).toBe(404);
  });
});
