/**
 * How much of one kind of work one person and all people together may have under way: whoever asks for more waits in a
 * short line where there is one, or is told when to come again, instead of making everybody wait. Deliberately absent:
 * which work it is (RouteDefinition.heavy, RouteDefinition.whole).
 */
type Leave = () => void;
export type AtOnce = {
  /** Gives the place back when called; null: there is none for this person now. */
  take(person: string): Leave | null;
  /** The same, when a place is free; null: they have too many in line already. */
  inTurn(person: string): Promise<Leave | null>;
};

/** `line`: how many of one person may wait. */
export function createAtOnce({ each, all, line = 0 }: { readonly each: number; readonly all: number; readonly line?: number }): AtOnce {
  const held = new Map<string, number>();
  const waiting: { readonly person: string; readonly go: (leave: Leave) => void }[] = [];
  let total = 0;

  const take = (person: string): Leave | null => {
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
      next();
    };
  };
  /** Whoever came first and has a place for it; one who waits for their own others holds up nobody. */
  const next = (): void => {
    for (const [index, { person, go }] of waiting.entries()) {
      const leave = take(person);
      if (leave === null) continue;
      waiting.splice(index, 1);
      go(leave);
      return;
    }
  };
  return {
    take,
    async inTurn(person) {
      const leave = take(person);
      if (leave !== null) return leave;
      if (waiting.filter((one) => one.person === person).length >= line) return null;
      return new Promise((go) => waiting.push({ person, go }));
    },
  };
}
