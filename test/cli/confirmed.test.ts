import { expect, it } from 'vitest';
import { confirmed } from '../../setup/confirmed.ts';
import type { CommandOutcome } from '../../temporal/case-gateway.ts';

/** Answers one after the other; the last one stays. */
function answers(...outcomes: readonly CommandOutcome[]) {
  let sent = 0;
  const send = async (): Promise<CommandOutcome> => {
    sent += 1;
    return outcomes[Math.min(sent, outcomes.length) - 1] ?? { kind: 'UNKNOWN' };
  };
  return { send, sent: () => sent };
}

it('an act of an import without an answer is sent again until it is known to be recorded', async () => {
  const busy = answers({ kind: 'NOT_CONFIRMED' }, { kind: 'UNAVAILABLE' }, { kind: 'UNKNOWN' });
  expect(await confirmed(busy.send)).toEqual({ kind: 'UNKNOWN' });
  expect(busy.sent()).toBe(3);
});

it('what passes by itself is waited for, and nothing else that was answered', async () => {
  const opening = answers({ kind: 'UNKNOWN' }, { kind: 'UNKNOWN' }, { kind: 'CLOSED' });
  expect(await confirmed(opening.send, { passes: ({ kind }) => kind === 'UNKNOWN' })).toEqual({ kind: 'CLOSED' });
  expect(opening.sent()).toBe(3);
  const answered = answers({ kind: 'UNKNOWN' });
  await confirmed(answered.send);
  expect(answered.sent()).toBe(1);
});

it('after its patience it says that nothing is known', async () => {
  const silent = answers({ kind: 'NOT_CONFIRMED' });
  expect(await confirmed(silent.send, { patienceMs: 0 })).toEqual({ kind: 'NOT_CONFIRMED' });
  expect(silent.sent()).toBeGreaterThan(0);
});
