/** The gates of management rules. */
import { shippedValues } from '../../domain/rule-table/table.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import type { Gate } from './gate.ts';
import { manager, PlayedCase, person, system } from './played-case.ts';
import { stageBase } from './samples.ts';

const KEYS = shippedValues(MANAGEMENT).rules.map(({ key }) => key);
const opened = () => new PlayedCase('management', '2026-03-06T02:00:00.000Z').must({ type: 'Open', ...stageBase({}) }, system);
const drafted = (keys: readonly string[], hash = (key: string) => key) =>
  opened().must({ type: 'DraftRules', rules: keys.map((rule) => ({ rule, sha256: hash(rule) })) });
const submit =
  (keys: readonly string[], hash?: (key: string) => string, actor = manager) =>
  () =>
    drafted(keys, hash).send({ type: 'SubmitRules' }, actor);

export const MANAGEMENT_GATES: readonly Gate[] = [
  {
    key: 'management.set',
    stage: 'MANAGEMENT',
    name: { zh: '制度齐全', en: 'a whole set of rules' },
    rule: {
      zh: '清单中的制度至少达到规定项数，每项有自己的文件，审核通过后印发。',
      en: 'At least so many rules of the list, each with a file of its own, are reviewed before they are issued.',
    },
    document: '国卫人口发〔2019〕58号；项数为本产品默认值',
    rows: ['MANAGEMENT.rules', 'MANAGEMENT.leastRules', 'MANAGEMENT.fileEach'],
    tries: [
      { what: { zh: '14 项', en: 'fourteen' }, must: 'TAKEN', play: submit(KEYS.slice(0, 14)) },
      { what: { zh: '13 项', en: 'thirteen' }, must: 'REFUSED', code: 'INCOMPLETE', play: submit(KEYS.slice(0, 13)) },
      { what: { zh: '17 项共用一个文件', en: 'one file for all' }, must: 'REFUSED', code: 'INCOMPLETE', play: submit(KEYS, () => 'one') },
      { what: { zh: '没有制度', en: 'nothing drafted' }, must: 'REFUSED', play: () => opened().send({ type: 'SubmitRules' }) },
      {
        what: { zh: '清单外的制度', en: 'a rule that is not listed' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: () => opened().send({ type: 'DraftRules', rules: [{ rule: 'NONE', sha256: 'x' }] }),
      },
      {
        what: { zh: '未审核即印发', en: 'issued before the review' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => drafted(KEYS).send({ type: 'IssueRules', number: 'n', on: '2026-03-01' }),
      },
      { what: { zh: '无关人员送审', en: 'by somebody else' }, must: 'REFUSED', play: submit(KEYS, undefined, person('stranger')) },
    ],
  },
];
