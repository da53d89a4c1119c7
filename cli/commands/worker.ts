/** `tuojian worker`: a Temporal worker alone, for production. */
import { Command } from 'commander';

export const workerCommand = new Command('worker')
  .description('run a Temporal worker alone (needs DATABASE_URL, TEMPORAL_ADDRESS and SMTP_URL)')
  .action(async () => {
    const { readSettings } = await import('../../config/env.ts');
    const { sealerFrom } = await import('../../temporal/seal.ts');
    const { startWorker } = await import('../../worker/create-worker.ts');
    const { postSettings } = await import('../../worker/post-settings.ts');
    const { installTemporalRuntime } = await import('../../worker/service-log.ts');
    const { begin, needed, openNeeded } = await import('../part.ts');
    const settings = readSettings();
    const { log, parts, temporal } = await begin(settings, { api: false, worker: true });
    installTemporalRuntime(log);
    const smtpUrl = needed(settings, 'SMTP_URL', settings.smtpUrl);
    const database = openNeeded(settings, parts);
    const { mailFrom, publicUrl, linkDays, auditLog } = settings;
    const worker = await startWorker({
      temporal,
      sealer: sealerFrom(settings.sealKey),
      database,
      smtpUrl,
      mailFrom,
      publicUrl,
      linkDays,
      post: postSettings(settings),
      auditLog,
      onAlarm: ({ code, where }) => log.error({ code, where }, 'ALARM of the audit log: run `tuojian audit check`'),
      onPostFault: (what) => log.error({ what }, 'a part of the worker needs a person'),
      onAside: (told) => log.error(told, 'set aside; look with `tuojian aside list`'),
      onForged: (what) => log.error(what, 'ALARM: a command that nobody of this service sealed was refused; see SECURITY.md'),
    });
    parts.add({ name: 'the worker', limitMs: 11_000, stop: () => worker.stop() });
    log.info({ address: temporal.address }, 'worker running');
  });
