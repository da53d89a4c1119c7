import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOMS, ROOT } from '../../build/sources.mjs';

/** A product of one command and its threads, built and run by ours. */
const tree = mkdtempSync(path.join(os.tmpdir(), 'tuojian-built-'));
const at = (file: string): string => path.join(tree, file);
const write = (file: string, text: string): void => writeFileSync(at(file), text);
afterAll(() => rmSync(tree, { recursive: true, force: true }));

const THREADS = ['intake/read-part.ts', 'notices/mail-thread.ts', 'prisma/log/verify-part.ts', 'sheets/pdf-worker.ts'];
beforeEach(() => {
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree);
  for (const room of [...ROOMS, 'prisma/log']) mkdirSync(at(room), { recursive: true });
  for (const room of ['build', 'bin', 'tsconfig.json', 'package-lock.json', 'package.json'])
    cpSync(path.join(ROOT, room), at(room), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), at('node_modules'));
  for (const file of [...THREADS, 'worker/workflow-bundle.ts', 'temporal/failure-converter.cjs']) write(file, 'export const nothing: null = null;\n');
  write('cli/main.ts', says('one'));
});

/** Its second line is where it is from, its last what it says. */
const says = (word: string): string => `type Word = string;

const word: Word = '${word}';
process.stdout.write(word);
`;

type Ran = { readonly stdout: string; readonly stderr: string; readonly code: number };
const run = (): Promise<Ran> =>
  promisify(execFile)(process.execPath, [at('bin/tuojian.mjs')]).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    ({ stdout, stderr, code }: Ran) => ({ stdout, stderr, code }),
  );
const BUILDS = /The sources have changed since the service was built/;
const builds = (): readonly string[] => readdirSync(at('dist/service')).filter((name) => name !== 'current.json');

describe('what runs is built of the sources as they are', () => {
  it('is built once, and said so', async () => {
    const first = await run();
    expect(first).toMatchObject({ stdout: 'one', code: 0 });
    expect(first.stderr).toMatch(BUILDS);
    expect(await run()).toEqual({ stdout: 'one', stderr: '', code: 0 });
  });

  it('is built again when a source has changed, also one that looks as before', async () => {
    await run();
    const { atime, mtime } = statSync(at('cli/main.ts'));
    write('cli/main.ts', says('two'));
    utimesSync(at('cli/main.ts'), atime, mtime);
    expect(await run()).toMatchObject({ stdout: 'two', code: 0 });
  });

  it('is not built again for a source that was only touched, or for one that is as it was before', async () => {
    await run();
    utimesSync(at('cli/main.ts'), new Date(), new Date());
    expect(await run()).toEqual({ stdout: 'one', stderr: '', code: 0 });
    write('cli/main.ts', says('two'));
    await run();
    write('cli/main.ts', says('one'));
    expect(await run()).toEqual({ stdout: 'one', stderr: '', code: 0 });
  });

  it('is never what it was before when it cannot be built', async () => {
    await run();
    write('cli/main.ts', `import { gone } from './gone.ts';\n${says('two')}`);
    const { stdout, stderr, code } = await run();
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toMatch(/cannot be built of its sources.*gone\.ts/s);
  });

  it('says the way out where nothing can be written', async () => {
    write('dist', 'a file where the folder should be');
    const { stderr, code } = await run();
    expect(code).toBe(1);
    expect(stderr).toMatch(/→ Run `npm /);
  });

  it('is built whole by several that start at once', async () => {
    const ran = await Promise.all([run(), run(), run(), run()]);
    expect(ran.map(({ stdout, code }) => ({ stdout, code }))).toEqual(Array(4).fill({ stdout: 'one', code: 0 }));
    expect(builds()).toHaveLength(1);
    expect(existsSync(at(`dist/service/${builds()[0]}/main.js`))).toBe(true);
  });
});

describe('what is built', () => {
  it('finds the files that lie beside its sources, and its threads', async () => {
    write('cli/word.txt', 'beside');
    write('notices/mail-thread.mjs', `throw new Error('the entry for tsx was run');\n`);
    write('notices/mail-thread.ts', `import { parentPort } from 'node:worker_threads';\nparentPort?.postMessage('thread');\n`);
    write(
      'notices/inbound.ts',
      `import { Worker } from 'node:worker_threads';
export const asked = (): Promise<string> => new Promise((resolve) => new Worker(new URL('./mail-thread.mjs', import.meta.url)).once('message', resolve));
`,
    );
    write(
      'cli/main.ts',
      `import { readFileSync } from 'node:fs';
import { asked } from '../notices/inbound.ts';
process.stdout.write(\`\${readFileSync(new URL('./word.txt', import.meta.url), 'utf8')} \${await asked()}\`);
`,
    );
    expect(await run()).toMatchObject({ stdout: 'beside thread', code: 0 });
  });

  it('tells where an error is by the line of its source', async () => {
    write('cli/main.ts', `type Nothing = null;\nconst nothing: Nothing = null;\n\nprocess.stdout.write(new Error(String(nothing)).stack ?? '');\n`);
    expect((await run()).stdout.split('\n').slice(0, 2)).toEqual(['Error: null', `    at ${at('cli/main.ts')}:4:22`]);
  });

  it('knows which workflows it goes with, and reads no source for that', async () => {
    const asks = `import { writeFileSync } from 'node:fs';
import { ROOT, workflowDigest, workflowDigestNow } from '../build/sources.mjs';
const before = workflowDigestNow();
writeFileSync(\`\${ROOT}/workflows/one.ts\`, String(process.hrtime()));
process.stdout.write(JSON.stringify([workflowDigest() === before, workflowDigestNow() === before]));
`;
    write('cli/main.ts', asks);
    // Of other workflows it is another build, of the digest that they have.
    for (let time = 0; time < 2; time += 1)
      expect(await run()).toMatchObject({ stdout: '[true,false]', code: 0, stderr: expect.stringMatching(BUILDS) });
  });

  it('refuses what a build could not find', async () => {
    write('cli/main.ts', `process.stdout.write(import.meta.dirname);\n`);
    expect((await run()).stderr).toMatch(/of import\.meta, only url is known/);
  });
});
