/** How a case shows in lists and in the small tables that signing in reads. Deliberately absent: the tables (read-tables.ts). */
import type { Role } from './role.ts';
import type { IsoDate, IsoInstant, Text } from './values.ts';

export type Light = 'GREEN' | 'YELLOW' | 'RED';

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
  /** Whose application it is, where it is one: they may see it. */
  readonly applicant?: string;
  readonly light?: Light;
  readonly tasks?: readonly TaskRow[];
  /** Hash of what is decided on, by which the door page of an approval is known. */
  readonly mark?: string;
  /** What signing in and reading must know of it without its state (read-tables.ts). */
  readonly standing?: readonly Standing[];
  /** Its running clocks, and the calendar by which each was worked out. */
  readonly clocks?: readonly Clock[];
  /** By what it is found, beside its name. */
  readonly keys?: readonly CaseKey[];
  /** Of a programme: who holds what, who stands in for whom, and which routes are its own. */
  readonly organisation?: object;
  /** The case whose matter it is, which is told how it ends. */
  readonly owner?: string;
  /** Cases that it has started and waits for. */
  readonly awaits?: readonly string[];
  /** What a board of projects takes of it (project/board.ts, stages/board-part.ts). */
  readonly board?: object;
  /** Of a project: what its programme's progress takes of it (project/progress-part.ts). */
  readonly progress?: object;
  /** Of an application: how it shows in people's lists. */
  readonly application?: ApplicationRow;
};

/** What a list tells of an application beside title and status. */
export type ApplicationRow = {
  /** Code and name of the route. */
  readonly matter: string;
  readonly matterName: Text;
  readonly applicant: string;
  readonly amountFen: number | null;
  readonly documents: number;
  /** Where it stands; null: at no step. */
  readonly step: Text | null;
  /** The first of those who are asked, and how many there are. */
  readonly asked: readonly string[];
  readonly askedCount: number;
  /** What is asked of its applicant; null: nothing. */
  readonly applicantAct: 'SUBMIT' | 'RESUBMIT' | 'SUPPLEMENT' | 'DOCUMENTS' | null;
  /** Null: no limit, or its clock stands. */
  readonly dueOn: IsoDate | null;
  /** Its clock stands; `reason`: of a pause, or SUSPENDED. */
  readonly standing: { readonly reason: string; readonly since: IsoDate; readonly until: IsoDate | null } | null;
  /** Its step may be decided together with others' (batch). */
  readonly batch: boolean;
  readonly receivedOn: IsoDate | null;
};

/**
 * Where somebody stands: holds a role in a programme, has left it, manages a project, sits on the panel that accepts it; or
 * which role may extend the limit of a running approval and so may read it. `person` or `role` is empty where there is none.
 */
export type Standing = { readonly kind: 'MEMBER' | 'LEFT' | 'MANAGER' | 'PANEL' | 'EXTENDS'; readonly person: string; readonly role: Role | '' };

/** A clock of a case that runs. `calendar`: version of the working-day calendar by which its days were worked out. */
export type Clock = { readonly name: string; readonly calendar: string };
/**
 * PROJECT_CODE: a code that this programme has registered. AREA: an area that this project's survey is about. TAKEOVER: it is
 * taken over, OPEN or CLOSED; TAKEOVER_WAITS: a CLOSING or a CORRECTION of it waits for a second person.
 */
export type CaseKey = { readonly kind: 'PROJECT_CODE' | 'AREA' | 'TAKEOVER' | 'TAKEOVER_WAITS'; readonly value: string };
