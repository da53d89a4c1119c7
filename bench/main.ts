/**
 * `npm run bench`: all figures of the service, each beside its limit, measured part by part, each part in a process of its own
 * (suite/parts.ts). `--list` tells the parts; `--only approvals,read` runs some of them; `--short` takes a few minutes, `--large`
 * hours; `--write` puts the results into docs/figures.json and the pages made from it. What else is given goes to the one part
 * that `--only` names: `npm run bench -- --only open --projects 20000`. Human text first, one JSON object last; exit code 1
 * when a limit is missed or a part failed. Deliberately absent: two commits beside each other (compare.ts).
 */
import path from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { isMissed, type PartResult, tableOf } from './figure.ts';
import { commitOf, machineHere } from './suite/machine.ts';
import { LIMIT_MINUTES, PARTS, type Part, type Size } from './suite/parts.ts';
import { rendered, writeFigures } from './suite/record.ts';
import { type Ran, runPart } from './suite/run-part.ts';

const ROOT = path.dirname(import.meta.dirname);
const OPTIONS = {
  list: { type: 'boolean' },
  only: { type: 'string' },
  short: { type: 'boolean' },
  large: { type: 'boolean' },
  write: { type: 'boolean' },
  pages: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const refused = (what: string): never => {
  console.error(what);
  process.exit(2);
};

/** Options of ours, and what is meant for the part. */
function given() {
  const { tokens } = parseArgs({ options: OPTIONS, strict: false, tokens: true, allowPositionals: true });
  const own: Record<string, string | true> = {};
  const others: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option' && token.name in OPTIONS) own[token.name] = token.value ?? true;
    else if (token.kind === 'option') others.push(token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`);
    else if (token.kind === 'positional') others.push(token.value);
  }
  return { own, others };
}

function chosen(only: string | true | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  const names = String(only).split(',');
  const unknown = names.filter((name) => PARTS.every((part) => part.name !== name));
  if (unknown.length > 0) refused(`${unknown.join(', ')} must be of: ${PARTS.map(({ name }) => name).join(', ')}`);
  return PARTS.filter(({ name }) => names.includes(name));
}

const { own, others } = given();
if (own.list !== undefined) {
  for (const { name, says, args } of PARTS)
    console.log(`${name.padEnd(10)} ${says.en}${args.usual.length === 0 ? '' : `  (${args.usual.join(' ')})`}`);
  console.log(JSON.stringify({ parts: PARTS.map(({ name }) => name) }));
  process.exit(0);
}
if (own.pages !== undefined) {
  console.log(JSON.stringify({ written: rendered(ROOT) }));
  process.exit(0);
}
const parts = chosen(own.only);
if (others.length > 0 && parts.length !== 1) refused(`${others.join(' ')} is for one part: name it with --only`);
if (own.short !== undefined && own.large !== undefined) refused('--short and --large: one of them');
const size: Size = own.short !== undefined ? 'short' : own.large !== undefined ? 'large' : 'usual';

const machine = machineHere();
const commit = commitOf(ROOT);
const from = performance.now();
console.log(
  `托建 bench (${size}): ${parts.map(({ name }) => name).join(', ')}; ${machine.cores} cores of ${machine.model}, Node ${machine.node}, commit ${commit}`,
);
const results: (PartResult & { readonly seconds: number })[] = [];
const failed: { readonly part: string; readonly why: string }[] = [];
for (const { name, args } of parts) {
  console.log(`\n== ${name}`);
  const ran: Ran = await runPart({
    name,
    root: ROOT,
    args: [...args[size], ...others],
    // Who gives sizes of their own may mean large ones.
    limitMinutes: LIMIT_MINUTES[others.length > 0 ? 'large' : size],
    say: (text) => void process.stdout.write(text.replaceAll(/^\{"part".*\n?/gm, '')),
  });
  if ('result' in ran) results.push({ ...ran.result, seconds: ran.seconds });
  else {
    failed.push({ part: name, why: ran.failed });
    console.log(`  ${name} ${ran.failed}`);
  }
}

const minutes = Math.round((performance.now() - from) / 6_000) / 10;
console.log(`\n== all of it, in ${minutes} minutes`);
for (const result of results) for (const line of tableOf(result)) console.log(line);
const missed = results.flatMap(({ part, figures }) => figures.filter(isMissed).map(({ key }) => `${part}.${key}`));
for (const { part, why } of failed) console.log(`  ${part} FAILED: ${why}`);
console.log(
  `${missed.length === 0 ? 'No limit is missed' : `Missed: ${missed.join(', ')}`}${failed.length === 0 ? '' : `; failed: ${failed.map(({ part }) => part).join(', ')}`}`,
);
const run = { day: new Date().toISOString().slice(0, 10), commit, machine, size };
if (own.write !== undefined) for (const page of writeFigures(ROOT, run, results)) console.log(`written: ${page}`);
console.log(JSON.stringify({ ...run, minutes, parts: results, missed, failed }));
process.exit(missed.length + failed.length === 0 ? 0 : 1);
