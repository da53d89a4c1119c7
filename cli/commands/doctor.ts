/** `tuojian doctor`: each part that the service needs, as ok or with the way out. */
import { Command } from 'commander';
import { readRunNote } from '../../local/orphans.ts';
import { lastLine, table } from '../output.ts';

export const doctorCommand = new Command('doctor').description('check each part that the service needs').action(async () => {
  const { readSettings } = await import('../../config/env.ts');
  const { postgres } = await import('../doctor/database.ts');
  const { ownFiles, payloadKeyOf, sealKeyOf, signInKeyOf } = await import('../doctor/keys.ts');
  const { mailbox, smtp, workApps } = await import('../doctor/post.ts');
  const { api, isExternal, nodeVersion, port, settingsOf } = await import('../doctor/process.ts');
  const { temporal } = await import('../doctor/temporal.ts');
  const settings = readSettings();
  const note = readRunNote(settings.dataDir);
  const { findings: atTemporal, keys } = await temporal(settings, note?.temporalAddress ?? null);
  const answering = await api(note?.apiUrl ?? (isExternal(settings) ? settings.publicUrl : null));
  const findings = [
    nodeVersion(),
    ...(await settingsOf(settings)),
    ownFiles(settings),
    ...(await postgres(settings.databaseUrl ?? note?.databaseUrl ?? null, settings)),
    ...atTemporal,
    sealKeyOf(settings, keys),
    payloadKeyOf(settings, keys),
    signInKeyOf(settings),
    await smtp(settings, note?.smtpUrl ?? null),
    ...(await mailbox(settings)),
    ...(await workApps(settings)),
    await port(settings, note !== null || (isExternal(settings) && answering.ok)),
    answering,
  ];
  table(
    findings.map(({ part, ok, says }) => [ok ? 'ok  ' : 'FAIL', part, says]),
    { gap: 1 },
  );
  const failed = findings.filter(({ ok }) => !ok).length;
  lastLine({ ok: failed === 0, checked: findings.length, failed });
  if (failed > 0) process.exitCode = 1;
});
