import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('the bench of audits', () => {
  it('runs in its short form: what it made is proved, and every figure is there', () => {
    const run = spawnSync('npx', ['tsx', 'bench/audit/main.ts', '--events', '7000', '--projects', '20', '--small', '5000', '--play', '1'], {
      encoding: 'utf8',
    });
    const figures = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
    expect(figures, run.stderr.slice(-2_000)).toMatchObject({ proved: true });
    for (const name of ['searchP95Ms', 'countedSearchP95Ms', 'growth', 'asOfP95Ms', 'exportRowsPerSecond', 'verifySeconds', 'verifyMegabytes'])
      expect(figures[name]).toEqual(expect.any(Number));
    // The limits that do not hang on how busy this machine is, with room.
    expect(figures.verifyMegabytes).toBeLessThan(512);
  }, 240_000);
});
