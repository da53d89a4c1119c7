/** Asks the table: whether somebody may read a case, use a route, send a command. Pure. */
import { rejection } from '../kernel/rejection.ts';
import { holds, JOURNAL_READERS, OVERSEERS, onlyAudits, type Relation } from './relation.ts';
import { PARTY_ROLES, type Party, type Row } from './table.ts';

/** Whether one of a row's parties is this person. `BY_STATE` is anybody who reads the case, but who only audits. */
function isParty(party: Party, relation: Relation): boolean {
  const { roles, manages, grounds } = relation;
  if (party in PARTY_ROLES) return holds(roles, PARTY_ROLES[party as keyof typeof PARTY_ROLES]); // it is one of its keys: looked at just before
  switch (party) {
    case 'MEMBER':
      return roles.length > 0;
    case 'MANAGER':
      return manages;
    case 'APPLICANT':
      return grounds.includes('APPLICANT');
    case 'ASKED':
    case 'COPIED':
    case 'EXTENDS':
      // Whoever recused themselves has no part in the case any more.
      return grounds.includes(party) && !grounds.includes('RECUSED');
    case 'READER':
    case 'BY_STATE':
      return reads(relation);
    case 'ANYBODY':
    case 'PUBLIC':
      return true;
    default:
      return false;
  }
}

const standsIn = (row: Row, relation: Relation): boolean => row.by.some((party) => isParty(party, relation));

/** Whether somebody may read a case at all; what is not theirs looks as if it were not there. */
export function reads(relation: Relation): boolean {
  const { kind, roles, manages, grounds } = relation;
  if (kind === 'journal') return holds(roles, JOURNAL_READERS);
  // Whoever holds a role sees who else does.
  if (kind === 'programme') return roles.length > 0;
  if (holds(roles, OVERSEERS) || manages || grounds.includes('APPLICANT')) return true;
  return !grounds.includes('RECUSED') && grounds.length > 0;
}

/** Whether somebody may use a route that is about a case or a programme. */
export const mayUse = (row: Row, relation: Relation): boolean => standsIn(row, relation);

/** What an auditor may do beside reading. */
const forAuditors = (row: Row): boolean => row.by.includes('AUDITOR');

/** UNKNOWN: it must look as if there were no such case. */
export type Answer = 'YES' | 'NOT_YOURS' | 'AUDITORS_READ' | 'UNKNOWN';

/** Whether somebody may send a command. */
export function maySend(row: Row, relation: Relation): Answer {
  if (!reads(relation)) return 'UNKNOWN';
  if (onlyAudits(relation) && !forAuditors(row)) return 'AUDITORS_READ';
  return standsIn(row, relation) ? 'YES' : 'NOT_YOURS';
}

export const auditorsRead = rejection(
  'NOT_YOURS',
  '审计人员只查阅，只处理审计发现；如需办理，请由办公室另行指定角色。',
  'Auditors read, and act on findings alone; to act otherwise, somebody else must be given the role for it.',
);
export const notTheirs = rejection(
  'NOT_YOURS',
  '您在本项目群、本项目中的身份不能这样做。',
  'What you are in this programme and this project does not let you do this.',
);
