/**
 * The workflows as one script, which is what a worker runs: made by `npm ci` and kept in `dist/workflows` under the digest of
 * what it was made from, so that no worker runs older workflows than the sources have (docs/adr/0116).
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { digestOf, ROOT, sourcesIn } from '../build/sources.mjs';
import { FAILURE_CONVERTER } from '../temporal/payload-codec.ts';

const KEPT = path.join(ROOT, 'dist/workflows');
/** What ends up in it, and what says how it is made. */
const OTHER_SOURCES = ['temporal/failure-converter.cjs', 'worker/workflow-bundle.ts'];

/** As it was made of the sources that lie here now; made and kept where it was not. */
export async function workflowsOfNow(): Promise<{ readonly code: string }> {
  const file = fileOfNow();
  try {
    return { code: readFileSync(file, 'utf8') };
  } catch {
    const { code } = await bundleWorkflows();
    // Not what somebody saved meanwhile.
    if (fileOfNow() === file) keep(file, code);
    return { code };
  }
}

const fileOfNow = (): string => path.join(KEPT, `${digestOf([...sourcesIn(['domain', 'workflows']), ...OTHER_SOURCES])}.js`);

/** For the next start; where nothing can be written, that one makes it again. */
function keep(file: string, code: string): void {
  const own = `${file}.${process.pid}`;
  try {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(own, code);
    renameSync(own, file);
    for (const name of readdirSync(KEPT)) if (name.endsWith('.js') && path.join(KEPT, name) !== file) rmSync(path.join(KEPT, name), { force: true });
  } catch {
    rmSync(own, { force: true });
  }
}

/** Bundles the workflows from source; warnings and errors alone are told. */
export const bundleWorkflows = (): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('WARN'),
    failureConverterPath: FAILURE_CONVERTER,
    webpackConfigHook: forThisNode,
  });

/**
 * The SDK has its loader write ES2017, which gives every file its own helpers for spreads and private fields, and keep comments
 * and blanks: a sixth and a fifth of the bundle, which each thread compiles. The Node that we ask for knows the newer forms, and
 * the source map leads from any place to its line; names stay, and nothing is moved.
 */
function forThisNode(config: WebpackConfig): WebpackConfig {
  // Nor are what the bundler itself writes and its comments kept.
  config.output = { ...config.output, pathinfo: false };
  config.optimization = {
    ...config.optimization,
    minimize: true,
    minimizeOptions: { javascript: { compress: false, mangle: false, format: { comments: false } } },
  };
  for (const rule of config.module?.rules ?? []) {
    if (typeof rule !== 'object' || rule === null || typeof rule.use !== 'object' || rule.use === null || !('options' in rule.use)) continue;
    const { options } = rule.use;
    if (typeof options !== 'object' || !('jsc' in options)) continue;
    options.minify = true;
    options.jsc = { ...options.jsc, target: 'es2022', minify: { compress: false, mangle: false, format: { comments: false } } };
  }
  return config;
}
type WebpackConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];
