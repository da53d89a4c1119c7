/** What a scenario works with, and what every scenario says of itself. Deliberately absent: the scenarios, and when they come. */
import type { Ledger } from './ledger.ts';
import type { People } from './people.ts';
import type { Service } from './service.ts';

export type Lab = {
  readonly service: Service;
  readonly people: People;
  readonly ledger: Ledger;
  /** From 0 to 1, always the same for a seed. */
  readonly draw: () => number;
  /** What takes long in life is shortened: for tests. */
  readonly short: boolean;
};

/** Whose return is measured (P6). */
export type Component = 'API' | 'WORKER' | 'POSTGRES' | 'TEMPORAL' | 'ALL' | 'WAY' | 'MAIL' | 'CROWD';

/** How soon it is back, in milliseconds (reliability P6; ways and crowds: all of it). */
export const BACK_WITHIN: Readonly<Record<Component, number>> = {
  API: 5_000,
  WORKER: 15_000,
  POSTGRES: 30_000,
  TEMPORAL: 60_000,
  ALL: 120_000,
  WAY: 60_000,
  MAIL: 60_000,
  CROWD: 15_000,
};

/** A fault while people work. What must hold besides its claim is the oracle's. */
export type Strike = {
  readonly fi: string;
  readonly component: Component;
  readonly claim: string;
  /** Does it, and undoes what has to be undone; says what it did. Null: it could not come to pass now, and counts for nothing. */
  readonly strike: (lab: Lab) => Promise<string | null>;
};

/** A trial of its own, without the load. */
export type Trial = {
  readonly fi: string;
  readonly claim: string;
  /** What was seen, with its n, in words. Error: why the claim does not hold. */
  readonly tryIt: (options: { readonly draw: () => number; readonly short: boolean; readonly say: (line: string) => void }) => Promise<string>;
};

export const pickOf = <T>(draw: () => number, of: readonly T[]): T => {
  const picked = of[Math.floor(draw() * of.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
};

/** From `from` to `to`, whole. */
export const between = (draw: () => number, from: number, to: number): number => Math.round(from + draw() * (to - from));

function shuffled<T>(draw: () => number, of: readonly T[]): T[] {
  const pack = [...of];
  for (let at = pack.length - 1; at > 0; at -= 1) {
    const other = Math.floor(draw() * (at + 1));
    [pack[at], pack[other]] = [pack[other] as T, pack[at] as T]; // both are within
  }
  return pack;
}

/** Deals them as a pack of cards, shuffled anew when it is through: each comes before any comes twice. Error: there are none. */
export function dealer<T>(draw: () => number, of: readonly T[]): () => T {
  let pack: readonly T[] = [];
  return () => {
    const [next, ...rest] = pack.length === 0 ? shuffled(draw, of) : pack;
    if (next === undefined) throw new Error('nothing to deal');
    pack = rest;
    return next;
  };
}
