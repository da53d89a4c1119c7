import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import Building from 'lucide-react/icons/building';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import { projectPaths } from './paths.ts';
import { PROJECTS_WORDS } from './words.ts';

export const projectRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: projectPaths.projects.pattern,
    component: lazyRouteComponent(() => import('./projects-page.tsx'), 'ProjectsPage'),
  }),
] as const;

export const projectsRoom: Room = { places: [{ href: projectPaths.projects(), name: PROJECTS_WORDS.title, icon: Building }] };
