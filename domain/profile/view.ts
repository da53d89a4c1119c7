/** How a project's profile and its survey's basis are shown. */
import { day, fen, flag, oneOf, optional, plain, record, table, whole } from '../kernel/shape.ts';
import { bilingual, listOf, numeric } from '../kernel/view.ts';
import { ALTERATIONS, BUILD_KINDS } from './profile.ts';

export const profileShown = record({
  code: plain,
  name: bilingual,
  buildKind: oneOf(BUILD_KINDS),
  enterpriseInvested: flag,
  simple: flag,
  places: whole,
  classes: record({ INFANT: whole, TODDLER: whole, OLDER: whole, MIXED: whole }),
  areaM2: numeric,
  childrenRoomM2: numeric,
  funding: record({ centralFen: fen, countyFen: fen, otherFen: fen }),
  unit: plain,
  manager: plain,
  startOn: day,
  finishOn: day,
  milestones: listOf(record({ key: plain, plannedOn: day })),
  opensOn: optional(day),
  servesMeals: flag,
  region: optional(plain),
  newLand: optional(flag),
  eiaListed: optional(flag),
  alters: optional(listOf(oneOf(ALTERATIONS))),
});

export const surveyBasisShown = record({
  areas: listOf(plain),
  population: whole,
  children: table(plain, whole),
  households: whole,
  strata: optional(table(plain, whole)),
  existingPlaces: whole,
  underConstruction: whole,
  plannedFeeFen: fen,
  parameters: record({ conversion: numeric, plannedUse: numeric, validPlaces: numeric, placesPerThousand: numeric, designEffect: numeric }),
});

/** A change of the project on record. */
export const projectChangesShown = optional(listOf(record({ what: bilingual, again: listOf(bilingual), document: plain, on: day, reason: plain })));
