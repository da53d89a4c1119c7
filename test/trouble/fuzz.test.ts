import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('npm run fuzz', () => {
  it('in its short form meets no server error and nothing that the document does not tell, and all is well afterwards', () => {
    const run = spawnSync('npx', ['tsx', 'scripts/fuzz/main.ts', '--cases', '2000', '--seed', '20261128'], { encoding: 'utf8', timeout: 240_000 });
    const report = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
    expect(report, run.stdout.slice(-3_000)).toMatchObject({ cases: 2_000, serverErrors: 0, undocumented: 0, stillWell: true });
    expect(run.status).toBe(0);
  }, 250_000);
});
