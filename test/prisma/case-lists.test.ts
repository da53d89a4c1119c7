/** The list of cases, page by page, over rows of every kind of standing: it holds what may be read one by one, and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reads } from '../../domain/permission/ask.ts';
import { READING_STATUSES } from '../../domain/permission/relation.ts';
import type { Reader } from '../../domain/views.ts';
import { listCases, listTasks, readerOfPerson, relationOfPerson, relationTo } from '../../prisma/cases/cases.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { findLink, storeLink } from '../../prisma/mail/links.ts';
import { migrate } from '../../prisma/migrate.ts';
import { listColleagues, storePeople } from '../../prisma/people/people.ts';
import { sha256 } from '../../proof/event-format.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const CASES = 240;
const PEOPLE = ['ann', 'ben', 'carl', 'dora'] as const;
const PROGRAMMES = ['QH', 'ZZ', 'HK'] as const;
const STATUSES = [...READING_STATUSES, 'RECUSED', 'DELEGATED', 'REMOVED'];
let db: Database;

beforeAll(async () => {
  const url = await freshDatabase('case_lists_test');
  await migrate(url);
  db = openDatabase(url);
  // The nth row of each table by arithmetic, so that every ground meets every other.
  await db.pool.query(
    `INSERT INTO case_state (stream, kind, programme, project, applicant, version, status, title, light, mark, state, schema, changed_at)
     SELECT 'approval/C' || n, 'approval', ($1::text[])[1 + n % 3], ($1::text[])[1 + n % 3] || '-0' || n % 4, ($2::text[])[1 + n % 7], 1,
       CASE WHEN n % 2 = 0 THEN 'OPEN' ELSE 'APPROVED' END, '{"zh":"一","en":"one"}', NULL, NULL, '{}'::jsonb, 1, now() FROM generate_series(1, ${CASES}) n
     UNION ALL SELECT 'programme/' || p, 'programme', p, NULL, NULL, 1, 'OPEN', '{"zh":"一","en":"one"}', NULL, NULL, '{}'::jsonb, 1, now() FROM unnest($1::text[]) p`,
    [PROGRAMMES, PEOPLE],
  );
  await db.pool.query(
    `INSERT INTO task (stream, task, kind, step, round, person, on_behalf_of, status, title, project, programme, opened_at)
     SELECT 'approval/C' || n, t, CASE WHEN (n + t) % 5 = 0 THEN 'READ' ELSE 'DECIDE' END, 0, 1, ($1::text[])[1 + (n + t) % 6],
       CASE WHEN (n * t) % 11 = 0 THEN ($1::text[])[1 + n % 4] END, ($2::text[])[1 + (n * 7 + t * 3) % ${STATUSES.length}], '{"zh":"一","en":"one"}', NULL,
       ($3::text[])[1 + n % 3], now() - (n % 17) * interval '1 hour' FROM generate_series(1, ${CASES}) n, generate_series(1, 3) t
     WHERE ($1::text[])[1 + (n + t) % 6] IS NOT NULL`,
    [PEOPLE, STATUSES, PROGRAMMES],
  );
  await db.pool.query(
    `INSERT INTO standing (stream, kind, person, role, programme, project)
     SELECT 'approval/C' || n, 'EXTENDS', '', 'DEPUTY_DIRECTOR', ($1::text[])[1 + n % 3], NULL FROM generate_series(1, ${CASES}, 13) n`,
    [PROGRAMMES],
  );
});
afterAll(() => db.close());

const READERS: readonly Reader[] = [
  { person: 'ann', name: 'ann', roles: {}, projects: [], managesIn: [], left: [] },
  { person: 'ben', name: 'ben', roles: { QH: ['NDRC'] }, projects: ['ZZ-01', 'ZZ-02'], managesIn: ['ZZ'], left: [] },
  { person: 'carl', name: 'carl', roles: { QH: ['PROGRAMME_OFFICER'], ZZ: ['AUDITOR'] }, projects: [], managesIn: [], left: ['HK'] },
  { person: 'dora', name: 'dora', roles: {}, projects: ['HK-03'], managesIn: ['HK'], left: ['QH', 'ZZ'] },
  { person: 'nobody', name: 'nobody', roles: {}, projects: [], managesIn: [], left: [] },
];

async function allPages(reader: Reader, filter: Parameters<typeof listCases>[2], limit: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await listCases(db, reader, filter, { after, limit });
    found.push(...page.map(({ stream }) => stream));
    after = page.at(-1)?.stream ?? null;
    if (page.length < limit) return found;
  }
}

describe('a list of cases', () => {
  it.each(READERS)('holds for $person what they may read one by one, in the order of streams, by pages of any size', async (reader) => {
    const all = (await db.pool.query<{ stream: string }>('SELECT stream FROM case_state ORDER BY stream')).rows.map(({ stream }) => stream);
    const theirs: string[] = [];
    for (const stream of all) {
      const relation = await relationTo(db, reader, stream);
      if (relation !== null && reads(relation)) theirs.push(stream);
    }
    expect(theirs.length).toBeLessThan(all.length);
    if (reader.person !== 'nobody') expect(theirs.length).toBeGreaterThan(20);
    for (const limit of [3, 50, 500]) expect(await allPages(reader, {}, limit)).toEqual(theirs);
    const open = new Set(
      (await db.pool.query<{ stream: string }>("SELECT stream FROM case_state WHERE status = 'OPEN'")).rows.map(({ stream }) => stream),
    );
    expect(await allPages(reader, { status: 'OPEN', kind: 'approval' }, 7)).toEqual(
      theirs.filter((stream) => open.has(stream) && stream.startsWith('approval/')),
    );
  });

  it('a page of tasks comes in the order of an index, however many there are', async () => {
    const plans = async (text: string): Promise<string> =>
      (await db.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`)).rows.map((row) => row['QUERY PLAN']).join('\n');
    await db.pool.query('ANALYZE task');
    const plan = await plans("SELECT stream, task FROM task WHERE person = 'ann' ORDER BY opened_at DESC, stream, task LIMIT 5");
    expect(plan).toContain('task_person_opened_at_stream_task_idx');
    expect(plan).not.toContain('Sort');
    const page = await listTasks(db, { person: 'ann', left: [] }, undefined, { after: null, limit: 5 });
    expect(page).toHaveLength(5);
  });
});

/** Somebody of each kind; eva has a role that lets her extend limits, in a programme that she left as well. */
const STANDINGS = [
  ['ann', 'MANAGER', '', 'ZZ', 'ZZ-01'],
  ['ben', 'MEMBER', 'NDRC', 'QH', null],
  ['carl', 'MEMBER', 'PROGRAMME_OFFICER', 'QH', null],
  ['carl', 'LEFT', '', 'HK', null],
  ['dora', 'LEFT', '', 'QH', null],
  ['eva', 'MEMBER', 'NDRC', 'QH', null],
  ['eva', 'MEMBER', 'DEPUTY_DIRECTOR', 'ZZ', null],
  ['eva', 'MEMBER', 'NDRC', 'HK', null],
  ['eva', 'LEFT', '', 'HK', null],
] as const;

describe('who comes by a link', () => {
  beforeAll(async () => {
    const common = { unit: '', locale: 'zh-CN', phone: null } as const;
    const all = [...PEOPLE, 'eva', 'fred'];
    await storePeople(
      db,
      all.map((id) => ({ id, name: id, nameEn: id, email: `${id}@t.example`, ...common })),
    );
    await db.pool.query(
      `INSERT INTO standing (stream, kind, person, role, programme, project)
       SELECT 'approval/C' || n, 'EXTENDS', '', 'NDRC', ($1::text[])[1 + n % 3], NULL FROM generate_series(1, ${CASES}, 7) n`,
      [PROGRAMMES],
    );
    for (const [person, kind, role, programme, project] of STANDINGS) {
      await db.pool.query('INSERT INTO standing (stream, kind, person, role, programme, project) VALUES ($1, $2, $3, $4, $5, $6)', [
        project === null ? `programme/${programme}` : `project/${project}`,
        kind,
        person,
        role,
        programme,
        project,
      ]);
    }
  });

  it('stands to each case as whoever signs in does, by one question, and by a link in the question that finds it', async () => {
    const relationByLink = async (person: string, stream: string) => {
      const token = `${person} ${stream}`;
      await storeLink(db, token, { notice: token, stream, task: 1, person, seen: '', check: '1', expiresAt: new Date(Date.now() + 60_000) });
      const found = await findLink(db, sha256(token));
      expect(found?.link).toMatchObject({ person, stream, task: 1, expired: false, revoked: false });
      return found?.relation ?? null;
    };
    const sorted = (relation: Awaited<ReturnType<typeof relationTo>>) => relation && { ...relation, grounds: relation.grounds.toSorted() };
    const all = (await db.pool.query<{ stream: string }>("SELECT stream FROM case_state WHERE stream LIKE 'approval/C1%'")).rows;
    const met = new Set<string>();
    for (const person of [...PEOPLE, 'eva', 'fred']) {
      const reader = await readerOfPerson(db, person);
      if (reader === null) throw new Error(`${person} is not known`);
      for (const [nth, { stream }] of all.entries()) {
        const relation = await relationOfPerson(db, person, stream);
        expect(sorted(relation), `${person} ${stream}`).toEqual(sorted(await relationTo(db, reader, stream)));
        if (nth % 5 === 0) expect(sorted(await relationByLink(person, stream)), `${person} ${stream}`).toEqual(sorted(relation));
        for (const ground of relation?.grounds ?? []) met.add(ground);
      }
    }
    expect([...met].sort()).toEqual(['APPLICANT', 'ASKED', 'COPIED', 'EXTENDS', 'RECUSED']);
    expect(await relationOfPerson(db, 'nobody', 'approval/C1')).toBeNull();
    expect(await relationOfPerson(db, 'ann', 'approval/none')).toBeNull();
    expect(await relationByLink('nobody', 'approval/C1')).toBeNull();
    expect(await relationByLink('ann', 'approval/none')).toBeNull();
  });

  it('counts whoever applied for something among the colleagues, by a look at an index for each', async () => {
    const ids = (await listColleagues(db, 'ZZ')).map(({ id }) => id);
    // By role or project, or because an application of theirs is in that programme; fred has none anywhere, dora has left another one.
    expect(ids).toEqual(['ann', 'ben', 'carl', 'dora', 'eva']);
    expect((await listColleagues(db, 'QH')).map(({ id }) => id)).not.toContain('dora');
  });
});
