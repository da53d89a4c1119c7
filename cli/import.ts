/** `tuojian import FOLDER`: everything of a programme, or nothing and a report with every fault. */
import { readSettings } from '../config/env.ts';
import { withDatabase, withGateway } from './connect.ts';
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
  const report = await withDatabase((db, where) =>
    withGateway(where, (gateway) => storeProgramme(db, gateway, programme, (line) => void process.stdout.write(`  ${line}\n`))),
  );
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
