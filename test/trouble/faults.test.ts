/** The short form of `npm run faults`: people work on a service of their own while its parts are struck, and an oracle looks. */
import { expect, it } from 'vitest';
import { run } from '../../scripts/faults/run.ts';
import { KILLS } from '../../scripts/faults/scenarios/kills.ts';
import { NAMED_POINTS } from '../../scripts/faults/scenarios/named-points.ts';
import { POST } from '../../scripts/faults/scenarios/post.ts';

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
