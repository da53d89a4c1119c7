/** `tuojian rebuild`: human text first, one JSON object last. Exit code 1 when anything differs or a chain is broken. */
import { rebuild } from '../prisma/rebuild.ts';
import { withDatabase } from './connect.ts';

export async function rebuildTables(apply: boolean): Promise<void> {
  const report = await withDatabase((db) => rebuild(db, { apply }));
  process.stdout.write(`${report.streams} streams, ${report.events} events read.\n`);
  process.stdout.write(report.chainOk ? 'Every hash chain holds.\n' : `Broken chains:\n${report.faults.map((fault) => `  ${fault}`).join('\n')}\n`);
  if (report.differences.length === 0) process.stdout.write('The read tables are what the events give.\n');
  else
    process.stdout.write(
      `${apply ? 'Replaced' : 'Differing'} rows:\n${report.differences
        .slice(0, 50)
        .map((line) => `  ${line}`)
        .join('\n')}\n`,
    );
  const { streams, events, chainOk } = report;
  process.stdout.write(`${JSON.stringify({ streams, events, chainOk, differences: report.differences.length, applied: apply })}\n`);
  if (!chainOk || (report.differences.length > 0 && !apply)) process.exitCode = 1;
}
