/** A matter's form as people write it, and what is filled in: shape by zod here, sense by domain/approval/form.ts. */
import { z } from 'zod';
import { FIELD_TYPES, type FormField, type FormValues } from '../../domain/approval/form-shape.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import { amount, asked, bilingual, lineOf, said, sha256, text, textOf } from './values.ts';

const object = z.strictObject;
const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, said('须为代码，如 places', 'must be a key like places'));
const option = object({
  value: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, said('须为代码，如 NEW', 'must be a code like NEW')),
  label: bilingual,
});
const field: z.ZodType<FormField> = z
  .lazy(() =>
    object({
      key,
      label: bilingual,
      type: z.enum(FIELD_TYPES),
      required: z.boolean().exactOptional(),
      proof: z.literal(true).exactOptional(),
      help: bilingual.exactOptional(),
      basis: textOf(300).exactOptional(),
      unit: bilingual.exactOptional(),
      least: amount.exactOptional(),
      most: amount.exactOptional(),
      options: z.array(option).max(60).exactOptional(),
      columns: z.array(field).max(20).exactOptional(),
      fact: z
        .string()
        .regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/, said('须为事实的名称，如 amountFen', 'must be the name of a fact like amountFen'))
        .exactOptional(),
      seenBy: object({ steps: z.array(key).max(40).exactOptional(), roles: z.array(z.enum(ROLES)).max(20).exactOptional() }).exactOptional(),
      filledAt: z.array(key).max(40).exactOptional(),
    }),
  )
  .meta({ id: 'FormField' });
export const form = z.array(field).max(60);

const file = object({ title: asked(lineOf(200)), sha256 });
const plain = z.union([text, amount]);
const cell = z.union([text, amount, z.array(lineOf(80)).max(60)]);
const value = z.union(
  [plain, z.array(lineOf(80)).max(60), z.array(file).max(60), z.array(z.record(key, cell)).max(200)],
  said('须为文字、数字、选项列表、文件列表或表格各行', 'must be text, a number, a list of choices or files, or the rows of a table'),
);
/** By the key of each field; what fits which field the form says. */
export const values: z.ZodType<FormValues> = z.record(key, value);
