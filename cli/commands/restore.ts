/** `tuojian restore FILE|FOLDER`: a backup into an empty database, verified, and compared with what is known outside. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { Since } from '../../backup/known.ts';
import type { Looked } from '../../backup/restore.ts';
import type { Settings } from '../../config/settings.ts';
import { SetupError } from '../../local/setup-error.ts';
import { collect } from '../declare.ts';
import { lastLine, progress, say, table, warn } from '../output.ts';
import { exitOnSignals, withOwnerDatabase } from '../owner-database.ts';
import { KEY } from './audit/options.ts';

type Options = { readonly keys?: string; readonly key?: readonly string[]; readonly known?: readonly string[] };

type Given = { readonly key: readonly string[]; readonly known: readonly string[] };

/** The last line names the cases; of events as many as people read. */
const SHOWN = 50;

export const restoreCommand = new Command('restore')
  .argument('<where>', 'what `tuojian backup` wrote')
  .option('--keys <file>', 'put the keys of this file where there are none (`tuojian backup --with-keys`)')
  .option(...KEY)
  .option(
    '--known <file>',
    'what knows more than the backup may: a file of checkpoints, a newer backup, an evidence bundle, lines of JSON; may be repeated',
    collect,
  )
  .description('put a backup into an empty database, verify it, and list what was acknowledged since')
  .action(async (where: string, { keys, key = [], known = [] }: Options) => {
    const { readSettings } = await import('../../config/env.ts');
    const { keysBack, missingKeys } = await import('../../backup/keys.ts');
    const { openBackup } = await import('../../backup/read.ts');
    const settings = readSettings();
    const places = { sealKey: settings.sealKey, payloadKey: settings.payloadKey, signInKey: settings.signInKey, logKeys: settings.auditLog.keys };
    for (const file of known)
      if (!existsSync(file)) throw new SetupError(`${file} does not exist.`, 'Name what --known is to read; nothing was done.');
    await mayHaveOldTemporal(settings);
    exitOnSignals();
    const backup = openBackup(where);
    const { manifest } = backup;
    for (const { place, files } of manifest.documentsElsewhere ?? [])
      say(`${files} of its documents lie in ${place}, and are not in it: that store must be here too, as the settings name it (docs/documents.md).`);
    say(`${where}: release ${manifest.release}, ${manifest.at}, ${manifest.record.events} events of ${manifest.record.streams} cases.`);
    const looked = await withOwnerDatabase((url) => restored(url, backup, settings, { key, known }), true).finally(() => backup.close());
    if (keys !== undefined) {
      const { written, kept } = keysBack(keys, places);
      say(`Keys put back: ${written.join(', ') || 'none'}.${kept.length === 0 ? '' : ` Others were here, and stay: ${kept.join(', ')}.`}`);
    }
    for (const missing of missingKeys(manifest.keys, places)) warn(`Note: ${missing}.`);
    tell(looked);
    next(settings, manifest.record.mailsDue, looked);
  });

/** Error: SetupError where an embedded Temporal knows cases of another state. */
async function mayHaveOldTemporal({ databaseUrl, dataDir }: Settings): Promise<void> {
  const { holdsTemporal } = await import('../../local/postgres-alone.ts');
  if (databaseUrl === null && holdsTemporal(dataDir))
    throw new SetupError(
      `${dataDir} holds the Temporal of an earlier service, whose cases may know more than the backup.`,
      'Set TUOJIAN_DATA_DIR to an empty folder, or move temporal.db and its neighbours away.',
    );
}

async function restored(
  url: string,
  backup: Awaited<ReturnType<typeof openedBackup>>,
  { auditLog, documents }: Settings,
  given: Given,
): Promise<Looked> {
  const { lookAt, restore } = await import('../../backup/restore.ts');
  const { keysFrom, mustBeKey, outsideFrom } = await import('../audit/verdict.ts');
  const { logKeysHere } = await import('../../backup/keys.ts');
  const { manifest } = backup;
  const going = progress();
  try {
    const applied = await restore(url, backup, going.show);
    going.clear();
    say(
      `All ${manifest.tables.length} tables are in, in one piece.${applied.length === 0 ? '' : ` Brought to this release: ${applied.join(', ')}.`}`,
    );
    const ours = logKeysHere(auditLog.keys);
    const own = given.key.length > 0 ? keysFrom(given.key) : ours.slice(0, 1).map(mustBeKey);
    const keys = own.length > 0 ? own : manifest.logKeys.slice(0, 1).map(mustBeKey);
    if (keys.length === 0 && manifest.record.checkpoint !== null)
      say('Note: no public key of the log is known here, so that signatures are not looked at: chains alone are. Give it by --key.');
    else if (own.length === 0 && keys.length > 0)
      say('Note: the public key of the log is the one that the backup names. Compare it with the one that auditors were given (--key).');
    const known = [...new Set([...given.known, ...(existsSync(auditLog.file) ? [auditLog.file] : [])])];
    const { outside } = outsideFrom(known.filter((file) => file === auditLog.file));
    const { documentStores } = await import('../../documents/stores.ts');
    return await lookAt({ url, manifest, keys, outside, known, documents: documentStores(documents), progress: going.show });
  } finally {
    going.clear();
  }
}

const openedBackup = async (where: string) => (await import('../../backup/read.ts')).openBackup(where);

function tell({ events, streams, signed, faults, otherwise, since }: Looked): void {
  say(`Verified: ${events} events of ${streams} cases, ${signed} of them signed.`);
  for (const { code, where, message } of faults.slice(0, SHOWN)) say(`✗ ${code} ${where}\n    ${message.zh}\n    ${message.en}`);
  for (const line of otherwise) say(`✗ ${line}`);
  for (const one of since) tellSince(one);
}

function tellSince({ source, until, lost, unnamed, otherwise }: Since): void {
  const up = until === null ? '' : ` (up to ${until})`;
  if (lost.length + unnamed === 0) say(`${source}${up} knows of nothing that is not here.`);
  else {
    say(`After the moment of the backup ${lost.length + unnamed} events were acknowledged that are not here, as ${source}${up} knows:`);
    const rows = lost.map(({ stream, version, type, at, commandId }) => [at, stream === '' ? '?' : `${stream}@${version}`, type, commandId ?? '']);
    table(rows.slice(0, SHOWN), { indent: '  ' });
    if (lost.length > SHOWN) say(`  … and ${lost.length - SHOWN} more: the last line names their cases.`);
    if (unnamed > 0) say(`  ${unnamed} of them are known by their number alone: no events.txt lies beside that file.`);
  }
  if (otherwise.length > 0)
    say(
      `✗ ${otherwise.length} events stand here otherwise than ${source} knows them, the first ${otherwise[0]}: this is another record, or a changed one.`,
    );
}

/** What people do now, and the last line. */
function next({ databaseUrl }: Settings, mailsDue: number, { events, streams, placed, signed, faults, otherwise, since }: Looked): void {
  const lost = new Map(
    since.flatMap((one) => one.lost).map((event) => [`${event.stream}@${event.version} ${event.stream === '' ? event.commandId : ''}`, event]),
  );
  const unnamed = Math.max(0, ...since.map((one) => one.unnamed));
  const wrong = faults.length + otherwise.length + since.reduce((all, one) => all + one.otherwise.length, 0);
  const gone = lost.size + unnamed;
  if (mailsDue > 0)
    say(
      `${mailsDue} mails were due at that moment and go out with the first worker, under the Message-ID that they had; those sent before are not sent again.`,
    );
  if (wrong > 0) say('→ Do not start the service on it: take another backup, and keep this one for whoever looks into it.');
  else {
    if (gone > 0)
      say(
        '→ First look for a newer backup. If there is none, tell the people whose acts are listed, and declare the loss: `npx tuojian audit restart`.',
      );
    say(
      databaseUrl === null
        ? '→ `npm start` goes on with it: cases come back from their events within a minute.'
        : '→ Name an empty Temporal namespace, run `npx tuojian migrate --app-role NAME` where api and worker use a role of their own, and start them: cases come back from their events.',
    );
  }
  lastLine({
    ok: wrong === 0,
    events,
    streams,
    placed,
    signed,
    faults: wrong,
    mailsDue,
    lost: gone,
    unnamed,
    lostEvents: [...lost.values()].slice(0, 1_000).map(({ stream, version, type, commandId }) => ({ stream, version, type, commandId })),
    lostCases: [...new Set([...lost.values()].map(({ stream }) => stream))].sort(),
  });
  if (wrong > 0 || gone > 0) process.exitCode = 1;
}
