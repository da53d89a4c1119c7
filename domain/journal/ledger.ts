/**
 * The journal of a programme: what was read and by whom, what was refused, what left as a file, what was repaired. It
 * waits for nothing, so no workflow carries it; whoever notes something appends (prisma/record/ledgers.ts, docs/adr/0021).
 */
import type { YearStatus } from '../calendar/calendar.ts';
import type { Door, SignInWay } from '../kernel/actor.ts';
import { type CaseLogic, type Draft, refuse } from '../kernel/case.ts';
import type { AnyCommand } from '../kernel/command.ts';
import { systemOnly } from '../kernel/rejection.ts';
import type { IsoInstant } from '../kernel/values.ts';
import type { NoticeDue } from '../notice-facts.ts';
import type { RepairKind, WebhookChange } from '../words/lists.ts';

type E<T extends string, D extends object> = { readonly type: T; readonly data: D & { readonly programme: string } };

/** Who did it, as they say themselves at the console or as they are signed in; and on which basis. */
type By = { readonly by: string; readonly basis: string };
/** By its short id, which opens nothing. */
type SignIn = { readonly person: string; readonly signIn: string };

export type JournalEvent =
  /** Somebody with the role AUDITOR looked at something: the address he asked for. */
  | E<'HistoryRead', { readonly what: string; readonly at: IsoInstant }>
  /** A command or a form that was refused; Temporal keeps no trace of those. */
  | E<
      'AttemptRefused',
      {
        readonly stream: string;
        readonly command: string;
        readonly person: string | null;
        readonly door: Door | string;
        readonly code: string;
        readonly at: IsoInstant;
      }
    >
  /** Something left the service as a file. `query`: what was asked for. */
  | E<'ExportMade', { readonly what: string; readonly format: string; readonly query: string }>
  /** Survey answers came in as a file and are stored. `rowsSha256`: of the rows as stored, by which a later change is found. */
  | E<
      'AnswersHandedIn',
      {
        readonly batch: string;
        readonly fileName: string;
        readonly sha256: string;
        readonly rows: number;
        readonly faulty: number;
        readonly rowsSha256: string;
      }
    >
  /** The report of a survey left the service; the same figures in the same language give the same bytes. */
  | E<'SurveyReportMade', { readonly survey: string; readonly sha256: string; readonly lang: string }>
  /** The same of the report of all surveys of the programme; `surveys`: how many it holds. */
  | E<'ProgrammeSurveyReportMade', { readonly surveys: number; readonly sha256: string; readonly lang: string }>
  /** The public questionnaire of the programme as a whole (docs/adr/0112); `link`: hash of its address. */
  | E<
      'ProgrammeQuestionnaireOpened',
      By & {
        readonly link: string;
        readonly version: number;
        readonly closesOn: string;
        readonly areas: readonly { readonly name: string; readonly stratum: string }[];
      }
    >
  /** `head`: of the last answer, over all before it. `refused`: what is not kept, by reason. `batches`: as which its answers are kept. */
  | E<
      'ProgrammeQuestionnaireClosed',
      {
        readonly by: string;
        readonly link: string;
        readonly received: number;
        readonly head: string;
        readonly refused: Readonly<Record<string, number>>;
        readonly batches: readonly string[];
      }
    >
  /** The bytes of a document were there when an event first referred to them. From then on their loss is found. */
  | E<'DocumentKept', { readonly sha256: string; readonly size: number; readonly stream: string }>
  /** A case and its workflow differed, and what was done. */
  | E<'RepairMade', { readonly stream: string; readonly what: RepairKind; readonly why: string }>
  /** The record of this log could not be believed, and a person was told. */
  | E<'AlarmRaised', { readonly code: string; readonly where: string }>
  /** What a loop could not do was dealt with by a person in another way, and is not tried any more. */
  | E<'AsideSettled', { readonly loop: string; readonly item: string; readonly basis: string }>
  /** A backup was put back, and the log's key declared lost what was signed beyond it. */
  | E<'LogRestarted', { readonly kept: number; readonly lost: number; readonly reason: string }>
  /** Name, address and phone of somebody were erased; his id stays. */
  | E<'PersonErased', { readonly person: string; readonly basis: string; readonly by?: string }>
  /** Somebody became known to the programme. `address`: salted hash of their address (prisma/people/people-record.ts). */
  | E<'PersonAdded', By & { readonly person: string; readonly address: string }>
  /** Somebody at an empty service showed the code of its console: they set up its first programme. `address` as above. */
  | E<'FirstAdministratorNamed', { readonly person: string; readonly address: string }>
  /** Which facts changed, never what they are; the old and the new address as salted hashes. */
  | E<
      'PersonChanged',
      By & {
        readonly person: string;
        readonly fields: readonly string[];
        readonly oldAddress?: string;
        readonly newAddress?: string;
        readonly proposal?: string;
        readonly proposedBy?: string;
      }
    >
  /** Another address that a second person has to confirm; it stands beside the record until then (docs/adr/0072). */
  | E<'AddressProposed', By & { readonly person: string; readonly proposal: string; readonly newAddress: string; readonly until: string }>
  | E<'AddressProposalEnded', By & { readonly person: string; readonly proposal: string; readonly why: 'REFUSED' | 'WITHDRAWN' }>
  /** TOKEN: handed to the person. AS: somebody at the console acts as them (`tuojian … --as`). KEY: made by themselves, for a program. */
  | E<'SignInIssued', By & SignIn & { readonly kind: 'TOKEN' | 'AS' | 'KEY'; readonly scope?: string; readonly until: IsoInstant }>
  | E<'SignInUsedFirst', SignIn & { readonly at: IsoInstant }>
  /** Somebody signed in with a browser; `how` they proved who they are. */
  | E<'SignedIn', SignIn & { readonly how: SignInWay; readonly until: IsoInstant }>
  /** An account elsewhere became somebody's way in, or is none any more. */
  | E<'AccountBound', { readonly person: string; readonly provider: string }>
  | E<'AccountUnbound', { readonly person: string; readonly provider: string }>
  /** Ended by its owner at the browser itself. */
  | E<'SignedOut', SignIn>
  /** One burst of them, from one network address (salted hash); `person`: whose ended sign-in was tried, where it was one. */
  | E<
      'SignInRefused',
      { readonly person: string | null; readonly door: string; readonly network: string; readonly misses: number; readonly at: IsoInstant }
    >
  | E<'SignInRevoked', By & SignIn>
  /** Another system is to hear of events, once a second person confirms it; `host`: of its address (docs/adr/0106). */
  | E<
      'WebhookProposed',
      By & {
        readonly webhook: string;
        readonly name: string;
        readonly host: string;
        readonly of: readonly string[];
        readonly events: readonly string[];
        readonly until: string;
      }
    >
  | E<'WebhookProposalEnded', By & { readonly webhook: string; readonly why: 'REFUSED' | 'WITHDRAWN' }>
  | E<'WebhookChanged', By & { readonly webhook: string; readonly change: WebhookChange }>
  /** By the service itself: nothing arrived there for days, or it said that nobody is there any more. */
  | E<'WebhookSwitchedOff', { readonly webhook: string; readonly cause: string }>
  /**
   * A year of the working-day calendar, once a second person confirms it (docs/adr/0111); in the journals of all programmes
   * that run. `days`: how many differ from Monday to Friday; `replaces`: the proposer's own earlier one.
   */
  | E<
      'CalendarProposed',
      By & {
        readonly proposal: string;
        readonly year: number;
        readonly status: YearStatus;
        readonly document: string;
        readonly days: number;
        readonly until: string;
        readonly replaces?: string;
      }
    >
  | E<'CalendarRefused', By & { readonly proposal: string; readonly year: number; readonly why: 'REFUSED' | 'WITHDRAWN' }>
  /** It took the place of what was known of the year; `by`: who proposed it. */
  | E<
      'CalendarYearStored',
      By & {
        readonly proposal: string;
        readonly year: number;
        readonly status: YearStatus;
        readonly document: string;
        readonly days: number;
        readonly confirmedBy: string;
      }
    >
  /** A closed programme was written to files. */
  | E<'ProgrammeArchived', { readonly events: number; readonly size: number; readonly manifest: string }>;

export type JournalState = { readonly programme: string; readonly counts: Readonly<Record<string, number>> };

/** Journal of what belongs to no one programme. */
export const OFFICE_JOURNAL = 'office';

export const journalLedger: CaseLogic<JournalState, AnyCommand, JournalEvent & Draft, NoticeDue> = {
  kind: 'journal',
  schema: 1,
  decide: () => refuse(systemOnly),
  evolve: (state, event) => ({
    programme: event.data.programme,
    counts: { ...state?.counts, [event.type]: (state?.counts[event.type] ?? 0) + 1 },
  }),
  consequences: () => [],
  notices: () => [],
  agenda: () => [],
  closed: () => false,
  summary: ({ programme }) => ({ status: 'OPEN', title: { zh: '审计台账', en: 'Audit journal' }, programme, project: null }),
};
