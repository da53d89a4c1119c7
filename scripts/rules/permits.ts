/** The gates of permits before works start. */
import type { Gate } from './gate.ts';
import { PROOF } from './plan-samples.ts';
import { PlayedCase, system } from './played-case.ts';
import { stageBase } from './samples.ts';

const opened = (landPreOn: string | null = null) =>
  new PlayedCase('construction', '2026-03-06T02:00:00.000Z').must({ type: 'Open', ...stageBase({ estimateFen: 1, landPreOn, plan: null }) }, system);
const apply = (permit: 'LAND_PERMIT' | 'BUILD_PERMIT' | 'CONSTRUCTION_PERMIT') => ({ type: 'ApplyForPermit', permit, files: PROOF }) as const;
const held = (permit: 'LAND_PERMIT' | 'BUILD_PERMIT' | 'CONSTRUCTION_PERMIT', on = '2026-03-02', until?: string) =>
  ({
    type: 'RecordPermits',
    permits: [{ permit, number: `P-${permit}`, on, by: '县自然资源局', ...(until === undefined ? {} : { until }) }],
    files: PROOF,
  }) as const;
const extend = (until: string) => ({ type: 'ExtendPermit', number: `延${until}`, on: '2026-03-06', until, files: PROOF }) as const;
const permitted = () => opened().must(held('CONSTRUCTION_PERMIT', '2026-01-10'));

export const PERMIT_GATES: readonly Gate[] = [
  {
    key: 'construction.permit.apply',
    stage: 'CONSTRUCTION',
    name: { zh: '申请开工前许可', en: 'applying for a permit' },
    rule: {
      zh: '按用地、工程规划、施工图与消防、施工许可的顺序，前一项取得且未届满方可申请；用地预审届满的须重新办理。',
      en: 'Land, construction planning, drawings and fire, works: each once the one before is there and has not ended; a land pre-examination that ended is done again.',
    },
    document: '工程建设项目审批流程；自然资规〔2019〕2号',
    rows: ['DUES.landPreMonths'],
    tries: [
      {
        what: { zh: '用地预审有效', en: 'within the land pre-examination' },
        must: 'TAKEN',
        play: () => opened('2023-03-06').send(apply('LAND_PERMIT')),
      },
      {
        what: { zh: '用地预审昨天届满', en: 'it ended yesterday' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened('2023-03-05').send(apply('LAND_PERMIT')),
      },
      {
        what: { zh: '尚无用地许可', en: 'no land permit yet' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send(apply('BUILD_PERMIT')),
      },
      {
        what: { zh: '用地许可有效', en: 'with a land permit' },
        must: 'TAKEN',
        play: () => opened().must(held('LAND_PERMIT')).send(apply('BUILD_PERMIT')),
      },
      {
        what: { zh: '没有申请材料', en: 'without papers' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ type: 'ApplyForPermit', permit: 'LAND_PERMIT' }),
      },
      {
        what: { zh: '申请两次', en: 'asked for twice' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: () => opened().must(apply('LAND_PERMIT')).send(apply('LAND_PERMIT')),
      },
    ],
  },
  {
    key: 'construction.permit.term',
    stage: 'CONSTRUCTION',
    name: { zh: '许可有效期', en: 'the term of a permit' },
    rule: {
      zh: '开工前已届满的许可不予登记；届满后开工的照实登记并记为问题。',
      en: 'A permit that ended before works began is not taken; a start after its last day is recorded as it was, with a finding.',
    },
    document: '建筑法 第九条',
    rows: ['DUES.startWithinMonths'],
    tries: [
      { what: { zh: '今天届满', en: 'ends today' }, must: 'TAKEN', play: () => opened().send(held('BUILD_PERMIT', '2026-03-02', '2026-03-06')) },
      {
        what: { zh: '昨天届满', en: 'ended yesterday' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send(held('BUILD_PERMIT', '2026-03-02', '2026-03-05')),
      },
      {
        what: { zh: '领取三个月后才开工', en: 'started after its three months' },
        must: 'FOUND',
        code: 'PERMIT_LAPSED',
        play: () =>
          opened()
            .must(held('CONSTRUCTION_PERMIT', '2025-11-01'))
            .send({ type: 'RecordMilestone', key: 'START', on: '2026-02-02', evidence: '监理签认' }),
      },
    ],
  },
  {
    key: 'construction.permit.extend',
    stage: 'CONSTRUCTION',
    name: { zh: '施工许可延期', en: 'extending the construction permit' },
    rule: {
      zh: '不能按期开工的可延期两次，每次不超过三个月，须在届满前准予。',
      en: 'The start may be put off twice, by three months at most each, granted before the last day.',
    },
    document: '建筑法 第九条',
    rows: ['DUES.startExtensions'],
    tries: [
      { what: { zh: '第一次延三个月', en: 'the first, by three months' }, must: 'TAKEN', play: () => permitted().send(extend('2026-07-10')) },
      {
        what: { zh: '延期超过三个月', en: 'by a day more' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => permitted().send(extend('2026-07-11')),
      },
      {
        what: { zh: '第三次延期', en: 'a third time' },
        must: 'REFUSED',
        code: 'ALREADY_EXTENDED',
        play: () => permitted().must(extend('2026-07-10')).must(extend('2026-10-10')).send(extend('2027-01-10')),
      },
      { what: { zh: '没有施工许可', en: 'without a permit' }, must: 'REFUSED', code: 'WRONG_STATE', play: () => opened().send(extend('2026-07-10')) },
    ],
  },
];
