/**
 * The files of a project, its stages and approvals as one list: what is told of each, in which place it lies, and what may be
 * asked of the list. Pure. Deliberately absent: who may see which (api/folder-shown.ts), paging and filters, which are the
 * database's (prisma/cases/folder.ts), the bytes.
 */
import { factsOf } from '../audit/facts.ts';
import type { Locale } from '../kernel/locale.ts';
import type { IsoInstant, Text } from '../kernel/values.ts';
import { STAGE_KEYS, STAGE_NAMES, STAGE_OF_KIND, type StageKey } from '../stages/all.ts';

/** PROJECT: acts of the project itself. APPROVAL: applications of people. */
export type FolderPlace = StageKey | 'PROJECT' | 'APPROVAL';
export const FOLDER_PLACES: readonly FolderPlace[] = ['PROJECT', ...STAGE_KEYS, 'APPROVAL'];
export const placeName = (place: FolderPlace): Text =>
  place === 'PROJECT' ? { zh: '项目', en: 'Project' } : place === 'APPROVAL' ? { zh: '审批申请', en: 'Applications' } : STAGE_NAMES[place];

/** Where the files of a kind of case lie. */
export const PLACE_OF_KIND: ReadonlyMap<string, FolderPlace> = new Map<string, FolderPlace>([...STAGE_OF_KIND, ['approval', 'APPROVAL']]);
/** Of a project's own acts those by which it carries a stage itself; its others lie at the project. */
export const PLACE_OF_ACT: ReadonlyMap<string, FolderPlace> = new Map<string, FolderPlace>([
  ['StepApplied', 'APPROVALS'],
  ['ReplyRecorded', 'APPROVALS'],
  ['EstimateReportAnswered', 'APPROVALS'],
  ['HandoverRecorded', 'HANDOVER'],
]);

/**
 * Each file once: one that an approval shows because its stage asked with it stands at the stage. Under one name are the same
 * paper of a route, or the same title whatever its letters' case, within one case.
 */
export type FolderFile = {
  readonly stream: string;
  /** What the case is called. */
  readonly of: Text;
  readonly sha256: string;
  readonly title: string;
  /** Which paper of its route. */
  readonly slot: string | null;
  readonly mediaType: string;
  readonly size: number;
  readonly at: IsoInstant;
  /** Null: not known. */
  readonly person: string | null;
  readonly place: FolderPlace;
  /** By which act it came, in words. */
  readonly act: Text;
  /** 1 is the oldest under its name in its case. */
  readonly version: number;
  readonly versions: number;
  /** Approvals that show the same file. */
  readonly shownIn: readonly string[];
};

/** `type`: of the event by which a file came; null: not known. */
export function actOf(stream: string, type: string | null): Text {
  const facts = type === null ? null : factsOf(stream, type);
  return facts === null ? { zh: '提交', en: 'handed in' } : { zh: facts.zh, en: facts.en };
}

export const FOLDER_ORDERS = ['NEWEST', 'OLDEST', 'TITLE', 'PLACE'] as const;
export type FolderOrder = (typeof FOLDER_ORDERS)[number];
export type FolderAsked = {
  /** Part of a title, in any case of letters. */
  readonly text?: string;
  readonly place?: FolderPlace;
  /** The newest under each name alone. */
  readonly newest?: boolean;
  readonly order: FolderOrder;
  readonly limit: number;
  /** The last file of the page before: `construction/QH-01 SHA256`. */
  readonly after?: string;
};

/** A file that a case refers to. */
export type FileOfCase = { readonly stream: string; readonly sha256: string };
/** All files of a project, or of one case. */
export type FolderOf = { readonly project: string } | { readonly stream: string };

export type FolderPage = {
  readonly files: readonly FolderFile[];
  /** With this filter, whatever the page. */
  readonly count: number;
  readonly bytes: number;
  /** How many there are in each place, without any filter. */
  readonly places: ReadonlyMap<FolderPlace, number>;
  readonly more: boolean;
  /** At what the approvals stood, of which it was known what they hide. */
  readonly version: string;
};

/** A folder as a file: what is in it, and where its bytes come from. */
export type FolderZip = {
  readonly name: string;
  readonly files: readonly FolderFile[];
  readonly lang: Locale;
  readonly nameOf: (person: string) => string;
  /** In pieces, one after the other. Null: it is not here. */
  readonly bytesOf: (file: FolderFile) => Promise<AsyncIterable<Uint8Array> | null>;
};

/** More files of one project are not exported at once, but stage by stage; their list is in memory meanwhile. */
export const FOLDER_ZIP_MOST = 60_000;
