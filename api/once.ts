/**
 * An act that is no command of a case, and counts once however often its request comes: its Idempotency-Key stands for it,
 * and the answer is kept. Deliberately absent: commands, which their workflow knows again (routes/cases.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '../domain/kernel/values.ts';
import { hashOf } from './digest.ts';
import type { ApiDeps } from './ports.ts';
import { type Problem, problemOf, sendProblem } from './problem.ts';
import type { RouteCall } from './route.ts';

export const KEY_ASKED: Text = {
  zh: '请发送 Idempotency-Key 请求头：8 至 200 个 ASCII 字符，每次操作用新的',
  en: 'send an Idempotency-Key header of 8 to 200 characters of ASCII, a new one for each act',
};
/** So long the same request that came first may take. */
const FIRST_MS = 10_000;
const LOOK_MS = 100;

/** `status`: of its answer when it was done, and again. */
type Once = Pick<RouteCall<unknown, unknown, unknown>, 'reader' | 'request' | 'response'> & { readonly status: 200 | 201 | 202 };

/** `asked`: what the key stands for. Null: it is answered: with a problem, or as it was the first time. */
export async function once<A extends object>(
  keys: ApiDeps['keys'],
  { reader: { person }, request, response, status }: Once,
  asked: readonly unknown[],
  act: () => Promise<A | { readonly problem: Problem }>,
): Promise<A | null> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[ -~]{8,200}$/.test(key)) {
    sendProblem(response, problemOf('KEY_MISSING', [KEY_ASKED]));
    return null;
  }
  const fingerprint = hashOf(JSON.stringify(asked));
  const until = Date.now() + FIRST_MS;
  let earlier = await keys.reserveKey(person, key, fingerprint);
  // The one that came first is under way; should it have died, this one does it.
  while (earlier?.fingerprint === fingerprint && earlier.status === null && Date.now() < until) {
    await sleep(LOOK_MS);
    earlier = await keys.reserveKey(person, key, fingerprint);
  }
  if (earlier !== null && earlier.fingerprint !== fingerprint) {
    sendProblem(response, problemOf('KEY_REUSED'));
    return null;
  }
  if (earlier !== null && earlier.status !== null) {
    response.setHeader('Idempotency-Replayed', 'true').status(earlier.status).json(earlier.body);
    return null;
  }
  try {
    const done = await act();
    if (!('problem' in done)) {
      await keys.storeAnswer(person, key, status, done);
      return done;
    }
    await keys.releaseKey(person, key);
    sendProblem(response, done.problem);
    return null;
  } catch (error) {
    await keys.releaseKey(person, key);
    throw error;
  }
}
