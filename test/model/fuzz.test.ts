import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../cli/openapi.ts';
import { type FuzzReport, fuzz } from '../../scripts/fuzz/fuzz.ts';

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const PROBLEM = (status: number, code: string) => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ type: '/problems/x', title: 'x', titleZh: 'x', status, code }),
});
type Given = { readonly status: number; readonly type: string; readonly body: string; readonly headers?: Record<string, string> };
/** The real document before a service that answers everybody and everything alike. */
async function fuzzed(answer: (request: http.IncomingMessage) => Given): Promise<FuzzReport> {
  const document = JSON.stringify(openApiDocument('http://localhost:8700'));
  const server = http.createServer({ maxHeaderSize: 1_000_000 }, (request, response) => {
    request.resume().on('end', () => {
      const {
        status,
        type,
        body,
        headers = {},
      } = request.url === '/api/v1/openapi.json' ? { status: 200, type: 'application/json', body: document } : answer(request);
      response.writeHead(status, { 'content-type': type, ...headers }).end(body);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  return fuzz({ apiUrl, cases: 200, seed: 1, tokens: { a: 'token-of-a', b: 'token-of-b' }, spare: ['c'], tell: () => undefined });
}
const whys = (report: FuzzReport): string => report.faults.map(({ verdict }) => verdict.why).join('\n');

describe('the fuzzer finds a service wanting', () => {
  it('that answers 500, even in the right words', async () => {
    const report = await fuzzed(() => PROBLEM(500, 'INTERNAL'));
    expect(report).toMatchObject({ cases: 200, serverErrors: 200 });
  });

  it('that answers nobody as somebody, names statuses that no document has, or tells what is inside', async () => {
    expect(whys(await fuzzed(() => PROBLEM(422, 'WRONG_SHAPE')))).toContain('answered 422 to nobody');
    expect(whys(await fuzzed(() => PROBLEM(418, 'WRONG_SHAPE')))).toContain('the status 418 is not documented');
    const telling = {
      ...PROBLEM(422, 'WRONG_SHAPE'),
      body: JSON.stringify({ ...JSON.parse(PROBLEM(422, 'WRONG_SHAPE').body), faults: ['at x (/srv/api/route.ts:12)'] }),
    };
    expect(whys(await fuzzed(() => telling))).toContain('what is inside');
  });

  it('whose answers have another shape or media type, or lack a header', async () => {
    const odd = whys(await fuzzed(() => ({ status: 200, type: 'application/json', body: '{"items":[{"more":1}],"next":null}' })));
    expect(odd).toMatch(/must have required property|must NOT have additional/);
    expect(odd).toContain('took a body that the document refuses');
    expect(odd).toContain('is not there and answered 200');
    expect(whys(await fuzzed(() => ({ status: 200, type: 'text/html', body: 'x' })))).toContain('200 as text/html is not documented');
    expect(whys(await fuzzed(() => PROBLEM(401, 'NOT_SIGNED_IN')))).toContain('401 without WWW-Authenticate');
    expect(whys(await fuzzed(() => PROBLEM(401, 'NOT_SIGNED_IN')))).toContain('401 to somebody who is signed in');
  });

  it('counts apart what is away for a while and says so, and makes the same cases of the same seed', async () => {
    const away = () => ({ ...PROBLEM(503, 'UNAVAILABLE'), headers: { 'retry-after': '5' } });
    const report = await fuzzed(away);
    expect(report).toMatchObject({ serverErrors: 0, undocumented: 0, unavailable: 200 });
    const again = await fuzzed(away);
    // Told as they were answered, several at once.
    const cases = ({ faults }: typeof report) => faults.map(({ curl }) => curl.replace(/127\.0\.0\.1:\d+|localhost:\d+/, '')).sort();
    expect(cases(again)).toEqual(cases(report));
    expect(new Set(report.faults.map(({ request }) => request.phase)).size).toBe(10);
  });
});
