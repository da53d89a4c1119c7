/** All gates of the programme, stage by stage. */
import { CONSTRUCTION_GATES } from './construction.ts';
import type { Gate } from './gate.ts';
import { PROGRAMME_GATES } from './programme.ts';

export const GATES: readonly Gate[] = [...PROGRAMME_GATES, ...CONSTRUCTION_GATES];
