/** The short form of `npm run years`. */
import { expect, it } from 'vitest';
import { playYears } from '../years/five-years.ts';

it('a programme lives through months in runs of 40 events each: nothing that anybody sent is lost or counts twice', async () => {
  const report = await playYears({ years: 0.3, approvals: 16, projects: 0, say: () => undefined });
  expect(report).toMatchObject({ lost: 0, twice: 0, notReplayed: 0, faults: [] });
  expect(report.approvals).toBeGreaterThanOrEqual(16);
  expect(report.years).toBeGreaterThanOrEqual(0.2);
  expect(report.continued).toBeGreaterThan(5);
  expect(report.marks).toBeGreaterThan(10);
  expect(report.replayed).toBeGreaterThan(20);
}, 240_000);
