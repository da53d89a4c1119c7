/**
 * Where everything is recorded: events, hash chain, read tables and due notices in one transaction, once.
 * On plain `pg`, its statements in order and its writes in one go (docs/adr/0050), because Prisma's interactive transactions have open faults in exactly the paths
 * that matter here (prisma#30374, #29952, #29468; docs/adr/0005).
 */
import type pg from 'pg';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { caseOf, foldOf, kindOf } from '../../domain/cases.ts';
import type { Draft, Recorded } from '../../domain/kernel/case.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import {
  ANSWER_BYTES_MAX,
  CommandIdTaken,
  type KnownEvent,
  type RecordAnswer,
  type Recorder,
  type RecordRequest,
  StreamConflict,
  TextNotKept,
} from '../../domain/kernel/record.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { noticesAt } from '../../domain/notices-of.ts';
import type { Organisation } from '../../domain/programme/facts.ts';
import { type CaseRow, changesSince, readTablesOf } from '../../domain/read-tables.ts';
import { keptIn, keptText, unkeptIn, unkeptTexts } from '../../domain/text/kept.ts';
import { fillBlanks, wantedBy } from '../../domain/world/blanks.ts';
import { bodyOf, chainHash, GENESIS, knownOf, parseBody, sha256 } from '../../proof/event-format.ts';
import { fileReferences } from '../cases/files.ts';
import { type Database, inTransaction, lookThenWork, type Queryable, type Transaction } from '../database.ts';
import { announce } from '../live.ts';
import { followPeople } from '../people/members.ts';
import { readCalendar } from './calendar.ts';
import { refuseTakenCodes } from './code-taken.ts';
import { smallRowStatements, taskStatements } from './read-table-writer.ts';
import { organisationOf, worldFor } from './world.ts';

type Head = { readonly version: number; readonly hash: string; readonly state: object | null };

/** A calendar is read anew after this long, so that an import reaches running workers. */
const CALENDAR_AGE_MS = 10_000;

/** Events that follow from a changed calendar. */
const REWORKED = ['ClocksReworked', 'DeadlineReworked'];

export type EventStoreOptions = {
  readonly pool: pg.Pool;
  /**
   * Called after a commit with what happened; for what may be lost with the process and is found again: logs, measures, a look
   * at what is due. `due`: versions that made notices due.
   */
  readonly onRecorded?: (stream: string, events: readonly Recorded[], due: readonly number[]) => void;
};

/** Work that stands or falls with the events. */
type Also = (tx: Queryable) => Promise<void>;

export type EventStore = Recorder & {
  /** All of it in one transaction, with `also`, or nothing. False: one of the streams has gone on meanwhile; nothing was recorded. */
  recordTogether(requests: readonly RecordRequest[], also: Also): Promise<boolean>;
};

class StreamWentOn extends Error {}

export function createEventStore({ pool, onRecorded }: EventStoreOptions): EventStore {
  let calendar: { readonly at: number; readonly value: Calendar } | null = null;

  /** `fresh`: clocks are being worked out again because it has changed. */
  async function currentCalendar(db: Queryable, fresh: boolean): Promise<Calendar> {
    if (fresh || calendar === null || Date.now() - calendar.at > CALENDAR_AGE_MS) calendar = { at: Date.now(), value: await readCalendar(db) };
    return calendar.value;
  }

  return {
    /** Errors: TextNotKept, UnknownYear, NobodyFound, PersonUnknown, UnknownRoute, CodeTaken (nothing recorded), StreamConflict (an alarm), CommandIdTaken, PostgreSQL's own (try again). */
    async record(request) {
      const lock = (tx: Queryable) => lockHead(tx, request);
      let due: readonly number[] = [];
      const answer = await lookThenWork(pool, lock, async (tx, head) => {
        const { stream, commandId, expectedVersion } = request;
        if (head.version < expectedVersion) throw new StreamConflict(stream, expectedVersion, head.version);
        if (head.version > expectedVersion) {
          const own = await knownEvents(tx, 'SELECT body FROM event WHERE stream = $1 AND command_id = $2 ORDER BY version', stream, commandId);
          if (own.events.length > 0 && own.events[0]?.version === expectedVersion + 1) return { kind: 'RECORDED' as const, ...own };
          const missed = await knownEvents(tx, MISSED, stream, expectedVersion);
          const more = (missed.events.at(-1)?.version ?? head.version) < head.version;
          return { kind: 'BEHIND' as const, ...missed, ...(more ? { more: true as const } : {}) };
        }
        if (request.events.length === 0) return { kind: 'RECORDED' as const, events: [], notices: [] };
        const fresh = request.events.some(({ type }) => REWORKED.includes(type));
        const appended = await append(tx, request, head, await currentCalendar(tx, fresh));
        due = appended.due;
        return appended.answer;
      }).catch(async (error: unknown) => {
        // The same command was recorded so long ago that the workflow has forgotten its answer: it counts once.
        if (!isRepeatedCommand(error)) throw error;
        const { stream, commandId } = request;
        const own = await knownEvents(pool, 'SELECT body FROM event WHERE stream = $1 AND command_id = $2 ORDER BY version', stream, commandId);
        // Another case's command has this id: nothing was recorded here, and nobody may be told that it was.
        if (own.events.length === 0) throw new CommandIdTaken(stream);
        return { kind: 'RECORDED' as const, ...own };
      });
      onRecorded?.(request.stream, answer.events, due);
      return answer;
    },
    async recordTogether(requests, also) {
      const recorded: [string, readonly Recorded[], readonly number[]][] = [];
      try {
        await inTransaction(pool, async (tx) => {
          for (const request of requests) {
            const head = await lockHead(tx, request);
            if (head.version !== request.expectedVersion) throw new StreamWentOn(request.stream);
            const { answer, due } = await append(tx, request, head, await currentCalendar(tx, false));
            recorded.push([request.stream, answer.events, due]);
          }
          await also(tx);
        });
      } catch (error) {
        // Two who open the same stream at once: the second finds it open.
        if (error instanceof StreamWentOn || (error instanceof Error && 'constraint' in error && error.constraint === 'stream_pkey')) return false;
        throw error;
      }
      for (const [stream, events, due] of recorded) onRecorded?.(stream, events, due);
      return true;
    },
  };
}

/** The recorder of a database; whoever shows its cases is told of each that has changed (live.ts). */
export const recorderOf = (db: Pick<Database, 'pool'>, { onRecorded }: Pick<EventStoreOptions, 'onRecorded'> = {}): EventStore =>
  createEventStore({
    pool: db.pool,
    onRecorded(stream, events, due) {
      onRecorded?.(stream, events, due);
      // A page that an auditor reads, read anew for its own reading, would ask for ever.
      if (events.some(({ type }) => type !== 'HistoryRead')) announce(db.pool, stream);
    },
  });

/** It is recorded already, by whoever asked with the same id before. */
export const isRepeatedCommand = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'event_command_id_ordinal_key';

async function lockHead(tx: Queryable, { stream, expectedVersion }: RecordRequest): Promise<Head> {
  if (expectedVersion === 0) return { version: await versionOf(tx, stream), hash: GENESIS, state: null };
  const found = await tx.query<Head & { readonly schema: number }>({
    name: 'head-locked',
    text: 'SELECT s.version, s.hash, c.state, c.schema FROM stream s JOIN case_state c USING (stream) WHERE s.stream = $1 FOR UPDATE OF s, c',
    values: [stream],
  });
  const row = found.rows[0];
  if (row === undefined) return { version: 0, hash: GENESIS, state: null };
  // A row that an older release wrote is folded anew; the next write keeps it in the shape of today.
  return row.schema === caseOf(stream).schema ? row : { ...row, state: await foldAnew(tx, stream) };
}

async function foldAnew(tx: Queryable, stream: string): Promise<object | null> {
  const rows = await tx.query<{ body: string }>('SELECT body FROM event WHERE stream = $1 ORDER BY version', [stream]);
  return foldOf(
    stream,
    rows.rows.map(({ body }) => knownOf(parseBody(body))),
  );
}

async function versionOf(tx: Queryable, stream: string): Promise<number> {
  const found = await tx.query<{ version: number }>({
    name: 'version-locked',
    text: 'SELECT version FROM stream WHERE stream = $1 FOR UPDATE',
    values: [stream],
  });
  return found.rows[0]?.version ?? 0;
}

/** What follows on a version, as much as one answer may hold, and at least one event. */
const MISSED = `SELECT body FROM (
    SELECT body, version, sum(octet_length(body)) OVER (ORDER BY version) AS bytes, row_number() OVER (ORDER BY version) AS nth
    FROM event WHERE stream = $1 AND version > $2) AS following
  WHERE bytes <= ${ANSWER_BYTES_MAX} OR nth = 1 ORDER BY version`;

/** Events that were recorded before, with the notices that their workflow has to deliver. */
async function knownEvents(tx: Queryable, query: string, stream: string, key: string | number): Promise<Omit<RecordAnswer, 'kind'>> {
  const rows = await tx.query<{ body: string }>(query, [stream, key]);
  const events = rows.rows.map(({ body }) => knownOf(parseBody(body)));
  const versions = events.map(({ version }) => version);
  const due = await tx.query<{ id: string }>('SELECT id FROM notice WHERE stream = $1 AND version = ANY($2) AND task IS NOT NULL ORDER BY id', [
    stream,
    versions,
  ]);
  return { events, notices: due.rows.map(({ id }) => id) };
}

type Appended = { readonly answer: RecordAnswer; readonly due: readonly number[] };

async function append(tx: Transaction, request: RecordRequest, head: Head, calendar: Calendar): Promise<Appended> {
  const { stream, commandId, actor, occurredAt } = request;
  const logic = caseOf(stream);
  const programme = programmeOf(request, head);
  await refuseTakenCodes(tx, programme, request.events);
  const wanted = wantedBy(request.events);
  const organisation = wanted.organisation ? await organisationOf(tx, programme) : null;
  const world = await worldFor(tx, wanted, programme, calendar, organisation, stream, dayAt(occurredAt));

  let { version, hash, state } = head;
  const events: KnownEvent[] = [];
  const rows: { type: string; version: number; prevHash: string; hash: string; body: string }[] = [];
  const due: Due[] = [];
  for (const draft of request.events) {
    version += 1;
    const { type, data } = fillBlanks(soundDraft(draft, request, state), world, state);
    const body = bodyOf({ stream, version, type, schema: logic.schema, data, actor, commandId, occurredAt });
    const prevHash = hash;
    hash = chainHash(prevHash, body);
    rows.push({ type, version, prevHash, hash, body });
    const event = knownOf(parseBody(body));
    events.push(event);
    state = logic.evolve(state, event);
    for (const notice of noticesAt(stream, state, event)) due.push({ version, notice });
  }
  const last = events.at(-1);
  if (state === null || last === undefined) throw new Error(`no state for ${stream}`);

  const tables = readTablesOf(stream, state, last);
  const roles = await rolesToTell(tx, due, tables.caseRow.programme, organisation);
  // All that is written goes out in one go, with COMMIT behind it: every way to the database and back is waited for by a person.
  sendEventsAndCase(tx, request, rows, tables.caseRow, head.version === 0);
  const { tasks, smallBefore } = changesSince(stream, head.state, tables.tasks);
  for (const statement of taskStatements({ ...tables, tasks })) tx.send(statement);
  for (const statement of smallRowStatements(stream, tables.small, smallBefore)) tx.send(statement);
  for (const statement of fileReferences(stream, events)) tx.send(statement);
  await followPeople(tx, stream, events);
  const notices = due.length === 0 ? [] : sendNotices(tx, stream, occurredAt, due, roles);
  return { answer: { kind: 'RECORDED', events, notices }, due: [...new Set(due.map((one) => one.version))] };
}

/**
 * A person's text that cannot be kept is refused. What the service itself writes, or what stands in the state since a release
 * that took such text, is kept with `�` in its place, so that no case stands still because of it. Error: TextNotKept.
 */
function soundDraft(draft: Draft, { stream, actor }: RecordRequest, state: object | null): Draft {
  const texts = unkeptTexts(draft.data);
  if (texts.length === 0) return draft;
  const before = JSON.stringify(keptIn(state));
  const isNew = texts.some((text) => !before.includes(JSON.stringify(keptText(text))));
  if (actor.person !== null && isNew) throw new TextNotKept(stream, draft.type, unkeptIn(draft.data) ?? '');
  return { ...draft, data: keptIn(draft.data), ...(draft.fill === undefined ? {} : { fill: keptIn(draft.fill) }) };
}

/** The programme whose roles count: in the state, in the opening event, or the stream itself. */
function programmeOf(request: RecordRequest, head: Head): string {
  if (kindOf(request.stream) === 'programme') return request.stream.slice('programme/'.length);
  if (head.state !== null) return caseOf(request.stream).summary(head.state).programme;
  const data = request.events[0]?.data;
  return data !== undefined && 'programme' in data && typeof data.programme === 'string' ? data.programme : '';
}

type EventRow = { readonly type: string; readonly version: number; readonly prevHash: string; readonly hash: string; readonly body: string };

/** Events, head and state in one statement. */
function sendEventsAndCase(tx: Transaction, request: RecordRequest, rows: readonly EventRow[], caseRow: CaseRow, isNew: boolean): void {
  const { stream, commandId, occurredAt, actor } = request;
  const last = rows.at(-1);
  const head = isNew
    ? 'INSERT INTO stream (stream, kind, programme, project, version, hash, opened_at) VALUES ($1, $11, $12, $13, $14, $15, $3)'
    : 'UPDATE stream SET version = $14, hash = $15 WHERE stream = $1';
  tx.send({
    name: isNew ? 'record-first' : 'record-next',
    text: `WITH events AS (
        INSERT INTO event (stream, command_id, occurred_at, actor, ordinal, version, type, prev_hash, hash, body)
        SELECT $1, $2, $3::timestamptz, $4, r.* FROM unnest($5::int[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[]) AS r
      ), code AS (
        -- The one-time code that this command was made with is used up with it, or not at all (prisma/mail/codes.ts).
        UPDATE one_time_code SET used_at = now() WHERE command_id = $2 AND used_at IS NULL
      ), head AS (${head})
      INSERT INTO case_state (stream, kind, programme, project, version, status, title, light, state, schema, applicant, changed_at, mark)
      VALUES ($1, $11::text, $12::text, $13::text, $14::int, $16, $17, $18, $19, $20, $21, $3, $22)
      ON CONFLICT (stream) DO UPDATE SET version = EXCLUDED.version, status = EXCLUDED.status, title = EXCLUDED.title,
        light = EXCLUDED.light, state = EXCLUDED.state, schema = EXCLUDED.schema, applicant = EXCLUDED.applicant,
        changed_at = EXCLUDED.changed_at, mark = EXCLUDED.mark`,
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
      caseRow.schema,
      caseRow.applicant,
      caseRow.mark,
    ],
  });
}

/** What an event made due. */
type Due = { readonly version: number; readonly notice: ReturnType<typeof noticesAt>[number] };

const NO_ROLES: Organisation['roles'] = {};

/** Who holds the roles that are told now; asked only where one is. */
async function rolesToTell(tx: Queryable, due: readonly Due[], programme: string, known: Organisation | null): Promise<Organisation['roles']> {
  const { roles } = known ?? (due.some(({ notice }) => 'role' in notice.to) ? await organisationOf(tx, programme) : { roles: NO_ROLES });
  return roles;
}

/**
 * One notice a person; whoever holds the role now is who is told. The id is also the mail's Message-ID. Returned are those
 * about a task, which workflows delivered until 0.6.0 (docs/adr/0118).
 */
function sendNotices(tx: Transaction, stream: string, createdAt: string, due: readonly Due[], roles: Organisation['roles']): readonly string[] {
  const people = (to: Due['notice']['to']): readonly string[] => ('person' in to ? [to.person] : (roles[to.role satisfies Role] ?? []));
  const rows = due.flatMap(({ version, notice }) =>
    people(notice.to).map((recipient) => ({
      version,
      recipient,
      template: notice.template,
      task: notice.task ?? null,
      facts: JSON.stringify(notice.facts),
      ifWished: notice.ifWished === true,
    })),
  );
  // Somebody with two tasks hears of each.
  const ids = rows.map((row) => sha256(`${stream}@${row.version}/${row.template}/${row.recipient}/${row.task ?? ''}`).slice(0, 32));
  tx.send({
    name: 'notices-new',
    text: `INSERT INTO notice (stream, created_at, id, version, template, recipient, task, facts, message_id)
     SELECT $1, $2, r.id, r.version, r.template, r.recipient, r.task, r.facts, r.id
     FROM unnest((SELECT $3::text[]), $4::int[], $5::text[], $6::text[], $7::int[], $8::jsonb[], $9::boolean[])
       AS r (id, version, template, recipient, task, facts, if_wished)
     WHERE NOT r.if_wished OR EXISTS (SELECT 1 FROM preference p WHERE p.person = r.recipient)
     ON CONFLICT (id) DO NOTHING`,
    values: [
      stream,
      createdAt,
      ids,
      rows.map((r) => r.version),
      rows.map((r) => r.template),
      rows.map((r) => r.recipient),
      rows.map((r) => r.task),
      rows.map((r) => r.facts),
      rows.map((r) => r.ifWished),
    ],
  });
  // In the order in which a repeated request reads them back.
  return [...new Set(ids.filter((_, index) => rows[index]?.task !== null))].sort();
}
