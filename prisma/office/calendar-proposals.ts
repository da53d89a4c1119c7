/**
 * A year of the working-day calendar that one person proposes and another confirms (docs/adr/0111). The calendar is one for the
 * whole service, so each step stands in one transaction with its event in the journals of all programmes that run.
 * Deliberately absent: who may (api/routes/calendar-years.ts), and the days themselves (prisma/record/calendar.ts).
 */
import { randomUUID } from 'node:crypto';
import type { YearStatus } from '../../domain/calendar/calendar.ts';
import type { SpecialDay } from '../../domain/calendar/year.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { IsoDate } from '../../domain/kernel/values.ts';
import type { CalendarProposal, CalendarReach } from '../../domain/office.ts';
import { dayWords } from '../../domain/words/days.ts';
import { type Database, type Source, through } from '../database.ts';
import { announce } from '../live.ts';
import { type Doing, noteInJournals, Overtaken, tell, unlessOvertaken } from '../people/journal-noting.ts';
import { findCalendarYear, holdCalendar, replaceYearIn, yearMark } from '../record/calendar.ts';
import type { EventStore } from '../record/event-store.ts';

const today = (): IsoDate => dayAt(new Date().toISOString());

async function runningProgrammes(source: Source): Promise<readonly string[]> {
  const found = await through(source).query<{ programme: string }>(
    `SELECT programme FROM case_state WHERE kind = 'programme' AND status <> 'CLOSED' ORDER BY programme`,
  );
  return found.rows.map(({ programme }) => programme);
}

export async function calendarReach(db: Database): Promise<CalendarReach> {
  const [programmes, clocks] = await Promise.all([
    runningProgrammes(db),
    db.pool.query<{ clocks: number }>('SELECT count(*)::int AS clocks FROM running_clock'),
  ]);
  return { programmes, clocks: clocks.rows[0]?.clocks ?? 0 };
}

/** Who holds one of these roles in each of these programmes. */
export async function holdersInEach(db: Database, programmes: readonly string[], roles: readonly Role[]): Promise<readonly string[]> {
  const found = await db.pool.query<{ person: string }>(
    `SELECT s.person FROM standing s WHERE s.kind = 'MEMBER' AND s.role = ANY($2) AND s.programme = ANY($1)
       AND NOT EXISTS (SELECT 1 FROM standing l WHERE l.kind = 'LEFT' AND l.person = s.person AND l.programme = s.programme)
     GROUP BY s.person HAVING count(DISTINCT s.programme) = $3 ORDER BY s.person`,
    [programmes, roles, programmes.length],
  );
  return found.rows.map(({ person }) => person);
}

type Row = {
  readonly id: string;
  readonly programme: string;
  readonly programmes: readonly string[];
  readonly year: number;
  readonly status: YearStatus;
  readonly document: string;
  readonly days: readonly SpecialDay[];
  readonly seen: string;
  readonly basis: string;
  readonly proposed_by: string;
  readonly until: IsoDate;
};

/** Those that can still be confirmed, in the order of their years. */
export async function calendarProposals(db: Database): Promise<readonly CalendarProposal[]> {
  const found = await db.pool.query<Row>('SELECT * FROM calendar_proposal WHERE until >= $1 ORDER BY year', [today()]);
  return Promise.all(
    found.rows.map(async ({ id, programme, programmes, year, status, document, days, seen, basis, proposed_by: proposedBy, until }) => {
      const before = await findCalendarYear(db.pool, year);
      const shared = { proposal: id, programme, programmes, basis, proposedBy, until, before };
      return { ...shared, year: { year, status, document, days }, changed: yearMark(before) !== seen };
    }),
  );
}

/** `seconds`: who is told that it can be confirmed; `before`: the stored year that its proposer saw. */
export type CalendarProposing = Pick<CalendarProposal, 'programme' | 'programmes' | 'year' | 'before' | 'until'> & {
  readonly seconds: readonly string[];
};

const announceEach = (db: Database, programmes: readonly string[]): void => {
  for (const programme of programmes) announce(db.pool, streamOf('programme', programme));
};

const ONE_A_YEAR = 'calendar_proposal_year_key';

/** Takes the place of the proposer's own for the same year. WAITS: one of somebody else waits for a second person. */
export async function proposeCalendarYear(
  db: Database,
  store: EventStore,
  { programme, programmes, year: wanted, before, until, seconds }: CalendarProposing,
  { actor, ...doing }: Required<Doing>,
): Promise<{ readonly proposal: string } | 'WAITS'> {
  const proposal = `RL-${randomUUID().slice(0, 8)}`;
  const { year, status, document, days } = wanted;
  const own = (await calendarProposals(db)).find((one) => one.year.year === year && one.proposedBy === doing.by);
  const { zh, en } = dayWords(until);
  try {
    await noteInJournals(db, store, {
      programmes,
      actor,
      events: [
        {
          type: 'CalendarProposed',
          data: { proposal, year, status, document, days: days.length, until, ...(own === undefined ? {} : { replaces: own.proposal }), ...doing },
        },
      ],
      async also(tx) {
        // One that lapsed is in nobody's way.
        await tx.query('DELETE FROM calendar_proposal WHERE year = $1 AND (until < $2 OR id = $3)', [year, today(), own?.proposal ?? '']);
        await tx.query(
          `INSERT INTO calendar_proposal (id, programme, programmes, year, status, document, days, seen, basis, proposed_by, until, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, now())`,
          [proposal, programme, programmes, year, status, document, JSON.stringify(days), yearMark(before), doing.basis, doing.by, until],
        );
        for (const second of seconds)
          await tell(tx, second, [programme], {
            zh: `{by}提出 ${year} 年的工作日历（${document}，${proposal}，依据：${doing.basis}），适用于本服务的全部项目群；请登录后在“管理、工作日历”中核对，${zh}前确认或否决`,
            en: `{by} proposes the working-day calendar of ${year} (${document}, ${proposal}, basis: ${doing.basis}) for every programme of this service; please sign in, look at it under Administration, Working-day calendar, and confirm or refuse it by ${en}`,
            by: doing.by,
          });
      },
    });
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === ONE_A_YEAR) return 'WAITS';
    throw error;
  }
  announceEach(db, programmes);
  return { proposal };
}

/**
 * `programmes`: those in which whoever confirms was found to hold what it takes. False, with nothing done: it has ended, another
 * programme runs, or the stored year is not what was compared any more.
 */
export async function confirmCalendarYear(
  db: Database,
  store: EventStore,
  one: CalendarProposal,
  programmes: readonly string[],
  { by: confirmedBy, actor }: Required<Doing>,
): Promise<boolean> {
  const { proposal, year: wanted, basis, proposedBy: by } = one;
  const { year, status, document, days } = wanted;
  const stored = await unlessOvertaken(
    noteInJournals(db, store, {
      programmes,
      actor,
      events: [{ type: 'CalendarYearStored', data: { proposal, year, status, document, days: days.length, confirmedBy, by, basis } }],
      async also(tx) {
        const gone = await tx.query<Pick<Row, 'seen'>>('DELETE FROM calendar_proposal WHERE id = $1 AND until >= $2 RETURNING seen', [
          proposal,
          today(),
        ]);
        const [row] = gone.rows;
        if (row === undefined) throw new Overtaken();
        const running = await runningProgrammes(tx);
        if (!running.every((each) => programmes.includes(each) && one.programmes.includes(each))) throw new Overtaken();
        await holdCalendar(tx);
        if (yearMark(await findCalendarYear(tx, year)) !== row.seen) throw new Overtaken();
        const { replaced } = await replaceYearIn(tx, wanted, { evenDecreed: false });
        if (!replaced) throw new Overtaken();
      },
    }),
  );
  if (stored) announceEach(db, programmes);
  return stored;
}

/** It is refused by another, or taken back. False: it has ended meanwhile. */
export async function endCalendarProposal(
  db: Database,
  store: EventStore,
  { proposal, programme, year: { year }, proposedBy }: CalendarProposal,
  programmes: readonly string[],
  { actor, ...doing }: Required<Doing>,
): Promise<boolean> {
  const ended = await unlessOvertaken(
    noteInJournals(db, store, {
      programmes,
      actor,
      events: [{ type: 'CalendarRefused', data: { proposal, year, why: doing.by === proposedBy ? 'WITHDRAWN' : 'REFUSED', ...doing } }],
      async also(tx) {
        const gone = await tx.query('DELETE FROM calendar_proposal WHERE id = $1', [proposal]);
        if (gone.rowCount !== 1) throw new Overtaken();
        if (doing.by !== proposedBy)
          await tell(tx, proposedBy, [programme], {
            zh: `您提出的 ${year} 年工作日历（${proposal}）未生效（{by}：${doing.basis}）`,
            en: `The working-day calendar of ${year} that you proposed (${proposal}) did not take effect ({by}: ${doing.basis})`,
            by: doing.by,
          });
      },
    }),
  );
  if (ended) announceEach(db, programmes);
  return ended;
}
