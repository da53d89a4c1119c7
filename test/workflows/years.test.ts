/** The short form of `npm run years`. */
import { expect, it } from 'vitest';
import { playYears } from '../years/five-years.ts';

it('a programme lives through weeks in runs of 40 events each: nothing that anybody sent is lost or counts twice', async () => {
  const report = await playYears({ years: 0.06, approvals: 5, projects: 0, say: () => undefined });
  expect(report).toMatchObject({ lost: 0, twice: 0, notReplayed: 0, faults: [] });
  expect(report.approvals).toBeGreaterThanOrEqual(5);
  expect(report.continued).toBeGreaterThan(1);
  expect(report.marks).toBeGreaterThan(1);
  expect(report.replayed).toBeGreaterThan(5);
}, 120_000);
