import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import CalendarSearch from 'lucide-react/icons/calendar-search';
import FileDown from 'lucide-react/icons/file-down';
import FileSearch from 'lucide-react/icons/file-search';
import GitCompare from 'lucide-react/icons/git-compare';
import ScrollText from 'lucide-react/icons/scroll-text';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import { OVERSEERS } from '../../domain/permission/relation.ts';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import type { Me } from '../app/session.tsx';
import { AUDIT_WORDS } from './audit-words.ts';
import { type AsOfQuery, auditPaths, type ExportsQuery, type FindingsQuery, type SearchQuery, type StoryQuery } from './paths.ts';

/** What stands behind `?` is text (app/router.tsx); what a page does not know narrows nothing. */
const known = <Q extends object>(search: Record<string, unknown>): Q => search as Q; // all of them text, none of them needed

export const auditRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: auditPaths.search.pattern,
    validateSearch: known<SearchQuery>,
    component: lazyRouteComponent(() => import('./search/search-page.tsx'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: auditPaths.proof.pattern,
    validateSearch: known<{ readonly stream?: string; readonly version?: string }>,
    component: lazyRouteComponent(() => import('./proof/proof-page.tsx'), 'ProofPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: auditPaths.findings.pattern,
    validateSearch: known<FindingsQuery>,
    component: lazyRouteComponent(() => import('./findings/findings-page.tsx'), 'FindingsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: auditPaths.asOf.pattern,
    validateSearch: known<AsOfQuery>,
    component: lazyRouteComponent(() => import('./as-of/as-of-page.tsx'), 'AsOfPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: auditPaths.compare.pattern,
    validateSearch: known<{ readonly projects?: string }>,
    component: lazyRouteComponent(() => import('./story/compare-page.tsx'), 'ComparePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: auditPaths.exports.pattern,
    validateSearch: known<ExportsQuery>,
    component: lazyRouteComponent(() => import('./exports/exports-page.tsx'), 'ExportsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: auditPaths.story.pattern,
    validateSearch: known<StoryQuery>,
    component: lazyRouteComponent(() => import('./story/story-page.tsx'), 'StoryPage'),
  }),
] as const;

const oversees = ({ roles }: Me): boolean => Object.values(roles).some((held) => held.some((role) => OVERSEERS.some((one) => one === role)));

export const auditRoom: Room = {
  places: [{ href: auditPaths.search(), name: AUDIT_WORDS.title, icon: FileSearch, also: '审计 检索 search audit history', forWhom: oversees }],
  quick: [
    { href: auditPaths.findings(), name: AUDIT_WORDS.findings, icon: ShieldAlert, also: '问题 发现 findings', forWhom: oversees },
    { href: auditPaths.asOf(), name: AUDIT_WORDS.asOf, icon: CalendarSearch, also: '某日 as of day', forWhom: oversees },
    { href: auditPaths.story(), name: AUDIT_WORDS.story, icon: ScrollText, also: '经过 故事 story history', forWhom: oversees },
    { href: auditPaths.compare(), name: AUDIT_WORDS.compare, icon: GitCompare, also: '比较 compare', forWhom: oversees },
    { href: auditPaths.exports(), name: AUDIT_WORDS.exports, icon: FileDown, also: '导出 证据包 export bundle', forWhom: oversees },
  ],
};
