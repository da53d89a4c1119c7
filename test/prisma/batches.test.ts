import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Draft } from '../../domain/kernel/case.ts';
import { CodeTaken } from '../../domain/project/code-taken.ts';
import { ANY_SURVEY, type SurveyAnswer } from '../../domain/stages/survey/answer.ts';
import { grantAppRole } from '../../prisma/app-role.ts';
import { changedBatches, storeBatch, tallyOfBatch } from '../../prisma/cases/surveys.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { addPeople } from '../../prisma/people/people-record.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { canonicalJson, sha256 } from '../../proof/event-format.ts';
import { planImport } from '../../setup/import-plan.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';
import { programmeOpened, system } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const officer: Actor = { person: 'officer', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] };
const answer = (respondent: string): SurveyAnswer => ({
  area: '城关街道',
  stratum: 'URBAN',
  ageMonths: 20,
  need: 'CERTAIN',
  travelMinutes: 10,
  feeLimitFen: 150_000,
  secondsToFill: 200,
  respondent,
  consent: true,
  answeredOn: '2026-01-01',
});
const batch = (id: string, content: string, programme = 'T') => ({ id, programme, fileName: '需求.csv', sha256: sha256(content) });

let db: Database;
let url: string;
let example: CheckedProgramme;
const recorder = () => createEventStore({ pool: db.pool });
const store = (about: ReturnType<typeof batch>, answers: readonly SurveyAnswer[]) => storeBatch(db, recorder(), about, answers, officer);
const record = (stream: string, expectedVersion: number, events: readonly Draft[]) =>
  recorder().record({ stream, expectedVersion, commandId: randomUUID(), actor: system, occurredAt: '2026-11-02T02:00:00.000Z', events });
const registered = (code: string): Draft => {
  const project = example.file.projects[0];
  return { type: 'ProjectRegistered', data: { project: { ...project, profile: { ...project?.profile, code } } } } as Draft;
};

beforeAll(async () => {
  const folder = await checkProgrammeFolder('examples/qinghe');
  if (folder.programme === null) throw new Error(folder.faults.join('\n'));
  example = folder.programme;
  url = await freshDatabase('batches_test');
  // As release 0.4.0 left it, with a batch of that time.
  await migrate(url, '20261128000000_audit');
  db = openDatabase(url);
  await seedCalendar(db);
  await db.pool.query("INSERT INTO survey_batch (id, programme, file_name, sha256, rows, received_at) VALUES ('old', 'T', 'a.csv', $1, 1, now())", [
    sha256('old'),
  ]);
  await db.pool.query("INSERT INTO survey_answer (batch, row, answer) VALUES ('old', 1, $1)", [JSON.stringify(answer('r1'))]);
  await migrate(url);
  const roles = [{ role: 'PROGRAMME_OFFICER' as const, person: 'officer' }];
  await record('programme/T', 0, [programmeOpened(roles)]);
  const other = programmeOpened(roles);
  await record('programme/U', 0, [{ ...other, data: { ...other.data, code: 'U' } }]);
});
afterAll(() => db.close());

describe('a batch of survey answers', () => {
  it('is stored once; the same bytes again store nothing and say so', async () => {
    const about = batch('B1', 'one');
    expect(await store(about, [answer('r1'), answer('r1')])).toEqual({ kind: 'STORED', rows: 2, faulty: 1 });
    expect(await store(about, [answer('r1'), answer('r1')])).toEqual({ kind: 'KNOWN', rows: 2, faulty: 1 });
    const notes = await db.pool.query("SELECT body FROM event WHERE stream = 'journal/T' AND type = 'AnswersHandedIn'");
    expect(notes.rows.map(({ body }) => JSON.parse(body))).toMatchObject([
      { actor: { person: 'officer', door: 'api' }, data: { batch: 'B1', fileName: '需求.csv', sha256: about.sha256, rows: 2, faulty: 1 } },
    ]);
  });

  it('with other content under a known id is a conflict, and changes nothing', async () => {
    expect(await store(batch('B1', 'two'), [answer('r9')])).toMatchObject({ kind: 'CONFLICT', known: { sha256: sha256('one'), rows: 2 } });
    expect(await tallyOfBatch(db, 'T', 'B1')).toMatchObject({ sha256: sha256('one'), tally: { received: 2, valid: 1 } });
  });

  it('handed in twice at the same moment is stored by one of the two', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => store(batch('B-race', n % 2 === 0 ? 'a' : 'b'), [answer(`r${n % 2}`)])));
    expect(outcomes.filter(({ kind }) => kind === 'STORED')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'KNOWN')).toHaveLength(3);
    expect(outcomes.filter(({ kind }) => kind === 'CONFLICT')).toHaveLength(4);
  });

  it('of 20,000 answers is stored and counted in pieces: nobody else waits, and its hash is that of the whole', async () => {
    const answers = Array.from({ length: 20_000 }, (_, n) => answer(`many-${n % 19_000}`));
    // Work between two turns of the loop, not time: other tests run beside this one, and may have the processor meanwhile.
    const began = process.cpuUsage();
    let [last, longest] = [began, 0];
    const pulse = setInterval(() => {
      const { user, system } = process.cpuUsage(last);
      longest = Math.max(longest, (user + system) / 1_000);
      last = process.cpuUsage();
    }, 5);
    expect(await store(batch('B-many', 'many'), answers)).toEqual({ kind: 'STORED', rows: 20_000, faulty: 1_000 });
    const counted = await tallyOfBatch(db, 'T', 'B-many');
    clearInterval(pulse);
    const { user, system } = process.cpuUsage(began);
    expect(counted).toMatchObject({ rowsSha256: sha256(canonicalJson(answers)), tally: { received: 20_000, valid: 19_000 } });
    // 100 ms is the promise of an answer; a slow machine needs longer for all of it. In one piece it was over 700.
    expect(longest).toBeLessThan(Math.max(300, (user + system) / 1_000 / 4));
  });

  it('of one programme is never met in another', async () => {
    expect(await store(batch('B1', 'of U', 'U'), [answer('u1')])).toMatchObject({ kind: 'STORED' });
    expect(await tallyOfBatch(db, 'U', 'B1')).toMatchObject({ tally: { received: 1 } });
    expect(await tallyOfBatch(db, 'T', 'B1')).toMatchObject({ tally: { received: 2 } });
    expect(await tallyOfBatch(db, 'U', 'B-race')).toBeNull();
  });

  it('counts one answer a respondent over all batches of a survey, and none of other days', async () => {
    await store(batch('S1', 's1'), [answer('s-1'), answer('s-2')]);
    await store(batch('S2', 's2'), [answer('s-2'), answer('s-3'), { ...answer('s-4'), answeredOn: '1999-01-01' }]);
    const counting = { ...ANY_SURVEY, days: { from: '2025-12-01', to: '2026-01-31' } };
    expect(await tallyOfBatch(db, 'T', 'S2', counting)).toMatchObject({ tally: { valid: 2, invalid: { DAY: 1 } } });
    expect(await tallyOfBatch(db, 'T', 'S2', { ...counting, earlier: ['S1'] })).toMatchObject({
      tally: { received: 3, valid: 1, invalid: { TWICE: 1, DAY: 1 }, answered: { first: '2026-01-01', last: '2026-01-01' } },
    });
  });

  it('of a programme that does not exist is refused', async () => {
    expect(await store(batch('B1', 'x', 'ZZ'), [answer('r1')])).toEqual({ kind: 'NO_PROGRAMME' });
    expect((await db.pool.query("SELECT 1 FROM survey_batch WHERE programme = 'ZZ'")).rowCount).toBe(0);
  });

  it('that release 0.4.0 took in is counted as before, and known', async () => {
    expect(await tallyOfBatch(db, 'T', 'old')).toMatchObject({ tally: { received: 1, valid: 1 } });
    expect(await store(batch('old', 'old'), [answer('r1')])).toMatchObject({ kind: 'KNOWN', rows: 1 });
  });

  it('is never changed by the service’s own role; what a superuser changes is found and not counted', async () => {
    await grantAppRole(url, 'batches_app');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('SET ROLE batches_app');
    await expect(client.query('UPDATE survey_answer SET answer = answer || \'{"need": "NO"}\'')).rejects.toThrow(/permission denied/);
    await expect(client.query('DELETE FROM survey_batch')).rejects.toThrow(/permission denied/);
    await client.query('RESET ROLE');
    await expect(client.query('DELETE FROM survey_answer')).rejects.toThrow(/append-only/);
    expect(await changedBatches(db)).toEqual([]);
    await client.query("SET session_replication_role = 'replica'");
    await client.query("UPDATE survey_answer SET answer = answer || '{\"need\": \"NO\"}' WHERE programme = 'T' AND batch = 'B1' AND row = 1");
    await client.end();
    expect(await tallyOfBatch(db, 'T', 'B1')).toBe('CHANGED');
    expect(await changedBatches(db)).toEqual(['T/B1']);
  });
});

describe('a project’s code', () => {
  it('is one programme’s for ever, also when two register it at the same moment', async () => {
    await record('programme/T', 1, [registered('T-01')]);
    await expect(record('programme/U', 1, [registered('T-01')])).rejects.toThrow(CodeTaken);
    const both = await Promise.allSettled([record('programme/T', 2, [registered('X-01')]), record('programme/U', 1, [registered('X-01')])]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('an import beside what is stored', () => {
  it('says what it would do, and names each clash with what is there', async () => {
    const fresh = await planImport(db, example);
    expect(fresh).toMatchObject({ faults: [], opens: true, people: { added: example.file.people.length, known: 0 }, projects: { known: 0 } });
    const { programme, projects, people } = example.file;
    const roles = [...programme.roles];
    await record('programme/QH', 0, [{ ...programmeOpened(roles), data: { ...programmeOpened(roles).data, ...programme } } as Draft]);
    await record('programme/QH', 1, [{ type: 'ProjectRegistered', data: { project: projects[0] } } as Draft]);
    await addPeople(db, recorder(), 'QH', people, { by: 'operator', basis: '试' });
    const [first, ...others] = example.batches;
    if (first === undefined) throw new Error('no batch');
    await storeBatch(db, recorder(), { ...first, programme: 'QH' }, first.answers, system);
    expect(await planImport(db, example)).toMatchObject({
      faults: [],
      opens: false,
      people: { added: 0, known: people.length },
      projects: { known: 1 },
      batches: { added: [], known: [{ id: first.id }] },
    });
    const wrong: CheckedProgramme = {
      file: {
        ...example.file,
        people: people.map((person, n) => (n === 2 ? { ...person, unit: '另一单位' } : person)),
        programme: { ...programme, population: 5 },
        projects: projects.map((project, n) =>
          n === 1 ? { ...project, profile: { ...project.profile, code: 'T-01' } } : n === 0 ? { ...project, panel: [] } : project,
        ),
      },
      batches: [{ ...first, sha256: sha256('other') }, ...others],
    };
    const { faults } = await planImport(db, wrong);
    expect(faults.every(({ zh }) => /须/.test(zh))).toBe(true);
    expect(faults.map(({ en }) => en)).toEqual([
      expect.stringContaining(`(${people[2]?.id}): unit must be what is known`),
      expect.stringMatching(/^programme QH: population: must be as it was registered, \d+; the file says 5/),
      expect.stringMatching(/^project QH-01: panel: must be as it was registered/),
      expect.stringMatching(/^project T-01: .*programme T has a project of this code/),
      expect.stringContaining(`SHA-256 ${first.sha256} are stored, and ${first.fileName} has SHA-256 ${sha256('other')}`),
    ]);
  });
});
