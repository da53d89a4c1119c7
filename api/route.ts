/** One way to write a route: zod in, zod out, and its line in the OpenAPI document. */
import type { Express, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { programmeOf } from '../domain/findings/of-programme.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import { mayUse } from '../domain/permission/ask.ts';
import type { Relation } from '../domain/permission/relation.ts';
import { ROUTE_ROWS, type Row } from '../domain/permission/table.ts';
import type { Reader } from '../domain/views.ts';
import { createAtOnce } from './at-once.ts';
import { commandIdOf } from './digest.ts';
import { checkRequest, withoutRepeats } from './gate.ts';
import { openApiOf } from './open-api.ts';
import type { ReadModel } from './ports/cases.ts';
import type { Keys } from './ports/requests.ts';
import { type Problem, problemOf, sendProblem } from './problem.ts';
import type { AnyRouteDefinition, Params, RouteDefinition } from './route-definition.ts';
import { faultsOf } from './schemas/values.ts';
import { fromElsewhere, type WhoDeps, whoAsks } from './who-asks.ts';

export type RouteCall<P, Q, B> = {
  readonly reader: Reader;
  /** How the reader stands to the case that the path names, where the table lets them read it; null: it names none. */
  readonly relation: Relation | null;
  /** Puts down that an auditor reads of these programmes; before the answer goes out. Others' readings are not noted. */
  reads(programmes: readonly string[]): Promise<void>;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: Request;
  readonly response: Response;
};
/** Null: the handler has answered by itself: with a problem, or with something that is not JSON. */
export type Handler<P extends Params, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType> = (
  asked: RouteCall<z.infer<P>, z.infer<Q>, z.infer<B>>,
) => Promise<z.input<R> | null>;

/** Of a route that asks for no sign-in. */
export type OpenCall<P, Q, B> = Omit<RouteCall<P, Q, B>, 'reader' | 'relation' | 'reads'>;
export type OpenHandler<P extends Params, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType> = (
  asked: OpenCall<z.infer<P>, z.infer<Q>, z.infer<B>>,
) => Promise<z.input<R> | null>;

export type RouteSet = {
  route<P extends Params, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType>(
    definition: RouteDefinition<P, Q, B, R>,
    handler: Handler<P, Q, B, R>,
  ): void;
  /** One that asks for no sign-in: its row says PUBLIC. What is sent to it is JSON, and from no other site's page. */
  open<P extends Params, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType>(
    definition: RouteDefinition<P, Q, B, R>,
    handler: OpenHandler<P, Q, B, R>,
  ): void;
  openApi(publicUrl: string): object;
};

const NO_QUERY = z.strictObject({});
const NO_PARAMS = z.strictObject({});
export const nothing = { params: NO_PARAMS, query: NO_QUERY, body: null } as const;

/** Pieces of files, up to 2 MB each, as slow as their senders' lines. */
const PIECES = { each: 4, all: 60 } as const;

export type RouteDeps = WhoDeps & {
  readonly relationTo: ReadModel['relationTo'];
  readonly recordedAs: Keys['recordedAs'];
  /** Told of what an auditor reads, before they are answered (design 8). */
  readonly noteReading: (reader: Reader, programmes: readonly string[], request: Request) => Promise<void>;
};

/** The stream that a path names: `/api/v1/project/QH-01/story` is about `project/QH-01`. Findings are a project's, or its programme's. */
function streamIn(path: string, id: string): string {
  const kind = path.split('/')[3] ?? '';
  if (kind !== 'findings') return `${kind}/${id}`;
  const programme = programmeOf(id);
  return programme === null ? streamOf('project', id) : streamOf('programme', programme);
}

/** Heavy work under way: of one person, and of all together (two cores make two PDFs at a time; the rest waits for a database). */
const HEAVY = { each: 2, all: 8 } as const;
/** Whole cases, each up to megabytes: read a few at a time, the next ones of the same person in turn. */
const WHOLE = { each: 3, all: 24, line: 12 } as const;

/** Error: the route has no row in the table of permissions. */
export function createRoutes(app: Express, { relationTo, recordedAs, noteReading, ...who }: RouteDeps): RouteSet {
  const atOnce = createAtOnce(HEAVY);
  const wholes = createAtOnce(WHOLE);
  const pieces = createAtOnce(PIECES);
  const definitions: AnyRouteDefinition[] = [];

  return {
    route(definition, handler) {
      const { method, path, answer, status, heavy, whole, piece } = definition;
      const row = rowOfRoute(method, path);
      if (row.by.includes('PUBLIC')) throw new Error(`${path} asks for a sign-in, and its row for none`);
      definitions.push(definition);
      const handle: RequestHandler = async (request, response) => {
        const reader = await whoAsks(who, request, response, method, path);
        if (reader === null) return;
        const read = readRequest(definition, request);
        if ('problem' in read) return sendProblem(response, read.problem);
        const reads = (programmes: readonly string[]): Promise<void> => noteReading(reader, audited(reader, programmes), request);
        let relation: Relation | null = null;
        if (row.about === 'CASE') {
          const stream = streamIn(path, read.params.id ?? '');
          relation = await relationTo(reader, stream);
          if (relation === null || !mayUse(row, relation)) {
            // Who handed a task over may see the case no more, and is told all the same what became of it when they ask again.
            const key = definition.needsKey === true ? request.headers['idempotency-key'] : undefined;
            const earlier = typeof key === 'string' ? await recordedAs(stream, commandIdOf(`${reader.person}\n${key}`)) : null;
            if (earlier === null) return sendProblem(response, problemOf('NOT_FOUND'));
            return void response.setHeader('Idempotency-Replayed', 'true').status(status).json(answer.parse(earlier));
          }
          if (method === 'get') await reads([relation.programme]);
        }
        const asked = { ...read, reader, relation, reads, request, response };
        const leave =
          heavy === true
            ? atOnce.take(reader.person)
            : piece === true
              ? pieces.take(reader.person)
              : whole === true
                ? await wholes.inTurn(reader.person)
                : () => undefined;
        const most = heavy === true ? HEAVY.each : piece === true ? PIECES.each : WHOLE.each + WHOLE.line;
        if (leave === null)
          return sendProblem(
            response,
            problemOf('TOO_MUCH', [{ zh: `须等您正在进行的 ${most} 项中有一项完成`, en: `must wait until one of your ${most} is done` }]),
          );
        try {
          const result = await handler(asked);
          if (result !== null) response.status(status).json(answer.parse(result));
        } finally {
          leave();
        }
      };
      app[method](path, handle);
    },
    open(definition, handler) {
      const { method, path, answer, status } = definition;
      if (!rowOfRoute(method, path).by.includes('PUBLIC')) throw new Error(`${path} asks for no sign-in, and its row for one`);
      definitions.push({ ...definition, open: true });
      const handle: RequestHandler = async (request, response) => {
        if (method !== 'get' && fromElsewhere(request, response, who.publicUrl)) return;
        const read = readRequest(definition, request);
        if ('problem' in read) return sendProblem(response, read.problem);
        const result = await handler({ ...read, request, response });
        if (result !== null) response.status(status).json(answer.parse(result));
      };
      app[method](path, handle);
    },
    openApi: (publicUrl) => openApiOf(definitions, publicUrl),
  };
}

type Read<P, Q, B> = { readonly params: P; readonly query: Q; readonly body: B };

/** What the definition says that a request holds, or what is wrong with it, every fault in one answer. */
function readRequest<P extends Params, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType>(
  { params, query, body, acrossBody, upload, fileFields }: RouteDefinition<P, Q, B, R>,
  request: Request,
): Read<z.infer<P>, z.infer<Q>, z.infer<B>> | { readonly problem: Problem } {
  const isFile = upload === true && (body === null || request.is('application/json') === false);
  if (body !== null && !isFile && request.is('application/json') === false) return { problem: problemOf('UNSUPPORTED_MEDIA_TYPE') };
  const gate = checkRequest(request, fileFields);
  if (!gate.bounded) return { problem: problemOf('WRONG_SHAPE', gate.faults) };
  const [p, q, b] = [params.safeParse(request.params), query.safeParse(request.query), body === null || isFile ? null : body.safeParse(request.body)];
  const faults = withoutRepeats(gate.faults, [
    ...(p.success ? [] : faultsOf(p.error, 'path.')),
    ...(q.success ? [] : faultsOf(q.error, 'query.')),
    ...(b === null || b.success ? [] : faultsOf(b.error)),
    ...(b === null ? [] : (acrossBody?.(request.body) ?? [])),
  ]);
  if (faults.length > 0 || !p.success || !q.success || b?.success === false) return { problem: problemOf('WRONG_SHAPE', faults) };
  return { params: p.data, query: q.data, body: (b?.data ?? undefined) as never }; // undefined only where there is no body, or it is a file: the handler never looks at it
}

/** Of these programmes those that this person reads as their auditor. */
const audited = ({ roles }: Reader, programmes: readonly string[]): readonly string[] =>
  [...new Set(programmes)].filter((programme) => roles[programme]?.includes('AUDITOR') === true);

/** Error: there is none. A route that nobody wrote down does not exist. */
export function rowOfRoute(method: string, path: string): Row {
  const row = ROUTE_ROWS.get(`${method.toUpperCase()} ${path}`);
  if (row === undefined) throw new Error(`${method.toUpperCase()} ${path} has no row in domain/permission/table.ts`);
  return row;
}
