/** `tuojian rebuild`: human text first, one JSON object last. Exit code 1 when anything differs or a chain is broken. */
import { rebuild } from '../prisma/record/rebuild.ts';
import { checkSearch, rebuildSearch } from '../prisma/search/search-rebuild.ts';
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

/** `tuojian rebuild --search`: what auditors search, compared with the events; with `apply`, made anew where it differs. */
export async function rebuildSearchTables(apply: boolean): Promise<void> {
  const report = await withDatabase(async (db) => {
    const differing = await checkSearch(db);
    const progress = (events: number): void => void (process.stderr.isTTY && process.stderr.write(`\r${events} events …`));
    const rebuilt = apply && differing.length > 0 ? await rebuildSearch(db, progress) : 0;
    if (process.stderr.isTTY) process.stderr.write('\r');
    return { differing, rebuilt };
  });
  const { differing, rebuilt } = report;
  if (differing.length === 0) process.stdout.write('The search holds what the events say.\n');
  for (const { where } of differing.slice(0, 50)) process.stdout.write(`  ${where} differs\n`);
  if (rebuilt > 0) process.stdout.write(`Made anew from ${rebuilt} events.\n`);
  else if (differing.length > 0) process.stdout.write('→ `npx tuojian rebuild --search --apply` makes it anew; the service may go on meanwhile.\n');
  process.stdout.write(`${JSON.stringify({ differences: differing.length, rebuilt, applied: apply })}\n`);
  if (differing.length > 0 && !apply) process.exitCode = 1;
}
