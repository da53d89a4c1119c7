/** A case whose workflow cannot go on: it alone stands still, people are told, and a command brings it back as it was. */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient, mailsAfter } from '../../scripts/demo/http.ts';
import { type CommandEnvelope, tellSignal } from '../../workflows/contract.ts';
import { tuojian } from '../setup/command.ts';
import { servicePayloads } from '../setup/payloads.ts';

const { apiUrl, outboxUrl, databaseUrl, temporalAddress, tokens } = inject('service');
const clientOf = (person: string) => new ApiClient(apiUrl, tokens[person] ?? '');
const [officer, director, manager] = [clientOf('xu-jianing'), clientOf('he-jing'), clientOf('liu-chuan')];
const text = (zh: string) => ({ zh, en: zh });
const step = (key: string, person: string) => ({ key, name: text(key), who: { agree: 'ANY', members: [{ person }] }, limit: { n: 5, unit: 'WD' } });
const ROUTE = { code: 'REPAIR', version: 1, name: text('修复'), steps: [step('ONE', 'han-dong'), step('TWO', 'su-mei')] };

let sql: pg.Client;
let client: Client;
let connection: Connection;
beforeAll(async () => {
  sql = new pg.Client({ connectionString: databaseUrl });
  await sql.connect();
  connection = await Connection.connect({ address: temporalAddress });
  client = new Client({ connection, dataConverter: servicePayloads().converter });
  await officer.adoptRoute('QH', { route: ROUTE, basis: '测试' }, director);
});
afterAll(async () => {
  await sql.query('DELETE FROM set_aside');
  await sql.end();
  await connection.close();
});

const until = async (what: string, ms: number, holds: () => Promise<boolean>): Promise<number> => {
  const from = Date.now();
  while (!(await holds())) {
    if (Date.now() - from > ms) throw new Error(`${what}: not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return Date.now() - from;
};
async function handedIn(): Promise<string> {
  const key = `R${randomUUID().slice(0, 8).toUpperCase()}`;
  const content = { summary: [{ label: text('金额'), value: text('120 万元') }], amountFen: 120_000_000, documents: [] };
  const application = { programme: 'QH', project: 'QH-05', key, route: 'REPAIR', title: text(`修复 ${key}`), content };
  expect((await manager.post('approvals', { type: 'Draft', ...application })).ok).toBe(true);
  const stream = `approval/QH-05~${key}`;
  await manager.command(stream, { type: 'Submit' });
  return stream;
}
const approve = async (stream: string, person: string): Promise<boolean> => {
  const { round, step: at, contentHash } = (await manager.find(stream)) as { round: number; step: number; contentHash: string };
  return (await clientOf(person).post(`${stream}/commands`, { type: 'Decide', choice: 'APPROVE', round, step: at, seen: contentHash })).ok;
};
const mailsOf = async (stream: string): Promise<number> =>
  (await mailsAfter(outboxUrl, 0)).filter(({ text: said, subject }) => `${subject} ${said}`.includes(stream.split('~')[1] ?? '?')).length;
/** When the timers that are wound in its newest run will ring. */
async function timersOf(stream: string): Promise<readonly number[]> {
  const { events } = await client.workflow.getHandle(stream).fetchHistory();
  return (events ?? []).flatMap(({ eventTime, timerStartedEventAttributes: timer }) =>
    timer == null ? [] : [Number(eventTime?.seconds) + Number(timer.startToFireTimeout?.seconds)],
  );
}
const tell = (stream: string, command: object) =>
  client.workflow.getHandle(stream).signal(tellSignal, {
    command,
    actor: { person: null, door: 'case', assurance: 'system', roles: [] },
    commandId: `poison/${stream}`,
  } as unknown as CommandEnvelope); // what nobody of this house sends
const lastOf = (out: string): unknown => JSON.parse(out.trim().split('\n').at(-1) ?? '');

describe('a case whose workflow cannot go on', () => {
  it('stands still alone, is told within two minutes, and is repaired with its state, its clock, what waited for it, and no mail twice', async () => {
    const [ill, well] = await Promise.all([handedIn(), handedIn()]);
    await until('the mails', 30_000, async () => (await mailsOf(ill)) > 0);
    const before = { case: await manager.find(ill), timers: await timersOf(ill) };
    // Each loop tells at most every three minutes: what other tests left there must not have been told just now.
    await sql.query("DELETE FROM set_aside WHERE loop = 'RECONCILE'");
    await tell(ill, { type: 'NobodyKnowsThis' });
    await until(
      'set aside',
      30_000,
      async () => (await sql.query('SELECT 1 FROM set_aside WHERE item = $1 AND settled_at IS NULL', [ill])).rowCount === 1,
    );
    // Others go on.
    expect(await approve(well, 'han-dong')).toBe(true);
    // What it is told meanwhile waits for it.
    await officer.command('project/QH-05', { type: 'Suspend', reason: '测试' });
    await until('the others are told', 30_000, async () => (await manager.find(well))?.status === 'PAUSED');
    expect((await manager.find(ill))?.status).toBe('OPEN');
    await until('the mail of the alarm', 240_000, async () => (await mailsAfter(outboxUrl, 0)).some(({ text: said }) => said.includes(ill)));
    const [told] = (
      await sql.query<{ after: number }>(
        'SELECT extract(epoch FROM told_at - first_seen)::float AS after FROM set_aside WHERE item = $1 AND told_at IS NOT NULL',
        [ill],
      )
    ).rows;
    expect(told?.after).toBeLessThan(120);
    console.log(`told ${Math.round(told?.after ?? 0)} s after it stopped`);
    expect(await (await fetch(`${apiUrl}/readyz`)).json()).toMatchObject({ aside: expect.stringContaining('RECONCILE') });

    const looked = await tuojian(['repair', ill]);
    expect(looked.code).toBe(0);
    expect(lastOf(looked.out)).toMatchObject({ stream: ill, workflow: 'RUNNING', answers: false, untaken: 2 });
    const repaired = await tuojian(['repair', ill, '--basis', '测试：去掉坏消息']);
    expect(lastOf(repaired.out)).toMatchObject({ answers: true, told: 1, left: [{ type: 'NobodyKnowsThis' }] });
    // Somebody has to look at what was left out.
    expect(repaired.code).toBe(1);
    expect((await manager.find(ill))?.status).toBe('PAUSED');
    await officer.command('project/QH-05', { type: 'Resume' });
    await until('it goes on', 30_000, async () => (await manager.find(ill))?.status === 'OPEN');
    const same = ['round', 'step', 'contentHash', 'tasks', 'content'];
    const picked = (shown: Record<string, unknown> | null) => same.map((field) => shown?.[field]);
    expect(picked(await manager.find(ill))).toEqual(picked(before.case));
    // The same moment as before, but for the seconds that it was suspended.
    const [rings] = (await timersOf(ill)).slice(-1);
    expect(Math.abs((rings ?? 0) - (before.timers.at(-1) ?? 0))).toBeLessThan(120);
    expect(await approve(ill, 'han-dong')).toBe(true);
    expect(await approve(ill, 'su-mei')).toBe(true);
    await until('its result is told', 30_000, async () => (await manager.find(ill))?.status === 'APPROVED');
    // Each notice of the case went out as one mail; those of the alarm name it in their text alone.
    const key = ill.split('~')[1] ?? '?';
    const own = async () => (await mailsAfter(outboxUrl, 0)).filter(({ subject }) => subject.includes(key));
    const notices = async () =>
      (await sql.query<{ template: string; status: string }>('SELECT template, status FROM notice WHERE stream = $1 ORDER BY id', [ill])).rows;
    await until('the mail of the result', 30_000, async () => (await own()).some(({ subject }) => subject.includes('结果')));
    const sentNow = async () => (await notices()).filter(({ status }) => status === 'SENT');
    // That a mail was taken is noted a moment after it was.
    await until('what went out is noted', 10_000, async () => (await sentNow()).length >= (await own()).length);
    const sent = await sentNow();
    expect({ mails: (await own()).map(({ to, subject }) => `${to} ${subject}`), notices: await notices() }).toMatchObject({
      mails: sent.map(() => expect.any(String)),
    });
    expect((await sql.query('SELECT 1 FROM set_aside WHERE item = $1 AND settled_at IS NULL', [ill])).rowCount).toBe(0);
    const journal = await sql.query("SELECT body FROM event WHERE type = 'RepairMade' AND body LIKE $1", [`%${ill}%`]);
    expect(journal.rows).toHaveLength(1);
    expect(journal.rows[0].body).toContain('测试：去掉坏消息');
  }, 480_000);

  it('that nothing is recorded of is refused, and one that is well is only looked at', async () => {
    const unknown = await tuojian(['repair', 'approval/NOBODY']);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringMatching(/Nothing is recorded of approval\/NOBODY/) });
    const looked = await tuojian(['repair', 'project/QH-05']);
    expect(lastOf(looked.out)).toMatchObject({ stream: 'project/QH-05', answers: true, untaken: 0 });
    const refused = await tuojian(['repair', 'project/QH-05', '--basis', 'because']);
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/nothing to repair/) });
  }, 60_000);
});
