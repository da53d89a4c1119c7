/** `tuojian worker`: a Temporal worker alone, for production. */
import { Command } from 'commander';

export const workerCommand = new Command('worker')
  .description('run a Temporal worker alone (needs DATABASE_URL, TEMPORAL_ADDRESS and SMTP_URL)')
  .action(async () => {
    const { readSettings } = await import('../../config/env.ts');
    const { reasonOf } = await import('../../domain/aside.ts');
    const { workerSettings } = await import('../../local/service-settings.ts');
    const { sealerFrom } = await import('../../temporal/seal.ts');
    const { startWorker } = await import('../../worker/create-worker.ts');
    const { watchFromOutside } = await import('../../local/watching.ts');
    const { begin, needed, openNeeded } = await import('../part.ts');
    const settings = readSettings();
    const { log, parts, temporal, fail } = await begin(settings, { api: false, worker: true });
    const { metricsUrl } = await watchFromOutside({ settings, part: 'worker', log, parts });
    const smtpUrl = needed(settings, 'SMTP_URL', settings.smtpUrl);
    const database = openNeeded(settings, parts);
    const worker = await startWorker({
      ...workerSettings(settings, log),
      temporal,
      sealer: sealerFrom(settings.sealKey),
      database,
      smtpUrl,
      // A process that went on without its worker would look alive to whoever keeps it.
      onFailure: (error) => fail(`The worker has failed: ${reasonOf(error)}\n→ Start it again; what was under way goes on.`),
    });
    parts.add({ name: 'the worker', limitMs: 11_000, stop: () => worker.stop() });
    log.info({ address: temporal.address, metricsUrl }, 'worker running');
  });
