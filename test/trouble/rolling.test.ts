/** Workers of two builds on one service: the short form of `npm run rolling`, and the commands of whoever operates it. */
import { describe, expect, it } from 'vitest';
import type { OwnService } from '../../scripts/own-service.ts';
import { playRolling } from '../../scripts/rolling/play.ts';
import type { Deployment } from '../../temporal/deployment.ts';
import { tuojianAt } from '../setup/command-at.ts';

describe('workers of two builds', () => {
  it('take over from each other and back while people work: nothing fails, is lost, or cannot be replayed; commands look and switch', async () => {
    let operated: readonly unknown[] = [];
    const operate = async ({ settings, stack }: OwnService): Promise<void> => {
      const ask = async (...args: readonly string[]) => {
        const { code, out, err, last } = await tuojianAt(settings.dataDir, 'workers', ...args);
        return { code, said: out + err, stands: last };
      };
      const listed = await ask('list');
      const { builds } = listed.stands as unknown as Deployment; // as `workers list` prints it
      const [newer = '', older = ''] = builds.map(({ buildId }) => buildId);
      operated = [
        listed,
        await ask('use', newer, '--percent', '25'),
        await ask('use', newer, '--percent', '0'),
        await ask('back'),
        await ask('use', older),
        await ask('use', '9.9.9-nobody'),
        await (await fetch(`${stack.apiUrl}/readyz`)).json(),
      ];
    };
    const report = await playRolling({ times: 2, clients: 3, pauseMs: 1_000, say: () => undefined, finally: operate });
    expect(report).toMatchObject({ failed: 0, lost: 0, twice: 0, nonDeterministic: 0, faults: [] });
    expect(report.acknowledged).toBeGreaterThan(20);
    expect(Math.min(report.tasks.before, report.tasks.after)).toBeGreaterThan(0);
    // A case in which the newer build began the change goes on under the older one.
    expect(report.changedThenBefore).toBeGreaterThan(0);

    const older = expect.stringMatching(/^0\.0\.1-/);
    const newer = expect.stringMatching(/^0\.0\.2-/);
    expect(operated).toMatchObject([
      { code: 0, stands: { current: older, fault: null, builds: [{ buildId: newer }, { buildId: older }] } },
      { code: 0, stands: { current: older, ramping: { buildId: newer, percent: 25 } } },
      { code: 0, stands: { ramping: null } },
      { code: 0, said: expect.stringMatching(/Cases go back to 0\.0\.2-/), stands: { current: newer } },
      { code: 0, stands: { current: older } },
      { code: 1, said: expect.stringMatching(/No worker of build 9\.9\.9-nobody is at work/) },
      { workers: 'ok' },
    ]);
  }, 180_000);
});
