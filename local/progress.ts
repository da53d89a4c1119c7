/** Long work shows that it goes on: one line that is rewritten in a terminal, a line now and then elsewhere. */
import type { WriteStream } from 'node:tty';

/** A line of a terminal that stands until it is cleared; where nobody looks, nothing. */
export type RewrittenLine = {
  /** Drawn ten times a second at most. */
  show(text: string): void;
  clear(): void;
};

const REDRAWN_EVERY_MS = 100;
const START_OF_LINE = '\r\u001b[2K';

export function rewrittenLine(stream: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>): RewrittenLine {
  let drawn = 0;
  return {
    show(text) {
      if (!stream.isTTY || Date.now() - drawn < REDRAWN_EVERY_MS) return;
      drawn = Date.now();
      // A line that wraps could not be cleared.
      stream.write(`${START_OF_LINE}${text.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear() {
      if (stream.isTTY && drawn > 0) stream.write(START_OF_LINE);
      drawn = 0;
    },
  };
}

export type Progress = { update(done: number, note: string): void; end(note: string): void };

/** `total`: what `done` counts up to, as far as it is known. */
export function startProgress(title: string, total: number): Progress {
  const started = Date.now();
  const line = rewrittenLine(process.stdout);
  let lastLine = 0;
  const seconds = () => Math.round((Date.now() - started) / 1_000);
  const draw = (done: number, note: string): string => {
    const part = Math.min(1, done / total);
    const bar = '█'.repeat(Math.round(part * 24)).padEnd(24, '░');
    return `${title} ${bar} ${String(Math.round(part * 100)).padStart(3)} % ${seconds()} s ${note}`.slice(0, 110);
  };
  return {
    update(done, note) {
      line.show(draw(done, note));
      if (process.stdout.isTTY || Date.now() - lastLine <= 15_000) return;
      lastLine = Date.now();
      process.stdout.write(`${draw(done, note)}\n`);
    },
    end(note) {
      line.clear();
      process.stdout.write(`${title}: ${note} (${seconds()} s)\n`);
    },
  };
}
