/** Which case belongs to which: compared from both sides, and asked when an id is in use already. */
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listAside } from '../../prisma/aside.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { ownersIn, unlinked } from '../../prisma/record/owners.ts';
import { createCasePost } from '../../temporal/case-post.ts';
import { reconcileBoth } from '../../temporal/reconcile-both.ts';
import { createSealer } from '../../temporal/seal.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
beforeAll(async () => {
  const url = await freshDatabase('owners_test');
  await migrate(url);
  db = openDatabase(url);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.pool.query('DELETE FROM case_link');
  await db.pool.query('DELETE FROM case_state');
  await db.pool.query('DELETE FROM set_aside');
});

const opened = (stream: string, { status = 'OPEN', minutesAgo = 10 } = {}) =>
  db.pool.query(
    `INSERT INTO case_state (stream, kind, programme, version, status, title, state, changed_at)
     VALUES ($1, $2, 'T', 1, $3, '{}', '{}', now() - make_interval(mins => $4))`,
    [stream, stream.split('/')[0], status, minutesAgo],
  );
const linked = (stream: string, side: 'OWNER' | 'OWNED', other: string) =>
  db.pool.query('INSERT INTO case_link (stream, side, other) VALUES ($1, $2, $3)', [stream, side, other]);
const found = async () => (await unlinked(db, new Date(Date.now() - 120_000))).map(({ owner, stream }) => `${owner} > ${stream}`);
const aside = async () => (await listAside(db, { all: false })).map(({ loop, item, about, reason }) => `${loop} ${item} (${about}): ${reason}`);
const [PROJECT, APPROVAL] = ['project/T-01', 'approval/T-01.FSR'] as const;

describe('an owner and what it owns', () => {
  it('who say so of each other, or of nobody, are left alone', async () => {
    for (const stream of [PROJECT, APPROVAL, 'survey/T-02']) await opened(stream);
    await linked(PROJECT, 'OWNER', APPROVAL);
    await linked(APPROVAL, 'OWNED', PROJECT);
    expect(await found()).toEqual([]);
  });

  it.each([
    ['the owner waits for one that says nothing of it', 'OWNER'],
    ['what is owned tells one that says nothing of it', 'OWNED'],
  ] as const)('of whom %s are found, once the moment in which both are written is over', async (_what, side) => {
    const [stream, other] = side === 'OWNER' ? [PROJECT, APPROVAL] : [APPROVAL, PROJECT];
    await opened(stream, { minutesAgo: 1 });
    await opened(other);
    await linked(stream, side, other);
    expect(await found()).toEqual([]);
    await db.pool.query("UPDATE case_state SET changed_at = now() - interval '3 minutes' WHERE stream = $1", [stream]);
    expect(await found()).toEqual([`${PROJECT} > ${APPROVAL}`]);
  });

  it('of whom one names a third are found from both sides', async () => {
    for (const stream of [PROJECT, APPROVAL, 'project/T-09']) await opened(stream);
    await linked(PROJECT, 'OWNER', APPROVAL);
    await linked(APPROVAL, 'OWNED', 'project/T-09');
    expect(await found()).toEqual([`${PROJECT} > ${APPROVAL}`, `project/T-09 > ${APPROVAL}`]);
  });

  it('of whom what is owned has ended need not say so any more', async () => {
    await opened(PROJECT);
    await opened(APPROVAL, { status: 'APPROVED' });
    await linked(APPROVAL, 'OWNED', PROJECT);
    expect(await found()).toEqual([]);
  });

  it('and do not agree are set aside by reconciliation, and nothing is changed', async () => {
    for (const stream of [PROJECT, APPROVAL]) await opened(stream);
    await linked(PROJECT, 'OWNER', APPROVAL);
    const client = {
      workflow: {
        list: async function* () {
          yield* [{ workflowId: PROJECT }, { workflowId: APPROVAL }];
        },
      },
    } as unknown as Client; // no more of it is asked
    const report = await reconcileBoth(db, client, createEventStore({ pool: db.pool }), { versions: false });
    expect(report).toMatchObject({ repairs: [], failed: [] });
    expect(await aside()).toEqual([
      `RECONCILE links ${PROJECT} ${APPROVAL} (${PROJECT}): ${PROJECT} and ${APPROVAL} do not agree that the one owns the other; one of them may wait for ever`,
    ]);
  });
});

describe('starting a case whose id is in use', () => {
  const taken = (): Client =>
    ({
      workflow: {
        start: async () => {
          throw new WorkflowExecutionAlreadyStartedError('already started', APPROVAL, 'approval');
        },
      },
    }) as unknown as Client; // no more of it is asked
  const sealer = createSealer({ newest: { id: 'k', secret: Buffer.alloc(32) }, find: () => null });
  const start = (open: object) => {
    const envelope = {
      command: { type: 'Open', ...open } as never,
      actor: { person: null, door: 'case', assurance: 'system', roles: [] } as never,
      commandId: 'c/0',
    };
    return createCasePost(taken(), sealer, ownersIn(db)).start({ kind: 'start', stream: APPROVAL, envelope } as never);
  };

  it('by its own owner is a repeated start, and nothing is said; likewise while nothing is recorded of it', async () => {
    expect(await start({ owner: PROJECT })).toBe(true);
    await opened(APPROVAL);
    await linked(APPROVAL, 'OWNED', PROJECT);
    expect([await start({ owner: PROJECT }), await start({ parent: PROJECT }), await start({})]).toEqual([true, true, true]);
    expect(await aside()).toEqual([]);
  });

  it('by another is refused and set aside with who waits for it', async () => {
    await opened(APPROVAL);
    await linked(APPROVAL, 'OWNED', PROJECT);
    for (const open of [{ owner: 'project/T-09' }, { parent: 'project/T-09' }]) expect(await start(open)).toBe(false);
    expect(await aside()).toEqual([
      `CARRY_OUT start ${APPROVAL} (${APPROVAL}): ${APPROVAL} is in use and does not belong to project/T-09; it was not started, and project/T-09 waits for it`,
    ]);
  });

  it('of a project belongs to its programme alone', async () => {
    await opened(PROJECT);
    const owners = ownersIn(db);
    expect([await owners.ownersOf(PROJECT), await owners.ownersOf('project/NONE')]).toEqual([['programme/T'], null]);
  });
});
