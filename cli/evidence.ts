/**
 * `tuojian audit …` for whoever keeps or checks the record: bundles, verification, checks of the database, keys, archives.
 * Asks nothing of the service. Commands whose output others rely on end with one JSON object.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readSettings } from '../config/env.ts';
import { exportHead, exportRow } from '../domain/audit/columns.ts';
import { storyTables } from '../domain/audit/report.ts';
import { AUDIT_RULES } from '../domain/audit/rules.ts';
import { minuteAt } from '../domain/kernel/days.ts';
import { checkProject } from '../jobs/project-checks.ts';
import { SetupError } from '../local/setup-error.ts';
import { LogKeys } from '../log/keys.ts';
import { leavesBeside } from '../log/outside.ts';
import { planRestart, restartLog } from '../log/restart.ts';
import { rotateKey } from '../log/signer.ts';
import { changedBatches } from '../prisma/cases/surveys.ts';
import type { Database } from '../prisma/database.ts';
import { listFindings } from '../prisma/history/findings.ts';
import { readStory } from '../prisma/history/story.ts';
import { newestCheckpoint } from '../prisma/log/checkpoints.ts';
import { verifyDatabase } from '../prisma/log/verify-database.ts';
import { createEventStore } from '../prisma/record/event-store.ts';
import { noteInJournal } from '../prisma/record/ledgers.ts';
import { openRecord, type RecordScope } from '../prisma/record/record-source.ts';
import { programmeCodes } from '../prisma/record/streams.ts';
import { eachMatch } from '../prisma/search/audit-search.ts';
import { checkSearch } from '../prisma/search/search-rebuild.ts';
import { type BundleSource, type Manifest, openBundle, writeBundle } from '../proof/bundle.ts';
import { parseCheckpoint, splitNotes } from '../proof/checkpoint.ts';
import { faultOf, type VerifyFault } from '../proof/faults.ts';
import { parseVerifierKey, type VerifierKey } from '../proof/note.ts';
import { type VerifyReport, verifyRecord } from '../proof/verify.ts';
import { reportPdf } from '../sheets/report.ts';
import { tableFile } from '../sheets/table.ts';
import { withDatabase } from './connect.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const now = (): string => new Date().toISOString();

type ExportOptions = { readonly programme?: string; readonly project?: string; readonly by: string };

/** Writes an evidence bundle: of everything, of a programme or of a project. The export itself becomes an event. */
export async function exportBundle(folder: string, options: ExportOptions): Promise<void> {
  await withDatabase(async (db) => {
    const scope = scopeOf(options);
    const manifest = await bundleTo(db, folder, scope, options.by, 'BUNDLE');
    say(`${folder}: ${manifest.events} events of ${manifest.streams} cases, ${manifest.documents} documents.`);
    say(`Check it anywhere: npx tuojian audit verify ${folder} --key KEY --outside CHECKPOINTS`);
    say(JSON.stringify({ folder, scope: manifest.scope, events: manifest.events, streams: manifest.streams, documents: manifest.documents }));
  });
}

const scopeOf = ({ programme, project }: Pick<ExportOptions, 'programme' | 'project'>): RecordScope => ({
  ...(programme === undefined ? {} : { programme }),
  ...(project === undefined ? {} : { project }),
});

async function bundleTo(db: Database, folder: string, scope: RecordScope, by: string, what: string): Promise<Manifest> {
  if ((await newestCheckpoint(db.pool)) === null) {
    throw new SetupError('Nothing is signed yet: the log has no checkpoint.', 'Let a worker run for a minute (`npm start`), then export again.');
  }
  const programme = scope.programme ?? (scope.project === undefined ? '' : await programmeOf(db, scope.project));
  const query = [
    ...(scope.programme === undefined ? [] : [`programme=${scope.programme}`]),
    ...(scope.project === undefined ? [] : [`project=${scope.project}`]),
  ].join('&');
  await noteInJournal(db, createEventStore({ pool: db.pool }), {
    programme,
    commandId: `bundle/${by}/${Date.now()}`,
    actor: { person: by, door: 'console', assurance: 'system', roles: [] },
    events: [{ type: 'ExportMade', data: { what, format: 'bundle', query } }],
  });
  const keys = LogKeys.open(readSettings().auditLog.keys)?.publicKeys ?? [];
  const source = await openRecord(db, scope);
  return writeBundle(folder, { ...source, keys, forPeople: filesForPeople(db, scope) });
}

async function programmeOf(db: Database, project: string): Promise<string> {
  const found = await db.prisma.stream.findUnique({ where: { stream: `project/${project}` }, select: { programme: true } });
  if (found === null) throw new SetupError(`There is no project ${project}.`, 'Look with `npx tuojian audit search`.');
  return found.programme;
}

/** What people open first: a table, the story as PDF where it is one project, and what to do with the rest. */
function filesForPeople(db: Database, scope: RecordScope): BundleSource['forPeople'] {
  const { project, programme } = scope;
  return {
    'README.txt': (write) => write(README),
    'events.csv': async (write) => {
      const programmes = await programmeCodes(db);
      const query = { ...(project === undefined ? {} : { project }), ...(programme === undefined ? {} : { programme }) };
      const pages = async function* () {
        for await (const events of eachMatch(db, query, { programmes })) yield events.map(exportRow);
      };
      for await (const chunk of tableFile('csv', { head: exportHead('zh-CN'), pages: pages() })) await write(chunk);
    },
    ...(project === undefined
      ? {}
      : {
          'story.pdf': async (write) => {
            const story = await readStory(db, project);
            if (story === null) return;
            const tables = storyTables(story, await listFindings(db, null, { project }), 'zh-CN');
            await write(
              await reportPdf({
                title: `${story.title.zh}（${project}）项目经过`,
                about: [`状态：${story.status}`],
                tables,
                foot: `导出 ${minuteAt(now())} · ${project}`,
              }),
            );
          },
        }),
  };
}

const README = `本文件夹是托建系统的审计证据包。events.csv 与 story.pdf 供阅读；证明在其余文件中。
核对（无需连接系统）： npx tuojian audit verify 本文件夹 --key 公钥 --outside 另存的检查点文件
格式说明见 docs/audit-bundle.md，任何人都可以据此另写核对程序。

This folder is an evidence bundle. events.csv and story.pdf are for reading; the proof is in the other files.
Check it without the service: npx tuojian audit verify THIS-FOLDER --key KEY --outside CHECKPOINTS
The format is described in docs/audit-bundle.md, exactly enough to write another verifier.
`;

type VerifyAsked = { readonly key?: readonly string[]; readonly outside?: readonly string[] };

/** Checks a bundle with nothing but the folder, the keys and what was kept elsewhere. */
export async function verifyBundle(folder: string, asked: VerifyAsked): Promise<void> {
  const { source, faults, keys } = await openBundle(folder).catch((error: unknown) => {
    throw new SetupError(error instanceof Error ? error.message : String(error), 'Name the folder that `tuojian audit export` wrote.');
  });
  const given = keysFrom(asked.key ?? []);
  const own = given.length > 0 ? given : keys.slice(0, 1).map(mustBeKey);
  if (own.length === 0)
    throw new SetupError('No key is given, and the bundle names none.', 'Ask whoever runs the service for `npx tuojian audit key` and add --key.');
  const report = await verifyRecord(source, { keys: own, ...outsideFrom(asked.outside ?? []), onProgress });
  tell(report, [...faults, ...report.faults], { given: given.length > 0, outside: (asked.outside ?? []).length > 0 });
}

/** Checks the database itself: chains, log, checkpoints, documents, what the service shows, and the search. */
export async function checkDatabase(asked: VerifyAsked & { readonly search: boolean }): Promise<void> {
  await withDatabase(async (db, { databaseUrl, settings }) => {
    const given = keysFrom(asked.key ?? []);
    const own = given.length > 0 ? given : (LogKeys.open(settings.auditLog.keys)?.publicKeys ?? []).slice(0, 1).map(mustBeKey);
    if (own.length === 0) throw new SetupError('No key is known here.', `Add --key, or run this where the keys lie (${settings.auditLog.keys}).`);
    const files = asked.outside ?? (existsSync(settings.auditLog.file) ? [settings.auditLog.file] : []);
    const report = await verifyDatabase(db, databaseUrl, { keys: own, ...outsideFrom(files), onProgress });
    const answers = (await changedBatches(db)).map((batch) => faultOf('ANSWERS_CHANGED', `survey batch ${batch}`));
    const faults = [...report.faults, ...answers, ...(asked.search ? await checkSearch(db) : [])];
    tell(report, faults, { given: given.length > 0, outside: files.length > 0 });
  });
}

function onProgress(events: number): void {
  if (process.stderr.isTTY && events % 20_000 < 500) process.stderr.write(`\r${events} events …`);
}

const mustBeKey = (text: string): VerifierKey => {
  const key = parseVerifierKey(text);
  if (key === null) throw new SetupError(`"${text}" is no public key.`, 'A key looks like NAME+1a2b3c4d+BASE64; `npx tuojian audit key` prints it.');
  return key;
};
/** Keys as text, or files that hold one a line. */
const keysFrom = (given: readonly string[]): readonly VerifierKey[] =>
  given.flatMap((text) => (existsSync(text) ? readFileSync(text, 'utf8').split('\n').filter(Boolean) : [text])).map(mustBeKey);

/** Files of checkpoints, and `leaves.txt` beside them where there is one. */
function outsideFrom(files: readonly string[]): { readonly outside: readonly string[]; readonly outsideLeaves: readonly string[] } {
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined)
    throw new SetupError(`${missing} does not exist.`, 'Name the file to which checkpoints were appended, or a mail saved as text.');
  const leaves = files.map((file) => path.join(path.dirname(file), 'leaves.txt')).find((file) => existsSync(file));
  return {
    outside: files.flatMap((file) => splitNotes(notesIn(readFileSync(file, 'utf8')))),
    outsideLeaves: leaves === undefined ? [] : readFileSync(leaves, 'utf8').split('\n').filter(Boolean),
  };
}

/** A mail holds a checkpoint below words for people: it begins where the lines of a checkpoint do. */
function notesIn(text: string): string {
  const plain = text.replaceAll('\r\n', '\n');
  return [...plain.matchAll(/[^\n]+\n\d+\n[A-Za-z0-9+/]{43}=\ntime [^\n]+\n\n(?:— [^\n]+\n)+/g)].map(([note]) => note).join('') || plain;
}

function tell(report: VerifyReport, faults: readonly VerifyFault[], asked: { readonly given: boolean; readonly outside: boolean }): void {
  if (process.stderr.isTTY) process.stderr.write('\r');
  const { events, streams, documents, covered, coveredAt, since, unsigned, firstBad } = report;
  const ok = faults.length === 0;
  say(`${events} events of ${streams} cases, ${documents} documents, ${report.checkpoints} checkpoints, ${report.outside} kept elsewhere.`);
  if (ok && coveredAt !== null) {
    say(`证明：截至 ${minuteAt(coveredAt)} 的前 ${covered} 个事件，自各自首个检查点起未被改动（最早 ${since === null ? '—' : minuteAt(since)}）。`);
    say(
      `Proved: the first ${covered} events, up to ${minuteAt(coveredAt)}, stand as they stood when the first checkpoint after each was signed (the first one ${since === null ? '—' : minuteAt(since)}).`,
    );
  }
  for (const { kept, lost, at, reason } of report.restarts) {
    say(`注意：${minuteAt(at)} 日志密钥声明丢失第 ${kept} 至 ${lost - 1} 位共 ${lost - kept} 个事件，原因：${reason}`);
    say(`Note: on ${minuteAt(at)} the log's key declared ${lost - kept} events lost, places ${kept} to ${lost - 1}: ${reason}`);
  }
  if (unsigned > 0) say(`${unsigned} events are chained and not signed yet.`);
  if (!asked.given) say('Note: the key was taken from this record itself. Compare it with the one that you were given by another way (--key).');
  if (!asked.outside)
    say(
      'Note: without checkpoints kept elsewhere (--outside) a record that was cut off or rewritten together with its checkpoints by the holder of the key is not found.',
    );
  for (const { code, where, message } of faults.slice(0, 50)) say(`✗ ${code} ${where}\n    ${message.zh}\n    ${message.en}`);
  if (firstBad !== null) say(`First event that is wrong or cannot be proved: ${firstBad}`);
  say(ok ? '✓ 通过 verified' : `✗ 未通过 not verified: ${faults.length} faults`);
  say(
    JSON.stringify({
      ok,
      events,
      streams,
      documents,
      covered,
      coveredAt,
      since,
      unsigned,
      restarts: report.restarts.length,
      faults: faults.length,
      firstBad,
      codes: [...new Set(faults.map(({ code }) => code))].sort(),
    }),
  );
  if (!ok) process.exitCode = 1;
}

/** The log's public keys; the first one is what auditors are given. */
export function showKeys(): void {
  const { auditLog } = readSettings();
  const keys = LogKeys.open(auditLog.keys);
  if (keys === null)
    throw new SetupError(`There are no keys in ${auditLog.keys}.`, 'A worker makes them when it first signs; run this on its machine.');
  for (const key of keys.publicKeys) say(key);
}

/** A new signing key from now on; the old one signs for it. */
export async function changeKey(): Promise<void> {
  const keys = LogKeys.open(readSettings().auditLog.keys);
  if (keys === null) throw new SetupError('There is no key to be changed here.', 'Run this on the machine whose worker signs the log.');
  const text = await withDatabase((db) => rotateKey(db, keys, now()));
  say(`New key: ${text}`);
  say('Auditors go on with the key that they know: the old one has signed for this one.');
}

type RestartAsked = { readonly reason: string; readonly by: string; readonly confirm?: string };

/** After a backup was put back: has the log's key declare what is lost, so that the signer goes on. */
export async function restartAfterRestore({ reason, by, confirm }: RestartAsked): Promise<void> {
  const { auditLog } = readSettings();
  const keys = LogKeys.open(auditLog.keys);
  if (keys === null) throw new SetupError('There is no signing key here.', 'Run this on the machine whose worker signs the log.');
  if (!/^[^\n]{5,500}$/.test(reason))
    throw new SetupError('The reason must be one line of 5 to 500 characters.', 'Say what happened and who decided.');
  await withDatabase(async (db, { databaseUrl }) => {
    const leaves = leavesBeside(auditLog.file);
    const plan = await planRestart(db, keys, leaves).catch((error: unknown) => {
      throw new SetupError(error instanceof Error ? error.message : String(error), 'Keep everything as it is, and run `npx tuojian audit check`.');
    });
    if (plan === null) return say('The log goes on from what was signed: nothing is lost, and nothing is to be declared.');
    // What is still there must be sound, and what was kept elsewhere of it must agree.
    const outside = outsideFrom(existsSync(auditLog.file) ? [auditLog.file] : []).outside.filter(
      (note) => (parseCheckpoint(note)?.size ?? 0) <= plan.kept,
    );
    const report = await verifyDatabase(db, databaseUrl, { keys: keys.publicKeys.slice(0, 1).map(mustBeKey), outside, onProgress });
    const faults = report.faults.filter(({ code }) => code !== 'CHECKPOINT_STALE' && code !== 'EVENT_WAITS');
    if (faults.length > 0) {
      tell(report, faults, { given: true, outside: true });
      throw new SetupError('What is there is not sound: this is no older state of the record.', 'A restart would hide it. Keep everything as it is.');
    }
    const gone = plan.lost - plan.kept;
    say(
      `${plan.lost} events were signed; ${plan.kept} of them are there as they were. ${gone} are declared lost: places ${plan.kept} to ${plan.lost - 1}.`,
    );
    if (confirm !== String(gone))
      throw new SetupError(
        'Nothing is declared yet: it stands in every verification for ever.',
        `First look for a newer backup. Then stop the worker and run this again with --confirm ${gone}.`,
      );
    const note = await restartLog(db, keys, leaves, { ...plan, reason, at: now() });
    await noteInJournal(db, createEventStore({ pool: db.pool }), {
      programme: '',
      commandId: `restart/${plan.kept}/${plan.lost}/${Date.now()}`,
      actor: { person: by, door: 'console', assurance: 'system', roles: [] },
      events: [{ type: 'LogRestarted', data: { ...plan, reason } }],
    });
    say('Declared. Start the worker, and give this note to those who keep checkpoints:\n');
    say(note);
    say(JSON.stringify(plan));
  });
}

/** Runs every rule over every project, and says what stands. */
export async function runFindings(options: { readonly project?: string }): Promise<void> {
  await withDatabase(async (db) => {
    const projects =
      options.project === undefined
        ? (await db.prisma.caseState.findMany({ where: { kind: 'project' }, select: { project: true } })).map(({ project }) => project ?? '')
        : [options.project];
    const recorder = createEventStore({ pool: db.pool });
    for (const [nth, project] of projects.entries()) {
      await checkProject(db, recorder, project);
      if (process.stderr.isTTY) process.stderr.write(`\r${nth + 1} of ${projects.length} projects …`);
    }
    if (process.stderr.isTTY) process.stderr.write('\r');
    const programmes = await programmeCodes(db);
    const found = await listFindings(db, programmes, options);
    for (const { project, status, code, evidence, firstSeen } of found)
      say(`${status.padEnd(11)} ${project.padEnd(8)} ${code.padEnd(24)} ${minuteAt(firstSeen)}  ${evidence.zh}`);
    const count = (status: string) => found.filter((finding) => finding.status === status).length;
    say(
      JSON.stringify({
        projects: projects.length,
        rules: Object.keys(AUDIT_RULES).length,
        findings: found.length,
        open: count('OPEN'),
        explained: count('EXPLAINED'),
        handedOver: count('HANDED_OVER'),
        dismissed: count('DISMISSED'),
      }),
    );
  });
}

/** Writes a closed programme to files, verifies them, and notes it. Nothing is deleted: the record is kept for ever. */
export async function archiveProgramme(programme: string, folder: string, options: { readonly by: string }): Promise<void> {
  await withDatabase(async (db) => {
    const found = await db.prisma.caseState.findUnique({ where: { stream: `programme/${programme}` }, select: { status: true } });
    if (found === null) throw new SetupError(`There is no programme ${programme}.`, 'Look with `npx tuojian audit search`.');
    if (found.status !== 'CLOSED')
      throw new SetupError(
        `Programme ${programme} is not closed (${found.status}).`,
        'Close it first (CloseProgramme), or use `tuojian audit export` for a running one.',
      );
    const manifest = await bundleTo(db, folder, { programme }, options.by, 'ARCHIVE');
    const { source, faults, keys } = await openBundle(folder);
    const report = await verifyRecord(source, { keys: keys.slice(0, 1).map(mustBeKey), outside: [] });
    if (report.ok && faults.length === 0) {
      const digest = createHash('sha256')
        .update(readFileSync(path.join(folder, 'manifest.json')))
        .digest('hex');
      await noteInJournal(db, createEventStore({ pool: db.pool }), {
        programme,
        commandId: `archive/${programme}/${digest}`,
        actor: { person: options.by, door: 'console', assurance: 'system', roles: [] },
        events: [{ type: 'ProgrammeArchived', data: { events: manifest.events, size: report.covered, manifest: digest } }],
      });
    }
    tell(report, [...faults, ...report.faults], { given: false, outside: false });
  });
}

/** Keeps a copy of the newest checkpoint, for whoever is a witness by hand. */
export async function keepCheckpoint(file: string): Promise<void> {
  const note = await withDatabase(async (db) => (await newestCheckpoint(db.pool))?.note ?? null);
  if (note === null) throw new SetupError('Nothing is signed yet.', 'Let a worker run for a minute.');
  writeFileSync(file, note, { flag: 'a' });
  say(note);
}
