/** `tuojian aside list`: what loops could not do, why, and what becomes of it. */
import { Command } from 'commander';
import { minuteAt } from '../../../domain/kernel/days.ts';
import { withDatabase } from '../../connect.ts';
import { lastLine, say, tableLines } from '../../output.ts';

export const listCommand = new Command('list')
  .option('--all', 'also what was settled')
  .description('what is set aside: since when, why, when it is tried again')
  .action(async ({ all }: { readonly all?: true }) => {
    const { listAside } = await import('../../../prisma/aside.ts');
    const asides = await withDatabase((db) => listAside(db, { all: all === true }));
    const heads = tableLines(asides.map(({ loop, item, about }) => [loop, `${item}${about === null ? '' : `  (${about})`}`]));
    asides.forEach(({ reason, firstSeen, nextTry, tries, toldAt, settledAt }, index) => {
      const next = settledAt === null ? `next try ${minuteAt(nextTry)}` : `settled ${minuteAt(settledAt)}`;
      const told = toldAt === null ? 'not told yet' : `told ${minuteAt(toldAt)}`;
      say(heads[index] ?? '');
      say(`    since ${minuteAt(firstSeen)}, ${tries} ${tries === 1 ? 'try' : 'tries'}, ${next}, ${told}`);
      say(`    ${reason}`);
    });
    const open = asides.filter(({ settledAt }) => settledAt === null).length;
    if (open === 0) say('Nothing is set aside.');
    else say('→ `npx tuojian aside retry ITEM` tries one at once; `npx tuojian aside settle ITEM --basis TEXT` when it was dealt with otherwise.');
    lastLine({ open, settled: asides.length - open });
  });
