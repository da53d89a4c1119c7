/** The routes of all rooms as one tree. What stands behind `?` is text and nothing else. */
import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { NoSuchPage, RowsSkeleton } from '../parts/states.tsx';
import { searchOf } from './address.ts';
import { Crashed } from './crashed.tsx';
import { ROUTES } from './rooms.ts';
import { rootRoute } from './root-route.ts';
import { Shell } from './shell.tsx';

const tree = rootRoute.update({ component: Shell, notFoundComponent: NoSuchPage }).addChildren([...ROUTES]);

const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));
const stringifySearch = (query: Record<string, unknown>): string => {
  const search = searchOf(query);
  return search === '' ? '' : `?${search}`;
};

export const createConsoleRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    // How old an answer may be is the cache's to say.
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: RowsSkeleton,
    defaultErrorComponent: Crashed,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
