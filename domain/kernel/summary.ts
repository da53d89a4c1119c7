/** How a case shows in lists and in the small tables that signing in reads. Deliberately absent: the tables (read-tables.ts). */
import type { Role } from './role.ts';
import type { IsoInstant, Text } from './values.ts';

/** One row of the task list: who has to do what until when. */
export type TaskRow = {
  /** Counts 1, 2, 3 … within the case. */
  readonly task: number;
  readonly kind: string;
  readonly step: number;
  readonly round: number;
  readonly person: string;
  readonly onBehalfOf: string | null;
  readonly status: string;
  readonly openedAt: IsoInstant;
  readonly dueAt: IsoInstant | null;
  readonly decidedAt: IsoInstant | null;
};

/** How a case shows in lists. */
export type CaseSummary = {
  readonly status: string;
  readonly title: Text;
  readonly programme: string;
  readonly project: string | null;
  /** Whose application it is, where it is one: he may see it. */
  readonly applicant?: string;
  readonly light?: 'GREEN' | 'YELLOW' | 'RED';
  readonly tasks?: readonly TaskRow[];
  /** What signing in and reading must know of it without its state (read-tables.ts). */
  readonly standing?: readonly Standing[];
  /** The case whose matter it is, which is told how it ends. */
  readonly owner?: string;
  /** Cases that it has started and waits for. */
  readonly awaits?: readonly string[];
};

/**
 * Where somebody stands: holds a role in a programme, has left it, manages a project; or which role may extend the limit of
 * a running approval and so may read it. `person` or `role` is empty where there is none.
 */
export type Standing = { readonly kind: 'MEMBER' | 'LEFT' | 'MANAGER' | 'EXTENDS'; readonly person: string; readonly role: Role | '' };
