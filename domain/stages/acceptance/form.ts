/** The forms of final acceptance. Deliberately absent: what may happen (decide.ts), items and limits (standards/). */
import { addMonths } from '../../kernel/days.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { ACCEPTANCE, AIR_ITEM, GRAVITIES, GRAVITY_NAMES } from '../../standards/acceptance.ts';
import {
  AIR,
  AIR_STANDARD_NAMES,
  AIR_STANDARDS,
  airDocument,
  limitsOf,
  POLLUTANT_KEYS,
  POLLUTANTS,
  pollutantNames,
  READING_UNIT_NAMES,
  READING_UNITS,
} from '../../standards/air.ts';
import { WAGES } from '../../standards/wages.ts';
import { NO_FILE, type Option, optionsOf, stageForms } from '../form.ts';
import { text } from '../standing.ts';
import { type AcceptanceState, type commands, DECISION_WORDS, DECISIONS, PAPER_NAMES, PAPERS } from './facts.ts';
import { applicable, asksForWorks, byKey, rulesOf } from './items.ts';

const itemOption = ({ key, zh, en }: { readonly key: string; readonly zh: string; readonly en: string }): Option => ({
  value: key,
  label: text(zh, en),
});
/** The air is what the laboratory measured, and is entered by its report. */
const items = (state: AcceptanceState): readonly Option[] =>
  applicable(state)
    .filter(({ key }) => key !== AIR_ITEM)
    .map(itemOption);
const lacking = (state: AcceptanceState): readonly Option[] => items(state).filter(({ value }) => byKey(state).items[value]?.met !== true);
const ordered = (state: AcceptanceState): readonly Option[] =>
  applicable(state)
    .filter(({ key }) => byKey(state).orderedKeys.includes(key))
    .map(itemOption);
const disciplines = (state: AcceptanceState): readonly Option[] => rulesOf(state).disciplines.map(itemOption);

/** A file of its own for each of several. */
const fileNo = (n: number) => ({ title: '—', sha256: n.toString(16).padStart(NO_FILE.sha256.length, 'f') });
const nextStandard = (state: AcceptanceState): 'USE' | 'WORKS' =>
  state.air !== null && asksForWorks(state) && state.airOfWorks == null ? 'WORKS' : 'USE';
const measured = (state: AcceptanceState, standard: 'USE' | 'WORKS') =>
  limitsOf(valuesIn(state.standards, AIR), standard).map(([of]) => ({ of, value: 0, unit: POLLUTANTS[of] }));

const seat = {
  person: { label: text('人员', 'Person'), person: true },
  as: { label: text('专业', 'Discipline'), options: disciplines },
  qualification: { label: text('专家资格', 'Qualification'), help: text('专家须写明', 'Of experts'), short: true },
} as const;
const FILES = { label: text('文件', 'Files') } as const;

export const acceptanceForms = stageForms<AcceptanceState, typeof commands>()({
  SubmitEvidence: {
    name: text('提交验收资料', 'Submit evidence'),
    how: text(
      '逐项说明是否满足并附文件；同一文件一般只证明一项。室内空气以检测报告为准。',
      'Item by item, with files; a file proves one item. The air is what the laboratory measured.',
    ),
    fields: {
      items: {
        label: text('验收项', 'Items'),
        basis: ACCEPTANCE.rows.items.document,
        fields: {
          key: { label: text('验收项', 'Item'), options: items, needed: true },
          no: null,
          met: { label: text('是否满足', 'Met') },
          proof: { label: text('依据', 'What proves it'), needed: true, short: true },
          files: FILES,
          until: { label: text('有效期至', 'Ends on'), help: text('食品经营许可等有期限的填写', 'Of papers that end, like the food licence') },
        },
      },
    },
    probe: (state, today) => ({
      items: [
        { key: lacking(state)[0]?.value ?? items(state)[0]?.value ?? AIR_ITEM, met: true, proof: '—', files: [NO_FILE], until: addMonths(today, 12) },
      ],
    }),
    start: (state) => ({ items: lacking(state).map(({ value }) => ({ key: value })) }),
  },
  RecordPaper: {
    name: text('登记证照', 'Record a paper that ends'),
    how: text('食品经营许可延续、场地租约，到期前系统提醒。', 'The food licence as it is renewed, the lease; you are told before they end.'),
    fields: {
      paper: { label: text('证照', 'Paper'), options: optionsOf(PAPER_NAMES, PAPERS) },
      number: { label: text('证号或合同编号', 'Number') },
      on: { label: text('日期', 'Day') },
      until: { label: text('有效期至', 'Ends on') },
      file: { label: text('文件', 'File') },
    },
    probe: (_state, today) => ({ paper: 'LEASE', number: '—', on: today, until: addMonths(today, 12), file: NO_FILE }),
  },
  RecordWagesPaid: {
    name: text('登记补发工资', 'Record wages that were paid'),
    how: text(
      '施工阶段登记的拖欠工资补清后，“无拖欠农民工工资”方为满足。',
      'The item of wages is met once what construction has on record as unpaid is paid.',
    ),
    fields: {
      amountFen: { label: text('补发金额', 'Paid'), basis: WAGES.rows.arrearsBlock.document },
      on: { label: text('支付日期', 'Paid on') },
      file: { label: text('支付证明', 'Proof of it') },
    },
    probe: (_state, today) => ({ amountFen: 1, on: today, file: NO_FILE }),
  },
  RecordAirTest: {
    name: text('登记空气检测报告', 'Enter a test of the air'),
    how: text(
      '按检测报告逐项填写数值和单位；超限的不合格，须整改后重测。',
      'Each value with its unit as the report has it; one over its limit fails, and is tested again after rectification.',
    ),
    paste: 'values',
    fields: {
      standard: { label: text('标准', 'Standard'), options: optionsOf(AIR_STANDARD_NAMES, AIR_STANDARDS), needed: true },
      on: { label: text('检测日期', 'Tested on'), basis: AIR.rows.waitDays.document },
      laboratory: { label: text('检测机构', 'Laboratory'), needed: true, short: true },
      report: { label: text('报告编号', 'Number of the report') },
      cma: { label: text('CMA 证书编号', 'CMA number'), needed: true },
      finishedOn: {
        label: text('报告所写的完工日期', 'End of the works by the report'),
        help: text('工程检测必填；使用检测不填为竣工之日', 'Needed for a test of the works; else completion'),
      },
      values: {
        label: text('检测值', 'Values'),
        basis: `${airDocument('USE')}；${airDocument('WORKS')}`,
        needed: true,
        fields: {
          of: { label: text('指标', 'What'), options: optionsOf(pollutantNames, POLLUTANT_KEYS) },
          value: { label: text('数值', 'Value') },
          unit: { label: text('单位', 'Unit'), options: optionsOf(READING_UNIT_NAMES, READING_UNITS) },
        },
      },
      file: { label: text('检测报告', 'Report'), needed: true },
      readings: null,
    },
    probe(state, today) {
      const standard = nextStandard(state);
      const { completionOn } = state.inputs;
      return {
        ...{ standard, on: today, laboratory: '—', report: '—', cma: '—', values: measured(state, standard), file: NO_FILE },
        ...(standard === 'WORKS' && completionOn != null ? { finishedOn: completionOn } : {}),
      };
    },
    start(state) {
      const standard = nextStandard(state);
      return { standard, values: measured(state, standard).map(({ of, unit }) => ({ of, unit })) };
    },
  },
  NamePanel: {
    name: text('确定验收组', 'Name the panel'),
    how: text(
      '单数，专业齐全；成员单位须回避的由系统核对。',
      'Odd, of the disciplines that are asked for; whose unit must stand aside is looked up.',
    ),
    fields: {
      members: { label: text('成员', 'Members'), basis: ACCEPTANCE.rows.leastPanel.document, fields: seat },
      reserve: { label: text('候补', 'Reserve'), fields: seat },
      document: { label: text('确定验收组的文号', 'Document that names it') },
    },
    probe(state) {
      const { leastPanel, disciplines: known } = rulesOf(state);
      const size = leastPanel % 2 === 0 ? leastPanel + 1 : leastPanel;
      const members = Array.from({ length: size }, (_, n) => ({
        person: `seat-${n + 1}`,
        as: known[n % known.length]?.key ?? '—',
        qualification: '—',
      }));
      return { members, reserve: [], document: '—' };
    },
    start: (state) => ({ members: Array.from({ length: rulesOf(state).leastPanel }, (_, n) => ({ as: rulesOf(state).disciplines[n]?.key ?? '' })) }),
  },
  CallPanel: {
    name: text('召集验收组', 'Call the panel'),
    how: text('提请验收组评分签字。', 'Asks the panel to score and sign.'),
    asks: ['PANEL_SCORE'],
    fields: {},
    probe: () => ({}),
  },
  ReportRectified: {
    name: text('上报整改，申请复验', 'Report it rectified and ask for re-inspection'),
    how: text(
      '逐项写明做了什么，附整改前后的材料；室内空气须重新检测合格。',
      'Item by item what was done, with papers from before and after; the air is tested again.',
    ),
    asks: ['REINSPECTION'],
    fields: {
      on: { label: text('完成日期', 'Done on') },
      items: {
        label: text('整改项', 'Items'),
        fields: {
          key: { label: text('验收项', 'Item'), options: ordered, needed: true },
          no: null,
          evidence: { label: text('做了什么', 'What was done'), needed: true, short: true },
          files: FILES,
        },
      },
    },
    probe: (state, today) => ({
      on: today,
      items:
        byKey(state).orderedKeys.length === 0
          ? [{ key: '—', evidence: '—' }]
          : byKey(state).orderedKeys.map((key, n) => ({ key, evidence: '—', files: [fileNo(n)] })),
    }),
    start: (state) => ({ items: byKey(state).orderedKeys.map((key) => ({ key })) }),
  },
  GradeRectification: {
    name: text('整改定级', 'Grade the rectification'),
    how: text('一般、重大、立行立改，各有期限，自通知之日起算。', 'Each gravity has a limit of its own, from the day of the notice.'),
    fields: {
      gravity: { label: text('等级', 'Gravity'), options: optionsOf(GRAVITY_NAMES, GRAVITIES), basis: ACCEPTANCE.rows.ordinaryDays.document },
      basis: { label: text('定级理由', 'Why'), needed: true },
    },
    probe: (state) => ({ gravity: state.gravity === 'MAJOR' ? 'ORDINARY' : 'MAJOR', basis: '—' }),
  },
  AskExtension: {
    name: text('申请延期', 'Ask for an extension'),
    how: text('每次通知一次，到期前申请。', 'Once a notice, before it is due.'),
    fields: {
      days: { label: text('延期', 'By'), unit: text('个工作日', 'working days'), basis: ACCEPTANCE.rows.extensionPercent.document },
      reason: { label: text('理由', 'Reason'), needed: true },
    },
    probe: () => ({ days: 1, reason: '—' }),
  },
  AnswerExtension: {
    name: text('答复延期申请', 'Answer the extension'),
    fields: {
      granted: { label: text('是否同意', 'Granted') },
      reason: { label: text('理由', 'Reason'), help: text('不同意须说明', 'Needed where it is not granted') },
    },
    probe: () => ({ granted: true, reason: '—' }),
  },
  DecideAfterNotices: {
    name: text('登记领导小组决定', 'Record what the leading group decided'),
    how: text('整改通知用尽后，由领导小组决定重新验收、采取其他措施或不予验收。', 'Once notices have not helped, the leading group decides.'),
    final: text('决定凭会议纪要登记，之后按决定办理。', 'It is recorded by its minutes, and goes on as decided.'),
    fields: {
      decision: { label: text('决定', 'Decision'), options: optionsOf(DECISION_WORDS, DECISIONS), basis: ACCEPTANCE.rows.mostNotices.document },
      document: { label: text('会议纪要文号', 'Number of the minutes') },
      on: { label: text('日期', 'Day') },
      file: { label: text('会议纪要', 'Minutes') },
      measures: { label: text('采取的措施', 'Measures'), help: text('决定采取其他措施的填写', 'Where other measures are taken') },
    },
    probe: (_state, today) => ({ decision: 'AGAIN', document: '—', on: today, file: NO_FILE, measures: '—' }),
  },
});
