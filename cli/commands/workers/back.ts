/** `tuojian workers back`: the build that was the current one before is it again. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { lastLine, say } from '../../output.ts';
import { mustBeAtWork, printDeployment, WITHOUT_BUILD, withDeployment } from '../../workers.ts';

export const backCommand = new Command('back').description('send cases to the build before again; its workers must be at work').action(async () => {
  const stands = await withDeployment(async ({ look, makeCurrent }) => {
    const { current, builds, unversioned } = await look();
    if (current === null) throw new SetupError('No build is the current one, so there is none before it.', 'See `npx tuojian workers list`.');
    const before = builds
      .filter(({ buildId, wasCurrent }) => wasCurrent && buildId !== current)
      .sort((a, b) => (b.until ?? '').localeCompare(a.until ?? ''))[0];
    if (before === undefined && unversioned === 0)
      throw new SetupError(
        'No build was the current one before.',
        'Start a worker of the release that you want back, then `npx tuojian workers use BUILD`.',
      );
    const own = before?.buildId ?? null;
    mustBeAtWork(await look(), own);
    await makeCurrent(own);
    say(`Cases go back to ${own ?? WITHOUT_BUILD}.`);
    return look();
  });
  printDeployment(stands);
  lastLine(stands);
});
