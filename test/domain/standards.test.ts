import { describe, expect, it } from 'vitest';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import { profileFaults } from '../../domain/profile/profile.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { ACCEPTANCE, acceptanceResult } from '../../domain/standards/acceptance.ts';
import { AIR, airFaults } from '../../domain/standards/air.ts';
import { estimateExceedsFsr, pathOf } from '../../domain/standards/approval-paths.ts';
import { changeRung } from '../../domain/standards/changes.ts';
import { CLASSES, classFaults, requiredCarers } from '../../domain/standards/classes.ts';
import { EVALUATION } from '../../domain/standards/evaluation.ts';
import { progressLight } from '../../domain/standards/lights.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { milestonesOf, plannedProgress } from '../../domain/standards/milestones.ts';
import { PAYMENTS, payableFen } from '../../domain/standards/payments.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { shippedRoutes } from '../../domain/standards/routes.ts';
import { stepsOf } from '../../domain/standards/steps.ts';
import { carersToTrain, TRAINING } from '../../domain/standards/training.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';
import { profile } from '../setup/builders.ts';

const WAN = 1_000_000;
const money = (wan: number) => ({ centralFen: 0, countyFen: wan * WAN, otherFen: 0 });

describe('the approval path (政府投资条例; default tiers)', () => {
  it.each([
    ['5,000万', { funding: money(5_000) }, 'FULL'],
    ['4,999万', { funding: money(4_999) }, 'FSR_PD'],
    ['1,500万', { funding: money(1_500) }, 'FSR_PD'],
    ['1,499万', { funding: money(1_499) }, 'PD_ONLY'],
    ['499万, simple', { funding: money(499), simple: true }, 'PLAN_ONLY'],
    ['499万, not simple', { funding: money(499), simple: false }, 'PD_ONLY'],
    ['500万, simple', { funding: money(500), simple: true }, 'PD_ONLY'],
    ['an enterprise', { funding: money(6_000), enterpriseInvested: true }, 'SUBSIDY_FILING'],
  ])('of %s', (_title, changed, path) => {
    expect(pathOf({ ...profile, ...changed })).toBe(path);
  });

  it('gives the six projects of the example the paths of the plan', async () => {
    const { programme } = await checkProgrammeFolder('examples/qinghe');
    const paths = programme?.file.projects.map((p) => pathOf(p.profile));
    expect(paths).toEqual(['FSR_PD', 'PLAN_ONLY', 'PLAN_ONLY', 'SUBSIDY_FILING', 'PLAN_ONLY', 'PD_ONLY']);
    expect(programme?.file.projects.reduce((sum, p) => sum + p.profile.places, 0)).toBe(610);
  });

  it('asks for land only where new land is built on', () => {
    expect(stepsOf('FSR_PD', { buildKind: 'NEW' })).toEqual(['LAND_PRE', 'FSR', 'PRELIM', 'FISCAL']);
    expect(stepsOf('FSR_PD', { buildKind: 'CONVERT' })).toEqual(['FSR', 'PRELIM', 'FISCAL']);
  });

  it('sends the feasibility report back when the estimate exceeds it by more than 10 % (art. 12)', () => {
    expect(estimateExceedsFsr(2_680 * WAN, 2_560 * WAN)).toBe(false);
    expect(estimateExceedsFsr(2_816 * WAN, 2_560 * WAN)).toBe(false);
    expect(estimateExceedsFsr(2_830 * WAN, 2_560 * WAN)).toBe(true);
  });
});

describe('classes and carers (国卫人口发〔2019〕58号)', () => {
  it('needs 28 carers for one infant, four toddler and four older classes', () => {
    expect(requiredCarers({ INFANT: 1, TODDLER: 4, OLDER: 4, MIXED: 0 }, shippedValues(CLASSES))).toBe(28);
    expect(carersToTrain(28, shippedValues(TRAINING))).toBe(31);
  });
  it('finds more places than the classes hold', () => {
    expect(classFaults({ ...profile, places: 151 }, shippedValues(CLASSES))).toHaveLength(1);
    expect(classFaults(profile, shippedValues(CLASSES))).toEqual([]);
    expect(classFaults(profile, { ...shippedValues(CLASSES), olderSize: 19 })).toHaveLength(1);
    expect(profileFaults(profile)).toEqual([]);
  });
});

describe('construction', () => {
  it('ends every list of milestones at 100 %, rising', () => {
    for (const kind of ['NEW', 'CONVERT'] as const) {
      const weights = milestonesOf(kind).map((m) => m.weight);
      expect(weights.at(-1)).toBe(100);
      expect([...weights].sort((a, b) => a - b)).toEqual(weights);
    }
  });

  it('plans QH-01 at 77 % by the end of October 2024, so that 45 % is red (32 points behind)', async () => {
    const { programme } = await checkProgrammeFolder('examples/qinghe');
    const first = programme?.file.projects[0]?.profile;
    if (first === undefined) throw new Error('no project');
    const planned = plannedProgress('NEW', first.milestones, '2024-10-31');
    expect(planned).toBeCloseTo(77.2, 1);
    expect(progressLight(planned, 45)).toBe('RED');
    expect(plannedProgress('NEW', first.milestones, '2023-01-01')).toBe(0);
    expect(plannedProgress('NEW', first.milestones, '2026-01-01')).toBe(100);
  });

  it.each([
    [10, 'GREEN'],
    [10.1, 'YELLOW'],
    [30, 'YELLOW'],
    [30.1, 'RED'],
    [-5, 'GREEN'],
  ])('%d points behind plan is %s', (behind, light) => expect(progressLight(50, 50 - behind)).toBe(light));

  it('asks a new build for its planning permits and a conversion for its structural appraisal', () => {
    expect(permitsBeforeStart(profile)).toEqual(['LAND_PERMIT', 'BUILD_PERMIT', 'DRAWINGS_REVIEW', 'FIRE_DESIGN_REVIEW', 'CONSTRUCTION_PERMIT']);
    expect(permitsBeforeStart({ ...profile, buildKind: 'CONVERT', childrenRoomM2: 1_000 })).toEqual(['STRUCTURE_SAFETY', 'CONSTRUCTION_PERMIT']);
    expect(permitsBeforeStart({ ...profile, buildKind: 'CONVERT', childrenRoomM2: 200, areaM2: 300 })).toEqual(['STRUCTURE_SAFETY']);
  });

  it('keeps back 3 % and never pays over contract or estimate (财建〔2022〕183号)', () => {
    const facts = { contractFen: 1_000, approvedChangesFen: 0, estimateFen: 1_200, confirmedValueFen: 1_000 };
    const rules = shippedValues(PAYMENTS);
    expect(payableFen(rules, facts)).toBe(970);
    expect(payableFen(rules, { ...facts, confirmedValueFen: 5_000 })).toBe(1_000);
    expect(payableFen(rules, { ...facts, confirmedValueFen: 5_000, approvedChangesFen: 500 })).toBe(1_200);
  });

  it.each([
    ['9万 of a large contract', 9, 9, 'UNIT'],
    ['10万', 10, 10, 'CHANGE_DEPARTMENT'],
    ['9万, but 6 % in all', 9, 60, 'CHANGE_DEPARTMENT'],
    ['50万', 50, 50, 'CHANGE_JOINT'],
    ['9万, but 11 % in all', 9, 110, 'CHANGE_JOINT'],
    ['beyond the estimate', 9, 300, 'CHANGE_ESTIMATE'],
  ])('a change of %s goes to its rung', (_title, amount, cumulative, rung) => {
    expect(changeRung({ amountFen: amount * WAN, cumulativeFen: cumulative * WAN, contractFen: 1_000 * WAN, estimateFen: 1_200 * WAN })).toBe(rung);
  });
});

describe('final acceptance', () => {
  it.each([
    [90, 0, 'PASSED'],
    [90, 1, 'RECTIFY'],
    [89.9, 0, 'RECTIFY'],
    [75, 0, 'RECTIFY'],
    [74.9, 0, 'FAILED'],
    [86, 1, 'RECTIFY'],
  ])('a score of %d with %i open vetoes is %s', (score, vetoes, result) =>
    expect(acceptanceResult(shippedValues(ACCEPTANCE), score, vetoes)).toBe(result),
  );

  it('finds TVOC 0.68 over 0.60 (GB/T 18883-2022), and the limit itself in order', () => {
    const air = { formaldehyde: 0.08, benzene: 0.03, toluene: 0.2, xylene: 0.2, ammonia: 0.2, tvoc: 0.6, radon: 300 };
    expect(airFaults(shippedValues(AIR), 'USE', air)).toEqual([]);
    expect(airFaults(shippedValues(AIR), 'USE', { ...air, tvoc: 0.68 })).toEqual(['tvoc 0.68 > 0.6']);
  });
});

describe('tables', () => {
  it('have routes whose every step asks somebody, within a limit, with a way to say yes', () => {
    for (const route of shippedRoutes()) {
      expect(checkRoute(route).faults).toEqual([]);
      expect(route.basis).not.toBe('');
      for (const step of route.steps) expect(step.limit?.n).toBeGreaterThan(0);
    }
  });
  it('weigh evaluation at 100 and hold at least 14 management rules', () => {
    expect(shippedValues(EVALUATION, 1).indicators.reduce((sum, i) => sum + i.weight, 0)).toBe(100);
    expect(shippedValues(EVALUATION).indicators.some(({ key }) => key === 'RATIO')).toBe(false);
    expect(shippedValues(MANAGEMENT).rules.length).toBeGreaterThanOrEqual(14);
  });
});
