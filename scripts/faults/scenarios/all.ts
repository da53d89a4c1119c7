/** All strikes on a service that works, and all trials. */
import type { Strike } from '../lab.ts';
import { CROWDS } from './crowds.ts';
import { KILLS } from './kills.ts';
import { NAMED_POINTS } from './named-points.ts';
import { PAUSES } from './pauses.ts';
import { POST } from './post.ts';
import { WAYS } from './ways.ts';

export const STRIKES: readonly Strike[] = [...KILLS, ...NAMED_POINTS, ...WAYS, ...POST, ...PAUSES, ...CROWDS];
