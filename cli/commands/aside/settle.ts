/** `tuojian aside settle ITEM`: somebody dealt with it otherwise; it is not tried any more, and the journal says who said so and why. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import type { Database } from '../../../prisma/database.ts';
import { withDatabase } from '../../connect.ts';
import { lastLine, say } from '../../output.ts';

export const settleCommand = new Command('settle')
  .argument('<item>', 'as `tuojian aside list` names it')
  .requiredOption('--basis <text>', 'what was done instead, and who decided')
  .option('--by <person>', 'who says so; noted in the journal', 'operator')
  .description('it was dealt with otherwise and is not tried any more; noted in the journal')
  .action(async (item: string, { basis, by }: { readonly basis: string; readonly by: string }) => {
    if (!/^[^\n]{5,500}$/.test(basis))
      throw new SetupError('The basis must be one line of 5 to 500 characters.', 'Say what was done instead, and who decided.');
    const settled = await withDatabase((db) => settle(db, item, { basis, by }));
    if (settled === 0) throw new SetupError(`Nothing of that name is set aside: ${item}`, 'See `npx tuojian aside list`.');
    say(`${item} is settled: it is not tried any more, and the journal says so.`);
    lastLine({ settled });
  });

async function settle(db: Database, item: string, { basis, by }: { readonly basis: string; readonly by: string }): Promise<number> {
  const { giveUpAside, listAside } = await import('../../../prisma/aside.ts');
  const { dropNotice } = await import('../../../prisma/mail/notices.ts');
  const { recorderOf } = await import('../../../prisma/record/event-store.ts');
  const { noteInJournal } = await import('../../../prisma/record/ledgers.ts');
  const { programmeOfStream } = await import('../../../prisma/record/streams.ts');
  const asides = (await listAside(db, { all: false })).filter((one) => one.item === item);
  for (const { loop, about } of asides) {
    const programme = /^programme\/(.+)$/.exec(about ?? '')?.[1] ?? (about === null ? null : await programmeOfStream(db, about));
    // The event first: what is not noted is not settled.
    await noteInJournal(db, recorderOf(db), {
      programme: programme ?? '',
      commandId: `aside/${loop}/${item}/${Date.now()}`,
      actor: { person: by, door: 'console', assurance: 'system', roles: [] },
      events: [{ type: 'AsideSettled', data: { loop, item, basis } }],
    });
    await giveUpAside(db, loop, item);
    if (loop === 'COURIER') await dropNotice(db, item);
  }
  return asides.length;
}
