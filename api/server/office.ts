/** What the office looks after, and the years of the calendar that two of it decide. */
import { retryAside } from '../../prisma/aside.ts';
import type { Database } from '../../prisma/database.ts';
import {
  calendarProposals,
  calendarReach,
  confirmCalendarYear,
  endCalendarProposal,
  holdersInEach,
  proposeCalendarYear,
} from '../../prisma/office/calendar-proposals.ts';
import { calendarShown } from '../../prisma/office/calendar-years.ts';
import { asideIn, serviceHealth } from '../../prisma/office/health.ts';
import { botStandings, programmeMails } from '../../prisma/office/mails.ts';
import { routeVersions } from '../../prisma/office/route-versions.ts';
import { failedSignIns, refusedActs } from '../../prisma/office/turned-away.ts';
import { over } from '../../prisma/over.ts';
import { storedYear } from '../../prisma/record/calendar.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import type { CalendarYears } from '../ports/calendars.ts';
import type { Office } from '../ports/office.ts';

export function officeOf(database: Database): { readonly office: Office; readonly calendarYears: CalendarYears } {
  const recorder = recorderOf(database);
  return {
    office: over(database, {
      serviceHealth,
      asideIn,
      retryAside,
      failedSignIns,
      refusedActs,
      programmeMails,
      botStandings,
      routeVersions,
      calendarShown,
    }),
    calendarYears: {
      ...over(database, { holdersInEach, reach: calendarReach, list: calendarProposals, storedYear }),
      propose: (wanted, doing) => proposeCalendarYear(database, recorder, wanted, doing),
      confirm: (proposal, programmes, doing) => confirmCalendarYear(database, recorder, proposal, programmes, doing),
      refuse: (proposal, programmes, doing) => endCalendarProposal(database, recorder, proposal, programmes, doing),
    },
  };
}
