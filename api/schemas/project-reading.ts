/** Projects as lists and their pages show them, held to the domain's own types. Deliberately absent: how they are made (domain/project). */
import { z } from 'zod';
import type { Shape } from '../../domain/kernel/shape.ts';
import { APPROVAL_PATHS, BUILD_KINDS } from '../../domain/profile/profile.ts';
import { profileShown, surveyBasisShown } from '../../domain/profile/view.ts';
import { PROJECT_ACTS, type ProjectActShown } from '../../domain/project/acts-now.ts';
import type { ProjectRow } from '../../domain/project/board.ts';
import type { LightReason } from '../../domain/project/lights.ts';
import type { CorrectionShown, MilestoneShown, ProjectReading, StageShown, StepShown } from '../../domain/project/reading.ts';
import { STAGE_KEYS } from '../../domain/stages/all.ts';
import { toldFields } from './case-views.ts';

const text = z.object({ zh: z.string(), en: z.string() });
const light = z.enum(['GREEN', 'YELLOW', 'RED']);
const stageKey = z.enum(STAGE_KEYS);
const stageStatus = z.enum(['WAITING', 'OPEN', 'DONE', 'CANCELLED']);
const day = z.string();
const dayOrNone = z.string().nullable();
const fenOrNone = z.int().nullable();

const reason = z.object({
  light: z.enum(['YELLOW', 'RED']),
  what: text,
  on: dayOrNone,
  case: z.string(),
  stage: stageKey.nullable(),
  rule: text.exactOptional(),
} satisfies Record<keyof LightReason, z.ZodType>);

const row = {
  code: z.string(),
  programme: z.string(),
  name: text,
  status: z.enum(['RUNNING', 'SUSPENDED', 'CANCELLING', 'ACCEPTED', 'CANCELLED']),
  light: light.nullable(),
  why: z.array(reason).readonly(),
  stages: z.partialRecord(stageKey, stageStatus),
  now: z.array(stageKey).readonly(),
  owed: z.object({ what: z.enum(['START', 'FINISH']), on: day, days: z.int() }).nullable(),
  manager: z.string(),
  unit: z.string(),
  region: z.string().nullable(),
  buildKind: z.enum(BUILD_KINDS),
  path: z.enum(APPROVAL_PATHS),
  places: z.int(),
  investmentFen: z.int(),
  estimateFen: fenOrNone,
  paidFen: z.int(),
  startOn: day,
  finishOn: day,
  startedOn: dayOrNone,
  completionOn: dayOrNone,
  suspendedOn: dayOrNone,
  takenOver: z.enum(['OPEN', 'CLOSED']).nullable(),
} satisfies Record<keyof ProjectRow, z.ZodType>;

const named = z.object({ name: z.string(), nameEn: z.string(), unit: z.string().optional() });
export const people = z.record(z.string(), named);

export const board = z
  .object({
    /** The day by which days are counted, Asia/Shanghai. */
    today: day,
    items: z.array(z.object(row)).readonly(),
    programmes: z.record(z.string(), text),
    /** All stages in their order; those of one wave run side by side. */
    stages: z.array(z.object({ stage: stageKey, name: text, wave: z.int() })).readonly(),
    people,
  })
  .meta({ id: 'ProjectBoard' });

const stage = z.object({
  stage: stageKey,
  name: text,
  wave: z.int(),
  status: stageStatus,
  case: z.string().nullable(),
  planned: z.object({ from: dayOrNone, to: dayOrNone }),
  startedOn: dayOrNone,
  finishedOn: dayOrNone,
  lateDays: z.int().nullable(),
  takenOver: z.boolean(),
  takenFacts: z.array(z.object({ name: text, document: z.string(), on: day, by: z.string() })).readonly(),
  goesOn: z.boolean(),
  light: light.nullable(),
  why: z.array(reason).readonly(),
  waitsFor: z.array(stageKey).readonly(),
} satisfies Record<keyof StageShown, z.ZodType>);
const milestone = z.object({
  key: z.string(),
  name: text,
  plannedOn: dayOrNone,
  originalOn: dayOrNone,
  reachedOn: dayOrNone,
  lateDays: z.int().nullable(),
  takenOver: z.boolean(),
} satisfies Record<keyof MilestoneShown, z.ZodType>);
const step = z.object({
  step: z.string(),
  name: text,
  status: z.enum(['NEEDED', 'ASKED', 'APPROVED', 'REFUSED', 'REPLIED']),
  attempt: z.int(),
  approval: z.string().nullable(),
  amountFen: fenOrNone,
  number: z.string().nullable(),
  on: dayOrNone,
  by: z.string().exactOptional(),
  until: day.exactOptional(),
  files: z
    .array(z.object({ title: z.string(), sha256: z.string() }))
    .readonly()
    .exactOptional(),
  takenOver: z.boolean(),
} satisfies Record<keyof StepShown, z.ZodType>);
const correction = z.object({
  correction: z.string(),
  what: text,
  reason: z.string(),
  by: z.string().nullable(),
} satisfies Record<keyof CorrectionShown, z.ZodType>);

/** Fields of what is shown as a record. */
const shownFields = (shape: Shape): Readonly<Record<string, z.ZodType>> => (shape.is === 'record' ? toldFields(shape.of) : {});

const shape = {
  ...row,
  profile: z.object(shownFields(profileShown)),
  survey: z.object(shownFields(surveyBasisShown)),
  panel: z.array(z.string()).readonly(),
  contractFen: fenOrNone,
  changesFen: z.int(),
  suspension: z.object({ on: day, reason: z.string(), by: z.string().nullable() }).nullable(),
  cancelReason: z.string().nullable(),
  remains: z.array(text).readonly(),
  takeover: z
    .object({
      status: z.enum(['OPEN', 'CLOSED']),
      facts: z.int(),
      document: z.string().nullable(),
      closedOn: dayOrNone,
      closedBy: z.string().nullable(),
      corrections: z.array(correction).readonly(),
    })
    .nullable(),
  stagesShown: z.array(stage).readonly(),
  milestones: z.array(milestone).readonly(),
  months: z.array(z.object({ month: z.string(), original: z.int(), newest: z.int() })).readonly(),
  steps: z.array(step).readonly(),
  changes: z.array(z.object({ what: text, again: z.array(text).readonly(), document: z.string(), on: day, reason: z.string() })).readonly(),
} satisfies Record<keyof ProjectReading, z.ZodType>;

const act = z.object({
  act: z.enum(PROJECT_ACTS),
  refused: z.object({ code: z.string(), message: text }).nullable(),
} satisfies Record<keyof ProjectActShown, z.ZodType>);

export const projectReadingSchema = z
  .object({
    ...shape,
    /** The day by which days are counted, Asia/Shanghai. */
    today: day,
    /** Of the case: whether anything has happened since it was read. */
    version: z.int(),
    programmeName: text,
    people,
    readsMails: z.boolean(),
    acts: z.array(act).readonly(),
    /** Corrections of what was taken over that whoever asks may confirm or refuse as the second person. */
    confirms: z.array(z.string()).readonly(),
  })
  .meta({ id: 'ProjectReading' });
