/** `tuojian workers use BUILD`: from now on cases are sent to workers of this build, or so many of a hundred. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { lastLine } from '../../output.ts';
import { mustBeAtWork, printDeployment, WITHOUT_BUILD, withDeployment } from '../../workers.ts';

export const useCommand = new Command('use')
  .argument('<build>', `as \`tuojian workers list\` names it; ${WITHOUT_BUILD}: workers of a release up to 0.6.0`)
  .option('--percent <n>', 'only so many of a hundred cases, 0 to 100: a first try of a new build')
  .description('send cases to workers of this build from now on; it stays so over restarts')
  .action(async (build: string, { percent }: { readonly percent?: string }) => {
    const stands = await withDeployment(async ({ look, makeCurrent, ramp }) => {
      const own = build === WITHOUT_BUILD ? null : build;
      mustBeAtWork(await look(), own);
      if (percent === undefined) await makeCurrent(own);
      else await ramp(named(own), shareOf(percent));
      return look();
    });
    printDeployment(stands);
    lastLine(stands);
  });

function shareOf(percent: string): number {
  if (/^(100|\d{1,2})$/.test(percent)) return Number(percent);
  throw new SetupError('--percent must be a whole number from 0 to 100.', 'For example: --percent 10');
}

function named(own: string | null): string {
  if (own !== null) return own;
  throw new SetupError('Workers without a build cannot get a share of the cases.', 'Name a build, or leave --percent out.');
}
