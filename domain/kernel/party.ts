/** Groups of roles by what permission calls them. Deliberately absent: who may do what (permission/table.ts, a stage's commands). */
import type { Role } from './role.ts';

export const ROLE_PARTIES = {
  OFFICER: ['PROGRAMME_OFFICER'],
  ASSIGNER: ['PROGRAMME_OFFICER', 'ADMINISTRATOR'],
  OFFICE: ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR'],
  LEADER: ['GROUP_LEADER', 'DEPUTY_LEADER'],
  AUDITOR: ['AUDITOR'],
} as const satisfies Record<string, readonly Role[]>;
