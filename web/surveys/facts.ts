/** What pages of surveys show, as the API tells it. */
import type { AnswerOf } from '../app/client.ts';

export type Progress = AnswerOf<'/api/v1/survey/{id}/progress'>;
export type Answers = AnswerOf<'/api/v1/survey-batches'>;
export type Batch = Answers['items'][number];
export type Listed = Answers['surveys'][number];
export type Together = AnswerOf<'/api/v1/programme/{id}/surveys'>;
export type ProgrammeForm = AnswerOf<'/api/v1/programme/{id}/questionnaire'>;
export type Result = AnswerOf<'/api/v1/survey/{id}/result'>;

/** Thousands apart, as both languages write them. */
export const grouped = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 1 });
export const percent = (part: number, whole: number): number => (whole === 0 ? 100 : Math.min(100, Math.floor((part * 100) / whole)));

/** Surveys that may take a batch in and do not count it yet. */
export const othersFor = ({ surveys }: Pick<Answers, 'surveys'>, { countedIn }: Pick<Batch, 'countedIn'>): readonly Listed[] =>
  surveys.filter(({ id, takesIn }) => takesIn && !countedIn.includes(id));
