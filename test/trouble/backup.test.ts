/**
 * A service is backed up by the command while people work, is lost with its Temporal, and comes back from the backup alone: with
 * its cases and clocks, and without a mail that had been sent.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSettings } from '../../config/env.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { freePortBlock } from '../../local/ports.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient } from '../../scripts/demo/http.ts';
import { type OwnService, startOwnService } from '../../scripts/own-service.ts';
import { tuojianAt } from '../setup/command-at.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-come-back-'));
const at = (name: string): string => path.join(folder, name);
// Not in the other one: PostgreSQL's user has to come in.
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-came-back-'));
let service: OwnService;
let second: Stack | null = null;
let tokens: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  service = await startOwnService({ name: 'backed-up', say: () => undefined });
  const people = ['wu-tao', 'xu-jianing'];
  tokens = Object.fromEntries(await Promise.all(people.map(async (person) => [person, await issueApiToken(service.stack.database, person, 1)])));
}, 180_000);
afterAll(async () => {
  await second?.stop();
  await service.stop();
  for (const each of [folder, dataDir]) rmSync(each, { recursive: true, force: true });
}, 60_000);

const as = (person: string, { apiUrl }: Pick<Stack, 'apiUrl'> = service.stack): ApiClient => new ApiClient(apiUrl, tokens[person] ?? '');

type Acknowledged = { readonly stream: string; readonly events: readonly { readonly version: number; readonly type: string }[] };
let drafts = 0;
/** Drafted and handed in; every answer is a promise. */
async function handIn(promised: object[]): Promise<string> {
  drafts += 1;
  const manager = as('wu-tao');
  const title = { zh: `道口变更 ${drafts}`, en: `Driveway moved ${drafts}` };
  const content = { summary: [], documents: [], amountFen: 100 };
  const draft = { type: 'Draft', programme: 'QH', project: 'QH-02', key: `BACK-${drafts}`, route: 'CHANGE_DEPARTMENT', title, content };
  const begun = await manager.post('approvals', draft);
  if (!begun.ok) throw new Error(await begun.text());
  const { stream } = (await begun.json()) as { stream: string };
  const done = await manager.post(`${stream}/commands`, { type: 'Submit', on: dayAt(new Date().toISOString()) });
  if (!done.ok) throw new Error(await done.text());
  const { events = [] } = (await done.json()) as Partial<Acknowledged>;
  for (const { version } of events) promised.push({ stream, version });
  return stream;
}

const until = async <T>(what: string, ask: () => Promise<T | null>, seconds = 60): Promise<T> => {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; ) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`not within ${seconds} s: ${what}`);
};
const waiting = async ({ database }: Stack): Promise<number> =>
  database.prisma.notice.count({ where: { status: { in: ['QUEUED', 'HELD', 'UNKNOWN'] } } });

/** When the last timer of a case's workflow fires; null: it has none. */
async function firesAt({ temporalAddress }: Stack, stream: string): Promise<number | null> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const { events } = await new Client({ connection }).workflow.getHandle(stream).fetchHistory();
    const timer = events?.findLast(({ timerStartedEventAttributes: timed }) => timed !== null && timed !== undefined);
    const seconds = (moment: { seconds?: unknown } | null | undefined): number => Number(moment?.seconds ?? 0);
    return timer === undefined ? null : seconds(timer.eventTime) + seconds(timer.timerStartedEventAttributes?.startToFireTimeout);
  } finally {
    await connection.close();
  }
}

it('comes back from a backup that was made under load, with an empty Temporal', { timeout: 240_000 }, async () => {
  const promised: object[] = [];
  const first = await handIn(promised);
  await until('every mail is out', async () => ((await waiting(service.stack)) === 0 ? true : null));
  const fires = await until('the clock runs', () => firesAt(service.stack, first));

  let working = true;
  const work = async (): Promise<void> => {
    while (working) await handIn(promised);
  };
  const load = [work(), work(), work()];
  await until('there is load', async () => (promised.length > 5 ? true : null));
  const made = await tuojianAt(service.settings.dataDir, 'backup', at('monday'), '--with-keys', at('keys.json'));
  await until('there is more', async () => (promised.length > 15 ? true : null));
  working = false;
  await Promise.all(load);
  expect(made).toMatchObject({ code: 0, last: { ok: true, faults: 0 } });
  expect(made.out).toContain('holds the database as it stood at');
  await until('every mail is out', async () => ((await waiting(service.stack)) === 0 ? true : null));
  const sent = new Set(service.stack.mailCatcher?.latest.mails().map(({ messageId }) => messageId));
  expect(sent.size).toBeGreaterThan(10);
  await service.stack.stop();
  writeFileSync(at('promised.jsonl'), promised.map((one) => `${JSON.stringify(one)}\n`).join(''));

  const back = await tuojianAt(dataDir, 'restore', at('monday'), '--keys', at('keys.json'), '--known', at('promised.jsonl'));
  expect(back.err).toBe('');
  expect(back.last).toMatchObject({ ok: true, faults: 0, events: made.last.events, unnamed: 0 });
  // What was promised after the moment of the backup is told, and a script hears of it.
  expect(back.last.lost).toBeGreaterThan(0);
  expect(back.code).toBe(1);
  expect(back.out).toContain('events were acknowledged that are not here');
  const lost = new Set((back.last.lostEvents as { stream: string; version: number }[]).map(({ stream, version }) => `${stream}@${version}`));
  // A second one finds something there.
  const again = await tuojianAt(dataDir, 'restore', at('monday'));
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });

  const port = await freePortBlock(7);
  const settings = readSettings({
    overrides: {
      TUOJIAN_DATA_DIR: dataDir,
      TUOJIAN_PORT: String(port),
      TUOJIAN_PUBLIC_URL: '',
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
      SMTP_URL: '',
      TUOJIAN_LOG: 'silent',
    },
  });
  const stack = await startStack({ settings, temporalUi: false, say: () => undefined });
  second = stack;
  // Each promise is kept or was told to be lost, and none is both.
  const { rows } = await stack.database.pool.query<{ event: string }>(`SELECT stream || '@' || version AS event FROM event`);
  const kept = new Set(rows.map(({ event }) => event));
  for (const one of promised as { stream: string; version: number }[])
    expect(kept.has(`${one.stream}@${one.version}`)).toBe(!lost.has(`${one.stream}@${one.version}`));

  // By itself, without a command.
  const fired = await until('its case has come back', () => firesAt(stack, first).catch(() => null));
  expect(Math.abs(fired - fires)).toBeLessThanOrEqual(2);
  await until('every case runs', async () => {
    const { rows: gone } = await stack.database.pool.query(
      `SELECT 1 FROM case_state c WHERE kind = 'approval' AND status = 'OPEN' AND NOT EXISTS (
         SELECT 1 FROM event e WHERE e.type = 'RepairMade' AND e.body LIKE '%' || c.stream || '"%')`,
    );
    return gone.length === 0 ? true : null;
  });
  // It hears people, and goes on.
  expect((await as('wu-tao', stack).post(`${first}/commands`, { type: 'Withdraw', reason: '不再需要' })).status).toBe(200);
  await until('every mail is out', async () => ((await waiting(stack)) === 0 ? true : null));

  const due = made.last.mailsDue as number;
  const now = stack.mailCatcher?.latest.mails().map(({ messageId }) => messageId) ?? [];
  const twice = now.filter((id) => sent.has(id));
  // Those alone that nobody could know to be sent; under the name that they had, once.
  expect(twice.length).toBeLessThanOrEqual(due);
  expect(new Set(now).size).toBe(now.length);
  const { rows: before } = await stack.database.pool.query<{ id: string }>('SELECT message_id AS id FROM notice WHERE sent_at < $1', [made.last.at]);
  expect(before.length).toBeGreaterThan(0);
  const old = new Set(before.map(({ id }) => id));
  expect(now.filter((id) => old.has(id))).toEqual([]);
});
