/** Trials one after the other: each says what it saw, or why its claim does not hold. */
import { seeded } from '../../seeded.ts';
import type { Trial } from '../lab.ts';

export type Tried = { readonly fi: string; readonly holds: boolean; readonly seen: string };

export async function tryAll(
  trials: readonly Trial[],
  { seed, short, say }: { readonly seed: number; readonly short: boolean; readonly say: (line: string) => void },
): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (const { fi, claim, tryIt } of trials) {
    say(`${fi}: ${claim}`);
    const one = await tryIt({ draw: seeded(seed), short, say: (line) => say(`  ${line}`) }).then(
      (seen) => ({ fi, holds: true, seen }),
      (error: unknown) => ({ fi, holds: false, seen: error instanceof Error ? error.message : String(error) }),
    );
    say(`${one.holds ? '✓' : '✗'} ${fi} ${one.seen}`);
    tried.push(one);
  }
  return tried;
}
