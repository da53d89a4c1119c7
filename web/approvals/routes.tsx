import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import FileCheck from 'lucide-react/icons/file-check';
import FilePlus from 'lucide-react/icons/file-plus';
import { mayApply } from '../../domain/permission/applying.ts';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import { ApprovalsPage } from './approvals-page.tsx';
import { caseReading } from './case/facts.ts';
import { countsReading, listReading } from './lists/facts.ts';
import { aboutReading } from './new/application.ts';
import { NEW_PLACE } from './new/place-words.ts';
import { approvalPaths, type ListQuery } from './paths.ts';
import { APPROVALS_WORDS } from './words.ts';

/** What stands behind `?` is text (app/router.tsx); what a page does not know narrows nothing. */
const known = <Q extends object>(search: Record<string, unknown>): Q => search as Q; // all of them text, none of them needed

export const approvalRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: approvalPaths.approvals.pattern,
    validateSearch: known<ListQuery>,
    loaderDeps: ({ search }) => search,
    loader: ({ context: { queries }, deps }) => {
      void queries.prefetchQuery(countsReading());
      void queries.prefetchInfiniteQuery(listReading(deps));
    },
    // In the first script: it is what most people open first, and its twenty small parts came one behind the other.
    component: ApprovalsPage,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: approvalPaths.fresh.pattern,
    validateSearch: known<{ readonly about?: string; readonly matter?: string }>,
    loader: ({ context: { queries } }) => void queries.prefetchQuery(aboutReading()),
    component: lazyRouteComponent(() => import('./new/new-page.tsx'), 'NewPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: approvalPaths.batch.pattern,
    validateSearch: known<{ readonly cases?: string }>,
    component: lazyRouteComponent(() => import('./batch-page.tsx'), 'BatchPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: approvalPaths.approval.pattern,
    validateSearch: known<{ readonly tab?: string; readonly act?: string }>,
    loader: ({ context: { queries }, params: { id } }) => void queries.prefetchQuery(caseReading(id)),
    component: lazyRouteComponent(() => import('./approval-page.tsx'), 'ApprovalPage'),
  }),
] as const;

export const approvalsRoom: Room = {
  places: [{ href: approvalPaths.approvals(), name: APPROVALS_WORDS.title, icon: FileCheck, also: '待办 已办' }],
  quick: [{ href: approvalPaths.fresh(), name: NEW_PLACE.title, icon: FilePlus, also: '新建 申请 draft apply', forWhom: mayApply }],
};
