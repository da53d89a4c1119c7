/**
 * Who belongs to which programme, kept as a table in the transaction of the event that says so; and what ends in that
 * transaction with whoever leaves: every sign-in, link and one-time code, so that leaving cannot be half done.
 */
import type { Draft } from '../../domain/kernel/case.ts';
import { idOf } from '../../domain/kernel/stream.ts';
import { MEMBER_EVENTS, type Member, membersIn } from '../../domain/programme/members.ts';
import { parseBody } from '../../proof/event-format.ts';
import { type Database, inTransaction, type Queryable } from '../database.ts';

type Happened = Draft & { readonly occurredAt: string };

/** Called by the recorder for every event, in its transaction. */
export async function followPeople(tx: Queryable, stream: string, events: readonly Happened[]): Promise<void> {
  if (!stream.startsWith('programme/') && !stream.startsWith('journal/')) return;
  for (const event of events) {
    for (const member of membersIn(stream, event)) await writeMember(tx, member, event.occurredAt);
    if (event.type === 'PersonLeft' && 'person' in event.data) await endAccess(tx, String(event.data.person), idOf(stream), event.occurredAt);
  }
}

const writeMember = (tx: Queryable, { programme, person, joins }: Member, at: string): Promise<unknown> =>
  tx.query(
    `INSERT INTO programme_person (programme, person, since, left_at) VALUES ($1, $2, $3, CASE WHEN $4 THEN NULL ELSE $3::timestamptz END)
     ON CONFLICT (programme, person) DO UPDATE SET left_at = EXCLUDED.left_at`,
    [programme, person, at, joins],
  );

/** Links and codes of this programme's cases. Sign-ins are for every programme: they end with the last one. */
async function endAccess(tx: Queryable, person: string, programme: string, at: string): Promise<void> {
  const own = '(SELECT stream FROM case_state WHERE programme = $2)';
  await tx.query(`UPDATE link_token SET revoked_at = $3 WHERE person = $1 AND revoked_at IS NULL AND stream IN ${own}`, [person, programme, at]);
  await tx.query(
    `UPDATE one_time_code SET expires_at = least(expires_at, $3::timestamptz) WHERE person = $1 AND used_at IS NULL AND stream IN ${own}`,
    [person, programme, at],
  );
  const nowhere = 'NOT EXISTS (SELECT 1 FROM programme_person WHERE person = $1 AND programme <> $2 AND left_at IS NULL)';
  for (const table of ['api_token', 'sign_in_session'])
    await tx.query(`UPDATE ${table} SET revoked_at = $3 WHERE person = $1 AND revoked_at IS NULL AND ${nowhere}`, [person, programme, at]);
  await tx.query(`DELETE FROM calendar_feed WHERE person = $1 AND ${nowhere}`, [person, programme]);
  await tx.query(
    `UPDATE one_time_code SET expires_at = least(expires_at, $3::timestamptz)
     WHERE person = $1 AND used_at IS NULL AND purpose = 'SIGN_IN' AND ${nowhere}`,
    [person, programme, at],
  );
}

/** The programmes to which somebody belongs now, in order; with `left`, also those that they have left. */
export async function programmesOf(db: Pick<Database, 'pool'>, person: string, left = false): Promise<readonly string[]> {
  const found = await db.pool.query<{ programme: string }>(
    'SELECT programme FROM programme_person WHERE person = $1 AND (left_at IS NULL OR $2) ORDER BY programme',
    [person, left],
  );
  return found.rows.map(({ programme }) => programme);
}

/**
 * Who belongs to a programme now, and to none beside these. Sign-ins are for every programme: nobody sees or ends those of
 * somebody who works in another one as well, where they have no say.
 */
export async function membersOf(db: Database, programme: string, within: readonly string[]): Promise<readonly string[]> {
  const found = await db.pool.query<{ person: string }>(
    `SELECT person FROM programme_person m WHERE programme = $1 AND left_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM programme_person o WHERE o.person = m.person AND o.left_at IS NULL AND o.programme <> ALL($2))
       AND NOT EXISTS (SELECT 1 FROM standing s WHERE s.person = m.person AND s.kind IN ('MEMBER', 'MANAGER') AND s.programme <> ALL($2))
     ORDER BY person`,
    [programme, within],
  );
  return found.rows.map(({ person }) => person);
}

/** The programmes that somebody audits. */
export async function auditsIn(db: Database, person: string): Promise<readonly string[]> {
  const rows = await db.prisma.standing.findMany({ where: { person, kind: 'MEMBER', role: 'AUDITOR' }, select: { programme: true } });
  return rows.map(({ programme }) => programme);
}

export type Membership = { readonly programme: string; readonly person: string; readonly left: boolean };

/** Who belongs to which programme or has left it, in the order of programmes; of these programmes and people, or of all. */
export async function memberships(
  db: Database,
  { programme, people }: { readonly programme?: string; readonly people?: readonly string[] } = {},
): Promise<readonly Membership[]> {
  const rows = await db.prisma.programmePerson.findMany({
    where: { ...(programme === undefined ? {} : { programme }), ...(people === undefined ? {} : { person: { in: [...people] } }) },
    orderBy: { programme: 'asc' },
  });
  return rows.map(({ leftAt, ...row }) => ({ programme: row.programme, person: row.person, left: leftAt !== null }));
}

type Row = { readonly programme: string; readonly person: string; readonly since: string; readonly left: string | null };

/** The table as the events give it, in the order in which they happened. */
async function membersByEvents(tx: Queryable): Promise<readonly Row[]> {
  const events = await tx.query<{ stream: string; body: string }>(
    `SELECT stream, body FROM event WHERE type = ANY($1) AND (stream LIKE 'programme/%' OR stream LIKE 'journal/%') ORDER BY occurred_at, position`,
    [MEMBER_EVENTS],
  );
  const rows = new Map<string, Row>();
  for (const { stream, body } of events.rows) {
    const { type, data, occurredAt } = parseBody(body);
    for (const { programme, person, joins } of membersIn(stream, { type, data })) {
      const key = `${programme}\n${person}`;
      rows.set(key, { programme, person, since: rows.get(key)?.since ?? occurredAt, left: joins ? null : occurredAt });
    }
  }
  return [...rows.values()];
}

/** What differs from the events, as `tuojian rebuild` says it; with `apply`, it is made anew. */
export async function rebuildMembers(db: Database, apply: boolean): Promise<readonly string[]> {
  return inTransaction(db.pool, async (tx) => {
    const keyOf = ({ programme, person }: Pick<Row, 'programme' | 'person'>) => `programme_person ${programme}/${person}`;
    const wanted = new Map((await membersByEvents(tx)).map((row) => [keyOf(row), row]));
    const found = await tx.query<{ programme: string; person: string; since: Date; left_at: Date | null }>('SELECT * FROM programme_person');
    const differences: string[] = [];
    for (const row of found.rows) {
      const want = wanted.get(keyOf(row));
      if (want === undefined) differences.push(`${keyOf(row)}: no event made it`);
      else if (row.since.toISOString() !== want.since || (row.left_at?.toISOString() ?? null) !== want.left)
        differences.push(`${keyOf(row)}: differs`);
    }
    const kept = new Set(found.rows.map(keyOf));
    for (const key of wanted.keys()) if (!kept.has(key)) differences.push(`${key}: missing`);
    if (apply && differences.length > 0) {
      await tx.query('DELETE FROM programme_person');
      for (const { programme, person, since, left } of wanted.values())
        await tx.query('INSERT INTO programme_person (programme, person, since, left_at) VALUES ($1, $2, $3, $4)', [programme, person, since, left]);
    }
    return differences;
  });
}

/** After a migration: a database of a release before knows its members by events alone. */
export async function fillMembers(db: Database): Promise<void> {
  if ((await db.prisma.programmePerson.count()) === 0) await rebuildMembers(db, true);
}
