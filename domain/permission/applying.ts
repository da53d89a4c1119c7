/** Who may begin an application: one list for the table of permissions and for what the console offers. Deliberately absent: the rest of the table, which knows every stage. */
import { ROLE_PARTIES } from '../kernel/party.ts';
import type { Role } from '../kernel/role.ts';
import { holds } from './relation.ts';

export const APPLYING = ['MANAGER', 'OFFICE'] as const;

/** `roles`: by programme; `projects`: those that they manage. Whoever only decides or audits begins nothing. */
export const mayApply = ({
  roles,
  projects,
}: {
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly projects: readonly string[];
}): boolean => projects.length > 0 || Object.values(roles).some((held) => holds(held.filter(isRole), ROLE_PARTIES.OFFICE));

const isRole = (role: string): role is Role => ROLE_PARTIES.OFFICE.some((known) => known === role);
