/** `tuojian aside show ITEM`: all that is known of what was set aside under this name, also when it was settled. */
import { Command } from 'commander';
import { type Aside, LOOP_MEANS, LOOPS } from '../../../domain/aside.ts';
import { minuteAt } from '../../../domain/kernel/days.ts';
import { SetupError } from '../../../local/setup-error.ts';
import { withDatabase } from '../../connect.ts';
import { lastLine, say, table } from '../../output.ts';

export const showCommand = new Command('show')
  .argument('<item>', 'as `tuojian aside list` names it')
  .description('one whole: what stopped, why, how often it was tried, what to do')
  .action(async (item: string) => {
    const { asidesOf } = await import('../../../prisma/aside.ts');
    const asides = await withDatabase((db) => asidesOf(db, item));
    if (asides.length === 0) throw new SetupError(`Nothing of that name was set aside: ${item}`, 'See `npx tuojian aside list --all`.');
    for (const aside of asides) show(aside);
    lastLine({ asides });
  });

function show({ loop, item, about, reason, firstSeen, lastTried, tries, nextTry, toldAt, settledAt }: Aside): void {
  const { stopped, todo } = LOOP_MEANS[loop];
  say(`${loop}  ${LOOPS[loop].zh} / ${LOOPS[loop].en}`);
  const rows: readonly (readonly [string, string])[] = [
    ['item', item],
    ['about', about ?? '—'],
    ['stopped', stopped.zh],
    ['', stopped.en],
    ['to do', todo.zh],
    ['', todo.en],
    ['reason', reason],
    ['since', minuteAt(firstSeen)],
    ['tried', `${tries} ${tries === 1 ? 'time' : 'times'}, last ${minuteAt(lastTried)}`],
    settledAt === null ? ['next try', minuteAt(nextTry)] : ['settled', minuteAt(settledAt)],
    ['told', toldAt === null ? 'not yet' : minuteAt(toldAt)],
  ];
  table(rows, { indent: '  ' });
}
