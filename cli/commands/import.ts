/** `tuojian import FOLDER`: everything of a programme, or nothing and one report with every fault. */
import { Command } from 'commander';
import { SetupError } from '../../local/setup-error.ts';
import { type Connected, whereIsTheService, withDatabase, withGateway } from '../connect.ts';
import type { ImportPlan } from '../import-plan.ts';
import { lastLine, say, warn } from '../output.ts';
import type { CheckedProgramme } from '../programme-folder.ts';

type Options = { readonly check?: boolean; readonly samePeople?: string; readonly by: string };

export const importCommand = new Command('import')
  .argument('<folder>', 'folder with programme.json and its survey files')
  .option('--check', 'only say what is wrong with it')
  .option('--same-people <ids>', 'people whom another programme knows and who work in both, by comma; what is known of them stays')
  .option('--by <name>', 'who imports it; stands in the record', 'operator')
  .description('import a programme with its people, projects and survey answers')
  .action(importProgramme);

/** With `check` nothing is stored, and the same faults are told. */
async function importProgramme(folder: string, options: Options): Promise<void> {
  const { readSettings } = await import('../../config/env.ts');
  const { planImport } = await import('../import-plan.ts');
  const { checkProgrammeFolder } = await import('../programme-folder.ts');
  const { unicodeAddressFaults } = await import('../unicode-addresses.ts');
  const checkOnly = options.check === true;
  const same = (options.samePeople ?? '').split(',').filter((id) => id !== '');
  const { faults, faultCount, warnings, programme } = await checkProgrammeFolder(folder);
  const where = checkOnly ? await serviceIfAny() : await whereIsTheService();
  const plan = programme === null || where === null ? null : await withDatabase((db) => planImport(db, programme, same));
  const addresses = programme === null ? [] : await unicodeAddressFaults(programme.file.people, readSettings().smtpUrl);
  for (const warning of warnings) warn(`  warning  ${warning}`);
  const all = [...faults, ...addresses, ...(plan?.faults ?? [])];
  if (all.length > 0 || programme === null) return refuse(all, faultCount + all.length - faults.length);
  if (!checkOnly) return store(programme, { same, by: options.by });
  say(plan === null ? inFolder(programme) : wouldDo(plan));
}

/** A check without a service looks at the folder alone, and says so. */
async function serviceIfAny(): Promise<Connected | null> {
  try {
    return await whereIsTheService();
  } catch (error) {
    if (error instanceof SetupError) return null;
    throw error;
  }
}

/** `count`: with those of a file that has too many to be told. */
function refuse(faults: readonly string[], count: number): void {
  const list = faults.map((fault) => `  ${fault}`);
  warn(`${count} fault${count === 1 ? '' : 's'}; nothing was imported:\n${list.join('\n')}`);
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
  const { inWords, storeProgramme } = await import('../store-programme.ts');
  const report = await withDatabase((db, where) =>
    withGateway(where, (gateway) => storeProgramme(db, gateway, programme, (line) => say(`  ${line}`), options)),
  );
  say(inWords(report));
  lastLine(report);
}
