import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import { addKey, keyIds } from '../../temporal/key-file.ts';
import { auditHistories } from '../../temporal/replay-audit.ts';
import { bundleWorkflows } from '../../worker/workflow-bundle.ts';

/** A stack of its own, begun as releases up to 0.5.0 did: what people write stood readable in Temporal. */
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-payloads-'));
const port = String(await freePortBlock(7));
const bundle = await bundleWorkflows();
let stack: Stack | null = null;
/** A workflow task that was lost comes again after ten seconds (.env.example). */
const start = async (allow: string, deadlineMs = 12_000): Promise<Stack> => {
  const settings = readSettings({
    overrides: {
      TUOJIAN_LOG: 'silent',
      TUOJIAN_DATA_DIR: dataDir,
      TUOJIAN_PORT: port,
      TUOJIAN_PUBLIC_URL: '',
      TUOJIAN_ALLOW: allow,
      TUOJIAN_DEADLINE_MS: String(deadlineMs),
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

  it('cannot be read without its key, which is told by its id; with it the same cases go on (FI-32)', async () => {
    const running = stack;
    if (running === null) throw new Error('nothing runs');
    const file = path.join(dataDir, 'payload-keys.json');
    const whole = readFileSync(file, 'utf8');
    const [lost] = keyIds(file).slice(-1);
    await running.stop();
    // As after a restore that brought another file: it has a key, and none that wrote what is there.
    rmSync(file);
    addKey(file, new Date().toISOString());
    // Nobody answers, however long one waits.
    const without = await start('', 2_000);
    const officer = new ApiClient(without.apiUrl, await issueApiToken(without.database, 'xu-jianing', 1));
    const key = randomUUID();
    const asked = await officer.post('project/QH-05/commands', { type: 'Suspend', reason: 'LOSTKEYWORDS' }, key);
    expect(asked.status).toBe(503);
    const connection = await Connection.connect({ address: without.temporalAddress });
    const seen = { client: new Client({ connection }), payloads: without.payloads };
    const { findings } = await auditHistories(without.database, seen, bundle, ['project/QH-05']);
    expect(findings).toMatchObject([{ code: 'NOT_FETCHED', where: expect.stringMatching(/encrypted by key .*TUOJIAN_PAYLOAD_KEY/) }]);
    await connection.close();
    await without.stop();

    // The old file comes back, with the new key behind it: what either wrote is read.
    const { keys } = JSON.parse(readFileSync(file, 'utf8'));
    const back = JSON.parse(whole);
    writeFileSync(file, JSON.stringify({ ...back, keys: [...back.keys, ...keys] }), { mode: 0o600 });
    expect(keyIds(file)).toContain(lost);
    const again = await start('');
    const same = new ApiClient(again.apiUrl, await issueApiToken(again.database, 'xu-jianing', 1));
    for (let tries = 0; tries < 40; tries += 1) {
      const response = await same.post('project/QH-05/commands', { type: 'Suspend', reason: 'LOSTKEYWORDS' }, key);
      if (response.ok) break;
      expect([response.status, await response.text()]).toEqual([503, expect.anything()]);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const { rows } = await again.database.pool.query("SELECT 1 FROM event WHERE stream = 'project/QH-05' AND body LIKE '%LOSTKEYWORDS%'");
    expect(rows).toHaveLength(1);
  }, 180_000);
});
