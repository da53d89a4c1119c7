/** `tuojian calendar import FILE`: a year as its notice has it. */
import { Command } from 'commander';
import { type CalendarYear, isSameYear } from '../../../domain/calendar/year.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import { YEAR_WORDS } from '../../../domain/words/clocks.ts';
import { withDatabase } from '../../connect.ts';
import { LANG, pick, setupError } from '../../declare.ts';
import { say } from '../../output.ts';

export const importCommand = new Command('import')
  .argument('<file>', 'JSON: {"year","status","document","days":[{"day","work","name"}]}')
  .option('--replace-decreed', 'let a provisional calendar take the place of a decreed one')
  .option(...LANG)
  .description('import or replace a year, with the number of its notice')
  .action(async (file: string, { replaceDecreed, lang }: { readonly replaceDecreed?: true; readonly lang: string }) => {
    const { replaceYear } = await import('../../../prisma/record/calendar.ts');
    const { calendarIn } = await import('../../calendar-file.ts');
    const tell = (text: Text) => say(pick(text, lang));
    const calendar = calendarIn(file, lang);
    const { year, document, days } = calendar;
    const outcome = await withDatabase((db) => replaceYear(db, calendar, { evenDecreed: replaceDecreed === true }));
    if (!outcome.replaced)
      throw setupError(
        lang,
        {
          zh: `${year} 年已由 ${outcome.before.document} 发布；暂定的日历不能取代它。未导入任何内容。`,
          en: `${year} is decreed by ${outcome.before.document}; a provisional calendar cannot take its place. Nothing was imported.`,
        },
        {
          zh: '请导入变更它的通知，status 为 DECREED；如系误导入，请加 --replace-decreed。',
          en: 'Import the notice that changes it, with status DECREED; or say --replace-decreed if it was imported by mistake.',
        },
      );
    const { before } = outcome;
    if (before !== null && isSameYear(before, calendar))
      return tell({
        zh: `${year} 年（${document}）：没有新的内容；同样的 ${days.length} 个特殊日已在。`,
        en: `${year} (${document}): nothing new; the same ${days.length} special days were there already.`,
      });
    const { zh, en } = before === null ? NOTHING_BEFORE : replaced(before);
    tell({
      zh: `${year} 年（${document}）：已导入 ${days.length} 个特殊日。${zh}新的期限自此适用；在办的期限由 worker 在半分钟内重算（ClocksReworked）。`,
      en: `${year} (${document}): ${days.length} special days imported.${en} New deadlines use it from now on; running ones are worked out again within half a minute by the worker (ClocksReworked).`,
    });
  });

const NOTHING_BEFORE: Text = { zh: '', en: '' };
const replaced = ({ document, status, days }: CalendarYear): Text => ({
  zh: `它取代 ${document}（${YEAR_WORDS[status].zh}，${days.length} 日）。`,
  en: ` It takes the place of ${document} (${YEAR_WORDS[status].en}, ${days.length} days).`,
});
