/** `tuojian reconcile` and `tuojian audit replay`: the record against Temporal, while Temporal has it. */
import { createEventStore } from '../prisma/record/event-store.ts';
import { casesWithStatus } from '../prisma/record/streams.ts';
import { reconcileBoth } from '../temporal/reconcile-both.ts';
import { auditHistories } from '../temporal/replay-audit.ts';
import { bundleWorkflows } from '../worker/create-worker.ts';
import { createLog, installTemporalRuntime } from '../worker/service-log.ts';
import { withDatabase, withTemporal } from './connect.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export async function reconcileNow(): Promise<void> {
  await withDatabase((db, where) =>
    withTemporal(where, async (client) => {
      const { cases, workflows, repairs, failed } = await reconcileBoth(db, client, createEventStore({ pool: db.pool }), { versions: true });
      for (const { stream, what, why } of repairs) say(`${what.padEnd(19)} ${stream}: ${why}`);
      for (const stream of failed) say(`NOT LOOKED AT       ${stream}: \`npx tuojian aside list\` says why`);
      const reported = repairs.filter(({ what }) => what === 'REPORTED').length;
      say(`${cases} open cases, ${workflows} running workflows, ${repairs.length - reported} repaired, ${reported} need a person.`);
      say(JSON.stringify({ cases, workflows, repaired: repairs.length - reported, reported, failed: failed.length }));
      if (reported > 0 || failed.length > 0) process.exitCode = 1;
    }),
  );
}

export async function replayHistories(stream: string | undefined): Promise<void> {
  installTemporalRuntime(createLog('error'));
  await withDatabase((db, where) =>
    withTemporal(where, async (client, payloads) => {
      const streams = stream === undefined ? (await casesWithStatus(db)).map((one) => one.stream) : [stream];
      const report = await auditHistories(db, { client, payloads }, await bundleWorkflows(), streams, (done) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${streams.length} cases …`);
      });
      if (process.stderr.isTTY) process.stderr.write('\r');
      for (const finding of report.findings.slice(0, 100)) say(`✗ ${finding.code} ${finding.where}`);
      const { cases, replayed, decisions, forgotten, findings } = report;
      say(
        `${cases} cases: ${replayed} workflow histories replayed with this release, ${decisions} decisions are recorded as they were made; ${forgotten} cases Temporal has forgotten.`,
      );
      say(JSON.stringify({ cases, replayed, decisions, forgotten, differences: findings.length }));
      if (findings.length > 0) process.exitCode = 1;
    }),
  );
}
