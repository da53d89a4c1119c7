/** The gates of management rules. */
import { approvalId } from '../../domain/approval/case.ts';
import type { CommandOf } from '../../domain/cases.ts';
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

/** Reviewed and issued on 2026-03-02, whatever happens then. */
const taught =
  (changed: object = {}, then = (rules: ReturnType<typeof drafted>) => rules) =>
  () => {
    return then(inForce()).send({ type: 'RecordBriefing', on: '2026-03-02', attended: 30, ...changed });
  };

const RECORD = { title: '检查记录', sha256: 'a'.repeat(64) };
const INSPECTED = { type: 'RecordInspection', on: '2026-03-03', rule: 'FEES', followed: true, note: '' } as const;
const read = (on: string) => ({ type: 'RecordReading', on, readers: [{ ref: 'a' }] }) as const;
/** Issued on 2026-03-02 as ZD-1. */
const inForce = () =>
  drafted(KEYS)
    .must({ type: 'SubmitRules' })
    .must(
      { type: 'ApprovalDecided', approval: approvalId('QH-01', 'RULES', 1), outcome: 'APPROVED', reason: null, conditions: [], scores: [] },
      system,
    )
    .must({ type: 'IssueRules', number: 'ZD-1', on: '2026-03-02' });
const kept = (command: CommandOf<'management'>) => () => inForce().send(command);

export const MANAGEMENT_GATES: readonly Gate[] = [
  {
    key: 'management.set',
    stage: 'MANAGEMENT',
    name: { zh: '制度齐全', en: 'a whole set of rules' },
    rule: {
      zh: '清单中的制度至少达到规定项数，每项有自己的文件，审核通过后印发，印发后宣贯；其后修改的须重新审核印发。',
      en: 'At least so many rules of the list, each with a file of its own, are reviewed before they are issued and taught afterwards; what is changed then is reviewed and issued again.',
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
      { what: { zh: '印发之日宣贯', en: 'taught on the day of the issue' }, must: 'TAKEN', play: taught() },
      { what: { zh: '印发前一日宣贯', en: 'taught the day before' }, must: 'REFUSED', code: 'EARLIER_DAY', play: taught({ on: '2026-03-01' }) },
      { what: { zh: '无人参加宣贯', en: 'taught to nobody' }, must: 'REFUSED', code: 'INCOMPLETE', play: taught({ attended: 0 }) },
      {
        what: { zh: '印发后改了制度，未重新审核即宣贯', en: 'another file after the issue, taught without a new review' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: taught({}, (rules) => rules.must({ type: 'DraftRules', rules: [{ rule: 'FEES', sha256: 'another' }] })),
      },
      { what: { zh: '无关人员送审', en: 'by somebody else' }, must: 'REFUSED', play: submit(KEYS, undefined, person('stranger')) },
    ],
  },
  {
    key: 'management.kept',
    stage: 'MANAGEMENT',
    name: { zh: '制度阅知、检查和修订', en: 'rules read, inspected, revised' },
    rule: {
      zh: '印发后阅知；执行检查附记录；每年修订，不作修改的写明理由，修改的重新审核、印发新文号。',
      en: 'Read once they are issued; inspected with a record; revised every year: unchanged for a reason, or reviewed and issued anew under another number.',
    },
    document: '国卫人口发〔2019〕58号；周期为本产品默认值',
    rows: ['MANAGEMENT.reviseMonths'],
    tries: [
      { what: { zh: '印发之日阅知', en: 'read on the day of the issue' }, must: 'TAKEN', play: kept(read('2026-03-02')) },
      { what: { zh: '印发前阅知', en: 'read before the issue' }, must: 'REFUSED', code: 'EARLIER_DAY', play: kept(read('2026-03-01')) },
      { what: { zh: '检查附记录', en: 'inspected, with a record' }, must: 'TAKEN', play: kept({ ...INSPECTED, files: [RECORD] }) },
      { what: { zh: '检查没有记录', en: 'inspected, without one' }, must: 'REFUSED', code: 'INCOMPLETE', play: kept(INSPECTED) },
      {
        what: { zh: '未执行而不写情况', en: 'not followed, and nothing said' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: kept({ ...INSPECTED, followed: false, note: ' ', files: [RECORD] }),
      },
      {
        what: { zh: '修订：不作修改', en: 'revised: nothing changes' },
        must: 'TAKEN',
        play: kept({ type: 'ConfirmUnchanged', on: '2026-03-03', note: '园务会' }),
      },
      {
        what: { zh: '不作修改而无理由', en: 'nothing changes, without a reason' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: kept({ type: 'ConfirmUnchanged', on: '2026-03-03', note: '' }),
      },
      {
        what: { zh: '再次印发用原文号', en: 'issued again under the same number' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: kept({ type: 'IssueRules', number: 'zd－1', on: '2026-03-03' }),
      },
    ],
  },
];
