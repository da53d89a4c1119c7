/** `tuojian aside …`: what loops could not do, why, and what becomes of it. */

import { minuteAt } from '../domain/kernel/days.ts';
import { SetupError } from '../local/setup-error.ts';
import { giveUpAside, listAside, retryAside } from '../prisma/aside.ts';
import { dropNotice } from '../prisma/mail/notices.ts';
import { createEventStore } from '../prisma/record/event-store.ts';
import { noteInJournal } from '../prisma/record/ledgers.ts';
import { withDatabase } from './connect.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export async function showAside(options: { readonly all: boolean }): Promise<void> {
  const asides = await withDatabase((db) => listAside(db, options));
  for (const { loop, item, about, reason, firstSeen, nextTry, tries, toldAt, settledAt } of asides) {
    say(`${loop.padEnd(14)} ${item}${about === null ? '' : `  (${about})`}`);
    const next = settledAt === null ? `next try ${minuteAt(nextTry)}` : `settled ${minuteAt(settledAt)}`;
    say(
      `    since ${minuteAt(firstSeen)}, ${tries} ${tries === 1 ? 'try' : 'tries'}, ${next}, ${toldAt === null ? 'not told yet' : `told ${minuteAt(toldAt)}`}`,
    );
    say(`    ${reason}`);
  }
  const open = asides.filter(({ settledAt }) => settledAt === null).length;
  if (open === 0) say('Nothing is set aside.');
  else say('→ `npx tuojian aside retry ITEM` tries one at once; `npx tuojian aside settle ITEM --basis TEXT` when it was dealt with otherwise.');
  say(JSON.stringify({ open, settled: asides.length - open }));
}

/** `item` undefined: everything. The service does it within seconds. */
export async function retryNow(item: string | undefined, all: boolean): Promise<void> {
  if ((item === undefined) !== all) throw new SetupError('Name one item, or --all.', 'See `npx tuojian aside list`.');
  const due = await withDatabase((db) => retryAside(db, item ?? null));
  if (due === 0 && item !== undefined) throw new SetupError(`Nothing of that name is set aside: ${item}`, 'See `npx tuojian aside list`.');
  say(`${due} ${due === 1 ? 'is' : 'are'} tried again within seconds; \`npx tuojian aside list\` says what became of ${due === 1 ? 'it' : 'them'}.`);
  say(JSON.stringify({ due }));
}

/** Somebody dealt with it in another way: it is not tried any more, and the journal says who said so and why. */
export async function settleByHand(item: string, { basis, by }: { readonly basis: string; readonly by: string }): Promise<void> {
  if (!/^[^\n]{5,500}$/.test(basis))
    throw new SetupError('The basis must be one line of 5 to 500 characters.', 'Say what was done instead, and who decided.');
  const settled = await withDatabase(async (db) => {
    const asides = (await listAside(db, { all: false })).filter((one) => one.item === item);
    const recorder = createEventStore({ pool: db.pool });
    for (const { loop, about } of asides) {
      const programme = /^programme\/(.+)$/.exec(about ?? '')?.[1] ?? (await programmeOf(about));
      // The event first: what is not noted is not settled.
      await noteInJournal(db, recorder, {
        programme,
        commandId: `aside/${loop}/${item}/${Date.now()}`,
        actor: { person: by, door: 'console', assurance: 'system', roles: [] },
        events: [{ type: 'AsideSettled', data: { loop, item, basis } }],
      });
      await giveUpAside(db, loop, item);
      if (loop === 'COURIER') await dropNotice(db, item);
    }
    return asides.length;

    async function programmeOf(stream: string | null): Promise<string> {
      return stream === null ? '' : ((await db.prisma.stream.findUnique({ where: { stream }, select: { programme: true } }))?.programme ?? '');
    }
  });
  if (settled === 0) throw new SetupError(`Nothing of that name is set aside: ${item}`, 'See `npx tuojian aside list`.');
  say(`${item} is settled: it is not tried any more, and the journal says so.`);
  say(JSON.stringify({ settled }));
}
