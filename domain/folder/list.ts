/**
 * The files of a project, its stages and approvals as one list: which act brought each, and which of several under one name is
 * the newest. Pure. Deliberately absent: who may see which (api/routes/folder.ts), the bytes.
 */
import { factsOf } from '../audit/facts.ts';
import type { Locale } from '../kernel/locale.ts';
import type { IsoInstant, Text } from '../kernel/values.ts';
import { STAGE_KEYS, STAGE_NAMES, STAGE_OF_KIND, type StageKey } from '../stages/all.ts';

/** A case's reference to a file, with the event by which it came; what is not known of it is null. */
export type FolderRow = {
  readonly stream: string;
  readonly of: Text;
  readonly sha256: string;
  readonly title: string;
  /** Which paper of its route. */
  readonly slot: string | null;
  readonly mediaType: string;
  readonly size: number;
  readonly at: IsoInstant;
  readonly person: string | null;
  readonly type: string | null;
};

/** PROJECT: acts of the project itself. APPROVAL: applications of people. */
export type FolderPlace = StageKey | 'PROJECT' | 'APPROVAL';
export const FOLDER_PLACES: readonly FolderPlace[] = ['PROJECT', ...STAGE_KEYS, 'APPROVAL'];
export const placeName = (place: FolderPlace): Text =>
  place === 'PROJECT' ? { zh: '项目', en: 'Project' } : place === 'APPROVAL' ? { zh: '审批申请', en: 'Applications' } : STAGE_NAMES[place];

export type FolderFile = Omit<FolderRow, 'type'> & {
  readonly place: FolderPlace;
  /** By which act it came, in words. */
  readonly act: Text;
  /** 1 is the oldest under its name in its case. */
  readonly version: number;
  readonly versions: number;
  /** Approvals that show the same file. */
  readonly shownIn: readonly string[];
};

const kindIn = (stream: string): string => stream.slice(0, stream.indexOf('/'));
/** Acts by which a project carries a stage itself. */
const OF_ACT: Readonly<Record<string, StageKey>> = {
  StepApplied: 'APPROVALS',
  ReplyRecorded: 'APPROVALS',
  EstimateReportAnswered: 'APPROVALS',
  HandoverRecorded: 'HANDOVER',
};

function placeOf({ stream, type }: FolderRow): FolderPlace {
  const kind = kindIn(stream);
  if (kind === 'approval') return 'APPROVAL';
  return STAGE_OF_KIND.get(kind) ?? (type === null ? undefined : OF_ACT[type]) ?? 'PROJECT';
}

const actOf = ({ stream, type }: FolderRow): Text => {
  const facts = type === null ? null : factsOf(stream, type);
  return facts === null ? { zh: '提交', en: 'handed in' } : { zh: facts.zh, en: facts.en };
};

/** Under one name: the same paper of a route, or the same title whatever its letters' case. */
const nameOf = ({ stream, slot, title }: FolderRow): string =>
  `${stream}\n${slot ?? ''}\n${slot === null ? title.normalize('NFC').toLowerCase() : ''}`;

/** Every file once; one that an approval shows because its stage asked with it stands at the stage. Oldest first. */
export function folderOf(rows: readonly FolderRow[]): readonly FolderFile[] {
  const ordered = [...rows].sort((a, b) => (a.at === b.at ? (a.stream < b.stream ? -1 : 1) : a.at < b.at ? -1 : 1));
  const brought = new Set(ordered.filter(({ stream }) => kindIn(stream) !== 'approval').map(({ sha256 }) => sha256));
  const shown = new Map<string, string[]>();
  const own = ordered.filter((row) => {
    if (kindIn(row.stream) !== 'approval' || !brought.has(row.sha256)) return true;
    shown.set(row.sha256, [...(shown.get(row.sha256) ?? []), row.stream]);
    return false;
  });
  const times = new Map<string, number>();
  const numbered = own.map((row) => {
    const name = nameOf(row);
    const version = (times.get(name) ?? 0) + 1;
    times.set(name, version);
    return { row, name, version };
  });
  return numbered.map(({ row, name, version }) => {
    const { type: _, ...told } = row;
    return { ...told, place: placeOf(row), act: actOf(row), version, versions: times.get(name) ?? version, shownIn: shown.get(row.sha256) ?? [] };
  });
}

export const FOLDER_ORDERS = ['NEWEST', 'OLDEST', 'TITLE', 'PLACE'] as const;
export type FolderOrder = (typeof FOLDER_ORDERS)[number];
export type FolderAsked = {
  /** Part of a title. */
  readonly text?: string;
  readonly place?: FolderPlace;
  /** The newest under each name alone. */
  readonly newest?: boolean;
  readonly order: FolderOrder;
};

export function askedOf(files: readonly FolderFile[], { text = '', place, newest = false, order }: FolderAsked): readonly FolderFile[] {
  const wanted = text.normalize('NFC').trim().toLowerCase();
  const found = files.filter(
    (file) =>
      (place === undefined || file.place === place) &&
      (!newest || file.version === file.versions) &&
      (wanted === '' || file.title.normalize('NFC').toLowerCase().includes(wanted)),
  );
  switch (order) {
    case 'OLDEST':
      return found;
    case 'NEWEST':
      return found.toReversed();
    case 'TITLE':
      return found.toSorted((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.version - b.version));
    case 'PLACE':
      return found.toSorted((a, b) => FOLDER_PLACES.indexOf(a.place) - FOLDER_PLACES.indexOf(b.place));
  }
}

/** A folder as a file: what is in it, and where its bytes come from. */
export type FolderZip = {
  readonly name: string;
  readonly files: readonly FolderFile[];
  readonly lang: Locale;
  readonly nameOf: (person: string) => string;
  /** Null: it is not here. */
  readonly bytesOf: (file: FolderFile) => Promise<Uint8Array | null>;
};

/** Of a ZIP without its 64-bit form, which older programs do not read. */
export const FOLDER_ZIP_MOST = { bytes: 4_000_000_000, files: 60_000 } as const;
