/** `npm run rolling -- --times 20`: an upgrade of workers and the way back, under load; the last line is one JSON object. */
import '../../config/production.ts';
import { parseArgs } from 'node:util';
import { lastLine, say } from '../../cli/output.ts';
import { createLog } from '../../worker/service-log.ts';
import { installTemporalRuntime } from '../../worker/temporal-runtime.ts';
import { playRolling } from './play.ts';

const { values } = parseArgs({ options: { times: { type: 'string', default: '20' }, clients: { type: 'string', default: '6' } } });
installTemporalRuntime(createLog('silent'));
const { faults, ...report } = await playRolling({ times: Number(values.times), clients: Number(values.clients), pauseMs: 2_000, say });
for (const fault of faults) say(`✗ ${fault}`);
const { times, requests, retried, failed, acknowledged, lost, twice, tasks, changed, changedThenBefore, nonDeterministic, seconds } = report;
say(
  `${times} times there and back in ${seconds} s: ${requests} requests, ${retried} of them sent twice, ${failed} failed; ${acknowledged} remarks and decisions acknowledged, ${lost} lost, ${twice} twice.`,
);
say(
  `Workflow tasks: ${tasks.before} by the build before, ${tasks.after} by the one after; the change was begun in ${changed} cases, and ${changedThenBefore} of them went on under the build before; ${nonDeterministic} tasks did not replay.`,
);
lastLine(report);
// A run in which nothing was asked, or nothing changed hands, shows nothing.
const showsSomething = acknowledged > 0 && tasks.after > 0 && changedThenBefore > 0;
process.exit(showsSomething && failed === 0 && lost === 0 && twice === 0 && nonDeterministic === 0 ? 0 : 1);
