/** The rooms of the console, in the order of the navigation. Deliberately absent: their pages, which come when they are opened. */
import { adminRoom, adminRoutes } from '../admin/routes.tsx';
import { approvalRoutes, approvalsRoom } from '../approvals/routes.tsx';
import { auditRoom, auditRoutes } from '../audit/routes.tsx';
import { firstRunRoom, firstRunRoutes } from '../first-run/routes.tsx';
import { meRoom, meRoutes } from '../me/routes.tsx';
import { programmeRoom, programmeRoutes } from '../programme/routes.tsx';
import { projectRoutes, projectsRoom } from '../projects/routes.tsx';
import { startRoom, startRoutes } from '../start/routes.tsx';
import { surveyRoutes, surveysRoom } from '../surveys/routes.tsx';
import { takeoverRoom, takeoverRoutes } from '../takeover/routes.tsx';
import type { Room } from './room.ts';

export const ROOMS: readonly Room[] = [
  startRoom,
  approvalsRoom,
  projectsRoom,
  programmeRoom,
  surveysRoom,
  auditRoom,
  adminRoom,
  takeoverRoom,
  firstRunRoom,
  meRoom,
];

export const ROUTES = [
  ...startRoutes,
  ...approvalRoutes,
  ...projectRoutes,
  ...programmeRoutes,
  ...surveyRoutes,
  ...auditRoutes,
  ...takeoverRoutes,
  ...adminRoutes,
  ...firstRunRoutes,
  ...meRoutes,
] as const;
