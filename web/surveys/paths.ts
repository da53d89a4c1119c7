import { address } from '../app/address.ts';

/** `tab`: absent is the progress, `result` what it says. `act`: the dialog that is open. */
export type SurveyQuery = { readonly tab?: string; readonly act?: string };

export const surveyPaths = {
  surveys: address()('/surveys'),
  /** What was handed in for a whole programme. */
  answers: address()('/surveys/answers/$programme'),
  /** The surveys of a programme together. */
  programme: address<Pick<SurveyQuery, 'act'>>()('/surveys/programme/$programme'),
  survey: address<SurveyQuery>()('/surveys/$id'),
};
