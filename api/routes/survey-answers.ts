/**
 * The answers that were handed in for a programme, batch by batch: which surveys count each, and which may take it in; and how
 * far a file is. Deliberately absent: handing one in (surveys.ts), and what a survey makes of them (survey-figures.ts).
 */
import { z } from 'zod';
import { idOf, streamOf } from '../../domain/kernel/stream.ts';
import { mayUse } from '../../domain/permission/ask.ts';
import type { Relation } from '../../domain/permission/relation.ts';
import { COMMANDS } from '../../domain/permission/table.ts';
import { stratumOfBatch } from '../../domain/stages/survey/programme-form.ts';
import { STRATA } from '../../domain/standards/demand.ts';
import type { Reader } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet, rowOfRoute } from '../route.ts';
import { code } from '../schemas/values.ts';
import { bilingual } from './cases.ts';

/** More than any programme has projects. */
export const SURVEYS_MOST = 500;
const BATCHES = '/api/v1/survey-batches';
const TOGETHER = '/api/v1/programme/:id/surveys';

/** By role and project alone, which is what surveys and their answers ask for. */
const standing = (reader: Reader, kind: 'programme' | 'survey', programme: string, project: string | null): Relation => ({
  kind,
  programme,
  project,
  roles: reader.roles[programme] ?? [],
  manages: project === null ? reader.managesIn.includes(programme) : reader.projects.includes(project),
  grounds: [],
});

const reads =
  (path: string) =>
  (reader: Reader, programme: string): boolean =>
    mayUse(rowOfRoute('get', path), standing(reader, 'programme', programme, null));
/** Whether somebody may look at the batches of a programme and have its surveys take them in. */
export const readsAnswers = reads(BATCHES);
/** Whether somebody may look at the surveys of a programme together. */
export const readsTogether = reads(TOGETHER);

const batches = z
  .object({
    /** The newest first. */
    items: z.array(
      z.object({
        batch: z.string(),
        fileName: z.string(),
        rows: z.int(),
        /** Rows that count for nothing; null: an older release did not count them. */
        faulty: z.int().nullable(),
        receivedAt: z.string(),
        /** Surveys that count it, by id; those of projects that you do not see are not told. */
        countedIn: z.array(z.string()),
        /** Of a questionnaire of the programme: where those live who answered; null: of any other batch. */
        stratum: z.enum(STRATA).nullable(),
      }),
    ),
    /** Of the programme, so far as you see them. `takesIn`: it goes on, its report is not drawn up, and you may have it take in a batch. */
    surveys: z.array(z.object({ id: z.string(), title: bilingual, takesIn: z.boolean(), strata: z.array(z.enum(STRATA)) })),
    at: z.string(),
  })
  .meta({ id: 'ProgrammeAnswers' });

const importing = z
  .object({ fileName: z.string(), state: z.enum(['READING', 'STORING', 'DONE', 'REFUSED']), done: z.int(), total: z.int(), at: z.string() })
  .meta({ id: 'SurveyImport' });

export function surveyAnswerRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: BATCHES,
      summary: 'Answers that were handed in for a programme, batch by batch, with the surveys that count each and those that may take it in',
      query: z.strictObject({ programme: code }),
      answer: batches,
      status: 200,
      problems: [404],
    },
    async ({ reader, query: { programme }, reads, response }) => {
      const stands = await deps.reading.relationTo(reader, streamOf('programme', programme));
      if (stands === null || !mayUse(rowOfRoute('get', BATCHES), stands)) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      const [stored, all] = await Promise.all([
        deps.surveys.batchesOf(programme),
        deps.reading.listCases(reader, { kind: 'survey' }, { after: null, limit: SURVEYS_MOST }),
      ]);
      await reads([programme]);
      const found = all.filter((one) => one.programme === programme);
      const figures = await deps.surveys.figuresOf(found.map(({ stream }) => stream));
      const seenHere = new Set(found.map(({ stream }) => stream));
      const surveys = found.map(({ stream, project, title }) => {
        const may = mayUse(COMMANDS.survey.ReceiveAnswers, standing(reader, 'survey', programme, project));
        const { takesIn = false, strata = [] } = figures.get(stream) ?? {};
        return { id: idOf(stream), title, takesIn: may && takesIn, strata: [...strata] };
      });
      const items = stored.map(({ countedIn, ...row }) => ({
        ...row,
        countedIn: countedIn.filter((stream) => seenHere.has(stream)).map(idOf),
        stratum: stratumOfBatch(row.batch),
      }));
      return { items, surveys, at: new Date().toISOString() };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/survey-batches/progress',
      summary: 'How far a file of survey answers is that is being handed in',
      query: z.strictObject({ programme: code, batch: code }),
      answer: importing,
      status: 200,
      problems: [404],
    },
    async ({ reader, query, response }) => {
      const stands = await deps.reading.relationTo(reader, streamOf('programme', query.programme));
      const found =
        stands !== null && mayUse(rowOfRoute('get', '/api/v1/survey-batches/progress'), stands)
          ? await deps.surveys.importOf(query.programme, query.batch)
          : null;
      if (found === null) sendProblem(response, problemOf('NOT_FOUND'));
      return found;
    },
  );
}
