/** `tuojian audit replay`: the record against workflow histories, while Temporal has them. */
import { Command } from 'commander';
import { withDatabase, withTemporal } from '../../connect.ts';
import { lastLine, progress, say } from '../../output.ts';

export const replayCommand = new Command('replay')
  .argument('[stream]', 'one case; default: all')
  .description('replay workflow histories with this release and compare their decisions with the record')
  .action(async (stream: string | undefined) => {
    const { casesWithStatus } = await import('../../../prisma/record/streams.ts');
    const { auditHistories } = await import('../../../temporal/replay-audit.ts');
    const { workflowsOfNow } = await import('../../../worker/workflow-bundle.ts');
    const { createLog } = await import('../../../worker/service-log.ts');
    const { installTemporalRuntime } = await import('../../../worker/temporal-runtime.ts');
    installTemporalRuntime(createLog('error'));
    await withDatabase((db, where) =>
      withTemporal(where, async (client, payloads) => {
        const streams = stream === undefined ? (await casesWithStatus(db)).map((one) => one.stream) : [stream];
        const going = progress();
        const report = await auditHistories(db, { client, payloads }, await workflowsOfNow(), streams, (done) =>
          going.show(`${done} of ${streams.length} cases …`),
        );
        going.clear();
        for (const finding of report.findings.slice(0, 100)) say(`✗ ${finding.code} ${finding.where}`);
        const { cases, replayed, decisions, forgotten, findings } = report;
        say(
          `${cases} cases: ${replayed} workflow histories replayed with this release, ${decisions} decisions are recorded as they were made; ${forgotten} cases Temporal has forgotten.`,
        );
        lastLine({ cases, replayed, decisions, forgotten, differences: findings.length });
        if (findings.length > 0) process.exitCode = 1;
      }),
    );
  });
