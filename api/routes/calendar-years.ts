/**
 * The working-day calendar by years; and a year that one person proposes and another confirms, each of them at work in every
 * programme that runs, because the calendar is one for all of them (docs/adr/0111). Deliberately absent: working limits out
 * again (the worker does, as after `tuojian calendar import`).
 */
import { z } from 'zod';
import { type CalendarYear, dayChanges, isSameYear } from '../../domain/calendar/year.ts';
import { faultAt } from '../../domain/kernel/fault.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { CalendarProposal } from '../../domain/office.ts';
import { holds, holdsInEach } from '../../domain/permission/relation.ts';
import { PARTY_ROLES } from '../../domain/permission/table.ts';
import { CONFIRMS } from '../../domain/programme/proposal.ts';
import { untilOfProposal } from '../../domain/programme/roster.ts';
import type { Reader } from '../../domain/views.ts';
import { once } from '../once.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, refusal, sendProblem } from '../problem.ts';
import { doingOf } from '../reader-actor.ts';
import { look } from '../roster-look.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { faultsAcrossDays, yearFields } from '../schemas/calendar-year.ts';
import { asked, text } from '../schemas/values.ts';
import { isFresh } from '../who-asks.ts';
import { bilingual, id } from './cases.ts';

const params = z.strictObject({ id });
const ofOne = z.strictObject({ id, proposal: id });
const NO_QUERY = z.strictObject({});

const status = z.enum(['DECREED', 'PROVISIONAL']);
const dayTold = z.object({ work: z.boolean(), name: z.string() });
const yearShown = z.object({
  year: z.int(),
  status,
  document: z.string(),
  days: z.array(z.object({ day: z.string(), work: z.boolean(), name: z.string() })),
});
const waiting = z
  .object({
    proposal: z.string(),
    wanted: yearShown,
    /** What it takes the place of; null: nothing is known of the year. */
    before: z.object({ status, document: z.string() }).nullable(),
    /** `was` null: the day is added; `will` null: it is removed. */
    changes: z.array(z.object({ day: z.string(), was: dayTold.nullable(), will: dayTold.nullable() })),
    basis: z.string(),
    by: z.string(),
    byName: bilingual,
    until: z.string(),
    /** The stored year, or which programmes run, is not what it was when this was proposed. */
    over: z.boolean(),
    /** As the second person. */
    mayConfirm: z.boolean(),
    mayRefuse: z.boolean(),
    mine: z.boolean(),
  })
  .meta({ id: 'CalendarWaiting' });
const proposal = z.strictObject({ ...yearFields, basis: asked(text) });
const made = z.object({ proposal: z.string() });
const done = z.object({ done: z.boolean() });

const NOT_EVERYWHERE: Text = {
  zh: '工作日历适用于本服务的全部项目群：提出人须在每个未办结的项目群中任经办人或系统管理员；否则请运行本服务的人用 tuojian calendar import 导入。',
  en: 'The working-day calendar is that of every programme of this service: whoever proposes a year must be an officer or an administrator in each that is not closed. Else ask whoever runs the service to import it (tuojian calendar import).',
};
const NOBODY_ELSE: Text = {
  zh: '须由另一人确认，而没有别人在每个未办结的项目群中任办公室或领导职务；请运行本服务的人用 tuojian calendar import 导入。',
  en: 'Another person must confirm it, and nobody else is of the office or the leaders in each programme that is not closed. Ask whoever runs the service to import it (tuojian calendar import).',
};
const ANOTHER: Text = {
  zh: '须由另一人确认：不得是提出人，且须在本服务每个未办结的项目群中任办公室或领导职务。',
  en: 'Another person must confirm it: not who proposed it, and of the office or the leaders in each programme of this service that is not closed.',
};
const OVER: Text = {
  zh: '提出之后，这一年的日历或项目群已有变化，或提议已经结束；请刷新后再看，需要时重新提出。',
  en: 'The calendar of that year or the programmes have changed since it was proposed, or it has ended; look at it again, and propose it anew where it is needed.',
};

type Call<P> = Pick<RouteCall<P, unknown, unknown>, 'reader' | 'params' | 'relation' | 'request' | 'response'>;

/** Nobody has compared it with what it would take the place of now; or it was not told to a programme that runs. */
const isOver = ({ changed, programmes }: CalendarProposal, running: readonly string[]): boolean =>
  changed || !running.every((each) => programmes.includes(each));
const isSecond = ({ proposedBy }: CalendarProposal, reader: Reader, running: readonly string[]): boolean =>
  proposedBy !== reader.person && holdsInEach(reader.roles, running, CONFIRMS);

/** Who may be the second person to what somebody proposes; or why they propose nothing. */
async function secondsTo(
  { calendarYears }: ApiDeps,
  { person, roles }: Reader,
  running: readonly string[],
): Promise<{ readonly seconds: readonly string[] } | { readonly why: Text }> {
  if (!holdsInEach(roles, running, PARTY_ROLES.ASSIGNER)) return { why: NOT_EVERYWHERE };
  const seconds = (await calendarYears.holdersInEach(running, CONFIRMS)).filter((one) => one !== person);
  return seconds.length === 0 ? { why: NOBODY_ELSE } : { seconds };
}

/** What the stored year says against one that is proposed; null: nothing. */
function againstStored(wanted: CalendarYear, before: CalendarYear | null): Text | null {
  const { year } = wanted;
  if (before?.status === 'DECREED' && wanted.status === 'PROVISIONAL')
    return faultAt('status', {
      zh: `须为已发布：${year} 年已由 ${before.document} 发布，暂定的日历不能取代它`,
      en: `must be DECREED: ${year} is decreed by ${before.document}, and a provisional calendar cannot take its place`,
    });
  if (before !== null && isSameYear(before, wanted))
    return faultAt('days', { zh: `须与现有的不同；${year} 年的日历已是这样`, en: `must differ from what is stored; ${year} is so already` });
  return null;
}

const named = ({ reading }: ApiDeps, people: readonly string[]) => reading.findPeople([...new Set(people)]);
const nameIn = (known: Awaited<ReturnType<typeof named>>, person: string): Text => {
  const found = known.get(person);
  return { zh: found?.name ?? person, en: found?.nameEn ?? person };
};

type ToConfirm = Pick<CalendarProposal, 'programme' | 'until'> & { readonly item: string; readonly year: number; readonly person: string };

/** Years that wait for whoever asks as the second person; `programme`: where they look at them. */
export async function calendarsToConfirm(deps: ApiDeps, reader: Reader): Promise<readonly ToConfirm[]> {
  if (!Object.values(reader.roles).some((held) => holds(held, CONFIRMS))) return [];
  const proposals = await deps.calendarYears.list();
  if (proposals.length === 0) return [];
  const { programmes } = await deps.calendarYears.reach();
  const [programme] = programmes;
  if (programme === undefined) return [];
  return proposals.flatMap((one) =>
    isSecond(one, reader, programmes) && !isOver(one, programmes)
      ? [{ programme, item: one.proposal, year: one.year.year, person: one.proposedBy, until: one.until }]
      : [],
  );
}

export function calendarYearRoutes(set: RouteSet, deps: ApiDeps): void {
  lookRoutes(set, deps);
  proposeRoute(set, deps);
  secondRoutes(set, deps);
}

function lookRoutes({ route }: RouteSet, deps: ApiDeps): void {
  const { calendarYears } = deps;
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/calendar',
      summary: 'The working-day calendar by years: its notices, the days that differ from Monday to Friday, and how many limits run by it',
      params,
      answer: z.object({ years: z.array(yearShown), clocks: z.int() }),
      status: 200,
      problems: [404],
    },
    async ({ params: { id: programme } }) => {
      const { years, clocks } = await deps.office.calendarShown(programme);
      return { years: years.map((year) => ({ ...year, days: [...year.days] })), clocks };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/calendar/proposals',
      summary: 'Years of the working-day calendar that wait for a second person, with what each changes; and whether whoever asks may propose one',
      params,
      answer: z.object({
        items: z.array(waiting),
        mayPropose: z.boolean(),
        /** Why not, for those who look after people here. */
        why: bilingual.nullable(),
        /** Limits in all programmes that run now: so many are worked out again. */
        clocks: z.int(),
      }),
      status: 200,
      problems: [404],
    },
    async ({ reader, relation }) => {
      const [{ programmes: running, clocks }, proposals] = await Promise.all([calendarYears.reach(), calendarYears.list()]);
      const assigns = holds(relation?.roles ?? [], PARTY_ROLES.ASSIGNER);
      const standing = assigns ? await secondsTo(deps, reader, running) : null;
      const known = await named(
        deps,
        proposals.map(({ proposedBy }) => proposedBy),
      );
      return {
        items: proposals.map((one) => ({
          proposal: one.proposal,
          wanted: { ...one.year, days: [...one.year.days] },
          before: one.before === null ? null : { status: one.before.status, document: one.before.document },
          changes: [...dayChanges(one.before, one.year)],
          basis: one.basis,
          by: one.proposedBy,
          byName: nameIn(known, one.proposedBy),
          until: one.until,
          over: isOver(one, running),
          mayConfirm: isSecond(one, reader, running) && !isOver(one, running),
          mayRefuse: one.proposedBy === reader.person || isSecond(one, reader, running),
          mine: one.proposedBy === reader.person,
        })),
        mayPropose: standing !== null && 'seconds' in standing,
        why: standing !== null && 'why' in standing ? standing.why : null,
        clocks,
      };
    },
  );
}

function proposeRoute({ route }: RouteSet, deps: ApiDeps): void {
  const { calendarYears } = deps;
  route(
    {
      method: 'post',
      path: '/api/v1/programme/:id/calendar/proposals',
      summary: 'Propose a year of the working-day calendar for every programme of the service; a second person confirms it',
      params,
      query: NO_QUERY,
      body: proposal,
      acrossBody: faultsAcrossDays,
      answer: made,
      status: 201,
      problems: [403, 404, 409],
      needsKey: true,
    },
    async (call) => {
      const looked = await look(deps, call);
      if (looked === null) return null;
      const { reader, body } = call;
      return once<z.infer<typeof made>>(deps.keys, { ...call, status: 201 }, ['calendar-year', call.params, body], async () => {
        const { programmes } = await calendarYears.reach();
        const standing = await secondsTo(deps, reader, programmes);
        if ('why' in standing) return refusal('NOT_YOURS', standing.why);
        const { basis, ...rest } = body;
        const wanted: CalendarYear = { ...rest, days: [...rest.days].sort((a, b) => (a.day < b.day ? -1 : 1)) };
        const before = await calendarYears.storedYear(wanted.year);
        const fault = againstStored(wanted, before);
        if (fault !== null) return { problem: problemOf('WRONG_SHAPE', [fault]) };
        const until = untilOfProposal(looked.state, looked.looking);
        const proposed = await calendarYears.propose(
          { programme: call.params.id, programmes, year: wanted, before, until, seconds: standing.seconds },
          doingOf(reader, call.params.id, basis),
        );
        return proposed === 'WAITS' ? refusal('WRONG_STATE', await waitsFor(deps, wanted.year)) : proposed;
      });
    },
  );
}

/** Whose proposal of the same year waits. */
async function waitsFor(deps: ApiDeps, year: number): Promise<Text> {
  const one = (await deps.calendarYears.list()).find((each) => each.year.year === year);
  if (one === undefined) return OVER;
  const { zh, en } = nameIn(await named(deps, [one.proposedBy]), one.proposedBy);
  return {
    zh: `${zh}已提出 ${year} 年的日历（${one.proposal}）；须先确认、否决或撤回，才能另行提出。`,
    en: `${en} has proposed a calendar of ${year} (${one.proposal}); it must be confirmed, refused or taken back before another is proposed.`,
  };
}

const writes = {
  method: 'post',
  params: ofOne,
  query: NO_QUERY,
  answer: done,
  status: 200,
  problems: [403, 404, 409],
  needsKey: true,
} as const;

/** The proposal that a path names; null after a 404. */
async function found({ calendarYears }: ApiDeps, { params: { proposal: wanted }, response }: Call<{ id: string; proposal: string }>) {
  const one = (await calendarYears.list()).find((each) => each.proposal === wanted);
  if (one === undefined) sendProblem(response, problemOf('NOT_FOUND'));
  return one ?? null;
}

function secondRoutes({ route }: RouteSet, deps: ApiDeps): void {
  const { calendarYears } = deps;
  route(
    {
      ...writes,
      path: '/api/v1/programme/:id/calendar/proposals/:proposal/confirm',
      summary: 'Confirm a year of the working-day calendar as the second person; asks for a sign-in of the last half hour',
      body: z.strictObject({}),
    },
    async (call) => {
      const one = await found(deps, call);
      if (one === null) return null;
      const { reader } = call;
      return once<z.infer<typeof done>>(deps.keys, { ...call, status: 200 }, ['calendar-yes', call.params], async () => {
        const { programmes } = await calendarYears.reach();
        if (!isSecond(one, reader, programmes)) return refusal('NOT_YOURS', ANOTHER);
        if (isOver(one, programmes)) return refusal('WRONG_STATE', OVER);
        if (!isFresh(reader)) return { problem: problemOf('SIGN_IN_AGAIN') };
        return (await calendarYears.confirm(one, programmes, doingOf(reader, call.params.id, one.basis)))
          ? { done: true }
          : refusal('WRONG_STATE', OVER);
      });
    },
  );
  route(
    {
      ...writes,
      path: '/api/v1/programme/:id/calendar/proposals/:proposal/refuse',
      summary: 'Refuse a proposed year of the working-day calendar, or take it back; with a reason',
      body: z.strictObject({ reason: asked(text) }),
    },
    async (call) => {
      const one = await found(deps, call);
      if (one === null) return null;
      const { reader, body } = call;
      return once<z.infer<typeof done>>(deps.keys, { ...call, status: 200 }, ['calendar-no', call.params, body], async () => {
        const { programmes } = await calendarYears.reach();
        if (one.proposedBy !== reader.person && !isSecond(one, reader, programmes)) return refusal('NOT_YOURS', ANOTHER);
        return (await calendarYears.refuse(one, programmes, doingOf(reader, call.params.id, body.reason)))
          ? { done: true }
          : refusal('WRONG_STATE', OVER);
      });
    },
  );
}
