/**
 * Each of the five paths of approval, and each kind of building, from the survey to closed accounts in skipped time, with what
 * proves it on record (domain facts 2.2, 2.3; issue 18). Every pair that the county's table allows goes the same way without
 * workflows (test/domain/every-path.test.ts).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalPath, BuildKind } from '../../domain/profile/profile.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { plainCalendar, world } from '../setup/builders.ts';
import { MemoryRecord } from '../setup/memory-record.ts';
import { carriedWhole, carry, profileOn } from '../setup/project-carried.ts';
import { ProjectPlay } from '../setup/project-play.ts';
import { type SkippedTime, startSkippedTime } from '../setup/time.ts';

let time: SkippedTime;
let play: ProjectPlay;
const record = new MemoryRecord(world(plainCalendar));
beforeAll(async () => {
  time = await startSkippedTime(record);
  play = new ProjectPlay(record, time, true);
});
afterAll(() => time.stop());

const PATHS: readonly (readonly [code: string, path: ApprovalPath, kind: BuildKind])[] = [
  ['WJ-01', 'FULL', 'NEW'],
  ['WJ-02', 'FSR_PD', 'NEW'],
  ['WJ-03', 'PD_ONLY', 'EXPAND'],
  ['WJ-04', 'PLAN_ONLY', 'CONVERT'],
  ['WJ-05', 'SUBSIDY_FILING', 'CONVERT'],
];

describe('a project of each path and kind of building', () => {
  it.each(PATHS)(
    '%s goes by %s (%s) from its survey to closed accounts, with what proves it',
    async (code, path, kind) => {
      const project = await carry({ play, record, time }, code, profileOn(path, kind));
      expect(record.state<ProjectState>(project).path).toBe(path);
      carriedWhole({ play, record }, code);
    },
    240_000,
  );
});
