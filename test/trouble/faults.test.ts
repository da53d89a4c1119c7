/** The short form of `npm run faults`: people work on a service of their own while its parts are struck, and an oracle looks. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allProcesses, familyOf, isAlive } from '../../local/processes.ts';
import { dealer } from '../../scripts/faults/lab.ts';
import { emptinessOf, run } from '../../scripts/faults/run.ts';
import { KILLS } from '../../scripts/faults/scenarios/kills.ts';
import { NAMED_POINTS } from '../../scripts/faults/scenarios/named-points.ts';
import { POST } from '../../scripts/faults/scenarios/post.ts';
import { WHERE } from '../../scripts/faults/trials/killed-signer.ts';
import { seeded } from '../../scripts/seeded.ts';

it('loses nothing, counts nothing twice and gets nothing stuck while a few of its parts are killed and cut off', async () => {
  const said: string[] = [];
  const { findings, ...report } = await run({
    seconds: 12,
    seed: 1,
    strikes: [...KILLS, ...NAMED_POINTS, ...POST].filter(({ fi }) => ['FI-4', 'FI-5', 'FI-9'].includes(fi)),
    short: true,
    tamper: true,
    keep: false,
    lanes: 2,
    say: (line) => said.push(line),
  });
  expect(findings, said.join('\n')).toEqual({ lost: [], twice: [], stuck: [], wrong: [] });
  expect(report.faults, said.join('\n')).toBeGreaterThan(0);
  expect(report.acknowledged).toBeGreaterThan(3);
  expect(report.mails.delivered).toBeGreaterThan(3);
}, 600_000);

it('does not hold where nothing was struck, or where nobody was told anything while things broke', () => {
  expect(emptinessOf({ struck: 3, confirmed: 40 })).toEqual([]);
  expect(emptinessOf({ struck: 0, confirmed: 40 })).toEqual(['no fault came to pass']);
  expect(emptinessOf({ struck: 3, confirmed: 0 })).toEqual([expect.stringContaining('no load flowed')]);
});

it.each(['SIGINT', 'SIGKILL'] as const)(
  'leaves no process and no folder when a run gets %s',
  async (signal) => {
    const command = ['--import', 'tsx', 'scripts/faults/main.ts', '--minutes', '1', '--only', 'FI-9', '--short'];
    const running = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    running.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await expect.poll(() => said, { timeout: 120_000 }).toContain('PostgreSQL and Temporal run');
    const family = familyOf(running.pid ?? 0);
    const folders = allProcesses().flatMap(({ pid, command: words }) =>
      family.includes(pid) ? (/\S*tuojian-faults-\w+/.exec(words)?.[0] ?? []) : [],
    );
    expect(family.length).toBeGreaterThan(4);
    expect(folders.length).toBeGreaterThan(0);
    running.kill(signal);
    await expect.poll(() => family.filter(isAlive), { timeout: 20_000 }).toEqual([]);
    await expect.poll(() => folders.filter(existsSync), { timeout: 10_000 }).toEqual([]);
  },
  180_000,
);

it('kills a signer in the shortest trial, whatever the seed (104: none was)', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const deal = dealer(seeded(seed), WHERE);
    expect(
      [deal(), deal()].some((where) => where !== 'NOWHERE'),
      `seed ${seed}`,
    ).toBe(true);
  }
});
