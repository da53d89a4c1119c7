// `node build/compile.mjs FOLDER`: the service as plain JavaScript into that folder. Packages are loaded as npm put them.
import path from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT, workflowDigestNow } from './sources.mjs';

/** What runs by itself. A thread's entry is JavaScript beside its source, which needs tsx there; here the source is the entry. */
const ENTRIES = { main: 'cli/main.ts', 'workflow-bundle': 'worker/workflow-bundle.ts' };
const THREADS = {
  'intake/read-thread.mjs': 'intake/read-part.ts',
  'notices/mail-thread.mjs': 'notices/mail-thread.ts',
  'prisma/log/verify-thread.mjs': 'prisma/log/verify-part.ts',
  'sheets/pdf-thread.mjs': 'sheets/pdf-worker.ts',
};
const nameOf = (file) => path.posix.basename(file).replace(/\.\w+$/, '');

async function compile(folder) {
  const input = Object.fromEntries(Object.values(THREADS).map((file) => [nameOf(file), file]));
  const bundle = await rolldown({
    cwd: ROOT,
    input: { ...ENTRIES, ...input },
    platform: 'node',
    tsconfig: 'tsconfig.json',
    transform: {
      target: 'node20',
      jsx: { runtime: 'automatic', development: false },
      define: { BUILT_WORKFLOW_DIGEST: JSON.stringify(workflowDigestNow()) },
    },
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
          if (!threads.has(thread)) throw new Error(`${source}: name the thread ${thread} in build/compile.mjs`);
          return `new URL('./${nameOf(THREADS[thread])}.js', import.meta.url)`;
        })
        .replace(/(?<!\.js', )import\.meta\.url/g, () => `new URL('../../../${source}', import.meta.url).href`);
      if (/import\.meta\.(?!url)/.test(changed)) throw new Error(`${source}: of import.meta, only url is known in the build (build/compile.mjs)`);
      return { code: changed, map: null };
    },
  };
}

await compile(process.argv[2]);
