/**
 * An answer of the API most of which is kept as it goes out: checked by its schema and written as JSON once, however many read
 * it. What is asked anew each time (people's names) is put behind it. Deliberately absent: for how long it is kept (kept-reading.ts).
 */
import type { Response } from 'express';
import type { z } from 'zod';

/** An object with at least one field, as JSON without its closing brace. */
export type KeptAnswer = { readonly head: Buffer };

export const keptAnswer = <S extends z.ZodType>(schema: S, value: z.input<S>): KeptAnswer => ({
  head: Buffer.from(JSON.stringify(schema.parse(value)).slice(0, -1)),
});

/** Of a list whose lines are chosen for each reader: a line as it goes out. */
export const keptLine = <S extends z.ZodType>(schema: S, value: z.input<S>): string => JSON.stringify(schema.parse(value));
/** An answer whose field `name` holds these lines. */
export const keptList = (name: string, lines: readonly string[]): KeptAnswer => ({ head: Buffer.from(`{${JSON.stringify(name)}:[${lines.join()}]`) });

/** Answers 200. `rest`: at least one field, none of which is kept. */
export function sendKept<S extends z.ZodType>(response: Response, { head }: KeptAnswer, schema: S, rest: z.input<S>): null {
  const tail = JSON.stringify(schema.parse(rest)).slice(1);
  response
    .status(200)
    .type('application/json; charset=utf-8')
    .send(Buffer.concat([head, Buffer.from(`,${tail}`)]));
  return null;
}
