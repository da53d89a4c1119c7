/** Surveys: files of answers, and public questionnaires. */
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Counting, SurveyAnswer } from '../../domain/stages/survey/answer.ts';
import type {
  BatchOutcome,
  CollectedForm,
  CountedBatch,
  FormCounts,
  ImportProgress,
  NewBatch,
  OpenForm,
  PublicAnswer,
  RefusedAnswer,
  StoredBatch,
  SurveyFigures,
  TakenIn,
} from '../../domain/stages/survey/batch.ts';
import type { FormBatch, OpeningForm, ProgrammeForm } from '../../domain/stages/survey/programme-form.ts';
import type { DistinctAnswers, ProjectWithoutSurvey } from '../../domain/stages/survey/programme-sums.ts';
import type { SurveyState } from '../../domain/stages/survey/stage.ts';
import type { Reader } from '../../domain/views.ts';

export type Surveys = {
  /** Once; who handed it in is noted in the programme's journal. */
  storeBatch(batch: NewBatch, answers: readonly SurveyAnswer[], actor: Actor, onStored?: (rows: number) => void): Promise<BatchOutcome>;
  /** How far a file is; never waited for. */
  noteImport(programme: string, batch: string, at: Omit<ImportProgress, 'at'>): Promise<void>;
  importOf(programme: string, batch: string): Promise<ImportProgress | null>;
  /** CHANGED: its rows are not those that came in. */
  tallyOfBatch(programme: string, id: string, counting: Counting): Promise<CountedBatch | 'CHANGED' | null>;
  /** Areas of the programme's projects. */
  areasOf(programme: string): Promise<readonly string[]>;
  /** A new address for a survey's questionnaire; the hash of its token. */
  makeLink(stream: string, programme: string): Promise<string>;
  /** Null: there was never such an address. */
  findOpenForm(token: string): Promise<OpenForm | null>;
  tokenOfLink(link: string): Promise<string | null>;
  hasAnswered(form: OpenForm, device: string): Promise<boolean>;
  takeAnswer(form: OpenForm, answer: PublicAnswer): Promise<TakenIn>;
  noteRefused(link: string, reason: RefusedAnswer): Promise<void>;
  formCounts(link: string): Promise<FormCounts>;
  /** Ends it: nothing comes in any more, and what came in is a batch. */
  collectForm(form: { readonly link: string; readonly programme: string; readonly batch: string }, actor: Actor): Promise<CollectedForm>;
  /** What was handed in for a programme's surveys, the newest first. */
  batchesOf(programme: string): Promise<readonly StoredBatch[]>;
  /** Surveys by their streams, with what their lists show of them. */
  figuresOf(streams: readonly string[]): Promise<ReadonlyMap<string, SurveyFigures>>;
  /** All of a programme, by their projects. */
  surveysOfProgramme(programme: string): Promise<readonly { readonly state: SurveyState; readonly changedAt: string }[]>;
  /** Projects whose survey was held on paper, or has not begun. */
  projectsWithoutSurvey(programme: string): Promise<readonly { readonly project: ProjectWithoutSurvey; readonly changedAt: string }[]>;
  /** Answers that count in any of them, each once; null: after so many milliseconds they are still being counted. */
  answersTogether(programme: string, surveys: readonly SurveyState[], patience: number): Promise<DistinctAnswers | null>;
  /** The questionnaire of a programme as a whole: the one that is open, else the last; null: none was opened. */
  programmeFormOf(programme: string): Promise<ProgrammeForm | null>;
  /** By the hash of its address. */
  programmeFormBy(link: string): Promise<ProgrammeForm | null>;
  /** False: one is open already. */
  openProgrammeForm(opening: OpeningForm, doing: { readonly by: string; readonly actor: Actor }): Promise<boolean>;
  /** GONE: the programme takes in no more answers. */
  closeProgrammeForm(
    form: ProgrammeForm,
    doing: { readonly by: string; readonly actor: Actor },
  ): Promise<{ readonly received: number; readonly batches: readonly FormBatch[] } | 'GONE'>;
  /** Note of a report that was made, in the programme's journal. */
  noteReport(reader: Reader, programme: string, made: { readonly survey: string; readonly sha256: string; readonly lang: string }): Promise<void>;
  noteProgrammeReport(
    reader: Reader,
    programme: string,
    made: { readonly surveys: number; readonly sha256: string; readonly lang: string },
  ): Promise<void>;
};
