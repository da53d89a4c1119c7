/**
 * What became slower between two sides, each measured several times. A figure's noise is what its own rounds differ by; it
 * changed where all rounds of one side lie on one side of all rounds of the other, and their middles differ by more than the
 * noise and by at least a twentieth. Deliberately absent: measuring (main.ts).
 */
import { type Better, type Figure, middle, type PartResult, type Unit } from '../figure.ts';

/** A smaller change is none, however steady a figure is. */
export const LEAST_CHANGE = 0.05;

export type Change = {
  readonly figure: string;
  readonly says: string;
  readonly unit: Unit;
  /** In the middle of its rounds. */
  readonly was: number;
  readonly is: number;
  /** Shares of what it was: 0.1 is ten percent worse, -0.1 better. */
  readonly worse: number;
  readonly noise: number;
  readonly verdict: 'WORSE' | 'BETTER' | 'SAME';
};

type Rounds = ReadonlyMap<string, { readonly figure: Figure; readonly values: readonly number[] }>;

function byFigure(rounds: readonly (readonly PartResult[])[]): Rounds {
  const found = new Map<string, { figure: Figure; values: number[] }>();
  for (const { part, figures } of rounds.flat())
    for (const figure of figures) {
      if (!Number.isFinite(figure.value)) continue;
      const known = found.get(`${part}.${figure.key}`);
      if (known === undefined) found.set(`${part}.${figure.key}`, { figure, values: [figure.value] });
      else known.values.push(figure.value);
    }
  return found;
}

/** Of the middle. */
const spread = (values: readonly number[]): number => {
  const at = middle(values);
  return at === 0 ? 0 : (Math.max(...values) - Math.min(...values)) / Math.abs(at);
};

/** All rounds of `are` are worse than all of `were`. */
const apart = (better: Better, were: readonly number[], are: readonly number[]): boolean =>
  better === 'LESS' ? Math.min(...are) > Math.max(...were) : Math.max(...are) < Math.min(...were);

/**
 * Of every figure that both sides have, the worst first. `unknownNoise`: that of a side with one round, which shows none.
 */
export function changesBetween(
  before: readonly (readonly PartResult[])[],
  after: readonly (readonly PartResult[])[],
  unknownNoise: number,
): readonly Change[] {
  const [old, now] = [byFigure(before), byFigure(after)];
  return [...old]
    .flatMap(([figure, { figure: one, values: were }]) => {
      const are = now.get(figure)?.values;
      if (are === undefined) return [];
      const [was, is] = [middle(were), middle(are)];
      const noiseOf = (values: readonly number[]): number => (values.length === 1 ? unknownNoise : spread(values));
      const noise = Math.max(noiseOf(were), noiseOf(are));
      const more = was === 0 ? (is === 0 ? 0 : Math.sign(is)) : (is - was) / Math.abs(was);
      const worse = one.better === 'LESS' ? more : -more;
      const changed = Math.abs(worse) > Math.max(noise, LEAST_CHANGE);
      const other: Better = one.better === 'LESS' ? 'MORE' : 'LESS';
      const verdict = changed && apart(one.better, were, are) ? 'WORSE' : changed && apart(other, were, are) ? 'BETTER' : 'SAME';
      return [{ figure, says: one.says.en, unit: one.unit, was, is, worse, noise, verdict } satisfies Change];
    })
    .toSorted((a, b) => b.worse - a.worse);
}
