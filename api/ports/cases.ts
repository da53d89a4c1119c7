/**
 * Cases as they are read, how whoever asks stands to each, and which of them change. Deliberately absent: what is asked of a
 * case, which goes through the gateway (temporal/case-gateway.ts).
 */
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Relation } from '../../domain/permission/relation.ts';
import type { Person } from '../../domain/person.ts';
import type { ProgressSource } from '../../domain/programme/progress/source.ts';
import type { BoardNames, BoardSource } from '../../domain/project/board.ts';
import type { ProjectApproval, ProjectFile, ProjectMail, ProjectPerson } from '../../domain/project/lists.ts';
import type {
  ApprovalCounts,
  ApprovalListQuery,
  CaseDetail,
  CaseListing,
  CasesOf,
  EventView,
  ListedApproval,
  ListPlace,
  Page,
  Reader,
  RefusalView,
  TaskPage,
  TaskView,
} from '../../domain/views.ts';

export type ReadModel = {
  /** How a reader stands to a case; null: there is none such. The table says whether that is enough. */
  relationTo(reader: Reader, stream: string): Promise<Relation | null>;
  /** The same of somebody who came by a link; null also for nobody known. */
  relationOf(person: string, stream: string): Promise<Relation | null>;
  /** Null for unknown and forbidden alike. */
  programmeOfCase(reader: Reader, stream: string): Promise<string | null>;
  caseByStream(stream: string): Promise<CaseDetail | null>;
  /** The same for whoever only reads: over the connection that cannot write. */
  caseToRead(stream: string): Promise<CaseDetail | null>;
  listCases(reader: Reader, filter: { kind?: string; project?: string; status?: string }, page: Page): Promise<readonly CaseListing[]>;
  listEvents(stream: string, after: number, limit: number): Promise<readonly EventView[]>;
  listTasks(reader: Reader, status: string | undefined, page: TaskPage): Promise<readonly TaskView[]>;
  /** One of a person's four lists, from a place on. */
  listApprovals(reader: Reader, query: ApprovalListQuery, page: { after: ListPlace | null; limit: number }): Promise<readonly ListedApproval[]>;
  countApprovals(reader: Reader): Promise<ApprovalCounts>;
  /** The calendar, and who holds a role in a programme now. */
  readingWorld(programme: string): Promise<{ readonly calendar: Calendar; readonly holders: (role: string) => readonly string[] }>;
  findPeople(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** Whoever has something to do with a programme and has not left. */
  listColleagues(programme: string): Promise<readonly Person[]>;
  listRefusals(stream: string): Promise<readonly RefusalView[]>;
  /** All projects of these programmes, and these, with what their light rests on. */
  readBoard(of: CasesOf): Promise<readonly BoardSource[]>;
  namesOfBoard(programmes: readonly string[], managers: readonly string[]): Promise<BoardNames>;
  /** At what these stand: another text as soon as anything of any of their cases was written. */
  versionOfCases(of: CasesOf): Promise<string>;
  /** One of them; null: there is none such. */
  readProjectOfBoard(project: string): Promise<BoardSource | null>;
  projectApprovals(project: string): Promise<readonly ProjectApproval[]>;
  projectFiles(project: string): Promise<readonly ProjectFile[]>;
  projectMails(project: string): Promise<readonly ProjectMail[]>;
  projectPeople(project: string): Promise<readonly ProjectPerson[]>;
  /** Of these approvals those with a form, which may hide a file from somebody who reads the case. */
  approvalsWithForms(streams: readonly string[]): Promise<ReadonlyMap<string, ApprovalState>>;
  /** What a programme's progress is counted from; null: there is none such. */
  readProgress(programme: string): Promise<ProgressSource | null>;
};

/** Cases that change. */
export type Live = {
  /** Told as long as the service runs; `end`: it stops. */
  listen(listener: { readonly changed: (streams: readonly string[]) => void; readonly gap: () => void; readonly end: () => void }): void;
  /** Of these cases those that the reader may see. */
  seenOf(reader: Reader, streams: readonly string[]): Promise<readonly string[]>;
};
