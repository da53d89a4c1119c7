/** The gates of the site: commitments, inspections, incidents, wages, repairs. */
import { openVetoes } from '../../domain/stages/acceptance/items.ts';
import type { Gate } from './gate.ts';
import { manager, PlayedCase, system } from './played-case.ts';
import { at, COMPLETION, finished, late, opened, permitted, START, settled, started } from './played-works.ts';
import { COMMITTED, FILES, stageBase, WAN } from './samples.ts';

const look = (more: object) =>
  ({ type: 'RecordInspection', inspection: 'CONCEALED_WORKS', part: '一层', passed: true, on: '2023-09-15', files: FILES, ...more }) as const;
const happened = { type: 'RecordIncident', key: 'A1', grade: 'GENERAL', on: '2023-09-19', time: '09:00', what: '坠物' } as const;
const reported = (on: string, time: string) => () => {
  const played = started().must(happened);
  played.now = at('2023-09-21');
  return played.send({ type: 'ReportIncident', key: 'A1', to: '县住建局', on, time });
};
const wages = (more: object = {}) =>
  ({ type: 'RecordWages', month: '2023-09', workers: 12, dueFen: 60 * WAN, paidFen: 60 * WAN, on: '2023-09-20', files: FILES, ...more }) as const;
const repair = { type: 'AskRepair', key: 'W1', of: 'WATERPROOF', what: '渗漏', on: '2024-01-10', by: '2024-02-10' } as const;
const retention = (from: () => PlayedCase<'construction'>) => () => {
  const played = from();
  played.now = at('2026-01-05');
  return played.send({ type: 'RequestPayment', key: 'Z', amountFen: 1, confirmedValueFen: 0, kind: 'RETENTION' });
};
const acceptance = (wageArrearsFen: number | null, paidFen: number) => () => {
  const played = new PlayedCase('acceptance', at('2026-03-02')).must(
    { type: 'Open', ...stageBase({ panel: [], completionOn: '2025-03-28', wageArrearsFen }) },
    system,
  );
  if (paidFen > 0) played.must({ type: 'RecordWagesPaid', amountFen: paidFen, on: '2026-03-01', file: { title: '回单', sha256: 'b'.repeat(64) } });
  const item = { key: 'WAGES', met: true, proof: '承诺书', files: FILES };
  const { refused } = played.send({ type: 'SubmitEvidence', items: [item] });
  return { refused, findings: openVetoes(played.state).includes('WAGES') ? ['WAGES_OPEN'] : [] };
};

export const SITE_GATES: readonly Gate[] = [
  {
    key: 'construction.start.commitments',
    stage: 'CONSTRUCTION',
    name: { zh: '五方质量终身责任承诺', en: 'commitments of the five parties' },
    rule: {
      zh: '开工前五方签署承诺书并上传；未签即开工的照实登记，逐方记为问题。',
      en: 'The five parties commit themselves, with a file, before works start; a start without them is recorded with a finding.',
    },
    document: '建质〔2014〕124号',
    rows: ['SITE.commitments'],
    tries: [
      {
        what: { zh: '五方齐全', en: 'all five' },
        must: 'TAKEN',
        play: () => COMMITTED.reduce((played, one) => played.must(one), permitted()).send(START),
      },
      {
        what: { zh: '缺监理', en: 'without the supervisor' },
        must: 'FOUND',
        code: 'STARTED_WITHOUT_COMMITMENT',
        play: () =>
          COMMITTED.slice(0, 4)
            .reduce((played, one) => played.must(one), permitted())
            .send(START),
      },
      {
        what: { zh: '开工次日签署', en: 'signed the day after the start' },
        must: 'FOUND',
        code: 'COMMITTED_AFTER_START',
        play: () => started().send({ type: 'RecordCommitment', party: 'OWNER', unit: 'u', head: 'h', on: '2023-09-13', files: FILES }),
      },
      {
        what: { zh: '没有文件', en: 'without a file' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ type: 'RecordCommitment', party: 'OWNER', unit: 'u', head: 'h', on: '2023-09-01' }),
      },
      {
        what: { zh: '新建项目没有勘察', en: 'a new build without a surveyor' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ type: 'RecordCommitment', party: 'SURVEYOR', on: '2023-09-01', notApplicable: '无' }),
      },
    ],
  },
  {
    key: 'construction.inspection.remedy',
    stage: 'CONSTRUCTION',
    name: { zh: '隐蔽工程与整改', en: 'concealed works and what is put right' },
    rule: {
      zh: '隐蔽工程检查须有影像资料；不合格的限期整改，同一部位复查合格后方可竣工验收。',
      en: 'Concealed works come with pictures; what was not passed is put right, and completion waits until that part is passed.',
    },
    document: '建设工程质量管理条例 第十六条、第三十条',
    rows: ['SITE.concealedFiles', 'SITE.remedyDays'],
    tries: [
      { what: { zh: '有影像', en: 'with a picture' }, must: 'TAKEN', play: () => started().send(look({})) },
      { what: { zh: '没有影像', en: 'without' }, must: 'REFUSED', code: 'INCOMPLETE', play: () => started().send(look({ files: [] })) },
      {
        what: { zh: '复查合格后竣工', en: 'completion once it is passed' },
        must: 'TAKEN',
        play: () =>
          finished()
            .must(look({ passed: false, on: '2023-10-01' }))
            .must(look({ on: '2023-10-20' }))
            .send(COMPLETION),
      },
      {
        what: { zh: '只复查了别的部位', en: 'another part was passed' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          finished()
            .must(look({ passed: false, on: '2023-10-01' }))
            .must(look({ part: '二层', on: '2023-10-20' }))
            .send(COMPLETION),
      },
      {
        what: { zh: '整改期限早于检查', en: 'to be put right before it was seen' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => started().send(look({ passed: false, remedyBy: '2023-09-14' })),
      },
    ],
  },
  {
    key: 'construction.incident.hours',
    stage: 'CONSTRUCTION',
    name: { zh: '事故 24 小时报告', en: '24 hours of an incident' },
    rule: {
      zh: '自发生之时起 24 小时内上报；迟报、未报的记为问题，未报由时钟发现并通知办公室。',
      en: 'Reported within 24 hours of its happening; late or not at all is a finding, and the clock tells the office.',
    },
    document: '建设工程质量管理条例 第五十二条',
    rows: ['SITE.incidentHours', 'SITE.incidentLeadersFrom'],
    tries: [
      { what: { zh: '满 24 小时', en: 'after 24 hours to the minute' }, must: 'TAKEN', play: reported('2023-09-20', '09:00') },
      { what: { zh: '晚 1 分钟', en: 'a minute later' }, must: 'FOUND', code: 'INCIDENT_REPORTED_LATE', play: reported('2023-09-20', '09:01') },
      { what: { zh: '早于发生', en: 'before it happened' }, must: 'REFUSED', code: 'EARLIER_DAY', play: reported('2023-09-19', '08:59') },
      {
        what: { zh: '未登记上报', en: 'no report on record' },
        must: 'FOUND',
        code: 'INCIDENT_NOT_REPORTED',
        play: late('INCIDENT', 'A1', '2023-09-20T01:00:00.000Z', () => started().must(happened)),
      },
      {
        what: { zh: '时间有误', en: 'a time that is none' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => started().send({ ...happened, time: '24:00' }),
      },
      {
        what: { zh: '由负责人判断', en: 'found by a person' },
        must: 'REFUSED',
        code: 'SYSTEM_ONLY',
        play: () => started().must(happened).send({ type: 'NoteLate', of: 'INCIDENT', key: 'A1' }, manager),
      },
    ],
  },
  {
    key: 'construction.incident.grade',
    stage: 'CONSTRUCTION',
    name: { zh: '事故等级', en: 'grade of an incident' },
    rule: {
      zh: '登记的等级不得低于死亡人数对应的等级；停工（项目暂停）期间照样登记。',
      en: 'No lower grade than its dead make it; recorded while the project is suspended all the same.',
    },
    document: '生产安全事故报告和调查处理条例 第三条',
    rows: ['SITE.incidentGrades'],
    tries: [
      { what: { zh: '一般事故，死亡 2 人', en: 'general, with 2 dead' }, must: 'TAKEN', play: () => started().send({ ...happened, dead: 2 }) },
      {
        what: { zh: '一般事故，死亡 3 人', en: 'general, with 3 dead' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => started().send({ ...happened, dead: 3 }),
      },
      {
        what: { zh: '未达一般事故，死亡 1 人', en: 'below the grades, with 1 dead' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => started().send({ ...happened, grade: 'SLIGHT', dead: 1 }),
      },
      {
        what: { zh: '项目暂停期间', en: 'while the project is suspended' },
        must: 'TAKEN',
        play: () => started().must({ type: 'Suspend' }, system).send(happened),
      },
    ],
  },
  {
    key: 'construction.wages.months',
    stage: 'CONSTRUCTION',
    name: { zh: '农民工工资', en: 'wages of workers' },
    rule: {
      zh: '自开工之月起逐月登记并附支付证明；缺月、拖欠记为问题。',
      en: 'Recorded month by month from the start with a proof; a missing month and arrears are findings.',
    },
    document: '保障农民工工资支付条例 第二十九条、第三十一条',
    rows: ['WAGES.proofDays', 'WAGES.proofAsFile', 'WAGES.depositPerMille'],
    tries: [
      { what: { zh: '足额并附证明', en: 'in full, with a proof' }, must: 'TAKEN', play: () => started().send(wages()) },
      {
        what: { zh: '少 1 分', en: '1 分 less' },
        must: 'FOUND',
        code: 'WAGES_IN_ARREARS',
        play: () => started().send(wages({ paidFen: 60 * WAN - 1 })),
      },
      { what: { zh: '没有证明', en: 'without a proof' }, must: 'REFUSED', code: 'INCOMPLETE', play: () => started().send(wages({ files: [] })) },
      {
        what: { zh: '开工之前的月份', en: 'a month before the start' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => started().send(wages({ month: '2023-08' })),
      },
      {
        what: { zh: '未来的月份', en: 'a month that lies ahead' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => started().send(wages({ month: '2023-10' })),
      },
      {
        what: { zh: '次月 15 日仍缺', en: 'missing on the 15th of the next month' },
        must: 'TAKEN',
        play: late('WAGES', '2023-09', at('2023-10-15'), started),
      },
      {
        what: { zh: '次月 16 日仍缺', en: 'missing on the 16th' },
        must: 'FOUND',
        code: 'WAGES_NOT_PROVEN',
        play: late('WAGES', '2023-09', at('2023-10-16'), started),
      },
      {
        what: { zh: '保证金不足 1 %', en: 'a deposit below 1 %' },
        must: 'FOUND',
        code: 'WAGE_DEPOSIT_SHORT',
        play: () =>
          started().send({ type: 'RecordWageAccount', bank: '县农商行', account: '0001', number: 'X', on: '2023-09-01', depositFen: 20 * WAN - 1 }),
      },
    ],
  },
  {
    key: 'acceptance.wages.arrears',
    stage: 'ACCEPTANCE',
    name: { zh: '拖欠工资不得通过验收', en: 'arrears stand in the way' },
    rule: {
      zh: '施工阶段登记的拖欠未补清，“无拖欠农民工工资”不算满足，不论如何填报。',
      en: 'While what construction has on record is not paid, the item of wages is not met, whatever is claimed.',
    },
    document: '保障农民工工资支付条例',
    rows: ['WAGES.arrearsBlock'],
    tries: [
      { what: { zh: '没有拖欠', en: 'no arrears' }, must: 'TAKEN', play: acceptance(null, 0) },
      { what: { zh: '已补清', en: 'paid since' }, must: 'TAKEN', play: acceptance(20 * WAN, 20 * WAN) },
      { what: { zh: '少补 1 分', en: '1 分 short' }, must: 'FOUND', code: 'WAGES_OPEN', play: acceptance(20 * WAN, 20 * WAN - 1) },
    ],
  },
  {
    key: 'construction.repairs.retention',
    stage: 'CONSTRUCTION',
    name: { zh: '保修与质保金', en: 'repairs before retention' },
    rule: { zh: '保修事项未完成，不支付质保金。', en: 'Retention is not released while a repair is open.' },
    document: '建质〔2017〕138号 第九条',
    rows: ['SITE.repairsFirst', 'DUES.heatingMonths'],
    tries: [
      { what: { zh: '没有保修事项', en: 'no repair' }, must: 'TAKEN', play: retention(settled) },
      {
        what: { zh: '已修复', en: 'repaired' },
        must: 'TAKEN',
        play: retention(() => settled().must(repair).must({ type: 'RecordRepair', key: 'W1', on: '2024-01-10', how: '重做' })),
      },
      { what: { zh: '未修复', en: 'not repaired' }, must: 'REFUSED', code: 'WRONG_STATE', play: retention(() => settled().must(repair)) },
    ],
  },
];
