/** Items of a job of the post office, each of which fails alone. Deliberately absent: what is done with them. */
import { asideAlready, passedOver, setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';

/** `item`: its key among what is set aside; `about`: the case or programme it concerns, if one. */
type Item = { readonly item: string; readonly about: string | null };

/** Does each, and sets aside what fails. False: something is left for another time. Error: it could not even be noted. */
export async function eachAlone<T extends Item>(database: Database, items: readonly T[], work: (item: T) => Promise<unknown>): Promise<boolean> {
  if (items.length === 0) return true;
  const [passed, before] = [await passedOver(database, 'POST_OFFICE'), await asideAlready(database, 'POST_OFFICE')];
  let whole = true;
  for (const one of items) {
    const { item, about } = one;
    if (passed.has(item)) {
      whole = false;
      continue;
    }
    try {
      await work(one);
      if (before.has(item)) await settleAside(database, 'POST_OFFICE', item);
    } catch (error) {
      whole = false;
      if (!(await setAside(database, { loop: 'POST_OFFICE', item, about, reason: error }))) throw error;
    }
  }
  return whole;
}
