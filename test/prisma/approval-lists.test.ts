/** The four lists and their counts, over rows as the recorder writes them: order, pages, filters, what nobody may see, and by which index. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import { readTablesOf } from '../../domain/read-tables.ts';
import type { ApprovalListQuery, ListedApproval, ListPlace, Reader } from '../../domain/views.ts';
import { countApprovals, listApprovals } from '../../prisma/cases/approval-lists.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { writeReadTables } from '../../prisma/record/read-table-writer.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { choose, openApproval, person, route, Sandbox, system } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
const reader = (id: string, left: readonly string[] = []): Reader => ({ person: id, name: id, roles: {}, projects: [], managesIn: [], left });
const PAGE = { after: null, limit: 50 };
const placeOf = ({ place }: ListedApproval): ListPlace => {
  const [at = '', stream = '', task = ''] = place.split(' ');
  return { at, stream, task: Number(task) };
};
const ids = (rows: readonly ListedApproval[]): readonly string[] => rows.map(({ id }) => id);
const listed = async (who: string, query: ApprovalListQuery): Promise<readonly string[]> => ids(await listApprovals(db, reader(who), query, PAGE));

/** An approval as far as `play` takes it, written as the recorder writes it. */
async function write(
  id: string,
  play: (box: Sandbox<ApprovalState, never, never>) => void = () => undefined,
  changed: object = {},
  at = '2026-10-12T02:00:00.000Z',
) {
  const box = new Sandbox(approvalCase(id));
  box.now = at;
  const refused = box.send(
    openApproval(route({ agree: 'ALL', batch: true }, { people: ['carl'] }), { acceptedOn: '2026-10-12', ...changed }),
    system,
  );
  if (refused !== null) throw new Error(refused.code);
  play(box as never); // a test plays any command
  await writeReadTables(db.pool, readTablesOf(`approval/${id}`, box.state, { version: box.events.length, occurredAt: at }));
}
type Played = { readonly state: ApprovalState; now: string; send(command: object, actor: object): { code: string } | null };
const send = (box: object, command: (state: ApprovalState) => object, who: string, at?: string): void => {
  const played = box as Played; // see above
  if (at !== undefined) played.now = at;
  const refused = played.send(command(played.state), person(who));
  if (refused !== null) throw new Error(refused.code);
};

beforeAll(async () => {
  const url = await freshDatabase('approval_lists_test');
  await migrate(url);
  db = openDatabase(url);
  await seedCalendar(db);
  await write('A.LATE', undefined, { acceptedOn: '2026-09-01' }, '2026-09-01T02:00:00.000Z');
  await write(
    'A.NEW',
    undefined,
    { acceptedOn: '2026-11-20', title: { zh: '100%_桩基', en: 'Piles' }, project: 'QH-02' },
    '2026-11-20T02:00:00.000Z',
  );
  await write('A.ANSWERED', (box) => send(box, (state) => choose(state, 'APPROVE'), 'ann'));
  await write('A.RETURNED', (box) => send(box, (state) => ({ ...choose(state, 'RETURN'), reason: '补图' }), 'ann'));
  await write('A.SUPPLEMENT', (box) => send(box, (state) => ({ ...choose(state, 'SUPPLEMENT'), reason: '概算书' }), 'ann'));
  await write('A.RECUSED', (box) => send(box, () => ({ type: 'Recuse', reason: '亲属' }), 'ann'));
  await write('A.COPIED', (box) => send(box, () => ({ type: 'Copy', people: ['dora'], note: '' }), 'ann'));
  await write('A.OTHER', undefined, { programme: 'ZZ' });
});
afterAll(() => db.close());

describe('the lists of approvals', () => {
  it('todo: by due day, with what a row shows; not what was answered, given up or belongs to a programme that was left', async () => {
    const rows = await listApprovals(db, reader('ann', ['ZZ']), { list: 'todo' }, PAGE);
    expect(ids(rows)).toEqual(['A.LATE', 'A.COPIED', 'A.NEW', 'A.SUPPLEMENT']);
    expect(rows[0]).toMatchObject({
      matter: { code: 'TEST', name: { zh: '测试' } },
      amountFen: 2_680_000_000,
      step: { zh: '第1步' },
      asked: [{ id: 'ann' }, { id: 'ben' }],
      askedCount: 2,
      batch: true,
      standing: null,
      mine: { asks: 'DECIDE', status: 'PENDING', task: 1 },
    });
    expect(rows[0]?.daysLeft).toBeLessThan(0);
    expect(rows.at(-1)).toMatchObject({ dueOn: null, daysLeft: null, standing: { reason: 'SUPPLEMENT', since: '2026-10-12' }, batch: false });
    expect(await listed('ann', { list: 'todo' })).toContain('A.OTHER');
  });

  it('todo of an applicant holds what is asked of them, and their own list everything', async () => {
    const rows = await listApprovals(db, reader('manager'), { list: 'todo' }, PAGE);
    expect(rows.map(({ id, mine }) => [id, mine.asks, mine.task])).toEqual([
      ['A.RETURNED', 'RESUBMIT', null],
      ['A.SUPPLEMENT', 'SUPPLEMENT', null],
    ]);
    expect((await listed('manager', { list: 'mine' }))[0]).toBe('A.NEW');
    expect(await listed('manager', { list: 'mine' })).toHaveLength(8);
  });

  it('done and copies: each case once, newest first', async () => {
    expect(await listed('ann', { list: 'done' })).toEqual(['A.ANSWERED', 'A.RETURNED']);
    expect(await listed('dora', { list: 'copies' })).toEqual(['A.COPIED']);
    expect(await listed('ann', { list: 'copies' })).toEqual([]);
  });

  it('are filtered by programme, project, matter, light, day and words, in which % and _ are themselves', async () => {
    const of = (query: Omit<ApprovalListQuery, 'list'>) => listed('ann', { list: 'todo', ...query });
    expect(await of({ programme: 'ZZ' })).toEqual(['A.OTHER']);
    expect(await of({ project: 'QH-02' })).toEqual(['A.NEW']);
    expect(await of({ matter: 'NO' })).toEqual([]);
    expect(await of({ light: 'RED' })).toEqual([]);
    expect(await of({ from: '2026-11-20', to: '2026-11-20' })).toEqual(['A.NEW']);
    expect(await of({ q: '100%_' })).toEqual(['A.NEW']);
    expect(await of({ q: '%' })).toEqual(['A.NEW']);
    expect(await of({ q: 'zh' })).toEqual([]);
  });

  it('come in pages that leave nothing out and repeat nothing, whatever is due on the same day', async () => {
    for (const list of ['todo', 'done', 'mine', 'copies'] as const) {
      for (const who of ['ann', 'manager', 'dora']) {
        const all = await listed(who, { list });
        const found: string[] = [];
        for (let after: ListPlace | null = null; ; ) {
          const [row]: readonly ListedApproval[] = await listApprovals(db, reader(who), { list }, { after, limit: 1 });
          if (row === undefined) break;
          found.push(row.id);
          after = placeOf(row);
        }
        expect(found).toEqual(all);
      }
    }
  });

  it('are counted as long as they are', async () => {
    for (const who of ['ann', 'manager', 'dora']) {
      const counts = await countApprovals(db, reader(who));
      expect(counts.todo).toBe((await listed(who, { list: 'todo' })).length);
      expect(counts.done).toBe((await listed(who, { list: 'done' })).length);
    }
    expect(await countApprovals(db, reader('dora'))).toMatchObject({ unread: 1 });
    expect((await countApprovals(db, reader('ann'))).late).toBeGreaterThanOrEqual(1);
  });

  it('reads of 20,000 open approvals only those of the page, by an index', async () => {
    await db.pool.query(`
      INSERT INTO application SELECT (jsonb_populate_record(a, jsonb_build_object('stream', 'approval/M.' || n))).* FROM application a, generate_series(1, 20000) n WHERE a.stream = 'approval/A.NEW';
      INSERT INTO task SELECT (jsonb_populate_record(t, jsonb_build_object('stream', 'approval/M.' || n, 'person', 'many-' || n % 10, 'due_at', now() + n * interval '1 minute'))).*
        FROM task t, generate_series(1, 20000) n WHERE t.stream = 'approval/A.NEW' AND t.task = 1;
      ANALYZE application, task`);
    const plan = await db.pool.query<{ 'QUERY PLAN': string }>(await explained());
    const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('task_person_status_due_at_stream_task_idx');
    expect(text).not.toMatch(/Seq Scan on (task|application)/);
    const from = performance.now();
    const rows = await listApprovals(db, reader('many-3'), { list: 'todo' }, PAGE);
    expect(performance.now() - from).toBeLessThan(500);
    expect(ids(rows)).toHaveLength(50);
  });
});

/** The statement of the list as PostgreSQL would carry it out. */
async function explained(): Promise<string> {
  const asked: { text: string; values: readonly unknown[] }[] = [];
  const query = async (statement: { text: string; values: readonly unknown[] }) => {
    asked.push(statement);
    return { rows: [] };
  };
  const spied = { ...db, pool: { query } };
  await listApprovals(spied as never, reader('many-3'), { list: 'todo' }, PAGE).catch(() => undefined); // only its statement is wanted
  const statement = asked.find(({ text }) => text?.startsWith('WITH page'));
  const literal = (value: unknown): string =>
    value === null ? 'NULL' : Array.isArray(value) ? "'{}'::text[]" : typeof value === 'number' ? String(value) : `'${value}'`;
  return `EXPLAIN ${statement?.text.replace(/\$(\d+)/g, (_, n) => literal(statement.values[Number(n) - 1]))}`;
}
