/** What the demand survey rests on: population, places, parameters. Only until its report is signed. */
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import { useFields } from '../../parts/form.tsx';
import { type BasisValues, basisFaults, basisOf, NO_BASIS } from './basis-fields.tsx';
import { type ActProps, ChangeForm } from './change-form.tsx';
import { SurveyFields, type SurveyValues, surveyFaults, surveyField, surveyOf, surveyValues } from './survey-fields.tsx';
import { ACTS_WORDS } from './words.ts';

type Values = BasisValues & SurveyValues;

export function SurveyForm({ project, onClose }: ActProps): ReactNode {
  const words = useWords(ACTS_WORDS);
  const fields = useFields<Values>({
    initial: { ...NO_BASIS, ...surveyValues(project.survey) },
    draft: `project.survey.${project.code}`,
    check: (values) => ({ ...basisFaults(values, project.today, words), ...surveyFaults(values, words) }),
  });
  return (
    <ChangeForm
      project={project}
      act="ChangeSurveyBasis"
      fields={fields}
      means={words.surveyMeans}
      fieldOf={(at) => surveyField(at.replace(/^survey\./, ''))}
      onClose={onClose}
      bodyOf={(values) => ({ type: 'ChangeSurveyBasis', survey: surveyOf(values), ...basisOf(values) })}
    >
      <SurveyFields fields={fields} />
    </ChangeForm>
  );
}
