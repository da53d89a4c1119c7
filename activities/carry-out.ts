/**
 * Carries out what other cases must do: starts them, tells them. Safe any number of times: a start is refused for an id
 * that was used, and a command counts once by its id. A message that cannot be delivered holds up neither the others nor
 * its own case: it is set aside, shown to people and tried again (jobs/carry-again.ts).
 */
import type { CaseMessage, CasePost, EnvelopeGuard, MessagesAside } from './ports.ts';

/** A server that does not answer is asked so often before a message is set aside. */
const TRIES = 4;
/** Under the time that the activity has, whatever number of cases does not answer. */
const ANSWER_MS = 4_000;

/** Gives the cases that have ended and could not be told. Error: Temporal or PostgreSQL cannot be reached; it is tried again. */
export const carryOut = (cases: CasePost, guard: Pick<EnvelopeGuard, 'mustBeLocal'>, aside: MessagesAside | null = null) => {
  const tries = new Map<string, number>();
  return async ({ messages }: { readonly messages: readonly CaseMessage[] }): Promise<readonly string[]> => {
    // What is sent on is sealed here: only what a workflow itself owes.
    guard.mustBeLocal();
    const undeliverable: string[] = [];
    const blocked = new Set(aside === null || messages.length === 0 ? [] : await aside.blocked());
    const faults: unknown[] = [];
    const putAside = async (message: CaseMessage, reason: unknown): Promise<void> => {
      if (aside === null || !(await aside.put(message, reason))) throw reason;
      blocked.add(message.stream);
      tries.delete(message.envelope.commandId);
    };
    const deliver = async (message: CaseMessage): Promise<void> => {
      if (blocked.has(message.stream)) return putAside(message, new Error('an earlier message to this case waits'));
      try {
        const arrived = await within(ANSWER_MS, message.kind === 'start' ? cases.start(message) : cases.tell(message));
        tries.delete(message.envelope.commandId);
        if (arrived) return;
        if (aside === null || (await aside.hasEnded(message.stream))) undeliverable.push(message.stream);
        else await putAside(message, new Error('there is no workflow of that case'));
      } catch (error) {
        const tried = (tries.get(message.envelope.commandId) ?? 0) + 1;
        tries.set(message.envelope.commandId, tried);
        if (isWeather(error) && tried < TRIES) throw error;
        await putAside(message, error);
      }
    };
    // Messages to one case in their order, cases side by side.
    const streams = [...new Set(messages.map(({ stream }) => stream))];
    const toOne = async (stream: string): Promise<void> => {
      for (const message of messages.filter((one) => one.stream === stream)) await deliver(message);
    };
    await Promise.all(streams.map((stream) => toOne(stream).catch((error: unknown) => void faults.push(error))));
    if (faults.length > 0) throw faults[0];
    return undeliverable;
  };
};

/** gRPC: cancelled, too late, aborted, unavailable. The same message may pass a moment later. */
const WEATHER: readonly unknown[] = [1, 4, 10, 14];

function isWeather(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : error.cause instanceof Error && 'code' in error.cause ? error.cause.code : null;
  return error instanceof NoAnswer || WEATHER.includes(code);
}

class NoAnswer extends Error {}

/** Node's timers, told here: the workflows' own check of types reads this file without Node's. */
declare function setTimeout(work: () => void, ms: number): unknown;
declare function clearTimeout(timer: unknown): void;

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let late: unknown;
  const timeout = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new NoAnswer('Temporal does not answer')), ms);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(late));
}
