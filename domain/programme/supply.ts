/**
 * How many places a county has for its people, now and once its projects are built: 千人口托位数 and what is missing to the
 * programme's target (domain facts 1). Deliberately absent: what families ask for (standards/demand.ts).
 */
export type Supply = {
  /** Places of projects that are not cancelled, and of those that are accepted. */
  readonly planned: number;
  readonly accepted: number;
  /** 千人口托位数, two decimals: existing and accepted places; and with all that are planned. */
  readonly perThousand: number;
  readonly perThousandPlanned: number;
  /** Places missing to the target, likewise. */
  readonly policyGap: number;
  readonly policyGapPlanned: number;
};

/** Example: 412,000 people, 780 places and a target of 1,854 leave a gap of 1,074; 610 planned places leave 464. */
export function supplyOf(programme: {
  readonly population: number;
  readonly existingPlaces: number;
  readonly targetPlaces: number;
  readonly projects: Readonly<Record<string, { readonly places: number; readonly status: string }>>;
}): Supply {
  const { population, existingPlaces, targetPlaces, projects } = programme;
  const placesOf = (...statuses: readonly string[]): number =>
    Object.values(projects).reduce((sum, { places, status }) => sum + (statuses.includes(status) ? places : 0), 0);
  const [planned, accepted] = [placesOf('RUNNING', 'ACCEPTED'), placesOf('ACCEPTED')];
  const perThousand = (places: number): number => (population === 0 ? 0 : Math.round((places * 1_000 * 100) / population) / 100);
  const gap = (places: number): number => Math.max(0, targetPlaces - places);
  return {
    planned,
    accepted,
    perThousand: perThousand(existingPlaces + accepted),
    perThousandPlanned: perThousand(existingPlaces + planned),
    policyGap: gap(existingPlaces + accepted),
    policyGapPlanned: gap(existingPlaces + planned),
  };
}
