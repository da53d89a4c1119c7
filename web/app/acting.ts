/**
 * Acts: one wrapper for everything that writes. An act that is pressed twice, or sent again after a lost answer, counts once:
 * its Idempotency-Key belongs to what was filled in, and changes only when that was recorded or is another. Deliberately
 * absent: showing what went wrong (a form at its fields, a dialog in itself, anything else by `tellProblem`).
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { askFreshSignIn, type BodyOf, freshSignIn, type SendParams, type SendPath, type SentAnswerOf, send } from './client.ts';
import { type ApiProblem, asProblem, type ProblemCode } from './problem.ts';

/** 128 random bits; `crypto.randomUUID` is missing where a county's server has no certificate. */
export const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Tells bodies apart; nothing is kept secret by it (cyrb53). */
function digest(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

export type Act<P extends SendPath> = { readonly params?: SendParams<P>; readonly body?: BodyOf<P> };
type Options<P extends SendPath> = {
  /** Of a draft (parts/draft.ts): two tabs that hand in the same draft count once. Absent: one of this form. */
  readonly key?: string;
  readonly onDone?: (answer: SentAnswerOf<P>, act: Act<P>) => void;
  /** Nothing that is shown can have changed by it. */
  readonly quiet?: boolean;
};

const TRIES = 2;

/** Refused since the session has ended, or the sign-in is not fresh or not sure enough; nothing was recorded. */
const WANTS_SIGN_IN: readonly ProblemCode[] = ['NOT_SIGNED_IN', 'SIGN_IN_AGAIN', 'ASSURANCE_TOO_LOW'];

/**
 * An act that wants a fresh sign-in asks for it over the page and goes on by itself, once, when the same person has signed
 * in; nothing is typed or confirmed a second time. It was refused before, so that it cannot count twice.
 */
async function sendSignedIn<P extends SendPath>(path: P, act: Act<P>, key: string): Promise<SentAnswerOf<P>> {
  try {
    return await send(path, { ...act, key });
  } catch (error) {
    const problem = asProblem(error);
    if (!WANTS_SIGN_IN.includes(problem.code)) throw problem;
    if (problem.code === 'ASSURANCE_TOO_LOW') askFreshSignIn();
    if (!(await freshSignIn())) throw problem;
    // What a case has refused is answered so again under its key.
    return send(path, { ...act, key: problem.code === 'ASSURANCE_TOO_LOW' ? `${key}.anew` : key });
  }
}

/** `act.mutate({ params, body })`; while it is under way, another press does nothing. */
export function useAct<P extends SendPath>(path: P, { key, onDone, quiet = false }: Options<P> = {}) {
  const queries = useQueryClient();
  const own = useRef(newKey());
  const underWay = useRef<Promise<SentAnswerOf<P>> | null>(null);
  return useMutation<SentAnswerOf<P>, ApiProblem, Act<P>>({
    mutationFn: (act) => {
      underWay.current ??= sendSignedIn(path, act, `${key ?? own.current}.${digest(JSON.stringify([path, act]))}`).finally(() => {
        underWay.current = null;
      });
      return underWay.current;
    },
    // The same key: what was recorded although its answer was lost is answered again, and not done again.
    retry: (count, problem) => count < TRIES && (problem.status === 0 || problem.status === 502 || problem.status === 503),
    retryDelay: (count) => 800 * 2 ** count,
    onSuccess: async (answer, act) => {
      own.current = newKey();
      onDone?.(answer, act);
      if (!quiet) await queries.invalidateQueries();
    },
    onError: async (problem) => {
      // The case has moved on meanwhile, or nobody knows: what is shown is fetched anew; what was typed stays.
      if (!quiet && (problem.status === 409 || problem.status === 404 || problem.status >= 500)) await queries.invalidateQueries();
    },
  });
}
