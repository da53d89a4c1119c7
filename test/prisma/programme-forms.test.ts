/** The questionnaire of a programme on a real database: one at a time, closed once, its chain found where it is changed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../domain/kernel/actor.ts';
import { pinnedOn } from '../../domain/rule-table/table.ts';
import type { PublicAnswer } from '../../domain/stages/survey/batch.ts';
import { SURVEY_RULES } from '../../domain/standards/survey.ts';
import { closeProgrammeForm, openProgrammeForm, programmeFormBy, programmeFormOf } from '../../prisma/cases/programme-forms.ts';
import { changedForms, findOpenForm, hasAnswered, takeAnswer, tokenOfLink } from '../../prisma/cases/public-answers.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { programmeOpened, system } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const officer: Actor = { person: 'officer', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] };
const doing = { by: 'officer', actor: officer };
const opening = {
  programme: 'T',
  version: 1,
  basis: '试',
  closesOn: '2099-12-31',
  areas: [{ name: '城关街道', stratum: 'URBAN' }],
  standards: { SURVEY: pinnedOn(SURVEY_RULES, [], '2026-11-30') },
} as const;
const answered = (device: string, stratum: 'URBAN' | 'PARK' = 'URBAN', phone: string | null = null): PublicAnswer => ({
  device,
  phone,
  fault: null,
  answer: {
    ...{ area: '城关街道', stratum, ageMonths: 20, need: 'NO', travelMinutes: null, feeLimitFen: null },
    ...{ secondsToFill: 200, consent: true, answeredOn: '2026-11-30' },
  },
});

let db: Database;
const store = () => createEventStore({ pool: db.pool });
async function openOne() {
  expect(await openProgrammeForm(db, store(), opening, doing)).toBe(true);
  const form = await programmeFormOf(db, 'T');
  const address = form === null ? null : await tokenOfLink(db, form.link);
  const open = address === null ? null : await findOpenForm(db, address);
  if (form === null || open === null) throw new Error('nothing was opened');
  return { form, open };
}

beforeAll(async () => {
  const url = await freshDatabase('programme_forms_test');
  await migrate(url);
  db = openDatabase(url);
  await seedCalendar(db);
  await store().record({
    stream: 'programme/T',
    expectedVersion: 0,
    commandId: 'open',
    actor: system,
    occurredAt: '2026-11-02T02:00:00.000Z',
    events: [programmeOpened([{ role: 'PROGRAMME_OFFICER', person: 'officer' }])],
  });
}, 60_000);
afterAll(() => db.close());

it('is opened by one of two who try at once, and noted once', async () => {
  const tries = await Promise.all(Array.from({ length: 4 }, () => openProgrammeForm(db, store(), opening, doing)));
  expect(tries.filter((opened) => opened)).toHaveLength(1);
  const links = await db.pool.query("SELECT count(*)::int AS n FROM survey_link WHERE programme = 'T'");
  const notes = await db.pool.query("SELECT count(*)::int AS n FROM event WHERE type = 'ProgrammeQuestionnaireOpened'");
  expect([links.rows[0], notes.rows[0]]).toEqual([{ n: 1 }, { n: 1 }]);
  expect(await programmeFormBy(db, 'no-such-link')).toBeNull();
  expect(await programmeFormOf(db, 'U')).toBeNull();
});

it('takes one answer a device and phone, and closed twice at once is one event and the same batches', async () => {
  const form = await programmeFormOf(db, 'T');
  const open = form === null ? null : await findOpenForm(db, (await tokenOfLink(db, form.link)) ?? '');
  if (form === null || open === null) throw new Error('none is open');
  expect(await takeAnswer(db, open, answered('d1', 'URBAN', '13800001111'))).toBe('TAKEN');
  expect(await takeAnswer(db, open, answered('d2', 'PARK'))).toBe('TAKEN');
  expect(await takeAnswer(db, open, answered('d1', 'PARK'))).toBe('TWICE');
  expect(await takeAnswer(db, open, answered('d3', 'PARK', '13800001111'))).toBe('TWICE');
  const closed = await Promise.all([closeProgrammeForm(db, store(), form, doing), closeProgrammeForm(db, store(), form, doing)]);
  expect(closed[0]).toEqual(closed[1]);
  expect(closed[0]).toMatchObject({
    received: 2,
    batches: [
      { stratum: 'URBAN', rows: 1 },
      { stratum: 'PARK', rows: 1 },
    ],
  });
  expect(await takeAnswer(db, open, answered('d4'))).toBe('CLOSED');
  const notes = await db.pool.query("SELECT count(*)::int AS n FROM event WHERE type = 'ProgrammeQuestionnaireClosed'");
  const batches = await db.pool.query("SELECT id FROM survey_batch WHERE programme = 'T' ORDER BY id");
  expect([notes.rows[0], batches.rows.length]).toEqual([{ n: 1 }, 2]);
  expect((await programmeFormOf(db, 'T'))?.batches).toHaveLength(2);
});

it('opened once more knows its devices again as the same people, though they may answer anew', async () => {
  const { form, open } = await openOne();
  expect(await hasAnswered(db, open, 'd1')).toBe(false);
  expect(await takeAnswer(db, open, answered('d1'))).toBe('TAKEN');
  await closeProgrammeForm(db, store(), form, doing);
  const people = await db.pool.query(
    "SELECT DISTINCT answer->>'respondent' AS who FROM survey_answer WHERE programme = 'T' AND answer->>'stratum' = 'URBAN'",
  );
  expect(people.rows).toHaveLength(1);
});

it('a changed answer is found, in one that is closed and in one that is open', async () => {
  expect(await changedForms(db)).toEqual([]);
  const { form, open } = await openOne();
  await takeAnswer(db, open, answered('d9'));
  expect(await changedForms(db)).toEqual([]);
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(`UPDATE survey_response SET answer = jsonb_set(answer, '{need}', '"CERTAIN"') WHERE link = $1`, [form.link]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  expect(await changedForms(db)).toEqual([open.stream]);
});
