import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import CalendarClock from 'lucide-react/icons/calendar-clock';
import CalendarDays from 'lucide-react/icons/calendar-days';
import HeartPulse from 'lucide-react/icons/heart-pulse';
import KeyRound from 'lucide-react/icons/key-round';
import Mail from 'lucide-react/icons/mail';
import Network from 'lucide-react/icons/network';
import Scale from 'lucide-react/icons/scale';
import Settings from 'lucide-react/icons/settings';
import UserPlus from 'lucide-react/icons/user-plus';
import Users from 'lucide-react/icons/users';
import Waypoints from 'lucide-react/icons/waypoints';
import { OVERSEERS } from '../../domain/permission/relation.ts';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import type { Me } from '../app/session.tsx';
import { OFFICE_WORDS } from './office-words.ts';
import { adminPaths, type CalendarQuery, type MailsQuery, type OfProgramme, type PeopleQuery } from './paths.ts';
import { PEOPLE_PLACES, UNIT_PLACE } from './people/place-words.ts';

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
    path: adminPaths.units.pattern,
    validateSearch: known<{ readonly programme?: string }>,
    component: lazyRouteComponent(() => import('./people/units-page.tsx'), 'UnitsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.person.pattern,
    validateSearch: known<{ readonly act?: string }>,
    component: lazyRouteComponent(() => import('./people/person-page.tsx'), 'PersonPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.office.pattern,
    validateSearch: known<OfProgramme>,
    component: lazyRouteComponent(() => import('./office-page.tsx'), 'AdministrationPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.health.pattern,
    validateSearch: known<OfProgramme>,
    component: lazyRouteComponent(() => import('./health/health-page.tsx'), 'HealthPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.signIns.pattern,
    validateSearch: known<OfProgramme & { readonly tab?: string }>,
    component: lazyRouteComponent(() => import('./sign-ins/sign-ins-page.tsx'), 'SignInsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.mails.pattern,
    validateSearch: known<MailsQuery & { readonly tab?: string }>,
    component: lazyRouteComponent(() => import('./mail/mails-page.tsx'), 'MailsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.calendar.pattern,
    validateSearch: known<CalendarQuery>,
    component: lazyRouteComponent(() => import('./calendar/calendar-page.tsx'), 'CalendarPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.routes.pattern,
    validateSearch: known<OfProgramme>,
    component: lazyRouteComponent(() => import('./routes/routes-page.tsx'), 'RoutesPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.route.pattern,
    validateSearch: known<{ readonly tab?: string }>,
    component: lazyRouteComponent(() => import('./routes/route-page.tsx'), 'RoutePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.rules.pattern,
    validateSearch: known<OfProgramme>,
    component: lazyRouteComponent(() => import('./rules/rules-page.tsx'), 'RulesPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.ruleTable.pattern,
    validateSearch: known<{ readonly edit?: string }>,
    component: lazyRouteComponent(() => import('./rules/table-page.tsx'), 'RuleTablePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.webhooks.pattern,
    validateSearch: known<OfProgramme & { readonly act?: string }>,
    component: lazyRouteComponent(() => import('./webhooks/webhooks-page.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: adminPaths.webhook.pattern,
    validateSearch: known<{ readonly before?: string }>,
    component: lazyRouteComponent(() => import('./webhooks/webhook-page.tsx'), 'WebhookPage'),
  }),
] as const;

/** Whoever holds a role somewhere sees who else does. */
const holdsAny = ({ roles }: Me): boolean => Object.keys(roles).length > 0;
const INVITES = ['PROGRAMME_OFFICER', 'ADMINISTRATOR'];
const invites = ({ roles }: Me): boolean => Object.values(roles).some((held) => held.some((role) => INVITES.includes(role)));

const oversees = ({ roles }: Me): boolean => Object.values(roles).some((held) => held.some((role) => OVERSEERS.some((one) => one === role)));
const looksAfter =
  (...wanted: readonly string[]) =>
  ({ roles }: Me): boolean =>
    Object.values(roles).some((held) => held.some((role) => wanted.includes(role)));
const OFFICE = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR'];
const LEADERS = ['GROUP_LEADER', 'DEPUTY_LEADER'];

export const adminRoom: Room = {
  places: [
    { href: adminPaths.people(), name: PEOPLE_PLACES.title, icon: Users, also: '角色 任命 roles appoint 代理 mandate', forWhom: holdsAny },
    { href: adminPaths.office(), name: OFFICE_WORDS.title, icon: Settings, also: '管理 设置 settings admin', forWhom: oversees },
  ],
  quick: [
    { href: adminPaths.units(), name: UNIT_PLACE.title, icon: Network, also: '上级 单位 机构 units superior', forWhom: holdsAny },
    { href: adminPaths.mandates(), name: PEOPLE_PLACES.mandates, icon: CalendarClock, also: '代理 休假 请假 leave away', forWhom: holdsAny },
    { href: adminPaths.invite(), name: PEOPLE_PLACES.invite, icon: UserPlus, also: '增加人员 add person', forWhom: invites },
    { href: adminPaths.routes(), name: OFFICE_WORDS.routes, icon: Waypoints, also: '环节 时限 会签 steps limits', forWhom: holdsAny },
    { href: adminPaths.rules(), name: OFFICE_WORDS.rules, icon: Scale, also: '数字 文号 阈值 numbers', forWhom: holdsAny },
    { href: adminPaths.calendar(), name: OFFICE_WORDS.calendar, icon: CalendarDays, also: '节假日 调休 holidays', forWhom: holdsAny },
    { href: adminPaths.mails(), name: OFFICE_WORDS.mails, icon: Mail, also: '台账 模板 机器人 ledger templates bots', forWhom: oversees },
    {
      href: adminPaths.health(),
      name: OFFICE_WORDS.health,
      icon: HeartPulse,
      also: '故障 重试 status retry',
      forWhom: looksAfter(...OFFICE, ...LEADERS),
    },
    {
      href: adminPaths.signIns(),
      name: OFFICE_WORDS.signIns,
      icon: KeyRound,
      also: '会话 失败 sessions failed refused',
      forWhom: looksAfter('PROGRAMME_OFFICER', 'ADMINISTRATOR', ...LEADERS),
    },
  ],
};
