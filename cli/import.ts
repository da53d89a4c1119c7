/** `tuojian import FOLDER`: everything of a programme, or nothing and one report with every fault. */
import { readSettings } from '../config/env.ts';
import { SetupError } from '../local/setup-error.ts';
import { type Connected, whereIsTheService, withDatabase, withGateway } from './connect.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import { type CheckedProgramme, checkProgrammeFolder } from './programme-folder.ts';
import { inWords, storeProgramme } from './store-programme.ts';
import { unicodeAddressFaults } from './unicode-addresses.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export type ImportOptions = { readonly check?: boolean; readonly samePeople?: string; readonly by: string };

/** With `check` nothing is stored, and the same faults are told. */
export async function importProgramme(folder: string, options: ImportOptions): Promise<void> {
  const checkOnly = options.check === true;
  const same = (options.samePeople ?? '').split(',').filter((id) => id !== '');
  const { faults, faultCount, warnings, programme } = await checkProgrammeFolder(folder);
  const where = checkOnly ? serviceIfAny() : whereIsTheService();
  const plan = programme === null || where === null ? null : await withDatabase((db) => planImport(db, programme, same));
  const addresses = programme === null ? [] : await unicodeAddressFaults(programme.file.people, readSettings().smtpUrl);
  for (const warning of warnings) process.stderr.write(`  warning  ${warning}\n`);
  const all = [...faults, ...addresses, ...(plan?.faults ?? [])];
  if (all.length > 0 || programme === null) return refuse(all, faultCount + all.length - faults.length);
  if (!checkOnly) return store(programme, { same, by: options.by });
  say(plan === null ? inFolder(programme) : wouldDo(plan));
}

/** A check without a service looks at the folder alone, and says so. */
function serviceIfAny(): Connected | null {
  try {
    return whereIsTheService();
  } catch (error) {
    if (error instanceof SetupError) return null;
    throw error;
  }
}

/** `count`: with those of a file that has too many to be told. */
function refuse(faults: readonly string[], count: number): void {
  const list = faults.map((fault) => `  ${fault}`);
  process.stderr.write(`${count} fault${count === 1 ? '' : 's'}; nothing was imported:\n${list.join('\n')}\n`);
  process.exitCode = 1;
}

function inFolder({ file, batches }: CheckedProgramme): string {
  const answers = batches.reduce((sum, batch) => sum + batch.answers.length, 0);
  return `No fault: ${file.people.length} people, ${file.projects.length} projects, ${answers} survey answers.\nNo service is running, so what is stored already was not looked at.`;
}

function wouldDo({ opens, people, projects, batches }: ImportPlan): string {
  const stored = batches.added.reduce((sum, batch) => sum + batch.answers.length, 0);
  const parts = [
    ...(opens ? ['open the programme'] : []),
    `add ${people.added} people`,
    `register ${projects.added.length} projects`,
    `store ${stored} survey answers`,
  ];
  return `No fault. An import would ${parts.join(', ')}.`;
}

async function store(programme: CheckedProgramme, options: { readonly same: readonly string[]; readonly by: string }): Promise<void> {
  const report = await withDatabase((db, where) =>
    withGateway(where, (gateway) => storeProgramme(db, gateway, programme, (line) => say(`  ${line}`), options)),
  );
  say(inWords(report));
  say(JSON.stringify(report));
}
