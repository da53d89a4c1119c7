/**
 * The seeded driver: deals the strikes as a pack of cards, shuffled anew when it is through, so that each comes to pass before
 * any comes twice; and measures how soon everything goes on again. Deliberately absent: what is right in the end (oracle.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { BACK_WITHIN, between, type Component, dealer, type Lab, type Strike } from './lab.ts';
import { APIS, isReady } from './service.ts';

export type Driven = {
  readonly struck: readonly Struck[];
  /** Claims of strikes that did not hold, in words. */
  readonly broken: readonly string[];
};

export type Struck = {
  readonly fi: string;
  readonly component: Component;
  readonly what: string;
  /** Milliseconds from the end of the fault until the first act that was asked for since was confirmed, and until every API says that it is well. */
  readonly progressMs: number;
  readonly readyMs: number;
  readonly late: boolean;
};

/** Two strikes have so long between them, so that what one left behind is not taken for the next one's. */
const PAUSE_MS = [1_000, 3_000] as const;
const GIVEN_UP_MS = 120_000;

/** Until `end`, in milliseconds since 1970; what has begun by then is ended. */
export async function drive(lab: Lab, strikes: readonly Strike[], end: number, say: (line: string) => void): Promise<Driven> {
  const struck: Struck[] = [];
  const broken: string[] = [];
  const deal = dealer(lab.draw, strikes);
  while (Date.now() < end) {
    const next = deal();
    const what = await next.strike(lab).catch((error: unknown) => {
      broken.push(`${next.fi} (${next.claim}): ${error instanceof Error ? error.message : String(error)}`);
      return 'did not hold';
    });
    if (what !== null) {
      const { progressMs, readyMs } = await back(lab);
      const late = Math.max(progressMs, next.component === 'API' ? readyMs : 0) > BACK_WITHIN[next.component];
      struck.push({ fi: next.fi, component: next.component, what, progressMs, readyMs, late });
      say(`${next.fi} ${what}: goes on after ${seconds(progressMs)}, ready after ${seconds(readyMs)}${late ? ' — LATE' : ''}`);
    }
    await sleep(between(lab.draw, ...PAUSE_MS));
  }
  return { struck, broken };
}

const seconds = (ms: number): string => (Number.isFinite(ms) ? `${(ms / 1_000).toFixed(1)} s` : 'never');

/** Asks twice a second, whether or not what was asked before was answered. */
async function back({ people, service }: Lab): Promise<{ readonly progressMs: number; readonly readyMs: number }> {
  const since = Date.now();
  const over = (): boolean => Date.now() - since > GIVEN_UP_MS;
  let progressMs = Number.POSITIVE_INFINITY;
  const asking = async (): Promise<void> => {
    while (!Number.isFinite(progressMs) && !over()) {
      void people.probe().then((done) => {
        if (done) progressMs = Math.min(progressMs, Date.now() - since);
      });
      await sleep(500);
    }
  };
  const looking = async (): Promise<number> => {
    for (; !over(); await sleep(100)) {
      const ready = await Promise.all(APIS.map((name) => isReady(service.parts[name].url ?? '')));
      if (ready.every(Boolean)) return Date.now() - since;
    }
    return Number.POSITIVE_INFINITY;
  };
  const [, readyMs] = await Promise.all([asking(), looking()]);
  return { progressMs, readyMs };
}
