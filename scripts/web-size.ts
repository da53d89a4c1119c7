/**
 * How large the console is that a browser loads first, gzipped, and its largest parts that come later; as one line of JSON.
 * Exit code 1 where the first script is over its limit (issue 15), or the console is not built.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const FOLDER = path.join(import.meta.dirname, '../dist/web');
const LIMIT_KB = 300;
type Chunk = { readonly file: string; readonly isEntry?: boolean; readonly imports?: readonly string[]; readonly css?: readonly string[] };

const manifestFile = path.join(FOLDER, 'manifest.json');
if (!existsSync(manifestFile)) {
  console.error('dist/web is not built: npm run web:build');
  process.exit(1);
}
const manifest: Readonly<Record<string, Chunk>> = JSON.parse(readFileSync(manifestFile, 'utf8'));
const kb = (file: string): number => Math.round(gzipSync(readFileSync(path.join(FOLDER, file))).length / 102.4) / 10;
const entry = Object.entries(manifest).find(([, { isEntry }]) => isEntry === true)?.[0] ?? '';

/** Everything that comes before anything is shown. */
const first = new Set<string>();
const follow = (name: string): void => {
  if (first.has(name)) return;
  first.add(name);
  for (const next of manifest[name]?.imports ?? []) follow(next);
};
follow(entry);

const sum = (files: readonly string[]): number => Math.round(files.reduce((all, file) => all + kb(file), 0) * 10) / 10;
const chunks = [...first].flatMap((name) => manifest[name] ?? []);
const later = Object.entries(manifest)
  .filter(([name, { file }]) => !first.has(name) && file.endsWith('.js'))
  .map(([, { file }]) => ({ file: path.basename(file), kb: kb(file) }))
  .sort((a, b) => b.kb - a.kb);
const firstScriptKb = sum(chunks.map(({ file }) => file));
console.log(
  JSON.stringify({
    firstScriptKb,
    limitKb: LIMIT_KB,
    firstStyleKb: sum(chunks.flatMap(({ css = [] }) => [...css])),
    parts: later.length,
    largest: later.slice(0, 3),
  }),
);
process.exit(firstScriptKb <= LIMIT_KB ? 0 : 1);
