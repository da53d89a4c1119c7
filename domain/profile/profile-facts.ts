/** What a project on paper holds for whoever searches. Deliberately absent: what is decided by it (profile.ts). */
import type { FieldFacts } from '../kernel/event-facts.ts';
import type { ProjectProfile } from './profile.ts';

export const PROFILE: FieldFacts<ProjectProfile> = {
  code: 'code',
  name: 'text',
  buildKind: 'code',
  classes: 'unsearched',
  funding: 'unsearched',
  unit: 'text',
  manager: 'person',
  startOn: 'code',
  finishOn: 'code',
  opensOn: 'code',
  milestones: { key: 'code', plannedOn: 'code' },
  region: 'text',
  alters: 'code',
};
