/** The forms and tables of every stage that is a case, by its kind. Deliberately absent: those of stages that the project carries (project/). */

import { acceptanceForms } from './acceptance/form.ts';
import { acceptanceTelling } from './acceptance/standing.ts';
import type { StageKind } from './all.ts';
import { constructionForms } from './construction/form.ts';
import { constructionTelling } from './construction/standing.ts';
import { evaluationForms } from './evaluation/form.ts';
import { evaluationTelling } from './evaluation/standing.ts';
import { type Forms, proving } from './form.ts';
import { managementForms } from './management/form.ts';
import { managementTelling } from './management/standing.ts';
import { planningForms } from './planning/form.ts';
import { planningTelling } from './planning/standing.ts';
import { publicityForms } from './publicity/form.ts';
import { publicityTelling } from './publicity/standing.ts';
import type { Telling } from './standing.ts';
import { surveyForms } from './survey/form.ts';
import { surveyTelling } from './survey/standing.ts';
import { trainingForms } from './training/form.ts';
import { trainingTelling } from './training/standing.ts';

const FORMS: Readonly<Partial<Record<StageKind, Forms>>> = {
  survey: surveyForms,
  planning: planningForms,
  construction: constructionForms,
  training: trainingForms,
  management: managementForms,
  publicity: publicityForms,
  evaluation: evaluationForms,
  acceptance: acceptanceForms,
};

/** One that is not here has a page without acts; test/domain/stage-forms.test.ts names it. */
export const STAGE_FORMS: Readonly<Partial<Record<StageKind, Forms>>> = Object.fromEntries(
  Object.entries(FORMS).map(([kind, forms]) => [kind, proving(forms)]),
);

const TELLINGS = {
  survey: surveyTelling,
  planning: planningTelling,
  construction: constructionTelling,
  training: trainingTelling,
  management: managementTelling,
  publicity: publicityTelling,
  evaluation: evaluationTelling,
  acceptance: acceptanceTelling,
} as const satisfies Partial<Record<StageKind, unknown>>;
const told: unknown = TELLINGS;
export const STAGE_TELLINGS = told as Readonly<Partial<Record<StageKind, Telling<object>>>>; // each is asked with a state of its own stage alone (project/stage-page.ts)
