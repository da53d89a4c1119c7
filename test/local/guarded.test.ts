import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isAlive, killFamily } from '../../local/processes.ts';

const RUN = fileURLToPath(new URL('./killed-run.ts', import.meta.url));

it('ends what a run started in the moment in which it was killed, whether its guard had begun or not', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-guarded-'));
  const { signal, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', RUN, folder], { encoding: 'utf8' });
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
  const started = Number(stdout);
  expect(started).toBeGreaterThan(1);
  try {
    await expect.poll(() => isAlive(started), { timeout: 20_000 }).toBe(false);
    await expect.poll(() => existsSync(folder), { timeout: 10_000 }).toBe(false);
  } finally {
    killFamily(started);
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
