/**
 * Makes the schema of a command from the shape that its case declares (domain/kernel/shape.ts). Deliberately absent: any
 * shape, and what makes a value wrong (values.ts).
 */
import { z } from 'zod';
import type { Fields, FieldsOf, Optional, Shape } from '../../domain/kernel/shape.ts';
import { assertNever } from '../../domain/kernel/values.ts';
import type { Rows } from '../../domain/rule-table/table.ts';
import type { Commands } from '../../domain/stages/commands.ts';
import { asked, code, count, day, fen, lineOf, month, sha256, text, textOf, whole } from './values.ts';

const SIMPLE = { code, day, month, fen, count, whole, sha256, flag: z.boolean() } as const;

function schemaOf(shape: Shape): z.ZodType {
  switch (shape.is) {
    case 'text': {
      const any = shape.most === 2_000 ? text : textOf(shape.most);
      return shape.asked ? asked(any) : any;
    }
    case 'line':
      return shape.asked ? asked(lineOf(shape.most)) : lineOf(shape.most);
    case 'number':
      return z.number().min(shape.least).max(shape.most);
    case 'oneOf':
      return z.enum(shape.of);
    case 'list': {
      const items = z.array(schemaOf(shape.of));
      return (shape.least === null ? items : items.min(shape.least)).max(shape.most);
    }
    case 'record':
      return z.strictObject(fieldsOf(shape.of));
    case 'table':
      return z.record(schemaOf(shape.key) as z.ZodString, schemaOf(shape.of)); // the key of a table is a text (kernel/shape.ts)
    case 'plain':
      return text;
    case 'data':
      return z.looseObject({});
    case 'nullable':
      return schemaOf(shape.of).nullable();
    case 'code':
    case 'day':
    case 'month':
    case 'fen':
    case 'count':
    case 'whole':
    case 'sha256':
    case 'flag':
      return SIMPLE[shape.is];
    default:
      return assertNever(shape);
  }
}

const fieldOf = (field: Shape | Optional): z.ZodType => (field.is === 'optional' ? schemaOf(field.of).exactOptional() : schemaOf(field));
export const fieldsOf = (fields: Fields): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldOf(field)]));

/** Values of a table of rules by the names of its rows, any of which may be left out. */
export const schemaOfRows = (rows: Rows): z.ZodObject =>
  z.strictObject(Object.fromEntries(Object.entries(rows).map(([name, { shape }]) => [name, schemaOf(shape).exactOptional()])));

type Sent<T extends Commands> = { [K in keyof T & string]: { readonly type: K } & FieldsOf<T[K]['takes']> }[keyof T & string];

/** What a client may send of these commands; what the API adds to one of them is not taken. */
export function schemaOfCommands<T extends Commands>(commands: T): z.ZodDiscriminatedUnion<readonly [z.ZodObject]> & z.ZodType<Sent<T>> {
  const [first, ...others] = Object.entries(commands).map(([type, { takes }]) => z.strictObject({ type: z.literal(type), ...fieldsOf(takes) }));
  if (first === undefined) throw new Error('a case must take at least one command');
  const schema: unknown = z.discriminatedUnion('type', [first, ...others]);
  return schema as z.ZodDiscriminatedUnion<readonly [z.ZodObject]> & z.ZodType<Sent<T>>; // made from the shapes that its type is derived from
}
