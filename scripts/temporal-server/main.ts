/**
 * `npm run temporal:server`: Temporal's own server on a PostgreSQL of its own, as docs/temporal.md tells it. Without more it
 * runs until Ctrl-C, and says what to set. `-- --drill` has a service of ours work on it: a project through its stages, the
 * server killed with -9 under load, its store failing (FI-11; `--approvals N --seed S --share 0.05`, `--log error` to see what the service says); then record and
 * workflows are compared. `-- --tests [FILES]` runs tests of the service on it. Human text first, one JSON object last (with
 * `--drill`); exit code 1 when something is not as promised.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stopOnSignals } from '../../cli/signals.ts';
import { environmentWith, readSettings } from '../../config/env.ts';
import { SetupError } from '../../local/setup-error.ts';
import { StopList } from '../../worker/stop-list.ts';
import { guarded } from '../guarded.ts';
import { startOwnService } from '../own-service.ts';
import { getServerBinaries, SERVER_VERSION } from './binaries.ts';
import { CALM_P99_MS, compared, DECISION_P99_MS, killed, projectThrough, underFaults } from './drill.ts';
import { peopleOf } from './people.ts';
import { type RealServer, startRealServer } from './server.ts';

const { values: options, positionals } = parseArgs({
  options: {
    drill: { type: 'boolean', default: false },
    tests: { type: 'boolean', default: false },
    approvals: { type: 'string', default: '60' },
    seed: { type: 'string', default: '17' },
    share: { type: 'string', default: '0.05' },
    shards: { type: 'string', default: '4' },
    log: { type: 'string', default: 'silent' },
  },
  allowPositionals: true,
});
const say = (line: string): void => console.log(`  ${line}`);
/** As shells tell of what Ctrl-C ended. */
const INTERRUPTED = 130;
const passing = options.drill || options.tests;
const parts = new StopList();
stopOnSignals(parts, say, passing ? INTERRUPTED : 0);
// What nobody can catch: killed with -9, or by a second Ctrl-C.
const guard = guarded();

async function drill(server: RealServer): Promise<boolean> {
  const overrides = { DATABASE_URL: server.databaseUrl, TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: server.namespace };
  const own = new StopList();
  parts.add({ name: 'the service', limitMs: 20_000, stop: () => own.stop(), kill: () => own.kill() });
  const service = await startOwnService({
    parts: own,
    name: 'real-server',
    say,
    log: options.log,
    onFolder: guard.removes,
    overrides: { ...overrides, TUOJIAN_LEAST_READING_MS: '0', TUOJIAN_MAILS_PER_HOUR: '1000000' },
  });
  try {
    say('A project through its stages');
    const projectSeconds = await projectThrough(service, 'QH-01');
    say(`  accepted after ${projectSeconds} s`);
    const people = await peopleOf(service);
    say('The server is killed with -9 while people decide, and comes back after five seconds');
    const goesOnMs = await killed(server, people, { name: 'K', approvals: 9, awayMs: 5_000 });
    say(`  an application went through ${goesOnMs} ms after its return`);
    const [approvals, seed, share] = [options.approvals, options.seed, options.share].map(Number) as [number, number, number];
    const calm = people.decisionMs.length;
    await people.approveMany('C', approvals, 3);
    const calmTimes = people.decisionMs.slice(calm).toSorted((a, b) => a - b);
    const calmP99Ms = Math.round(calmTimes[Math.ceil(calmTimes.length * 0.99) - 1] ?? Number.NaN);
    say(`Without faults: 99 of 100 decisions within ${calmP99Ms} ms. Now ${share * 100} % of the calls of its store fail, seed ${seed}`);
    const under = await underFaults(server, people, { name: 'F', approvals, faults: { share, seed } });
    say(
      `  ${under.faults} faults, ${under.approvals} approvals; decisions: half within ${under.decisionP50Ms} ms, 99 of 100 within ${under.decisionP99Ms} ms`,
    );
    say(`  not confirmed at the first try, and done when asked again: ${under.notConfirmed}`);
    const judged = calmP99Ms <= CALM_P99_MS;
    const { lost, twice, behind, wrong } = await compared(service, server, people);
    const missed = [
      ...lost.map((what) => `lost: ${what}`),
      ...twice.map((what) => `twice: ${what}`),
      ...behind,
      ...wrong,
      ...(under.faults > 0 ? [] : ['no fault fired']),
      ...(under.decisionP99Ms <= DECISION_P99_MS || !judged
        ? []
        : [`99 of 100 decisions within ${under.decisionP99Ms} ms, above ${DECISION_P99_MS}`]),
    ];
    if (!judged) say(`  how long decisions take is not judged: without faults it took ${calmP99Ms} ms, so this machine has other work`);
    for (const what of missed) say(`  missed: ${what}`);
    console.log(
      JSON.stringify({
        version: SERVER_VERSION,
        projectSeconds,
        goesOnMs,
        calmP99Ms,
        judged,
        ...under,
        acknowledged: people.acknowledged.size,
        lost: lost.length,
        twice: twice.length,
        behind: behind.length,
        seed,
        missed,
      }),
    );
    return missed.length === 0;
  } finally {
    await service.stop();
  }
}

/** As `npm test -- --project=service` runs them, but for where Temporal is. */
function tests(server: RealServer, files: readonly string[]): Promise<boolean> {
  const vitest = path.join('node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--project=service', ...files], {
    stdio: 'inherit',
    env: environmentWith({ TUOJIAN_TEST_TEMPORAL: server.address }),
  });
  const ended = new Promise<boolean>((resolve) => child.once('close', (code) => resolve(code === 0)));
  const stop = (): Promise<boolean> => {
    child.kill('SIGINT');
    return ended;
  };
  parts.add({ name: 'the tests', limitMs: 20_000, stop, kill: () => child.kill('SIGKILL') });
  return ended;
}

function untilInterrupted(server: RealServer): Promise<boolean> {
  console.log(`\nTemporal ${SERVER_VERSION} answers. In another terminal:\n  TEMPORAL_ADDRESS=${server.address} npm start\nCtrl-C stops it.`);
  return new Promise(() => undefined);
}

// A trial's data go with it; those of a server that people use stay.
const settings = readSettings();
const folder = passing ? mkdtempSync(path.join(os.tmpdir(), 'tuojian-temporal-server-')) : path.join(settings.dataDir, 'temporal-server');
if (passing) {
  guard.removes(folder);
  parts.add({ name: 'its folder', limitMs: 5_000, stop: async () => rmSync(folder, { recursive: true, force: true }) });
}
let ok = false;
try {
  const binaries = await getServerBinaries(settings.cacheDir);
  console.log(`Temporal ${SERVER_VERSION}: ${binaries.server}`);
  const server = await startRealServer({ binaries, folder, namespace: 'default', shards: Number(options.shards), say, parts });
  ok = options.drill ? await drill(server) : options.tests ? await tests(server, positionals) : await untilInterrupted(server);
} catch (error) {
  // What a stop broke off has not failed.
  if (!parts.isStopping) console.error(error instanceof SetupError ? `${error.message}\n→ ${error.wayOut}` : error);
}
const interrupted = parts.isStopping;
await parts.stop();
process.exit(interrupted ? INTERRUPTED : ok ? 0 : 1);
