/**
 * Appends to the streams that no workflow carries: the journals of programmes and the findings of projects. The recorder
 * is the same as for every other event (event-store.ts). Deliberately absent: what is noted, and when.
 */
import type { Actor, AnyCommand, Draft } from '../domain/case.ts';
import { RULES, streamOf } from '../domain/case.ts';
import { caseOf } from '../domain/cases.ts';
import { type JournalEvent, OFFICE_JOURNAL } from '../domain/journal/ledger.ts';
import type { RecordAnswer, Recorder } from '../domain/record.ts';
import type { Rejection } from '../domain/rejection.ts';
import type { Database } from './database.ts';

const SYSTEM: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };
/** Others append to the same stream at the same time; each gets his turn. */
const TURNS = 20;

type Appending = {
  readonly stream: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly decide: (state: object | null) => readonly Draft[];
};

async function append(db: Database, recorder: Recorder, { stream, commandId, actor, decide }: Appending): Promise<RecordAnswer> {
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
  const events = note.events.map(({ type, data }) => ({ type, data: { ...data, programme } }));
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

/** Takes into the journals what was put down in a hurry: refusals, readings of auditors, documents that are here. Returns how many. */
export async function noteWhatWaits(db: Database, recorder: Recorder): Promise<number> {
  return (await noteRefusals(db, recorder)) + (await noteReadings(db, recorder)) + (await noteDocuments(db, recorder));
}

const AT_ONCE = 200;

async function noteRefusals(db: Database, recorder: Recorder): Promise<number> {
  const waiting = await db.prisma.refusal.findMany({ where: { notedAt: null }, orderBy: { id: 'asc' }, take: AT_ONCE });
  const programmes = await programmesOf(
    db,
    waiting.map(({ stream }) => stream),
  );
  for (const { id, stream, commandType, person, door, code, occurredAt } of waiting) {
    const data = { stream, command: commandType, person, door, code, at: occurredAt.toISOString() };
    await noteInJournal(db, recorder, {
      programme: programmes.get(stream) ?? '',
      commandId: `refusal/${id}`,
      events: [{ type: 'AttemptRefused', data }],
    });
    await db.prisma.refusal.update({ where: { id }, data: { notedAt: new Date() } });
  }
  return waiting.length;
}

async function noteReadings(db: Database, recorder: Recorder): Promise<number> {
  const waiting = await db.prisma.reading.findMany({ where: { notedAt: null }, orderBy: { id: 'asc' }, take: AT_ONCE });
  for (const { id, person, programmes, what, at } of waiting) {
    const actor: Actor = { person, door: 'api', assurance: 'session', roles: ['AUDITOR'] };
    for (const programme of programmes) {
      await noteInJournal(db, recorder, {
        programme,
        commandId: `reading/${id}/${programme}`,
        actor,
        events: [{ type: 'HistoryRead', data: { what, at: at.toISOString() } }],
      });
    }
    await db.prisma.reading.update({ where: { id }, data: { notedAt: new Date() } });
  }
  return waiting.length;
}

/** Documents to which an event refers by now. */
async function noteDocuments(db: Database, recorder: Recorder): Promise<number> {
  const found = await db.pool.query<{ sha256: string; size: number; stream: string; programme: string }>(
    `SELECT f.sha256, f.size, e.stream, e.programme FROM (SELECT sha256, size FROM document_file WHERE noted_at IS NULL ORDER BY uploaded_at DESC LIMIT ${AT_ONCE}) f
     CROSS JOIN LATERAL (SELECT stream, programme FROM audit_entry WHERE documents @> ARRAY[f.sha256] LIMIT 1) e`,
  );
  for (const { sha256, size, stream, programme } of found.rows) {
    await noteInJournal(db, recorder, { programme, commandId: `kept/${sha256}`, events: [{ type: 'DocumentKept', data: { sha256, size, stream } }] });
    await db.prisma.documentFile.update({ where: { sha256 }, data: { notedAt: new Date() } });
  }
  return found.rows.length;
}

async function programmesOf(db: Database, streams: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.prisma.stream.findMany({ where: { stream: { in: [...new Set(streams)] } }, select: { stream: true, programme: true } });
  return new Map(rows.map(({ stream, programme }) => [stream, programme]));
}
