/** `tuojian calendar …` */
import { group } from '../../declare.ts';
import { importCommand } from './import.ts';

export const calendarCommands = group('calendar', 'the working-day calendar', [importCommand]);
