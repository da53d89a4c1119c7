/** `tuojian import FOLDER`: everything of a programme, or nothing and a report with every fault. */
import { readSettings } from '../config/env.ts';
import { SetupError } from '../local/setup-error.ts';
import { withDatabase, withGateway } from './connect.ts';
import { peopleFaults } from './people-clash.ts';
import { type CheckedProgramme, checkProgrammeFolder } from './programme-folder.ts';
import { storeProgramme } from './store-programme.ts';
import { unicodeAddressFaults } from './unicode-addresses.ts';

export type ImportOptions = { readonly check?: boolean; readonly samePeople?: string; readonly by: string };

export async function importProgramme(folder: string, options: ImportOptions): Promise<void> {
  const { faults: found, programme } = checkProgrammeFolder(folder);
  const same = (options.samePeople ?? '').split(',').filter((id) => id !== '');
  const asked = programme === null ? [] : await clashes(programme, same, options.check === true);
  const addresses = programme === null ? [] : await unicodeAddressFaults(programme.file.people, readSettings().smtpUrl);
  const faults = [...found, ...addresses, ...(asked ?? [])];
  if (faults.length > 0 || programme === null) {
    process.stderr.write(
      `${faults.length} fault${faults.length === 1 ? '' : 's'}; nothing was imported:\n${faults.map((fault) => `  ${fault}`).join('\n')}\n`,
    );
    process.exitCode = 1;
    return;
  }
  const { file, batches } = programme;
  if (options.check === true) {
    if (asked === null) process.stdout.write('No service is at hand, so its people were not compared with those who are known.\n');
    process.stdout.write(
      `No fault: ${file.people.length} people, ${file.projects.length} projects, ${batches.reduce((sum, b) => sum + b.answers.length, 0)} survey answers.\n`,
    );
    return;
  }
  const report = await withDatabase((db, where) =>
    withGateway(where, (gateway) =>
      storeProgramme(db, gateway, programme, (line) => void process.stdout.write(`  ${line}\n`), { same, by: options.by }),
    ),
  );
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

/** What stands against its people; null: only to be checked, and there is no database to ask. */
async function clashes({ file }: CheckedProgramme, same: readonly string[], checkOnly: boolean): Promise<readonly string[] | null> {
  try {
    return await withDatabase((db) => peopleFaults(db, file.programme.code, file.people, same));
  } catch (error) {
    if (checkOnly && error instanceof SetupError) return null;
    throw error;
  }
}
