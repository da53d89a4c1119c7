import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import FileUp from 'lucide-react/icons/file-up';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import { firstRunPaths } from './paths.ts';
import { FIRST_RUN_PLACE } from './place-words.ts';

export const firstRunRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: firstRunPaths.importProgramme.pattern,
    component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: firstRunPaths.ownCounty.pattern,
    component: lazyRouteComponent(() => import('./county-page.tsx'), 'CountyPage'),
  }),
] as const;

export const firstRunRoom: Room = {
  places: [],
  quick: [
    {
      href: firstRunPaths.importProgramme(),
      name: FIRST_RUN_PLACE.importTitle,
      icon: FileUp,
      also: 'import programme 导入',
      forWhom: ({ roles, founds }) => founds !== null || Object.values(roles).some((held) => held.includes('ADMINISTRATOR')),
    },
  ],
};
