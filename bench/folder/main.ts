/**
 * `npm run bench -- --only folder`: a project's folder exported as a ZIP in a stream, how long it takes and by how much the
 * memory of the whole service grows meanwhile, and whether each file in it is as it was handed in; then the list of a project's
 * files, that of one with 2,000, and the board, ten at once, in a programme of 300 projects with 20,000 files: at rest, and
 * while cases are written. On a service of its own. `--megabytes`: of the folder. Human text first, one JSON object
 * last; exit code 1 when memory grows by more than 256 MB or 19 of 20 answers take longer than 300 ms.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openPromise } from 'yauzl';
import { type Database, openDatabase, unhurried } from '../../prisma/database.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { startServiceWithExample } from '../../scripts/own-service.ts';
import { fillRecord } from '../../scripts/record/bulk.ts';
import { atLeast, atMost, holds, tell } from '../figure.ts';

const FILE_MB = 16;
const MB = 1_048_576;
const LOOK_MS = 50;
const MEMORY_MB = 256;
const LIST = { files: 20_000, projects: 300, atOnce: 10, rounds: 30, limitMs: 300 } as const;
const OFFICER = 'xu-jianing';
const PROJECT = 'QH-01';
/** One with a folder of so many files, which is also written while it is read. */
const LARGE = { project: 'QH-04', files: 2_000 } as const;
/** Between two commands while cases are written, in milliseconds: of a county in a busy hour there are a few a minute. */
const COMMAND_EVERY_MS = 200;

const { megabytes } = parseArgs({ options: { megabytes: { type: 'string', default: '1024' } } }).values;
const say = (line: string): void => console.log(line);

/** Scans of that many megabytes in all, referred to by a case of the project. */
async function fill(db: Database, mb: number): Promise<number> {
  const files = Math.ceil(mb / FILE_MB);
  for (let nth = 0; nth < files; nth += 1) {
    const bytes = randomBytes(FILE_MB * MB);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await db.pool.query(
      unhurried(
        `INSERT INTO document_file (sha256, name, media_type, size, bytes, uploaded_by, uploaded_at) VALUES ($1, $2, 'application/pdf', $3, $4, $5, now())`,
        [sha256, `${nth}.pdf`, bytes.length, bytes, OFFICER],
      ),
    );
    await db.pool.query(`INSERT INTO file_reference (stream, sha256, name, event_version) VALUES ($1, $2, $3, 1)`, [
      `project/${PROJECT}`,
      sha256,
      `扫描件 ${nth}.pdf`,
    ]);
  }
  return files;
}

/** Fetches it into a file; the memory of this process, which is the whole service, is looked at meanwhile. */
async function exported(apiUrl: string, token: string, file: string, query = '') {
  const before = process.memoryUsage.rss();
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, LOOK_MS);
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const response = await fetch(`${apiUrl}/api/v1/project/${PROJECT}/files.zip${query}`, { headers: { authorization: `Bearer ${token}` } });
  let bytes = 0;
  await pipeline(async function* () {
    for await (const chunk of response.body ?? []) {
      bytes += (chunk as Uint8Array).length; // of a body these are bytes
      yield chunk;
    }
  }, createWriteStream(file));
  clearInterval(looking);
  const { user, system } = process.cpuUsage(cpu);
  return {
    status: response.status,
    bytes,
    seconds: (performance.now() - from) / 1_000,
    grownMb: (most - before) / MB,
    cpuSeconds: (user + system) / 1e6,
  };
}

/** How many files of the ZIP are as its own SHA256SUMS says, and how many it names. */
async function trueFiles(file: string): Promise<{ readonly named: number; readonly true: number }> {
  const zip = await openPromise(file);
  const hashes = new Map<string, string>();
  let sums = '';
  for await (const entry of zip.eachEntry()) {
    const content = await zip.openReadStreamPromise(entry);
    const hash = createHash('sha256');
    for await (const chunk of content) {
      hash.update(chunk as Buffer); // of an entry these are bytes
      if (entry.fileName.endsWith('/SHA256SUMS')) sums += String(chunk);
    }
    hashes.set(entry.fileName.replace(/^[^/]+\//, ''), hash.digest('hex'));
  }
  const lines = sums.trim().split('\n');
  return { named: lines.length, true: lines.filter((line) => hashes.get(line.slice(66)) === line.slice(0, 64)).length };
}

/** Small files of all projects of the programme. */
async function spread(db: Database): Promise<number> {
  await db.pool.query(
    unhurried(
      `INSERT INTO document_file (sha256, name, media_type, size, bytes, uploaded_by, uploaded_at)
       SELECT encode(sha256(n::text::bytea), 'hex'), n || '.pdf', 'application/pdf', 3, '\\x616263', $1, now() - n * interval '1 second' FROM generate_series(1, $2::int) n`,
      [OFFICER, LIST.files],
    ),
  );
  const added = await db.pool.query(
    unhurried(
      `INSERT INTO file_reference (stream, sha256, name, event_version)
       SELECT p.stream, encode(sha256(n::text::bytea), 'hex'), '材料 ' || n || '.pdf', 1
       FROM generate_series(1, $1::int) n JOIN (
         SELECT stream, row_number() OVER (ORDER BY stream) - 1 AS nth, count(*) OVER () AS all FROM case_state WHERE kind = 'project' AND programme = 'QH'
       ) p ON p.nth = n % p.all`,
      [LIST.files],
    ),
  );
  return added.rowCount ?? 0;
}

/** All of one project. */
async function fillLarge(db: Database): Promise<void> {
  await db.pool.query(
    unhurried(
      `INSERT INTO document_file (sha256, name, media_type, size, bytes, uploaded_by, uploaded_at)
       SELECT encode(sha256(('large' || n)::bytea), 'hex'), n || '.pdf', 'application/pdf', 3, '\\x616263', $1, now() - n * interval '1 second' FROM generate_series(1, $2::int) n`,
      [OFFICER, LARGE.files],
    ),
  );
  await db.pool.query(
    unhurried(
      `INSERT INTO file_reference (stream, sha256, name, event_version)
       SELECT c.stream, encode(sha256(('large' || n)::bytea), 'hex'), '材料 ' || n % 1500 || '.pdf', 1 + n % c.version FROM generate_series(1, $2::int) n, case_state c WHERE c.stream = $1`,
      [`project/${LARGE.project}`, LARGE.files],
    ),
  );
}

/** Commands to one project, one after the other, until it is stopped; gives how many were recorded. */
function writing(apiUrl: string, token: string): { stop(): Promise<number> } {
  let [ended, count] = [false, 0];
  const command = async (body: object): Promise<void> => {
    const response = await fetch(`${apiUrl}/api/v1/project/${LARGE.project}/commands`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomBytes(12).toString('hex') },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`a command was answered ${response.status}: ${await response.text()}`);
    count += 1;
    await new Promise((resolve) => setTimeout(resolve, COMMAND_EVERY_MS));
  };
  const going = (async () => {
    while (!ended) {
      await command({ type: 'Suspend', reason: '资金未到位' });
      await command({ type: 'Resume' });
    }
  })();
  going.catch(() => undefined); // told by whoever stops it
  return {
    async stop() {
      ended = true;
      await going;
      return count;
    },
  };
}

/** Milliseconds: of the slowest twentieth, and of a processor each, whoever asks included. */
async function waited(apiUrl: string, path: string, token: string): Promise<{ readonly p95: number; readonly cpu: number }> {
  const times: number[] = [];
  const ask = async (): Promise<void> => {
    const from = performance.now();
    const response = await fetch(`${apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    times.push(performance.now() - from);
  };
  await ask();
  times.length = 0;
  const before = process.cpuUsage();
  for (let round = 0; round < LIST.rounds; round += 1) await Promise.all(Array.from({ length: LIST.atOnce }, ask));
  const { user, system } = process.cpuUsage(before);
  return { p95: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN, cpu: (user + system) / 1_000 / times.length };
}

const p95 = (key: string, { p95: ms }: { readonly p95: number }, zh: string, en: string) =>
  atMost(`${key}P95Ms`, 'ms', ms, LIST.limitMs, `${zh}，10 人同时，第 95 百分位`, `${en}, 10 at once, 95th percentile`);

say('托建 bench:folder: starting a service of its own with the example');
const { stack, stop } = await startServiceWithExample({ name: 'folder', say: (line) => say(`  ${line}`) });
let code = 1;
try {
  const { apiUrl } = stack;
  const db = openDatabase(stack.databaseUrl);
  const [token, other] = [await issueApiToken(db, OFFICER, 1), await issueApiToken(db, 'he-jing', 1)];
  const files = await fill(db, Number(megabytes));
  say(`${files} files, ${files * FILE_MB} MB in one project`);
  const file = path.join(os.tmpdir(), `tuojian-folder-${process.pid}.zip`);
  await exported(apiUrl, token, file, '?text=none-is-called-so'); // what is loaded once is not counted
  const zip = await exported(apiUrl, token, file);
  say(
    `${Math.round(zip.bytes / MB)} MB in ${zip.seconds.toFixed(1)} s, ${zip.cpuSeconds.toFixed(1)} s of a processor, memory grew by ${zip.grownMb.toFixed(0)} MB at most`,
  );
  const found = await trueFiles(file).finally(() => rmSync(file, { force: true }));
  say(`${found.true} of ${found.named} files are as SHA256SUMS says`);
  await fillRecord(stack.databaseUrl, LIST.projects * 20, LIST.projects);
  const spreadOver = await spread(db);
  await fillLarge(db);
  const projects = await db.prisma.caseState.count({ where: { kind: 'project', programme: 'QH' } });
  await db.pool.query(unhurried('ANALYZE document_file, file_reference, case_state, event'));
  const paths = { list: `/api/v1/project/${PROJECT}/files`, large: `/api/v1/project/${LARGE.project}/files`, board: '/api/v1/projects' } as const;
  const looked = async () => ({
    list: await waited(apiUrl, paths.list, other),
    large: await waited(apiUrl, paths.large, other),
    board: await waited(apiUrl, paths.board, other),
  });
  const { list, large, board } = await looked();
  const writer = writing(apiUrl, token);
  const busy = await looked();
  const commands = await writer.stop();
  say(`${commands} commands were recorded meanwhile`);
  await db.close();
  tell({
    part: 'folder',
    note: {
      zh: `一个项目 ${files * FILE_MB} MB；${projects} 个项目，${spreadOver} 个文件`,
      en: `${files * FILE_MB} MB in one project; ${projects} projects with ${spreadOver} files`,
    },
    figures: [
      holds(
        'whole',
        zip.status === 200 && found.named >= files && found.true === found.named,
        '导出完整，每个文件与 SHA256SUMS 一致',
        'it came whole, each file as SHA256SUMS says',
      ),
      atMost('memoryMb', 'MB', zip.grownMb, MEMORY_MB, '导出一个项目文件夹时内存增长', 'memory grown while a folder is exported'),
      atLeast('rate', '', (files * FILE_MB) / zip.seconds, null, '导出速度（MB/秒）', 'export, MB a second'),
      atMost('cpuSeconds', 's', zip.cpuSeconds, null, '导出所用处理器时间', 'export, seconds of a processor'),
      p95('list', list, '一个项目的文件列表', 'files of a project'),
      p95('large', large, `${LARGE.files} 个文件的项目的文件列表`, `files of a project with ${LARGE.files}`),
      p95('board', board, '项目总览', 'the board'),
      p95('listBusy', busy.list, '一个项目的文件列表（同时写入）', 'files of a project while cases are written'),
      p95(
        'largeBusy',
        busy.large,
        `${LARGE.files} 个文件的项目的文件列表（同时写入该项目）`,
        `files of a project with ${LARGE.files} that is being written`,
      ),
      p95('boardBusy', busy.board, '项目总览（同时写入）', 'the board while cases are written'),
      atMost('listCpuMs', 'ms', list.cpu, null, '文件列表，每次处理器时间', 'files of a project, of a processor each'),
      atMost('boardCpuMs', 'ms', board.cpu, null, '项目总览，每次处理器时间', 'the board, of a processor each'),
      atLeast('commands', '', commands, 10, '同时写入的命令', 'commands recorded meanwhile'),
      atLeast('files', '', spreadOver, LIST.files, '项目群中的文件', 'files in the programme'),
    ],
  });
  code = process.exitCode === 1 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
await stop();
process.exit(code);
