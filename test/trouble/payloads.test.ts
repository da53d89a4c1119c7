import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../config/env.ts';
import { freePortBlock } from '../../local/ports.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient } from '../../scripts/demo/http.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import { addKey } from '../../temporal/key-file.ts';
import { auditHistories } from '../../temporal/replay-audit.ts';
import { bundleWorkflows } from '../../worker/workflow-bundle.ts';

/** A stack of its own, begun as releases up to 0.5.0 did: what people write stood readable in Temporal. */
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-payloads-'));
const port = String(await freePortBlock(7));
const bundle = await bundleWorkflows();
let stack: Stack | null = null;
const start = async (allow: string): Promise<Stack> => {
  const settings = readSettings({
    overrides: {
      TUOJIAN_LOG: 'silent',
      TUOJIAN_DATA_DIR: dataDir,
      TUOJIAN_PORT: port,
      TUOJIAN_PUBLIC_URL: '',
      TUOJIAN_ALLOW: allow,
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
      SMTP_URL: '',
    },
  });
  stack = await startStack({ settings, temporalUi: false, bundle, say: () => undefined });
  return stack;
};
afterAll(async () => {
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** In what Temporal has on disk, its journal included. */
const onDisk = (word: string): boolean =>
  readdirSync(dataDir)
    .filter((name) => name.startsWith('temporal.db'))
    .some((name) => readFileSync(path.join(dataDir, name)).includes(word));

/** In what its API tells of every case. */
async function inHistories(word: string): Promise<boolean> {
  const connection = await Connection.connect({ address: stack?.temporalAddress ?? '' });
  const client = new Client({ connection });
  let found = 0;
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const texts = (value: unknown): string =>
      value instanceof Uint8Array
        ? Buffer.from(value).toString('utf8')
        : typeof value === 'object' && value !== null
          ? Object.values(value).map(texts).join('\n')
          : String(value);
    if (texts(history).includes(word)) found += 1;
  }
  await connection.close();
  return found > 0;
}

describe('what people write', () => {
  it('stands in the record and nowhere readable in Temporal; runs begun before go on, over restarts and a new key', async () => {
    const before = await start('clear-payloads');
    const { programme } = await checkProgrammeFolder('examples/qinghe');
    if (programme === null) throw new Error('examples/qinghe has faults');
    await storeProgramme(before.database, before.server.gateway, programme, () => undefined);
    const say = async (running: Stack, word: string): Promise<void> => {
      const officer = new ApiClient(running.apiUrl, await issueApiToken(running.database, 'xu-jianing', 1));
      await officer.until('project/QH-05', () => true);
      await officer.command('project/QH-05', { type: 'Suspend', reason: `${word}，面积待核` });
      expect(await officer.refused('project/QH-05', { type: 'Suspend', reason: `${word} once more` })).toBe('WRONG_STATE');
      await officer.command('project/QH-05', { type: 'Resume' });
      const { rows } = await running.database.pool.query("SELECT 1 FROM event WHERE stream = 'project/QH-05' AND body LIKE $1", [`%${word}%`]);
      expect(rows.length).toBeGreaterThan(0);
    };
    await say(before, 'OPENWORDS');
    // As it was: otherwise nothing below could fail.
    expect([onDisk('OPENWORDS'), await inHistories('OPENWORDS')]).toEqual([true, true]);
    await before.stop();

    const after = await start('');
    await say(after, 'HIDDENWORDS');
    await after.restartWorker();
    await say(after, 'HIDDENAGAIN');
    addKey(path.join(dataDir, 'payload-keys.json'), new Date().toISOString());
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await say(after, 'HIDDENBYNEXT');
    await after.restartWorker();
    await say(after, 'HIDDENLATER');
    for (const word of ['HIDDENWORDS', 'HIDDENAGAIN', 'HIDDENBYNEXT', 'HIDDENLATER'])
      expect([word, onDisk(word), await inHistories(word)]).toEqual([word, false, false]);

    const connection = await Connection.connect({ address: after.temporalAddress });
    const seen = { client: new Client({ connection }), payloads: after.payloads };
    const report = await auditHistories(after.database, seen, bundle, ['project/QH-05', 'programme/QH']);
    expect(report).toMatchObject({ cases: 2, forgotten: 0, findings: [] });
    expect(report.decisions).toBeGreaterThan(10);
    await connection.close();
  }, 180_000);
});
