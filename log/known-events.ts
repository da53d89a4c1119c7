/**
 * `events.txt` beside the file of checkpoints: which event has which place of the log, with its case, kind and time, and
 * nothing of what it says. After an older backup was put back it names what was acknowledged since (docs/adr/0115).
 */
import { closeSync, createReadStream, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { appendDurably } from './keys.ts';

export type KnownEvent = {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly hash: string | null;
  readonly commandId: string | null;
};
export type PlacedEvent = Omit<KnownEvent, 'hash'> & { readonly index: number };

export type KeptEvents = {
  /** The first place that it does not name. */
  next(): number;
  add(events: readonly PlacedEvent[]): void;
  /** From a place on. */
  read(from: number): AsyncIterable<KnownEvent>;
  /** Goes on after the first `kept`; what was there before stays beside it. */
  restart(kept: number): Promise<void>;
};

const LINE = /^(\d+) (\S+)@(\d+) (\S+) (\S+) (\S+)$/;
/** The longest line is far shorter. */
const TAIL_BYTES = 8_192;
const AT_ONCE = 5_000;

export function eventsBeside(file: string): KeptEvents {
  const name = path.join(path.dirname(file), 'events.txt');
  async function* linesOf(of: string): AsyncGenerator<PlacedEvent> {
    if (!existsSync(of)) return;
    let held: PlacedEvent | null = null;
    for await (const line of createInterface({ input: createReadStream(of), crlfDelay: Number.POSITIVE_INFINITY })) {
      const read = eventIn(line);
      if (read === null) continue;
      // One that was cut off is written once more behind it.
      if (held !== null && held.index !== read.index) yield held;
      held = read;
    }
    if (held !== null) yield held;
  }
  const next = (): number => (existsSync(name) ? lastPlace(name) + 1 : 0);
  const add = (events: readonly PlacedEvent[]): void => {
    if (events.length > 0) appendDurably(name, `${endsTorn(name) ? '\n' : ''}${events.map(lineOf).join('')}`);
  };
  return {
    next,
    add,
    async *read(from) {
      for await (const { index, ...event } of linesOf(name)) if (index >= from) yield { ...event, hash: null };
    },
    async restart(kept) {
      if (next() <= kept) return;
      const before = path.join(path.dirname(file), `events-until-${next()}.txt`);
      renameSync(name, before);
      const some: PlacedEvent[] = [];
      for await (const event of linesOf(before)) {
        if (event.index < kept && some.push(event) === AT_ONCE) add(some.splice(0));
      }
      add(some);
    },
  };
}

/** A command's id is made by clients: what is no plain word is left out. */
const lineOf = ({ index, stream, version, type, at, commandId }: PlacedEvent): string =>
  `${index} ${stream}@${version} ${type} ${at} ${commandId !== null && /^[!-~]{1,200}$/.test(commandId) ? commandId : '-'}\n`;

/** Null: a line that a crash cut off, or none of ours. */
function eventIn(line: string): PlacedEvent | null {
  const [, index, stream, version, type, at, commandId] = LINE.exec(line) ?? [];
  if (index === undefined || stream === undefined || type === undefined || at === undefined) return null;
  return { index: Number(index), stream, version: Number(version), type, at, commandId: commandId === '-' ? null : (commandId ?? null) };
}

function tailOf(name: string): string {
  const { size } = statSync(name);
  const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
  const handle = openSync(name, 'r');
  try {
    readSync(handle, bytes, 0, bytes.length, size - bytes.length);
  } finally {
    closeSync(handle);
  }
  return bytes.toString('utf8');
}

/** -1: no whole line. A last line without its end was cut off by a crash. */
const lastPlace = (name: string): number =>
  tailOf(name)
    .split('\n')
    .slice(0, -1)
    .map(eventIn)
    .findLast((event) => event !== null)?.index ?? -1;

const endsTorn = (name: string): boolean => existsSync(name) && !/(^|\n)$/.test(tailOf(name));
