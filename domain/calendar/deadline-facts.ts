/** What a clock holds for whoever searches: its days. Deliberately absent: how it runs (deadline.ts). */
import type { FieldFacts } from '../kernel/event-facts.ts';
import type { Deadline } from './deadline.ts';

export const DEADLINE: FieldFacts<Deadline> = {
  from: 'code',
  limit: { unit: 'code' },
  pauses: { from: 'code', to: 'code', reason: 'code', entered: 'code' },
  dueOn: 'code',
  dueAt: 'unsearched',
  marks: 'unsearched',
  calendar: 'unsearched',
  ladder: 'unsearched',
  lights: 'unsearched',
  lastDay: 'unsearched',
  movedFrom: 'code',
  entered: 'code',
};
