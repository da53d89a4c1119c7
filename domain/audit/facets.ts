/**
 * Facets of a search: how many of its matches there are by kind of event, outcome, person who acted or is named, programme,
 * project, month, door and kind of case.
 * Each is a term of the search's own index, so that a facet's count is what the search finds when it is narrowed by it.
 * Pure. Deliberately absent: counting (prisma/search/facets.ts), and names of people and projects.
 */

import { CASE_KINDS, LEDGER_KINDS } from '../cases.ts';
import { kindName } from '../journal/words.ts';
import { dayAt } from '../kernel/days.ts';
import type { IsoInstant, Text } from '../kernel/values.ts';
import { DOOR_WORDS } from '../words/doors.ts';
import { actionName, EVENT_TYPES } from './facts.ts';
import { OUTCOME_CODES, outcomeName } from './outcomes.ts';

export const FACETS = ['action', 'outcome', 'person', 'mentions', 'programme', 'project', 'month', 'kind', 'door'] as const;
export type Facet = (typeof FACETS)[number];

const PREFIX: Readonly<Record<Facet, string>> = {
  action: 't',
  outcome: 'o',
  person: 'p',
  mentions: 'm',
  programme: 'P',
  project: 's',
  month: 'y',
  kind: 'k',
  door: 'd',
};
const FACET_OF = new Map<string, Facet>(FACETS.map((facet) => [PREFIX[facet], facet]));

/** What there can be of what is no closed list. `months`: `2026-11`, of the whole log. */
export type FacetValues = {
  readonly people: readonly string[];
  readonly programmes: readonly string[];
  readonly projects: readonly string[];
  readonly months: readonly string[];
};

/** The terms whose matches are counted. */
export function facetTerms({ people, programmes, projects, months }: FacetValues): readonly string[] {
  const of = (facet: Facet, values: readonly string[]): readonly string[] => values.map((value) => `${PREFIX[facet]}:${value}`);
  return [
    ...of('action', EVENT_TYPES),
    ...of('outcome', OUTCOME_CODES),
    ...of('person', people),
    ...of('mentions', people),
    ...of('programme', programmes),
    ...of('project', projects),
    ...of('month', months),
    ...of('kind', [...CASE_KINDS, ...LEDGER_KINDS]),
    ...of('door', Object.keys(DOOR_WORDS)),
  ];
}

export type FacetCount = { readonly value: string; readonly count: number };
export type Facets = Readonly<Record<Facet, readonly FacetCount[]>>;

/** The most of a facet that are shown; months are all shown, in their order. */
const MOST = 200;

/** Counts by term, as facets: the largest first, months in order. */
export function facetsOf(counts: ReadonlyMap<string, number>): Facets {
  const all = Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as Record<Facet, FacetCount[]>; // one each, just made
  for (const [term, count] of counts) {
    const facet = FACET_OF.get(term.slice(0, term.indexOf(':')));
    if (facet !== undefined && count > 0) all[facet].push({ value: term.slice(term.indexOf(':') + 1), count });
  }
  for (const facet of FACETS) {
    all[facet].sort((a, b) => (facet === 'month' || a.count === b.count ? (a.value < b.value ? -1 : 1) : b.count - a.count));
    if (facet !== 'month') all[facet].splice(MOST);
  }
  return all;
}

/** Months of China Standard Time from the first moment to the last one, both included. */
export function monthsBetween(first: IsoInstant, last: IsoInstant): readonly string[] {
  const monthOf = (at: IsoInstant): string => dayAt(at).slice(0, 7);
  const [months, end]: [string[], string] = [[], monthOf(last)];
  for (let month = monthOf(first); month <= end; ) {
    months.push(month);
    const [year = 0, number = 1] = month.split('-').map(Number);
    month = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  }
  return months;
}

/** What a value of a facet that is no person, programme or project is called. */
export function facetName(facet: Facet, value: string): Text {
  if (facet === 'action') return actionName(value);
  if (facet === 'outcome') return outcomeName(value);
  if (facet === 'kind') return kindName(value);
  const door = facet === 'door' ? Object.entries(DOOR_WORDS).find(([name]) => name === value) : undefined;
  return door?.[1] ?? { zh: value, en: value };
}
