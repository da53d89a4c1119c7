/** The site: who commits themselves, what is inspected and put right, incidents, repairs under warranty. Deliberately absent: the decisions (files beside it). */
import type { EventFactsOf } from '../../../kernel/event-facts.ts';
import { code, count, day, flag, line, oneOf, optional, text } from '../../../kernel/shape.ts';
import type { IsoDate, Text } from '../../../kernel/values.ts';
import { INSPECTION_KINDS, INSPECTION_NAMES, type InspectionKind } from '../../../standards/closed-lists.ts';
import { INCIDENT_GRADE_NAMES, INCIDENT_GRADES, type IncidentGrade } from '../../../standards/site.ts';
import { named } from '../../../words/named.ts';
import { runs } from '../../commands.ts';

/** 五方责任主体. A conversion may have no surveyor: then the reason is given. */
export const PARTIES = ['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'] as const;
export type Party = (typeof PARTIES)[number];
export const PARTY_NAMES: Readonly<Record<Party, Text>> = {
  OWNER: { zh: '建设单位', en: 'owner' },
  SURVEYOR: { zh: '勘察单位', en: 'surveyor' },
  DESIGNER: { zh: '设计单位', en: 'designer' },
  CONTRACTOR: { zh: '施工单位', en: 'contractor' },
  SUPERVISOR: { zh: '监理单位', en: 'supervisor' },
};

/** What a warranty is of (建设工程质量管理条例 第四十条). */
export const WARRANTED = ['STRUCTURE', 'WATERPROOF', 'HEATING', 'EQUIPMENT', 'FINISHES', 'OTHER'] as const;
export type Warranted = (typeof WARRANTED)[number];
export const WARRANTED_NAMES: Readonly<Record<Warranted, Text>> = {
  STRUCTURE: { zh: '地基基础与主体结构', en: 'foundation and structure' },
  WATERPROOF: { zh: '防水', en: 'waterproofing' },
  HEATING: { zh: '供热供冷', en: 'heating and cooling' },
  EQUIPMENT: { zh: '电气、给排水、设备', en: 'electric, plumbing, equipment' },
  FINISHES: { zh: '装修', en: 'fit-out' },
  OTHER: { zh: '其他', en: 'other' },
};

export const siteCommands = {
  /** `head`: reference of the person who commits themselves, such as a staff number; no name. */
  RecordCommitment: runs({ party: oneOf(PARTIES), unit: optional(line(200)), head: optional(code), on: day, notApplicable: optional(text) }),
  /** `part`: of the building; `remedyBy`: until when what was not passed is put right. */
  RecordInspection: runs({
    inspection: oneOf(INSPECTION_KINDS),
    part: optional(line(200)),
    passed: flag,
    on: day,
    finding: optional(text),
    remedyBy: optional(day),
  }),
  /** `time`: in Asia/Shanghai, `14:30`. */
  RecordIncident: runs({
    key: code,
    grade: oneOf(INCIDENT_GRADES),
    on: day,
    time: code,
    what: text,
    dead: optional(count),
    injured: optional(count),
  }),
  /** It was reported to the authority. */
  ReportIncident: runs({ key: code, to: line(200), on: day, time: code, number: optional(code) }),
  /** What was found to be its cause, and what follows. */
  CloseIncident: runs({ key: code, on: day, outcome: text, number: optional(code) }),
  AskRepair: runs({ key: code, of: oneOf(WARRANTED), what: text, on: day, by: day }),
  RecordRepair: runs({ key: code, on: day, how: text }),
};

export type Commitment = {
  readonly unit?: string;
  readonly head?: string;
  readonly on: IsoDate;
  readonly notApplicable?: string;
};
export type Inspection = {
  readonly inspection: InspectionKind;
  readonly passed: boolean;
  readonly on: IsoDate;
  readonly part?: string;
  readonly remedyBy?: IsoDate;
  /** How many files were handed in with it. */
  readonly files?: number;
  readonly takenOver?: true;
};
type Reported = { readonly to: string; readonly on: IsoDate; readonly time: string; readonly number?: string };
export type Incident = {
  readonly grade: IncidentGrade;
  readonly on: IsoDate;
  readonly time: string;
  readonly what: string;
  readonly dead?: number;
  readonly injured?: number;
  readonly reported?: Reported;
  readonly closed?: { readonly on: IsoDate; readonly outcome: string; readonly number?: string };
  readonly takenOver?: true;
};
export type Repair = {
  readonly of: Warranted;
  readonly what: string;
  readonly on: IsoDate;
  readonly by: IsoDate;
  readonly done?: { readonly on: IsoDate; readonly how: string };
};

type Keyed<T> = T & { readonly key: string };
export type SiteEvent =
  | { readonly type: 'CommitmentRecorded'; readonly data: Commitment & { readonly party: Party } }
  | {
      readonly type: 'InspectionRecorded';
      readonly data: {
        readonly inspection: InspectionKind;
        readonly passed: boolean;
        readonly on: IsoDate;
        readonly finding: string | null;
        readonly part?: string;
        readonly remedyBy?: IsoDate;
      };
    }
  | { readonly type: 'IncidentRecorded'; readonly data: Keyed<Omit<Incident, 'reported' | 'closed' | 'takenOver'>> }
  | { readonly type: 'IncidentReported'; readonly data: Keyed<Reported> }
  | { readonly type: 'IncidentClosed'; readonly data: Keyed<NonNullable<Incident['closed']>> }
  | { readonly type: 'RepairAsked'; readonly data: Keyed<Omit<Repair, 'done'>> }
  | { readonly type: 'RepairDone'; readonly data: Keyed<NonNullable<Repair['done']>> };

/** What a state holds of it. Absent: nothing, or a release up to 0.6.0. */
export type SiteState = {
  readonly commitments?: Readonly<Partial<Record<Party, Commitment>>>;
  readonly incidents?: Readonly<Record<string, Incident>>;
  readonly repairs?: Readonly<Record<string, Repair>>;
};

export const SITE_FACTS = {
  CommitmentRecorded: {
    zh: '登记质量终身责任承诺',
    en: 'commitment recorded',
    shows: ['party', 'unit', 'on'],
    words: { party: named(PARTY_NAMES) },
    // A reference of somebody outside, whom no programme knows.
    fields: { party: 'code', unit: 'text', head: 'code', on: 'code', notApplicable: 'text' },
  },
  InspectionRecorded: {
    zh: '登记检查',
    en: 'inspection recorded',
    shows: ['inspection', 'part', 'on', 'finding'],
    words: { inspection: named(INSPECTION_NAMES) },
    fields: { inspection: 'code', on: 'code', finding: 'text', part: 'text', remedyBy: 'code' },
  },
  IncidentRecorded: {
    zh: '登记事故',
    en: 'incident recorded',
    shows: ['key', 'grade', 'on', 'time', 'what'],
    words: { grade: named(INCIDENT_GRADE_NAMES) },
    fields: { key: 'code', grade: 'outcome', on: 'code', time: 'code', what: 'text' },
  },
  IncidentReported: {
    zh: '事故已上报',
    en: 'incident reported',
    shows: ['key', 'to', 'on', 'time'],
    fields: { key: 'code', to: 'text', on: 'code', time: 'code', number: 'document' },
  },
  IncidentClosed: {
    zh: '事故处理完毕',
    en: 'incident closed',
    shows: ['key', 'on', 'outcome'],
    fields: { key: 'code', on: 'code', outcome: 'text', number: 'document' },
  },
  RepairAsked: {
    zh: '通知保修',
    en: 'repair asked for',
    shows: ['key', 'of', 'what', 'by'],
    words: { of: named(WARRANTED_NAMES) },
    fields: { key: 'code', of: 'code', what: 'text', on: 'code', by: 'code' },
  },
  RepairDone: { zh: '保修完成', en: 'repair done', shows: ['key', 'on', 'how'], fields: { key: 'code', on: 'code', how: 'text' } },
} as const satisfies EventFactsOf<SiteEvent>;
