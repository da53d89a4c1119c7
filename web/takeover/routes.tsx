import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import History from 'lucide-react/icons/history';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import type { Me } from '../app/session.tsx';
import { type PapersQuery, type TakeoverQuery, type TakeoversQuery, takeoverPaths } from './paths.ts';
import { TAKEOVER_PLACE } from './place-words.ts';

/** What stands behind `?` is text (app/router.tsx); what a page does not know narrows nothing. */
const known = <Q extends object>(search: Record<string, unknown>): Q => search as Q; // all of them text, none of them needed

export const takeoverRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: takeoverPaths.takeovers.pattern,
    validateSearch: known<TakeoversQuery>,
    component: lazyRouteComponent(() => import('./takeovers-page.tsx'), 'TakeoversPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: takeoverPaths.papers.pattern,
    validateSearch: known<PapersQuery>,
    component: lazyRouteComponent(() => import('./papers-page.tsx'), 'PapersPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: takeoverPaths.takeover.pattern,
    validateSearch: known<TakeoverQuery>,
    component: lazyRouteComponent(() => import('./takeover-page.tsx'), 'TakeoverPage'),
  }),
] as const;

const OFFICE = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR'];
/** Whoever enters, or is the second person. */
const isOffice = ({ roles }: Me): boolean => Object.values(roles).some((held) => held.some((role) => OFFICE.includes(role)));

export const takeoverRoom: Room = {
  places: [
    { href: takeoverPaths.takeovers(), name: TAKEOVER_PLACE.title, icon: History, also: '接续 补录 纸面 take over paper history', forWhom: isOffice },
  ],
};
