/**
 * Last days as a feed that a calendar program fetches (docs/adr/0109): its address is made by its owner alone, shown once,
 * ended at any time; what it holds is what they may read at that moment. Deliberately absent: the days in the console
 * (programme-progress.ts), and the file itself (sheets/calendar-feed.ts).
 */
import type { Express, Response } from 'express';
import { z } from 'zod';
import { dayAt } from '../../domain/kernel/days.ts';
import { LOCALES } from '../../domain/kernel/locale.ts';
import { idOf, kindPart } from '../../domain/kernel/stream.ts';
import { holds, OVERSEERS } from '../../domain/permission/relation.ts';
import { mayRead, type ProgrammeDeadline } from '../../domain/programme/progress/deadlines.ts';
import type { FeedEntry } from '../../domain/programme/progress/feed.ts';
import type { Reader } from '../../domain/views.ts';
import { createLastDays, type LastDays } from '../last-days.ts';
import { MINUTE_S, missedIf, missesTooOften } from '../miss-limit.ts';
import { answeringSince, guard, type Since, steady } from '../page-guard.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { isFresh } from '../who-asks.ts';

const TOKEN = /^([A-Za-z0-9_-]{22})(?:\.ics)?$/;
/** Of one feed: a county with 300 projects has some hundreds. The earliest stay. */
const ENTRIES_MOST = 3_000;

const feed = z
  .object({ feed: z.object({ language: z.enum(LOCALES), madeAt: z.string(), readAt: z.string().nullable() }).nullable() })
  .meta({ id: 'CalendarFeed' });

export function calendarFeedRoutes({ route }: RouteSet, { calendarFeeds, publicUrl }: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/me/calendar-feed',
      summary: 'Whether I have a feed of last days, in which language, and when a calendar fetched it last; never its address',
      answer: feed,
      status: 200,
      problems: [],
    },
    async ({ reader }) => ({ feed: await calendarFeeds.calendarFeedOf(reader.person) }),
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/calendar-feed',
      summary:
        'Make the address of my feed of last days; it is shown in this answer alone, and the one of before ends. Asks for a sign-in of the last half hour',
      body: z.strictObject({ language: z.enum(LOCALES) }),
      answer: z.object({ address: z.string() }),
      status: 201,
      problems: [],
    },
    async ({ reader, body, response }) => {
      if (!isFresh(reader)) {
        sendProblem(response, problemOf('SIGN_IN_AGAIN'));
        return null;
      }
      response.setHeader('Cache-Control', 'no-store');
      return { address: `${publicUrl}/calendar/${await calendarFeeds.makeCalendarFeed(reader.person, body.language)}.ics` };
    },
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/calendar-feed/remove',
      summary: 'End the address of my feed of last days at once',
      body: z.strictObject({}),
      answer: z.object({ ended: z.boolean() }),
      status: 200,
      problems: [],
    },
    async ({ reader }) => ({ ended: await calendarFeeds.endCalendarFeed(reader.person) }),
  );
}

/** Not in the API's document: what a program fetches is a file of another standard (RFC 5545). */
export function calendarFeedFile(app: Express, deps: ApiDeps): void {
  const lastDays = createLastDays(deps.reading);
  app.get('/calendar/:token', async (request, response) => {
    const since = answeringSince();
    guard(response);
    response.type('text');
    const [, token] = TOKEN.exec(String(request.params.token ?? '')) ?? [];
    const found = token === undefined ? null : await deps.calendarFeeds.openCalendarFeed(token);
    const reader = found === null ? null : await deps.signIns.readerOfPerson(found.person);
    if (found === null || reader === null) return missed(response, since);
    // By what stands in the table of rights, whatever fetches it; never the address itself, which is a key.
    const audited = Object.keys(reader.roles).filter((programme) => reader.roles[programme]?.includes('AUDITOR') === true);
    if (audited.length > 0) await deps.audit.noteReading(reader, audited, '/calendar');
    const today = dayAt(new Date().toISOString());
    const entries: FeedEntry[] = [];
    for (const programme of new Set([...Object.keys(reader.roles), ...reader.managesIn])) {
      const found = await lastDays({ programme, on: today });
      if (found !== null) entries.push(...entriesOf(found, reader, deps.publicUrl));
    }
    entries.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    const about = { host: new URL(deps.publicUrl).hostname, locale: found.language, at: new Date().toISOString() };
    response.setHeader('Content-Disposition', 'inline; filename="tuojian.ics"');
    response
      .status(200)
      .type('text/calendar; charset=utf-8')
      .send(deps.calendarFeeds.write(entries.slice(0, ENTRIES_MOST), about));
  });
}

async function missed(response: Response, since: Since): Promise<void> {
  missedIf(response, true);
  const often = missesTooOften(response);
  if (often) response.setHeader('Retry-After', String(MINUTE_S));
  await steady(since);
  response.status(often ? 429 : 404).send('');
}

/** Of one programme what this person may read now. */
function entriesOf({ programme: { code, name }, projects, open }: LastDays, reader: Reader, publicUrl: string): readonly FeedEntry[] {
  const names = new Map(projects.map((project) => [project.code, project.name]));
  const theirs = mayRead({ oversees: holds(reader.roles[code] ?? [], OVERSEERS), projects: reader.projects });
  return open
    .flatMap(({ one }) => (theirs(one) ? [one] : []))
    .map(({ id, on, plain, late, project, case: stream }) => ({
      id,
      on,
      plain,
      late,
      programme: name,
      project: project === null ? null : (names.get(project) ?? { zh: project, en: project }),
      page: `${publicUrl}${pageOf({ case: stream, project }, code)}`,
    }));
}

/** Where it is looked at in the console. */
function pageOf({ case: stream, project }: Pick<ProgrammeDeadline, 'case' | 'project'>, programme: string): string {
  if (kindPart(stream) === 'approval') return `/approvals/${encodeURIComponent(idOf(stream))}`;
  return project === null ? `/programmes/${encodeURIComponent(programme)}` : `/projects/${encodeURIComponent(project)}`;
}
