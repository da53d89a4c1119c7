/** Temporal's runtime in this process: its logs go where the service's go, its metrics are shown on loopback, its workflows run in lean threads. */
import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { TURN_MS } from '../temporal/turn.ts';
import { leanWorkflowThreads } from './lean-thread.ts';

/** A workflow task that could not be done and is tried again: `failure` as Temporal Core says it. */
export type FailedTask = { readonly runId: string; readonly failure: string };
const listeners = new Set<(failed: FailedTask) => void>();
/** Core tells of it in its log and nowhere else. Returns how to end listening. */
export function onFailedTask(listener: (failed: FailedTask) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
function hear(message: string, meta: object | undefined): void {
  if (message !== 'Failing workflow task' || listeners.size === 0) return;
  const runId: unknown = Reflect.get(meta ?? {}, 'run_id') ?? Reflect.get(meta ?? {}, 'runId');
  if (typeof runId !== 'string') return;
  for (const listener of listeners) listener({ runId, failure: String(Reflect.get(meta ?? {}, 'failure') ?? '') });
}

let installed = false;
let metricsAt: string | null = null;
/** Where Temporal Core shows its metrics, on loopback; null: nowhere. */
export const coreMetrics = (): string | null => metricsAt;

/** Once a process: the Temporal runtime is a singleton. `metrics`: the loopback address on which Core shows its own. */
export function installTemporalRuntime(log: Logger, metrics: string | null = null): void {
  if (installed) return;
  installed = true;
  metricsAt = metrics;
  leanWorkflowThreads({ turnMs: TURN_MS });
  const say = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: object) => log[level](meta ?? {}, message);
  Runtime.install({
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } },
      ...(metrics === null
        ? {}
        : {
            metrics: {
              attachServiceName: false,
              prometheus: { bindAddress: metrics, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true },
            },
          }),
    },
    logger: {
      log(level, message, meta) {
        hear(message, meta);
        say(level === 'TRACE' ? 'trace' : level === 'DEBUG' ? 'debug' : level === 'INFO' ? 'info' : level === 'WARN' ? 'warn' : 'error')(
          message,
          meta,
        );
      },
      trace: say('trace'),
      debug: say('debug'),
      info: say('info'),
      warn(message: string, meta?: object) {
        hear(message, meta);
        say('warn')(message, meta);
      },
      error: say('error'),
    },
  });
}
