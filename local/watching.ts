/**
 * How a process is seen from outside: its metrics on a listener of their own, and traces where the settings name a collector.
 * A service that cannot be watched works all the same; that is logged. Deliberately absent: what is measured (telemetry/).
 */
import type { Logger } from 'pino';
import { RELEASE } from '../config/release.ts';
import type { Settings } from '../config/settings.ts';
import { openMetrics } from '../telemetry/listener.ts';
import { type PartName, watchProcess } from '../telemetry/process.ts';
import { startTraces } from '../telemetry/traces.ts';
import type { StopList } from '../worker/stop-list.ts';
import { coreMetrics, installTemporalRuntime } from '../worker/temporal-runtime.ts';
import { freePort } from './ports.ts';

/** Where metrics are shown unless the settings say: the port after the embedded parts', and the next one for a worker alone. */
const PORT_AFTER: Readonly<Record<PartName, number>> = { all: 6, api: 6, worker: 7 };

/** `port`: null: they are not shown. */
export type Watched = { readonly metricsUrl: string | null };

type Watching = { readonly settings: Settings; readonly part: PartName; readonly log: Logger; readonly parts: StopList };

/** Before anything of Temporal's worker is used: its runtime is told here where it shows its own metrics. */
export async function watchFromOutside({ settings, part, log, parts }: Watching): Promise<Watched> {
  const { metrics, traces } = settings;
  if (part !== 'api') installTemporalRuntime(log, metrics === null ? null : `127.0.0.1:${await freePort()}`);
  if (traces !== null) {
    const tracing = startTraces(traces, RELEASE);
    parts.add({ name: 'sending traces', limitMs: 3_000, stop: () => tracing.stop() });
  }
  if (metrics === null) return { metricsUrl: null };
  const { host, port = null } = metrics;
  const wanted = port ?? settings.port + PORT_AFTER[part];
  try {
    const listener = await openMetrics({ host, port: wanted }, coreMetrics);
    const unwatch = watchProcess(part, RELEASE);
    const stop = async (): Promise<void> => {
      unwatch();
      await listener.stop();
    };
    parts.add({ name: 'showing metrics', limitMs: 1_000, stop });
    return { metricsUrl: `http://${host.includes(':') ? `[${host}]` : host}:${listener.port}/metrics` };
  } catch (error) {
    log.warn({ host, port: wanted, error: String(error) }, 'metrics cannot be shown there (TUOJIAN_METRICS); the service goes on without');
    return { metricsUrl: null };
  }
}
