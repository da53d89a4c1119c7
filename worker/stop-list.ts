/**
 * Ends what was started, in the reverse order, each within a limit of its own; whatever does not end in time is named, and
 * what can be killed is killed. Deliberately absent: signals (cli/signals.ts) and how any part stops.
 */
import { inTime } from '../jobs/in-time.ts';

export type Part = {
  readonly name: string;
  /** After this it counts as not stopped. */
  readonly limitMs: number;
  /** A list of strings it ends with names what did not stop in time within it, where it consists of several. */
  stop(): Promise<unknown>;
  /** Ends it at once, without asking; safe to call when it has ended. */
  kill?(): void;
  /** Stops at the same time as the parts beside it in the list that say so too. */
  readonly together?: true;
};

/** Thrown into a start that was stopped while it was under way. */
export class StoppedEarly extends Error {
  constructor() {
    super('stopped before it was ready');
    this.name = 'StoppedEarly';
  }
}

/** The names of what had not stopped after its limit; an error while stopping counts as stopped. */
export async function stopWithin({ name, limitMs, stop, kill }: Omit<Part, 'together'>): Promise<readonly string[]> {
  const stopped = stop().then(
    (names): readonly string[] => (Array.isArray(names) ? names.map(String) : []),
    (): readonly string[] => [],
  );
  const names = await inTime(stopped, limitMs, () => [name]);
  if (names.includes(name)) kill?.();
  return names;
}

export class StopList {
  readonly #parts: Part[] = [];
  readonly #children = new Set<() => void>();
  #stopping: Promise<readonly string[]> | null = null;

  /** What was started, so that a stop finds it. Started while a stop is under way, it is stopped as well. */
  add(part: Part): void {
    this.#parts.push(part);
  }

  /** A process that was spawned, before it is known whether it will work. `kill` must be safe when it has ended. */
  addChild(kill: () => void): void {
    this.#children.add(kill);
    if (this.isStopping) kill();
  }

  /** A stop was asked for. */
  get isStopping(): boolean {
    return this.#stopping !== null;
  }

  /** Error: StoppedEarly, when a stop was asked for meanwhile. */
  mustGoOn(): void {
    if (this.isStopping) throw new StoppedEarly();
  }

  /** The names of what did not stop in time. Asked again, it is the same stop. */
  stop(): Promise<readonly string[]> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** Everything that can be killed, now. */
  kill(): void {
    for (const part of this.#parts) part.kill?.();
    for (const kill of this.#children) kill();
  }

  async #stopAll(): Promise<readonly string[]> {
    const late: string[] = [];
    for (let next = this.#take(); next.length > 0; next = this.#take()) late.push(...(await Promise.all(next.map(stopWithin))).flat());
    for (const kill of this.#children) kill();
    return late;
  }

  /** The last part, with those before it that stop at the same time. */
  #take(): readonly Part[] {
    const last = this.#parts.pop();
    if (last === undefined) return [];
    const taken = [last];
    while (last.together === true && this.#parts.at(-1)?.together === true) taken.push(this.#parts.pop() as Part); // `at(-1)` was there
    return taken;
  }
}
