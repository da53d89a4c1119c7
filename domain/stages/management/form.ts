/** The forms of management rules. Deliberately absent: what may happen (stage.ts). */
import { valuesIn } from '../../rule-table/table.ts';
import { MANAGEMENT } from '../../standards/management-rules.ts';
import { NO_FILE, type Option, stageForms } from '../form.ts';
import { text } from '../standing.ts';
import type { ManagementState, managementStage } from './stage.ts';

const listed = (state: ManagementState): readonly Option[] =>
  valuesIn(state.standards, MANAGEMENT).rules.map(({ key, zh, en }) => ({ value: key, label: text(zh, en) }));
const held = (state: ManagementState): readonly Option[] => listed(state).filter(({ value }) => state.rules[value] !== undefined);
const lacking = (state: ManagementState): readonly Option[] => listed(state).filter(({ value }) => state.rules[value] === undefined);

export const managementForms = stageForms<ManagementState, (typeof managementStage)['commands']>()({
  DraftRules: {
    name: text('提交制度文本', 'Hand in rules'),
    how: text(
      '每项制度一个文件；重新提交的替换原文本，并须重新审核。',
      'A file for each; one that is handed in again replaces the text, and is reviewed anew.',
    ),
    fields: {
      rules: {
        label: text('制度', 'Rules'),
        basis: MANAGEMENT.rows.leastRules.document,
        fields: { rule: { label: text('制度名称', 'Rule'), options: listed }, sha256: { label: text('文本', 'Text') } },
      },
    },
    probe: (state) => ({ rules: [{ rule: listed(state)[0]?.value ?? '—', sha256: NO_FILE.sha256 }] }),
    start: (state) => ({ rules: lacking(state).map(({ value }) => ({ rule: value })) }),
  },
  SubmitRules: {
    name: text('报送审核', 'Have them reviewed'),
    how: text('提请卫健等部门审核。', 'Asks the health office and others for their review.'),
    fields: {},
    probe: () => ({}),
  },
  IssueRules: {
    name: text('登记印发', 'Record their issue'),
    fields: { number: { label: text('文号', 'Document number') }, on: { label: text('印发日期', 'Issued on') } },
    probe: (_state, today) => ({ number: '—', on: today }),
  },
  RecordReading: {
    name: text('登记阅知', 'Record who has read them'),
    how: text('每次印发后由在岗人员重新阅知。', 'After each issue everybody reads them anew.'),
    paste: 'readers',
    fields: {
      on: { label: text('阅知日期', 'Read on') },
      readers: {
        label: text('阅知人员', 'Who has read them'),
        fields: { ref: { label: text('人员编号', 'Reference'), help: text('不用姓名和身份证号', 'Never a name or an identity number') } },
      },
    },
    probe: (_state, today) => ({ on: today, readers: [{ ref: '—' }] }),
    start: () => ({ readers: [{}] }),
  },
  RecordInspection: {
    name: text('登记执行检查', 'Record an inspection'),
    how: text(
      '须附检查记录；未执行的转为问题，复查合格后销号。',
      'With its record as a file; what is not followed is a finding until an inspection passes.',
    ),
    fields: {
      on: { label: text('检查日期', 'Inspected on') },
      rule: { label: text('制度名称', 'Rule'), options: held },
      followed: { label: text('已执行', 'Followed') },
      note: { label: text('检查情况', 'What was found') },
    },
    probe: (state, today) => ({ on: today, rule: held(state)[0]?.value ?? '—', followed: true, note: '—', files: [NO_FILE] }),
  },
  ConfirmUnchanged: {
    name: text('年度修订：不作修改', 'Revised: nothing changes'),
    how: text('须修改的，提交新文本，重新审核、印发。', 'What must change is handed in, reviewed and issued anew.'),
    fields: {
      on: { label: text('修订日期', 'Looked at on') },
      note: { label: text('由谁修订、为何不改', 'Who looked at them, and why nothing changes'), needed: true, short: true },
    },
    probe: (_state, today) => ({ on: today, note: '—' }),
  },
  RecordBriefing: {
    name: text('登记宣贯', 'Record a briefing'),
    final: text('登记后本阶段办结。', 'The stage ends with it.'),
    fields: {
      on: { label: text('宣贯日期', 'Held on'), help: text('不早于印发之日', 'Not before they were issued') },
      attended: { label: text('参加人数', 'Who attended'), unit: text('人', 'people') },
    },
    probe: (_state, today) => ({ on: today, attended: 1 }),
  },
});
