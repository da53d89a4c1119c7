/** `tuojian workers list`: the builds of workers that Temporal knows, and which of them does the work. */
import { Command } from 'commander';
import { lastLine } from '../../output.ts';
import { printDeployment, withDeployment } from '../../workers.ts';

export const listCommand = new Command('list')
  .description('builds of workers: which is the current one, how many workers each has, where open cases were last')
  .action(async () => {
    const stands = await withDeployment(({ look }) => look());
    printDeployment(stands);
    lastLine(stands);
    // Whatever is due now would wait for ever.
    if (stands.fault !== null) process.exitCode = 1;
  });
