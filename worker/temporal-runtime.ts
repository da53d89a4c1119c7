/** Temporal's runtime in this process: its logs go where the service's go, and its metrics are shown on loopback. */
import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

let installed = false;
let metricsAt: string | null = null;
/** Where Temporal Core shows its metrics, on loopback; null: nowhere. */
export const coreMetrics = (): string | null => metricsAt;

/** Once a process: the Temporal runtime is a singleton. `metrics`: the loopback address on which Core shows its own. */
export function installTemporalRuntime(log: Logger, metrics: string | null = null): void {
  if (installed) return;
  installed = true;
  metricsAt = metrics;
  const say = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: object) => log[level](meta ?? {}, message);
  Runtime.install({
    shutdownSignals: [],
    ...(metrics === null
      ? {}
      : {
          telemetryOptions: {
            metrics: {
              attachServiceName: false,
              prometheus: { bindAddress: metrics, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true },
            },
          },
        }),
    logger: {
      log: (level, message, meta) =>
        say(level === 'TRACE' ? 'trace' : level === 'DEBUG' ? 'debug' : level === 'INFO' ? 'info' : level === 'WARN' ? 'warn' : 'error')(
          message,
          meta,
        ),
      trace: say('trace'),
      debug: say('debug'),
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
    },
  });
}
