/** What stands together on a page that is long. Deliberately absent: drawing. */
import type { Text } from '../../../domain/kernel/values.ts';

export type Group<T> = { readonly name: Text | null; readonly items: readonly T[] };

/** In the order in which each group comes first; what is of no group stands last, under no name. */
export function grouped<T extends { readonly group?: Text | null }>(items: readonly T[]): readonly Group<T>[] {
  const byName = new Map<string, { name: Text; items: T[] }>();
  const others: T[] = [];
  for (const item of items) {
    const { group } = item;
    if (group == null) others.push(item);
    else {
      const known = byName.get(group.en);
      if (known === undefined) byName.set(group.en, { name: group, items: [item] });
      else known.items.push(item);
    }
  }
  return [...byName.values(), ...(others.length === 0 ? [] : [{ name: null, items: others }])];
}
