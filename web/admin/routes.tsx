import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import CalendarClock from 'lucide-react/icons/calendar-clock';
import UserPlus from 'lucide-react/icons/user-plus';
import Users from 'lucide-react/icons/users';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import type { Me } from '../app/session.tsx';
import { adminPaths, type PeopleQuery } from './paths.ts';
import { PEOPLE_WORDS } from './people/words.ts';

/** What stands behind `?` is text (app/router.tsx); what a page does not know narrows nothing. */
const known = <Q extends object>(search: Record<string, unknown>): Q => search as Q; // all of them text, none of them needed

export const adminRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.people.pattern,
    validateSearch: known<PeopleQuery>,
    component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.invite.pattern,
    validateSearch: known<{ readonly programme?: string }>,
    component: lazyRouteComponent(() => import('./people/invite-page.tsx'), 'InvitePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.mandates.pattern,
    validateSearch: known<{ readonly programme?: string; readonly month?: string }>,
    component: lazyRouteComponent(() => import('./people/mandates-page.tsx'), 'MandatesPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.person.pattern,
    validateSearch: known<{ readonly act?: string }>,
    component: lazyRouteComponent(() => import('./people/person-page.tsx'), 'PersonPage'),
  }),
] as const;

/** Whoever holds a role somewhere sees who else does. */
const holdsAny = ({ roles }: Me): boolean => Object.keys(roles).length > 0;
const INVITES = ['PROGRAMME_OFFICER', 'ADMINISTRATOR'];
const invites = ({ roles }: Me): boolean => Object.values(roles).some((held) => held.some((role) => INVITES.includes(role)));

export const adminRoom: Room = {
  places: [{ href: adminPaths.people(), name: PEOPLE_WORDS.title, icon: Users, also: '角色 任命 roles appoint 代理 mandate', forWhom: holdsAny }],
  quick: [
    { href: adminPaths.mandates(), name: PEOPLE_WORDS.mandates, icon: CalendarClock, also: '代理 休假 请假 leave away', forWhom: holdsAny },
    { href: adminPaths.invite(), name: PEOPLE_WORDS.invite, icon: UserPlus, also: '增加人员 add person', forWhom: invites },
  ],
};
