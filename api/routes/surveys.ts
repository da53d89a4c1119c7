/** Survey answers as a CSV file: checked as a whole, stored as a batch, or refused with every fault. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { streamOf } from '../../domain/case.ts';
import { mayUse } from '../../domain/permission/ask.ts';
import type { SurveyAnswer } from '../../domain/survey/answer.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet, rowOfRoute } from '../route.ts';
import { surveyRow } from '../schemas/programme.ts';
import { code, faultsOf } from '../schemas/values.ts';

export const SURVEY_COLUMNS = [
  'area',
  'stratum',
  'ageMonths',
  'need',
  'travelMinutes',
  'feeLimitYuan',
  'secondsToFill',
  'respondent',
  'consent',
  'answeredOn',
] as const;

export type ParsedSurvey = { readonly answers: readonly SurveyAnswer[]; readonly faults: readonly string[] };

/** Reads a survey file. A fault names file, line and column; the answers are whole only when there is none. */
export function parseSurveyCsv(fileName: string, csv: string): ParsedSurvey {
  let rows: readonly unknown[];
  try {
    rows = parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    return { answers: [], faults: [`${fileName}: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const faults: string[] = [];
  const answers: SurveyAnswer[] = [];
  rows.forEach((row, index) => {
    const parsed = surveyRow.safeParse(row);
    if (!parsed.success) {
      faults.push(...faultsOf(parsed.error, `${fileName}:${index + 2}: `));
      return;
    }
    const { feeLimitYuan, consent, ...answer } = parsed.data;
    answers.push({ ...answer, consent: consent === 'yes', feeLimitFen: feeLimitYuan === null ? null : Math.round(feeLimitYuan * 100) });
  });
  if (rows.length === 0) faults.push(`${fileName}: holds no answers`);
  return { answers, faults };
}

export function surveyRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/survey-batches',
      heavy: true,
      summary: 'Hand in survey answers as CSV; the same batch again is left alone',
      body: z.strictObject({
        programme: code,
        batch: code,
        fileName: z.string().regex(/^[\w.-]+\.csv$/, 'is no plain file name ending in .csv'),
        csv: z.string().max(2_000_000, 'is longer than 2,000,000 characters'),
      }),
      answer: z.object({ batch: z.string(), rows: z.int(), sha256: z.string() }),
      fileFields: ['csv'],
      status: 201,
      problems: [404],
    },
    async ({ reader, body, response }) => {
      // Of that programme its officer, or the manager of a project in it; anybody else is answered as if there were none such.
      const stands = await deps.reading.relationTo(reader, streamOf('programme', body.programme));
      if (stands === null || !mayUse(rowOfRoute('post', '/api/v1/survey-batches'), stands)) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      const { answers, faults } = parseSurveyCsv(body.fileName, body.csv);
      if (faults.length > 0) {
        sendProblem(response, problemOf('WRONG_SHAPE', faults));
        return null;
      }
      const sha256 = createHash('sha256').update(body.csv).digest('hex');
      await deps.surveys.storeBatch({ id: body.batch, programme: body.programme, fileName: body.fileName, sha256 }, answers);
      return { batch: body.batch, rows: answers.length, sha256 };
    },
  );
}
