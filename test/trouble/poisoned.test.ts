/**
 * A release whose workflows do not fit histories that are under way, tried for real: a worker of it takes over a service. The
 * cases it does not fit stand still and no other, are told, and come back by `tuojian repair` or by the release before.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workerSettings } from '../../local/service-settings.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { bundleWith } from '../../scripts/bundle-with.ts';
import { ApiClient } from '../../scripts/demo/http.ts';
import { type OwnService, startOwnService } from '../../scripts/own-service.ts';
import { plainServer } from '../../temporal/connect.ts';
import { type RunningWorker, startWorker } from '../../worker/create-worker.ts';
import { createLog } from '../../worker/service-log.ts';
import { tuojianAt } from '../setup/command-at.ts';

const text = (zh: string) => ({ zh, en: zh });
const step = (person: string) => ({ key: person, name: text('审批'), who: { agree: 'ANY', members: [{ person }] }, limit: { n: 5, unit: 'WD' } });
const ROUTE = { code: 'POISON', version: 1, name: text('换版'), steps: [step('han-dong'), step('su-mei')] };

let service: OwnService;
let changed: RunningWorker | null = null;
const clients = new Map<string, ApiClient>();
const as = (person: string): ApiClient => clients.get(person) ?? expect.fail(`${person} has no token`);

beforeAll(async () => {
  service = await startOwnService({ name: 'poisoned', say: () => undefined, overrides: { TUOJIAN_DEADLINE_MS: '3000' } });
  const { apiUrl, database } = service.stack;
  for (const person of ['liu-chuan', 'han-dong', 'su-mei', 'xu-jianing', 'he-jing'])
    clients.set(person, new ApiClient(apiUrl, await issueApiToken(database, person, 1)));
  await as('xu-jianing').adoptRoute('QH', { route: ROUTE, basis: '测试' }, as('he-jing'));
}, 180_000);
afterAll(async () => {
  await changed?.stop();
  await service.stop();
}, 60_000);

/** The same service with a worker whose workflows were changed and lack `patched()`. */
async function upgrade(): Promise<void> {
  const { stack, settings } = service;
  const bundle = await bundleWith(new URL('../setup/forgotten-patch.ts', import.meta.url));
  await stack.worker.stop();
  const { payloads, sealer, database, smtpUrl } = stack;
  const given = { temporal: { ...plainServer(stack.temporalAddress), payloads }, sealer, database, smtpUrl, bundle };
  changed = await startWorker({ ...workerSettings(settings, createLog('silent')), ...given });
}
async function goBack(): Promise<void> {
  await changed?.stop();
  changed = null;
  await service.stack.restartWorker();
}

async function handedIn(name: string): Promise<string> {
  const content = { summary: [], amountFen: 100, documents: [] };
  const draft = { type: 'Draft', programme: 'QH', project: 'QH-05', key: name, route: 'POISON', title: text(name), content };
  expect((await as('liu-chuan').post('approvals', draft)).ok).toBe(true);
  const stream = `approval/QH-05~${name}`;
  await as('liu-chuan').command(stream, { type: 'Submit' });
  return stream;
}
const remark = async (stream: string, said: string, key: string = randomUUID()): Promise<number> =>
  (await as('han-dong').post(`${stream}/commands`, { type: 'Comment', text: said }, key)).status;
async function approve(stream: string, person: string): Promise<number> {
  const { round, step: at, contentHash } = (await as('liu-chuan').find(stream)) ?? {};
  return (await as(person).post(`${stream}/commands`, { type: 'Decide', choice: 'APPROVE', round, step: at, seen: contentHash })).status;
}
const shown = async (stream: string) => (await as('liu-chuan').find(stream)) as { status: string; remarks: { text: string }[] }; // as it says

async function until(what: string, holds: () => Promise<boolean>, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 250)))
    if (await holds()) return;
  throw new Error(`${what}: not within ${seconds} s`);
}
const setAside = async () =>
  (
    await service.stack.database.pool.query<{ item: string; reason: string }>(
      'SELECT item, reason FROM set_aside WHERE settled_at IS NULL ORDER BY item',
    )
  ).rows;
const aside = async (): Promise<readonly string[]> => (await setAside()).map(({ item }) => item);

describe('a release that does not fit the histories under way', () => {
  it('stops those cases alone and says so; the command brings them back in it, and the release before without a command', async () => {
    const [ill, other, well] = [await handedIn('ILL'), await handedIn('OTHER'), await handedIn('WELL')];
    for (const stream of [ill, other]) expect(await remark(stream, '换版之前')).toBe(200);
    await upgrade();

    const key = randomUUID();
    expect(await remark(ill, '换版之后', key)).toBe(503);
    expect(await remark(other, '换版之后')).toBe(503);
    // The others go on, and new ones begin and are remarked on.
    expect(await approve(well, 'han-dong')).toBe(200);
    const fresh = await handedIn('FRESH');
    expect(await remark(fresh, '换版之后')).toBe(200);
    await until('both are told', async () => (await aside()).length > 1, 60);
    const reason = expect.stringMatching(/^its workflow cannot go on: (\[TMPRL1100\] Nondeterminism|its workflow task fails again and again)/);
    expect(await setAside()).toEqual([ill, other].map((item) => ({ item, reason })));
    const ready = (await (await fetch(`${service.stack.apiUrl}/readyz`)).json()) as Record<string, string>; // as api/app.ts writes it
    expect(ready.aside).toContain('RECONCILE');

    const looked = await tuojianAt(service.settings.dataDir, 'repair', ill);
    expect(looked).toMatchObject({ code: 0, last: { stream: ill, status: 'OPEN', workflow: 'RUNNING', answers: false, untaken: 0 } });
    expect(looked.last.attempts).toBeGreaterThan(1);
    const repaired = await tuojianAt(service.settings.dataDir, 'repair', ill, '--basis', '测试：换版不合');
    expect(repaired).toMatchObject({ code: 0, last: { stream: ill, answers: true, told: 0, left: [] } });
    expect(await aside()).toEqual([other]);
    // Whoever was not confirmed asks again, and is heard once; it goes on to its end.
    expect(await remark(ill, '换版之后', key)).toBe(200);
    expect((await shown(ill)).remarks.map(({ text: said }) => said)).toEqual(['换版之前', '换版之后']);
    expect(await approve(ill, 'han-dong')).toBe(200);
    expect(await approve(ill, 'su-mei')).toBe(200);
    expect((await shown(ill)).status).toBe('APPROVED');
    expect(await approve(other, 'han-dong')).toBe(503);

    await goBack();
    await until('it goes on by itself', async () => (await approve(other, 'han-dong')) === 200, 60);
    await until('it is settled', async () => !(await aside()).includes(other), 90);
    expect(await approve(other, 'su-mei')).toBe(200);
  }, 240_000);
});
