/** `tuojian import FOLDER`: everything of a programme, or nothing and a report with every fault. */
import { Client, Connection } from '@temporalio/client';
import { createCaseGateway } from '../api/case-gateway.ts';
import { readSettings } from '../config/env.ts';
import { SetupError } from '../local/setup-error.ts';
import { createLog } from '../worker/log.ts';
import { withDatabase } from './connect.ts';
import { checkProgrammeFolder } from './programme-folder.ts';
import { storeProgramme } from './store-programme.ts';
import { unicodeAddressFaults } from './unicode-addresses.ts';

export async function importProgramme(folder: string, checkOnly: boolean): Promise<void> {
  const { faults: found, programme } = checkProgrammeFolder(folder);
  const faults = [...found, ...(programme === null ? [] : await unicodeAddressFaults(programme.file.people, readSettings().smtpUrl))];
  if (faults.length > 0 || programme === null) {
    process.stderr.write(
      `${faults.length} fault${faults.length === 1 ? '' : 's'}; nothing was imported:\n${faults.map((fault) => `  ${fault}`).join('\n')}\n`,
    );
    process.exitCode = 1;
    return;
  }
  const { file, batches } = programme;
  if (checkOnly) {
    process.stdout.write(
      `No fault: ${file.people.length} people, ${file.projects.length} projects, ${batches.reduce((sum, b) => sum + b.answers.length, 0)} survey answers.\n`,
    );
    return;
  }
  const report = await withDatabase(async (db, where) => {
    if (where.temporalAddress === null) throw new SetupError('TEMPORAL_ADDRESS is not set.', 'Run `npm start`, or set it.');
    const connection = await Connection.connect({ address: where.temporalAddress });
    const client = new Client({ connection, namespace: where.settings.temporal.namespace });
    const gateway = createCaseGateway({ client, log: createLog('error'), deadlineMs: 20_000 });
    try {
      return await storeProgramme(db, gateway, programme, (line) => void process.stdout.write(`  ${line}\n`));
    } finally {
      await connection.close();
    }
  });
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
