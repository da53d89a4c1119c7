/** A stage as whoever opens it reads it, held to the domain's own types. Deliberately absent: how it is made (domain/project/stage-page.ts). */
import { z } from 'zod';
import type { DevelopmentPage } from '../../domain/programme/development/page.ts';
import type { StagePage } from '../../domain/project/stage-page.ts';
import { STAGE_KEYS } from '../../domain/stages/all.ts';
import { FIELD_KINDS, type FieldShown } from '../../domain/stages/field-shown.ts';
import type { StageAct } from '../../domain/stages/offers.ts';

const text = z.object({ zh: z.string(), en: z.string() });
const cell = z.union([text, z.object({ fen: z.number() }), z.object({ day: z.string() }), z.object({ person: z.string() })]).nullable();

const plainField = {
  key: z.string(),
  kind: z.enum(FIELD_KINDS),
  paper: z.string().exactOptional(),
  label: text,
  required: z.boolean(),
  optional: z.boolean(),
  help: text.exactOptional(),
  basis: z.string().exactOptional(),
  unit: text.exactOptional(),
  least: z.number().exactOptional(),
  most: z.number().exactOptional(),
  options: z
    .array(z.object({ value: z.string(), label: text }))
    .readonly()
    .exactOptional(),
} satisfies Record<Exclude<keyof FieldShown, 'fields'>, z.ZodType>;
const field: z.ZodType<FieldShown> = z
  .object({
    ...plainField,
    get fields() {
      return z.array(field).readonly().exactOptional();
    },
  })
  .meta({ id: 'StageField' });

const act = z
  .object({
    type: z.string(),
    name: text,
    group: text.nullable(),
    how: text.nullable(),
    final: text.nullable(),
    paste: z.string().nullable(),
    fields: z.array(field).readonly(),
    start: z.looseObject({}),
    refused: z.object({ code: z.string(), message: text, faults: z.array(text).readonly() }).nullable(),
  } satisfies Record<keyof StageAct, z.ZodType>)
  .meta({ id: 'StageAct' });

const file = { title: z.string(), sha256: z.string() };
const page = {
  stage: z.enum(STAGE_KEYS),
  name: text,
  status: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  goesOn: z.boolean(),
  takenOver: z.boolean(),
  suspension: z.object({ on: z.string(), reason: z.string() }).nullable(),
  waitsFor: z.array(text).readonly(),
  needs: z
    .array(
      z.object({
        key: z.string(),
        what: text,
        there: z.boolean(),
        value: text.exactOptional(),
        why: text.exactOptional(),
        basis: z.string().exactOptional(),
        until: z.string().exactOptional(),
      }),
    )
    .readonly(),
  sections: z
    .array(
      z.object({
        key: z.string(),
        title: text,
        group: text.exactOptional(),
        columns: z.array(text).readonly(),
        rows: z.array(z.object({ key: z.string(), cells: z.array(cell).readonly(), takenOver: z.boolean().exactOptional() })).readonly(),
      }),
    )
    .readonly(),
  clocks: z.array(z.object({ key: z.string(), what: text, on: z.string(), from: z.string(), told: z.string().nullable() })).readonly(),
  taken: z
    .array(
      z.object({
        id: z.string(),
        what: text,
        document: z.string(),
        on: z.string(),
        by: z.string(),
        files: z.array(z.object(file)).readonly(),
      }),
    )
    .readonly(),
  changes: z.array(z.object({ what: text, document: z.string(), on: z.string(), reason: z.string(), again: z.array(text).readonly() })).readonly(),
  acts: z.array(act).readonly(),
} satisfies Record<keyof StagePage, z.ZodType>;

const people = z.record(z.string(), z.object({ name: z.string(), nameEn: z.string(), unit: z.string() }));
export const stageReading = z
  .object({
    project: z.string(),
    programme: z.string(),
    projectName: text,
    manager: z.string(),
    kind: z.string(),
    version: z.int(),
    light: z.string().nullable(),
    ...page,
    approvals: z.array(z.object({ id: z.string(), title: text, status: z.string(), light: z.string().nullable(), changedAt: z.string() })).readonly(),
    files: z.array(z.object({ ...file, stream: z.string(), mediaType: z.string() })).readonly(),
    people,
  })
  .meta({ id: 'StageReading' });

/** The development plan of a programme, held to the domain's own type likewise. */
export const developmentReading = z
  .object({
    programme: z.string(),
    programmeName: text,
    status: z.string(),
    version: z.int(),
    ...({ needs: page.needs, sections: page.sections, clocks: page.clocks, acts: page.acts } satisfies Record<keyof DevelopmentPage, z.ZodType>),
    approvals: stageReading.shape.approvals,
    files: stageReading.shape.files,
    people,
  })
  .meta({ id: 'DevelopmentReading' });

export const stageHistory = z
  .object({
    lines: z
      .array(z.object({ version: z.int(), at: z.string(), type: z.string(), text, person: z.string().nullable(), door: z.string() }))
      .readonly(),
    people,
    /** Where older ones begin; null: there are none. */
    before: z.int().nullable(),
  })
  .meta({ id: 'StageHistory' });
