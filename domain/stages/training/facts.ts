/**
 * What staff training knows, may be asked, and can have happened to it. People are known by a reference alone, which is never
 * a name or a number of identity. Deliberately absent: the decisions (stage.ts).
 */

import { code, day, flag, line, list, number, oneOf, optional, record, text } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { CLASS_KINDS, type ClassKind, plannedOpening } from '../../profile/profile.ts';
import { POSTS, type Post } from '../../standards/closed-lists.ts';
import { type CommandsOf, type ProvingFile, runs } from '../commands.ts';
import type { StageMove, StageState } from '../facts.ts';
import type { Judging, Trainee } from './ready.ts';

const ISSUER = line(100);
const classKind = oneOf(CLASS_KINDS);

export const commands = {
  /** A batch of training as it is planned; its sign-in lists come with the hours. */
  PlanBatch: runs({ batch: code, from: day, to: day, organiser: ISSUER }),
  /** `classKind`: the classes at which a carer stands; left out: not said yet. */
  EnrolTrainees: runs({
    batch: code,
    trainees: list(record({ ref: code, post: oneOf(POSTS), fullTime: optional(flag), classKind: optional(classKind) }), { least: 1, most: 500 }),
  }),
  RecordHours: runs({
    batch: optional(code),
    on: optional(day),
    entries: list(record({ ref: code, theory: number(0, 400), practice: number(0, 400) }), { least: 1, most: 500 }),
  }),
  RecordExam: runs({ on: day, results: list(record({ ref: code, score: number(0, 100) }), { least: 1, most: 500 }) }),
  /** `certificate`: of the training, or a guard's licence, with who gave it and until when it holds. */
  RecordCertificates: runs({
    certificates: list(
      record({
        ref: code,
        certificate: code,
        issuer: optional(ISSUER),
        issuedOn: optional(day),
        validUntil: optional(day),
        healthCertificate: optional(code),
        healthIssuer: optional(ISSUER),
        healthCertificateUntil: day,
        noCrimeCheckedOn: day,
        noCrimeNumber: optional(code),
        fullTime: optional(flag),
      }),
      { least: 1, most: 500 },
    ),
  }),
  AssignClasses: runs({ carers: list(record({ ref: code, classKind }), { least: 1, most: 500 }) }),
  /** Somebody leaves their post; `substitute`: who takes their place, and their class. */
  RecordDeparture: runs({ ref: code, on: day, reason: text, substitute: optional(code) }),
  /** Judged on the day on which it is confirmed; `on`: that day again, as clients of 0.5.0 say it. */
  ConfirmRoster: runs({ on: optional(day) }),
};
export type TrainingCommand = CommandsOf<typeof commands>;
export type Paper = Extract<TrainingCommand, { type: 'RecordCertificates' }>['certificates'][number];

/** What it hands on. */
export type TrainingResult = {
  readonly carersReady: number;
  readonly carersRequired: number;
  readonly trained: number;
  /** Of those who were trained, whatever their post: with a certificate. */
  readonly certified?: number;
};

type Files = { readonly files?: readonly ProvingFile[] };
type OfClass = { readonly need: number; readonly ready: number };

export type TrainingEvent =
  | {
      readonly type: 'BatchPlanned';
      readonly data: { readonly batch: string; readonly from: IsoDate; readonly to: IsoDate; readonly organiser: string };
    }
  | {
      readonly type: 'TraineesEnrolled';
      readonly data: {
        readonly batch: string;
        /** Its batch is kept with each of them; absent: of a release that dropped it. */
        readonly kept?: true;
        readonly trainees: readonly { readonly ref: string; readonly post: Post; readonly fullTime?: boolean; readonly classKind?: ClassKind }[];
      };
    }
  | {
      readonly type: 'HoursRecorded';
      readonly data: Files & {
        readonly batch?: string;
        readonly on?: IsoDate;
        readonly entries: readonly { readonly ref: string; readonly theory: number; readonly practice: number }[];
      };
    }
  | {
      readonly type: 'ExamRecorded';
      readonly data: { readonly on: IsoDate; readonly results: readonly { readonly ref: string; readonly score: number }[] };
    }
  | { readonly type: 'CertificatesRecorded'; readonly data: Omit<Extract<TrainingCommand, { type: 'RecordCertificates' }>, 'type'> }
  | { readonly type: 'ClassesAssigned'; readonly data: { readonly carers: readonly { readonly ref: string; readonly classKind: ClassKind }[] } }
  /** `lacks`: what the roster that was confirmed lacks from then on; absent: nothing. */
  | {
      readonly type: 'TraineeLeft';
      readonly data: {
        readonly ref: string;
        readonly on: IsoDate;
        readonly reason: string;
        readonly substitute?: string;
        readonly lacks?: readonly Text[];
      };
    }
  /** The roster that somebody had left short is whole again. */
  | { readonly type: 'RosterRestored'; readonly data: { readonly on: IsoDate } }
  | {
      readonly type: 'RosterConfirmed';
      readonly data: {
        readonly on: IsoDate;
        readonly ready: Readonly<Record<Post, number>>;
        readonly requiredCarers: number;
        /** Carers below hours that the county has yet to confirm. */
        readonly belowHours?: readonly string[];
        /** Carers who were ready by the classes at which they stand; absent: nobody's class was said. */
        readonly byClass?: Readonly<Partial<Record<ClassKind, OfClass>>>;
        /** The day by which it should have been; absent: it was in time. */
        readonly lateSince?: IsoDate;
      };
    };

export type Happening = TrainingEvent | StageMove<TrainingResult>;

/** A batch of training. `lists`: its sign-in lists, as files. Days and organiser: as far as it was planned. */
export type Batch = {
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly organiser?: string;
  readonly enrolled: number;
  readonly lists: number;
};

export type TrainingState = StageState & {
  readonly trainees: Readonly<Record<string, Trainee>>;
  readonly ready: Readonly<Record<Post, number>> | null;
  /** Of those who were ready: below hours that the county has yet to confirm. */
  readonly belowHours?: readonly string[];
  /** By their ids; absent: none, or of a release that dropped them. */
  readonly batches?: Readonly<Record<string, Batch>>;
  /** What the confirmed roster lacks since somebody left; absent: nothing. */
  readonly short?: { readonly since: IsoDate; readonly lacks: readonly Text[] };
};

export const judgingOn = ({ standards, profile }: TrainingState, on: IsoDate): Judging => ({
  standards,
  day: on,
  opensOn: plannedOpening(profile) > on ? plannedOpening(profile) : on,
});
