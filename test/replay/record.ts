/**
 * Records workflow histories of this release for replay: `tsx test/replay/record.ts [FOLDER]`, into the folder of the version
 * unless one is named. Plays three of the example's projects and one application on a real stack and keeps one history a kind
 * (for approvals several), and those of the scenes (scenes.ts). Histories of earlier releases stay for ever.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readSettings } from '../../config/env.ts';
import { CASE_KINDS } from '../../domain/cases.ts';
import { freePortBlock } from '../../local/ports.ts';
import { startStack } from '../../local/stack.ts';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { startApprovers } from '../../scripts/demo/approvers.ts';
import { ApiClient, mailsAfter } from '../../scripts/demo/http.ts';
import { playDevelopment } from '../../scripts/demo/play-development.ts';
import { playOperations } from '../../scripts/demo/play-operations.ts';
import { playProject } from '../../scripts/demo/play-project.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import { cutOff, leftTheLock, refusedInItsTurn, startScene } from './scenes.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = path.join('test/replay/histories', process.argv[2] ?? version);
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-record-'));
const settings = readSettings({
  defaults: { TUOJIAN_LOG: 'error' },
  overrides: {
    TUOJIAN_DATA_DIR: dataDir,
    TUOJIAN_PORT: String(await freePortBlock(7)),
    TUOJIAN_LEAST_READING_MS: '0',
    // Read without a key, for ever.
    TUOJIAN_ALLOW: 'clear-payloads',
    DATABASE_URL: '',
    TEMPORAL_ADDRESS: '',
    SMTP_URL: '',
  },
});
const stack = await startStack({ settings, temporalUi: false, say: console.log });
const programme = await exampleOfToday();
await storeProgramme(stack.database, stack.server.gateway, programme, () => undefined);
const approvers = startApprovers(stack.outboxUrl ?? '', { readingMs: 10, after: 0, about: new Set(['QH-01', 'QH-02', 'QH-04', '发展规划']) });
const officer = new ApiClient(stack.apiUrl, await issueApiToken(stack.database, 'xu-jianing', 1));
const everyProfile = programme.file.projects.map(({ profile }) => profile);
await playDevelopment('QH', everyProfile, officer);
for (const { profile } of programme.file.projects.filter(({ profile: { code } }) => ['QH-01', 'QH-02', 'QH-04'].includes(code))) {
  const manager = new ApiClient(stack.apiUrl, await issueApiToken(stack.database, profile.manager, 1));
  await playProject(profile, { manager, officer, batch: 'QH-2023' }, (line) => console.log(profile.code, line));
}
// One that is cancelled in the middle.
await officer.command('project/QH-03', { type: 'Cancel', reason: '规划调整' });
await officer.until('project/QH-03', (state) => state.status === 'CANCELLED');
await approvers.stop();
// One that goes through everything that an office does with a file.
const clients = new Map<string, ApiClient>();
for (const { id } of programme.file.people) clients.set(id, new ApiClient(stack.apiUrl, await issueApiToken(stack.database, id, 1)));
const outboxUrl = stack.outboxUrl ?? '';
const after = (await mailsAfter(outboxUrl, 0)).length;
await playOperations({ client: (id) => clients.get(id) ?? officer, programme: 'QH', outboxUrl, readingMs: 10, after }, console.log);

const cli = await findTemporalCli({ cliPath: settings.temporal.cliPath, cacheDir: settings.cacheDir });
mkdirSync(folder, { recursive: true });
const streams = await stack.database.prisma.caseState.findMany({
  where: {
    kind: { in: [...CASE_KINDS] },
    OR: [{ project: { in: ['QH-01', 'QH-02', 'QH-03', 'QH-04'] } }, { kind: 'programme' }, { stream: { startsWith: 'approval/QH.' } }],
  },
  orderBy: { stream: 'asc' },
});
const kept = streams.filter(({ kind, project }) => kind !== 'approval' || project === 'QH-01' || project === null);
/** Of a workflow, or of one run of it. */
function keep(stream: string, address: string, runId = ''): void {
  // The SDK's own historyToJSON fails in 1.24.0 (two protobufjs beside each other); the CLI writes the same format.
  const which = ['--workflow-id', stream, ...(runId === '' ? [] : ['--run-id', runId])];
  const shown = spawnSync(cli, ['workflow', 'show', ...which, '--address', address, '--output', 'json'], { encoding: 'utf8', maxBuffer: 1e8 });
  if (shown.status !== 0) throw new Error(shown.stderr);
  writeFileSync(path.join(folder, `${stream.replace('/', '-')}.json`), `${JSON.stringify(JSON.parse(shown.stdout))}\n`);
}
for (const { stream } of kept) keep(stream, stack.temporalAddress);
console.log(`${kept.length} histories in ${folder}`);
await stack.stop();

const scene = await startScene();
const { address } = scene.time.env;
const { cut } = await cutOff(scene);
for (const stream of [...cut, await refusedInItsTurn(scene)]) keep(stream, address);
const locked = await leftTheLock(scene);
keep(locked.stream, address, locked.runId);
await scene.time.stop();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
