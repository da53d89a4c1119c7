/** `tuojian rules check FILE`: faults of a version that is not adopted yet, and what it would change. Exit code 1 with a fault. */
import { Command } from 'commander';
import type { VersionReport } from '../../../domain/programme/rules-shown.ts';
import { signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, say } from '../../output.ts';
import type { RulesOptions } from '../../rules.ts';

type Report = Omit<VersionReport, 'faults'> & { readonly faults: readonly string[]; readonly faultsZh: readonly string[] };

export const checkCommand = new Command('check')
  .argument('<file>', 'a version as JSON (rules show TABLE --json)')
  .option(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('everything that is wrong with a version of a table, and what it would change; with a programme: against its newest version')
  .action(async (file: string, options: RulesOptions) => {
    const { tellChanges, tellReplaced, versionFrom } = await import('../../rules.ts');
    const { checkStandard } = await import('../../../domain/programme/rules-shown.ts');
    const { dayAt } = await import('../../../domain/kernel/days.ts');
    const { lang, programme } = options;
    const version = versionFrom(file, lang);
    const told = (): Report => {
      const { faults, ...told } = checkStandard({}, version, dayAt(new Date().toISOString()));
      return { ...told, faults: faults.map(({ en }) => en), faultsZh: faults.map(({ zh }) => zh) };
    };
    const report =
      programme === undefined
        ? told()
        : await (await signIn(options)).post<Report>(`/api/v1/programme/${encodeURIComponent(programme)}/rules/check`, version);
    tellChanges(report.changes, version.table, lang);
    tellReplaced(report.replaces, lang);
    report.faults.forEach((en, index) => {
      say(`  ${pick({ zh: '错误', en: 'FAULT' }, lang)}  ${pick({ zh: report.faultsZh[index] ?? en, en }, lang)}`);
    });
    lastLine({ table: version.table, faults: report.faults.length, changes: report.changes.length });
    if (report.faults.length > 0) process.exitCode = 1;
  });
