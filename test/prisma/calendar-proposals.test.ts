/** A year of the calendar that waits for a second person, over a real database: it counts once, and takes the place of nothing that nobody compared it with. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CalendarYear } from '../../domain/calendar/year.ts';
import { SYSTEM } from '../../domain/kernel/actor.ts';
import type { CalendarProposal } from '../../domain/office.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { dropExpired } from '../../prisma/expired.ts';
import { migrate } from '../../prisma/migrate.ts';
import {
  calendarProposals,
  calendarReach,
  confirmCalendarYear,
  endCalendarProposal,
  holdersInEach,
  proposeCalendarYear,
} from '../../prisma/office/calendar-proposals.ts';
import { findCalendarYear, replaceYear } from '../../prisma/record/calendar.ts';
import { type EventStore, recorderOf } from '../../prisma/record/event-store.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
let store: EventStore;
const OWN = ['calendar_proposal', 'calendar_year', 'calendar_day', 'standing', 'notice'];

beforeAll(async () => {
  const url = await freshDatabase('calendar_proposals_test');
  await migrate(url);
  db = openDatabase(url);
  store = recorderOf(db);
  for (const id of ['xu', 'zhou', 'tang'])
    await db.pool.query(`INSERT INTO person (id, name, name_en, unit, email) VALUES ($1, $1, $1, 'u', $1 || '@qh.example') ON CONFLICT DO NOTHING`, [
      id,
    ]);
});
afterAll(() => db.close());
beforeEach(async () => {
  for (const table of OWN) await db.pool.query(`DELETE FROM ${table}`);
  await db.pool.query(`DELETE FROM case_state WHERE kind = 'programme'`);
  for (const code of ['BX', 'QH']) await programme(code);
});

/** A county, as far as the calendar asks of it. */
const programme = (code: string, status = 'RUNNING') =>
  db.pool.query(
    `INSERT INTO case_state (stream, kind, programme, version, status, title, state, changed_at)
     VALUES ('programme/' || $1, 'programme', $1, 1, $2, '{}', '{}', now()) ON CONFLICT (stream) DO UPDATE SET status = $2`,
    [code, status],
  );
const holds = (person: string, role: string, code: string) =>
  db.pool.query(`INSERT INTO standing (stream, kind, person, role, programme) VALUES ('programme/' || $3, 'MEMBER', $1, $2, $3)`, [
    person,
    role,
    code,
  ]);
const year = (more: Partial<CalendarYear> = {}): CalendarYear => ({
  year: 2031,
  status: 'DECREED',
  document: '国办发明电〔2030〕7号',
  days: [{ day: '2031-01-01', work: false, name: '元旦' }],
  ...more,
});
const by = (person: string, basis = '青托办〔2030〕9号') => ({ by: person, basis, actor: { ...SYSTEM, person } });

async function propose(wanted = year(), person = 'xu', until = '2999-01-01') {
  const { programmes } = await calendarReach(db);
  const before = await findCalendarYear(db.pool, wanted.year);
  return proposeCalendarYear(db, store, { programme: 'QH', programmes, year: wanted, before, until, seconds: ['zhou', 'tang'] }, by(person));
}
/** The one that waits, as whoever looks at it gets it. */
async function waiting(): Promise<CalendarProposal> {
  const [one] = await calendarProposals(db);
  if (one === undefined) throw new Error('none waits');
  return one;
}
const confirm = async (one: CalendarProposal, person = 'zhou') =>
  confirmCalendarYear(db, store, one, (await calendarReach(db)).programmes, by(person));
/** In which journals an event of this proposal stands. */
async function journals(type: string, proposal: string): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ stream: string }>(
    `SELECT stream FROM event WHERE type = $1 AND body::text LIKE '%' || $2 || '%' ORDER BY stream`,
    [type, proposal],
  );
  return rows.map(({ stream }) => stream);
}

describe('a year that waits for a second person', () => {
  it('is told to them, is confirmed by one, and stands in the journals of every programme that runs', async () => {
    await programme('OLD', 'CLOSED');
    await propose();
    const one = await waiting();
    expect(one).toMatchObject({ programmes: ['BX', 'QH'], year: year(), before: null, changed: false, proposedBy: 'xu', basis: '青托办〔2030〕9号' });
    expect(await journals('CalendarProposed', one.proposal)).toEqual(['journal/BX', 'journal/QH']);
    const mails = await db.pool.query<{ recipient: string }>('SELECT recipient FROM notice ORDER BY recipient');
    expect(mails.rows.map(({ recipient }) => recipient)).toEqual(['tang', 'zhou']);
    expect(await findCalendarYear(db.pool, 2031)).toBeNull();
    expect(await confirm(one)).toBe(true);
    expect(await findCalendarYear(db.pool, 2031)).toEqual(year());
    expect(await journals('CalendarYearStored', one.proposal)).toEqual(['journal/BX', 'journal/QH']);
    expect(await calendarProposals(db)).toEqual([]);
  });

  it('counts once where two confirm it at once', async () => {
    await propose();
    const one = await waiting();
    const answers = await Promise.all([confirm(one, 'zhou'), confirm(one, 'tang')]);
    expect(answers.toSorted()).toEqual([false, true]);
    expect(await journals('CalendarYearStored', one.proposal)).toEqual(['journal/BX', 'journal/QH']);
  });

  it('cannot be confirmed once a county more runs, which nobody was asked about', async () => {
    await propose();
    const one = await waiting();
    const { programmes } = await calendarReach(db);
    await programme('LT');
    expect(await confirmCalendarYear(db, store, one, programmes, by('zhou'))).toBe(false);
    expect(await confirm(one)).toBe(false);
    expect(await findCalendarYear(db.pool, 2031)).toBeNull();
    expect(await journals('CalendarYearStored', one.proposal)).toEqual([]);
    expect((await waiting()).proposal).toBe(one.proposal);
  });

  it('can be confirmed where a county has been closed meanwhile', async () => {
    await propose();
    await programme('BX', 'CLOSED');
    const one = await waiting();
    expect(await confirm(one)).toBe(true);
    expect(await journals('CalendarYearStored', one.proposal)).toEqual(['journal/QH']);
  });

  it('lapses after its last day: it is not shown, not confirmed, and in nobody’s way', async () => {
    await propose();
    const one = await waiting();
    await db.pool.query(`UPDATE calendar_proposal SET until = '2020-01-01', created_at = now() - interval '61 days'`);
    expect(await calendarProposals(db)).toEqual([]);
    expect(await confirm(one)).toBe(false);
    expect(await propose(year(), 'tang')).toMatchObject({ proposal: expect.stringMatching(/^RL-/) });
    expect((await waiting()).proposedBy).toBe('tang');
    await db.pool.query(`UPDATE calendar_proposal SET created_at = now() - interval '61 days'`);
    expect((await dropExpired(db)).calendar_proposal).toBe(1);
  });

  it('takes the place of the stored year alone that its proposer compared it with', async () => {
    await propose();
    await replaceYear(db, year({ document: '国办发明电〔2030〕6号' }), { evenDecreed: false });
    const one = await waiting();
    expect(one).toMatchObject({ changed: true, before: { document: '国办发明电〔2030〕6号' } });
    expect(await confirm(one)).toBe(false);
    expect((await findCalendarYear(db.pool, 2031))?.document).toBe('国办发明电〔2030〕6号');
    // Proposed anew against what stands there now.
    await propose();
    expect(await confirm(await waiting())).toBe(true);
    expect(await findCalendarYear(db.pool, 2031)).toEqual(year());
  });

  it('never takes the place of a decreed one where it is provisional itself', async () => {
    await replaceYear(db, year(), { evenDecreed: false });
    await propose(year({ status: 'PROVISIONAL', document: '暂定' }));
    expect(await confirm(await waiting())).toBe(false);
    expect((await findCalendarYear(db.pool, 2031))?.status).toBe('DECREED');
  });

  it('gives way to another of the same person, and to nobody else’s', async () => {
    await propose();
    const first = await waiting();
    expect(await propose(year({ document: '国办发明电〔2030〕8号' }), 'tang')).toBe('WAITS');
    expect((await waiting()).proposal).toBe(first.proposal);
    await propose(year({ document: '国办发明电〔2030〕8号' }));
    const next = await waiting();
    expect(next.year.document).toBe('国办发明电〔2030〕8号');
    expect(await confirm(first)).toBe(false);
    // Another year waits beside it.
    await propose(year({ year: 2032, days: [] }), 'tang');
    expect((await calendarProposals(db)).map((one) => one.year.year)).toEqual([2031, 2032]);
  });

  it('ends without a change where it is refused, with a word to its proposer, or taken back', async () => {
    await propose();
    const one = await waiting();
    await db.pool.query('DELETE FROM notice');
    expect(await endCalendarProposal(db, store, one, ['BX', 'QH'], by('zhou', '与通知不符'))).toBe(true);
    expect(await endCalendarProposal(db, store, one, ['BX', 'QH'], by('tang', '与通知不符'))).toBe(false);
    expect(await confirm(one)).toBe(false);
    const { rows } = await db.pool.query<{ recipient: string; detail: { zh: string } }>('SELECT recipient, detail FROM notice');
    expect(rows).toMatchObject([{ recipient: 'xu', detail: { zh: expect.stringContaining('与通知不符') } }]);
    await propose();
    const again = await waiting();
    expect(await endCalendarProposal(db, store, again, ['BX', 'QH'], by('xu', '重新核对'))).toBe(true);
    expect(await journals('CalendarRefused', again.proposal)).toEqual(['journal/BX', 'journal/QH']);
    expect(await findCalendarYear(db.pool, 2031)).toBeNull();
  });
});

it('whoever holds one of the roles in each programme is found, by whatever roles; a stranger to one of them and a leaver are not', async () => {
  await holds('zhou', 'GROUP_LEADER', 'QH');
  await holds('zhou', 'OFFICE_DIRECTOR', 'BX');
  await holds('tang', 'ADMINISTRATOR', 'QH');
  await holds('tang', 'PROGRAMME_OFFICER', 'QH');
  await holds('xu', 'PROGRAMME_OFFICER', 'QH');
  await holds('xu', 'PROGRAMME_OFFICER', 'BX');
  const roles = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR', 'GROUP_LEADER'] as const;
  expect(await holdersInEach(db, ['BX', 'QH'], roles)).toEqual(['xu', 'zhou']);
  expect(await holdersInEach(db, ['BX', 'QH'], ['PROGRAMME_OFFICER'])).toEqual(['xu']);
  await db.pool.query(`INSERT INTO standing (stream, kind, person, role, programme) VALUES ('programme/BX', 'LEFT', 'xu', '', 'BX')`);
  expect(await holdersInEach(db, ['BX', 'QH'], roles)).toEqual(['zhou']);
});
