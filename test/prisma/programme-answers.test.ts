/** The answers of a programme's surveys counted together, on a real database: each once, kept, and counted anew where something changed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../domain/kernel/actor.ts';
import { pinnedOn } from '../../domain/rule-table/table.ts';
import { type SurveyAnswer, tallyOf } from '../../domain/stages/survey/answer.ts';
import type { SurveyState } from '../../domain/stages/survey/stage.ts';
import { addTally, EMPTY_TALLY } from '../../domain/standards/demand.ts';
import { SURVEY_RULES } from '../../domain/standards/survey.ts';
import { answersTogether } from '../../prisma/cases/programme-answers.ts';
import { storeBatch } from '../../prisma/cases/surveys.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { sha256 } from '../../proof/event-format.ts';
import { stageBase, surveyBasis } from '../../scripts/rules/samples.ts';
import { programmeOpened, system } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const officer: Actor = { person: 'officer', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] };
const PATIENT_MS = 60_000;
const answer = (respondent: string, more: Partial<SurveyAnswer> = {}): SurveyAnswer => ({
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
  ...more,
});

let db: Database;
const recorder = () => createEventStore({ pool: db.pool });
const stored = new Map<string, readonly SurveyAnswer[]>();
async function store(id: string, answers: readonly SurveyAnswer[]): Promise<void> {
  const outcome = await storeBatch(db, recorder(), { id, programme: 'T', fileName: `${id}.csv`, sha256: sha256(id) }, answers, officer);
  expect(outcome.kind).toBe('STORED');
  stored.set(id, answers);
}
/** As it stands once it has taken these batches in. */
const survey = (project: string, batches: readonly string[]): SurveyState => ({
  ...stageBase({ survey: surveyBasis }),
  project,
  status: 'OPEN',
  suspended: false,
  approvals: {},
  attempts: {},
  closesOn: null,
  overdue: false,
  batches,
  tally: batches.reduce((all, batch) => addTally(all, tallyOf(stored.get(batch) ?? []).tally), EMPTY_TALLY),
  report: null,
});
const together = (surveys: readonly SurveyState[], programme = 'T') => answersTogether(db, programme, surveys, PATIENT_MS);
const countedAt = async () => (await db.pool.query("SELECT counted_at FROM survey_together WHERE programme = 'T'")).rows[0]?.counted_at as Date;

beforeAll(async () => {
  const url = await freshDatabase('programme_answers_test');
  await migrate(url);
  db = openDatabase(url);
  await seedCalendar(db);
  await recorder().record({
    stream: 'programme/T',
    expectedVersion: 0,
    commandId: 'open',
    actor: system,
    occurredAt: '2026-11-02T02:00:00.000Z',
    events: [programmeOpened([{ role: 'PROGRAMME_OFFICER', person: 'officer' }])],
  });
  await store('B1', [answer('r1'), answer('r2'), answer('r3', { consent: false })]);
  await store('B2', [answer('r2'), answer('r4', { stratum: 'PARK' })]);
  await store('B3', [answer('r5')]);
}, 60_000);
afterAll(() => db.close());

it('a batch that two surveys take in counts once, and so does who is in two batches', async () => {
  const found = await together([survey('A', ['B1', 'B2']), survey('B', ['B1'])]);
  expect(found?.changed).toEqual([]);
  // B1 holds r1, r2 and one without consent; of B2 r2 is there already; nobody counts B3.
  expect(found?.tally).toMatchObject({ received: 5, valid: 3, strata: { URBAN: 2, PARK: 1 }, invalid: { NO_CONSENT: 1, TWICE: 1 } });
});

it('what was counted is kept until a survey takes in another batch, whatever order surveys are told in', async () => {
  const before = await countedAt();
  expect((await together([survey('B', ['B1']), survey('A', ['B1', 'B2'])]))?.tally.valid).toBe(3);
  expect(await countedAt()).toEqual(before);
  expect((await together([survey('A', ['B1', 'B2', 'B3']), survey('B', ['B1'])]))?.tally.valid).toBe(4);
  expect(await countedAt()).not.toEqual(before);
});

it('an answer counts where any of the surveys that take its batch in would count it', async () => {
  await store('B4', [answer('r6'), answer('r7', { answeredOn: '2025-06-01' })]);
  const counts = survey('B', ['B4']);
  // By its own days it counted the first alone.
  const first = { ...counts, project: 'A', tally: { ...counts.tally, answered: { first: '2026-01-01', last: '2026-01-01' } } };
  const ruled: SurveyState = { ...first, standards: { SURVEY: pinnedOn(SURVEY_RULES, [], '2026-01-01') } };
  expect((await together([ruled]))?.tally).toMatchObject({ valid: 1, invalid: { DAY: 1 } });
  expect((await together([ruled, counts]))?.tally).toMatchObject({ valid: 2, invalid: {} });
});

it('whoever has no patience is told so, and finds it counted the next time; twice at once it is counted once', async () => {
  const surveys = [survey('A', ['B1', 'B3'])];
  const [hasty, one, other] = await Promise.all([answersTogether(db, 'T', surveys, 0), together(surveys), together(surveys)]);
  expect(hasty).toBeNull();
  expect(one).toEqual(other);
  expect((await answersTogether(db, 'T', surveys, 1_000))?.tally.valid).toBe(3);
});

it('rows that are not those that were handed in are told, and another programme has nothing of them', async () => {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(`UPDATE survey_answer SET answer = jsonb_set(answer, '{need}', '"NO"') WHERE programme = 'T' AND batch = 'B2' AND row = 2`);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  expect((await together([survey('A', ['B2'])]))?.changed).toEqual(['B2']);
  expect(await together([survey('A', ['B2'])], 'U')).toEqual({ tally: EMPTY_TALLY, changed: [] });
});
