/**
 * Makes the read tables again from the events and compares them with what stands there; verifies the chains on the way.
 * Deliberately absent: trust in the read tables.
 */
import { caseOf, foldOf } from '../../domain/cases.ts';
import type { Draft, Recorded } from '../../domain/kernel/case.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { type ReadTables, readTablesOf } from '../../domain/read-tables.ts';
import { canonicalJson, GENESIS, linkFault, parseBody, recordedOf } from '../../proof/event-format.ts';
import type { RecordLine } from '../../proof/verify.ts';
import { type Database, inTransaction } from '../database.ts';
import { fillMembers, rebuildMembers } from '../people/members.ts';
import { writeReadTables } from './read-table-writer.ts';
import { recordedStreams } from './record-source.ts';
import { type References, referencesOf, referencesOfNobody, replaceReferences } from './references.ts';

export type ChainReport = {
  readonly streams: number;
  readonly events: number;
  readonly chainOk: boolean;
  /** The first event of each stream that does not fit, in words. */
  readonly faults: readonly string[];
};

export type RebuildReport = ChainReport & {
  /** Rows that differ from what the events give, as `table key: why`. */
  readonly differences: readonly string[];
};

/** The first fault of a chain, or null. `head`: what the stream table says. */
function chainFault(lines: readonly RecordLine[], head: { readonly version: number; readonly hash: string } | undefined): string | null {
  let previous = GENESIS;
  for (const [index, line] of lines.entries()) {
    const { stream, version, type } = line.row ?? parseBody(line.body);
    const at = `${stream}@${version}`;
    if (version !== index + 1) return `${at}: version ${index + 1} is missing`;
    const link = linkFault(previous, line);
    if (link !== null) return `${at}: ${link === 'CHAIN_BROKEN' ? 'does not follow the event before it' : 'its content does not match its hash'}`;
    const body = parseBody(line.body);
    if (body.stream !== stream || body.version !== version || body.type !== type) return `${at}: its envelope does not match its row`;
    previous = line.hash;
  }
  const last = lines.at(-1);
  const name = last?.row?.stream ?? '?';
  if (head === undefined || last === undefined) return `${name}: the stream has no head`;
  return head.version === lines.length && head.hash === last.hash
    ? null
    : `${name}: the head says version ${head.version}, the last event is ${lines.length}`;
}

async function heads(db: Database): Promise<Map<string, { readonly version: number; readonly hash: string }>> {
  const rows = await db.pool.query<{ stream: string; version: number; hash: string }>('SELECT stream, version, hash FROM stream');
  return new Map(rows.rows.map((row) => [row.stream, row]));
}

/** Verifies every chain. Errors: PostgreSQL's own. */
export async function verifyChains(db: Database): Promise<ChainReport> {
  const known = await heads(db);
  const faults: string[] = [];
  let [count, events] = [0, 0];
  for await (const rows of recordedStreams(db)) {
    count += 1;
    events += rows.length;
    const stream = rows[0]?.row?.stream ?? '';
    const fault = chainFault(rows, known.get(stream));
    if (fault !== null) faults.push(fault);
    known.delete(stream);
  }
  for (const stream of known.keys()) faults.push(`${stream}: the stream has a head and no events`);
  return { streams: count, events, chainOk: faults.length === 0, faults };
}

/** Compares; with `apply`, also replaces what stands there. The service must not be writing while it is applied. */
export async function rebuild(db: Database, options: { readonly apply: boolean }): Promise<RebuildReport> {
  const known = await heads(db);
  const faults: string[] = [];
  const differences: string[] = [];
  const tables: ReadTables[] = [];
  const wrong: References[] = [];
  let events = 0;
  for await (const rows of recordedStreams(db)) {
    events += rows.length;
    const stream = rows[0]?.row?.stream ?? '';
    const fault = chainFault(rows, known.get(stream));
    if (fault !== null) faults.push(fault);
    const recorded = rows.map((row) => recordedOf(parseBody(row.body)));
    const made = fold(stream, recorded);
    const references = await referencesOf(db, stream, recorded);
    differences.push(...(await differencesOf(db, made)), ...references.differences);
    if (options.apply) tables.push(made);
    if (references.differences.length > 0) wrong.push(references);
  }
  const orphans = await db.pool.query<{ stream: string }>('SELECT stream FROM case_state WHERE stream NOT IN (SELECT stream FROM event)');
  differences.push(...orphans.rows.map(({ stream }) => `case_state ${stream}: no events`));
  differences.push(...(await referencesOfNobody(db, options.apply)));
  differences.push(...(await rebuildMembers(db, options.apply)));
  if (options.apply && differences.length > 0) {
    await inTransaction(db.pool, async (tx) => {
      await tx.query('DELETE FROM case_state');
      await tx.query('DELETE FROM task');
      for (const table of SMALL_TABLES) await tx.query(`DELETE FROM ${table}`);
      for (const made of tables) await writeReadTables(tx, made);
      for (const references of wrong) await replaceReferences(tx, references);
    });
  }
  return { streams: known.size, events, chainOk: faults.length === 0, faults, differences };
}

/**
 * Folds anew the states that an older release kept in an older shape, and finds who belongs to which programme; after a migration, before anybody reads. Returns how
 * many. A release that is still writing the old shape is no harm: its rows are folded when they are next written.
 */
export async function refoldOlder(db: Database): Promise<number> {
  await fillMembers(db);
  const rows = await db.pool.query<{ stream: string; schema: number }>('SELECT stream, schema FROM case_state ORDER BY stream');
  const older = rows.rows.filter(({ stream, schema }) => schema !== caseOf(stream).schema);
  for (const { stream } of older) {
    await inTransaction(db.pool, async (tx) => {
      await tx.query('SELECT 1 FROM stream WHERE stream = $1 FOR UPDATE', [stream]);
      const events = await tx.query<{ body: string }>('SELECT body FROM event WHERE stream = $1 ORDER BY version', [stream]);
      await writeReadTables(
        tx,
        fold(
          stream,
          events.rows.map(({ body }) => recordedOf(parseBody(body))),
        ),
      );
    });
  }
  return older.length;
}

function fold(stream: string, events: readonly Recorded<Draft>[]): ReadTables {
  const state = foldOf(stream, events);
  if (state === null) throw new Error(`no state for ${stream}`);
  const last = events.at(-1);
  if (last === undefined) throw new Error(`no events for ${stream}`);
  return readTablesOf(stream, state, last);
}

const SMALL_TABLES = ['standing', 'case_link', 'running_clock', 'case_key', 'organisation', 'board_part', 'progress_part', 'application'] as const;

/** A case's small rows as they stand, by table, each as its canonical text. */
async function smallRowsAt(db: Database, stream: string): Promise<Readonly<Record<(typeof SMALL_TABLES)[number], readonly string[]>>> {
  const where = { where: { stream } };
  const texts = (rows: readonly object[]) => rows.map(canonicalJson).sort();
  return {
    standing: texts(await db.prisma.standing.findMany(where)),
    case_link: texts(await db.prisma.caseLink.findMany(where)),
    running_clock: texts(await db.prisma.runningClock.findMany(where)),
    case_key: texts(await db.prisma.caseKey.findMany(where)),
    organisation: texts((await db.prisma.organisation.findMany(where)).map((row) => Object(row.organisation))),
    board_part: texts((await db.prisma.boardPart.findMany(where)).map((row) => Object(row.part))),
    progress_part: texts((await db.prisma.progressPart.findMany(where)).map((row) => Object(row.part))),
    application: texts(
      (await db.prisma.application.findMany(where)).map((row) => ({ ...row, amountFen: row.amountFen === null ? null : Number(row.amountFen) })),
    ),
  };
}
const smallRowsMade = ({
  standing,
  links,
  clocks,
  keys,
  organisation,
  board,
  progress,
  application,
}: ReadTables['small']): Awaited<ReturnType<typeof smallRowsAt>> => {
  const texts = (rows: readonly object[]) => rows.map(canonicalJson).sort();
  return {
    standing: texts(standing),
    case_link: texts(links),
    running_clock: texts(clocks),
    case_key: texts(keys),
    organisation: texts(organisation === null ? [] : [organisation]),
    board_part: texts(board === null ? [] : [board]),
    progress_part: texts(progress === null ? [] : [progress]),
    application: texts(application === null ? [] : [application]),
  };
};

/** Up to 0.4.0 a title stood in the order in which its event had it; it says the same. */
function inOrder(title: string): string {
  const { zh, en } = JSON.parse(title) as Partial<Text>; // written by readTablesOf alone
  return JSON.stringify({ zh, en });
}

async function differencesOf(db: Database, made: ReadTables): Promise<readonly string[]> {
  const { stream } = made.caseRow;
  const [caseRow, tasks] = [await db.prisma.caseState.findUnique({ where: { stream } }), await db.prisma.task.findMany({ where: { stream } })];
  const differences: string[] = [];
  const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  if (caseRow === null) differences.push(`case_state ${stream}: missing`);
  else if (!same({ ...caseRow, title: inOrder(caseRow.title), changedAt: iso(caseRow.changedAt) }, made.caseRow))
    differences.push(`case_state ${stream}: differs`);
  const key = (t: { readonly task: number }) => `${stream}/${t.task}`;
  const wanted = new Map(made.tasks.map((task) => [key(task), task]));
  for (const task of tasks) {
    const row = { ...task, title: inOrder(task.title), openedAt: iso(task.openedAt), dueAt: iso(task.dueAt), decidedAt: iso(task.decidedAt) };
    const want = wanted.get(key(task));
    if (want === undefined) differences.push(`task ${key(task)}: no event made it`);
    else if (!same(row, want)) differences.push(`task ${key(task)}: differs`);
    wanted.delete(key(task));
  }
  for (const missing of wanted.keys()) differences.push(`task ${missing}: missing`);
  const [have, want] = [await smallRowsAt(db, stream), smallRowsMade(made.small)];
  for (const table of SMALL_TABLES) if (!same(have[table], want[table])) differences.push(`${table} ${stream}: differs`);
  return differences;
}
