/**
 * `npm run bench:audit [-- --events N --projects N --small N --play SECONDS]`: how fast auditors are answered, over a record
 * that the real code played for some time and scripts/record/generator.ts enlarged. Human text first, one JSON object
 * last; exit code 1 where a limit is missed.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { exportHead, exportRow } from '../../domain/audit/columns.ts';
import type { Database } from '../../prisma/database.ts';
import { asOf, scopeOf } from '../../prisma/history/as-of.ts';
import { programmeCodes } from '../../prisma/record/streams.ts';
import { eachMatch, searchHistory } from '../../prisma/search/audit-search.ts';
import { freshPostgres } from '../../scripts/record/fresh-postgres.ts';
import { tableFile } from '../../sheets/table.ts';
import { atLeast, atMost, holds, type PartResult, tell } from '../figure.ts';
import { type GrownRecord, growRecord } from '../grown-record.ts';
import { facetTimes, PAGE_P95_MS, proofTimes } from './facets-and-proof.ts';
import { type Draw, QUESTIONS } from './questions.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    projects: { type: 'string', default: '2000' },
    small: { type: 'string', default: '10000' },
    play: { type: 'string', default: '20' },
  },
});
const [events, projects, small, playSeconds] = [values.events, values.projects, values.small, values.play].map(Number) as [
  number,
  number,
  number,
  number,
];
const LIMITS = { searchMs: 100, asOfMs: 100, verifySeconds: 60, verifyMegabytes: 512, exportRowsPerSecond: 20_000, growth: 2 } as const;
const ROUNDS = 25;

const p95 = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const round = (value: number): number => Math.round(value * 10) / 10;

/** A quarter of 8 GB, as PostgreSQL's manual advises for a server; the embedded default of 128 MB is for a laptop's first try. */
const SHARED_BUFFERS = '2GB';
const server = await freshPostgres('bench-audit', [`shared_buffers=${SHARED_BUFFERS}`]);

const grow = (name: string, size: number): Promise<GrownRecord> => growRecord(server, { name, events: size, projects, playSeconds, say });

/** `countUpTo` 0: the first page alone; else with how many there are. */
async function searchTimes(
  db: Database,
  countUpTo: number,
): Promise<{ readonly p95: number; readonly worst: string; readonly rows: readonly string[] }> {
  const programmes = await programmeCodes(db);
  const codes = (await db.prisma.stream.findMany({ where: { kind: 'project' }, select: { stream: true, programme: true } })).map(
    ({ stream, programme }) => ({ project: stream.slice(8), programme }),
  );
  const all: number[] = [];
  const rows: string[] = [];
  let worst = { name: '', time: 0 };
  const people = ['zheng-yan', 'fang-yuan', 'xu-jianing', 'duan-wei'];
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const times: number[] = [];
    let count = '';
    for (let n = 0; n < ROUNDS; n += 1) {
      const { project, programme } = codes[(n * 7_919) % codes.length] ?? { project: '', programme: '' };
      const day = new Date(Date.UTC(2021, n % 48, 1 + n));
      const draw: Draw = {
        project,
        programme,
        person: people[n % people.length] ?? '',
        day: day.toISOString(),
        later: new Date(day.getTime() + 7 * 86_400_000).toISOString(),
      };
      const began = performance.now();
      const found = await searchHistory(db, question(draw), { programmes }, { order: 'NEWEST', after: null, limit: 50, countUpTo });
      times.push(performance.now() - began);
      count = found.count === null ? '' : `, ${found.count}${found.atLeast ? '+' : ''} found`;
    }
    all.push(...times.slice(1));
    const time = p95(times.slice(1));
    if (time > worst.time) worst = { name, time };
    rows.push(`  ${name.padEnd(42)} median ${round(median(times))} ms, p95 ${round(time)} ms${count}`);
  }
  return { p95: p95(all), worst: `${worst.name} ${round(worst.time)} ms`, rows };
}

async function asOfTimes(db: Database): Promise<{ readonly p95: number; readonly events: number }> {
  const scope = await scopeOf(db, { project: 'R-02' });
  if (scope === null) throw new Error('the project with many events is missing');
  const count = await db.prisma.event.count({ where: { stream: { in: [...scope.streams] } } });
  const bounds = await db.pool.query<{ first: Date; last: Date }>(
    'SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM event WHERE stream = ANY($1)',
    [scope.streams],
  );
  const [first, last] = [bounds.rows[0]?.first.getTime() ?? 0, bounds.rows[0]?.last.getTime() ?? 0];
  const times: number[] = [];
  for (let n = 0; n < 60; n += 1) {
    // Late moments fold the most; the last one folds everything.
    const at = new Date(n % 3 === 0 ? last : first + ((last - first) * (n % 20)) / 20).toISOString();
    const began = performance.now();
    await asOf(db, scope, at);
    times.push(performance.now() - began);
  }
  return { p95: p95(times.slice(5)), events: count };
}

async function exportSpeed(db: Database): Promise<number> {
  const programmes = await programmeCodes(db);
  let rows = 0;
  const pages = async function* () {
    for await (const page of eachMatch(db, {}, { programmes })) {
      rows += page.length;
      yield page.map(exportRow);
    }
  };
  const began = performance.now();
  let bytes = 0;
  for await (const chunk of tableFile('csv', { head: exportHead('zh-CN'), pages: pages() })) bytes += chunk.length;
  const seconds = (performance.now() - began) / 1_000;
  say(`  CSV of everything: ${rows} rows, ${round(bytes / 1e6)} MB in ${round(seconds)} s`);
  return rows / seconds;
}

try {
  const little = await grow('small', small);
  const before = await searchTimes(little.db, 0);
  say(`First pages over ${small} events: p95 ${round(before.p95)} ms`);
  await little.db.close();

  const big = await grow('big', events);
  const after = await searchTimes(big.db, 0);
  for (const row of after.rows) say(row);
  const counted = await searchTimes(big.db, 1_000);
  say('With how many there are, counted up to 1,000:');
  for (const row of counted.rows) say(row);
  say(`First pages over ${events} events: p95 ${round(after.p95)} ms; slowest question: ${after.worst}`);
  const standing = await asOfTimes(big.db);
  say(`As of a moment, a project of ${standing.events} events: p95 ${round(standing.p95)} ms`);
  const projectCodes = (await big.db.prisma.stream.findMany({ where: { kind: 'project' }, select: { stream: true } })).map(({ stream }) =>
    stream.slice(8),
  );
  const facets = p95(await facetTimes(big.db, await programmeCodes(big.db), projectCodes));
  const proof = await proofTimes(big.db, big.key);
  say(`Facets: p95 ${round(facets)} ms; the proof of an event: p95 ${round(p95(proof.times))} ms`);
  const rows = await exportSpeed(big.db);
  await big.db.close();
  const child = spawnSync('npx', ['tsx', fileURLToPath(new URL('verify-child.ts', import.meta.url)), big.url, big.key, big.outside], {
    encoding: 'utf8',
  });
  const verified = JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '{}') as {
    ok: boolean;
    events: number;
    seconds: number;
    megabytes: number;
    faults: object[];
  };
  say(
    `Verified ${verified.events} events in ${round(verified.seconds)} s with ${round(verified.megabytes)} MB: ${verified.ok ? 'proved' : JSON.stringify(verified.faults)}`,
  );

  const n = events.toLocaleString('en');
  // Counting and hashing every event there is: the limit is for 100,000.
  const pageLimit = events <= 100_000 ? PAGE_P95_MS : null;
  const result: PartResult = {
    part: 'audit',
    note: {
      zh: `${n} 个事件，${projects} 个项目，PostgreSQL shared_buffers=${SHARED_BUFFERS}`,
      en: `${n} events, ${projects} projects, PostgreSQL with shared_buffers=${SHARED_BUFFERS}`,
    },
    figures: [
      atMost('searchP95Ms', 'ms', after.p95, LIMITS.searchMs, '检索首页，第 95 百分位', "a search's first page, 95th percentile"),
      atMost('countedSearchP95Ms', 'ms', counted.p95, LIMITS.searchMs, '同上，并数到一千', 'the same, counted up to a thousand'),
      atMost(
        'growth',
        '×',
        after.p95 / before.p95,
        LIMITS.growth,
        `检索首页，相对 ${small} 个事件时`,
        `a search's first page, against ${small} events`,
      ),
      atMost(
        'asOfP95Ms',
        'ms',
        standing.p95,
        LIMITS.asOfMs,
        `某一时刻的项目（${standing.events} 个事件）`,
        `a project of ${standing.events} events as of a moment`,
      ),
      atMost('facetsP95Ms', 'ms', facets, pageLimit, '检索的分面', "a search's facets"),
      atMost('proofP95Ms', 'ms', p95(proof.times), pageLimit, '一个事件的证明', 'the proof of an event'),
      holds('proofHeld', proof.held, '每个证明都成立', 'every proof holds'),
      atLeast('exportRowsPerSecond', '/s', rows, LIMITS.exportRowsPerSecond, '导出 CSV 行数', 'rows exported as CSV'),
      atMost('verifySeconds', 's', verified.seconds, LIMITS.verifySeconds, '验证全部事件', 'verification of all events'),
      atMost('verifyMegabytes', 'MB', verified.megabytes, LIMITS.verifyMegabytes, '同上，内存', 'the same, memory'),
      holds('proved', verified.ok && verified.events === events, '记录被证明', 'the record is proved'),
    ],
  };
  tell(result, { events: verified.events, eventsByRealCode: big.real, smallSearchP95Ms: round(before.p95) });
} finally {
  await server.stop();
}
