/** `tuojian calendar import FILE`: a year as its notice has it. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { withDatabase } from '../../connect.ts';
import { say } from '../../output.ts';

export const importCommand = new Command('import')
  .argument('<file>', 'JSON: {"year","status","document","days":[{"day","work","name"}]}')
  .option('--replace-decreed', 'let a provisional calendar take the place of a decreed one')
  .description('import or replace a year, with the number of its notice')
  .action(async (file: string, { replaceDecreed }: { readonly replaceDecreed?: true }) => {
    const { replaceYear } = await import('../../../prisma/record/calendar.ts');
    const { calendarIn, isSameYear } = await import('../../calendar-file.ts');
    const calendar = calendarIn(file);
    const { year, document, days } = calendar;
    const outcome = await withDatabase((db) => replaceYear(db, calendar, { evenDecreed: replaceDecreed === true }));
    if (!outcome.replaced)
      throw new SetupError(
        `${year} is decreed by ${outcome.before.document}; a provisional calendar cannot take its place. Nothing was imported.`,
        'Import the notice that changes it, with status DECREED; or say --replace-decreed if it was imported by mistake.',
      );
    const { before } = outcome;
    if (before !== null && isSameYear(before, calendar))
      return say(`${year} (${document}): nothing new; the same ${days.length} special days were there already.`);
    const was = before === null ? '' : ` It takes the place of ${before.document} (${before.status}, ${before.days.length} days).`;
    say(
      `${year} (${document}): ${days.length} special days imported.${was} New deadlines use it from now on; running ones are worked out again within half a minute by the worker (ClocksReworked).`,
    );
  });
