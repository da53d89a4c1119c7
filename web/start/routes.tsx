import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import CircleHelp from 'lucide-react/icons/circle-question-mark';
import House from 'lucide-react/icons/house';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import { briefReading } from '../parts/approval-reading.ts';
import { startPaths } from './paths.ts';
import { START_PLACES } from './place-words.ts';

export const startRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: startPaths.start.pattern,
    loader: ({ context: { queries } }) => void queries.prefetchQuery(briefReading('todo')),
    component: lazyRouteComponent(() => import('./start-page.tsx'), 'StartPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: startPaths.about.pattern,
    component: lazyRouteComponent(() => import('./about-page.tsx'), 'AboutPage'),
  }),
] as const;

export const startRoom: Room = {
  places: [{ href: startPaths.start(), name: START_PLACES.title, icon: House }],
  quick: [{ href: startPaths.about(), name: START_PLACES.about, icon: CircleHelp, also: 'api docs help 帮助' }],
};
