import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import { CASE_KINDS } from '../../domain/cases.ts';
import { TURN } from '../../temporal/turn.ts';
import { createLog } from '../../worker/service-log.ts';
import { installTemporalRuntime } from '../../worker/temporal-runtime.ts';
import { bundleWorkflows } from '../../worker/workflow-bundle.ts';

/**
 * By release; `lock-under-load`: many Updates, Signals and refusals at once, by the loop that releases up to 0.4.0 had;
 * `before-0.7.0`: what lay between two releases, with the first history of each `patched()`.
 */
const HISTORIES = fileURLToPath(new URL('./histories', import.meta.url));
const releases = readdirSync(HISTORIES);
const histories = releases.flatMap((release) => readdirSync(path.join(HISTORIES, release)).map((file) => `${release}/${file}`));
const read = (name: string) => historyFromJSON(JSON.parse(readFileSync(path.join(HISTORIES, name), 'utf8')));

const VERSIONS = fileURLToPath(new URL('../../workflows/versions.ts', import.meta.url));
/** Names by which the code of then went a way of its own, as Temporal Core marks them. */
const patchesOf = ({ events }: ReturnType<typeof read>): readonly string[] =>
  (events ?? []).flatMap(
    ({ markerRecordedEventAttributes: marker }) =>
      marker?.markerName !== 'core_patch'
        ? []
        : (marker.details?.['patch-data']?.payloads ?? []).map(({ data }) => (JSON.parse(Buffer.from(data ?? []).toString()) as { id: string }).id), // as Core writes it
  );

/** What went wrong in each history; undefined: nothing did. */
const replayed = new Map<string, Error | undefined>();
beforeAll(async () => {
  installTemporalRuntime(createLog('silent'));
  const workflowBundle = await bundleWorkflows();
  // One worker for all of them: starting one takes ten times as long as a replay.
  const given = histories.map((name) => ({ workflowId: name, history: read(name) }));
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle, ...TURN }, given)) replayed.set(workflowId, error);
});

describe('histories of every release replay with the code of this one', () => {
  it.each(histories)('%s', (name) => {
    expect(replayed.has(name)).toBe(true);
    expect(replayed.get(name)).toBeUndefined();
  });

  it('there are histories of every kind of workflow', () => {
    for (const kind of [
      'acceptance',
      'approval',
      'construction',
      'evaluation',
      'management',
      'planning',
      'programme',
      'project',
      'publicity',
      'survey',
      'training',
    ]) {
      expect(histories.filter((name) => name.includes(`/${kind}-`)).length).toBeGreaterThan(0);
    }
  });

  it('there is one for each way that code asks a history for', () => {
    const asked = [...readFileSync(VERSIONS, 'utf8').matchAll(/patched\('([^']+)'\)/g)].map(([, patch]) => patch ?? '');
    const marked = new Set(histories.flatMap((name) => patchesOf(read(name))));
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((patch) => !marked.has(patch))).toEqual([]);
  });

  it('since 0.6.0 there are three or more of each kind, and of the programme that all of them belong to', () => {
    for (const release of releases.filter((name) => /^\d/.test(name) && name >= '0.6.0')) {
      const own = readdirSync(path.join(HISTORIES, release));
      expect(own.some((file) => file.startsWith('programme-'))).toBe(true);
      for (const kind of CASE_KINDS.filter((one) => one !== 'programme'))
        expect({ release, kind, many: own.filter((file) => file.startsWith(`${kind}-`)).length >= 3 }).toEqual({ release, kind, many: true });
    }
  });
});

describe('the detector', () => {
  it('catches a workflow that was broken on purpose', async () => {
    const broken = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./broken-workflows.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    });
    const name = histories.find((history) => history.includes('/approval-')) ?? '';
    await expect(Worker.runReplayHistory({ workflowBundle: broken, replayName: 'broken' }, read(name), name)).rejects.toThrow(
      DeterminismViolationError,
    );
  });
});
