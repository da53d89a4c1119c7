/**
 * The one gate of HTTP: what comes in as JSON, as a query, in a path or from a form is looked at here before any schema or
 * handler sees it (domain/text/input.ts says what passes). Deliberately absent: which fields a route takes.
 */
import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler } from 'express';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import { faultOfText, withLineEnds } from '../domain/text/check.ts';
import { checkInput, INPUT_LIMITS, type InputReport } from '../domain/text/input.ts';
import { namedTwice, namedTwiceFault } from '../domain/text/once.ts';
import { visible } from '../domain/text/shown.ts';

/** Refuses a body while it is read; `type` tells the error handler what it was. */
export class BodyRefused extends Error {
  readonly status: number;
  readonly type: 'gate.encoding' | 'gate.twice';
  readonly faults: readonly Text[];
  constructor(type: BodyRefused['type'], status: number, fault: Text) {
    super(fault.en);
    this.name = 'BodyRefused';
    this.type = type;
    this.status = status;
    this.faults = [fault];
  }
}

/** JSON up to `limit` (as express writes it), in UTF-8 and with each field once. Errors: body-parser's, and BodyRefused. */
export function readJson(limit: string): RequestHandler {
  const twice = new WeakMap<object, string>();
  const read = express.json({
    limit,
    verify(request, _response, bytes, encoding) {
      if (encoding !== 'utf-8' || !isUtf8(bytes))
        throw new BodyRefused('gate.encoding', 400, { zh: '请求内容须为 UTF-8', en: 'the body must be UTF-8' });
      const name = namedTwice(bytes.toString());
      if (name !== null) twice.set(request, name);
    },
  });
  return (request, response, next) =>
    void read(request, response, (error?: unknown) => {
      const name = twice.get(request);
      if (error === undefined && name !== undefined)
        return next(new BodyRefused('gate.twice', 422, faultAt('(whole)', namedTwiceFault(visible(name)))));
      next(error);
    });
}

/** What is wrong with path, query and body before their shape is looked at. `files`: fields that hold a file as it is. */
export function checkRequest(request: Request, files: readonly string[] = []): InputReport {
  const reports = [
    checkInput(request.params, 'path'),
    checkInput(request.query, 'query'),
    checkInput(request.body ?? {}, '', { ...INPUT_LIMITS, files }),
  ];
  return { faults: reports.flatMap(({ faults }) => faults), bounded: reports.every(({ bounded }) => bounded) };
}

/** Which part of a request a fault is about: what stands before its colon. */
const placeOf = ({ en }: Text): string => en.slice(0, en.indexOf(': '));

/** Faults of the shape beside those of the gate: each place is told of once. */
export const withoutRepeats = (gate: readonly Text[], shape: readonly Text[]): readonly Text[] => {
  const known = new Set(gate.map(placeOf));
  return [...gate, ...shape.filter((fault) => !known.has(placeOf(fault)))];
};

export type TypedFields = {
  readonly fields: Readonly<Record<string, string>>;
  /** By field. */
  readonly faults: ReadonlyMap<string, Text>;
};

/**
 * The fields of a form: texts alone, line ends as one character each. One that is given twice or in parts is no field of
 * ours and left out. What is wrong with a field is told beside it; what was typed stays there to be corrected.
 */
export function typedFields(body: unknown): TypedFields {
  const faults = new Map<string, Text>();
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(Object(body))) {
    if (typeof value !== 'string') continue;
    fields[name] = withLineEnds(value);
    const fault = faultOfText(value);
    if (fault !== null) faults.set(name, fault);
  }
  return { fields, faults };
}
