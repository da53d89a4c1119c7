/** Ctrl-C and SIGTERM: the first one stops in order, a second one ends at once. Deliberately absent: how parts stop. */
import { writeSync } from 'node:fs';
import type { StopList } from '../worker/stop-list.ts';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Whatever is under way: by then everything has ended, or is ended. */
const AT_THE_LATEST_MS = 28_000;

/** Told before anything is started, so that a signal during the start stops what is there by then. */
export function stopOnSignals(parts: StopList, say: (line: string) => void): void {
  let stopping = false;
  const endNow = (why: string): void => {
    parts.kill();
    writeSync(2, `${why}\n`);
    // Not `process.exit`: what hangs in a native part would hang there too.
    process.kill(process.pid, 'SIGKILL');
  };
  const onSignal = (): void => {
    if (stopping) {
      endNow('Ended at once; what was under way goes on after the next start.');
      return;
    }
    stopping = true;
    say('Stopping … (once more to end at once)');
    setTimeout(() => endNow('Did not stop within 28 s: ended.'), AT_THE_LATEST_MS).unref();
    void parts.stop().then((late) => {
      say(
        late.length === 0
          ? 'Stopped; nothing is left running.'
          : `Stopped; ended without waiting any longer: ${late.join(', ')}. What was under way goes on after the next start.`,
      );
      process.exit(0);
    });
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
}
