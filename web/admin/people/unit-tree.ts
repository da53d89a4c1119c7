/** Units in the order of their tree. Deliberately absent: what is wrong with one (domain/programme/units.ts). */
import type { Roster } from './facts.ts';

export type Unit = Roster['units']['units'][number];

/** Each below its own, with how deep it stands; units of which the tree knows no way up come last. */
export function treeOf(units: readonly Unit[]): readonly { readonly unit: Unit; readonly depth: number }[] {
  const below = (parent: string | null, depth: number, seen: readonly string[]): ReturnType<typeof treeOf> =>
    units
      .filter((unit) => unit.parent === parent && !seen.includes(unit.unit))
      .flatMap((unit) => [{ unit, depth }, ...below(unit.unit, depth + 1, [...seen, unit.unit])]);
  const found = below(null, 0, []);
  const lost = units.filter((unit) => !found.some((one) => one.unit === unit));
  return [...found, ...lost.map((unit) => ({ unit, depth: 0 }))];
}
