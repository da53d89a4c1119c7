/**
 * What people asked for and what they were told: written and on the disk before a request goes out, and again when its answer
 * came. The oracle believes it and nothing that the service says of itself.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

export type Asked = {
  readonly id: number;
  readonly person: string;
  readonly stream: string;
  /** `Submit`, `Decide APPROVE`, … */
  readonly what: string;
  /** Idempotency-Key; null: by the link of a mail. */
  readonly key: string | null;
};
export type Told = {
  /** DONE: they were told that it is recorded. REFUSED: that it is not and will not be. UNKNOWN: neither. */
  readonly end: 'DONE' | 'REFUSED' | 'UNKNOWN';
  readonly status: number;
  /** As the answer names them. */
  readonly events: readonly { readonly version: number; readonly type: string }[];
};
export type Entry = Asked & { readonly at: number; told: (Told & { readonly at: number }) | null; tries: number };

export class Ledger {
  readonly #file: number;
  readonly #entries: Entry[] = [];
  #acknowledged = 0;

  constructor(file: string) {
    this.#file = openSync(file, 'a', 0o600);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  asks(what: Omit<Asked, 'id'>): Entry {
    const entry: Entry = { ...what, id: this.#entries.length, at: Date.now(), told: null, tries: 0 };
    this.#keep({ asked: { ...what, id: entry.id, at: entry.at } });
    this.#entries.push(entry);
    return entry;
  }

  told(entry: Entry, told: Told): void {
    entry.tries += 1;
    const at = Date.now();
    this.#keep({ told: { id: entry.id, at, ...told } });
    if (told.end === 'DONE' && entry.told?.end !== 'DONE') this.#acknowledged += 1;
    // What was promised stays promised, whatever is said later.
    if (entry.told?.end !== 'DONE') entry.told = { ...told, at };
  }

  close(): void {
    closeSync(this.#file);
  }

  #keep(line: object): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.#file);
  }
}
