/** Poison planted into the running service: what comes next is done within seconds, and people are told. */
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { foldOf } from '../../domain/cases.ts';
import { readTablesOf } from '../../domain/read-tables.ts';
import { writeReadTables } from '../../prisma/read-table-writer.ts';
import { bodyOf, chainHash, GENESIS, parseBody, recordedOf } from '../../proof/event-format.ts';
import { type CommandEnvelope, TASK_QUEUE, tellSignal, versionQuery } from '../../workflows/contract.ts';

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

async function plant(stream: string, data: object): Promise<void> {
  const commandId = `planted/${stream}`;
  const actor = { person: 'fang-yuan', door: 'link', assurance: 'email-possession', roles: [] } as const;
  const body = bodyOf({ stream, version: 1, type: 'ExportMade', schema: 1, data, actor, commandId, occurredAt: new Date().toISOString() });
  const hash = chainHash(GENESIS, body);
  await sql.query("INSERT INTO stream (stream, kind, programme, version, hash, opened_at) VALUES ($1, 'journal', 'QH', 1, $2, now())", [
    stream,
    hash,
  ]);
  await sql.query(
    "INSERT INTO event (stream, version, type, command_id, ordinal, occurred_at, actor, prev_hash, hash, body) VALUES ($1, 1, 'ExportMade', $2, 0, now(), 'fang-yuan', $3, $4, $5)",
    [stream, commandId, GENESIS, hash, body],
  );
  // What other tests find of it is as it would be had the service written it.
  const event = recordedOf(parseBody(body));
  const state = foldOf(stream, [event]);
  if (state !== null) await writeReadTables(sql, readTablesOf(stream, state, [event]));
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
    const client = new Client({ connection });
    const tell = (stream: string, sent: object | null) => client.workflow.getHandle(stream).signal(tellSignal, sent as CommandEnvelope); // what nobody of this house sends
    const versionOf = (stream: string) => client.withDeadline(Date.now() + 5_000, () => client.workflow.getHandle(stream).query(versionQuery));
    for (const sent of [null, {}, { command: 'x', commandId: 'x', actor: 1 }]) await tell('project/QH-03', sent);
    expect((await versionOf('project/QH-03')).closed).toBe(false);
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
