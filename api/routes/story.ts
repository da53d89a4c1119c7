/**
 * One project as a readable story, as an answer and as PDF, and several beside each other. Every file that leaves is noted
 * (reliability T30). Deliberately absent: how a story is told (domain/audit/story.ts).
 */
import { z } from 'zod';
import { storyReport } from '../../domain/audit/report.ts';
import { faultAt } from '../../domain/kernel/fault.ts';
import type { Reader } from '../../domain/views.ts';
import { sendFile } from '../document-file.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { asked, lang, lineOf } from '../schemas/values.ts';
import { id, bilingual as text } from './cases.ts';

/** Null: it is not over, or the calendar does not know the year. */
const days = z.number().nullable();
const story = z
  .object({
    project: z.string(),
    title: text,
    status: z.string(),
    lines: z.array(
      z.object({
        at: z.string(),
        stream: z.string(),
        version: z.int(),
        text,
        person: z.string().nullable(),
        onBehalfOf: z.string().nullable(),
        round: z.int().nullable(),
        waited: days,
      }),
    ),
    /** Each opening of a step, with whoever had it before them. */
    steps: z.array(
      z.object({
        approval: z.string(),
        round: z.int(),
        step: z.int(),
        name: text,
        openedAt: z.string(),
        closedAt: z.string().nullable(),
        workingDays: days,
        limit: z.string().nullable(),
        dueOn: z.string().nullable(),
        late: z.boolean(),
        waits: z.array(
          z.object({
            task: z.int(),
            person: z.string(),
            name: text,
            onBehalfOf: z.string().nullable(),
            openedAt: z.string(),
            decidedAt: z.string().nullable(),
            workingDays: days,
            status: z.string(),
          }),
        ),
      }),
    ),
    pauses: z.array(z.object({ approval: z.string(), reason: z.string(), from: z.string(), to: z.string().nullable(), workingDays: days })),
    lights: z.array(z.object({ stream: z.string(), at: z.string(), light: z.string() })),
    stages: z.array(
      z.object({ stage: z.string(), name: text, startedAt: z.string().nullable(), finishedAt: z.string().nullable(), workingDays: days }),
    ),
  })
  .meta({ id: 'Story' });
const projectId = z.strictObject({ id });

export function storyRoutes(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/project/:id/story',
      heavy: true,
      summary: 'One project as a readable story: what, who, how long it waited for whom, pauses, lights, durations against limits',
      params: projectId,
      answer: story,
      status: 200,
      problems: [404],
    },
    async (asked) => loose(await storyFor(deps, asked)),
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/project/:id/story.pdf',
      heavy: true,
      summary: 'The same as PDF, with its findings',
      params: projectId,
      query: z.strictObject({ lang }),
      answer: z.never(),
      file: ['application/pdf'],
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const told = await storyFor(deps, asked);
      if (told === null) return null;
      const { reader, params, query, response } = asked;
      const programme = asked.relation?.programme ?? '';
      await deps.audit.noteExport(reader, programme, { what: 'STORY', format: 'pdf', query: `project=${params.id}` });
      const findings = await deps.audit.findings([programme], { project: params.id });
      const bytes = await deps.audit.report(storyReport(told, findings, query.lang, new Date().toISOString()));
      sendFile(response, { name: `${params.id}-story.pdf`, mediaType: 'application/pdf', bytes });
      return null;
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/compare',
      heavy: true,
      summary: 'Up to ten projects beside each other: how long each stage and each step took',
      query: z.strictObject({ projects: asked(lineOf(400)) }),
      answer: z.object({
        projects: z.array(
          z.looseObject({
            project: z.string(),
            stages: z.record(z.string(), z.number().nullable()),
            /** Null: under way. */
            steps: z.record(z.string(), z.number().nullable()),
            /** Of `steps`, which are told apart by their Chinese names. */
            stepNames: z.record(z.string(), text),
          }),
        ),
      }),
      status: 200,
      problems: [404],
    },
    async ({ reader, query, response, reads }) => compare(deps, reader, query.projects.split(',').slice(0, 10), { response, reads }),
  );
}

async function storyFor(deps: ApiDeps, { params, response }: Pick<RouteCall<{ id: string }, unknown, unknown>, 'params' | 'response'>) {
  const told = await deps.audit.story(params.id);
  if (told === null) sendProblem(response, problemOf('NOT_FOUND'));
  return told;
}

/** Readonly lists as zod's output wants them. */
const loose = (told: Awaited<ReturnType<typeof storyFor>>) =>
  told === null
    ? null
    : {
        ...told,
        lines: told.lines.map((line) => ({ ...line })),
        steps: told.steps.map((step) => ({ ...step, waits: step.waits.map((wait) => ({ ...wait })) })),
        pauses: told.pauses.map((pause) => ({ ...pause })),
        lights: told.lights.map((light) => ({ ...light })),
        stages: told.stages.map((stage) => ({ ...stage })),
      };

async function compare(
  deps: ApiDeps,
  reader: Reader,
  projects: readonly string[],
  { response, reads }: Pick<RouteCall<unknown, unknown, unknown>, 'response' | 'reads'>,
) {
  const rows = [];
  const programmes: string[] = [];
  for (const project of projects) {
    const programme = await deps.reading.programmeOfCase(reader, `project/${project}`);
    const told = programme === null ? null : await deps.audit.story(project);
    if (told === null || programme === null) {
      sendProblem(
        response,
        problemOf('NOT_FOUND', [faultAt(project, { zh: '没有这个项目，或您无权查看', en: 'there is no such project, or you may not see it' })]),
      );
      return null;
    }
    programmes.push(programme);
    const steps: Record<string, number | null> = {};
    for (const { name, workingDays } of told.steps) {
      const before = steps[name.zh] ?? null;
      steps[name.zh] = workingDays === null ? before : (before ?? 0) + workingDays;
    }
    const stepNames = Object.fromEntries(told.steps.map(({ name }) => [name.zh, name]));
    rows.push({
      project,
      title: told.title,
      status: told.status,
      stages: Object.fromEntries(told.stages.map(({ stage, workingDays }) => [stage, workingDays])),
      steps,
      stepNames,
      late: told.steps.filter(({ late }) => late).length,
    });
  }
  await reads(programmes);
  return { projects: rows };
}
