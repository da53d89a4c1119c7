/**
 * How a programme goes: its figures, what is red, what is due, what will be late; and its last days. Counted by one function
 * (domain/programme/progress), as page, mail and calendar show it. Deliberately absent: one project (projects.ts), the feed of
 * last days (calendar-feeds.ts).
 */
import { z } from 'zod';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { holds, OVERSEERS } from '../../domain/permission/relation.ts';
import { DEADLINE_KINDS, deadlinesOf, mayRead, type ProgrammeDeadline } from '../../domain/programme/progress/deadlines.ts';
import { progressOf } from '../../domain/programme/progress/progress.ts';
import type { Who } from '../../domain/programme/progress/red-list.ts';
import { STAGE_KEYS, STAGE_NAMES } from '../../domain/stages/all.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { deadlines, progress } from '../schemas/progress.ts';
import { code, said } from '../schemas/values.ts';
import { createSharedReading } from '../shared-reading.ts';
import { id } from './cases.ts';

const params = z.strictObject({ id });
const today = (): string => dayAt(new Date().toISOString());

/** So many lines are read on one page; their number is told. */
const LINES_MOST = 200;
const DEADLINES_MOST = 1_000;

const day = z.iso.date(said('须为日期，如 2026-11-30', 'must be a day like 2026-11-30'));
const range = z.strictObject({
  from: day.optional(),
  to: day.optional(),
  project: code.optional(),
  kind: z.enum(DEADLINE_KINDS).optional(),
});

const STAGES = STAGE_KEYS.map((stage) => ({ stage, name: STAGE_NAMES[stage] }));

const shown = ({ plain: _, ...rest }: ProgrammeDeadline): Omit<ProgrammeDeadline, 'plain'> => rest;

export function programmeProgressRoutes({ route }: RouteSet, { reading }: ApiDeps): void {
  const openOf = createSharedReading(async (programme) => {
    const source = await reading.readProgress(programme);
    return source === null ? null : { source, open: deadlinesOf(source, today()) };
  });
  const figuresOf = createSharedReading(async (programme) => {
    const source = await reading.readProgress(programme);
    return source === null ? null : { source, found: progressOf(source, today()) };
  });
  const named = async (found: readonly Who[], more: readonly string[] = []) => {
    const known = await reading.findPeople([...new Set([...found.flatMap(({ people }) => people), ...more])]);
    return Object.fromEntries([...known].map(([person, { name, nameEn }]) => [person, { name, nameEn }]));
  };
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/progress',
      whole: true,
      summary: 'How a programme goes: on time, late and blocked, stage by project, places, money and effects, what is red, due and forecast',
      params,
      answer: progress,
      status: 200,
      problems: [404],
    },
    async ({ params: { id: programme }, response }) => {
      const counted = await figuresOf(programme);
      if (counted === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      const { source, found } = counted;
      const [red, week] = [found.red.slice(0, LINES_MOST), found.week.slice(0, LINES_MOST)];
      const whos = [...red, ...week].map(({ who }) => who).concat(found.projects.flatMap(({ why }) => why.map(({ who }) => who)));
      const roles = [...new Set(whos.flatMap((who) => who.roles))];
      const holders = Object.fromEntries(roles.map((role): [Role, string[]] => [role, [...(source.programme.roles[role] ?? [])]]));
      return {
        ...found,
        red,
        redCount: found.red.length,
        week: week.map(shown),
        weekCount: found.week.length,
        stages: STAGES,
        people: await named(whos, [...found.projects.map(({ manager }) => manager), ...Object.values(holders).flat()]),
        holders,
      };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/deadlines',
      whole: true,
      summary: 'The last days of a programme that are still open, from a day to a day; for a manager those of their own projects',
      params,
      query: range,
      answer: deadlines,
      status: 200,
      problems: [404],
    },
    async ({ params: { id: programme }, query, reader, relation, response }) => {
      const known = await openOf(programme);
      if (known === null || relation === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      const { source, open } = known;
      const oversees = holds(relation.roles, OVERSEERS);
      const theirs = (project: string): boolean => oversees || reader.projects.includes(project);
      const isTheirs = mayRead({ oversees, projects: reader.projects });
      const found = open.filter(
        (one) =>
          isTheirs(one) &&
          (query.from === undefined || one.on >= query.from) &&
          (query.to === undefined || one.on <= query.to) &&
          (query.project === undefined || one.project === query.project) &&
          (query.kind === undefined || one.kind === query.kind),
      );
      const items = found.slice(0, DEADLINES_MOST);
      return {
        today: today(),
        items: items.map(shown),
        count: found.length,
        projects: source.projects.flatMap(({ project: { profile } }) => (theirs(profile.code) ? [{ code: profile.code, name: profile.name }] : [])),
        people: await named(items.map(({ who }) => who)),
      };
    },
  );
}
