/**
 * `tuojian worker` with room for three workflows in its memory: nearly every task makes its case again from its history
 * (FI-15). Settings are the environment's.
 */
import '../../config/production.ts';
import { begin, needed, openNeeded } from '../../cli/part.ts';
import { readSettings } from '../../config/env.ts';
import { workerSettings } from '../../local/service-settings.ts';
import { sealerFrom } from '../../temporal/seal.ts';
import { startWorker } from '../../worker/create-worker.ts';
import { installTemporalRuntime } from '../../worker/temporal-runtime.ts';

const settings = readSettings();
const { log, parts, temporal, fail } = await begin(settings, { api: false, worker: true });
installTemporalRuntime(log, null);
const worker = await startWorker({
  ...workerSettings(settings, log),
  temporal,
  sealer: sealerFrom(settings.sealKey),
  database: openNeeded(settings, parts),
  smtpUrl: needed(settings, 'SMTP_URL', settings.smtpUrl),
  maxCachedWorkflows: 3,
  onFailure: (error) => fail(`The worker has failed: ${String(error)}`),
});
parts.add({ name: 'the worker', limitMs: 11_000, stop: () => worker.stop() });
log.info({ address: temporal.address }, 'worker running');
