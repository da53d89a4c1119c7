/** `tuojian backup FILE|FOLDER`: the whole database at one moment, while the service goes on. */
import { Command } from 'commander';
import { RELEASE } from '../../config/release.ts';
import { lastLine, progress, say, warn } from '../output.ts';
import { exitOnSignals, withOwnerDatabase } from '../owner-database.ts';

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;

export const backupCommand = new Command('backup')
  .argument('<where>', 'a folder that is not there yet, or a file that ends in .tar')
  .option('--with-keys <file>', 'also write the keys into a file of their own, which nobody else may read; keep it apart from the backup')
  .description('copy the whole database as it stands at one moment; the service may go on')
  .action(async (where: string, { withKeys }: { readonly withKeys?: string }) => {
    const { readSettings } = await import('../../config/env.ts');
    const { mayHoldKeys, namedKeys, logKeysHere, writeKeys } = await import('../../backup/keys.ts');
    const { makeBackup } = await import('../../backup/make.ts');
    const { sealKey, payloadKey, signInKey, auditLog } = readSettings();
    const places = { sealKey, payloadKey, signInKey, logKeys: auditLog.keys };
    if (withKeys !== undefined) mayHoldKeys(withKeys);
    exitOnSignals();
    const going = progress();
    const onProgress = (table: string, rows: number, bytes: number): void => going.show(`${table}: ${rows} rows, ${megabytes(bytes)} …`);
    const { manifest, bytes, others, faults } = await withOwnerDatabase((url) =>
      makeBackup({ url, where, release: RELEASE, keys: namedKeys(places), logKeys: logKeysHere(auditLog.keys), onProgress }),
    ).finally(() => going.clear());
    const { record, at, tables, leftOut, keys } = manifest;
    const rows = tables.reduce((all, table) => all + table.rows, 0);
    say(`${where} holds the database as it stood at ${at}: ${tables.length} tables, ${rows} rows, ${megabytes(bytes)}.`);
    say(`${record.events} events of ${record.streams} cases, ${record.openCases} of them open; ${record.placed} events have their place in the log.`);
    say(`Not in it: ${leftOut.join(', ')} (who is signed in and what runs just now), Temporal (cases come back from their events).`);
    for (const { place, files, bytes: size } of manifest.documentsElsewhere ?? [])
      say(`Not in it: ${files} documents (${megabytes(size)}) whose bytes lie in ${place}. Copy that store too; the database holds their hashes.`);
    if (others.length > 0) say(`Not in it either, for they are none of ours: ${others.join(', ')}.`);
    const there = keys.filter(({ ids }) => ids.length > 0).map(({ name }) => name);
    if (withKeys === undefined)
      say(`Keys are not in it; keep them apart: ${there.length === 0 ? 'none lie here' : there.join(', ')} (--with-keys FILE copies them).`);
    else
      say(
        `Keys in ${withKeys}, for its owner alone: ${writeKeys(withKeys, places, at).join(', ') || 'none lie here'}. Keep it apart from the backup.`,
      );
    for (const fault of faults) warn(`✗ ${fault}`);
    if (faults.length > 0)
      warn('→ The copy is true, and the database itself does not fit together: run `npx tuojian audit check` and `npx tuojian rebuild`.');
    lastLine({
      ok: faults.length === 0,
      where,
      at,
      tables: tables.length,
      rows,
      bytes,
      ...record,
      checkpoint: record.checkpoint !== null,
      faults: faults.length,
    });
    if (faults.length > 0) process.exitCode = 1;
  });
