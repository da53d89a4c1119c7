/** The approval as whoever opens it reads it, held to the domain's own types. Deliberately absent: how it is made (domain/approval/reader-view.ts). */
import { z } from 'zod';
import type { ActShown } from '../../domain/approval/acts-now.ts';
import { FIELD_TYPES } from '../../domain/approval/form-shape.ts';
import type { ApprovalReading } from '../../domain/approval/reader-view.ts';
import { CHOICES, OUTCOMES, TASK_STATUSES } from '../../domain/words/lists.ts';

const text = z.object({ zh: z.string(), en: z.string() });
const value = z.union([z.string(), z.number(), z.boolean()]);
const document = z.object({
  title: z.string(),
  number: z.string().exactOptional(),
  on: z.string().exactOptional(),
  sha256: z.string().exactOptional(),
  /** Which paper of its form it is, by the key of its field. */
  paper: z.string().exactOptional(),
});
const content = z.object({
  summary: z.array(z.object({ label: text, value: text })).readonly(),
  amountFen: z.int().exactOptional(),
  documents: z.array(document).readonly(),
  facts: z.record(z.string(), value).exactOptional(),
  values: z.record(z.string(), z.unknown()).exactOptional(),
});
const task = z.object({
  task: z.int(),
  person: z.string(),
  onBehalfOf: z.string().nullable(),
  status: z.enum(TASK_STATUSES),
  origin: z.string(),
  by: z.string().nullable(),
  openedAt: z.string(),
  decidedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  seenAt: z.string().nullable(),
  place: text.nullable(),
});
const answer = z.object({
  task: z.int(),
  round: z.int(),
  person: z.string(),
  onBehalfOf: z.string().nullable(),
  choice: z.enum(CHOICES),
  reason: z.string().nullable(),
  conditions: z.array(z.string()).readonly(),
  score: z.number().nullable(),
  signature: document.nullable(),
  filled: z.array(z.object({ key: z.string(), label: text, was: text.nullable(), value: text })).readonly(),
  at: z.string(),
  door: z.string(),
  takenBack: z.boolean(),
  advisory: z.boolean(),
  anew: z.boolean(),
  place: text.nullable(),
  onThisContent: z.boolean(),
});
const step = z.object({
  step: z.int(),
  key: z.string(),
  name: text,
  intake: z.boolean(),
  agree: z.string(),
  signature: z.boolean(),
  stage: z.enum(['DONE', 'NOW', 'TO_COME', 'SKIPPED']),
  parts: z.array(z.object({ key: z.string(), name: text })).readonly(),
  tasks: z.array(task).readonly(),
  answers: z.array(answer).readonly(),
  deciders: z
    .array(
      z.object({
        person: z.string().nullable(),
        role: z.string().nullable(),
        named: z.string().nullable(),
        superior: z.number().nullable(),
        holders: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  openedAt: z.string().nullable(),
  dueOn: z.string().nullable(),
  estimated: z.boolean(),
  skipped: z.object({ why: z.enum(['CONDITION', 'JUMP']), values: z.record(z.string(), value.nullable()) }).nullable(),
});
const clock = z.object({
  from: z.string(),
  limit: z.object({ n: z.int(), unit: z.enum(['WD', 'CD', 'MONTH']) }),
  dueOn: z.string().nullable(),
  movedFrom: z.string().nullable(),
  provisional: z.boolean(),
  used: z.int().nullable(),
  left: z.int().nullable(),
  withoutPauses: z.string().nullable(),
  pauses: z.array(z.object({ from: z.string(), to: z.string().nullable(), reason: z.string() })).readonly(),
  marksReached: z.array(z.string()).readonly(),
});
const remark = z.object({
  kind: z.enum(['COMMENT', 'QUESTION', 'ANSWER', 'OPINION']),
  person: z.string(),
  to: z.string().nullable(),
  text: z.string(),
  documents: z.array(document).readonly(),
  at: z.string(),
  recommends: z.string().nullable(),
});

const shape = {
  title: text,
  status: z.enum(['DRAFT', 'OPEN', 'PAUSED', 'RETURNED', 'WITHHELD', ...OUTCOMES]),
  light: z.enum(['GREEN', 'YELLOW', 'RED']),
  programme: z.string(),
  project: z.string().nullable(),
  owner: z.string().nullable(),
  applicant: z.string(),
  matter: z.object({ code: z.string(), version: z.int(), name: text, basis: z.string().nullable() }),
  round: z.int(),
  contentHash: z.string(),
  amountFen: z.int().nullable(),
  lines: z.array(z.object({ label: text, value: text })).readonly(),
  documents: z.array(document).readonly(),
  form: z.array(z.looseObject({ key: z.string(), label: text, type: z.enum(FIELD_TYPES), required: z.boolean().exactOptional() })).readonly(),
  values: z.record(z.string(), z.unknown()),
  filled: z
    .array(
      z.object({
        key: z.string(),
        label: text,
        words: text,
        value: z.unknown(),
        person: z.string(),
        onBehalfOf: z.string().nullable(),
        step: z.int(),
        opening: z.int(),
        at: z.string(),
      }),
    )
    .readonly(),
  undertaking: document.nullable(),
  draft: content.nullable(),
  receivedOn: z.string().nullable(),
  acceptedOn: z.string().nullable(),
  steps: z.array(step).readonly(),
  clocks: z.object({ handling: clock.nullable(), step: clock.nullable(), missing: clock.nullable() }),
  standing: z
    .object({ reason: z.string(), since: z.string(), by: z.string().nullable(), notice: z.string(), until: z.string().nullable() })
    .nullable(),
  supplementList: z.string().nullable(),
  missing: z.array(z.string()).readonly(),
  returned: z.object({ by: z.string().nullable(), reason: z.string().nullable(), on: z.string().nullable() }).nullable(),
  questions: z
    .array(
      z.object({
        task: z.int(),
        kind: z.enum(['QUESTION', 'OPINION']),
        person: z.string(),
        by: z.string().nullable(),
        question: z.string(),
        openedAt: z.string(),
      }),
    )
    .readonly(),
  copies: z.array(z.object({ person: z.string(), by: z.string().nullable(), sentAt: z.string(), readAt: z.string().nullable() })).readonly(),
  remarks: z.array(remark).readonly(),
  conditions: z.array(z.string()).readonly(),
  recused: z.array(z.string()).readonly(),
  closed: z
    .object({
      at: z.string().nullable(),
      by: z.string().nullable(),
      onBehalfOf: z.string().nullable(),
      reason: z.string().nullable(),
      automatic: z.boolean(),
    })
    .nullable(),
} satisfies Record<keyof ApprovalReading, z.ZodType>;

const act = z
  .object({
    act: z.string(),
    name: text,
    command: z.looseObject({ type: z.string() }),
    fields: z
      .array(
        z.object({
          name: z.string(),
          kind: z.enum([
            'LONG_TEXT',
            'LINES',
            'SCORE',
            'PERSON',
            'PEOPLE',
            'CHOICE',
            'FILES',
            'FILE',
            'SIGNATURE',
            'CONTENT',
            'FIELDS',
            'FIELD_KEYS',
            'DAYS',
            'DAY',
            'NUMBER',
          ]),
          required: z.boolean(),
          choices: z.array(z.string()).readonly().exactOptional(),
        }),
      )
      .readonly(),
    refused: z.object({ code: z.string(), message: text }).nullable(),
  } satisfies Record<keyof ActShown, z.ZodType>)
  .meta({ id: 'Act' });

const named = { name: z.string(), nameEn: z.string(), unit: z.string() };
export const approvalReading = z
  .object({
    id: z.string(),
    /** Of the case: whether anything has happened since it was read. */
    version: z.int(),
    ...shape,
    /** Everybody who is named above, by id. */
    people: z.record(z.string(), z.object(named)),
    /** Media types of the files that are here, by SHA-256, and whether there is a picture of each. */
    files: z.record(z.string(), z.object({ mediaType: z.string(), preview: z.boolean() })),
    /** Whether I may read which mails went out. */
    readsMails: z.boolean(),
    /** What I may do now, each with what it needs; or why not now. */
    acts: z.array(act).readonly(),
    /** Whom an act may name, with what each may be asked for. */
    choices: z.array(z.object({ id: z.string(), ...named, decide: z.boolean(), opinion: z.boolean() })).readonly(),
  })
  .meta({ id: 'ApprovalReading' });
