/** Survey answers as a file, CSV or XLSX: checked as a whole, stored as a batch, or refused with every fault. */
import { z } from 'zod';
import { dayAt } from '../../domain/kernel/days.ts';
import { rejection } from '../../domain/kernel/rejection.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { mayUse } from '../../domain/permission/ask.ts';
import type { BatchOutcome } from '../../domain/stages/survey/batch.ts';
import { readSurveyFile, SURVEY_FILE_MAX_BYTES, type SurveyFile } from '../../intake/survey-file.ts';
import type { ApiDeps } from '../ports.ts';
import { type Problem, problemOf, problemOfRejection, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet, rowOfRoute } from '../route.ts';
import { surveyFileName } from '../schemas/programme.ts';
import { code } from '../schemas/values.ts';
import { uploadedBytes } from '../upload-body.ts';
import { bilingual } from './cases.ts';

const asText = z.strictObject({ programme: code, batch: code, fileName: surveyFileName, csv: z.string().max(2_000_000) });
const asFile = z.strictObject({ programme: code, batch: code, fileName: surveyFileName });

const answer = z
  .object({
    programme: z.string(),
    batch: z.string(),
    /** KNOWN: the same bytes were handed in before, and nothing was stored now. */
    outcome: z.enum(['STORED', 'KNOWN']),
    message: bilingual,
    rows: z.int(),
    /** Rows that are stored and count for nothing. */
    faulty: z.int(),
    blankRowsPassedOver: z.int(),
    encoding: z.string(),
    warnings: z.array(z.string()),
    warningsZh: z.array(z.string()),
    sha256: z.string(),
  })
  .meta({ id: 'SurveyBatch' });

const NAMES_ASKED: Text = {
  zh: 'query：须写明 programme、batch 和 fileName，即请求内容中文件的项目群、批次和文件名',
  en: 'query: must name programme, batch and fileName of the file that is the body',
};

/** Rows after which it is told how far a file is. */
const TOLD_EVERY = 5_000;

export function surveyRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/survey-batches',
      heavy: true,
      summary: 'Hand in survey answers: CSV as text in JSON, or a CSV or XLSX file as it is with programme, batch and fileName in the query',
      // Of a JSON body none of them is asked for.
      query: asFile.partial(),
      body: asText,
      upload: true,
      fileFields: ['csv'],
      answer,
      status: 201,
      problems: [404, 409, 413, 429],
    },
    async ({ reader, body, query, request, response }) => {
      const told = request.is('application/json') === false ? asFile.safeParse(query) : null;
      if (told?.success === false) {
        sendProblem(response, problemOf('WRONG_SHAPE', [NAMES_ASKED]));
        return null;
      }
      const { programme, batch, fileName } = told?.data ?? body;
      // Of that programme its officer, or the manager of a project in it; anybody else is answered as if there were none such.
      const stands = await deps.reading.relationTo(reader, streamOf('programme', programme));
      if (stands === null || !mayUse(rowOfRoute('post', '/api/v1/survey-batches'), stands)) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      const bytes = told === null ? Buffer.from(body.csv, 'utf8') : await uploadedBytes(request, response, SURVEY_FILE_MAX_BYTES);
      const today = dayAt(new Date().toISOString());
      const note = (state: 'READING' | 'STORING' | 'DONE' | 'REFUSED', done: number, total: number): void =>
        // How far it is, for whoever waits: never waited for, and not missed.
        void deps.surveys.noteImport(programme, batch, { fileName, state, done, total }).catch(() => undefined);
      note('READING', 0, 0);
      const file = await readSurveyFile(fileName, bytes, { today, areas: await deps.surveys.areasOf(programme) });
      if (file.faults.length > 0) {
        note('REFUSED', 0, 0);
        sendProblem(response, problemOf('WRONG_SHAPE', file.faults));
        return null;
      }
      const about = { id: batch, programme, fileName, sha256: file.sha256 };
      const total = file.answers.length;
      note('STORING', 0, total);
      const outcome = await deps.surveys.storeBatch(about, file.answers, readerActor(reader, programme), (done) => {
        if (done % TOLD_EVERY === 0) note('STORING', done, total);
      });
      const problem = problemOfBatch(batch, file, outcome);
      note(problem === null ? 'DONE' : 'REFUSED', problem === null ? total : 0, total);
      if (problem !== null) sendProblem(response, problem);
      return outcome.kind === 'STORED' || outcome.kind === 'KNOWN' ? answerOf(about, file, outcome) : null;
    },
  );
}

function answerOf(
  { id, programme, sha256 }: { readonly id: string; readonly programme: string; readonly sha256: string },
  { warnings, blankRowsPassedOver, encoding }: SurveyFile,
  { kind, rows, faulty }: Extract<BatchOutcome, { kind: 'STORED' | 'KNOWN' }>,
): z.input<typeof answer> {
  const message =
    kind === 'STORED'
      ? { zh: `已入库 ${rows} 份答卷。`, en: `${rows} answers are stored.` }
      : { zh: '同一文件此前已经入库，本次未存任何内容。', en: 'This file is known already; nothing was stored.' };
  const told = { warnings: warnings.map(({ en }) => en), warningsZh: warnings.map(({ zh }) => zh) };
  return { programme, batch: id, outcome: kind, message, rows, faulty, blankRowsPassedOver, encoding, ...told, sha256 };
}

function problemOfBatch(batch: string, { sha256 }: SurveyFile, outcome: BatchOutcome): Problem | null {
  switch (outcome.kind) {
    case 'STORED':
    case 'KNOWN':
      return null;
    case 'NO_PROGRAMME':
      return problemOf('NOT_FOUND');
    case 'CLOSED':
      return problemOfRejection(rejection('CLOSED', '项目群已办结，不再收入问卷。', 'The programme is closed; it takes in no more answers.'));
    case 'SAME_FILE':
      return problemOfRejection(
        rejection(
          'DUPLICATE',
          `同一文件已作为批次 ${outcome.batch} 入库，本次未存任何内容；重复提交会重复计数。`,
          `The same file is batch ${outcome.batch} already, and nothing was stored; twice, it would count everybody twice.`,
        ),
      );
    case 'CONFLICT':
      return problemOfRejection(
        rejection(
          'DUPLICATE',
          `批次 ${batch} 已有另一份内容，本次未存任何内容；如为更正，请用新的批次号。`,
          `Batch ${batch} holds other content already, and nothing was stored; hand a correction in under another id.`,
          [
            {
              zh: `batch：已存 ${outcome.known.fileName} 的 ${outcome.known.rows} 行，SHA-256 为 ${outcome.known.sha256}；本文件的 SHA-256 为 ${sha256}`,
              en: `batch: holds ${outcome.known.rows} rows of ${outcome.known.fileName} with SHA-256 ${outcome.known.sha256}; this file has SHA-256 ${sha256}`,
            },
          ],
        ),
      );
  }
}
