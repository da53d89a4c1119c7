/** `tuojian rules list`: each table with the version that holds, and how many of its numbers are still to be confirmed. */
import { Command } from 'commander';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, table } from '../../output.ts';
import type { RulesOptions } from '../../rules.ts';

export const listCommand = new Command('list')
  .option(...PROGRAMME)
  .option('--on <day>', 'as they hold on that day (default: today)')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('the tables of rules that hold in a programme; without one: those that are shipped')
  .action(async (options: RulesOptions) => {
    const { tablesFor } = await import('../../rules.ts');
    const { lang } = options;
    const tables = await tablesFor(options);
    const held = (version: number | null, from: string | null, basis: string | null) =>
      version === null
        ? { zh: '随产品提供', en: 'as shipped' }
        : { zh: `本县第 ${version} 版，${from} 起（${basis}）`, en: `the county’s version ${version} from ${from} (${basis})` };
    table(
      tables.map(({ table: key, name, rows, version, from, basis, coming, proposed }) => {
        const waiting = rows.filter(({ by }) => by === 'TO_CONFIRM').length;
        return [
          key,
          pick(name, lang),
          pick(held(version, from, basis), lang),
          ...(waiting === 0 ? [''] : [pick({ zh: `${waiting} 项待县级确认`, en: `${waiting} to be confirmed by the county` }, lang)]),
          coming
            .map((next) => pick({ zh: `第 ${next.version} 版自 ${next.from} 起`, en: `version ${next.version} from ${next.from}` }, lang))
            .join('; '),
          proposed === null
            ? ''
            : pick(
                { zh: `${proposed.proposal} 待确认（至 ${proposed.until}）`, en: `${proposed.proposal} to be confirmed by ${proposed.until}` },
                lang,
              ),
        ];
      }),
    );
    lastLine({ tables: tables.length, toConfirm: tables.flatMap(({ rows }) => rows).filter(({ by }) => by === 'TO_CONFIRM').length });
  });
