/**
 * The way to the API. Its types are made from the routes' own shapes (docs/adr/0062), so that no shape is written twice:
 * `read` for questions (with `reading` for TanStack Query), `send` for acts. Deliberately absent: React (asking.ts).
 */
import { queryOptions } from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import type { paths } from '../generated/api.d.ts';
import { type ApiProblem, asProblem, problemIn, unreachable } from './problem.ts';

type PathsWith<M extends 'get' | 'post'> = { [P in keyof paths]: paths[P] extends { [K in M]: { responses: object } } ? P : never }[keyof paths];
export type ReadPath = PathsWith<'get'>;
export type SendPath = PathsWith<'post'>;

type Json<R> = R extends { content: { 'application/json': infer A } } ? A : never;
type Answered<O> = O extends { responses: infer R } ? Json<R[keyof R & (200 | 201 | 202)]> : never;
/** What a question or an act answers. */
export type AnswerOf<P extends ReadPath> = Answered<paths[P]['get']>;
export type SentAnswerOf<P extends SendPath> = Answered<paths[P]['post']>;
/** What an act takes. */
export type BodyOf<P extends SendPath> = paths[P]['post'] extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined;

type Given<O, Place extends string> = O extends { parameters: { [K in Place]?: infer G } } ? Exclude<G, undefined> : never;
type Part<Name extends string, G> = [G] extends [never] ? object : Partial<G> extends G ? { readonly [K in Name]?: G } : { readonly [K in Name]: G };
/** What stands in the path and behind it: `{ path: { id }, query: { limit: 20 } }`. */
export type ReadParams<P extends ReadPath> = Part<'path', Given<paths[P]['get'], 'path'>> & Part<'query', Given<paths[P]['get'], 'query'>>;
export type SendParams<P extends SendPath> = Part<'path', Given<paths[P]['post'], 'path'>> & Part<'query', Given<paths[P]['post'], 'query'>>;
type Maybe<T> = Partial<T> extends T ? [params?: T] : [params: T];

/** ENDED: nobody is signed in any more. STALE: somebody is, and what they asked for wants a fresh sign-in. */
export type SignedOut = 'ENDED' | 'STALE';
type Listener = (how: SignedOut) => void;
const atEnd = new Set<Listener>();
/** Told whenever the API says that nobody is signed in, or not freshly enough. */
export function onSignedOut(listener: Listener): () => void {
  atEnd.add(listener);
  return () => void atEnd.delete(listener);
}

/** Asks for a fresh sign-in over the page, before anything is sent that would be refused without one. */
export function askFreshSignIn(): void {
  for (const tell of atEnd) tell('STALE');
}

const whenSignedIn = new Set<(same: boolean) => void>();
/** After a request that wants a fresh sign-in: whether whoever was signed in has signed in again, once it is settled. */
export function freshSignIn(): Promise<boolean> {
  if (atEnd.size === 0) return Promise.resolve(false);
  return new Promise((resolve) => whenSignedIn.add(resolve));
}
/** `same`: the same person is signed in anew; else somebody else is, or they would not. */
export function settleSignIn(same: boolean): void {
  const waiting = [...whenSignedIn];
  whenSignedIn.clear();
  for (const settle of waiting) settle(same);
}

const client = createClient<paths>({ baseUrl: '', headers: { Accept: 'application/json' } });
client.use({
  onError: () => unreachable(),
  async onResponse({ response }) {
    if (response.ok) return;
    const problem = await problemIn(response);
    if (problem.code === 'NOT_SIGNED_IN') for (const tell of atEnd) tell('ENDED');
    if (problem.code === 'SIGN_IN_AGAIN') for (const tell of atEnd) tell('STALE');
    throw problem;
  },
});

/** openapi-fetch decides its types by literal paths; here the path is a parameter, and ours above say the same of it. */
type Untyped = (path: string, init: object) => Promise<{ readonly data?: unknown }>;
const get = client.GET as unknown as Untyped; // see Untyped
const post = client.POST as unknown as Untyped; // see Untyped

/** Error: ApiProblem, always. */
export async function read<P extends ReadPath>(path: P, params?: ReadParams<P>, signal?: AbortSignal): Promise<AnswerOf<P>> {
  try {
    const { data } = await get(path, { params: params ?? {}, ...(signal === undefined ? {} : { signal }) });
    return data as AnswerOf<P>; // as the API's document says of this path
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw asProblem(error);
  }
}

/** One act. The same `key` makes it count once, however often it is sent. Error: ApiProblem, always. */
export async function send<P extends SendPath>(
  path: P,
  given: { readonly params?: SendParams<P>; readonly body?: BodyOf<P>; readonly key: string },
): Promise<SentAnswerOf<P>> {
  try {
    const { data } = await post(path, { params: { ...given.params, header: { 'Idempotency-Key': given.key } }, body: given.body });
    return data as SentAnswerOf<P>; // as the API's document says of this path
  } catch (error) {
    throw asProblem(error);
  }
}

/** A question for `useQuery` and loaders; its key is its path with what it takes, by which live updates find it. */
export function reading<P extends ReadPath>(path: P, ...[params]: Maybe<ReadParams<P>>) {
  return queryOptions<AnswerOf<P>, ApiProblem>({
    queryKey: [path, params ?? {}],
    queryFn: ({ signal }) => read(path, params, signal),
  });
}
