/**
 * Part `open` of `npm run bench`: what it costs when thousands of projects are open (`--projects N`): what a person waits for, what
 * the service takes when nobody asks, how it starts and what it holds, with a hundred open projects and with all of them, on
 * one service in one run. Each open project is two workflows that sleep in Temporal and their streams in PostgreSQL
 * (projects.ts). Deliberately absent: many people at once (bench/read), whole approvals (bench/approvals).
 */
import { parseArgs } from 'node:util';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient } from '../../scripts/demo/http.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import { takenBy } from '../approvals/processor-time.ts';
import { announce } from '../closing-day.ts';
import { atMost, middle, tell } from '../figure.ts';
import { type Beside, besideProcess, heldBy, importExample, type OwnProcess, ownFolder, removeFolder, startProcess } from '../own-process.ts';
import { type Idle, idleOf, REST_S, settled, WATCH_S } from '../rest.ts';
import { codeOf, officerOf, openProjects, PER_PROGRAMME } from './projects.ts';

/** Issue 17, point 1: of 20,000 open projects against 100. A worker holds nothing of what sleeps, so after a start it holds as many workflows as with 100; of memory a hundred MB are garbage not yet collected. */
const LIMITS = { latencyTimes: 1.5, idlePercent: 2, memoryMoreMb: 100, heldMore: 0 } as const;
const ROUNDS = 40;
const WOKEN = 12;
/** All processes together, of a core: then what making them began is over. */
const QUIET_PERCENT = 12;
const SETTLE_LIMIT_S = 900;

/** `--watch`: seconds at rest; once in five minutes all open cases are compared with Temporal's list (jobs/keep-reconciled.ts). */
const { projects, watch } = parseArgs({
  options: { projects: { type: 'string', default: '2000' }, watch: { type: 'string', default: String(WATCH_S) } },
}).values;
const programmes = Math.max(2, Math.ceil(Number(projects) / PER_PROGRAMME));
const all = programmes * PER_PROGRAMME;
const FIRST = codeOf(0);
const nthProject = (nth: number): string => `${FIRST}-${String(nth).padStart(3, '0')}`;

const ASKED = {
  decision: { zh: '一次决定至提交', en: 'a decision until its commit' },
  wake: { zh: '沉睡事项的第一次决定', en: 'the first decision in a case that slept' },
  project: { zh: '项目页', en: "a project's page" },
  board: { zh: '项目看板（一百个项目）', en: 'the board of a hundred projects' },
  tasks: { zh: '待办', en: 'tasks' },
} as const;
type Asked = keyof typeof ASKED;
const NAMES = Object.keys(ASKED) as Asked[]; // its own keys
type Standing = {
  readonly startSeconds: number;
  /** At rest, as `held`: workflows that the worker has in memory. */
  readonly memoryMb: ReturnType<typeof takenBy>['memoryMb'];
  readonly held: number;
  readonly latencyMs: Readonly<Record<Asked, number>>;
  readonly idle: Idle;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** `woken`: projects whose survey has not been asked since the worker began. */
async function latencies(apiUrl: string, { db }: Beside, woken: readonly string[]): Promise<Readonly<Record<Asked, number>>> {
  const rows = await db.pool.query<{ stream: string; person: string }>(
    `SELECT stream, person FROM standing WHERE kind = 'MANAGER' AND stream LIKE $1`,
    [`project/${FIRST}-%`],
  );
  const managerOf = async (project: string): Promise<ApiClient> => {
    const person = rows.rows.find(({ stream }) => stream === `project/${project}`)?.person;
    if (person === undefined) throw new Error(`${project} has no manager`);
    return new ApiClient(apiUrl, await issueApiToken(db, person, 1));
  };
  const officer = new ApiClient(apiUrl, await issueApiToken(db, officerOf(FIRST), 1));
  const got = async (path: string): Promise<void> => {
    const response = await officer.get(path);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
  };
  const decided = nthProject(1);
  const manager = await managerOf(decided);
  const asks: Readonly<Record<Exclude<Asked, 'wake'>, (n: number) => Promise<void>>> = {
    decision: (n) => announce(manager, decided, n),
    project: () => got(`project/${decided}`),
    board: () => got('projects'),
    tasks: () => got('tasks'),
  };
  const times: Record<Asked, number[]> = { decision: [], wake: [], project: [], board: [], tasks: [] };
  const managers = await Promise.all(woken.map(managerOf));
  for (let n = 0; n < 10; n += 1) for (const ask of Object.values(asks)) await ask(n);
  for (const [n, project] of woken.entries()) {
    const waker = managers[n];
    if (waker !== undefined) times.wake.push(await timed(() => announce(waker, project, n)));
  }
  for (let n = 10; n < ROUNDS + 10; n += 1)
    for (const name of ['decision', 'project', 'board', 'tasks'] as const) times[name].push(await timed(() => asks[name](n)));
  const p50 = (name: Asked): number => middle(times[name]);
  return { decision: p50('decision'), wake: p50('wake'), project: p50('project'), board: p50('board'), tasks: p50('tasks') };
}

/** The service begins anew on the folder, so that it holds what it needs and not what it was given to make. */
async function standing(folder: string, from: number): Promise<Standing & { readonly service: OwnProcess }> {
  const service = await startProcess(folder);
  try {
    await settled(service.pid, QUIET_PERCENT, SETTLE_LIMIT_S);
    const beside = besideProcess(folder);
    const woken = Array.from({ length: WOKEN }, (_, nth) => nthProject(from + nth));
    const latencyMs = await latencies(service.apiUrl, beside, woken).finally(() => beside.close());
    console.log(
      `  ${Object.entries(latencyMs)
        .map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`)
        .join(', ')}; resting ${REST_S} s, watching ${watch} s`,
    );
    const idle = await idleOf(service.pid, Number(watch));
    const { memoryMb } = takenBy(service.pid);
    const held = await heldBy(service);
    return { service, startSeconds: service.startSeconds, memoryMb, held, latencyMs, idle };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

console.log(`托建 bench, open: ${PER_PROGRAMME} open projects, then ${all}`);
const folder = ownFolder('open');
let running: OwnProcess | null = await startProcess(folder);
try {
  let beside = besideProcess(folder);
  await importExample(beside);
  const example = (await exampleOfToday()).file;
  await openProjects(beside, example, { first: 0, last: 1 }, console.log);
  await beside.close();
  await settled(running.pid, QUIET_PERCENT, SETTLE_LIMIT_S);
  await running.stop();
  const few = await standing(folder, 10);
  running = few.service;

  beside = besideProcess(folder);
  const made = await openProjects(beside, example, { first: 1, last: programmes }, console.log);
  // As a service of years has them; autovacuum does it within minutes.
  await beside.db.pool.query('ANALYZE');
  await beside.close();
  await settled(running.pid, QUIET_PERCENT, SETTLE_LIMIT_S);
  const [cached, heldThen] = [takenBy(running.pid).memoryMb, await heldBy(running)];
  await running.stop();
  const many = await standing(folder, 50);
  running = many.service;

  const check = besideProcess(folder);
  const { count } = await check.temporal.workflow.count("ExecutionStatus = 'Running'");
  await check.close();
  console.log(`  ${count} workflows are open in Temporal`);
  const n = all.toLocaleString('en');
  tell(
    {
      part: 'open',
      note: { zh: `${n} 个开着的项目，${count} 个工作流`, en: `${n} open projects, ${count} workflows` },
      figures: [
        ...NAMES.map((name) =>
          atMost(
            `${name}Times`,
            '×',
            many.latencyMs[name] / few.latencyMs[name],
            LIMITS.latencyTimes,
            `${ASKED[name].zh}，相对一百个项目时`,
            `${ASKED[name].en}, against a hundred projects`,
          ),
        ),
        ...NAMES.map((name) =>
          atMost(`${name}Ms`, 'ms', many.latencyMs[name], null, `${ASKED[name].zh}，中位数`, `${ASKED[name].en}, in the middle`),
        ),
        atMost(
          'idleService',
          '%',
          many.idle.service,
          LIMITS.idlePercent,
          '静止一分钟后服务占用一个核的比例',
          'of a core the service takes, a minute after the last request',
        ),
        atMost('idleTemporal', '%', many.idle.temporal, null, '同上，Temporal', 'the same, Temporal'),
        atMost('idlePostgres', '%', many.idle.postgres, null, '同上，PostgreSQL', 'the same, PostgreSQL'),
        atMost(
          'heldMore',
          '',
          many.held - few.held,
          LIMITS.heldMore,
          '启动后 worker 比一百个项目时多持有的工作流',
          'workflows the worker holds more after a start than with a hundred projects',
        ),
        atMost(
          'heldCached',
          '',
          heldThen,
          null,
          '刚办过全部项目后 worker 持有的工作流',
          'workflows the worker holds that has just dealt with all of them',
        ),
        atMost(
          'memoryMore',
          'MB',
          many.memoryMb.service - few.memoryMb.service,
          LIMITS.memoryMoreMb,
          '启动后服务比一百个项目时多占的内存',
          'the service holds more after a start than with a hundred projects',
        ),
        atMost(
          'memoryCached',
          'MB',
          cached.service,
          null,
          '刚办过全部项目后服务的内存',
          'memory of the service that has just dealt with all of them',
        ),
        atMost('memoryTemporal', 'MB', many.memoryMb.temporal, null, '启动后 Temporal 的内存', 'memory of Temporal after a start'),
        atMost('memoryPostgres', 'MB', many.memoryMb.postgres, null, '启动后 PostgreSQL 的内存', 'memory of PostgreSQL after a start'),
        atMost('startSeconds', 's', many.startSeconds, null, '启动至就绪', 'start until it is ready'),
        atMost(
          'startTimes',
          '×',
          many.startSeconds / few.startSeconds,
          LIMITS.latencyTimes,
          '同上，相对一百个项目时',
          'the same, against a hundred projects',
        ),
      ],
    },
    { few: { ...few, service: undefined }, many: { ...many, service: undefined }, made },
  );
} finally {
  await running?.stop();
  removeFolder(folder);
}
