/**
 * The thread in which the SDK runs workflows, without what cost more there than the workflows themselves (docs/adr/0129): a
 * watchdog thread for each call into a workflow, some six a turn, and a stack trace for every promise, its lines looked up in the
 * source map. What the watchdog was for stands here: a turn that does not end is ended with its thread.
 * Deliberately absent: how workflows are run (the SDK).
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import workerThreads, { Worker, type WorkerOptions } from 'node:worker_threads';

const OURS = fileURLToPath(new URL('./lean-thread.cjs', import.meta.url));
const SDK = createRequire(createRequire(import.meta.url).resolve('@temporalio/worker')).resolve('./workflow/workflow-worker-thread.js');

/** MB for what lives for a moment. Without it the thread touches 34 before it looks what is left of them; a turn leaves little. */
const YOUNG_MB = 12;

/** Milliseconds that a turn may take, for threads that begin from now on. */
let turnMs = 60_000;

/** A question to the thread, or its answer; what a thread says of itself has no number. */
const isNumbered = (message: unknown): boolean => typeof message === 'object' && message !== null && 'requestId' in message;

class LeanThread extends Worker {
  #unanswered = 0;
  /** When the thread was last seen to get on. */
  #since = 0;

  constructor(file: string | URL, options?: WorkerOptions) {
    if (file !== SDK) {
      super(file, options);
      return;
    }
    super(OURS, { ...options, workerData: { entry: SDK }, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    this.on('message', (message) => {
      if (!isNumbered(message)) return;
      this.#unanswered -= 1;
      this.#since = Date.now();
    });
    this.#watch(turnMs);
  }

  override postMessage(...given: Parameters<Worker['postMessage']>): void {
    if (isNumbered(given[0])) {
      if (this.#unanswered === 0) this.#since = Date.now();
      this.#unanswered += 1;
    }
    super.postMessage(...given);
  }

  #watch(limitMs: number): void {
    const looking = setInterval(() => {
      if (this.#unanswered === 0 || Date.now() - this.#since < limitMs) return;
      clearInterval(looking);
      // The SDK's worker fails by it, and is started again by whoever keeps it.
      this.emit('error', new Error(`a turn of a workflow took more than ${limitMs / 1_000} s`));
      void this.terminate();
    }, limitMs / 10);
    looking.unref();
    this.once('exit', () => clearInterval(looking));
  }
}

/** From now on, threads of workflows begin so; others as ever. Asked again, only the limit counts. */
export function leanWorkflowThreads({ turnMs: given }: { readonly turnMs: number }): void {
  turnMs = given;
  // The SDK looks it up when it begins a thread; who imported the class itself has Node's.
  Reflect.set(workerThreads, 'Worker', LeanThread);
}
