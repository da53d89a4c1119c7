/**
 * Finds Temporal's own server and its tool for schemas, or gets them: TEMPORAL_SERVER_PATH, PATH, our cache, the makers'
 * archive, `go install` (docs/adr/0122). Deliberately absent: starting it (server.ts).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { temporalServerFolder } from '../../config/env.ts';
import { ARCH, fetchArchive, PLATFORM } from '../../local/fetch-archive.ts';
import { goInstall } from '../../local/go-install.ts';
import { gotBy } from '../../local/got-by.ts';
import { SetupError } from '../../local/setup-error.ts';

/**
 * The newest that Go's module proxy gives whole where this is built: of 1.31 and 1.32 it lacks a part
 * (go.temporal.io/auto-scaled-workers), or Go 1.26.10 is asked for. Has the fixes of CVE-2025-14986 and CVE-2026-5199.
 */
export const SERVER_VERSION = '1.30.8';

export type ServerBinaries = { readonly server: string; readonly sqlTool: string };

const exe = os.platform() === 'win32' ? '.exe' : '';
const inFolder = (folder: string): ServerBinaries => ({
  server: path.join(folder, `temporal-server${exe}`),
  sqlTool: path.join(folder, `temporal-sql-tool${exe}`),
});
const run = (file: string): boolean => spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0;
const work = ({ server, sqlTool }: ServerBinaries): boolean => run(server) && run(sqlTool);
const cacheOf = (cacheDir: string): string => path.join(cacheDir, `temporal-server-${SERVER_VERSION}`);

/** What is there already. Null: nothing is. Error: SetupError where TEMPORAL_SERVER_PATH leads to nothing that runs. */
export function serverBinaries(cacheDir: string): ServerBinaries | null {
  const named = temporalServerFolder();
  if (named !== null) {
    if (work(inFolder(named))) return inFolder(named);
    throw new SetupError(
      `TEMPORAL_SERVER_PATH names ${named}, where temporal-server and temporal-sql-tool do not run.`,
      'Correct it, or unset it to have them found.',
    );
  }
  const onPath = { server: 'temporal-server', sqlTool: 'temporal-sql-tool' };
  return [onPath, inFolder(cacheOf(cacheDir))].find(work) ?? null;
}

/** Error: SetupError that says what was tried, and what to do. */
export async function getServerBinaries(cacheDir: string): Promise<ServerBinaries> {
  const found = serverBinaries(cacheDir);
  if (found !== null) return found;
  const folder = cacheOf(cacheDir);
  mkdirSync(folder, { recursive: true });
  const ways = [
    { name: "download from the makers' releases", get: () => download(folder) },
    { name: 'go install', get: () => build(folder) },
  ];
  const tried = await gotBy(ways, () => work(inFolder(folder)));
  if (tried === null) return inFolder(folder);
  throw new SetupError(
    `No Temporal server was found, and none could be got (${tried}).`,
    'Put temporal-server and temporal-sql-tool (https://github.com/temporalio/temporal/releases) on the PATH, or set TEMPORAL_SERVER_PATH to their folder.',
  );
}

const download = (folder: string): Promise<void> =>
  fetchArchive(
    `https://github.com/temporalio/temporal/releases/download/v${SERVER_VERSION}/temporal_${SERVER_VERSION}_${PLATFORM}_${ARCH}.tar.gz`,
    'Temporal server, download',
    folder,
  );

const build = (folder: string): Promise<void> =>
  goInstall(folder, {
    title: 'Temporal server, building with Go (once, about 6 minutes)',
    packages: 1_000,
    programs: [
      { from: `go.temporal.io/server/cmd/server@v${SERVER_VERSION}`, as: 'temporal-server' },
      { from: `go.temporal.io/server/cmd/tools/sql@v${SERVER_VERSION}`, as: 'temporal-sql-tool' },
    ],
  });
