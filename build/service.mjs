/**
 * The service as plain JavaScript: `dist/service/<digest of its sources>`, made by `npm ci`, and anew by whoever starts the
 * service and finds that the sources are others. So no process runs what is older than its sources, two that build at once do
 * not meet, and one that runs keeps its files (docs/adr/0116). Deliberately absent: packages, which are loaded as npm put them.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digestOf, glanceAt, ROOMS, ROOT, sourcesIn } from './sources.mjs';

const BUILDS = path.join(ROOT, 'dist/service');
/** Which build a glance at the sources last belonged to, so that they are read only when they may have changed. */
const CURRENT = path.join(BUILDS, 'current.json');
/** What still runs while its sources are worked on was built lately. */
const KEPT_BUILDS = 8;

/** What runs by itself. A thread's entry is JavaScript beside its source, which needs tsx there; here the source is the entry. */
const ENTRIES = { main: 'cli/main.ts', 'workflow-bundle': 'worker/workflow-bundle.ts' };
const THREADS = {
  'intake/read-thread.mjs': 'intake/read-part.ts',
  'notices/mail-thread.mjs': 'notices/mail-thread.ts',
  'prisma/log/verify-thread.mjs': 'prisma/log/verify-part.ts',
  'sheets/pdf-thread.mjs': 'sheets/pdf-worker.ts',
};
const nameOf = (file) => path.posix.basename(file).replace(/\.\w+$/, '');

/**
 * The folder of the build that is of the sources as they are now; `say` is told one line when it has to be made first.
 * Error: it cannot be made, with the way out.
 */
export async function serviceOfNow(say) {
  const sources = sourcesIn(ROOMS);
  const glance = glanceAt(sources);
  const current = readCurrent();
  if (current?.glance === glance && isWhole(current.digest)) return folderOf(current.digest);
  let digest = digestOf(sources);
  if (!isWhole(digest)) {
    say('The sources have changed since the service was built: building it (dist/service)');
    digest = await build(digest);
  }
  remember({ glance: glanceAt(sourcesIn(ROOMS)), digest });
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

async function build(digest) {
  const own = path.join(BUILDS, `.${process.pid}`);
  try {
    mkdirSync(own, { recursive: true });
    await compile(own);
    // Whoever saves a file meanwhile gets a build of it, under its own digest.
    const now = digestOf(sourcesIn(ROOMS));
    if (now !== digest) return isWhole(now) ? now : await build(now);
    if (!isWhole(digest)) renameSync(own, folderOf(digest));
    clearOld(digest);
    return digest;
  } catch (error) {
    // Another process was as fast, and was first.
    if (isWhole(digest)) return digest;
    throw new Error(wayOut(error), { cause: error });
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function wayOut(error) {
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code))
    return `The service has to be built of its sources, and nothing can be written to ${path.join(ROOT, 'dist')}.\n→ Run \`npm run build\` there once as a user who may, then start it again.`;
  return `The service cannot be built of its sources: ${error.message}\n→ Run \`npm ci\`; if you changed the sources, mend what is named.`;
}

function clearOld(newest) {
  const builds = readdirSync(BUILDS, { withFileTypes: true }).filter((entry) => entry.isDirectory() && /^[0-9a-f]{20}$/.test(entry.name));
  const byAge = builds.map(({ name }) => ({ name, at: statSync(folderOf(name)).mtimeMs })).sort((a, b) => b.at - a.at);
  for (const { name } of byAge.slice(KEPT_BUILDS)) if (name !== newest) rmSync(folderOf(name), { recursive: true, force: true });
}

async function compile(folder) {
  const { rolldown } = await import('rolldown');
  const input = Object.fromEntries(Object.values(THREADS).map((file) => [nameOf(file), file]));
  const bundle = await rolldown({
    cwd: ROOT,
    input: { ...ENTRIES, ...input },
    platform: 'node',
    tsconfig: 'tsconfig.json',
    transform: { target: 'node20', jsx: { runtime: 'automatic', development: false } },
    // Packages and Node's own parts have no path.
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
    plugins: [asFromSource()],
    logLevel: 'silent',
    onLog(_level, log) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    },
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    sourcemap: true,
    // They lie there themselves.
    sourcemapExcludeSources: true,
    // All in one folder, from which the sources are as far for each.
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    hashCharacters: 'hex',
  });
  await bundle.close();
}

/** Files beside a source (migrations, fonts, the console) are found from its place; threads run what was built of them. */
function asFromSource() {
  const threads = new Set(Object.keys(THREADS));
  return {
    name: 'as-from-source',
    transform(code, id) {
      if (!code.includes('import.meta')) return null;
      const source = path.relative(ROOT, id).split(path.sep).join('/');
      const changed = code
        .replace(/new URL\('(\.[^']*-thread\.mjs)', import\.meta\.url\)/g, (_, name) => {
          const thread = path.posix.join(path.posix.dirname(source), name);
          if (!threads.has(thread)) throw new Error(`${source}: name the thread ${thread} in build/service.mjs`);
          return `new URL('./${nameOf(THREADS[thread])}.js', import.meta.url)`;
        })
        .replace(/(?<!\.js', )import\.meta\.url/g, () => `new URL('../../../${source}', import.meta.url).href`);
      if (/import\.meta\.(?!url)/.test(changed)) throw new Error(`${source}: of import.meta, only url is known in the build (build/service.mjs)`);
      return { code: changed, map: null };
    },
  };
}
