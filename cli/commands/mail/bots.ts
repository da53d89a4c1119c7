/** `tuojian mail bots [NAME …]`: posts a test card to the group bots of TUOJIAN_BOTS, and says of each what came of it. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { lastLine, table } from '../../output.ts';

export const botsCommand = new Command('bots')
  .argument('[name...]', 'these bots alone, by their names in TUOJIAN_BOTS')
  .description('post a test card to each group bot, and see whether its chat takes it')
  .action(async (names: readonly string[]) => {
    const { readSettings } = await import('../../../config/env.ts');
    const { tryBots } = await import('../../../notices/bots/trial.ts');
    const { bots, publicUrl } = readSettings();
    if (bots.length === 0) throw new SetupError('no group bot is set up', 'Write one into the file that TUOJIAN_BOTS names (docs/mail.md).');
    const known = bots.map(({ name }) => name);
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new SetupError(`no bot is called ${unknown.join(', ')}`, `There are: ${known.join(', ')}.`);
    const tried = await tryBots(
      bots.filter(({ name }) => names.length === 0 || names.includes(name)),
      publicUrl,
    );
    table(
      tried.map(({ bot, ok, says }) => [ok ? 'ok  ' : 'FAIL', bot, says]),
      { gap: 1 },
    );
    const failed = tried.filter(({ ok }) => !ok).length;
    lastLine({ ok: failed === 0, tried: tried.length, failed });
    if (failed > 0) process.exitCode = 1;
  });
