/** What the recorder knows of the world when it fills blanks: people, mandates, routes, desks; read within its transaction. */
import type { Applied, Desk } from '../../domain/approval/desk.ts';
import { ACTIVE, type FirstNotice } from '../../domain/approval/facts.ts';
import { asksSuperior, peopleInGroup } from '../../domain/approval/route.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { IsoDate } from '../../domain/kernel/values.ts';
import type { Organisation } from '../../domain/programme/facts.ts';
import type { ProjectFigures } from '../../domain/programme/figures.ts';
import { delegatesOf, standInFor } from '../../domain/programme/mandates.ts';
import { peopleInUnits, superiorIn } from '../../domain/programme/units.ts';
import type { ApprovalStatus } from '../../domain/words/lists.ts';
import type { Wanted, World } from '../../domain/world/blanks.ts';
import { canonicalJson, sha256 } from '../../proof/event-format.ts';
import type { Queryable } from '../database.ts';
import { belongingAmong } from '../people/colleagues.ts';
import { projectFigures } from './project-figures.ts';

const NOBODY: Organisation = { roles: {}, mandates: {}, left: [], routes: {} };

/**
 * Reads it under a shared lock on the programme: a mandate that begins at the same moment either sees the tasks of this
 * transaction on the desk, or is seen by it. Nothing falls between. Both rows are locked: after a wait PostgreSQL reads only
 * locked rows again, and would show the other as it was before.
 */
export const organisationOf = (tx: Queryable, programme: string): Promise<Organisation> =>
  organisation(tx, programme, 'organisation-shared', 'FOR SHARE OF s, o');

/** The same for whoever only shows it, and holds nobody up. */
export const organisationNow = (db: Queryable, programme: string): Promise<Organisation> => organisation(db, programme, 'organisation-now', '');

async function organisation(db: Queryable, programme: string, name: string, lock: string): Promise<Organisation> {
  const found = await db.query<{ organisation: Organisation }>({
    name,
    text: `SELECT o.organisation FROM stream s JOIN organisation o USING (stream) WHERE s.stream = $1 ${lock}`,
    values: [streamOf('programme', programme)],
  });
  // Fields that an older release's programme does not have are missing in its row, too.
  return { ...NOBODY, ...found.rows[0]?.organisation };
}

/** A world that answers what is wanted. `organisation`: null when nothing of it is; `stream`: the case, where it has been recorded before; `today`: the day of what is recorded. */
export async function worldFor(
  tx: Queryable,
  wanted: Wanted,
  programme: string,
  calendar: Calendar,
  organisation: Organisation | null,
  stream: string | null,
  today: IsoDate,
): Promise<World> {
  const { roles, mandates, left, routes, standards, unitTree } = organisation ?? NOBODY;
  const named = wanted.asks.flatMap((ask) => [...peopleInGroup(ask.group), ...Object.values(ask.named).flat()]);
  const below = unitTree === undefined ? [] : wanted.asks.flatMap(({ group, applicant }) => (asksSuperior(group) ? [applicant] : []));
  const above = unitTree === undefined || below.length === 0 ? [] : peopleInUnits(unitTree.units);
  const delegates = Object.values(mandates).flatMap(delegatesOf);
  const ids = new Set([...Object.values(roles).flat(), ...delegates, ...named, ...below, ...above, ...wanted.people]);
  const asked = organisation === null ? [] : [...ids];
  const [units, belonging] = await Promise.all([unitsOf(tx, asked), belongingAmong(tx, programme, asked)]);
  const desks = await desksOf(tx, wanted.desks, programme);
  const applications = await applicationsIn(tx, wanted.applied, programme);
  const first = await firstNotices(tx, wanted.notices, stream);
  const projects = new Map<IsoDate, readonly ProjectFigures[]>();
  for (const asOf of wanted.asOf) projects.set(asOf, await projectFigures(tx, programme, asOf));
  return {
    calendar,
    today,
    hash: (content) => sha256(canonicalJson(content)),
    holders: (role) => roles[role] ?? [],
    knows: (person) => units.has(person),
    belongs: (person) => belonging.colleagues.has(person),
    everBelonged: (person) => belonging.ever.has(person),
    hasLeft: (person) => left.includes(person),
    unitOf: (person) => units.get(person) ?? '',
    superior: (of, level, aside) =>
      unitTree === undefined
        ? null
        : superiorIn(unitTree, units.get(of) ?? '', level, { aside, there: (person) => units.has(person) && !left.includes(person) }),
    standIn: (person, matter) => standInFor({ mandates }, person, matter),
    route: (code) => routes[code] ?? null,
    adopted: (table) => standards?.[table] ?? [],
    casesOf: (desk) => desks.get(keyOf(desk)) ?? [],
    applicationsOf: (applied) => applications.get(appliedKey(applied)) ?? [],
    projects: (asOf) => projects.get(asOf) ?? [],
    firstNotice: (tasks) => first.get(tasks.join()) ?? null,
  };
}

async function unitsOf(tx: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await tx.query<{ id: string; unit: string }>({
    name: 'units',
    text: 'SELECT id, unit FROM person WHERE id = ANY($1)',
    values: [ids],
  });
  return new Map(found.rows.map(({ id, unit }) => [id, unit]));
}

/** When a server first took a mail about one of these tasks and did not give it back, by the tasks. */
async function firstNotices(tx: Queryable, notices: readonly FirstNotice[], stream: string | null): Promise<ReadonlyMap<string, string>> {
  const sent = new Map<string, string>();
  for (const { tasks } of stream === null ? [] : notices) {
    const found = await tx.query<{ at: Date | null }>(
      `SELECT min(sent_at) AS at FROM notice WHERE stream = $1 AND task = ANY($2) AND status IN ('SENT', 'RESENT')`,
      [stream, tasks],
    );
    const at = found.rows[0]?.at;
    if (at != null) sent.set(tasks.join(), at.toISOString());
  }
  return sent;
}

const keyOf = ({ person, mandate, also = [] }: Desk): string => [person, mandate ?? '', ...also].join('\n');

async function desksOf(tx: Queryable, wanted: readonly Desk[], programme: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const desks = new Map<string, readonly string[]>();
  for (const desk of wanted) {
    const behalf = desk.mandate === null ? '' : 'AND on_behalf_of IS NOT NULL';
    const found = await tx.query<{ stream: string }>(
      `SELECT DISTINCT stream FROM task WHERE person = ANY($1) AND programme = $2 AND status = ANY($3) ${behalf} ORDER BY stream`,
      [[desk.person, ...(desk.also ?? [])], programme, ACTIVE],
    );
    desks.set(
      keyOf(desk),
      found.rows.map(({ stream }) => stream),
    );
  }
  return desks;
}

const appliedKey = ({ person, project }: Applied): string => `${person ?? ''}\n${project ?? ''}`;

async function applicationsIn(tx: Queryable, wanted: readonly Applied[], programme: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const applied of wanted) {
    if (found.has(appliedKey(applied))) continue;
    const rows = await tx.query<{ stream: string }>(
      `SELECT stream FROM case_state WHERE ($1::text IS NULL OR applicant = $1) AND programme = $2 AND kind = 'approval' AND status = ANY($3)
         AND ($4::text IS NULL OR project = $4) ORDER BY stream`,
      [applied.person, programme, STILL_OPEN, applied.project],
    );
    found.set(
      appliedKey(applied),
      rows.rows.map(({ stream }) => stream),
    );
  }
  return found;
}

/** An application that waits for somebody. */
const STILL_OPEN: readonly ApprovalStatus[] = ['DRAFT', 'OPEN', 'PAUSED', 'RETURNED', 'WITHHELD'];
