/** `tuojian route check FILE`: faults and warnings of a route that is not adopted yet. Exit code 1 with a fault. */
import { Command } from 'commander';
import type { RouteReport } from '../../../domain/approval/route-faults.ts';
import { signIn } from '../../api-session.ts';
import { PROGRAMME, SIGN_IN } from '../../declare.ts';
import { lastLine, say } from '../../output.ts';
import type { Within } from '../../routes.ts';

export const checkCommand = new Command('check')
  .argument('<file>', 'a route as JSON (docs/route.schema.json)')
  .option(...PROGRAMME)
  .option(...SIGN_IN)
  .description('everything that is wrong with a route; with a programme also roles that nobody holds')
  .action(async (file: string, options: Within) => {
    const { checkRoute } = await import('../../../domain/approval/route-faults.ts');
    const { routeFrom } = await import('../../routes.ts');
    const route = routeFrom(file);
    const report: RouteReport =
      options.programme === undefined
        ? checkRoute(route)
        : await (await signIn(options)).post(`/api/v1/programme/${encodeURIComponent(options.programme)}/routes/check`, route);
    for (const warning of report.warnings) say(`  warning  ${warning}`);
    for (const fault of report.faults) say(`  FAULT    ${fault}`);
    lastLine({ route: route.code, faults: report.faults.length, warnings: report.warnings.length });
    if (report.faults.length > 0) process.exitCode = 1;
  });
