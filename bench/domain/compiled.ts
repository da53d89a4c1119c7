/** Runs a measurement of the domain as plain JavaScript: tsx wraps every function, which costs more than the functions do. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OPTIONS = ['--ignoreConfig', '--noCheck', '--target', 'es2023', '--module', 'nodenext', '--rewriteRelativeImportExtensions', '--skipLibCheck'];

/** Decisions a second, by number of approvers. Error: what the compiler or the measurement printed. */
export function decisionsPerSecond(sizes: readonly number[]): Readonly<Record<number, number>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-compiled-'));
  const node = (args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${stdout}${stderr}`);
    return stdout;
  };
  try {
    const source = fileURLToPath(new URL('./decide-evolve.ts', import.meta.url));
    node([createRequire(import.meta.url).resolve('typescript/bin/tsc'), source, ...OPTIONS, '--outDir', folder]);
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    const run = `import { measureDecideEvolve } from './bench/domain/decide-evolve.js';
      console.log(JSON.stringify(Object.fromEntries(${JSON.stringify(sizes)}.map((size) => [size, measureDecideEvolve(size)]))));`;
    writeFileSync(path.join(folder, 'run.js'), run);
    return JSON.parse(node([path.join(folder, 'run.js')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
