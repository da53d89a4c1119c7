/**
 * A file that is made while it is sent: as fast as whoever fetches it takes it, ended at once where they go away, and let go
 * where they stand still. Deliberately absent: what is in it.
 */
import { once } from 'node:events';
import type { Response } from 'express';

/** Whoever takes nothing for so long has gone without a word, and holds a place that others wait for. */
const STILL_MS = 60_000;

/** `LEFT`: they went away, or stood still. */
export type Sent = 'WHOLE' | 'LEFT';

/**
 * `make` writes it. Error: that of `make`. What breaks before the first byte can still be answered; what breaks on the way breaks the
 * connection, so that half a file is not taken for a whole one.
 */
export async function sentPiecewise(
  response: Response,
  make: (write: (chunk: Uint8Array) => Promise<void>) => Promise<void>,
  stillMs: number = STILL_MS,
): Promise<Sent> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  const write = async (chunk: Uint8Array): Promise<void> => {
    left.signal.throwIfAborted();
    if (response.write(chunk)) return;
    const still = setTimeout(() => left.abort(), stillMs);
    try {
      await once(response, 'drain', { signal: left.signal });
    } finally {
      clearTimeout(still);
    }
  };
  try {
    await make(write);
    left.signal.throwIfAborted();
    response.end();
    return 'WHOLE';
  } catch (error) {
    const gone = left.signal.aborted;
    if (gone || response.headersSent) response.destroy();
    if (gone) return 'LEFT';
    throw error;
  }
}
