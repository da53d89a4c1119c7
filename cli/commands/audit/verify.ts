/** `tuojian audit verify BUNDLE`: a folder or a ZIP, with nothing but it, the keys and what was kept elsewhere. */
import { rmSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { progress } from '../../output.ts';
import { KEY, OUTSIDE, type VerifyOptions } from './options.ts';

export const verifyCommand = new Command('verify')
  .argument('<folder>', 'an evidence bundle, as a folder or as the ZIP that the console gives')
  .option(...KEY)
  .option(...OUTSIDE)
  .description('check a bundle without the service: what is proved, since when, and the first event that is wrong')
  .action(async (folder: string, { key = [], outside = [] }: VerifyOptions) => {
    const { openBundle } = await import('../../../proof/bundle.ts');
    const { verifyRecord } = await import('../../../proof/verify.ts');
    const { keysFrom, mustBeKey, outsideFrom, tellVerdict } = await import('../../audit/verdict.ts');
    const { unpacked } = await import('../../audit/unpacked.ts');
    let own: string | null = null;
    // Events and documents in clear: nothing of them stays behind, however it ends.
    process.once('exit', () => {
      if (own !== null) rmSync(own, { recursive: true, force: true });
    });
    const open = async () => {
      if (statSync(folder, { throwIfNoEntry: false })?.isFile() === true) own = await unpacked(folder);
      return openBundle(own ?? folder);
    };
    const { source, faults, keys } = await open().catch((error: unknown) => {
      throw new SetupError(
        error instanceof Error ? error.message : String(error),
        'Name the folder that `tuojian audit export` wrote, or the ZIP that the console gave.',
      );
    });
    const given = keysFrom(key);
    const believed = given.length > 0 ? given : keys.slice(0, 1).map(mustBeKey);
    if (believed.length === 0)
      throw new SetupError('No key is given, and the bundle names none.', 'Ask whoever runs the service for `npx tuojian audit key` and add --key.');
    const going = progress();
    const report = await verifyRecord(source, { keys: believed, ...outsideFrom(outside), onProgress: (events) => going.show(`${events} events …`) });
    going.clear();
    tellVerdict(report, [...faults, ...report.faults], { given: given.length > 0, outside: outside.length > 0 });
  });
