/** Surveys: files of answers, and public questionnaires. */
import { randomUUID } from 'node:crypto';
import type { Reader } from '../../domain/views.ts';
import { answersTogether, projectsWithoutSurvey, surveysOfProgramme } from '../../prisma/cases/programme-answers.ts';
import { closeProgrammeForm, openProgrammeForm, programmeFormBy, programmeFormOf } from '../../prisma/cases/programme-forms.ts';
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
import { type JournalDraft, noteInJournal } from '../../prisma/record/ledgers.ts';
import type { Surveys } from '../ports/surveys.ts';
import { readerActor } from '../reader-actor.ts';

export function surveysOf(database: Database): Surveys {
  const recorder = recorderOf(database);
  const note = async (reader: Reader, programme: string, event: JournalDraft): Promise<void> =>
    void (await noteInJournal(database, recorder, {
      programme,
      commandId: `report/${randomUUID()}`,
      actor: readerActor(reader, programme),
      events: [event],
    }));
  return {
    ...over(database, { areasOf, tallyOfBatch, makeLink, findOpenForm, tokenOfLink, hasAnswered, takeAnswer, noteRefused, formCounts }),
    ...over(database, { batchesOf, figuresOf, importOf, noteImport, surveysOfProgramme, projectsWithoutSurvey, answersTogether }),
    ...over(database, { programmeFormOf, programmeFormBy }),
    openProgrammeForm: (opening, doing) => openProgrammeForm(database, recorder, opening, doing),
    closeProgrammeForm: (form, doing) => closeProgrammeForm(database, recorder, form, doing),
    storeBatch: (batch, answers, actor, onStored) => storeBatch(database, recorder, batch, answers, actor, onStored),
    collectForm: (form, actor) => collectForm(database, recorder, form, actor),
    noteReport: (reader, programme, made) => note(reader, programme, { type: 'SurveyReportMade', data: made }),
    noteProgrammeReport: (reader, programme, made) => note(reader, programme, { type: 'ProgrammeSurveyReportMade', data: made }),
  };
}
