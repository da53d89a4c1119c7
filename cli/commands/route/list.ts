/** `tuojian route list`: each route with its steps and limits on one line. */
import { Command } from 'commander';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { table } from '../../output.ts';
import type { Within } from '../../routes.ts';

export const listCommand = new Command('list')
  .option(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('the routes that hold in a programme; without one: those that are shipped')
  .action(async (options: Within & { readonly lang: string }) => {
    const { lang } = options;
    const { limitWords } = await import('../../../domain/words/limits.ts');
    const { routeLabel } = await import('../../../domain/approval/route.ts');
    const { routesWithin } = await import('../../routes.ts');
    const routes = await routesWithin(options);
    table(
      routes.map((route) => {
        const steps = route.steps.map(({ name, limit }) =>
          [pick(name, lang), ...(limit === undefined ? [] : [pick(limitWords(limit), lang)])].join(' '),
        );
        return [routeLabel(route), pick(route.name, lang), steps.join(' → ')];
      }),
    );
  });
