import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import ClipboardList from 'lucide-react/icons/clipboard-list';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import { type SurveyQuery, surveyPaths } from './paths.ts';
import { SURVEYS_PLACE } from './place-words.ts';

/** What stands behind `?` is text (app/router.tsx); what the page does not know is nothing. */
const known = (search: Record<string, unknown>): SurveyQuery => search as SurveyQuery; // all of them text, none of them needed

export const surveyRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: surveyPaths.surveys.pattern,
    component: lazyRouteComponent(() => import('./surveys-page.tsx'), 'SurveysPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: surveyPaths.answers.pattern,
    component: lazyRouteComponent(() => import('./answers-page.tsx'), 'AnswersPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: surveyPaths.programme.pattern,
    validateSearch: known,
    component: lazyRouteComponent(() => import('./programme-page.tsx'), 'ProgrammeSurveysPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: surveyPaths.survey.pattern,
    validateSearch: known,
    component: lazyRouteComponent(() => import('./survey-page.tsx'), 'SurveyPage'),
  }),
] as const;

export const surveysRoom: Room = {
  places: [{ href: surveyPaths.surveys(), name: SURVEYS_PLACE.title, icon: ClipboardList, also: '问卷 二维码 questionnaire QR survey' }],
};
