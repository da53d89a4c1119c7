/** A programme's progress and its last days as the API gives them, held to the domain's own types. Deliberately absent: the counting (domain/programme/progress). */
import { z } from 'zod';
import { ROLES } from '../../domain/kernel/role.ts';
import { DEADLINE_KINDS, type ProgrammeDeadline } from '../../domain/programme/progress/deadlines.ts';
import type { Forecast } from '../../domain/programme/progress/forecast.ts';
import { PACES } from '../../domain/programme/progress/pace.ts';
import type { Effect, ProjectProgress } from '../../domain/programme/progress/progress.ts';
import type { RedLine, Who } from '../../domain/programme/progress/red-list.ts';
import { STAGE_KEYS } from '../../domain/stages/all.ts';

const text = z.object({ zh: z.string(), en: z.string() });
const day = z.string();
const light = z.enum(['GREEN', 'YELLOW', 'RED']).nullable();
const stage = z.enum(STAGE_KEYS);

const who = z.object({ people: z.array(z.string()).readonly(), roles: z.array(z.enum(ROLES)).readonly() }) satisfies z.ZodType<Who>;
const cell = z.object({ status: z.enum(['WAITING', 'OPEN', 'DONE', 'CANCELLED']), light, takenOver: z.boolean() });
const project = z
  .object({
    code: z.string(),
    name: text,
    status: z.enum(['RUNNING', 'SUSPENDED', 'CANCELLING', 'ACCEPTED', 'CANCELLED']),
    pace: z.enum(PACES),
    why: z.array(z.object({ what: text, since: day.nullable(), days: z.int().nullable(), who })).readonly(),
    light,
    stages: z.partialRecord(stage, cell),
    manager: z.string(),
    places: z.int(),
    /** Whole 分. */
    investmentFen: z.int(),
    estimateFen: z.int().nullable(),
    paidFen: z.int(),
    finishOn: day,
    percent: z.number().nullable(),
    takenOver: z.enum(['OPEN', 'CLOSED']).nullable(),
  })
  .meta({ id: 'ProjectProgress' }) satisfies z.ZodType<ProjectProgress>;
const effect = z.object({
  key: z.string(),
  name: text,
  have: z.number(),
  of: z.number(),
  targetPercent: z.number(),
  short: z.array(z.string()).readonly(),
}) satisfies z.ZodType<Effect>;
const red = z
  .object({
    project: z.string().nullable(),
    case: z.string(),
    stage: stage.nullable(),
    what: text,
    on: day.nullable(),
    since: day.nullable(),
    who,
    rule: text.exactOptional(),
  })
  .meta({ id: 'RedLine' }) satisfies z.ZodType<RedLine>;
const forecast = z
  .object({ project: z.string(), planned: day, expected: day.nullable(), late: z.int(), rests: text })
  .meta({ id: 'Forecast' }) satisfies z.ZodType<Forecast>;
/** What is shown of it: its plain words are for what leaves the console. */
export const deadline = z
  .object({
    id: z.string(),
    kind: z.enum(DEADLINE_KINDS),
    on: day,
    what: text,
    project: z.string().nullable(),
    case: z.string(),
    stage: stage.nullable(),
    who,
    late: z.boolean(),
  })
  .meta({ id: 'ProgrammeDeadline' }) satisfies z.ZodType<Omit<ProgrammeDeadline, 'plain'>>;

export const people = z.record(z.string(), z.object({ name: z.string(), nameEn: z.string() }));

export const progress = z
  .object({
    today: day,
    code: z.string(),
    name: text,
    county: text,
    document: z.string(),
    open: z.boolean(),
    counts: z.object({ all: z.int(), onTime: z.int(), late: z.int(), blocked: z.int(), done: z.int(), notCounted: z.int() }),
    projects: z.array(project).readonly(),
    places: z.object({
      existing: z.int(),
      target: z.int(),
      planned: z.int(),
      accepted: z.int(),
      built: z.int(),
      perThousand: z.number(),
      perThousandPlanned: z.number(),
      gap: z.int(),
    }),
    /** Whole 分. */
    money: z.object({
      investmentFen: z.int(),
      centralFen: z.int(),
      countyFen: z.int(),
      otherFen: z.int(),
      estimateFen: z.int(),
      paidFen: z.int(),
      lostFen: z.int(),
    }),
    days: z.object({ startOn: day, endOn: day, all: z.int(), gone: z.int(), left: z.int() }),
    effects: z.array(effect).readonly(),
    /** The oldest ones; `redCount`: all. */
    red: z.array(red).readonly(),
    redCount: z.int(),
    /** From today and six days more; `weekCount`: all. */
    week: z.array(deadline).readonly(),
    weekCount: z.int(),
    forecast: z.array(forecast).readonly(),
    noForecast: z.array(forecast).readonly(),
    /** In their order. */
    stages: z.array(z.object({ stage, name: text })).readonly(),
    people,
    /** Who holds the roles that are named. */
    holders: z.partialRecord(z.enum(ROLES), z.array(z.string())),
  })
  .meta({ id: 'ProgrammeProgress' });
export const deadlines = z
  .object({ today: day, items: z.array(deadline), count: z.int(), projects: z.array(z.object({ code: z.string(), name: text })), people })
  .meta({ id: 'ProgrammeDeadlines' });
