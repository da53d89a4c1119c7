/**
 * `npm run bench:read`: what signing in and the first page of tasks cost with the example's six projects and with 20,000 in
 * the read tables; then what fifty people wait for who ask at once, from a process of their own (asking.ts), with 2,000 open
 * approvals before each of them and 100,000 events in the record (scripts/record/bulk.ts says what they are); then what the office and
 * the leading group wait for, ten at once, at the programme's page, the board and its last days with 300 projects, while nothing
 * changes and while something of the programme is written five times a second: on a service of its own. Human text first, one JSON object last; exit code 1 when the many cost more than 1.3 times the few, or 19 of 20
 * answers take longer than 100 ms, of a whole programme 300 ms. `--programme` measures the last alone. Deliberately absent: acts
 * (`npm run bench`), the console's pages (`npm run web:time`).
 */
import { parseArgs } from 'node:util';
import type { Stack } from '../../local/stack.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { startServiceWithExample } from '../../scripts/own-service.ts';
import { fillRecord } from '../../scripts/record/bulk.ts';
import { atLeast, atMost, type Figure, tell } from '../figure.ts';
import { startAskers } from './asking.ts';

const PROJECTS = 20_000;
const ROUNDS = 600;
const LIMIT = 1.3;
const QUESTIONS = { me: '/api/v1/me', tasks: '/api/v1/tasks' } as const;
type Question = keyof typeof QUESTIONS;

const say = (line: string): void => console.log(line);

/** Milliseconds in the middle and of the slowest twentieth, one request after the other, people taking turns. */
async function timesOf(apiUrl: string, tokens: readonly string[]): Promise<Record<Question, { readonly p50: number; readonly p95: number }>> {
  const ask = async (question: Question, round: number): Promise<number> => {
    const from = performance.now();
    const response = await fetch(`${apiUrl}${QUESTIONS[question]}`, { headers: { authorization: `Bearer ${tokens[round % tokens.length]}` } });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${QUESTIONS[question]} answered ${response.status}`);
    return performance.now() - from;
  };
  const times: Record<Question, number[]> = { me: [], tasks: [] };
  for (let round = 0; round < 100; round += 1) await ask(round % 2 === 0 ? 'me' : 'tasks', round);
  for (let round = 0; round < ROUNDS; round += 1) for (const question of ['me', 'tasks'] as const) times[question].push(await ask(question, round));
  const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const figures = (all: readonly number[]) => {
    const sorted = all.toSorted((a, b) => a - b);
    return { p50: at(sorted, 0.5), p95: at(sorted, 0.95) };
  };
  return { me: figures(times.me), tasks: figures(times.tasks) };
}

/**
 * Rows of as many projects more as make 20,000: half of them in the example's own programme and half in 400 others, each
 * with a manager of its own, an approval that somebody is asked about, and a survey that waits for it.
 */
async function addProjects(db: Database): Promise<void> {
  const nth = `SELECT n, CASE WHEN n % 2 = 0 THEN 'QH' ELSE 'M' || n % 400 END AS programme, 'M' || n || '-01' AS code FROM generate_series(1, ${PROJECTS - 6}) n`;
  await db.pool.query(`
    INSERT INTO case_state (stream, kind, programme, project, applicant, version, status, title, light, mark, state, schema, changed_at)
    SELECT 'project/' || m.code, c.kind, m.programme, m.code, c.applicant, c.version, c.status, c.title, c.light, c.mark, c.state, c.schema, c.changed_at
    FROM (${nth}) m, case_state c WHERE c.stream = 'project/QH-01'`);
  await db.pool.query(`
    INSERT INTO case_state (stream, kind, programme, project, applicant, version, status, title, light, mark, state, schema, changed_at)
    SELECT 'approval/' || m.code || '.FSR', 'approval', m.programme, m.code, 'many-' || m.n, 3, 'OPEN', '{"zh":"可研","en":"Study"}', 'GREEN', NULL, '{}', 2, now()
    FROM (${nth}) m`);
  await db.pool.query(`
    INSERT INTO standing (stream, kind, person, role, programme, project)
    SELECT 'project/' || m.code, 'MANAGER', 'many-' || m.n, '', m.programme, m.code FROM (${nth}) m`);
  await db.pool.query(`
    INSERT INTO task (stream, task, kind, step, round, person, status, title, project, programme, opened_at)
    SELECT 'approval/' || m.code || '.FSR', t, 'DECIDE', 0, 1, 'many-' || (m.n + t) % 5000, 'PENDING', '{"zh":"可研","en":"Study"}', m.code, m.programme, now()
    FROM (${nth}) m, generate_series(1, 3) t`);
  await db.pool.query(`INSERT INTO case_link (stream, side, other) SELECT 'project/' || m.code, 'OWNER', 'survey/' || m.code FROM (${nth}) m`);
}

const OPEN = 2_000;
const AT_ONCE = 50;
const READS_LIMIT_MS = 100;
const EVENTS = 100_000;
/** Issue 16: of a programme of 300 projects, for those who oversee it; a county has about ten of them. */
const PROGRAMME = { projects: 300, atOnce: 10, limitMs: 300 } as const;
const OF_PROGRAMME = {
  progress: '/api/v1/programme/QH/progress',
  board: '/api/v1/projects',
  deadlines: '/api/v1/programme/QH/deadlines',
} as const;
const OVERSEERS = ['xu-jianing', 'he-jing'];
const READS = {
  todo: '/api/v1/approvals?list=todo',
  mine: '/api/v1/approvals?list=mine',
  counts: '/api/v1/approvals/counts',
  me: '/api/v1/me',
  tasks: '/api/v1/tasks',
  cases: '/api/v1/cases',
} as const;

/** 2,000 open approvals, each of which every one of these people is asked to decide. */
async function addApprovals(db: Database, people: readonly string[]): Promise<void> {
  await db.pool.query(`
    INSERT INTO application (stream, programme, project, title, status, light, applicant, matter, matter_name, amount_fen, documents, step, asked, asked_count, due_on, batch, received_on)
    SELECT 'approval/B' || n, 'QH', p.codes[1 + n % cardinality(p.codes)], '{"zh":"可研","en":"Study"}', 'OPEN', 'GREEN', 'gao-lin', 'FSR', '{"zh":"可研","en":"Study"}', 1, 3,
      '{"zh":"审批","en":"Decision"}', ARRAY['fang-yuan', 'zheng-yan'], 2, '2026-12-31', false, '2026-11-01'
    FROM generate_series(1, ${OPEN}) n, (SELECT array_agg(project) AS codes FROM case_state WHERE kind = 'project' AND programme = 'QH') p`);
  await db.pool.query(`
    INSERT INTO case_state (stream, kind, programme, project, applicant, version, status, title, light, mark, state, schema, changed_at)
    SELECT stream, 'approval', programme, project, applicant, 3, status, title, light, NULL, '{}', 2, now() - interval '1 day' FROM application WHERE stream ~ '^approval/B[0-9]+$'`);
  await db.pool.query(
    `INSERT INTO task (stream, task, kind, step, round, person, status, title, project, programme, opened_at, due_at)
     SELECT 'approval/B' || n, p.nth, 'DECIDE', 0, 1, p.id, 'PENDING', '{"zh":"可研","en":"Study"}', 'QH-01', 'QH', now(), now() + n * interval '1 minute'
     FROM generate_series(1, ${OPEN}) n, unnest($1::text[]) WITH ORDINALITY AS p (id, nth)`,
    [people],
  );
}

type Waited = { readonly p50: number; readonly p95: number; readonly cpuMs: number; readonly bytes: number };

/** Statistics and dead rows as autovacuum would leave them soon; `url`: of the tables' owner, since nobody else may. */
async function settle(url: string, tables: string): Promise<void> {
  const owner = openDatabase(url, { poolSize: 1 });
  try {
    await owner.pool.query('SET statement_timeout = 0');
    await owner.pool.query(`VACUUM ANALYZE ${tables}`);
  } finally {
    await owner.close();
  }
}

const CHANGED_EACH_MS = 200;
/** A project's row is written meanwhile, as each event of it does. */
async function whileItChanges<T>(db: Database, measure: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    db.pool.query(`UPDATE case_state SET changed_at = now() WHERE stream = 'project/QH-01'`).catch((error: Error) => console.error(error.message));
  }, CHANGED_EACH_MS);
  try {
    return await measure();
  } finally {
    clearInterval(timer);
  }
}

/** What so many people wait for who ask all the time, and how much of a processor the service takes for one answer, in milliseconds. */
async function readsAtOnce(
  apiUrl: string,
  paths: Readonly<Record<string, string>>,
  tokens: readonly string[],
  atOnce: number,
): Promise<Readonly<Record<string, Waited>>> {
  const askers = startAskers();
  const figures: Record<string, Waited> = {};
  const tenth = (ms: number): number => Math.round(ms * 10) / 10;
  for (const [name, path] of Object.entries(paths)) {
    const people = { url: `${apiUrl}${path}`, tokens, atOnce };
    await askers.ask({ ...people, rounds: 10 });
    const before = process.cpuUsage();
    const { times, bytes } = await askers.ask({ ...people, rounds: 20 });
    const { user, system } = process.cpuUsage(before);
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number): number => tenth(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
    const cpuMs = Math.round((user + system) / 10 / times.length) / 100;
    figures[name] = { p50: at(0.5), p95: at(0.95), cpuMs, bytes };
    say(`GET ${path}: ${at(0.5)} ms in the middle, p95 ${at(0.95)} ms, ${atOnce} at once; ${cpuMs} ms of a processor, ${bytes} bytes`);
  }
  askers.stop();
  return figures;
}

async function removeProjects(db: Database): Promise<void> {
  for (const table of ['case_state', 'standing', 'task', 'case_link']) await db.pool.query(`DELETE FROM ${table} WHERE stream ~ '/M[0-9]+-01'`);
}

const { programme: programmeAlone } = parseArgs({ options: { programme: { type: 'boolean', default: false } } }).values;

say('托建 bench:read: starting a service of its own with the example');
const { stack, stop } = await startServiceWithExample({ name: 'read', say: (line) => say(`  ${line}`) });
const round = (n: number): number => Math.round(n * 100) / 100;

/** What signing in costs with few projects, with many, and with few once more: a machine may become slower meanwhile. */
async function growth({ database: db, databaseUrl, apiUrl }: Stack, tokens: readonly string[]) {
  const settled = (): Promise<void> => settle(databaseUrl, 'case_state, standing, task, case_link');
  await settled();
  const few = await timesOf(apiUrl, tokens);
  await addProjects(db);
  await settled();
  const projects = await db.prisma.caseState.count({ where: { kind: 'project' } });
  const many = await timesOf(apiUrl, tokens);
  await removeProjects(db);
  await settled();
  const again = await timesOf(apiUrl, tokens);
  const questions = (['me', 'tasks'] as const).map((question) => {
    const fewMs = (few[question].p50 + again[question].p50) / 2;
    say(
      `GET ${QUESTIONS[question]}: ${round(few[question].p50)} ms with the example's projects, ${round(many[question].p50)} ms with ${projects} (p95 ${round(many[question].p95)} ms), ${round(again[question].p50)} ms with the example's again`,
    );
    return {
      question,
      fewMs: round(fewMs),
      manyMs: round(many[question].p50),
      p95Ms: round(many[question].p95),
      growth: round(many[question].p50 / fewMs),
    };
  });
  return { questions };
}

/** `how`: added to the name of each and to what it says. */
type How = { readonly name: string; readonly zh: string; readonly en: string };
const WHILE_CHANGED: How = {
  name: 'Changing',
  zh: `，期间每 ${CHANGED_EACH_MS} 毫秒写入一次`,
  en: `, while a case is written every ${CHANGED_EACH_MS} ms`,
};

function waitedFor(
  reads: Readonly<Record<string, Waited>>,
  paths: Readonly<Record<string, string>>,
  limitMs: number,
  atOnce: number,
  how: How = { name: '', zh: '', en: '' },
): Figure[] {
  return Object.entries(reads).flatMap(([name, { p95, cpuMs }]) => {
    const [zh, en] = [`GET ${paths[name]}，${atOnce} 人同时${how.zh}`, `GET ${paths[name]}, ${atOnce} at once${how.en}`];
    return [
      atMost(`${name}${how.name}P95Ms`, 'ms', p95, limitMs, `${zh}，第 95 百分位`, `${en}, 95th percentile`),
      atMost(`${name}${how.name}CpuMs`, 'ms', cpuMs, null, `${zh}，每次处理器时间`, `${en}, of a processor each`),
    ];
  });
}

let code = 1;
try {
  const { database: db, apiUrl } = stack;
  const tokensOf = (people: readonly string[]): Promise<string[]> => Promise.all(people.map((person) => issueApiToken(db, person, 1)));
  const people = ['xu-jianing', 'gao-lin', 'fang-yuan', 'zheng-yan'];
  const tokens = await tokensOf(people);
  const grown = programmeAlone ? null : await growth(stack, tokens);
  const events = await fillRecord(stack.databaseUrl, EVENTS, PROGRAMME.projects);
  await addApprovals(db, people);
  await settle(stack.databaseUrl, 'application, task, case_state, board_part, progress_part');
  say(`${events} events, ${OPEN} open approvals before each of ${people.length} people`);
  const reads = programmeAlone ? {} : await readsAtOnce(apiUrl, READS, tokens, AT_ONCE);
  const counted = await db.prisma.caseState.count({ where: { kind: 'project', programme: 'QH' } });
  say(`${counted} projects in one programme`);
  const overseers = await tokensOf(OVERSEERS);
  const programme = await readsAtOnce(apiUrl, OF_PROGRAMME, overseers, PROGRAMME.atOnce);
  say(`the same while a case of the programme is written every ${CHANGED_EACH_MS} ms`);
  const changing = await whileItChanges(db, () => readsAtOnce(apiUrl, OF_PROGRAMME, overseers, PROGRAMME.atOnce));
  tell({
    part: 'read',
    note: {
      zh: `${events} 个事件，每人 ${OPEN} 件待批，${counted} 个项目在一个项目群`,
      en: `${events} events, ${OPEN} open approvals before each person, ${counted} projects in one programme`,
    },
    figures: [
      ...(grown?.questions ?? []).map(({ question, growth: times }) =>
        atMost(
          `growth-${question}`,
          '×',
          times,
          LIMIT,
          `GET ${QUESTIONS[question]}，${PROJECTS} 个项目相对六个`,
          `GET ${QUESTIONS[question]}, ${PROJECTS} projects against six`,
        ),
      ),
      ...waitedFor(reads, READS, READS_LIMIT_MS, AT_ONCE),
      ...waitedFor(programme, OF_PROGRAMME, PROGRAMME.limitMs, PROGRAMME.atOnce),
      ...waitedFor(changing, OF_PROGRAMME, PROGRAMME.limitMs, PROGRAMME.atOnce, WHILE_CHANGED),
      atLeast('projects', '', counted, PROGRAMME.projects, '一个项目群中的项目', 'projects in one programme'),
    ],
  });
  code = process.exitCode === 1 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
await stop();
process.exit(code);
