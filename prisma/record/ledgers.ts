/**
 * Appends to the streams that no workflow carries: the journals of programmes and the findings of projects. The recorder
 * is the same as for every other event (event-store.ts). Deliberately absent: what is noted, and when.
 */
import { caseOf } from '../../domain/cases.ts';
import { type JournalEvent, OFFICE_JOURNAL } from '../../domain/journal/ledger.ts';
import { type Actor, SYSTEM } from '../../domain/kernel/actor.ts';
import type { Draft } from '../../domain/kernel/case.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { RULES } from '../../domain/kernel/context.ts';
import type { RecordAnswer, Recorder } from '../../domain/kernel/record.ts';
import type { Rejection } from '../../domain/kernel/rejection.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { keptIn } from '../../domain/text/kept.ts';
import { asideAlready, isPassedOver, setAside, settleAside } from '../aside.ts';
import type { Database } from '../database.ts';

/** Others append to the same stream at the same time; each gets his turn. */
const TURNS = 20;

type Appending = {
  readonly stream: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly decide: (state: object | null) => readonly Draft[];
};

/** The last append to each ledger from this process: they take turns here, so that the recorder meets few at once. */
const last = new Map<string, Promise<unknown>>();

async function append(db: Database, recorder: Recorder, appending: Appending): Promise<RecordAnswer> {
  const { stream } = appending;
  const mine = (last.get(stream) ?? Promise.resolve()).then(() => appendNow(db, recorder, appending));
  const settled = mine.then(
    () => undefined,
    () => undefined,
  );
  last.set(stream, settled);
  try {
    return await mine;
  } finally {
    if (last.get(stream) === settled) last.delete(stream);
  }
}

async function appendNow(db: Database, recorder: Recorder, { stream, commandId, actor, decide }: Appending): Promise<RecordAnswer> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const row = await db.prisma.caseState.findUnique({ where: { stream }, select: { version: true, state: true } });
    const events = decide(row === null ? null : Object(row.state));
    if (events.length === 0) return { kind: 'RECORDED', events: [], notices: [] };
    const request = { stream, expectedVersion: row?.version ?? 0, commandId, actor, occurredAt: new Date().toISOString(), events };
    const answer = await recorder.record(request).catch((error: unknown) => {
      // Two who open the same ledger at once: the second finds it open.
      if (error instanceof Error && 'code' in error && error.code === '23505') return null;
      throw error;
    });
    if (answer?.kind === 'RECORDED') return answer;
  }
  throw new Error(`${stream} is written to by too many at once`);
}

/** Notes something in a programme's journal; `programme` empty: in that of the office. The same id counts once. */
export async function noteInJournal(
  db: Database,
  recorder: Recorder,
  note: { readonly programme: string; readonly commandId: string; readonly actor?: Actor; readonly events: readonly JournalDraft[] },
): Promise<RecordAnswer> {
  const programme = note.programme === '' ? OFFICE_JOURNAL : note.programme;
  const events = note.events.map(({ type, data }) => ({ type, data: keptIn({ ...data, programme }) }));
  return append(db, recorder, {
    stream: streamOf('journal', programme),
    commandId: note.commandId,
    actor: note.actor ?? SYSTEM,
    decide: () => events,
  });
}
export type JournalDraft = {
  [T in JournalEvent['type']]: { readonly type: T; readonly data: Omit<Extract<JournalEvent, { type: T }>['data'], 'programme'> };
}[JournalEvent['type']];

export type LedgerOutcome =
  | { readonly kind: 'RECORDED'; readonly answer: RecordAnswer }
  | { readonly kind: 'REFUSED'; readonly rejection: Rejection };

/** Asks something of a ledger: decided on the state as it is recorded. */
export async function commandLedger(
  db: Database,
  recorder: Recorder,
  asked: { readonly stream: string; readonly command: AnyCommand; readonly actor?: Actor; readonly commandId: string },
): Promise<LedgerOutcome> {
  const actor = asked.actor ?? SYSTEM;
  let refused: Rejection | null = null;
  const answer = await append(db, recorder, {
    stream: asked.stream,
    commandId: asked.commandId,
    actor,
    decide: (state) => {
      const decision = caseOf(asked.stream).decide(state, asked.command, {
        now: new Date().toISOString(),
        actor,
        commandId: asked.commandId,
        rules: RULES,
      });
      refused = decision.ok ? null : decision.rejection;
      return decision.ok ? decision.events : [];
    },
  });
  return refused === null ? { kind: 'RECORDED', answer } : { kind: 'REFUSED', rejection: refused };
}

const AT_ONCE = 200;

export type Waiting = { readonly item: string; readonly about: string | null; readonly note: () => Promise<void> };

/** Notes each by itself: one that cannot be noted is set aside, and passed over until its next try. Returns how many were noted. */
export async function noteEach(db: Database, waiting: readonly Waiting[]): Promise<number> {
  let noted = 0;
  const before = waiting.length === 0 ? new Set<string>() : await asideAlready(db, 'JOURNAL');
  for (const { item, about, note } of waiting) {
    try {
      await note();
      noted += 1;
      if (before.has(item)) await settleAside(db, 'JOURNAL', item);
    } catch (error) {
      // What cannot even be set aside is no fault of the item.
      if (!(await setAside(db, { loop: 'JOURNAL', item, about, reason: error }))) throw error;
    }
  }
  return noted;
}

/** What is set aside as `refusal/7`, and of these keys ($1) those that are noted by now. */
const NOTED: Readonly<Record<string, string>> = {
  refusal: 'SELECT id::text AS key FROM refusal WHERE id = ANY($1::bigint[]) AND noted_at IS NOT NULL',
  reading: 'SELECT id::text AS key FROM reading WHERE id = ANY($1::bigint[]) AND noted_at IS NOT NULL',
  document: 'SELECT sha256 AS key FROM document_file WHERE sha256 = ANY($1) AND noted_at IS NOT NULL',
  first: 'SELECT left(hash, 12) AS key FROM api_token WHERE left(hash, 12) = ANY($1) AND first_noted_at IS NOT NULL',
  burst: 'SELECT id::text AS key FROM sign_in_burst WHERE id = ANY($1::bigint[]) AND noted_at IS NOT NULL',
};

/**
 * Settles what was set aside and then noted by a process that was killed before it could settle it: it waits in no table any
 * more, so nobody else would. Returns how many.
 */
export async function settleNoted(db: Database): Promise<number> {
  const aside = [...(await asideAlready(db, 'JOURNAL'))];
  let settled = 0;
  for (const [kind, asks] of Object.entries(NOTED)) {
    const keys = aside.flatMap((item) => (item.startsWith(`${kind}/`) ? [item.slice(kind.length + 1)] : []));
    if (keys.length === 0) continue;
    for (const { key } of (await db.pool.query<{ key: string }>(asks, [keys])).rows)
      settled += (await settleAside(db, 'JOURNAL', `${kind}/${key}`)) ? 1 : 0;
  }
  return settled;
}

/** Takes refused attempts into the journals. Returns how many. Error: none could be read, or PostgreSQL went away. */
export async function noteRefusals(db: Database, recorder: Recorder): Promise<number> {
  const waiting = await db.pool.query<{
    id: string;
    stream: string;
    command: string;
    person: string | null;
    door: string;
    code: string;
    at: Date;
    programme: string | null;
  }>(
    `SELECT r.id, r.stream, r.command_type AS command, r.person, r.door, r.code, r.occurred_at AS at, s.programme
     FROM refusal r LEFT JOIN stream s USING (stream)
     WHERE r.noted_at IS NULL AND NOT ${isPassedOver("'JOURNAL'", "'refusal/' || r.id")} ORDER BY r.id LIMIT ${AT_ONCE}`,
  );
  return noteEach(
    db,
    waiting.rows.map(({ id, stream, command, person, door, code, at, programme }) => ({
      item: `refusal/${id}`,
      about: stream,
      note: async () => {
        const data = { stream, command, person, door, code, at: at.toISOString() };
        await noteInJournal(db, recorder, {
          programme: programme ?? '',
          commandId: `refusal/${id}`,
          events: [{ type: 'AttemptRefused', data }],
        });
        await db.pool.query('UPDATE refusal SET noted_at = now() WHERE id = $1', [id]);
      },
    })),
  );
}

/** Takes what auditors read into the journals. */
export async function noteReadings(db: Database, recorder: Recorder): Promise<number> {
  const waiting = await db.pool.query<{ id: string; person: string; programmes: readonly string[]; what: string; at: Date }>(
    `SELECT r.id, r.person, r.programmes, r.what, r.at FROM reading r
     WHERE r.noted_at IS NULL AND NOT ${isPassedOver("'JOURNAL'", "'reading/' || r.id")} ORDER BY r.id LIMIT ${AT_ONCE}`,
  );
  return noteEach(
    db,
    waiting.rows.map(({ id, person, programmes, what, at }) => ({
      item: `reading/${id}`,
      about: programmes[0] === undefined || programmes[0] === '' ? null : `programme/${programmes[0]}`,
      note: async () => {
        const actor: Actor = { person, door: 'api', assurance: 'session', roles: ['AUDITOR'] };
        for (const programme of programmes) {
          await noteInJournal(db, recorder, {
            programme,
            commandId: `reading/${id}/${programme}`,
            actor,
            events: [{ type: 'HistoryRead', data: { what, at: at.toISOString() } }],
          });
        }
        await db.pool.query('UPDATE reading SET noted_at = now() WHERE id = $1', [id]);
      },
    })),
  );
}

/** Notes documents to which a case refers by now, however old they are; those that none refers to wait for the sweeper. */
export async function noteDocuments(db: Database, recorder: Recorder): Promise<number> {
  const found = await db.pool.query<{ sha256: string; size: number; stream: string; programme: string }>(
    `SELECT d.sha256, d.size, r.stream, r.programme FROM document_file d
     CROSS JOIN LATERAL (
       SELECT f.stream, s.programme FROM file_reference f JOIN stream s USING (stream) WHERE f.sha256 = d.sha256 ORDER BY f.stream LIMIT 1) r
     WHERE d.noted_at IS NULL AND NOT ${isPassedOver("'JOURNAL'", "'document/' || d.sha256")} LIMIT ${AT_ONCE}`,
  );
  return noteEach(
    db,
    found.rows.map(({ sha256, size, stream, programme }) => ({
      item: `document/${sha256}`,
      about: stream,
      note: async () => {
        const events = [{ type: 'DocumentKept' as const, data: { sha256, size, stream } }];
        await noteInJournal(db, recorder, { programme, commandId: `kept/${sha256}`, events });
        await db.pool.query('UPDATE document_file SET noted_at = now() WHERE sha256 = $1', [sha256]);
      },
    })),
  );
}
