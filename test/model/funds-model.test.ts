import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FundsSeen } from '../../scripts/model/funds-history.ts';
import { fundsProperty } from '../../scripts/model/funds-model.ts';

it('sums of a programme agree after every event, with messages that come late, twice and in another order (all 10,000: npm run model:funds)', () => {
  const seen: FundsSeen = { histories: 0, checks: 0, events: 0, refused: 0, delivered: 0, stale: 0, named: 0 };
  const seed = Date.now() % 2_147_483_647;
  const result = fc.check(fundsProperty(seen), { numRuns: 300, seed });
  expect(result.failed ? `--seed ${seed} --path ${result.counterexamplePath}: ${String(result.errorInstance)}` : '').toBe('');
  // A run in which nothing happened proves nothing.
  expect(seen.checks).toBeGreaterThan(1_000);
  expect(seen.delivered).toBeGreaterThan(500);
  expect(seen.stale).toBeGreaterThan(50);
}, 60_000);
