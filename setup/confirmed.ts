/**
 * What an import sends, and gets no answer to: its id comes of its content, so it is sent again and recorded once. A busy
 * service ends no import half way. Deliberately absent: what is sent, and what a refusal means.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandOutcome } from '../temporal/case-gateway.ts';

const PATIENCE_MS = 30_000;
/** Pauses grow from the first to the longest. */
const [FIRST_MS, LONGEST_MS] = [50, 1_000];

type Sending = {
  /** What passes by itself, and is waited for as well. */
  readonly passes?: (outcome: CommandOutcome) => boolean;
  readonly patienceMs?: number;
};

/** The first outcome that says whether it was recorded; after half a minute whatever came last. */
export async function confirmed(
  send: () => Promise<CommandOutcome>,
  { passes = () => false, patienceMs = PATIENCE_MS }: Sending = {},
): Promise<CommandOutcome> {
  const end = Date.now() + patienceMs;
  for (let pause = FIRST_MS; ; pause = Math.min(LONGEST_MS, pause * 2)) {
    const outcome = await send();
    const unsure = outcome.kind === 'UNAVAILABLE' || outcome.kind === 'NOT_CONFIRMED' || passes(outcome);
    if (!unsure || Date.now() > end) return outcome;
    await sleep(pause);
  }
}
