/**
 * How much heavy work one person and all people together may have under way: whoever asks for more is told when to come
 * again, instead of making everybody wait. Deliberately absent: what is heavy (RouteDefinition.heavy).
 */
export type AtOnce = {
  /** Gives the place back when called; null: there is none for this person now. */
  take(person: string): (() => void) | null;
};

export function createAtOnce({ each, all }: { readonly each: number; readonly all: number }): AtOnce {
  const held = new Map<string, number>();
  let total = 0;
  return {
    take(person) {
      const mine = held.get(person) ?? 0;
      if (mine >= each || total >= all) return null;
      held.set(person, mine + 1);
      total += 1;
      let given = false;
      return () => {
        if (given) return;
        given = true;
        total -= 1;
        const left = (held.get(person) ?? 1) - 1;
        if (left === 0) held.delete(person);
        else held.set(person, left);
      };
    },
  };
}
