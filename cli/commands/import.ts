/** `tuojian import FOLDER`: everything of a programme, or nothing and one report with every fault. */
import { Command } from 'commander';
import type { Text } from '../../domain/kernel/values.ts';
import { SetupError } from '../../local/setup-error.ts';
import type { ImportPlan } from '../../setup/import-plan.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import { type Connected, whereIsTheService, withDatabase, withGateway } from '../connect.ts';
import { LANG, pick, setupError } from '../declare.ts';
import { lastLine, say, warn } from '../output.ts';

type Options = { readonly check?: boolean; readonly samePeople?: string; readonly by: string; readonly lang: string };

export const importCommand = new Command('import')
  .argument('<folder>', 'folder with programme.json and its survey files')
  .option('--check', 'only say what is wrong with it')
  .option('--same-people <ids>', 'people whom another programme knows and who work in both, by comma; what is known of them stays')
  .option('--by <name>', 'who imports it; stands in the record', 'operator')
  .option(...LANG)
  .description('import a programme with its people, projects and survey answers')
  .action(importProgramme);

/** With `check` nothing is stored, and the same faults are told. */
async function importProgramme(folder: string, options: Options): Promise<void> {
  const { readSettings } = await import('../../config/env.ts');
  const { planImport } = await import('../../setup/import-plan.ts');
  const { checkProgrammeFolder } = await import('../../setup/programme-folder.ts');
  const { unicodeAddressFaults } = await import('../../notices/unicode-addresses.ts');
  const checkOnly = options.check === true;
  const { lang } = options;
  const same = (options.samePeople ?? '').split(',').filter((id) => id !== '');
  const { faults, faultCount, warnings, programme } = await checkProgrammeFolder(folder);
  const where = checkOnly ? await serviceIfAny() : await whereIsTheService();
  const plan = programme === null || where === null ? null : await withDatabase((db) => planImport(db, programme, same));
  const addresses = programme === null ? [] : await unicodeAddressFaults(programme.file.people, readSettings().smtpUrl);
  for (const warning of warnings) warn(`  ${pick({ zh: '提示', en: 'warning' }, lang)}  ${pick(warning, lang)}`);
  const all = [...faults, ...addresses, ...(plan?.faults ?? [])];
  if (all.length > 0 || programme === null) return refuse(all, faultCount + all.length - faults.length, lang);
  if (!checkOnly) return store(programme, { same, by: options.by, lang });
  say(pick(plan === null ? inFolder(programme) : wouldDo(plan), lang));
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
async function refuse(faults: readonly Text[], count: number, lang: string): Promise<void> {
  const { notImported } = await import('../../setup/store-programme.ts');
  warn([pick(notImported(count), lang), ...faults.map((fault) => `  ${pick(fault, lang)}`)].join('\n'));
  process.exitCode = 1;
}

function inFolder({ file, batches }: CheckedProgramme): Text {
  const answers = batches.reduce((sum, batch) => sum + batch.answers.length, 0);
  return {
    zh: `没有错误：人员 ${file.people.length} 人，项目 ${file.projects.length} 个，问卷 ${answers} 份。\n服务未运行，因此未核对已存内容。`,
    en: `No fault: ${file.people.length} people, ${file.projects.length} projects, ${answers} survey answers.\nNo service is running, so what is stored already was not looked at.`,
  };
}

function wouldDo({ opens, people, projects, batches, history }: ImportPlan): Text {
  const stored = batches.added.reduce((sum, batch) => sum + batch.answers.length, 0);
  const facts = history.plans.reduce((sum, plan) => sum + plan.facts.length, 0);
  const parts: readonly Text[] = [
    ...(opens ? [{ zh: '建立项目群', en: 'open the programme' }] : []),
    { zh: `新增人员 ${people.added} 人`, en: `add ${people.added} people` },
    { zh: `登记项目 ${projects.added.length} 个`, en: `register ${projects.added.length} projects` },
    ...(facts === 0 ? [] : [{ zh: `接续 ${facts} 项`, en: `take over ${facts} facts` }]),
    { zh: `保存问卷 ${stored} 份`, en: `store ${stored} survey answers` },
  ];
  return {
    zh: `没有错误。导入将${parts.map(({ zh }) => zh).join('，')}。`,
    en: `No fault. An import would ${parts.map(({ en }) => en).join(', ')}.`,
  };
}

type Storing = { readonly same: readonly string[]; readonly by: string; readonly lang: string };

async function store(programme: CheckedProgramme, options: Storing): Promise<void> {
  const { inWords, NotImported, storeProgramme } = await import('../../setup/store-programme.ts');
  const report = await withDatabase((db, where) =>
    withGateway(where, (gateway) => storeProgramme(db, gateway, programme, (line) => say(`  ${pick(line, options.lang)}`), options)),
  ).catch((error: unknown) => {
    throw error instanceof NotImported ? setupError(options.lang, error.what, error.wayOut, error.faults) : error;
  });
  say(pick(inWords(report), options.lang));
  lastLine(report);
}
