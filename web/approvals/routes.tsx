import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import FileCheck from 'lucide-react/icons/file-check';
import { reading } from '../app/client.ts';
import type { Room } from '../app/room.ts';
import { rootRoute } from '../app/root-route.ts';
import { approvalPaths } from './paths.ts';
import { APPROVALS_WORDS } from './words.ts';

export const approvalRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: approvalPaths.approvals.pattern,
    component: lazyRouteComponent(() => import('./approvals-page.tsx'), 'ApprovalsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: approvalPaths.approval.pattern,
    loader: ({ context: { queries }, params: { id } }) => void queries.prefetchQuery(reading('/api/v1/approval/{id}', { path: { id } })),
    component: lazyRouteComponent(() => import('./approval-page.tsx'), 'ApprovalPage'),
  }),
] as const;

export const approvalsRoom: Room = { places: [{ href: approvalPaths.approvals(), name: APPROVALS_WORDS.title, icon: FileCheck, also: '待办 已办' }] };
