/** The gates of the programme: who changes the rules themselves, and from when they hold. */
import type { Gate } from './gate.ts';
import { officer, PlayedCase, person, system } from './played-case.ts';

const leader = person('leader', 'GROUP_LEADER');
const adopt = {
  type: 'AdoptStandard',
  table: 'PAYMENTS',
  from: '2026-12-01',
  basis: '青财〔2026〕3号',
  values: {},
  confirms: [],
  replaces: 0,
} as const;
/** The example's programme, as it is opened. */
export const openProgramme = {
  type: 'Open',
  code: 'QH',
  name: { zh: '青禾县托育建设', en: 'Qinghe childcare programme' },
  document: '青政办发〔2023〕9号',
  county: { zh: '青禾县', en: 'Qinghe' },
  population: 412_000,
  existingPlaces: 780,
  targetPlaces: 1_854,
  startOn: '2023-01-01',
  endOn: '2026-12-31',
  roles: [
    { role: 'PROGRAMME_OFFICER', person: 'officer' },
    { role: 'GROUP_LEADER', person: 'leader' },
  ],
} as const;
const opened = () => new PlayedCase('programme', '2026-11-24T02:00:00.000Z').must(openProgramme, system);
const confirm = { type: 'ConfirmStandard', proposal: 'ST-1' } as const;

export const PROGRAMME_GATES: readonly Gate[] = [
  {
    key: 'programme.rules.two-people',
    stage: 'PROGRAMME',
    name: { zh: '规则表须两人采用', en: 'two people adopt a table of rules' },
    rule: {
      zh: '本县规则表由一人提出、另一人确认，凭文号，自不早于确认之日的日期起对新开事项适用。',
      en: 'A county’s table is proposed by one person and confirmed by another, on a document, for what is opened from a day that is not before its confirmation.',
    },
    document: '本产品默认值（不相容职务分离）',
    rows: [],
    tries: [
      { what: { zh: '另一人确认', en: 'another confirms' }, must: 'TAKEN', play: () => opened().must(adopt, officer).send(confirm, leader) },
      {
        what: { zh: '提出人自己确认', en: 'confirmed by whoever proposed it' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => opened().must(adopt, officer).send(confirm, officer),
      },
      {
        what: { zh: '从昨天起', en: 'from yesterday' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ ...adopt, from: '2026-11-23' }, officer),
      },
      {
        what: { zh: '没有文号', en: 'without a document' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ ...adopt, basis: ' ' }, officer),
      },
      { what: { zh: '项目负责人提出', en: 'proposed by a manager' }, must: 'REFUSED', code: 'NOT_YOURS', play: () => opened().send(adopt) },
      {
        what: { zh: '确认一个没有的提议', en: 'a proposal that is not there' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: () => opened().send(confirm, leader),
      },
      {
        what: { zh: '早于尚未施行的一版，取而代之', en: 'sooner than a version that has not begun, instead of it' },
        must: 'TAKEN',
        play: () =>
          opened()
            .must({ ...adopt, from: '2099-01-01' }, officer)
            .must(confirm, leader)
            .send({ ...adopt, replaces: 1 }, officer),
      },
      {
        what: { zh: '整表照抄，待确认的数字没有写明确认', en: 'the whole table as it is, with an unconfirmed number that nobody confirms' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ ...adopt, values: { advancePerMille: 300 } }, officer),
      },
      {
        what: { zh: '照抄并写明确认', en: 'the same, confirmed' },
        must: 'TAKEN',
        play: () => opened().send({ ...adopt, values: { advancePerMille: 300 }, confirms: ['advancePerMille'] }, officer),
      },
      {
        what: { zh: '另一提议尚待确认', en: 'another proposal waits' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: () => opened().must(adopt, officer).send(adopt, officer),
      },
    ],
  },
];
