/** What final acceptance may be asked, what can have happened in it, and what it knows. Deliberately absent: the decisions. */
import type { UnitsAsked } from '../../approval/units.ts';
import type { Deadline } from '../../calendar/deadline.ts';
import type { FileRef } from '../../kernel/file-ref.ts';
import { code, day, fen, flag, line, list, number, oneOf, optional, record, sha256, text, whole } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { GRAVITIES, type Gravity, type AcceptanceResult as PanelResult } from '../../standards/acceptance.ts';
import {
  AIR_STANDARDS,
  type AirReadings,
  type AirStandard,
  POLLUTANT_KEYS,
  type Pollutant,
  READING_UNITS,
  type ReadingUnit,
} from '../../standards/air.ts';
import { type CommandsOf, leads, office, runs } from '../commands.ts';
import { constructionStage } from '../construction/stage.ts';
import { from, given, type InputsOf } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';

export const inputs = {
  panel: given('panel'),
  completionOn: from(constructionStage, 'completionOn'),
  wageArrearsFen: from(constructionStage, 'wageArrearsFen'),
};

const reading = number(0, 10_000);
/** A document that was handed in before. */
const file = record({ title: line(200), sha256 });
const files = list(file, { most: 20 });
/** An item by its key; by its number on paper for clients of releases up to 0.5.0. */
const which = { key: optional(code), no: optional(whole) };

export const DECISIONS = ['AGAIN', 'MEASURES', 'NOT_ACCEPTED'] as const;
export type GroupDecision = (typeof DECISIONS)[number];
export const DECISION_WORDS: Readonly<Record<GroupDecision, Text>> = {
  AGAIN: { zh: '重新验收', en: 'acceptance starts again' },
  MEASURES: { zh: '采取其他措施', en: 'other measures are taken' },
  NOT_ACCEPTED: { zh: '不予验收', en: 'it is not accepted' },
};
export const PAPERS = ['FOOD', 'LEASE'] as const;
export type PaperKey = (typeof PAPERS)[number];
export const PAPER_NAMES: Readonly<Record<PaperKey, Text>> = {
  FOOD: { zh: '食品经营许可证', en: 'food licence' },
  LEASE: { zh: '场地租约', en: 'lease of the premises' },
};
/** What is told when one runs out. */
export const PAPER_ENDS: Readonly<Record<PaperKey, Text>> = {
  FOOD: { zh: '食品经营许可证有效期届满，须申请延续并登记新的有效期', en: 'the food licence ends; it must be renewed and recorded' },
  LEASE: { zh: '场地租约到期，须续租或另有场地并登记', en: 'the lease of the premises ends; it must be renewed, or other premises recorded' },
};
export const commands = {
  SubmitEvidence: runs({
    items: list(record({ ...which, met: flag, proof: text, files: optional(files), until: optional(day) }), { least: 1, most: 40 }),
  }),
  /** A paper that ends: the food licence as it is renewed, the lease of the premises. */
  RecordPaper: runs({ paper: oneOf(PAPERS), number: code, on: day, until: day, file }),
  /** Wages that construction handed on as unpaid, paid since. */
  RecordWagesPaid: runs({ amountFen: fen, on: day, file }),
  RecordAirTest: runs({
    on: day,
    laboratory: text,
    report: code,
    /** Number of the laboratory's qualification (CMA). */
    cma: optional(code),
    standard: optional(oneOf(AIR_STANDARDS)),
    /** The end of the works as the report says it; left out: the day of completion. */
    finishedOn: optional(day),
    values: optional(list(record({ of: oneOf(POLLUTANT_KEYS), value: number(0, 10_000_000), unit: oneOf(READING_UNITS) }), { least: 1, most: 20 })),
    file: optional(file),
    /** In the units of the limits, as releases up to 0.5.0 asked for them. */
    readings: optional(
      record({ formaldehyde: reading, benzene: reading, toluene: reading, xylene: reading, ammonia: reading, tvoc: reading, radon: reading }),
    ),
  }),
  /** Who scores, and who sits in for them; `as`: the discipline. */
  NamePanel: office({
    members: list(record({ person: code, as: code, qualification: optional(text) }), { least: 1, most: 30 }),
    reserve: list(record({ person: code, as: code, qualification: optional(text) }), { most: 30 }),
    document: code,
  }),
  CallPanel: runs({}),
  ReportRectified: runs({ on: day, items: list(record({ ...which, evidence: text, files: optional(files) }), { least: 1, most: 40 }) }),
  /** How grave what was found is: 一般, 重大, 立行立改. */
  GradeRectification: office({ gravity: oneOf(GRAVITIES), basis: text }),
  AskExtension: runs({ days: whole, reason: text }),
  AnswerExtension: office({ granted: flag, reason: text }),
  /** What the leading group has decided, by its minutes. `measures`: what has to be done before another re-inspection. */
  DecideAfterNotices: leads({ decision: oneOf(DECISIONS), document: code, on: day, file, measures: text }),
};
export type AcceptanceCommand = CommandsOf<typeof commands> | SystemCommand;
/** What its own clock and the calendar ask. */
export type SystemCommand =
  | { readonly type: 'RectificationDue'; readonly notice: number }
  | { readonly type: 'CalendarChanged'; readonly calendar: string };

/** What it hands on. */
export type AcceptanceResult = {
  readonly acceptanceScore: number | null;
  readonly rectified: boolean;
  readonly notices?: number;
  /** How often it was begun; absent: once, or by a release up to 0.5.0. */
  readonly rounds?: number;
  /** The day on which it was passed. */
  readonly passedOn?: IsoDate;
};

/** Keys; numbers in events of releases up to 0.5.0. */
type ItemIds = readonly (string | number)[];
type Named = { readonly key?: string; readonly no?: number };

export type PanelSeat = { readonly person: string; readonly as: string; readonly qualification?: string };

export type AcceptanceEvent =
  | {
      readonly type: 'PanelNamed';
      readonly data: {
        readonly members: readonly PanelSeat[];
        readonly reserve: readonly PanelSeat[];
        readonly document: string;
        /** What the recorder looked for, and the units that it found, by person. */
        readonly asked: UnitsAsked;
        readonly units: Readonly<Record<string, string>>;
      };
    }
  /** Too few had scored when time was out: it is called again. */
  | {
      readonly type: 'QuorumMissed';
      readonly data: { readonly scored: readonly string[]; readonly absent: readonly string[]; readonly least: number };
    }
  | {
      readonly type: 'EvidenceSubmitted';
      readonly data: {
        readonly items: readonly (Named & {
          readonly met: boolean;
          readonly proof: string;
          readonly files?: readonly FileRef[];
          readonly until?: IsoDate;
        })[];
      };
    }
  | { readonly type: 'WagesPaid'; readonly data: { readonly amountFen: number; readonly on: IsoDate; readonly file: FileRef } }
  | {
      readonly type: 'PaperRecorded';
      readonly data: {
        readonly paper: PaperKey;
        readonly number: string;
        readonly on: IsoDate;
        readonly until: IsoDate;
        readonly file: FileRef;
      };
    }
  | {
      readonly type: 'AirTested';
      readonly data: {
        readonly on: IsoDate;
        readonly laboratory: string;
        readonly report: string;
        /** In the units of the limits. */
        readonly readings: AirReadings;
        readonly faults: readonly string[];
        /** The document by which it was judged. */
        readonly standard: string;
        /** Absent: USE. */
        readonly of?: AirStandard;
        readonly cma?: string;
        readonly finishedOn?: IsoDate;
        /** As the laboratory reported them. */
        readonly values?: readonly { readonly of: Pollutant; readonly value: number; readonly unit: ReadingUnit }[];
        readonly file?: FileRef;
      };
    }
  | {
      readonly type: 'PanelScored';
      readonly data: {
        readonly scores: readonly { readonly person: string; readonly score: number }[];
        readonly score: number;
        readonly openVetoes: ItemIds;
        /** Members who did not score: absent, or stood aside. */
        readonly absent?: readonly string[];
        readonly result: PanelResult;
      };
    }
  | {
      readonly type: 'RectificationOrdered';
      readonly data: {
        readonly notice: number;
        readonly items: ItemIds;
        readonly gravity: Gravity;
        readonly deadline: Deadline;
        /** What the leading group wants done. */
        readonly measures?: string;
      };
    }
  | {
      readonly type: 'RectificationGraded';
      readonly data: { readonly notice: number; readonly gravity: Gravity; readonly basis: string; readonly deadline: Deadline };
    }
  | { readonly type: 'ExtensionAsked'; readonly data: { readonly notice: number; readonly days: number; readonly reason: string } }
  | {
      readonly type: 'ExtensionAnswered';
      readonly data: {
        readonly notice: number;
        readonly granted: boolean;
        readonly days: number;
        readonly reason: string;
        readonly deadline: Deadline;
      };
    }
  | {
      readonly type: 'RectificationReported';
      readonly data: {
        readonly on: IsoDate;
        readonly items: readonly (Named & { readonly evidence: string; readonly files?: readonly FileRef[] })[];
        /** After the limit. */
        readonly late?: true;
      };
    }
  | { readonly type: 'DeadlineReworked'; readonly data: { readonly was: IsoDate | null; readonly deadline: Deadline } }
  | { readonly type: 'RectificationOverdue'; readonly data: { readonly notice: number } }
  | {
      readonly type: 'ReinspectionFailed';
      readonly data: {
        readonly notice: number;
        readonly reason: string | null;
        readonly leadingGroupCalled: boolean;
        /** Nothing goes on until the leading group decides. */
        readonly stops?: true;
      };
    }
  | {
      readonly type: 'LeadingGroupDecided';
      readonly data: {
        readonly decision: GroupDecision;
        readonly document: string;
        readonly on: IsoDate;
        readonly file: FileRef;
        readonly measures: string;
        readonly round: number;
      };
    }
  | { readonly type: 'ProblemsClosedOut'; readonly data: { readonly items: ItemIds } }
  | { readonly type: 'AcceptanceRefused'; readonly data: { readonly round: number; readonly score: number } };

export type Happening = AcceptanceEvent | StageMove<AcceptanceResult>;

export type Evidence = { readonly met: boolean; readonly proof: string; readonly files?: readonly FileRef[] };
/** `file`: the report; absent where an earlier release entered it without. */
export type AirTest = { readonly on: IsoDate; readonly faults: readonly string[]; readonly file?: FileRef };

export type AcceptanceState = StageState<InputsOf<typeof inputs>> & {
  readonly round: number;
  /** Of wages in arrears, in 分; absent: nothing. */
  readonly wagesPaidFen?: number;
  /** By key; by number what a release up to 0.5.0 recorded. */
  readonly items: Readonly<Record<string, Evidence>>;
  /** In use (GB/T 18883). */
  readonly air: AirTest | null;
  /** Of the works (GB 50325); absent: none yet. */
  readonly airOfWorks?: AirTest | null;
  readonly score: number | null;
  /** What is to be put right, by its numbers on paper. */
  readonly ordered: readonly number[];
  /** The same by key; absent in what a release up to 0.5.0 recorded. */
  readonly orderedKeys?: readonly string[];
  readonly notice: number;
  readonly overdue: boolean;
  readonly deadline: Deadline | null;
  /** The last days of papers that end, by item or paper; absent: none was told. */
  readonly lapses?: Readonly<Record<string, IsoDate>>;
  /** Named by the office; absent: not yet, or by an earlier release, which took the project's. */
  readonly panel?: { readonly members: readonly string[]; readonly reserve: readonly string[]; readonly scored?: readonly string[] };
  /** Of the present notice. Absent: ORDINARY, and no extension asked for. */
  readonly gravity?: Gravity;
  readonly extension?: { readonly days: number; readonly answered: boolean; readonly by?: string } | null;
  /** WAITING: for the leading group; REFUSED: it has decided not to accept. Absent: neither. */
  readonly stopped?: { readonly why: 'WAITING' | 'REFUSED'; readonly on: IsoDate } | null;
};
