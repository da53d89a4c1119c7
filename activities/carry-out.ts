/**
 * Carries out what other cases must do: starts them, tells them. Safe any number of times: a start is refused for an id
 * that was used, and a command counts once by its id.
 */
import type { CaseMessage, CasePost } from './ports.ts';

export const carryOut =
  (cases: CasePost) =>
  async ({ messages }: { readonly messages: readonly CaseMessage[] }): Promise<readonly string[]> => {
    const undeliverable: string[] = [];
    for (const message of messages) {
      const arrived = message.kind === 'start' ? await cases.start(message) : await cases.tell(message);
      if (!arrived) undeliverable.push(message.stream);
    }
    return undeliverable;
  };
