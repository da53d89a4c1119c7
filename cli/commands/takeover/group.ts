/** `tuojian takeover …` */
import { group } from '../../declare.ts';
import { closeCommand } from './close.ts';
import { listCommand } from './list.ts';

export const takeoverCommands = group('takeover', 'what happened on paper before, taken over project by project', [listCommand, closeCommand]);
