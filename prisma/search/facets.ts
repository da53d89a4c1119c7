/**
 * Counts facets of a search over its index: bits of what was found against bits of each term, without reading an event.
 * Also the names by which a page of results is told. Deliberately absent: what facets there are (domain/audit/facets.ts).
 */
import { type Facets, facetsOf, facetTerms, monthsBetween } from '../../domain/audit/facets.ts';
import { peopleOf } from '../../domain/audit/facts.ts';
import type { AuditQuery, FoundEvent, HistoryScope } from '../../domain/audit/query.ts';
import { tellShown } from '../../domain/audit/tell.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { nameIn, type Person } from '../../domain/person.ts';
import { dayWordsIn } from '../../domain/words/days.ts';
import { parseBody } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';
import { findPeople } from '../people/people.ts';
import { placesFound } from './audit-search.ts';
import { countTerms } from './postings.ts';

/** Of the tail of the log, which is looked at entry by entry, no more than a young block is given. */
export async function countFacets(
  db: Database,
  query: AuditQuery,
  scope: HistoryScope,
): Promise<{ readonly count: number; readonly facets: Facets }> {
  const [places, values] = await Promise.all([allPlacesFound(db, query, scope), valuesIn(db, scope)]);
  return { count: places.length, facets: facetsOf(await countTerms(db.pool, places, facetTerms(values))) };
}

async function allPlacesFound(db: Database, query: AuditQuery, scope: HistoryScope): Promise<readonly number[]> {
  const handfuls: (readonly number[])[] = [];
  for await (const places of placesFound(db, query, scope)) handfuls.push(places);
  return handfuls.flat();
}

async function valuesIn({ pool }: Database, { programmes }: HistoryScope) {
  const found = await pool.query<{ first: Date | null; last: Date | null; people: string[]; projects: string[] }>(
    `SELECT (SELECT min(at) FROM audit_entry) AS first, (SELECT max(at) FROM audit_entry) AS last, ARRAY(SELECT id FROM person) AS people,
       ARRAY(SELECT DISTINCT project FROM stream WHERE programme = ANY($1::text[]) AND project IS NOT NULL) AS projects`,
    [programmes],
  );
  const { first = null, last = null, people = [], projects = [] } = found.rows[0] ?? {};
  return { people, programmes, projects, months: first === null || last === null ? [] : monthsBetween(first.toISOString(), last.toISOString()) };
}

/** Titles of those programmes and of their projects, by the id of their case: `project/QH-01`. */
export async function caseTitles({ pool }: Database, programmes: readonly string[]): Promise<ReadonlyMap<string, Text>> {
  const rows = await pool.query<{ stream: string; title: Text }>(
    "SELECT stream, title::json AS title FROM case_state WHERE kind IN ('programme', 'project') AND programme = ANY($1::text[])",
    [programmes],
  );
  return new Map(rows.rows.map(({ stream, title }) => [stream, title]));
}

/** Everybody whom these events name, and each event's sentence with their names. */
export async function tellFound(
  db: Database,
  events: readonly FoundEvent[],
): Promise<{ readonly people: ReadonlyMap<string, Person>; readonly sentences: readonly Text[] }> {
  const rows = await db.pool.query<{ stream: string; version: number; body: string }>(
    'SELECT e.stream, e.version, e.body FROM unnest($1::text[], $2::int[]) AS f (stream, version) JOIN event e USING (stream, version)',
    [events.map(({ stream }) => stream), events.map(({ version }) => version)],
  );
  const bodies = new Map(rows.rows.map(({ stream, version, body }) => [`${stream}@${version}`, parseBody(body)]));
  const whole = events.map((event) => bodies.get(`${event.stream}@${event.version}`) ?? null);
  const people = await findPeople(db, [...new Set(whole.flatMap((body) => (body === null ? [] : peopleOf(body))))]);
  const nameOf = nameIn(people);
  return { people, sentences: events.map(({ sentence }, nth) => told(whole[nth] ?? null, sentence, nameOf)) };
}

const told = (body: ReturnType<typeof parseBody> | null, sentence: Text, nameOf: (id: string) => Text): Text =>
  body === null ? dayWordsIn(sentence) : tellShown(body, nameOf);
