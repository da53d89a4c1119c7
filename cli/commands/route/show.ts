/** `tuojian route show CODE`: one route as a file that can be edited and adopted. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { PROGRAMME, SIGN_IN } from '../../declare.ts';
import { document } from '../../output.ts';
import type { Within } from '../../routes.ts';

export const showCommand = new Command('show')
  .argument('<code>', 'FSR')
  .option(...PROGRAMME)
  .option(...SIGN_IN)
  .description('one route as JSON, to be edited and adopted')
  .action(async (code: string, options: Within) => {
    const { routesWithin } = await import('../../routes.ts');
    const found = (await routesWithin(options)).find((route) => route.code === code);
    if (found === undefined) throw new SetupError(`There is no route ${code}.`, 'See `tuojian route list`.');
    document({ format: 'tuojian-route/1', ...found });
  });
