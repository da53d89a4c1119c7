/**
 * How a person stands to a case: what they hold in its programme, whether they manage its project, how they came to it.
 * And whether that is enough to read it. Pure. Deliberately absent: where it is read (prisma/cases/cases.ts).
 */
import type { StreamKind } from '../cases.ts';
import type { Role } from '../kernel/role.ts';

/** How somebody came to a case beside role and project. */
export const GROUNDS = [
  'APPLICANT', // it is their application
  'ASKED', // was asked and still is, or answered; also on whose behalf
  'COPIED', // was sent a copy (抄送)
  'EXTENDS', // holds a role that may extend its limit, or extended it
  'RECUSED', // 回避: reading ended
] as const;
export type Ground = (typeof GROUNDS)[number];

export type Relation = {
  readonly kind: StreamKind;
  readonly programme: string;
  readonly project: string | null;
  /** In this programme; none for whoever has left it. */
  readonly roles: readonly Role[];
  /** This project; of a programme: one of its projects. */
  readonly manages: boolean;
  readonly grounds: readonly Ground[];
};

/** Roles that read a whole programme; others read their own projects and what they are asked. */
export const OVERSEERS: readonly Role[] = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'DEPUTY_LEADER', 'GROUP_LEADER', 'AUDITOR', 'ADMINISTRATOR'];

/** Who reads what auditors looked at: themselves and whom they report to. The audited office does not see their questions. */
export const JOURNAL_READERS: readonly Role[] = ['AUDITOR', 'GROUP_LEADER', 'DEPUTY_LEADER'];

export const holds = (held: readonly Role[], wanted: readonly Role[]): boolean => held.some((role) => wanted.includes(role));

/** Programmes of which somebody reads everything. `roles`: theirs, by programme. */
export const programmesOverseen = (roles: Readonly<Record<string, readonly Role[]>>): readonly string[] =>
  Object.entries(roles).flatMap(([programme, held]) => (holds(held, OVERSEERS) ? [programme] : []));

/** Whether somebody holds one of these roles in each of these programmes; `held`: theirs, by programme. */
export const holdsInEach = (held: Readonly<Record<string, readonly Role[]>>, programmes: readonly string[], wanted: readonly Role[]): boolean =>
  programmes.every((programme) => holds(held[programme] ?? [], wanted));

/**
 * Task statuses by which somebody may still read: their place has not gone to another. Whoever handed over, was removed or
 * could not be reached keeps a case by what they decided in it, never by what they passed on.
 */
export const READING_STATUSES = [
  'PENDING',
  'WAITING',
  'ASKING',
  'SET_ASIDE',
  'APPROVED',
  'REJECTED',
  'RETURNED',
  'AUTOMATIC',
  'CLOSED',
  'TAKEN_BACK',
  'ANSWERED',
  'READ',
] as const;

/** Someone who reads for the audit and holds nothing else here: they act on findings alone. */
export const onlyAudits = ({ roles, manages }: Pick<Relation, 'roles' | 'manages'>): boolean =>
  !manages && roles.length > 0 && roles.every((role) => role === 'AUDITOR');
