/** What may be made of a finding, in which state, and by whom: asked alike by the ledger and by pages. Pure. */
import type { Role } from '../kernel/role.ts';
import type { FindingStatus } from '../words/lists.ts';

export const FINDING_ACTS = ['Explain', 'HandOver', 'Dismiss', 'Reopen'] as const;
export type FindingAct = (typeof FINDING_ACTS)[number];

const IN_STATES: Readonly<Record<FindingAct, readonly FindingStatus[]>> = {
  Explain: ['OPEN', 'EXPLAINED'],
  HandOver: ['OPEN', 'EXPLAINED'],
  Dismiss: ['OPEN', 'EXPLAINED', 'HANDED_OVER'],
  Reopen: ['EXPLAINED', 'HANDED_OVER', 'DISMISSED'],
};
const OFFICE: readonly string[] = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR'] satisfies readonly Role[];

/** `roles`: in the finding's programme. `manages`: its project. */
export type FindingActor = { readonly roles: readonly string[]; readonly manages: boolean };

/** Null: it may be done. */
export function mayAct(act: FindingAct, status: FindingStatus, { roles, manages }: FindingActor): 'WHO' | 'STATE' | null {
  const may = act === 'Explain' ? manages || roles.some((role) => OFFICE.includes(role)) : roles.includes('AUDITOR');
  if (!may) return 'WHO';
  return IN_STATES[act].includes(status) ? null : 'STATE';
}
