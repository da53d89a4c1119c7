/** What the server says against a stage's command, at the fields of its form and in their words. Deliberately absent: drawing. */
import { inWords, meantBy, worded } from '../../../domain/stages/wording.ts';
import { ApiProblem } from '../../app/problem.ts';
import type { Field } from './facts.ts';
import { bodyOf, type TypedFields, typedPlace } from './typed.ts';
import { STAGE_WORDS } from './words.ts';

/** What was handed in, and the form as it stood then. */
export type HandedIn = { readonly fields: readonly Field[]; readonly typed: TypedFields };

export function toldOf(problem: ApiProblem, { fields, typed }: HandedIn): ApiProblem {
  const sent = bodyOf(fields, typed);
  const again = (text: ApiProblem['text'], faults: ApiProblem['faults']) => new ApiProblem(problem.code, problem.status, text, faults);
  const said = inWords(problem.text, fields);
  const meant = problem.faults.length === 0 ? meantBy(problem.text, fields, sent) : null;
  if (meant !== null) return again(STAGE_WORDS.notRecorded, [{ at: typedPlace(fields, typed, meant), text: said }]);
  return again(
    said,
    problem.faults.map((fault) => {
      const { at, text } = worded(fault, fields, sent);
      return { at: at === null ? null : typedPlace(fields, typed, at), text };
    }),
  );
}

/** Whether the form has a field for anything of it: then it is told there, and not in a confirmation over it. */
export const hasPlace = (problem: ApiProblem | null): boolean => problem?.faults.some(({ at }) => at !== null) === true;
