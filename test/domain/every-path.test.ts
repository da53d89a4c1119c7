/**
 * Every path of approval meets every kind of building that the county's table lets it, from the survey to closed accounts, on
 * the domain's own decisions under a clock that is moved by hand (issue 18). The workflows carry one of each path and kind by
 * the same play in skipped time (test/workflows/five-paths.test.ts).
 */
import { describe, expect, it } from 'vitest';
import { APPROVAL_PATHS, type ApprovalPath, BUILD_KINDS, type BuildKind } from '../../domain/profile/profile.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import { pinnedOn } from '../../domain/rule-table/table.ts';
import type { ConstructionState } from '../../domain/stages/construction/facts.ts';
import { pathOf, STEP_CODES } from '../../domain/standards/approval-paths.ts';
import { PERMIT_KINDS } from '../../domain/standards/permits.ts';
import { STEP_RULES, stepsOf } from '../../domain/standards/steps.ts';
import { WAN } from '../../scripts/rules/samples.ts';
import { plainCalendar, profile, world } from '../setup/builders.ts';
import { CasesInMemory } from '../setup/cases-in-memory.ts';
import { carriedWhole, carry, profileOn } from '../setup/project-carried.ts';
import { ProjectPlay } from '../setup/project-play.ts';

const CODE = 'P-01';
const standards = projectStandards(undefined, '2026-11-24');
/** Paths that some project of that kind goes by, whatever its money, by the county's table as it is shipped. */
function pathsOf(buildKind: BuildKind): readonly ApprovalPath[] {
  const found = new Set<ApprovalPath>();
  for (let wan = 50; wan <= 10_000; wan += 50)
    for (const simple of [true, false])
      for (const enterpriseInvested of [true, false])
        found.add(pathOf({ buildKind, simple, enterpriseInvested, funding: { centralFen: wan * WAN, countyFen: 0, otherFen: 0 } }, standards));
  return APPROVAL_PATHS.filter((path) => found.has(path));
}
const PAIRS = BUILD_KINDS.flatMap((kind) => pathsOf(kind).map((path) => [path, kind] as const));

describe('paths and kinds of building', () => {
  it('meet as the table has it: a study with preliminary design is of new builds alone', () => {
    const never = BUILD_KINDS.flatMap((kind) => APPROVAL_PATHS.filter((path) => !pathsOf(kind).includes(path)).map((path) => `${path} ${kind}`));
    // 政府投资条例 art. 13, row APPROVAL_PATHS.simplerKinds: below the whole procedure they show the preliminary design alone.
    expect(never).toEqual(['FSR_PD EXPAND', 'FSR_PD CONVERT']);
    expect(PAIRS).toHaveLength(13);
  });
  it('leave no step of approval out, but the assessment that asks for nothing before the county has confirmed its rule', () => {
    const profiles = PAIRS.map(([path, kind]) => ({ ...profile, ...profileOn(path, kind) }));
    const asked = (by: typeof standards) => new Set(profiles.flatMap((one) => stepsOf(pathOf(one, by), one, by)));
    expect(STEP_CODES.filter((step) => !asked(standards).has(step))).toEqual(['EIA']);
    const confirmed = { table: STEP_RULES.key, version: 1, from: '2026-01-01', basis: '青托组发〔2026〕1号', values: {}, confirms: ['EIA'] };
    expect(asked({ ...standards, [STEP_RULES.key]: pinnedOn(STEP_RULES, [confirmed], '2026-11-24') }).has('EIA')).toBe(true);
  });
});

describe('a project of each path and each kind of building', () => {
  const permits = new Set<string>();
  it.each(PAIRS)('%s, %s: goes from its survey to closed accounts, and all that proves it lies in its folder', async (path, kind) => {
    const time = new CasesInMemory(() => world(plainCalendar), '2026-11-24T01:00:00.000Z');
    const play = new ProjectPlay(time.record, time, true);
    const played = { play, record: time.record, time };
    await carry(played, CODE, profileOn(path, kind));
    expect(time.record.state<ProjectState>(`project/${CODE}`).path).toBe(path);
    carriedWhole(played, CODE);
    for (const permit of Object.keys(time.record.state<ConstructionState>(`construction/${CODE}`).permits)) permits.add(permit);
  });
  it('had every permit that there is on record, between them', () => {
    expect(PERMIT_KINDS.filter((permit) => !permits.has(permit))).toEqual([]);
  });
});
