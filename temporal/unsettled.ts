/**
 * What this process recorded and its workflows may not know: between the commit and the end of the workflow task the way to
 * Temporal can break. While it holds, what was recorded half a minute ago is known, and nobody is asked; when it broke, those
 * recorded shortly before are asked (docs/adr/0102). In memory: what a process takes with it when it is killed, the next one
 * learns from prisma/worker-runs.ts. Deliberately absent: asking (reconcile.ts).
 */

/** A workflow task is given up after ten seconds and done again; what is not known by then needs to be asked. Milliseconds. */
const SETTLED_MS = 30_000;
/** Between two looks at the way to Temporal, and some: it may have broken just after the look before. */
const MARGIN_MS = 10_000;

export class Unsettled {
  /** When the oldest of what may be unknown of a case was recorded. */
  readonly #since = new Map<string, number>();
  #brokenAt = Number.NEGATIVE_INFINITY;

  note(stream: string, at = Date.now()): void {
    if (!this.#since.has(stream)) this.#since.set(stream, at);
  }

  /** The way to Temporal is broken, or was a moment ago. */
  broken(at = Date.now()): void {
    this.#brokenAt = at;
  }

  /** Those to ask now; they and those that are settled are forgotten. While the way is broken, none. */
  due(now = Date.now()): readonly string[] {
    if (now - this.#brokenAt < MARGIN_MS) return [];
    const ask: string[] = [];
    for (const [stream, since] of this.#since) {
      if (now - since < SETTLED_MS) continue;
      this.#since.delete(stream);
      if (this.#brokenAt >= since - MARGIN_MS) ask.push(stream);
    }
    return ask;
  }

  /** Whether nothing is left of a time when the way was broken. */
  get isClear(): boolean {
    return [...this.#since.values()].every((since) => this.#brokenAt < since - MARGIN_MS);
  }
}
