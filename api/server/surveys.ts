/** Surveys: files of answers, and public questionnaires. */
import { randomUUID } from 'node:crypto';
import {
  collectForm,
  findOpenForm,
  formCounts,
  hasAnswered,
  makeLink,
  noteRefused,
  takeAnswer,
  tokenOfLink,
} from '../../prisma/cases/public-answers.ts';
import { batchesOf, figuresOf, importOf, noteImport } from '../../prisma/cases/survey-imports.ts';
import { areasOf, storeBatch, tallyOfBatch } from '../../prisma/cases/surveys.ts';
import type { Database } from '../../prisma/database.ts';
import { over } from '../../prisma/over.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { noteInJournal } from '../../prisma/record/ledgers.ts';
import type { Surveys } from '../ports/surveys.ts';
import { readerActor } from '../reader-actor.ts';

export function surveysOf(database: Database): Surveys {
  const recorder = recorderOf(database);
  return {
    ...over(database, { areasOf, tallyOfBatch, makeLink, findOpenForm, tokenOfLink, hasAnswered, takeAnswer, noteRefused, formCounts }),
    ...over(database, { batchesOf, figuresOf, importOf, noteImport }),
    storeBatch: (batch, answers, actor, onStored) => storeBatch(database, recorder, batch, answers, actor, onStored),
    collectForm: (form, actor) => collectForm(database, recorder, form, actor),
    noteReport: async (reader, programme, made) =>
      void (await noteInJournal(database, recorder, {
        programme,
        commandId: `report/${randomUUID()}`,
        actor: readerActor(reader, programme),
        events: [{ type: 'SurveyReportMade', data: made }],
      })),
  };
}
