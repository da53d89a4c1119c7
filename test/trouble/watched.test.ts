/** A service whose embedded parts are killed while people apply and decide: each is started again by itself, and nothing is lost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentWith } from '../../config/env.ts';
import { freePort } from '../../local/ports.ts';
import { isAlive } from '../../local/processes.ts';
import { startTemporal } from '../../local/temporal.ts';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { rebuild } from '../../prisma/record/rebuild.ts';
import { ApiClient, decideByLink, type Mail, mailsAfter } from '../../scripts/demo/http.ts';
import { untilKnown } from '../../scripts/demo/until-known.ts';
import { type OwnService, startOwnService } from '../../scripts/own-service.ts';
import { readMetrics } from '../setup/metrics-page.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const text = (zh: string) => ({ zh, en: zh });
const ROUTE = {
  code: 'WATCHED',
  version: 1,
  name: text('看护'),
  steps: [{ key: 'ONE', name: text('审批'), who: { agree: 'ANY', members: [{ person: 'han-dong' }] }, limit: { n: 5, unit: 'WD' } }],
};

let service: OwnService;
let manager: ApiClient;
let officer: ApiClient;
beforeAll(async () => {
  const overrides = { TUOJIAN_LEAST_READING_MS: '0', TUOJIAN_DEADLINE_MS: '2500', TUOJIAN_MAILS_PER_HOUR: '1000000' };
  service = await startOwnService({ name: 'watched', say: () => undefined, overrides, patience: { everyMs: 1_000, limitMs: 2_000, looks: 5 } });
  const clientOf = async (person: string) => new ApiClient(service.stack.apiUrl, await issueApiToken(service.stack.database, person, 1));
  [manager, officer] = [await clientOf('liu-chuan'), await clientOf('xu-jianing')];
  await officer.adoptRoute('QH', { route: ROUTE, basis: '测试' }, await clientOf('he-jing'));
}, 120_000);
afterAll(() => service.stop());

/** What people were told is done, by the event that it makes: `DecisionMade PG0N1`. */
const acknowledged = new Set<string>();
let mails: Mail[] = [];

/** Longer than a part is away, and than all that is done until it is started again. */
const ASKING = { limitMs: 120_000 };
class NotConfirmed extends Error {}

async function untilDone(what: string, ask: () => Promise<unknown>): Promise<void> {
  await untilKnown(what, ask, ASKING);
  acknowledged.add(what);
}
const posted = (address: string, body: object) => {
  const key = randomUUID();
  return async (): Promise<void> => {
    const response = await manager.post(address, body, key);
    const said = await response.text();
    if (response.status === 503) throw new NotConfirmed(said);
    if (!response.ok) throw new Error(`${address}: ${response.status} ${said}`);
  };
};
async function mailOf(mark: string): Promise<Mail> {
  for (let tries = 0; tries < 480; tries += 1) {
    const more = await mailsAfter(service.stack.outboxUrl ?? '', mails.length).catch(() => []);
    mails = [...mails, ...more.filter(({ id }) => id > mails.length)];
    const found = mails.find(({ to, text: said }) => to.startsWith('han-dong') && said.includes(`看护 ${mark} `));
    if (found !== undefined) return found;
    await pause(250);
  }
  throw new Error(`no mail of ${mark}`);
}

/** One approval: a draft, handed in, asked for by mail, decided by its link. */
async function approve(mark: string): Promise<void> {
  const content = { summary: [{ label: text('金额'), value: text('1 万元') }], amountFen: 1_000_000, documents: [] };
  const draft = { type: 'Draft', programme: 'QH', project: 'QH-05', key: mark, route: 'WATCHED', title: text(`看护 ${mark} 号`), content };
  await untilKnown(`Draft ${mark}`, posted('approvals', draft), ASKING);
  await untilDone(`ApplicationSubmitted ${mark}`, posted(`approval/QH-05~${mark}/commands`, { type: 'Submit' }));
  const mail = await mailOf(mark);
  await untilDone(`DecisionMade ${mark}`, async () => {
    const { status, page } = await decideByLink(mail, { choice: 'APPROVE' }, 0);
    if (status === 503) throw new NotConfirmed('not confirmed');
    if (!page.includes('您已处理')) throw new Error(`answered ${status}`);
  });
}

/** People apply and decide, three at a time, until told to end; what was begun is finished. */
function load(name: string): { readonly done: () => number; end(): Promise<void> } {
  let [going, done] = [true, 0];
  const one = async (who: number): Promise<void> => {
    for (let n = 0; going; n += 1) {
      await approve(`${name}${who}N${n}`);
      done += 1;
    }
  };
  const all = Promise.all([0, 1, 2].map(one));
  all.catch(() => undefined); // told at the end
  return {
    done: () => done,
    async end() {
      going = false;
      await all;
    },
  };
}

type Look = { readonly status: number; readonly ms: number; readonly parts: Record<string, string> };
/** Looks at /readyz four times a second until told to end, whether or not the look before was answered. */
function lookOn(): { readonly looks: Look[]; end(): Promise<readonly Look[]> } {
  const looks: Look[] = [];
  const under: Promise<void>[] = [];
  const look = async (): Promise<void> => {
    const began = performance.now();
    const answer = await fetch(`${service.stack.apiUrl}/readyz`);
    const parts = (await answer.json()) as Record<string, string>; // as api/app.ts writes it
    looks.push({ status: answer.status, ms: performance.now() - began, parts });
  };
  const timer = setInterval(() => under.push(look()), 250);
  return {
    looks,
    async end() {
      clearInterval(timer);
      await Promise.all(under);
      return looks;
    },
  };
}

async function until(what: string, holds: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await pause(100)) if (await holds()) return;
  throw new Error(`${what}: not within ${seconds} s`);
}

const pidOf = (part: 'postgres' | 'temporal'): number => service.stack[part]?.running?.pid ?? 0;

/** Kills it while people decide, and sees it come back; the looks of the time between. */
async function killed(name: string, parts: readonly ('postgres' | 'temporal')[], seconds: number): Promise<readonly Look[]> {
  const people = load(name);
  const watching = lookOn();
  try {
    await until('approvals go on', () => people.done() >= 2, 60);
    const before = people.done();
    const pids = parts.map(pidOf);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await until('503', () => watching.looks.some(({ status }) => status === 503), 5);
    await until('ready again', () => watching.looks.at(-1)?.status === 200, seconds);
    parts.forEach((part, at) => {
      expect(pidOf(part)).not.toBe(pids[at]);
      expect(pidOf(part)).toBeGreaterThan(0);
    });
    await until('approvals go on again', () => people.done() > before + 3, 60);
  } finally {
    await people.end();
    await watching.end();
  }
  return watching.looks;
}

/** What anybody was told is done is recorded, nothing is recorded twice, chains hold, and read tables are what events give. */
async function allThereOnce(): Promise<void> {
  const { database } = service.stack;
  const { rows } = await database.pool.query<{ told: string; n: number }>(
    `SELECT type || ' ' || split_part(stream, '~', 2) AS told, count(*)::int AS n FROM event
     WHERE stream LIKE 'approval/QH-05~%' AND type IN ('ApplicationSubmitted', 'DecisionMade') GROUP BY 1`,
  );
  expect(rows.filter(({ n }) => n !== 1)).toEqual([]);
  const recorded = new Set(rows.map(({ told }) => told));
  expect([...acknowledged].filter((told) => !recorded.has(told))).toEqual([]);
  expect(await rebuild(database, { apply: false })).toMatchObject({ chainOk: true, differences: [] });
}

const withinThreeSeconds = (looks: readonly Look[]): void => expect(Math.max(...looks.map(({ ms }) => ms))).toBeLessThan(3_000);

describe('an embedded part that is killed under load', () => {
  it('PostgreSQL: is started again by itself on the same data; /readyz says that it is away; decisions count once', async () => {
    const looks = await killed('PG', ['postgres'], 30);
    withinThreeSeconds(looks);
    expect(looks.some(({ parts }) => parts.postgres !== 'ok' && parts.restarting === 'postgres')).toBe(true);
    expect(looks.at(-1)?.parts).toMatchObject({ postgres: 'ok', temporal: 'ok', restarting: 'ok' });
    await allThereOnce();
  }, 180_000);

  it('Temporal: is started again by itself; the worker goes on with it; decisions count once', async () => {
    const looks = await killed('TE', ['temporal'], 60);
    withinThreeSeconds(looks);
    // It is back within a second: which of the two says so depends on when one looks.
    expect(looks.some(({ parts }) => parts.postgres === 'ok' && (parts.restarting === 'temporal' || parts.temporal === 'restarting'))).toBe(true);
    await allThereOnce();
  }, 180_000);

  it('both at once: come back, and everything goes on', async () => {
    withinThreeSeconds(await killed('BO', ['postgres', 'temporal'], 60));
    await allThereOnce();
  }, 180_000);

  it('that hangs is not taken for one that died: /readyz says in time that it is away, and it goes on when it can', async () => {
    const pids = [pidOf('postgres'), pidOf('temporal')];
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    // A PostgreSQL that takes no new connections still answers on those that there are.
    const watching = lookOn();
    await pause(4_000);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    await until('ready again', () => watching.looks.at(-1)?.status === 200, 60);
    const looks = await watching.end();
    withinThreeSeconds(looks);
    expect(looks.some(({ status, parts }) => status === 503 && parts.temporal !== 'ok' && parts.restarting === 'ok')).toBe(true);
    expect([pidOf('postgres'), pidOf('temporal')]).toEqual(pids);
    await approve('HA0N0');
  }, 120_000);

  // Played again where the machine itself stood still for a second beside two other sets of tests (seen once).
  it('that goes on hanging is ended and started again by itself; everything goes on', { retry: 1, timeout: 120_000 }, async () => {
    const pids = [pidOf('postgres'), pidOf('temporal')];
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const watching = lookOn();
    await until('others run', () => pids.every((pid) => !isAlive(pid)) && pidOf('postgres') > 0 && pidOf('temporal') > 0, 60);
    await until('ready again', () => watching.looks.at(-1)?.status === 200, 60);
    withinThreeSeconds(await watching.end());
    await approve('HA1N0');
    await allThereOnce();
  });

  it('the mail catcher: listens again on its ports, with the mails it had, and takes what comes', async () => {
    const before = (await mailsAfter(service.stack.outboxUrl ?? '', 0)).length;
    const ends = service.stack.mailCatcher?.standing.ends ?? 0;
    service.stack.mailCatcher?.running?.kill();
    // It may run again before anybody looks.
    await until('it has ended', () => (service.stack.mailCatcher?.standing.ends ?? 0) > ends, 20);
    await until('it listens again', async () => (await mailsAfter(service.stack.outboxUrl ?? '', 0).catch(() => [])).length >= before, 20);
    await approve('MC0N0');
    const sent = await mailsAfter(service.stack.outboxUrl ?? '', 0);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
    await allThereOnce();
  }, 90_000);

  it('is told with longer pauses when it dies again and again, counted in the metrics, and shown on the health page', async () => {
    // The one that was killed least until now: pauses grow with each time, whichever part it is.
    const ends = (): number => service.stack.mailCatcher?.standing.ends ?? 0;
    const away = async (): Promise<number> => {
      const [began, before] = [Date.now(), ends()];
      service.stack.mailCatcher?.running?.kill();
      await until('it has ended', () => ends() > before, 20);
      await until('it runs again', () => service.stack.mailCatcher?.running !== null, 60);
      return Date.now() - began;
    };
    const first = await away();
    await away();
    const third = await away();
    expect(third).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(2_000);
    const metrics = await readMetrics(service.stack.metricsUrl ?? '');
    const endsOf = (part: string): number => metrics.sum('tuojian_part_ends_total', { part });
    expect(endsOf('mails')).toBe(4);
    expect(endsOf('temporal')).toBeGreaterThanOrEqual(3);
    await until('ready', async () => (await fetch(`${service.stack.apiUrl}/readyz`)).ok, 60);
    const health = (await (await officer.get('programme/QH/health')).json()) as { ownParts: { part: string; runs: boolean; ends: number }[] };
    expect(health.ownParts).toContainEqual({ part: 'mails', runs: true, ends: 4, endedAt: expect.any(String) });
    expect(health.ownParts.map(({ part }) => part)).toEqual(['postgres', 'temporal', 'mails', 'worker']);
    await approve('AG0N0');
  }, 120_000);
});

/** Until `ms` have passed since the first who came, it answers as a PostgreSQL does that is starting. */
async function startingPostgres(real: string, ms = 3_000): Promise<{ readonly url: string; refused(): number; close(): void }> {
  const [url, there] = [new URL(real), new URL(real)];
  let [refused, first] = [0, 0];
  const fields = 'SFATAL\0VFATAL\0C57P03\0Mthe database system is not yet accepting connections\0\0';
  const starting = Buffer.concat([Buffer.from('E'), Buffer.from([0, 0, 0, fields.length + 4]), Buffer.from(fields)]);
  const server = net.createServer((socket) => {
    first ||= Date.now();
    socket.on('error', () => undefined);
    if (Date.now() - first < ms) {
      refused += 1;
      socket.once('data', () => socket.end(starting));
      return;
    }
    const onward = net.connect({ host: there.hostname, port: Number(there.port) });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url.port = String(typeof address === 'object' ? address?.port : address);
  return { url: url.href, refused: () => refused, close: () => void server.close() };
}

describe('a worker that is told to end while Temporal is gone', () => {
  const children: ChildProcess[] = [];
  const closing: (() => void)[] = [];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-gone-'));
  afterAll(() => {
    for (const close of closing) close();
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  let temporal: Awaited<ReturnType<typeof startTemporal>>;
  let worker: ChildProcess;

  it('begins although PostgreSQL was still starting', async () => {
    const { stack, settings } = service;
    const cli = await findTemporalCli({ cliPath: settings.temporal.cliPath, cacheDir: settings.cacheDir });
    temporal = await startTemporal({ cli, folder, port: await freePort(), uiPort: null });
    const { url, refused, close } = await startingPostgres(stack.databaseUrl);
    worker = spawn(process.execPath, ['bin/tuojian.mjs', 'worker'], {
      env: environmentWith({
        DATABASE_URL: url,
        TEMPORAL_ADDRESS: temporal.address,
        SMTP_URL: stack.smtpUrl,
        TUOJIAN_DATA_DIR: settings.dataDir,
        TUOJIAN_METRICS: 'off',
        TUOJIAN_ALLOW: 'database-role,temporal-version',
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(worker);
    closing.push(close);
    let out = '';
    for (const stream of [worker.stdout, worker.stderr])
      stream?.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
    await until('the worker runs', () => out.includes('worker running'), 60);
    expect(refused()).toBeGreaterThan(0);
  }, 120_000);

  it('is gone within ten seconds', async () => {
    await pause(2_000);
    temporal.kill();
    await pause(3_000);
    const began = Date.now();
    worker.kill('SIGTERM');
    await until('it has ended', () => !isAlive(worker.pid ?? 0), 20);
    expect(Date.now() - began).toBeLessThan(10_000);
  }, 60_000);
});
