/**
 * `npm run bench:read`: what signing in and the first page of tasks cost with the example's six projects and with 20,000 in
 * the read tables, on a service of its own. Human text first, one JSON object last; exit code 1 when the many cost more
 * than 1.3 times the few. Deliberately absent: events of those projects; no request of these reads any.
 */

import type { Database } from '../../prisma/database.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { startOwnService } from '../../scripts/own-service.ts';

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

async function removeProjects(db: Database): Promise<void> {
  for (const table of ['case_state', 'standing', 'task', 'case_link']) await db.pool.query(`DELETE FROM ${table} WHERE stream ~ '/M[0-9]+-01'`);
}

say('托建 bench:read: starting a service of its own with the example');
const { stack, stop } = await startOwnService({ name: 'read', say: (line) => say(`  ${line}`) });
let code = 1;
try {
  const { database: db, apiUrl } = stack;
  const people = ['xu-jianing', 'gao-lin', 'fang-yuan', 'zheng-yan'];
  const tokens: string[] = [];
  for (const person of people) tokens.push(await issueApiToken(db, person, 1));
  const settle = async (): Promise<void> => void (await db.pool.query('VACUUM ANALYZE case_state, standing, task, case_link'));
  await settle();
  const few = await timesOf(apiUrl, tokens);
  await addProjects(db);
  await settle();
  const held = await db.prisma.caseState.count({ where: { kind: 'project' } });
  const many = await timesOf(apiUrl, tokens);
  await removeProjects(db);
  await settle();
  // Once more with the few, so that a machine that became slower or faster meanwhile is not taken for the tables.
  const again = await timesOf(apiUrl, tokens);
  const round = (n: number): number => Math.round(n * 100) / 100;
  const rows = (['me', 'tasks'] as const).map((question) => {
    const fewMs = (few[question].p50 + again[question].p50) / 2;
    say(
      `GET ${QUESTIONS[question]}: ${round(few[question].p50)} ms with 6 projects, ${round(many[question].p50)} ms with ${held} (p95 ${round(many[question].p95)} ms), ${round(again[question].p50)} ms with 6 again`,
    );
    return {
      question,
      fewMs: round(fewMs),
      manyMs: round(many[question].p50),
      p95Ms: round(many[question].p95),
      growth: round(many[question].p50 / fewMs),
    };
  });
  const missed = rows.filter(({ growth }) => growth > LIMIT).map(({ question }) => question);
  code = missed.length > 0 ? 1 : 0;
  say(JSON.stringify({ projects: held, limit: LIMIT, questions: rows, missed }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
await stop();
process.exit(code);
