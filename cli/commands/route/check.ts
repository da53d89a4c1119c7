/** `tuojian route check FILE`: faults and warnings of a route that is not adopted yet. Exit code 1 with a fault. */
import { Command } from 'commander';
import type { RouteReport } from '../../../domain/approval/route-faults.ts';
import { signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, say } from '../../output.ts';
import type { Within } from '../../routes.ts';

export const checkCommand = new Command('check')
  .argument('<file>', 'a route as JSON (docs/route.schema.json)')
  .option(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('everything that is wrong with a route; with a programme also roles that nobody holds')
  .action(async (file: string, options: Within & { readonly lang: string }) => {
    const { lang } = options;
    const { checkRoute } = await import('../../../domain/approval/route-faults.ts');
    const { routeFrom } = await import('../../routes.ts');
    const route = routeFrom(file, lang);
    const report =
      options.programme === undefined
        ? checkRoute(route)
        : inBoth(await (await signIn(options)).post(`/api/v1/programme/${encodeURIComponent(options.programme)}/routes/check`, route));
    for (const warning of report.warnings) say(`  ${pick(WARNING, lang)}  ${pick(warning, lang)}`);
    for (const fault of report.faults) say(`  ${pick(FAULT, lang)}  ${pick(fault, lang)}`);
    lastLine({ route: route.code, faults: report.faults.length, warnings: report.warnings.length });
    if (report.faults.length > 0) process.exitCode = 1;
  });

const WARNING = { zh: '提示', en: 'warning' };
const FAULT = { zh: '错误', en: 'FAULT  ' };

type Answered = { readonly [told in 'faults' | 'faultsZh' | 'warnings' | 'warningsZh']: readonly string[] };
const texts = (en: readonly string[], zh: readonly string[]) => en.map((text, index) => ({ zh: zh[index] ?? text, en: text }));
const inBoth = ({ faults, faultsZh, warnings, warningsZh }: Answered): RouteReport => ({
  faults: texts(faults, faultsZh),
  warnings: texts(warnings, warningsZh),
});
