/**
 * `npm run torture:links`: machines come by the links of real mails, ten kinds of them, ten thousand times; then the people
 * to whom the mails were sent decide. On a service of its own, in a process of its own whose log is read afterwards, or on a
 * running one (`--attach`). `--visits N`, `--targets N`. Human text first, one JSON object last; exit code 1 when a machine
 * decided anything, a person could not, a secret was found where none may stand, or answers tell links apart by their time.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { environmentWith } from '../../config/env.ts';
import { readRunNote } from '../../local/orphans.ts';
import { freePortBlock } from '../../local/ports.ts';
import { openDatabase } from '../../prisma/database.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import { createCaseGateway } from '../../temporal/gateway.ts';
import { payloadsBy } from '../../temporal/payload-codec.ts';
import { sealerFrom } from '../../temporal/seal.ts';
import { ApiClient, mailsAfter } from '../demo/http.ts';
import { attachedPlace, type Place } from '../demo/place.ts';
import { MACHINES } from './profiles.ts';
import { searchSecrets, secretsIn } from './secrets.ts';
import { openTargets } from './targets.ts';
import { timingGap } from './timing.ts';
import { tortureLinks } from './torture.ts';

const { values: options } = parseArgs({
  options: {
    attach: { type: 'boolean', default: false },
    visits: { type: 'string', default: '10000' },
    targets: { type: 'string', default: '60' },
  },
});
const [visits, howMany] = [Number(options.visits), Number(options.targets)];
if (!Number.isInteger(visits) || visits < 10 || !Number.isInteger(howMany) || howMany < 1 || howMany > 500) {
  console.error('Use --visits with a whole number from 10 on, and --targets with one from 1 to 500.');
  process.exit(1);
}

/** With all that its processes have written. */
type Lab = Place & { logs(): string };

/** The service as its user starts it, with everything in its log. */
async function ownService(): Promise<Lab> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-torture-'));
  const port = await freePortBlock(7);
  const logFile = path.join(dataDir, 'service.log');
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('../../cli/main.ts', import.meta.url)), 'start'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: environmentWith({
      TUOJIAN_DATA_DIR: dataDir,
      TUOJIAN_PORT: String(port),
      TUOJIAN_LOG: 'debug',
      // Every machine comes from this address.
      TUOJIAN_MISSES_PER_MINUTE: '1000000',
      TUOJIAN_INBOUND_SECRET: randomUUID(),
      TUOJIAN_REPLY_ADDRESS: 'reply@tuojian.example',
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const apiUrl = `http://localhost:${port}`;
  for (let tries = 0; ; tries += 1) {
    const ready = await fetch(`${apiUrl}/readyz`).catch(() => null);
    if (ready?.ok === true) break;
    if (tries > 240 || child.exitCode !== null) throw new Error(`the service did not start:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
    await sleep(500);
  }
  const note = readRunNote(dataDir);
  if (note === null) throw new Error('the service left no note of where its parts are');
  const database = openDatabase(note.databaseUrl);
  return {
    apiUrl,
    outboxUrl: note.outboxUrl ?? '',
    temporalAddress: note.temporalAddress,
    sealer: sealerFrom(path.join(dataDir, 'seal-keys.json')),
    payloads: payloadsBy(path.join(dataDir, 'payload-keys.json'), false),
    database,
    readingMs: 2_200,
    logs: () => readFileSync(logFile, 'utf8'),
    async stop() {
      await database.close();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Reliability T4: answers that differ by less tell nobody anything over a network. */
const TIMING_GAP_MS = 1;
const TIMING_ROUNDS = 200;

const began = Date.now();
const tell = (line: string): void => console.log(`${String(Math.round((Date.now() - began) / 1_000)).padStart(6)} s  ${line}`);
console.log(`托建 torture: ${MACHINES.length} kinds of machines, ${visits} visits, ${howMany} links`);
for (const { name, seen } of MACHINES) console.log(`  ${name.padEnd(16)} ${seen}`);
let failed = true;
const place: Lab = options.attach ? { ...(await attachedPlace()), logs: () => '' } : await ownService();
try {
  const programme = await exampleOfToday();
  const connection = await Connection.connect({ address: place.temporalAddress });
  const client = new Client({ connection, dataConverter: place.payloads.converter });
  const known = await place.database.prisma.stream.findUnique({ where: { stream: 'programme/QH' } });
  const log = { info: () => undefined, error: () => undefined };
  if (known === null)
    await storeProgramme(place.database, createCaseGateway({ client, sealer: place.sealer, log, deadlineMs: 20_000 }), programme, () => undefined);
  const clientOf = async (person: string) => new ApiClient(place.apiUrl, await issueApiToken(place.database, person, 1));
  const [officer, manager] = [await clientOf('xu-jianing'), await clientOf('liu-chuan')];
  await officer.until('project/QH-05', () => true);
  tell(`opening ${howMany} approvals`);
  const run = String(Date.now() % 100_000);
  const targets = await openTargets({
    officer,
    second: await clientOf('he-jing'),
    manager,
    programme: 'QH',
    project: 'QH-05',
    outboxUrl: place.outboxUrl,
    howMany,
    run,
  });
  // Before the machines: what they do would be measured with it.
  const gap = await timingGap({ apiUrl: place.apiUrl, database: place.database, stream: targets[0]?.stream ?? '', rounds: TIMING_ROUNDS });
  tell(`a replaced and an unknown link: medians of ${TIMING_ROUNDS} answers each differ by ${gap.toFixed(2)} ms`);
  tell('the machines come');
  const changes = async (stream: string): Promise<number> =>
    place.database.prisma.event.count({ where: { stream, type: { notIn: ['MailAsked', 'MarkReached'] } } });
  const report = await tortureLinks({ targets, changes, visits, readingMs: place.readingMs, outboxUrl: place.outboxUrl, tell });
  for (const [name, count] of Object.entries(report.byProfile)) console.log(`  ${name.padEnd(16)} ${count} visits`);
  for (const fault of [...new Set(report.faults)].slice(0, 10)) console.log(`  ! ${fault}`);
  tell(`people: ${report.humanDecisionsOk} of ${report.humanDecisions} decided after the machines`);
  await sleep(1_500);
  const secrets = await searchSecrets({
    secrets: secretsIn(await mailsAfter(place.outboxUrl, 0)),
    database: place.database,
    client,
    payloads: place.payloads,
    logs: place.logs(),
  });
  tell(`${secrets.secrets} secrets looked for in ${secrets.places} places (log, tables, workflow histories): ${secrets.hits.length} found`);
  for (const hit of secrets.hits.slice(0, 10)) console.log(`  ! ${hit}`);
  const kinds = await place.database.prisma.linkVisit.groupBy({ by: ['kind'], _count: true });
  const visitsNoted = Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count]));
  failed =
    gap >= TIMING_GAP_MS ||
    report.machineDecisions > 0 ||
    report.humanDecisionsOk !== report.humanDecisions ||
    secrets.hits.length > 0 ||
    report.visits < visits * 0.99;
  console.log(
    failed
      ? '\n有机器作出了决定、有人无法决定，或有密钥外泄。It does not hold.'
      : '\n没有一次由机器作出决定，人人都能决定。No machine decided, every person could.',
  );
  const { profiles, machineDecisions, humanDecisions, humanDecisionsOk } = report;
  const result = { profiles, visits: report.visits, machineDecisions, humanDecisions, humanDecisionsOk };
  await connection.close();
  await place.stop();
  console.log(
    JSON.stringify({
      ...result,
      secrets: secrets.secrets,
      secretHits: secrets.hits.length,
      timingGapMs: Math.round(gap * 100) / 100,
      visitFaults: report.faults.length,
      visitsNoted,
      seconds: Math.round((Date.now() - began) / 1_000),
    }),
  );
} catch (error) {
  await place.stop();
  console.error(error instanceof Error ? error.message : error);
}
process.exit(failed ? 1 : 0);
