import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { resultIn } from '../../bench/suite/run-part.ts';

describe('the bench of audits', () => {
  it('runs in its short form: what it made is proved, and every figure is there', () => {
    const run = spawnSync('npx', ['tsx', 'bench/audit/main.ts', '--events', '7000', '--projects', '20', '--small', '5000', '--play', '1'], {
      encoding: 'utf8',
    });
    const told = resultIn(run.stdout, 'audit');
    const figures = Object.fromEntries((told?.figures ?? []).map(({ key, value }) => [key, value]));
    expect(figures, run.stderr.slice(-2_000)).toMatchObject({ proved: 1, proofHeld: 1 });
    for (const name of ['searchP95Ms', 'countedSearchP95Ms', 'growth', 'asOfP95Ms', 'exportRowsPerSecond', 'verifySeconds', 'verifyMegabytes'])
      expect(figures[name]).toEqual(expect.any(Number));
    // The limits that do not hang on how busy this machine is, with room.
    expect(figures.verifyMegabytes).toBeLessThan(512);
  }, 240_000);
});
