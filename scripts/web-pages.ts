/**
 * `npm run web:pages`: every page of the console by axe (WCAG 2.2 AA), in both languages, at 360 and 1280 px, light and dark,
 * with what the browser complains of. `npm test` looks at half of these combinations (test/browser/console.test.ts).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Per page: two languages, two widths, two colour schemes. */
const COMBINATIONS = 8;

type Results = { readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[] };

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-pages-'));
const results = path.join(folder, 'results.json');
const args = [
  'run',
  '--project=service',
  'test/browser/console.test.ts',
  '-t',
  'holds WCAG',
  '--mode=all-pages',
  '--reporter=default',
  '--reporter=json',
];
const { status } = spawnSync(process.execPath, [path.join('node_modules', 'vitest', 'vitest.mjs'), ...args, `--outputFile.json=${results}`], {
  stdio: 'inherit',
});
const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as Results; // written by vitest's own reporter
rmSync(folder, { recursive: true });
const looked = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .filter((test) => test.status !== 'skipped' && test.status !== 'pending');
const failed = looked.filter((test) => test.status === 'failed').map(({ title }) => title);
console.log(JSON.stringify({ pages: looked.length / 2, combinations: (looked.length / 2) * COMBINATIONS, failed }));
process.exit(status === 0 && failed.length === 0 && looked.length > 0 ? 0 : 1);
