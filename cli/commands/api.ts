/** `tuojian api`: the API alone, for production. */
import { Command } from 'commander';

export const apiCommand = new Command('api').description('run the API alone (needs DATABASE_URL and TEMPORAL_ADDRESS)').action(async () => {
  const { startServer } = await import('../../api/server.ts');
  const { readSettings } = await import('../../config/env.ts');
  const { serverSettings } = await import('../../local/service-settings.ts');
  const { watchFromOutside } = await import('../../local/watching.ts');
  const { sealerFrom } = await import('../../temporal/seal.ts');
  const { begin, openNeeded } = await import('../part.ts');
  const settings = readSettings();
  const { log, parts, temporal } = await begin(settings, { api: true, worker: false });
  const { metricsUrl } = await watchFromOutside({ settings, part: 'api', log, parts });
  const database = openNeeded(settings, parts);
  const server = await startServer({ ...serverSettings(settings), temporal, sealer: sealerFrom(settings.sealKey), database, log });
  parts.add({ name: 'the API', limitMs: 8_000, stop: () => server.stop() });
  const { host, port } = settings;
  log.info({ host, port, metricsUrl }, 'API listening');
});
