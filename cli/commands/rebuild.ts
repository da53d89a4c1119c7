/** `tuojian rebuild`: what is derived from the events, compared with them. Exit code 1 when anything differs or a chain is broken. */
import { Command } from 'commander';
import { withDatabase } from '../connect.ts';
import { lastLine, progress, say } from '../output.ts';

export const rebuildCommand = new Command('rebuild')
  .option('--apply', 'replace rows that differ (stop the service first; not for --search)')
  .option('--search', 'what auditors search, instead of cases and tasks')
  .description('make the read tables again from the events and compare')
  .action(async (options: { readonly apply?: boolean; readonly search?: boolean }) => {
    await (options.search === true ? rebuildSearchTables : rebuildTables)(options.apply === true);
  });

async function rebuildTables(apply: boolean): Promise<void> {
  const { rebuild } = await import('../../prisma/record/rebuild.ts');
  const { streams, events, chainOk, faults, differences } = await withDatabase((db) => rebuild(db, { apply }));
  say(`${streams} streams, ${events} events read.`);
  say(chainOk ? 'Every hash chain holds.' : `Broken chains:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  if (differences.length === 0) say('The read tables are what the events give.');
  else {
    const shown = differences.slice(0, 50).map((line) => `  ${line}`);
    say(`${apply ? 'Replaced' : 'Differing'} rows:\n${shown.join('\n')}`);
  }
  lastLine({ streams, events, chainOk, differences: differences.length, applied: apply });
  if (!chainOk || (differences.length > 0 && !apply)) process.exitCode = 1;
}

/** With `apply`, made anew where it differs. */
async function rebuildSearchTables(apply: boolean): Promise<void> {
  const { checkSearch, rebuildSearch } = await import('../../prisma/search/search-rebuild.ts');
  const { differing, rebuilt } = await withDatabase(async (db) => {
    const found = await checkSearch(db);
    const going = progress();
    const made = apply && found.length > 0 ? await rebuildSearch(db, (events) => going.show(`${events} events …`)) : 0;
    going.clear();
    return { differing: found, rebuilt: made };
  });
  if (differing.length === 0) say('The search holds what the events say.');
  for (const { where } of differing.slice(0, 50)) say(`  ${where} differs`);
  if (rebuilt > 0) say(`Made anew from ${rebuilt} events.`);
  else if (differing.length > 0) say('→ `npx tuojian rebuild --search --apply` makes it anew; the service may go on meanwhile.');
  lastLine({ differences: differing.length, rebuilt, applied: apply });
  if (differing.length > 0 && !apply) process.exitCode = 1;
}
