/**
 * The units that people belong to, as far as a case may ask for them: none of those who stand aside (回避), and each of the
 * discipline that they sit for. The recorder knows them and looks. Deliberately absent: who sits for which (stages/acceptance).
 */

export type Sitting = {
  readonly person: string;
  /** Parts of a unit's name, of which theirs has one; none: any unit. */
  readonly of: readonly string[];
};
export type UnitsAsked = {
  readonly people: readonly Sitting[];
  /** Units whose people stand aside. */
  readonly not: readonly string[];
  /** People whose units' people stand aside. */
  readonly notWith: readonly string[];
};

/** People who may not sit there: everything that is in the way. */
export class UnitsUnfit extends Error {
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'UnitsUnfit';
  }
}

/** Their units by person. Error: UnitsUnfit. */
export function unitsFor({ people, not, notWith }: UnitsAsked, unitOf: (person: string) => string): Readonly<Record<string, string>> {
  const aside = new Set([...not, ...notWith.map(unitOf)].filter((unit) => unit !== ''));
  const faults = people.flatMap(({ person, of }) => {
    const unit = unitOf(person);
    if (unit === '') return [`${person}: their unit must be known`];
    if (aside.has(unit)) return [`${person} is of ${unit}, which owns or manages the project, and must stand aside (回避)`];
    return of.length === 0 || of.some((part) => unit.includes(part)) ? [] : [`${person} is of ${unit}; the unit must be called ${of.join(', ')}`];
  });
  if (faults.length > 0) throw new UnitsUnfit(faults);
  return Object.fromEntries(people.map(({ person }) => [person, unitOf(person)]));
}
