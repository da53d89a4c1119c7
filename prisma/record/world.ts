/** What the recorder knows of the world when it fills blanks: people, mandates, routes, desks; read within its transaction. */
import { ACTIVE, type Asking } from '../../domain/approval/facts.ts';
import type { Group, Member, Route } from '../../domain/approval/route.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Draft } from '../../domain/kernel/case.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Organisation } from '../../domain/programme/case.ts';
import type { Applied, Desk } from '../../domain/programme/desk.ts';
import { standInFor } from '../../domain/programme/mandates.ts';
import type { ApprovalStatus } from '../../domain/words/lists.ts';
import type { Blank, World } from '../../domain/world/blanks.ts';
import { canonicalJson, sha256 } from '../../proof/event-format.ts';
import type { Queryable } from '../database.ts';
import { belongingAmong } from '../people/colleagues.ts';

export type Household = Organisation;
const NOBODY: Household = { roles: {}, mandates: {}, left: [], routes: {} };

/**
 * Reads it under a shared lock on the programme: a mandate that begins at the same moment either sees the tasks of this
 * transaction on the desk, or is seen by it. Nothing falls between. Both rows are locked: after a wait PostgreSQL reads only
 * locked rows again, and would show the other as it was before.
 */
export async function householdOf(tx: Queryable, programme: string): Promise<Household> {
  const found = await tx.query<{ organisation: Household }>({
    name: 'household',
    text: 'SELECT o.organisation FROM stream s JOIN organisation o USING (stream) WHERE s.stream = $1 FOR SHARE OF s, o',
    values: [streamOf('programme', programme)],
  });
  // Fields that an older release's programme does not have are missing in its row, too.
  return { ...NOBODY, ...found.rows[0]?.organisation };
}

const blankOf = (event: Draft): Blank => event.data;
const asksOf = (events: readonly Draft[]): readonly Asking[] => events.flatMap((event) => blankOf(event).ask ?? []);
const isBlankRoute = (route: Blank['route']): route is Route => typeof route === 'object' && route.version === 0;

/** Whether these events leave anything open that only the programme knows. */
export const needsHousehold = (events: readonly Draft[]): boolean =>
  events.some((event) => {
    const { ask, route, desk, known, exists, leaving } = blankOf(event);
    return ask !== undefined || isBlankRoute(route) || desk !== undefined || known !== undefined || exists !== undefined || leaving !== undefined;
  });

const peopleIn = (group: Group): readonly string[] =>
  group.members.flatMap((m: Member) => ('person' in m ? [m.person] : 'group' in m ? peopleIn(m.group) : []));

/** A world for these events. `household`: null when they need none; `stream`: the case, where it has been recorded before. */
export async function worldFor(
  tx: Queryable,
  events: readonly Draft[],
  programme: string,
  calendar: Calendar,
  household: Household | null,
  stream: string | null,
): Promise<World> {
  const { roles, mandates, left, routes } = household ?? NOBODY;
  const named = asksOf(events).flatMap((ask) => [...peopleIn(ask.group), ...Object.values(ask.named).flat()]);
  const ids = new Set([
    ...Object.values(roles).flat(),
    ...Object.values(mandates).map(({ delegate }) => delegate),
    ...named,
    ...events.flatMap((event) => {
      const { known = [], exists = [], leaving } = blankOf(event);
      return [...known, ...exists, ...(leaving === undefined ? [] : [leaving.person, leaving.to ?? ''])];
    }),
  ]);
  const units = household === null ? new Map<string, string>() : await unitsOf(tx, [...ids]);
  const belonging = await belongingAmong(tx, programme, household === null ? [] : [...ids]);
  const desks = await desksOf(tx, events, programme);
  const applications = await applicationsIn(tx, events, programme);
  const first = await firstNotices(tx, events, stream);
  return {
    calendar,
    hash: (content) => sha256(canonicalJson(content)),
    holders: (role) => roles[role] ?? [],
    knows: (person) => units.has(person),
    belongs: (person) => belonging.colleagues.has(person),
    everBelonged: (person) => belonging.ever.has(person),
    hasLeft: (person) => left.includes(person),
    unitOf: (person) => units.get(person) ?? '',
    standIn: (person, matter) => standInFor({ mandates }, person, matter),
    route: (code) => routes[code] ?? null,
    casesOf: (desk) => desks.get(keyOf(desk)) ?? [],
    applicationsOf: (applied) => applications.get(appliedKey(applied)) ?? [],
    firstNotice: (tasks) => first.get(tasks.join()) ?? null,
  };
}

async function unitsOf(tx: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await tx.query<{ id: string; unit: string }>({
    name: 'units',
    text: 'SELECT id, unit FROM person WHERE id = ANY($1)',
    values: [ids],
  });
  return new Map(found.rows.map(({ id, unit }) => [id, unit]));
}

/** When a server first took a mail about one of these tasks and did not give it back, by the tasks. */
async function firstNotices(tx: Queryable, events: readonly Draft[], stream: string | null): Promise<ReadonlyMap<string, string>> {
  const sent = new Map<string, string>();
  for (const event of events) {
    const { told } = blankOf(event);
    if (told === undefined || told.looked || stream === null) continue;
    const found = await tx.query<{ at: Date | null }>(
      `SELECT min(sent_at) AS at FROM notice WHERE stream = $1 AND task = ANY($2) AND status IN ('SENT', 'RESENT')`,
      [stream, told.tasks],
    );
    const at = found.rows[0]?.at;
    if (at != null) sent.set(told.tasks.join(), at.toISOString());
  }
  return sent;
}

const keyOf = ({ person, mandate }: Desk): string => `${person}\n${mandate ?? ''}`;

async function desksOf(tx: Queryable, events: readonly Draft[], programme: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const desks = new Map<string, readonly string[]>();
  for (const event of events) {
    const { leaving, desk = leaving === undefined ? undefined : { person: leaving.person, mandate: null } } = blankOf(event);
    if (desk === undefined) continue;
    const behalf = desk.mandate === null ? '' : 'AND on_behalf_of IS NOT NULL';
    const found = await tx.query<{ stream: string }>(
      `SELECT DISTINCT stream FROM task WHERE person = $1 AND programme = $2 AND status = ANY($3) ${behalf} ORDER BY stream`,
      [desk.person, programme, ACTIVE],
    );
    desks.set(
      keyOf(desk),
      found.rows.map(({ stream }) => stream),
    );
  }
  return desks;
}

const appliedKey = ({ person, project }: Applied): string => `${person}\n${project ?? ''}`;

async function applicationsIn(tx: Queryable, events: readonly Draft[], programme: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const event of events) {
    const { leaving, applied = leaving === undefined ? undefined : { person: leaving.person, project: null } } = blankOf(event);
    if (applied === undefined || found.has(appliedKey(applied))) continue;
    const rows = await tx.query<{ stream: string }>(
      `SELECT stream FROM case_state WHERE applicant = $1 AND programme = $2 AND kind = 'approval' AND status = ANY($3)
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
