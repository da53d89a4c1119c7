/**
 * `npm run rules`: plays every gate of every stage with what must open it and with each thing that must not, and reads
 * domain/ for numbers that stand in no table. Human text first, one JSON object last; exit code 1 when a gate answers
 * otherwise than its rule. `--write`: docs/rules.md is written anew.
 */
import { writeFileSync } from 'node:fs';
import { GATES } from './all.ts';
import { RULES_DOC, rulesDocument } from './document.ts';
import { stalePlainNumbers, strayNumbers, undocumentedRows } from './numbers.ts';
import { playAll } from './play.ts';

const report = playAll(GATES);
console.log(`托建 rules: ${report.gates} gates, ${report.tries} tries`);
for (const { gate, what, must, came } of [...report.openedWrongly, ...report.closedWrongly])
  console.log(`  ! ${gate}: ${what}: must be ${must}, was ${came}`);
for (const fault of report.faults) console.log(`  ! ${fault}`);
const strays = strayNumbers();
for (const { file, line, number, text } of strays) console.log(`  ! ${file}:${line}: ${number} stands in no table: ${text}`);
const rows = undocumentedRows();
for (const row of rows) console.log(`  ! ${row} names no document`);
for (const stale of stalePlainNumbers()) console.log(`  ! plain-numbers.ts: nothing there any more: ${stale}`);
if (process.argv.includes('--write')) {
  writeFileSync(RULES_DOC, rulesDocument(GATES));
  console.log(`${RULES_DOC} written`);
}
const numbersWithoutDocument = strays.length + rows.length;
const ok = report.openedWrongly.length + report.closedWrongly.length + report.faults.length + numbersWithoutDocument === 0;
console.log(
  JSON.stringify({
    gates: report.gates,
    tries: report.tries,
    openedWrongly: report.openedWrongly.length,
    closedWrongly: report.closedWrongly.length,
    numbersWithoutDocument,
  }),
);
process.exit(ok ? 0 : 1);
