/**
 * Where everything is recorded: events, hash chain, read tables and due notices in one transaction, once.
 * On plain `pg` with sequential awaits, because Prisma's interactive transactions have open faults in exactly the paths
 * that matter here (prisma#30374, #29952, #29468; docs/adr/0005).
 */
import type pg from 'pg';
import { fillBlanks, type World } from '../domain/blanks.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { kindOf, type NoticeDue, type Recorded, streamOf } from '../domain/case.ts';
import { caseOf } from '../domain/cases.ts';
import type { ProgrammeState } from '../domain/programme/case.ts';
import { type Known, type RecordAnswer, type Recorder, type RecordRequest, StreamConflict } from '../domain/record.ts';
import type { Role } from '../domain/role.ts';
import { readCalendar } from './calendar.ts';
import { inTransaction, type Queryable } from './database.ts';
import { type CaseRow, readTablesOf } from './projectors/read-tables.ts';
import { writeTasksAndFindings } from './read-table-writer.ts';
import { bodyOf, canonicalJson, chainHash, GENESIS, knownOf, parseBody, sha256 } from './record-format.ts';

type Head = { readonly version: number; readonly hash: string; readonly state: object | null };

/** A calendar is read anew after this long, so that an import reaches running workers. */
const CALENDAR_AGE_MS = 10_000;

export type EventStoreOptions = {
  readonly pool: pg.Pool;
  /** Called after a commit with what happened; for logs and measures, never for effects. */
  readonly onRecorded?: (stream: string, events: readonly Recorded[]) => void;
};

export function createEventStore({ pool, onRecorded }: EventStoreOptions): Recorder {
  let calendar: { readonly at: number; readonly value: Calendar } | null = null;

  async function currentCalendar(db: Queryable): Promise<Calendar> {
    if (calendar === null || Date.now() - calendar.at > CALENDAR_AGE_MS) calendar = { at: Date.now(), value: await readCalendar(db) };
    return calendar.value;
  }

  return {
    /** Errors: UnknownYear, NobodyFound (nothing recorded), StreamConflict (an alarm), PostgreSQL's own (try again). */
    async record(request) {
      const answer = await inTransaction(pool, async (tx) => {
        const head = await lockHead(tx, request);
        const { stream, commandId, expectedVersion } = request;
        if (head.version < expectedVersion) throw new StreamConflict(stream, expectedVersion, head.version);
        if (head.version > expectedVersion) {
          const own = await knownEvents(tx, 'SELECT body FROM event WHERE stream = $1 AND command_id = $2 ORDER BY version', stream, commandId);
          if (own.events.length > 0 && own.events[0]?.version === expectedVersion + 1) return { kind: 'RECORDED' as const, ...own };
          const missed = await knownEvents(tx, 'SELECT body FROM event WHERE stream = $1 AND version > $2 ORDER BY version', stream, expectedVersion);
          return { kind: 'BEHIND' as const, ...missed };
        }
        if (request.events.length === 0) return { kind: 'RECORDED' as const, events: [], notices: [] };
        return append(tx, request, head, await currentCalendar(tx));
      }).catch(async (error: unknown) => {
        // The same command was recorded so long ago that the workflow has forgotten its answer: it counts once.
        if (!isRepeatedCommand(error)) throw error;
        const { stream, commandId } = request;
        const own = await knownEvents(pool, 'SELECT body FROM event WHERE stream = $1 AND command_id = $2 ORDER BY version', stream, commandId);
        return { kind: 'RECORDED' as const, ...own };
      });
      onRecorded?.(request.stream, answer.events);
      return answer;
    },
  };
}

const isRepeatedCommand = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'event_command_id_ordinal_key';

async function lockHead(tx: Queryable, { stream, expectedVersion }: RecordRequest): Promise<Head> {
  if (expectedVersion === 0) return { version: await versionOf(tx, stream), hash: GENESIS, state: null };
  const found = await tx.query<Head>(
    'SELECT s.version, s.hash, c.state FROM stream s JOIN case_state c USING (stream) WHERE s.stream = $1 FOR UPDATE OF s',
    [stream],
  );
  return found.rows[0] ?? { version: 0, hash: GENESIS, state: null };
}

async function versionOf(tx: Queryable, stream: string): Promise<number> {
  const found = await tx.query<{ version: number }>('SELECT version FROM stream WHERE stream = $1 FOR UPDATE', [stream]);
  return found.rows[0]?.version ?? 0;
}

/** Events that were recorded before, with the notices that they made due. */
async function knownEvents(tx: Queryable, query: string, stream: string, key: string | number): Promise<Omit<RecordAnswer, 'kind'>> {
  const rows = await tx.query<{ body: string }>(query, [stream, key]);
  const events = rows.rows.map(({ body }) => knownOf(parseBody(body)));
  const versions = events.map(({ version }) => version);
  const due = await tx.query<{ id: string }>('SELECT id FROM notice WHERE stream = $1 AND version = ANY($2) ORDER BY id', [stream, versions]);
  return { events, notices: due.rows.map(({ id }) => id) };
}

async function append(tx: Queryable, request: RecordRequest, head: Head, calendar: Calendar): Promise<RecordAnswer> {
  const { stream, commandId, actor, occurredAt } = request;
  const logic = caseOf(stream);
  const programme = programmeOf(request, head);
  const needsHolders = request.events.some((event) => 'who' in event.data);
  const holders = needsHolders ? await holdersOf(tx, programme) : {};
  const world: World = { calendar, holders: (role) => holders[role] ?? [], hash: (content) => sha256(canonicalJson(content)) };

  let { version, hash, state } = head;
  const events: Known[] = [];
  const rows: { type: string; version: number; prevHash: string; hash: string; body: string }[] = [];
  const due: { version: number; notice: NoticeDue }[] = [];
  for (const draft of request.events) {
    version += 1;
    const { type, data } = fillBlanks(draft, world);
    const body = bodyOf({ stream, version, type, schema: 1, data, actor, commandId, occurredAt });
    const prevHash = hash;
    hash = chainHash(prevHash, body);
    rows.push({ type, version, prevHash, hash, body });
    const event = knownOf(parseBody(body));
    events.push(event);
    state = logic.evolve(state, event);
    for (const notice of logic.notices(state, event)) due.push({ version, notice });
  }
  if (state === null) throw new Error(`no state for ${stream}`);

  const tables = readTablesOf(stream, state, events);
  await writeEventsAndCase(tx, request, rows, tables.caseRow, head.version === 0);
  await writeTasksAndFindings(tx, tables);
  const notices = due.length === 0 ? [] : await insertNotices(tx, stream, occurredAt, due, tables.caseRow.programme, holders);
  return { kind: 'RECORDED', events, notices };
}

/** The programme whose roles count: in the state, in the opening event, or the stream itself. */
function programmeOf(request: RecordRequest, head: Head): string {
  if (kindOf(request.stream) === 'programme') return request.stream.slice('programme/'.length);
  if (head.state !== null) return caseOf(request.stream).summary(head.state).programme;
  const data = request.events[0]?.data;
  return data !== undefined && 'programme' in data && typeof data.programme === 'string' ? data.programme : '';
}

async function holdersOf(tx: Queryable, programme: string): Promise<ProgrammeState['roles']> {
  const found = await tx.query<{ roles: ProgrammeState['roles'] }>("SELECT state->'roles' AS roles FROM case_state WHERE stream = $1", [
    streamOf('programme', programme),
  ]);
  return found.rows[0]?.roles ?? {};
}

type EventRow = { readonly type: string; readonly version: number; readonly prevHash: string; readonly hash: string; readonly body: string };

/** Events, head and state in one statement: every round trip inside the transaction is waited for by a person. */
async function writeEventsAndCase(tx: Queryable, request: RecordRequest, rows: readonly EventRow[], caseRow: CaseRow, isNew: boolean): Promise<void> {
  const { stream, commandId, occurredAt, actor } = request;
  const last = rows.at(-1);
  const head = isNew
    ? 'INSERT INTO stream (stream, kind, programme, project, version, hash, opened_at) VALUES ($1, $11, $12, $13, $14, $15, $3)'
    : 'UPDATE stream SET version = $14, hash = $15 WHERE stream = $1';
  await tx.query({
    name: isNew ? 'record-first' : 'record-next',
    text: `WITH events AS (
        INSERT INTO event (stream, command_id, occurred_at, actor, ordinal, version, type, prev_hash, hash, body)
        SELECT $1, $2, $3::timestamptz, $4, r.* FROM unnest($5::int[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[]) AS r
      ), head AS (${head})
      INSERT INTO case_state (stream, kind, programme, project, version, status, title, light, state, changed_at)
      VALUES ($1, $11::text, $12::text, $13::text, $14::int, $16, $17, $18, $19, $3)
      ON CONFLICT (stream) DO UPDATE SET version = EXCLUDED.version, status = EXCLUDED.status, title = EXCLUDED.title,
        light = EXCLUDED.light, state = EXCLUDED.state, changed_at = EXCLUDED.changed_at`,
    values: [
      stream,
      commandId,
      occurredAt,
      actor.person,
      rows.map((_, index) => index),
      rows.map((r) => r.version),
      rows.map((r) => r.type),
      rows.map((r) => r.prevHash),
      rows.map((r) => r.hash),
      rows.map((r) => r.body),
      caseRow.kind,
      caseRow.programme,
      caseRow.project,
      caseRow.version,
      last?.hash ?? GENESIS,
      caseRow.status,
      caseRow.title,
      caseRow.light,
      JSON.stringify(caseRow.state),
    ],
  });
}

/** One notice a person; whoever holds the role now is who is told. The id is also the mail's Message-ID. */
async function insertNotices(
  tx: Queryable,
  stream: string,
  createdAt: string,
  due: readonly { readonly version: number; readonly notice: NoticeDue }[],
  programme: string,
  known: ProgrammeState['roles'],
): Promise<readonly string[]> {
  const asksRole = due.some(({ notice }) => 'role' in notice.to);
  const holders = asksRole && Object.keys(known).length === 0 ? await holdersOf(tx, programme) : known;
  const people = (to: NoticeDue['to']): readonly string[] => ('person' in to ? [to.person] : (holders[to.role satisfies Role] ?? []));
  const rows = due.flatMap(({ version, notice }) =>
    people(notice.to).map((recipient) => ({
      version,
      recipient,
      template: notice.template,
      round: notice.task?.round ?? null,
      step: notice.task?.step ?? null,
    })),
  );
  const ids = rows.map((row) => sha256(`${stream}@${row.version}/${row.template}/${row.recipient}`).slice(0, 32));
  await tx.query(
    `INSERT INTO notice (stream, created_at, id, version, template, recipient, round, step, message_id)
     SELECT $1, $2, r.*, r.id FROM unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::int[], $8::int[])
       AS r (id, version, template, recipient, round, step)
     ON CONFLICT (id) DO NOTHING`,
    [
      stream,
      createdAt,
      ids,
      rows.map((r) => r.version),
      rows.map((r) => r.template),
      rows.map((r) => r.recipient),
      rows.map((r) => r.round),
      rows.map((r) => r.step),
    ],
  );
  // In the order in which a repeated request reads them back.
  return [...new Set(ids)].sort();
}
