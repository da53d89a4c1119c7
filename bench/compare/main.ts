/**
 * `npm run bench:compare -- A B`: what became slower from A to B. Two commits: parts of the bench (`--only approvals`, as the
 * suite's `--short`, or `--usual`) run on both, checked out beside this tree, in turn and `--rounds` times, so that the noise
 * is seen. Two files: what `npm run bench` printed, one run a line (docs/figures.json too); of a single run the noise is not
 * known and taken as `--noise` percent. Per figure the change and whether it is beyond the noise; human text first, one
 * JSON object last; exit code 1 when something became slower beyond it.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { PartResult } from '../figure.ts';
import { LIMIT_MINUTES, PARTS, type Size } from '../suite/parts.ts';
import type { Kept } from '../suite/record.ts';
import { runPart } from '../suite/run-part.ts';
import { changesBetween } from './change.ts';
import { checkedOut, type Tree } from './tree.ts';

const HOME = path.dirname(path.dirname(import.meta.dirname));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: 'approvals' },
    rounds: { type: 'string', default: '3' },
    usual: { type: 'boolean', default: false },
    noise: { type: 'string', default: '15' },
  },
});

type Rounds = readonly (readonly PartResult[])[];
const say = (line: string): void => console.log(line);

const isFile = (name: string): boolean => existsSync(name) && statSync(name).isFile();

/** Runs of a file: each line that is a result of the suite, or docs/figures.json. */
function readRounds(file: string): Rounds {
  const text = readFileSync(file, 'utf8');
  if (text.trimStart().startsWith('[')) return [(JSON.parse(text) as Kept[]).map(({ result }) => result)]; // as suite/record.ts writes it
  const runs = text.split('\n').flatMap((line) => {
    try {
      const told = JSON.parse(line) as { readonly parts?: readonly PartResult[] } & Partial<PartResult>; // as main.ts or a part tells it
      if (told.parts !== undefined) return [told.parts];
      return told.part !== undefined && told.figures !== undefined ? [[told as PartResult]] : []; // both were looked for
    } catch {
      return [];
    }
  });
  if (runs.length === 0) throw new Error(`${file} holds no result of npm run bench`);
  return runs;
}

async function measured(trees: readonly [Tree, Tree], names: readonly string[], size: Size, rounds: number): Promise<readonly [Rounds, Rounds]> {
  const found: [PartResult[][], PartResult[][]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    // A B, then B A: what changes with time meets both.
    const order = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const side of order) {
      const { root, commit } = trees[side];
      const results: PartResult[] = [];
      for (const name of names) {
        const args = PARTS.find((part) => part.name === name)?.args[size] ?? [];
        const ran = await runPart({ name, root, args, limitMinutes: LIMIT_MINUTES[size], say: () => undefined });
        if (!('result' in ran)) throw new Error(`${name} of ${commit} ${ran.failed}:\n${ran.said.join('\n')}`);
        results.push(ran.result);
        say(`  round ${round + 1} of ${rounds}, ${commit}, ${name}: ${ran.seconds} s`);
      }
      found[side].push(results);
    }
  }
  return found;
}

async function twoCommits(a: string, b: string): Promise<readonly [Rounds, Rounds]> {
  const names = values.only.split(',');
  const unknown = names.filter((name) => PARTS.every((part) => part.name !== name));
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')} must be of: ${PARTS.map(({ name }) => name).join(', ')}`);
  const trees: Tree[] = [];
  try {
    for (const name of [a, b]) trees.push(checkedOut(HOME, name, say));
    const [first, second] = trees;
    if (first === undefined || second === undefined) throw new Error('two commits are compared');
    return await measured([first, second], names, values.usual ? 'usual' : 'short', Number(values.rounds));
  } finally {
    for (const tree of trees) tree.remove();
  }
}

const [a, b] = positionals;
if (a === undefined || b === undefined || positionals.length !== 2) {
  console.error('Use: npm run bench:compare -- A B, with two commits or two files of results.');
  process.exit(2);
}
try {
  const [before, after] = isFile(a) && isFile(b) ? [readRounds(a), readRounds(b)] : await twoCommits(a, b);
  const changes = changesBetween(before, after, Number(values.noise) / 100);
  const percent = (share: number): string => `${share > 0 ? '+' : ''}${(share * 100).toFixed(0)} %`;
  const width = Math.max(...changes.map(({ figure }) => figure.length));
  for (const { figure, was, is, unit, worse, noise, verdict } of changes) {
    const direction = worse === 0 ? '' : worse > 0 ? 'worse' : 'better';
    say(
      `  ${figure.padEnd(width)} ${was} → ${is} ${unit}  ${percent(Math.abs(worse))} ${direction}, noise ${percent(noise)}${verdict === 'SAME' ? '' : `  ${verdict}`}`,
    );
  }
  const slower = changes.filter(({ verdict }) => verdict === 'WORSE').map(({ figure }) => figure);
  const faster = changes.filter(({ verdict }) => verdict === 'BETTER').map(({ figure }) => figure);
  say(slower.length === 0 ? 'Nothing became slower beyond the noise.' : `Slower beyond the noise: ${slower.join(', ')}`);
  console.log(JSON.stringify({ a, b, rounds: [before.length, after.length], compared: changes.length, slower, faster, changes }));
  process.exitCode = slower.length === 0 && changes.length > 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
