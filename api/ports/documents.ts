/** Documents: on their way, kept, looked at, printed, and lying here for nothing yet. */
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { FileOfCase, FolderAsked, FolderOf, FolderPage, FolderZip } from '../../domain/folder/list.ts';
import type { PrintedProgrammeSurvey } from '../../domain/stages/survey/programme-result.ts';
import type { PrintedSurvey } from '../../domain/stages/survey/result.ts';
import type { ApprovalSheet, DocumentFile, Reader } from '../../domain/views.ts';

/** The document that came of an upload. */
type Made = { readonly sha256: string; readonly mediaType: string };
type UploadState = {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  readonly expiresAt: string;
  readonly made: Made | null;
};

/** Files on their way in pieces. */
export type Uploads = {
  /** Null: too many of this person's are on their way. */
  beginUpload(person: string, name: string, size: number): Promise<UploadState | null>;
  findUpload(person: string, id: string): Promise<UploadState | null>;
  /** False: it does not begin where the one before ended. */
  addPiece(person: string, id: string, at: number, bytes: Buffer): Promise<boolean>;
  /** Null: it is not whole. */
  bytesOfUpload(person: string, id: string): Promise<Buffer | null>;
  /** Null: nothing may come of it, and it is gone. */
  endUpload(person: string, id: string, made: Made | null): Promise<void>;
};

/** Documents as bytes, kept under their SHA-256. */
export type Files = {
  storeFile(file: DocumentFile, person: string): Promise<string>;
  /** Of these hashes those that this person handed in, with the names that they gave them. */
  handedInBy(person: string, hashes: readonly string[]): Promise<readonly { readonly sha256: string; readonly title: string }[]>;
  /** One that this person handed in; null: they did not. */
  ownFile(person: string, sha256: string): Promise<DocumentFile | null>;
  /** Null unless an event of this case refers to it. */
  findFile(stream: string, sha256: string): Promise<DocumentFile | null>;
  /** Media types, by SHA-256, of those that this case refers to. */
  knownFiles(stream: string, hashes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Of these hashes those that this reader may not name, because the bytes are others'. */
  notTheirs(reader: Reader, hashes: readonly string[]): Promise<readonly string[]>;
};

/** The files of cases together (docs/adr/0131). */
export type Folders = {
  /** `hidden`: what the reader is not shown. Null: there is no such file as `after` names. */
  folderPage(of: FolderOf, hidden: readonly FileOfCase[], asked: FolderAsked): Promise<FolderPage | null>;
  /** Approvals whose form hides something from some readers, and at what all approvals of the folder stood. */
  hidingApprovals(of: FolderOf): Promise<{ readonly version: string; readonly states: ReadonlyMap<string, ApprovalState> }>;
  /** In pieces; no connection is held between them. Null: it is not here. Error, on the way: it is not as it was handed in. */
  piecesOf(sha256: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Error: a file is not here as it was handed in; or that of `out`. */
  writeZip(zip: FolderZip, out: (chunk: Uint8Array) => Promise<void>): Promise<void>;
};

/** A picture of a document's first page, drawn in turn with what others ask for; null where there is none, or none yet. */
export type Previews = {
  preview(file: DocumentFile, sha256: string, who: string): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array } | null>;
};

/** Approvals and surveys as PDF. */
export type Sheets = {
  approvalSheet(sheet: ApprovalSheet): Promise<Buffer>;
  survey(survey: PrintedSurvey): Promise<Buffer>;
  programmeSurvey(surveys: PrintedProgrammeSurvey): Promise<Buffer>;
};

/** What of one person lies here and leads to nothing yet: files without a case, drafts, saved searches. */
export type Lying = { readonly files: number; readonly bytes: number; readonly drafts: number; readonly searches: number };
export type Quotas = { lyingOf(person: string): Promise<Lying> };
