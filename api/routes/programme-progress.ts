/**
 * How a programme goes: its figures, what is red, what is due, what will be late; and its last days. Counted by one function
 * (domain/programme/progress), as page, mail and calendar show it. Deliberately absent: one project (projects.ts), the feed of
 * last days (calendar-feeds.ts).
 */
import { z } from 'zod';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { holds, OVERSEERS } from '../../domain/permission/relation.ts';
import { DEADLINE_KINDS, mayRead } from '../../domain/programme/progress/deadlines.ts';
import { progressOf } from '../../domain/programme/progress/progress.ts';
import type { ProgressSource } from '../../domain/programme/progress/source.ts';
import { STAGE_KEYS, STAGE_NAMES } from '../../domain/stages/all.ts';
import { type KeptAnswer, keptAnswer, keptList, sendKept } from '../kept-answer.ts';
import { createLastDays, keptOfProgramme, shownDay } from '../last-days.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { deadlines, progress } from '../schemas/progress.ts';
import { code, said } from '../schemas/values.ts';
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

/** The figures that are the same for all; people's names are asked for anew. */
const FIGURES = progress.omit({ people: true });
const NAMES = progress.pick({ people: true });

export function programmeProgressRoutes({ route }: RouteSet, { reading }: ApiDeps): void {
  const openOf = createLastDays(reading);
  const figuresOf = keptOfProgramme(reading, async ({ programme, on }) => {
    const source = await reading.readProgress(programme);
    return source === null ? null : figures(source, on);
  });
  const named = async (people: readonly string[]) => {
    const known = await reading.findPeople([...new Set(people)]);
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
      const found = await figuresOf({ programme, on: today() });
      if (found === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      return sendKept(response, found.answer, NAMES, { people: await named(found.people) });
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
      const on = today();
      const known = await openOf({ programme, on });
      if (known === null || relation === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      const oversees = holds(relation.roles, OVERSEERS);
      const theirs = (project: string): boolean => oversees || reader.projects.includes(project);
      const isTheirs = mayRead({ oversees, projects: reader.projects });
      const found = known.open.filter(
        ({ one }) =>
          isTheirs(one) &&
          (query.from === undefined || one.on >= query.from) &&
          (query.to === undefined || one.on <= query.to) &&
          (query.project === undefined || one.project === query.project) &&
          (query.kind === undefined || one.kind === query.kind),
      );
      const items = found.slice(0, DEADLINES_MOST);
      return sendKept(
        response,
        keptList(
          'items',
          items.map(({ line }) => line()),
        ),
        deadlines.omit({ items: true }),
        {
          today: on,
          count: found.length,
          projects: known.projects.filter(({ code: project }) => theirs(project)),
          people: await named(items.flatMap(({ one }) => one.who.people)),
        },
      );
    },
  );
}

/** What the page of a programme shows, as it goes out, and whom it names. */
function figures(source: ProgressSource, on: string): { readonly answer: KeptAnswer; readonly people: readonly string[] } {
  const found = progressOf(source, on);
  const [red, week] = [found.red.slice(0, LINES_MOST), found.week.slice(0, LINES_MOST)];
  const whos = [...red, ...week].map(({ who }) => who).concat(found.projects.flatMap(({ why }) => why.map(({ who }) => who)));
  const roles = [...new Set(whos.flatMap((who) => who.roles))];
  const holders = Object.fromEntries(roles.map((role): [Role, string[]] => [role, [...(source.programme.roles[role] ?? [])]]));
  return {
    answer: keptAnswer(FIGURES, {
      ...found,
      red,
      redCount: found.red.length,
      week: week.map(shownDay),
      weekCount: found.week.length,
      stages: STAGES,
      holders,
    }),
    people: [
      ...new Set([...whos.flatMap(({ people }) => people), ...found.projects.map(({ manager }) => manager), ...Object.values(holders).flat()]),
    ],
  };
}
