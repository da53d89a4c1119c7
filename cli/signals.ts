/**
 * How a service's process ends: on Ctrl-C and SIGTERM in order, on a second one at once, and by no fault that nobody caught
 * (docs/adr/0039). Deliberately absent: how parts stop.
 */
import { writeSync } from 'node:fs';
import { startedByNpm } from '../config/production.ts';
import type { StopList } from '../worker/stop-list.ts';
import { inWords } from './error-in-words.ts';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Whatever is under way: by then everything has ended, or is ended. */
const AT_THE_LATEST_MS = 28_000;
/** npm ends its shell on SIGTERM and does not tell us. */
const LOOK_FOR_NPM_MS = 500;

/**
 * Told before anything is started, so that a signal during the start stops what is there by then. `interrupted`: the exit code
 * after a signal, for what has to come to an end of its own. `fail` stops as failed.
 */
export function stopOnSignals(parts: StopList, say: (line: string) => void, interrupted = 0): { fail(why: string): void } {
  let stopping = false;
  const endNow = (why: string): void => {
    parts.kill();
    writeSync(2, `${why}\n`);
    // Not `process.exit`: what hangs in a native part would hang there too.
    process.kill(process.pid, 'SIGKILL');
  };
  const stop = (exitCode: number): void => {
    stopping = true;
    setTimeout(() => endNow('Did not stop within 28 s: ended.'), AT_THE_LATEST_MS).unref();
    void parts.stop().then((late) => {
      say(
        late.length === 0
          ? 'Stopped; nothing is left running.'
          : `Stopped; ended without waiting any longer: ${late.join(', ')}. What was under way goes on after the next start.`,
      );
      process.exit(exitCode);
    });
  };
  const onSignal = (): void => {
    if (stopping) {
      endNow('Ended at once; what was under way goes on after the next start.');
      return;
    }
    say('Stopping … (once more to end at once)');
    stop(interrupted);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  watchNpm(() => stopping || onSignal());
  process.on('uncaughtException', (error: unknown) => {
    if (stopping) say(`Passed over while stopping: ${inWords(error).says}`);
    else {
      say(`A fault that nobody caught, so everything is stopped: ${inWords(error).says}`);
      stop(1);
    }
  });
  // What it belonged to has failed already; everything else goes on.
  process.on('unhandledRejection', (error: unknown) => say(`A fault that nobody waited for: ${inWords(error).says}`));
  // However this process ends, unless it is killed: what it spawned ends with it.
  process.on('exit', () => parts.kill());
  return {
    fail(why) {
      say(why);
      if (!stopping) stop(1);
    },
  };
}

function watchNpm(onGone: () => void): void {
  if (!startedByNpm()) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    onGone();
  }, LOOK_FOR_NPM_MS);
  looking.unref();
}
