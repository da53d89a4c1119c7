import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import Building from 'lucide-react/icons/building';
import Plus from 'lucide-react/icons/plus';
import { reading } from '../app/client.ts';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import { registersIn } from '../parts/registering.ts';
import { NEW_PROJECT_PLACE } from './new/place-words.ts';
import { type BoardQuery, type ProjectQuery, projectPaths, type StageQuery } from './paths.ts';
import { stageReading } from './stages/facts.ts';
import { PROJECTS_WORDS } from './words.ts';

/** What stands behind `?` is text (app/router.tsx); what a page does not know narrows nothing. */
const known = <Q extends object>(search: Record<string, unknown>): Q => search as Q; // all of them text, none of them needed

export const projectRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: projectPaths.projects.pattern,
    validateSearch: known<BoardQuery>,
    loader: ({ context: { queries } }) => void queries.prefetchQuery(reading('/api/v1/projects')),
    component: lazyRouteComponent(() => import('./board/board-page.tsx'), 'BoardPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: projectPaths.fresh.pattern,
    validateSearch: known<{ readonly programme?: string; readonly takesOver?: string }>,
    component: lazyRouteComponent(() => import('./new/new-page.tsx'), 'NewProjectPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: projectPaths.project.pattern,
    validateSearch: known<ProjectQuery>,
    loader: ({ context: { queries }, params: { code } }) =>
      void queries.prefetchQuery(reading('/api/v1/project/{id}/reading', { path: { id: code } })),
    component: lazyRouteComponent(() => import('./project/project-page.tsx'), 'ProjectPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: projectPaths.stage.pattern,
    validateSearch: known<StageQuery>,
    loader: ({ context: { queries }, params: { code, stage } }) => void queries.prefetchQuery(stageReading(code, stage)),
    component: lazyRouteComponent(() => import('./stages/stage-page.tsx'), 'StagePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: projectPaths.plan.pattern,
    validateSearch: known<StageQuery>,
    component: lazyRouteComponent(() => import('./stages/development-plan-page.tsx'), 'DevelopmentPlanPage'),
  }),
] as const;

export const projectsRoom: Room = {
  places: [{ href: projectPaths.projects(), name: PROJECTS_WORDS.title, icon: Building, also: '看板 board 甘特 gantt' }],
  quick: [
    {
      href: projectPaths.fresh(),
      name: NEW_PROJECT_PLACE.title,
      icon: Plus,
      also: '新建 项目 register project',
      forWhom: (me) => registersIn(me).length > 0,
    },
  ],
};
