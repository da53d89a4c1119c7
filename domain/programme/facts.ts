/** What a programme knows, may be asked, and can have happened to it. Deliberately absent: the decisions (case.ts). */
import type { Deadline } from '../calendar/deadline.ts';
import type { FundsCommand, FundsEvent, FundsHeld } from '../funds/facts.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { ChangePlaces, OpenProject, ProjectClosed } from '../project/facts.ts';
import type { ProgrammeStatus } from '../words/lists.ts';
import type { CountyRoutes, RouteCommand, RouteEvent } from './county-routes.ts';
import type { CountyStandards, StandardCommand, StandardEvent } from './county-standards.ts';
import type { Developing, DevelopmentCommand, DevelopmentEvent } from './development/facts.ts';
import type { Evaluated, EvaluationCommand, EvaluationEvent } from './evaluation-facts.ts';
import type { LeaveCommand, LeaveEvent, Staffing } from './leaving.ts';
import type { MandateCommand, MandateEvent } from './mandates.ts';
import type { PaperCommand, PaperEvent, Papers } from './papers.ts';
import type { RoleCommand, RoleEvent, RoleHolder } from './roles.ts';
import type { UnitCommand, UnitEvent, Units } from './units.ts';

export type { RoleHolder } from './roles.ts';

export type OpenProgramme = {
  readonly type: 'Open';
  readonly code: string;
  readonly name: Text;
  readonly document: string;
  readonly county: Text;
  readonly population: number;
  readonly existingPlaces: number;
  readonly targetPlaces: number;
  readonly startOn: IsoDate;
  readonly endOn: IsoDate;
  readonly roles: readonly RoleHolder[];
};

/** What is registered; its tables of rules are told when it opens. */
export type RegisteredProject = Omit<OpenProject, 'type' | 'programme' | 'standards' | 'takesOver'>;

export type ProgrammeCommand =
  | OpenProgramme
  | RoleCommand
  /** `takesOver`: what happened on paper before comes first (domain/takeover). */
  | { readonly type: 'RegisterProject'; readonly project: RegisteredProject; readonly takesOver?: true }
  | ProjectClosed
  | ChangePlaces
  | { readonly type: 'CallReports'; readonly month: string }
  | MandateCommand
  | LeaveCommand
  | RouteCommand
  | StandardCommand
  | EvaluationCommand
  | UnitCommand
  | PaperCommand
  | DevelopmentCommand
  | FundsCommand
  | { readonly type: 'CalendarChanged'; readonly calendar: string }
  | { readonly type: 'CloseProgramme'; readonly summary: string };

/** Projects whose works are told that their report is due, and until when; absent: by releases up to 0.6.0. */
type Called = { readonly calls?: readonly string[]; readonly dueOn?: IsoDate };

export type ProgrammeEvent =
  | { readonly type: 'ProgrammeOpened'; readonly data: Omit<OpenProgramme, 'type'> & { readonly deadline: Deadline; readonly evaluates?: true } }
  | RoleEvent
  | {
      readonly type: 'ProjectRegistered';
      readonly data: {
        readonly project: RegisteredProject;
        readonly exists?: readonly string[];
        readonly takesOver?: true /** Its works tell what they pay and report; absent: of releases up to 0.6.0. */;
        readonly accounts?: true;
      };
    }
  | { readonly type: 'ProjectEnded'; readonly data: Omit<ProjectClosed, 'type'> }
  | { readonly type: 'PlacesChanged'; readonly data: { readonly project: string; readonly places: number } }
  | {
      readonly type: 'ReportsCalled';
      readonly data: { readonly month: string; readonly managers: readonly string[]; readonly deadline: Deadline } & Called;
    }
  | MandateEvent
  | LeaveEvent
  | RouteEvent
  | StandardEvent
  | EvaluationEvent
  | UnitEvent
  | PaperEvent
  | DevelopmentEvent
  | FundsEvent
  | { readonly type: 'DeadlineReworked'; readonly data: { readonly was: IsoDate | null; readonly deadline: Deadline } }
  | { readonly type: 'ProgrammeClosed'; readonly data: { readonly summary: string } };

/** What people may ask of it; the rest belongs to the system. */
export type PublicProgrammeCommand = Exclude<
  ProgrammeCommand,
  {
    type:
      | 'Open'
      | 'ProjectClosed'
      | 'ChangePlaces'
      | 'CallReports'
      | 'CountPayments'
      | 'CountReceived'
      | 'CalendarChanged'
      | 'BeginMandate'
      | 'EndMandate'
      | 'ExpireProposal'
      | 'ExpireRoute'
      | 'ExpireStandard'
      | 'ExpireUnits'
      | 'MeasureDue'
      | 'ApprovalDecided'
      | 'TellDue';
  }
>;

/** `left`: people who have left, who are never asked again. `routes`: the county's own by code, newest version. */
export type ProgrammeState = Omit<OpenProgramme, 'type' | 'roles'> &
  Staffing &
  CountyStandards &
  Evaluated &
  Units &
  Papers &
  Developing &
  Pick<FundsHeld, 'funds'> &
  Pick<CountyRoutes, 'routeVersions' | 'routeProposals' | 'routeProposalsMade'> & {
    readonly status: ProgrammeStatus;
    /** When the next monthly reports are due. */
    readonly deadline: Deadline;
  };

/** The part of a programme that its cases ask about. */
export type Organisation = Pick<ProgrammeState, 'roles' | 'mandates' | 'left' | 'routes' | 'standards' | 'unitTree'>;
export const organisationOf = ({ roles, mandates, left, routes, standards, unitTree }: ProgrammeState): Organisation => ({
  roles,
  mandates,
  left,
  routes,
  ...(standards === undefined ? {} : { standards }),
  ...(unitTree === undefined ? {} : { unitTree }),
});
