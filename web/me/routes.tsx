import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import UserRound from 'lucide-react/icons/user-round';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import { mePaths } from './paths.ts';
import { ME_PLACE } from './place-words.ts';

export const meRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: mePaths.me.pattern,
    component: lazyRouteComponent(() => import('./me-page.tsx'), 'MePage'),
  }),
] as const;

export const meRoom: Room = { places: [{ href: mePaths.me(), name: ME_PLACE.title, icon: UserRound, also: 'settings 设置' }] };
