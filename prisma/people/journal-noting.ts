/**
 * How something that happened to people or their office is noted: in the journal of every programme that it concerns, in one
 * transaction with what it changes and with the mail that tells of it; undone as a whole where it was overtaken. Deliberately
 * absent: what happens to people (people-record.ts).
 */
import { randomUUID } from 'node:crypto';
import { OFFICE_JOURNAL } from '../../domain/journal/ledger.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { sha256 } from '../../proof/event-format.ts';
import type { Database, Queryable } from '../database.ts';
import type { EventStore } from '../record/event-store.ts';
import type { JournalDraft } from '../record/ledgers.ts';

/** At the console: who it was is their own word. */
export const CONSOLE: Actor = { person: null, door: 'console', assurance: 'none', roles: [] };

/** Who does it and on which basis; `actor`: as they are known here. */
export type Doing = { readonly by: string; readonly basis: string; readonly actor?: Actor };

/** Others append to the same journals at the same time; each gets a turn. */
const TURNS = 50;

type Noting = {
  readonly programmes: readonly string[];
  readonly actor: Actor;
  readonly events: readonly JournalDraft[];
  readonly also: (tx: Queryable) => Promise<void>;
  /** One that makes it count once. */
  readonly commandId?: string;
};

/** Notes the same in each of these journals, with `also`, in one transaction. */
export async function noteInJournals(
  db: Database,
  store: EventStore,
  { programmes, actor, events, also, commandId = randomUUID() }: Noting,
): Promise<void> {
  const journals = programmes.length === 0 ? [OFFICE_JOURNAL] : [...programmes].sort();
  for (let turn = 0; turn < TURNS; turn += 1) {
    const streams = journals.map((programme) => streamOf('journal', programme));
    const rows = await db.prisma.caseState.findMany({ where: { stream: { in: streams } }, select: { stream: true, version: true } });
    const requests = journals.map((programme) => ({
      stream: streamOf('journal', programme),
      expectedVersion: rows.find(({ stream }) => stream === streamOf('journal', programme))?.version ?? 0,
      commandId: `people/${commandId}/${programme}`,
      actor,
      occurredAt: new Date().toISOString(),
      events: events.map(({ type, data }) => ({ type, data: { ...data, programme } })),
    }));
    if (await store.recordTogether(requests, also)) return;
  }
  throw new Error(`${journals.join(', ')} are written to by too many at once`);
}

/** What was to be changed has ended or changed meanwhile. Thrown in `also`, it undoes the whole transaction. */
export class Overtaken extends Error {}

/** False: it was overtaken, and nothing was done. */
export async function unlessOvertaken(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}

/** `by`: whom `{by}` in the sentences stands for. */
type Told = { readonly zh: string; readonly en: string; readonly by?: string };

/** A mail to the person about what happened to them, in the same transaction. `address`: one that is not theirs any more. */
export async function tell(
  tx: Queryable,
  person: string,
  programmes: readonly string[],
  text: Told,
  { address = null, template = 'account' }: { readonly address?: string | null; readonly template?: 'account' | 'invited' } = {},
): Promise<void> {
  const stream = programmes[0] === undefined ? streamOf('journal', OFFICE_JOURNAL) : streamOf('programme', programmes[0]);
  const detail = { ...text, ...(address === null ? {} : { sentTo: 'OLD' }) };
  await tx.query(
    `INSERT INTO notice (id, stream, version, template, recipient, message_id, detail, to_address, created_at)
     VALUES ($1::text, $2, 0, $6, $3, $1::text, $4::jsonb, $5, now())`,
    [sha256(randomUUID()).slice(0, 32), stream, person, JSON.stringify(detail), address, template],
  );
}
