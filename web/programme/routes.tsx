import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import ChartNoAxesCombined from 'lucide-react/icons/chart-no-axes-combined';
import { reading } from '../app/client.ts';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import { oversees, progressReading } from '../parts/progress.ts';
import { type DeadlinesQuery, type FundsQuery, type ProgrammeQuery, programmePaths } from './paths.ts';
import { PROGRAMME_PLACE } from './place-words.ts';

/** What stands behind `?` is text (app/router.tsx); what a page does not know narrows nothing. */
const known = <Q extends object>(search: Record<string, unknown>): Q => search as Q; // all of them text, none of them needed

export const programmeRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: programmePaths.programmes.pattern,
    component: lazyRouteComponent(() => import('./programmes-page.tsx'), 'ProgrammesPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: programmePaths.programme.pattern,
    validateSearch: known<ProgrammeQuery>,
    loader: ({ context: { queries }, params }) => void queries.prefetchQuery(progressReading(params.code)),
    component: lazyRouteComponent(() => import('./programme-page.tsx'), 'ProgrammePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: programmePaths.leading.pattern,
    loader: ({ context: { queries }, params }) => void queries.prefetchQuery(progressReading(params.code)),
    component: lazyRouteComponent(() => import('./leading-page.tsx'), 'LeadingPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: programmePaths.funds.pattern,
    validateSearch: known<FundsQuery>,
    loader: ({ context: { queries }, params }) => void queries.prefetchQuery(reading('/api/v1/programme/{id}/funds', { path: { id: params.code } })),
    component: lazyRouteComponent(() => import('./funds-page.tsx'), 'FundsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: programmePaths.deadlines.pattern,
    validateSearch: known<DeadlinesQuery>,
    component: lazyRouteComponent(() => import('./deadlines-page.tsx'), 'DeadlinesPage'),
  }),
] as const;

export const programmeRoom: Room = {
  places: [
    {
      href: programmePaths.programmes(),
      name: PROGRAMME_PLACE.title,
      icon: ChartNoAxesCombined,
      also: '领导小组 红灯 期限 进度 leading group deadlines progress',
      forWhom: oversees,
    },
  ],
};
