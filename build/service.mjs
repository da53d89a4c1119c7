/**
 * The service as plain JavaScript: `dist/service/<digest of its sources>`, made by `npm ci`, and anew by whoever starts the
 * service and finds that the sources are others. So no process runs what is older than its sources, two that build at once do
 * not meet, and one that runs keeps its files (docs/adr/0116). Deliberately absent: packages, which are loaded as npm put them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clearOld } from './old-builds.mjs';
import { digestOf, glanceAt, ROOMS, ROOT, sourcesIn } from './sources.mjs';

const BUILDS = path.join(ROOT, 'dist/service');
/** Which build a glance at the sources last belonged to, so that they are read only when they may have changed. */
const CURRENT = path.join(BUILDS, 'current.json');
const COMPILER = fileURLToPath(new URL('./compile.mjs', import.meta.url));

/**
 * The folder of the build that is of the sources as they are now; `say` is told one line when it has to be made first.
 * Error: it cannot be made, with the way out.
 */
export function serviceOfNow(say) {
  const sources = sourcesIn(ROOMS);
  const glance = glanceAt(sources);
  const current = readCurrent();
  if (current?.glance === glance && isWhole(current.digest)) return folderOf(current.digest);
  let digest = digestOf(sources);
  if (!isWhole(digest)) {
    say('The sources have changed since the service was built: building it (dist/service)');
    digest = build(digest);
  }
  // As it was before they were read: what is saved from then on is seen.
  remember({ glance, digest });
  return folderOf(digest);
}

const folderOf = (digest) => path.join(BUILDS, digest);
// Renamed to its place when all of it is written.
const isWhole = (digest) => existsSync(path.join(folderOf(digest), 'main.js'));

function readCurrent() {
  try {
    return JSON.parse(readFileSync(CURRENT, 'utf8'));
  } catch {
    return null;
  }
}

/** Where nothing can be written, the next start reads the sources again. */
function remember(current) {
  const own = `${CURRENT}.${process.pid}`;
  try {
    writeFileSync(own, JSON.stringify(current));
    renameSync(own, CURRENT);
  } catch {
    rmSync(own, { force: true });
  }
}

function build(digest) {
  const own = path.join(BUILDS, `.${process.pid}`);
  try {
    removed(own);
    mkdirSync(own, { recursive: true });
    compile(own);
    // Whoever saves a file meanwhile gets a build of it, under its own digest.
    const now = digestOf(sourcesIn(ROOMS));
    if (now !== digest) return isWhole(now) ? now : build(now);
    if (!isWhole(digest)) renameSync(own, folderOf(digest));
    clearOld(BUILDS, (name) => name !== path.basename(CURRENT));
    return digest;
  } catch (error) {
    // Another process was as fast, and was first.
    if (isWhole(digest)) return digest;
    throw new Error(wayOut(error), { cause: error });
  } finally {
    removed(own);
  }
}

/** What is left of it is of no use; whoever could not make it cannot remove it either. */
function removed(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // it was never made
  }
}

/** In a process of its own: the compiler takes 300 MB, and whoever starts the service would keep them. */
function compile(folder) {
  const { status, stderr, error } = spawnSync(process.execPath, [COMPILER, folder], { encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(stderr.trim());
}

function wayOut(error) {
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code))
    return `The service has to be built of its sources, and nothing can be written to ${path.join(ROOT, 'dist')}.\n→ Run \`npm run build\` there once as a user who may, then start it again.`;
  return `The service cannot be built of its sources: ${error.message}\n→ Run \`npm ci\`; if you changed the sources, mend what is named.`;
}
