/** All addresses of the console. Deliberately absent: what they show (each room's routes.tsx). */
import { adminPaths } from '../admin/paths.ts';
import { approvalPaths } from '../approvals/paths.ts';
import { auditPaths } from '../audit/paths.ts';
import { firstRunPaths } from '../first-run/paths.ts';
import { mePaths } from '../me/paths.ts';
import { programmePaths } from '../programme/paths.ts';
import { projectPaths } from '../projects/paths.ts';
import { startPaths } from '../start/paths.ts';
import { surveyPaths } from '../surveys/paths.ts';
import { takeoverPaths } from '../takeover/paths.ts';

/** By room. */
export const ADDRESSES = [
  startPaths,
  approvalPaths,
  projectPaths,
  programmePaths,
  surveyPaths,
  auditPaths,
  adminPaths,
  takeoverPaths,
  firstRunPaths,
  mePaths,
];

/** As the router writes them; the server reads them to tell a page from an address that leads nowhere. */
export const PATTERNS: readonly string[] = ADDRESSES.flatMap((paths) => Object.values(paths).map(({ pattern }) => pattern));
