/**
 * `npm run tamper [-- --clean-runs N]`: every kind of tampering by a superuser must be found and none in clean records.
 * Human text first, one JSON object last; exit code 1 where that does not hold.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../prisma/database.ts';
import { freshPostgres } from '../record/fresh-postgres.ts';
import { TAMPER_KINDS } from './kinds.ts';
import { addToRecord, bundleVerdict, faultsOf, hasPython, makeRecord, tamperWith } from './suite.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { values } = parseArgs({ options: { 'clean-runs': { type: 'string', default: '1000' } } });
const cleanRuns = Number(values['clean-runs']);
/** Every so many clean runs also go through a bundle and the second verifier. */
const BUNDLE_EVERY = 50;

const server = await freshPostgres('tamper');
try {
  say('Making a true record: two projects from survey to handover …');
  const record = await makeRecord(server);
  say(
    `${record.events} events, ${record.outside.length} checkpoints kept elsewhere.${hasPython() ? '' : ' No python3 here: the second verifier is left out.'}`,
  );

  let [found, unnamed, disagreeing] = [0, 0, 0];
  for (const [index, kind] of TAMPER_KINDS.entries()) {
    const { name, found: isFound, named, faults, bundle } = await tamperWith(record, kind, index);
    if (isFound) found += 1;
    if (!named) unnamed += 1;
    const agrees = bundle === null || (bundle.ours && bundle.second !== false);
    if (!agrees) disagreeing += 1;
    const first = faults[0];
    say(
      `${isFound && named && agrees ? '✓' : '✗'} ${name}: ${first === undefined ? 'NOT FOUND' : `${first.code} ${first.where}`}${agrees ? '' : `  BUNDLE: ours ${bundle.ours}, second ${String(bundle.second)}`}`,
    );
    if (!named) for (const fault of faults) say(`    ${fault.code} ${fault.where}`);
  }

  say(`Clean runs: the record grows by an event and a checkpoint, and is verified (${cleanRuns} times) …`);
  const db = openDatabase(server.url);
  const [outside, leaves] = [[...record.outside], [...record.leaves]];
  let falseAlarms = 0;
  for (let run = 1; run <= cleanRuns; run += 1) {
    await addToRecord(db, path.join(server.folder, 'keys'), outside, leaves, run + 2);
    const faults = await faultsOf(db, { key: record.key, outside, leaves });
    const bundle = run % BUNDLE_EVERY === 0 ? await bundleVerdict(db, { ...record, outside }, `clean_${run}`) : null;
    if (faults.length > 0 || bundle?.ours === true || bundle?.second === true) {
      falseAlarms += 1;
      say(`✗ clean run ${run}: ${faults.map(({ code, where }) => `${code} ${where}`).join('; ')} ${JSON.stringify(bundle)}`);
    }
    if (run % 100 === 0) say(`  ${run} …`);
  }
  await db.close();
  say(JSON.stringify({ kinds: TAMPER_KINDS.length, found, unnamed, disagreeing, cleanRuns, falseAlarms }));
  if (found < TAMPER_KINDS.length || unnamed > 0 || disagreeing > 0 || falseAlarms > 0) process.exitCode = 1;
} finally {
  await server.stop();
}
