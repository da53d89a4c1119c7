/** `tuojian takeover list`: the projects of a programme by what of them was taken over, and what of it waits. */
import { Command } from 'commander';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, say } from '../../output.ts';
import type { TakeoverOptions } from '../../takeovers.ts';

export const listCommand = new Command('list')
  .requiredOption(...PROGRAMME)
  .option('--status <status>', 'OPEN, CLOSED or NONE (registered as new)')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('projects by what of them was taken over, and what waits for a second person')
  .action(async (options: TakeoverOptions & { readonly status?: string }) => {
    const { takeoversOf } = await import('../../takeovers.ts');
    const { rows } = await takeoversOf(options, options.status);
    for (const { project, name, status, facts, closing, corrections } of rows) {
      const waits = [
        ...(closing === null ? [] : [pick({ zh: `待核对结束（${closing.until}前）`, en: `to be closed by ${closing.until}` }, options.lang)]),
        ...(corrections === 0 ? [] : [pick({ zh: `更正待确认 ${corrections} 项`, en: `${corrections} corrections to confirm` }, options.lang)]),
      ];
      say([project, pick(name, options.lang), status, pick({ zh: `${facts} 项`, en: `${facts} facts` }, options.lang), ...waits].join('  '));
    }
    lastLine({ projects: rows.length, waiting: rows.filter(({ closing, corrections }) => closing !== null || corrections > 0).length });
  });
