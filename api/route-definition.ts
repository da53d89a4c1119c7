/** What a route of the API says of itself: what goes in, what comes out, what may go wrong. Deliberately absent: answering. */
import type { z } from 'zod';
import type { Text } from '../domain/kernel/values.ts';

export type Params = z.ZodObject<Record<string, z.ZodType<string>>>;
export type RouteDefinition<P extends Params, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType> = {
  readonly method: 'get' | 'post';
  /** Express form, `/api/v1/cases/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  /** `null`: the route takes no body. */
  readonly body: B | null;
  /** What is wrong with several fields of the body together; asked also where single ones are wrong, so that one answer holds all. */
  readonly acrossBody?: (body: unknown) => readonly Text[];
  readonly answer: R;
  /** Where the answer is a file: the media types it may have; `answer` is then never looked at. */
  readonly file?: readonly string[];
  /** Where the body is a file, as it is; the handler reads it. With a `body` too: whatever is not JSON is the file. */
  readonly upload?: boolean;
  /** The file is a form (multipart/form-data) whose field of this name holds the files. */
  readonly form?: string;
  /** Fields of the body that hold a file as it is: any text that can be kept passes the gate there. */
  readonly fileFields?: readonly string[];
  readonly status: number;
  /** Statuses of problems that this route may answer beside those that any may (api/open-api.ts). */
  readonly problems: readonly number[];
  readonly needsKey?: boolean;
  /** It asks for no sign-in; set by the one way to write such a route (`open`, api/route.ts). */
  readonly open?: true;
  /** It takes long: one person may have few of these under way, and all together not many. */
  readonly heavy?: true;
  /** A piece of a file: its sender may be slow, and nobody else waits for them. */
  readonly piece?: true;
  /** It reads a whole case or a file, which can be megabytes: a few of one person at a time, some more in turn. */
  readonly whole?: true;
};

export type AnyRouteDefinition = RouteDefinition<Params, z.ZodObject, z.ZodType, z.ZodType>;
