/**
 * Carries out what other cases must do: starts them, tells them. Safe any number of times: a start is refused for an id
 * that was used, and a command counts once by its id.
 */
import type { CaseMessage, CasePost, EnvelopeGuard } from './ports.ts';

export const carryOut =
  (cases: CasePost, guard: EnvelopeGuard) =>
  async ({ messages }: { readonly messages: readonly CaseMessage[] }): Promise<readonly string[]> => {
    // What is sent on is sealed here: only what a workflow itself owes.
    guard.mustBeLocal();
    const undeliverable: string[] = [];
    for (const message of messages) {
      const arrived = message.kind === 'start' ? await cases.start(message) : await cases.tell(message);
      if (!arrived) undeliverable.push(message.stream);
    }
    return undeliverable;
  };
