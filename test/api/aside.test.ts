/** Poison planted into the running service: what comes next is done within seconds, and people are told. */
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { foldOf } from '../../domain/cases.ts';
import { readTablesOf } from '../../domain/read-tables.ts';
import { writeReadTables } from '../../prisma/record/read-table-writer.ts';
import { bodyOf, chainHash, GENESIS, parseBody, recordedOf } from '../../proof/event-format.ts';
import { headByWorkflow } from '../../temporal/case-head.ts';
import { type CommandEnvelope, TASK_QUEUE, tellSignal } from '../../workflows/contract.ts';
import { tuojian } from '../setup/command.ts';
import { servicePayloads } from '../setup/payloads.ts';

const { databaseUrl, temporalAddress, outboxUrl, apiUrl } = inject('service');
let sql: pg.Client;
let connection: Connection;
beforeAll(async () => {
  sql = new pg.Client({ connectionString: databaseUrl });
  await sql.connect();
  connection = await Connection.connect({ address: temporalAddress });
});
afterAll(async () => {
  await sql.query('DELETE FROM set_aside');
  await sql.end();
  await connection.close();
});

async function plant(stream: string, data: object, minutesAgo = 0): Promise<void> {
  const commandId = `planted/${stream}`;
  const actor = { person: 'fang-yuan', door: 'link', assurance: 'email-possession', roles: [] } as const;
  const occurredAt = new Date().toISOString();
  const body = bodyOf({ stream, version: 1, type: 'ExportMade', schema: 1, data, actor, commandId, occurredAt });
  const hash = chainHash(GENESIS, body);
  await sql.query("INSERT INTO stream (stream, kind, programme, version, hash, opened_at) VALUES ($1, 'journal', 'QH', 1, $2, now())", [
    stream,
    hash,
  ]);
  await sql.query(
    "INSERT INTO event (stream, version, type, command_id, ordinal, occurred_at, actor, prev_hash, hash, body) VALUES ($1, 1, 'ExportMade', $2, 0, $7::timestamptz - make_interval(mins => $6), 'fang-yuan', $3, $4, $5)",
    [stream, commandId, GENESIS, hash, body, minutesAgo, occurredAt],
  );
  // What other tests find of it is as it would be had the service written it.
  const event = recordedOf(parseBody(body));
  const state = foldOf(stream, [event]);
  if (state !== null) await writeReadTables(sql, readTablesOf(stream, state, event));
}
const within = async (ms: number, holds: () => Promise<boolean>): Promise<number> => {
  const from = Date.now();
  while (!(await holds())) {
    if (Date.now() - from > ms) throw new Error(`not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return Date.now() - from;
};
const isPlaced = async (stream: string) => (await sql.query('SELECT 1 FROM log_leaf WHERE stream = $1', [stream])).rowCount === 1;
const isAside = async (item: string) => (await sql.query('SELECT 1 FROM set_aside WHERE item = $1 AND settled_at IS NULL', [item])).rowCount === 1;

describe('poison in the running service', () => {
  it('in an event: it and the next one are placed within five seconds, it is shown, and told by mail', async () => {
    await plant('journal/POISON', { programme: 'QH', query: '前\u0000后\ud800' });
    await plant('journal/NEXT', { programme: 'QH', query: '照常' });
    await within(5_000, () => isPlaced('journal/NEXT'));
    expect(await isPlaced('journal/POISON')).toBe(true);
    await within(5_000, () => isAside('journal/POISON@1'));
    const ready = await fetch(`${apiUrl}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ record: 'ok', aside: expect.stringContaining('AUDIT_CLERK') });
    await sql.query("UPDATE set_aside SET first_seen = first_seen - interval '2 minutes' WHERE item = 'journal/POISON@1'");
    await within(60_000, async () => (await (await fetch(`${outboxUrl}/mails.json?after=0`)).text()).includes('journal/POISON@1'));
  }, 90_000);

  it('in what a case is told: nonsense is passed over, a command at which its code throws stops that case alone, and is seen', async () => {
    const client = new Client({ connection, dataConverter: servicePayloads().converter });
    const tell = (stream: string, sent: object | null) => client.workflow.getHandle(stream).signal(tellSignal, sent as CommandEnvelope); // what nobody of this house sends
    for (const sent of [null, {}, { command: 'x', commandId: 'x', actor: 1 }]) await tell('project/QH-03', sent);
    expect((await headByWorkflow(client, 'project/QH-03'))?.closed).toBe(false);
    // A case of its own, so that no other test waits for it.
    const actor = { person: null, door: 'case', assurance: 'system', roles: [] };
    const open = { command: { type: 'Open' }, actor, commandId: 'poison' };
    await client.workflow.start('facilityProject', {
      workflowId: 'project/POISON',
      taskQueue: TASK_QUEUE,
      args: [{ v: 1, stream: 'project/POISON', open }],
    });
    await within(10_000, () => isAside('project/POISON'));
    const told = await sql.query("SELECT reason FROM set_aside WHERE item = 'project/POISON'");
    expect(told.rows[0].reason).toMatch(/its workflow cannot go on/);
    expect(await isAside('project/QH-03')).toBe(false);
    await client.workflow.getHandle('project/POISON').terminate('a test poisoned it');
  }, 90_000);
});

describe('whoever looks after the service', () => {
  it('sees how late the record is: in /readyz, by doctor and by mail', async () => {
    const ready = async () => (await (await fetch(`${apiUrl}/readyz`)).json()) as { readonly record: string };
    const never = 'ADD CONSTRAINT never CHECK (index < 0) NOT VALID';
    await sql.query(`ALTER TABLE log_leaf ${never}`);
    try {
      await plant('journal/LATE', { programme: 'QH', query: '迟到' }, 7);
      expect((await ready()).record).toBe('late by 7 min');
      const told = await tuojian(['doctor']);
      expect(told.code).toBe(1);
      expect(told.out).toMatch(/FAIL Record +signed late by 7 min → see that a worker runs/);
      await within(40_000, async () =>
        /CHECKPOINT_STALE[\s\S]{0,400}journal\/LATE@1/.test(await (await fetch(`${outboxUrl}/mails.json?after=0`)).text()),
      );
    } finally {
      await sql.query('ALTER TABLE log_leaf DROP CONSTRAINT never');
      await sql.query('ALTER TABLE event DISABLE TRIGGER USER');
      await sql.query("UPDATE event SET occurred_at = (body::jsonb->>'occurredAt')::timestamptz WHERE stream = 'journal/LATE'");
      await sql.query('ALTER TABLE event ENABLE TRIGGER USER');
    }
    expect((await ready()).record).toBe('ok');
    expect((await tuojian(['doctor'])).out).toMatch(/ok +Record +every event of more than five minutes ago is signed/);
  }, 90_000);

  it('lists what was set aside, has it tried again, or settles it with a reason that the journal keeps', async () => {
    await sql.query('DELETE FROM set_aside');
    const put = (loop: string, item: string) =>
      sql.query(
        `INSERT INTO set_aside (loop, item, about, reason, first_seen, last_tried, tries, next_try)
         VALUES ($1, $2, 'project/QH-03', 'the mail server answered 550', '2026-11-24T01:00:00Z', '2026-11-24T01:05:00Z', 7, now() + interval '1 hour')`,
        [loop, item],
      );
    await put('CARRY_OUT', 'project/QH-03@999/0');
    await put('POST_OFFICE', 'a job of another time');
    const listed = await tuojian(['aside', 'list']);
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toMatch(
      /CARRY_OUT +project\/QH-03@999\/0 {2}\(project\/QH-03\)\n +since 2026-11-24 09:00, 7 tries, next try .+, not told yet\n +the mail server answered 550\n/,
    );
    expect(listed.out).toMatch(/→ `npx tuojian aside retry ITEM`[\s\S]*\{"open":2,"settled":0\}\n$/);

    const shown = await tuojian(['aside', 'show', 'project/QH-03@999/0']);
    expect(shown.out).toMatch(
      /CARRY_OUT[\s\S]+后续环节未启动[\s\S]+to do[\s\S]+the mail server answered 550[\s\S]+7 times, last 2026-11-24 09:05[\s\S]+"nextTry"/,
    );
    expect(await tuojian(['aside', 'show', 'nothing'])).toMatchObject({ code: 1, err: expect.stringContaining('Nothing of that name') });

    const due = async (item: string) =>
      (await sql.query<{ due: boolean }>("SELECT next_try <= now() + interval '1 minute' AS due FROM set_aside WHERE item = $1", [item])).rows[0]
        ?.due;
    expect(await tuojian(['aside', 'retry', 'a job of another time'])).toMatchObject({ code: 0, out: expect.stringMatching(/\{"due":1\}\n$/) });
    expect([await due('a job of another time'), await due('project/QH-03@999/0')]).toEqual([true, false]);
    expect(await tuojian(['aside', 'retry', 'nothing'])).toMatchObject({ code: 1, err: expect.stringContaining('Nothing of that name') });
    expect(await tuojian(['aside', 'retry'])).toMatchObject({ code: 1, err: expect.stringContaining('Name one item, or --all.') });

    expect(await tuojian(['aside', 'settle', 'a job of another time', '--basis', 'no'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('5 to 500'),
    });
    const settled = await tuojian(['aside', 'settle', 'a job of another time', '--basis', '已电话通知，值班领导同意', '--by', 'ma-li']);
    expect(settled).toMatchObject({ code: 0, out: expect.stringMatching(/\{"settled":1\}\n$/) });
    const noted = await sql.query("SELECT body::jsonb->'data' AS data, actor FROM event WHERE type = 'AsideSettled' ORDER BY position DESC LIMIT 1");
    expect(noted.rows).toMatchObject([
      { actor: 'ma-li', data: { loop: 'POST_OFFICE', item: 'a job of another time', basis: '已电话通知，值班领导同意' } },
    ]);
    expect((await tuojian(['aside', 'list'])).out).toMatch(/\{"open":1,"settled":0\}\n$/);
    expect((await tuojian(['aside', 'list', '--all'])).out).toMatch(/settled 2026[\s\S]*\{"open":1,"settled":1\}\n$/);
  }, 120_000);
});
