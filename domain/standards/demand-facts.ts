/** What the basis of a survey holds for whoever searches. Deliberately absent: the estimate (demand.ts). */
import type { FieldFacts } from '../kernel/event-facts.ts';
import type { SurveyBasis } from './demand.ts';

export const SURVEY_BASIS: FieldFacts<SurveyBasis> = { areas: 'code', children: 'unsearched', strata: 'unsearched', parameters: 'unsearched' };
