/**
 * The workflows as one script, which is what a worker runs: made by `npm ci` and kept in `dist/workflows` under the digest of
 * what it was made from, so that no worker runs older workflows than the sources have (docs/adr/0116).
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { clearOld } from '../build/old-builds.mjs';
import { ROOT, workflowDigest, workflowDigestNow } from '../build/sources.mjs';
import { FAILURE_CONVERTER } from '../temporal/payload-codec.ts';

const KEPT = path.join(ROOT, 'dist/workflows');

/** As a worker takes it. By its path it is held once less. */
export type Workflows = { readonly codePath: string } | { readonly code: string };

/** The script itself. */
export const codeOf = (workflows: Workflows): string => ('code' in workflows ? workflows.code : readFileSync(workflows.codePath, 'utf8'));

/** Those that go with this code, which are of the sources that lie here now; made and kept where they were not. */
export async function workflowsOfNow(): Promise<Workflows> {
  const file = fileOf(workflowDigest());
  if (existsSync(file)) return { codePath: file };
  const { code } = await bundleWorkflows();
  // Not what somebody saved meanwhile.
  return fileOf(workflowDigestNow()) === file && keep(file, code) ? { codePath: file } : { code };
}

const fileOf = (digest: string): string => path.join(KEPT, `${digest}.js`);

/** For the next start; where nothing can be written, that one makes it again. */
function keep(file: string, code: string): boolean {
  const own = `${file}.${process.pid}`;
  try {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(own, code);
    renameSync(own, file);
    clearOld(KEPT, () => true);
    return true;
  } catch {
    rmSync(own, { force: true });
    return false;
  }
}

/** Makes it from source; warnings and errors alone are told. */
export async function bundleWorkflows(): Promise<{ readonly code: string }> {
  const workflows = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));
  const { code } = await bundleWorkflowCode({
    workflowsPath: workflows,
    preloadModules: [workflows],
    logger: new DefaultLogger('WARN'),
    failureConverterPath: FAILURE_CONVERTER,
    webpackConfigHook: forThisNode,
  });
  return { code: withoutSources(code) };
}

/** Its map leads to the lines of the sources, which lie here themselves: their text in it is held by each thread. */
function withoutSources(code: string): string {
  const at = code.indexOf('base64,', code.lastIndexOf('//# sourceMappingURL=data:')) + 'base64,'.length;
  const { sourcesContent, ...map } = JSON.parse(Buffer.from(code.slice(at), 'base64').toString()) as Record<string, unknown>; // as bundleWorkflowCode writes it
  return `${code.slice(0, at)}${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

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
