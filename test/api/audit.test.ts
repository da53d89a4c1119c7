import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../prisma/database.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { headByWorkflow } from '../../temporal/case-head.ts';
import { plainServer, withTemporalAt } from '../../temporal/connect.ts';
import { reconcileBoth } from '../../temporal/reconcile-both.ts';
import { auditHistories } from '../../temporal/replay-audit.ts';
import { createLog } from '../../worker/service-log.ts';
import { installTemporalRuntime } from '../../worker/temporal-runtime.ts';
import { bundleWorkflows } from '../../worker/workflow-bundle.ts';
import { inputOf, TASK_QUEUE, WORKFLOW_TYPES } from '../../workflows/contract.ts';
import { act, client, json, once, today } from '../setup/office.ts';
import { servicePayloads } from '../setup/payloads.ts';

const { databaseUrl, temporalAddress, apiUrl } = inject('service');
const auditor = client('song-wei');
const manager = client('gao-lin');
const db = openDatabase(databaseUrl);
let connection: Connection;
let temporal: Client;
const key = `AU-${Date.now() % 10_000}`;
const stream = `approval/QH-01~${key}`;

type Found = {
  readonly items: readonly { readonly stream: string; readonly type: string; readonly actor: { readonly person: string | null } }[];
  readonly count: number;
  readonly next: string | null;
};
const search = async (query: string): Promise<Found> => (await (await auditor.get(`audit/events?${query}`)).json()) as Found;
/** The clerk takes in what was recorded every second. */
const until = async (query: string, holds: (found: Found) => boolean): Promise<Found> => {
  for (let tries = 0; tries < 60; tries += 1) {
    const found = await search(query);
    if (holds(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`never so: ${query}`);
};

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress });
  temporal = new Client({ connection, dataConverter: servicePayloads().converter });
  await manager.post('approvals', {
    type: 'Draft',
    programme: 'QH',
    project: 'QH-01',
    key,
    route: 'FSR',
    title: { zh: '婴幼儿活动室地暖改造申请', en: 'Floor heating of the nursery' },
    content: { amountFen: 1_234_500, summary: [], documents: [{ title: '说明', number: '青托〔2026〕77号' }] },
  });
  await manager.command(stream, { type: 'Submit', on: today() });
  await once(stream, (state) => state.tasks.some((task) => task.status === 'PENDING'));
}, 60_000);
afterAll(async () => {
  await connection.close();
  await db.close();
});

describe('an auditor asks the history', () => {
  it('and finds what has just happened by a word of two characters, with count and address of the next page', async () => {
    const found = await until(`stream=${encodeURIComponent(stream)}&text=${encodeURIComponent('地暖')}`, ({ items }) => items.length > 0);
    expect(found.items[0]?.stream).toBe(stream);
    const page = await search(`project=QH-01&limit=1`);
    expect(page.next).not.toBeNull();
    const second = await search(`project=QH-01&limit=1&after=${page.next}`);
    expect(second.items[0]).not.toEqual(page.items[0]);
  });

  it('by amount, document number, door and person together', async () => {
    const found = await until(
      `amountFrom=1234500&amountTo=1234500&document=${encodeURIComponent('青托〔2026〕77号')}&person=gao-lin&door=api`,
      ({ count }) => count > 0,
    );
    expect(found.items.every(({ actor }) => actor.person === 'gao-lin')).toBe(true);
  });

  it('gets one report with every fault of a wrong question', async () => {
    const answer = await auditor.get('audit/events?limit=0&from=yesterday&action=Nothing&amountFrom=-1&unknown=1');
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { faults: string[] }).faults.length).toBeGreaterThanOrEqual(4);
  });

  it('and finds refused attempts, and his own readings', async () => {
    expect(await client('xu-jianing').refused(stream, { type: 'Decide', choice: 'APPROVE', seen: 'a'.repeat(64) })).toBe('NOT_ASKED');
    await until(`action=AttemptRefused&text=${encodeURIComponent(stream)}`, ({ count }) => count > 0);
    const mark = randomUUID().slice(0, 8);
    await search(`text=${mark}`);
    await until(`action=HistoryRead&person=song-wei&text=${mark}`, ({ count }) => count > 0);
  });

  it('saves a search and shares its address', async () => {
    const saved = await json(auditor.post('audit/searches', { name: '地暖', query: { text: '地暖', project: 'QH-01' } }));
    expect(decodeURIComponent(String(saved.address))).toBe(`${apiUrl}/api/v1/audit/events?project=QH-01&text=地暖`);
    expect(JSON.stringify(await json(auditor.get('audit/searches')))).toContain(String(saved.id));
    // The same again is the same one; another question under its name, and one about what one may not see, are refused.
    expect(await json(auditor.post('audit/searches', { name: '地暖', query: { text: '地暖', project: 'QH-01' } }))).toMatchObject({ id: saved.id });
    const other = await auditor.post('audit/searches', { name: '地暖', query: { text: '地暖' } });
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ code: 'DUPLICATE', titleZh: expect.stringContaining('同名') });
    // Two that come at the same instant are told apart as well.
    const atOnce = await Promise.all(['一', '二', '三', '四'].map((text) => auditor.post('audit/searches', { name: '同时', query: { text } })));
    expect(atOnce.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    for (const query of [{ programme: 'NONE' }, { project: 'NONE-01' }, { stream: 'project/NONE-01' }])
      expect((await auditor.post('audit/searches', { name: '别处', query })).status).toBe(404);
    expect((await client('xu-jianing').post(`audit/searches/${saved.id}/remove`, {})).status).toBe(404);
    expect(await json(auditor.post(`audit/searches/${saved.id}/remove`, {}))).toEqual({ removed: true });
  });

  it('who asks without the right is told that there is nothing', async () => {
    for (const path of ['audit/events', 'audit/export']) expect((await client('gao-lin').get(path)).status).toBe(404);
    expect((await client('ma-yue').get('project/QH-02/story')).status).toBe(404);
  });
});

describe('what leaves as a file', () => {
  it.each(['csv', 'xlsx', 'jsonl', 'pdf'])('%s, noted with who and what before it goes', async (format) => {
    const answer = await auditor.get(`audit/export?format=${format}&stream=${encodeURIComponent(stream)}`);
    expect(answer.status).toBe(200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const begins = { csv: '\uFEFF序号', xlsx: 'PK', jsonl: '{"序号"', pdf: '%PDF' }[format] ?? '';
    expect(bytes.toString('utf8').startsWith(begins)).toBe(true);
    await until(`action=ExportMade&person=song-wei&text=${format}`, ({ count }) => count > 0);
  });

  it('the story of a project as PDF, and as data', async () => {
    const pdf = Buffer.from(await (await auditor.get('project/QH-01/story.pdf?lang=en')).arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const story = await json(auditor.get('project/QH-01/story'));
    expect(JSON.stringify(story)).toContain('婴幼儿活动室地暖改造申请');
    const compared = await auditor.get('audit/compare?projects=QH-01,QH-02');
    const { projects } = (await compared.json()) as { projects: { steps: object; stepNames: Record<string, { zh: string; en: string }> }[] };
    // Each step by its name in both languages; routes of other tests are called alike in both.
    for (const { steps, stepNames } of projects) expect(Object.keys(stepNames)).toEqual(Object.keys(steps));
    const names = projects.flatMap(({ stepNames }) => Object.values(stepNames));
    expect(names.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
    expect(names.some(({ zh, en }) => zh !== en)).toBe(true);
  });

  it('the newest checkpoint, for witnesses, without a sign-in', async () => {
    for (let tries = 0; tries < 100; tries += 1) {
      const answer = await fetch(`${apiUrl}/log/checkpoint`);
      if (answer.ok) return expect(await answer.text()).toMatch(/^tuojian\/[0-9a-f]{8}\n\d+\n/);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('nothing was signed');
  });
});

describe('as of a moment', () => {
  it('says who could have decided, and what changed since', async () => {
    const before = await json(auditor.get(`audit/as-of?stream=${encodeURIComponent(stream)}&at=${new Date().toISOString()}`));
    expect(before.couldDecide).toMatchObject([{ stream }]);
    const since = new Date().toISOString();
    await act('fang-yuan', ['地暖'], { choice: 'APPROVE', reason: '同意' }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const after = await json(auditor.get(`audit/as-of?stream=${encodeURIComponent(stream)}&at=${new Date().toISOString()}&since=${since}`));
    expect(Array.isArray(after.differences)).toBe(true);
    expect((await auditor.get(`audit/as-of?at=2026-01-01`)).status).toBe(422);
    expect((await auditor.get(`audit/as-of?at=2026-01-01&stream=approval/NOBODY`)).status).toBe(404);
  });
});

describe('findings', () => {
  it('are explained by the office and dismissed by an auditor, who else is refused', async () => {
    const recorder = createEventStore({ pool: db.pool });
    const found = { id: 'ORDER_INVERTED.TEST', code: 'ORDER_INVERTED', rule: 'r', evidence: { zh: '测试', en: 'test' }, events: [] };
    const occurredAt = new Date().toISOString();
    const project = `QH-04`;
    const head = await db.prisma.stream.findUnique({ where: { stream: `findings/${project}` } });
    await recorder.record({
      stream: `findings/${project}`,
      expectedVersion: head?.version ?? 0,
      commandId: randomUUID(),
      actor: { person: null, door: 'case', assurance: 'system', roles: [] },
      occurredAt,
      events: [{ type: 'FindingRaised', data: { ...found, programme: 'QH', project, manager: 'nobody' } }],
    });
    const command = (who: string, body: object) => client(who).post(`findings/${project}/commands`, body);
    expect((await command('xu-jianing', { type: 'Explain', finding: found.id, explanation: '因汛期提前进场' })).status).toBe(200);
    expect((await command('xu-jianing', { type: 'Dismiss', finding: found.id, reason: '误报' })).status).toBe(403);
    expect((await command('song-wei', { type: 'Dismiss', finding: found.id, reason: '误报：日期录入有误' })).status).toBe(200);
    const { items } = (await json(auditor.get(`findings?project=${project}&status=DISMISSED`))) as { items: { id: string; note: string }[] };
    expect(items).toMatchObject([{ id: found.id, note: '误报：日期录入有误' }]);
    expect((await command('song-wei', { type: 'Dismiss', finding: 'NONE', reason: 'x' })).status).toBe(422);
  });
});

describe('against Temporal', () => {
  it('every decision of a workflow history is recorded as it was made', async () => {
    installTemporalRuntime(createLog('silent'));
    const bundle = await bundleWorkflows();
    const report = await auditHistories(db, { client: temporal, payloads: servicePayloads() }, bundle, [stream, 'project/QH-01']);
    expect(report).toMatchObject({ cases: 2, forgotten: 0, findings: [] });
    expect(report.decisions).toBeGreaterThan(3);
    // One that cannot be fetched is named, and the others are looked at.
    const failing: Pick<Client['workflow'], 'list' | 'getHandle'> = {
      list: (options) => temporal.workflow.list(options),
      getHandle: (id, run) =>
        id === stream
          ? Object.assign(Object.create(temporal.workflow.getHandle(id, run)), {
              fetchHistory: () => Promise.reject(new Error('8 RESOURCE_EXHAUSTED: Received message larger than max (4265536 vs 4194304)')),
            })
          : temporal.workflow.getHandle(id, run),
    };
    const door: Pick<Client, 'workflow'> = { workflow: Object.assign(Object.create(temporal.workflow), failing) };
    const others = await auditHistories(db, { client: Object.assign(Object.create(temporal), door), payloads: servicePayloads() }, bundle, [
      stream,
      'project/QH-01',
    ]);
    expect(others).toMatchObject({ cases: 2, findings: [{ stream, code: 'NOT_FETCHED', where: expect.stringContaining('RESOURCE_EXHAUSTED') }] });
    expect(others.decisions).toBeGreaterThan(0);
  }, 60_000);

  it('a history is fetched that is larger than what gRPC takes by itself', async () => {
    const place = { ...plainServer(temporalAddress), payloads: servicePayloads() };
    const workflowId = `large-${key}`;
    const handle = await temporal.workflow.start('large', { workflowId, taskQueue: 'nobody', args: [] });
    try {
      for (let n = 0; n < 24; n += 1) await handle.signal('tell', `${n} ${'长'.repeat(65_000)}`);
      // By a connection that does not ask again: what is too large stays so.
      const once = await Connection.connect({ address: temporalAddress, interceptors: [] });
      await expect(new Client({ connection: once }).workflow.getHandle(workflowId).fetchHistory()).rejects.toThrow(/RESOURCE_EXHAUSTED/);
      await once.close();
      const { events } = await withTemporalAt(place, (ours) => ours.workflow.getHandle(workflowId).fetchHistory());
      expect(events).toHaveLength(26);
    } finally {
      await temporal.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId } });
    }
  }, 60_000);

  it('a case whose workflow was lost goes on from the record, and the repair is an event', async () => {
    const before = await json(auditor.get(stream));
    await temporal.workflow.getHandle(stream).terminate('a test');
    const report = await reconcileBoth(db, temporal, createEventStore({ pool: db.pool }), { versions: false });
    expect(report.repairs).toContainEqual(expect.objectContaining({ stream, what: 'WORKFLOW_STARTED' }));
    await manager.command(stream, { type: 'Withdraw', reason: '不再需要' });
    const after = await json(auditor.get(stream));
    expect(after.version).toBeGreaterThan(Number(before.version));
    expect(after.status).toBe('WITHDRAWN');
    await until(`action=RepairMade&text=${encodeURIComponent(stream)}`, ({ count }) => count > 0);
  });

  it('a workflow whose first command was lost is ended and its case can be begun anew; it is not told of for ever', async () => {
    const empty = `approval/QH-01~${key}-EMPTY`;
    const input = { taskQueue: TASK_QUEUE, workflowId: empty, args: [inputOf({ stream: empty })] };
    const handle = await temporal.workflow.start(WORKFLOW_TYPES.approval, input);
    const look = (youngMs: number) => reconcileBoth(db, temporal, createEventStore({ pool: db.pool }), { versions: false, youngMs });
    await expect.poll(() => headByWorkflow(temporal, empty), { timeout: 20_000 }).toEqual({ version: 0, closed: false });
    const repairs = async (youngMs: number) => (await look(youngMs)).repairs.filter((repair) => repair.stream === empty);
    expect(await repairs(60_000)).toEqual([]);
    await expect.poll(() => repairs(0), { timeout: 20_000 }).toMatchObject([{ what: 'WORKFLOW_ENDED' }]);
    expect((await handle.describe()).status.name).toBe('TERMINATED');
    await temporal.workflow.start(WORKFLOW_TYPES.approval, input).then((again) => again.terminate('a test'));
  }, 60_000);

  it('everything is still answered when Temporal has forgotten the case', async () => {
    const { state: _, ...before } = await json(auditor.get(stream));
    const handle = temporal.workflow.getHandle(stream);
    const { runId } = await handle.describe();
    await connection.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId: stream, runId } });
    await expect.poll(() => handle.describe().catch((error: Error) => error.name), { timeout: 60_000, interval: 200 }).toBe('WorkflowNotFoundError');
    const { state: __, ...after } = await json(auditor.get(stream));
    expect(after).toEqual(before);
    expect((await search(`stream=${encodeURIComponent(stream)}`)).count).toBeGreaterThan(3);
    expect(JSON.stringify(await json(auditor.get('project/QH-01/story')))).toContain('地暖');
    const standing = await json(auditor.get(`audit/as-of?stream=${encodeURIComponent(stream)}&at=${new Date().toISOString()}`));
    expect(standing).toMatchObject({ cases: [{ status: 'WITHDRAWN' }] });
    expect((await auditor.get(`audit/export?format=jsonl&stream=${encodeURIComponent(stream)}`)).status).toBe(200);
  }, 90_000);
});
