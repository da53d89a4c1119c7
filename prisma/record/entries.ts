/**
 * What the search holds of events, written so that one event never keeps the others out: what PostgreSQL cannot keep of it
 * is replaced, what cannot be read at all is indexed by its envelope alone, and a batch that fails is halved until the one
 * that fails stands by itself. Deliberately absent: the places of events (log.ts), how the index finds them (postings.ts).
 */
import { reasonOf } from '../../domain/aside.ts';
import { entryOf, termsOf } from '../../domain/audit/entry.ts';
import type { ShownEvent } from '../../domain/audit/query.ts';
import { tellEvent } from '../../domain/audit/tell.ts';
import { kindPart } from '../../domain/kernel/stream.ts';
import type { IsoInstant } from '../../domain/kernel/values.ts';
import { keptIn, unkeptIn } from '../../domain/text/kept.ts';
import { parseBody } from '../../proof/event-format.ts';
import type { Queryable } from '../database.ts';

import { closeBlocks, writeTerms } from '../search/postings.ts';

/** An event with the place that the log gave it. */
export type LogEntry = {
  readonly index: number;
  readonly stream: string;
  readonly version: number;
  readonly hash: string;
  readonly prevHash: string;
  readonly body: string;
  readonly programme: string;
  readonly project: string | null;
  /** Hash of the event before it in its stream, where that one has a place already. */
  readonly before: string | null;
};

export type EntryRow = {
  readonly index: number;
  readonly stream: string;
  readonly version: number;
  readonly at: IsoInstant;
  readonly programme: string;
  readonly terms: readonly string[];
  readonly text: string;
  readonly amountFen: number | null;
  readonly documents: readonly string[];
  readonly shown: ShownEvent;
};

/** An event with its place, as far as the search looks at it. */
export type EntrySource = Pick<LogEntry, 'index' | 'stream' | 'version' | 'body' | 'hash' | 'programme' | 'project'>;

/** An event that the search holds in another form than it was written, and why. */
export type Replaced = { readonly where: string; readonly stream: string; readonly reason: string };
type Made = { readonly row: EntryRow; readonly replaced: string | null };

/** The one function of what the search holds of an event; it makes something of every event. */
export function entryMadeOf(placed: EntrySource, owners: Owners): Made {
  try {
    const body = parseBody(placed.body);
    const unkept = unkeptIn(body);
    const row = fullRow(placed, unkept === null ? body : keptIn(body), owners.get(placed.stream) ?? null);
    return { row: keptIn(row), replaced: unkept === null ? null : `${unkept} holds characters that no database keeps; � stands for them` };
  } catch (error) {
    return { row: bareRowOf(placed), replaced: `found by its case and place alone: ${reasonOf(error)}` };
  }
}

/** What the search holds of an event; also what `tuojian audit check` compares with. */
export const entryRowOf = (placed: EntrySource, owners: Owners): EntryRow => entryMadeOf(placed, owners).row;

/** The case whose matter an approval is, by its stream. */
export type Owners = ReadonlyMap<string, string>;

/** Whose matters they are, by what opened them: the record alone, whatever read tables say. */
export async function ownersOf(db: Queryable, placed: readonly EntrySource[]): Promise<Owners> {
  const approvals = [...new Set(placed.map(({ stream }) => stream))].filter((stream) => kindPart(stream) === 'approval');
  if (approvals.length === 0) return new Map();
  const opened = await db.query<{ stream: string; body: string }>({
    name: 'approvals-opened',
    text: 'SELECT stream, body FROM event WHERE version = 1 AND stream = ANY((SELECT $1::text[])::text[])',
    values: [approvals],
  });
  return new Map(opened.rows.flatMap(({ stream, body }) => ownerIn(stream, body)));
}

function ownerIn(stream: string, body: string): readonly (readonly [string, string])[] {
  try {
    const { data } = parseBody(body);
    return 'owner' in data && typeof data.owner === 'string' ? [[stream, data.owner]] : [];
  } catch {
    // What cannot be read is told of where its own event is indexed.
    return [];
  }
}

function fullRow(
  { index, stream, version, hash, programme, project }: EntrySource,
  body: ReturnType<typeof parseBody>,
  owner: string | null,
): EntryRow {
  const { type, data, actor, occurredAt } = body;
  if (!isInstant(occurredAt)) throw new Error('its time cannot be read');
  const entry = entryOf({ stream, type, data, actor, occurredAt, programme, project, owner });
  const { stage, outcome, documents, text, amountFen } = entry;
  const shown = { type, actor, project: entry.project, stage, outcome, documents, sentence: tellEvent({ stream, type, data }), hash };
  return { index, stream, version, at: occurredAt, programme, terms: termsOf(entry, stream, occurredAt), text, amountFen, documents, shown };
}

/** As PostgreSQL and the search's ranges of time take it. */
const isInstant = (at: unknown): at is IsoInstant => typeof at === 'string' && /^[12]\d{3}-\d\d-\d\dT/.test(at) && !Number.isNaN(Date.parse(at));

const NOT_READ = { zh: '本条内容无法编入检索，请在案卷中查看', en: 'not searchable; see it in its case' } as const;

/** What is left of an event of which nothing else can be read: its case and place. */
export function bareRowOf({ index, stream, version, hash, programme, project }: EntrySource): EntryRow {
  const shown: ShownEvent = {
    type: 'NOT_READ',
    actor: { person: null, door: 'case', assurance: 'none', roles: [] },
    project,
    stage: null,
    outcome: null,
    documents: [],
    sentence: NOT_READ,
    hash,
  };
  const terms = [`P:${programme}`, ...(project === null ? [] : [`s:${project}`]), `c:${stream}`, 't:NOT_READ'];
  return { index, stream, version, at: '1970-01-01T00:00:00.000Z', programme, terms, text: '', amountFen: null, documents: [], shown };
}

/** Writes what the search holds of new events, in order and without gaps; gives those that it holds in another form. */
export async function writeEntries(tx: Queryable, taken: readonly EntrySource[]): Promise<readonly Replaced[]> {
  const replaced = await writeSome(tx, taken, await ownersOf(tx, taken));
  const first = taken[0]?.index;
  const last = taken.at(-1)?.index;
  if (first === undefined || last === undefined) return replaced;
  const fault = await attempt(tx, () => closeBlocks(tx, first, last));
  return fault === null
    ? replaced
    : [...replaced, { where: `block of place ${last}`, stream: '', reason: `the index stays open: ${reasonOf(fault)}` }];
}

async function writeSome(tx: Queryable, taken: readonly EntrySource[], owners: Owners): Promise<readonly Replaced[]> {
  const made = taken.map((placed) => entryMadeOf(placed, owners));
  const fault = await attempt(tx, () =>
    writeRows(
      tx,
      made.map(({ row }) => row),
    ),
  );
  if (fault === null) {
    return made.flatMap(({ row, replaced }) =>
      replaced === null ? [] : [{ where: `${row.stream}@${row.version}`, stream: row.stream, reason: replaced }],
    );
  }
  const [only] = taken;
  if (only === undefined) return [];
  if (taken.length === 1) {
    await writeRows(tx, [bareRowOf(only)]);
    return [{ where: `${only.stream}@${only.version}`, stream: only.stream, reason: `found by its case and place alone: ${reasonOf(fault)}` }];
  }
  const half = Math.ceil(taken.length / 2);
  return [...(await writeSome(tx, taken.slice(0, half), owners)), ...(await writeSome(tx, taken.slice(half), owners))];
}

/** Runs `work` so that its failure leaves the transaction as it was; gives the error. Error: what no halving helps against. */
async function attempt(tx: Queryable, work: () => Promise<void>): Promise<unknown> {
  await tx.query('SAVEPOINT attempt');
  try {
    await work();
    await tx.query('RELEASE SAVEPOINT attempt');
    return null;
  } catch (error) {
    if (isWeather(error)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT attempt');
    return error;
  }
}

/** Connection, resources, locks, a server that goes down: the same events can be written later. */
function isWeather(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return false;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|25|40|53|55|57P|58)/.test(code);
}

async function writeRows(tx: Queryable, rows: readonly EntryRow[]): Promise<void> {
  await tx.query({
    name: 'entries-new',
    text: `INSERT INTO audit_entry (index, stream, version, at, programme, text, amount_fen, documents, shown)
     SELECT r.index, r.stream, r.version, r.at, r.programme, r.text, r.amount_fen, ARRAY(SELECT jsonb_array_elements_text(r.documents)), r.shown
     FROM unnest($1::bigint[], $2::text[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::bigint[], $8::jsonb[], $9::json[])
       AS r (index, stream, version, at, programme, text, amount_fen, documents, shown)`,
    values: [
      rows.map((r) => r.index),
      rows.map((r) => r.stream),
      rows.map((r) => r.version),
      rows.map((r) => r.at),
      rows.map((r) => r.programme),
      rows.map((r) => r.text),
      rows.map((r) => r.amountFen),
      rows.map((r) => JSON.stringify(r.documents)),
      rows.map((r) => JSON.stringify(r.shown)),
    ],
  });
  await writeTerms(tx, rows);
}
