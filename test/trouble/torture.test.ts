/** The suite that others can use too: a short run on the running service, and services that it must find wanting. */
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { type Mail, mailsAfter } from '../../scripts/demo/http.ts';
import { formsOf, MACHINES } from '../../scripts/torture/profiles.ts';
import { searchSecrets, secretFinder, secretsIn } from '../../scripts/torture/secrets.ts';
import { openTargets } from '../../scripts/torture/targets.ts';
import { tortureLinks } from '../../scripts/torture/torture.ts';
import { client } from '../setup/office.ts';
import { servicePayloads } from '../setup/payloads.ts';
import { LEAST_READING_MS } from '../setup/service.ts';

const { outboxUrl, databaseUrl, temporalAddress } = inject('service');
let db: Database;
beforeAll(() => {
  db = openDatabase(databaseUrl);
  return () => db.close();
});
const readingMs = LEAST_READING_MS + 100;

describe('machines that come by links', () => {
  it('decide nothing in 300 visits of ten kinds, and every person can decide after them', async () => {
    await client('xu-jianing').until('project/QH-05', () => true);
    const [officer, manager] = [client('xu-jianing'), client('liu-chuan')];
    const targets = await openTargets({
      officer,
      second: client('he-jing'),
      manager,
      programme: 'QH',
      project: 'QH-05',
      outboxUrl,
      howMany: 5,
      run: '9',
    });
    const changes = (stream: string) => db.prisma.event.count({ where: { stream, type: { notIn: ['MailAsked', 'MarkReached'] } } });
    const report = await tortureLinks({ targets, changes, visits: 300, readingMs, outboxUrl, tell: () => undefined });
    const { byProfile, ...told } = report;
    expect(told, JSON.stringify(told)).toMatchObject({ profiles: 10, machineDecisions: 0, humanDecisions: 5, humanDecisionsOk: 5 });
    expect(report.visits).toBeGreaterThanOrEqual(297);
    expect(Object.keys(byProfile).sort()).toEqual(MACHINES.map(({ name }) => name).sort());
  }, 240_000);

  it('leave nothing in tables or workflow histories that any mail carried as a secret', async () => {
    const connection = await Connection.connect({ address: temporalAddress });
    const secrets = secretsIn(await mailsAfter(outboxUrl, 0));
    const report = await searchSecrets({ secrets, database: db, client: new Client({ connection }), payloads: servicePayloads(), logs: '' });
    await connection.close();
    // A link and a code to be quoted for each of the five mails at least.
    expect(secrets.length).toBeGreaterThanOrEqual(10);
    expect(report.hits).toEqual([]);
    // The search finds what is there: a secret in a table.
    await db.prisma.refusal.create({
      data: { stream: 'x', commandType: 'x', commandId: secrets[0] ?? '', person: null, door: 'x', code: 'x', occurredAt: new Date() },
    });
    const nothing = { workflow: { list: async function* () {} } } as unknown as Client;
    expect((await searchSecrets({ secrets, database: db, client: nothing, payloads: servicePayloads(), logs: '' })).hits).toHaveLength(1);
    await db.prisma.refusal.deleteMany({ where: { stream: 'x' } });
  }, 120_000);
});

it('a secret is found wherever it stands in a text, also at its end and within a longer word', () => {
  const [token, code] = [randomBytes(32).toString('base64url'), 'ABCD-EFGH-JKMN'];
  const find = secretFinder([token, code, randomBytes(32).toString('base64url')]);
  expect(find(`x${token}y {"code":"${code}"}`)).toEqual([token, code]);
  expect(find(`nothing ${token.slice(1)} ${code.slice(0, -1)}`)).toEqual([]);
  expect(find(`-${code}`)).toEqual([code]);
});

describe('a service that is not safe', () => {
  const undo: (() => void)[] = [];
  afterEach(() => {
    for (const step of undo.splice(0)) step();
  });
  /** Decides on whatever `decides` says; counts. */
  async function weak(page: string, decides: (request: http.IncomingMessage, body: string) => boolean) {
    let decisions = 0;
    const server = http.createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      if (decides(request, Buffer.concat(chunks).toString())) decisions += 1;
      response.setHeader('content-type', 'text/html').end(request.method === 'HEAD' ? '' : page);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    undo.push(() => server.close());
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const mail: Mail = { id: 1, to: 'a@example.org', subject: 'T-1.', text: `${url}/a/${randomBytes(32).toString('base64url')}` };
    const outbox = http.createServer((_request, response) => void response.end('[]'));
    await new Promise<void>((resolve) => outbox.listen(0, '127.0.0.1', resolve));
    undo.push(() => outbox.close());
    const at = outbox.address();
    const outboxAt = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
    const targets = [{ stream: 'x', person: 'a', mail }];
    return tortureLinks({ targets, changes: async () => decisions, visits: 60, readingMs: 50, outboxUrl: outboxAt, tell: () => undefined });
  }

  it.each([
    ['that decides on GET, as an approve link does', '<p>done</p>', (request: http.IncomingMessage) => request.method === 'GET'],
    [
      'whose one button decides',
      '<form method="post" action="/yes"><button type="submit">OK</button></form>',
      (request: http.IncomingMessage) => request.url === '/yes',
    ],
    [
      'whose page posts itself by script',
      '<form method="post" action="/yes"><input type="hidden" name="n" value="1"></form><script>document.forms[0].submit()</script>',
      (request: http.IncomingMessage, body: string) => request.url === '/yes' && body.includes('n=1'),
    ],
  ])(
    '%s is found out',
    async (_what, page, decides) => {
      expect((await weak(page, decides)).machineDecisions).toBeGreaterThan(0);
    },
    60_000,
  );

  it('reads forms as machines do: hidden fields, choices, buttons', () => {
    const [form] = formsOf(
      '<form action="/x?a=1&amp;b=2"><input type="hidden" name="n" value="v"><input type="radio" name="c" value="A"><input type="radio" name="c" value="B"><button name="go" value="1">x</button></form>',
    );
    expect(form).toMatchObject({
      action: '/x?a=1&b=2',
      fields: [
        { name: 'n', values: ['v'] },
        { name: 'c', values: ['A', 'B'] },
        { name: 'go', values: ['1'] },
      ],
    });
  });
});
