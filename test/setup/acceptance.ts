/** Final acceptance for tests: its evidence, its tests of the air, one that was called. */
import { createHash } from 'node:crypto';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { ACCEPTANCE } from '../../domain/standards/acceptance.ts';
import { AIR, type AirStandard, limitsOf, POLLUTANTS, type Pollutant } from '../../domain/standards/air.ts';
import { PANEL } from './builders.ts';

/** Another title is another file. */
export const file = (title = '材料.pdf') => ({ title, sha256: createHash('sha256').update(title).digest('hex') });

const AS = ['NDRC', 'FINANCE', 'HOUSING', 'HEALTH', 'FIRE'];
/** The office names the panel, and a reserve of two. */
export const namePanel = (changed: object = {}) => ({
  type: 'NamePanel' as const,
  members: PANEL.map((person, index) => ({ person, as: AS[index] ?? '' })),
  reserve: [
    { person: 'reserve-1', as: 'FINANCE' },
    { person: 'reserve-2', as: 'EXPERT', qualification: '高级工程师' },
  ],
  document: '青托办〔2026〕6号',
  ...changed,
});

/** Every item met, each with a file. */
export const evidence = () =>
  shippedValues(ACCEPTANCE).items.map(({ key, lapses }) => ({
    ...{ key, met: true, proof: `${key} 材料`, files: [file(`${key}.pdf`)] },
    ...(lapses === true ? { until: '2031-03-01' } : {}),
  }));

/** Half of each limit, but for what is said otherwise. */
export const airTest = (standard: AirStandard, other: Readonly<Partial<Record<Pollutant, number>>> = {}, changed: object = {}) => ({
  type: 'RecordAirTest' as const,
  on: '2026-03-02',
  laboratory: '青禾检测中心',
  report: `KQ-${standard}`,
  cma: '190012341234',
  standard,
  file: file(`检测报告 ${standard} ${'on' in changed ? changed.on : ''}.pdf`),
  finishedOn: '2025-03-20',
  values: limitsOf(shippedValues(AIR), standard).map(([of, most]) => ({ of, value: other[of] ?? most / 2, unit: POLLUTANTS[of] })),
  ...changed,
});
