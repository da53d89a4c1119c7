/** The forms of the site: commitments, inspections, incidents, repairs. Deliberately absent: what may happen (files beside it). */
import { addDays } from '../../../kernel/days.ts';
import { INSPECTION_NAMES } from '../../../standards/closed-lists.ts';
import { INCIDENT_GRADE_NAMES, INCIDENT_GRADES, SITE } from '../../../standards/site.ts';
import { type FormsTold, NO_FILE, type Option, optionsOf } from '../../form.ts';
import { plainly, text } from '../../standing.ts';
import type { ConstructionState } from '../facts.ts';
import { GROUPS } from '../groups.ts';
import { PARTIES, PARTY_NAMES, type siteCommands, WARRANTED, WARRANTED_NAMES } from './facts.ts';
import { openRepairs } from './repairs.ts';

const ON = text('日期', 'Day');
const TIME = { label: text('时间', 'Time'), help: text('24 小时制，如 14:30', 'Of 24 hours, like 14:30') } as const;

const keysOf = (record: Readonly<Record<string, { readonly what: string }>>, keys: readonly string[]): readonly Option[] =>
  keys.map((value) => ({ value, label: plainly(`${value} ${record[value]?.what ?? ''}`) }));
const incidentsWithout =
  (what: 'reported' | 'closed') =>
  ({ incidents = {} }: ConstructionState): readonly Option[] =>
    keysOf(
      incidents,
      Object.keys(incidents).filter((key) => incidents[key]?.[what] === undefined),
    );
const repairsLeft = (state: ConstructionState): readonly Option[] => keysOf(state.repairs ?? {}, openRepairs(state));
const nextOf = (letter: string, known: Readonly<Record<string, unknown>> = {}): string => {
  let n = Object.keys(known).length + 1;
  while (Object.hasOwn(known, `${letter}${n}`)) n += 1;
  return `${letter}${n}`;
};

export const siteForms: FormsTold<typeof siteCommands, ConstructionState> = {
  RecordCommitment: {
    group: GROUPS.site,
    name: text('登记质量终身责任承诺', 'Record a commitment'),
    how: text(
      '五方项目负责人开工前签署承诺书；人员以编号登记，不写姓名。',
      'Before works start the head of each of the five parties signs; people are entered by a reference, not by name.',
    ),
    fields: {
      party: { label: text('责任主体', 'Party'), options: optionsOf(PARTY_NAMES, PARTIES), basis: SITE.rows.commitments.document },
      unit: { label: text('单位', 'Unit') },
      head: { label: text('项目负责人编号', 'Reference of its head'), help: text('执业注册号或工号', 'Licence or staff number') },
      on: { label: text('签署日期', 'Signed on') },
      notApplicable: {
        label: text('不适用的理由', 'Why not applicable'),
        help: text('只限改建项目的勘察单位', 'The surveyor of a conversion alone'),
        short: true,
      },
    },
    probe: (state, today) => ({
      party: PARTIES.find((party) => state.commitments?.[party] === undefined) ?? 'OWNER',
      unit: '—',
      head: '—',
      on: today,
      files: [NO_FILE],
    }),
    start: (state) => ({ party: PARTIES.find((party) => state.commitments?.[party] === undefined) ?? '' }),
  },
  RecordInspection: {
    group: GROUPS.site,
    name: text('登记检查', 'Record an inspection'),
    how: text(
      '隐蔽工程须有影像资料；不合格的按期整改并复查，竣工验收看每个部位最近一次的结果。',
      'Concealed works come with pictures; what was not passed is put right by its day and inspected again. For completion the last of each part counts.',
    ),
    fields: {
      inspection: { label: text('检查', 'Inspection'), options: optionsOf(INSPECTION_NAMES), basis: SITE.rows.concealedFiles.document },
      part: { label: text('部位', 'Part of the building'), help: text('复查时填写同一部位', 'The same when it is inspected again') },
      on: { label: ON },
      passed: { label: text('是否合格', 'Passed') },
      finding: { label: text('发现的问题', 'What was found') },
      remedyBy: {
        label: text('整改期限', 'To be put right by'),
        help: text('不填按规则表', 'Left out: as the table says'),
        basis: SITE.rows.remedyDays.document,
      },
    },
    probe: (_state, today) => ({ inspection: 'QUALITY', on: today, passed: true }),
  },
  RecordIncident: {
    group: GROUPS.site,
    name: text('登记事故', 'Record an incident'),
    how: text(
      '登记后立即通知办公室，达到等级的通知领导小组；自发生之时起 24 小时内上报主管部门。',
      'The office is told at once, from a grade on the leading group; the authority is to have it within 24 hours of its happening.',
    ),
    fields: {
      key: { label: text('编号', 'Number'), help: text('本项目内不重复，如 A1', 'Once in this project, like A1') },
      grade: { label: text('等级', 'Grade'), options: optionsOf(INCIDENT_GRADE_NAMES, INCIDENT_GRADES), basis: SITE.rows.incidentHours.document },
      on: { label: text('发生日期', 'Day') },
      time: TIME,
      what: { label: text('经过', 'What happened'), needed: true },
      dead: { label: text('死亡人数', 'Dead') },
      injured: { label: text('受伤人数', 'Injured') },
    },
    probe: (state, today) => ({ key: nextOf('A', state.incidents), grade: 'SLIGHT', on: addDays(today, -1), time: '00:00', what: '—' }),
    start: (state, today) => ({ key: nextOf('A', state.incidents), on: today }),
  },
  ReportIncident: {
    group: GROUPS.site,
    name: text('登记事故上报', 'Record the report of an incident'),
    fields: {
      key: { label: text('事故', 'Incident'), options: incidentsWithout('reported') },
      to: { label: text('上报至', 'Reported to') },
      on: { label: text('上报日期', 'Day of the report') },
      time: TIME,
      number: { label: text('文号', 'Document number') },
    },
    probe: (state, today) => ({ key: incidentsWithout('reported')(state)[0]?.value ?? '—', to: '—', on: today, time: '00:00' }),
    nothing: (state) => (incidentsWithout('reported')(state).length === 0 ? text('没有尚未上报的事故。', 'No incident waits for its report.') : null),
  },
  CloseIncident: {
    group: GROUPS.site,
    name: text('事故处理完毕', 'Close an incident'),
    fields: {
      key: { label: text('事故', 'Incident'), options: incidentsWithout('closed') },
      on: { label: ON },
      outcome: { label: text('原因和处理', 'Cause and measures'), needed: true },
      number: { label: text('文号', 'Document number') },
    },
    probe: (state, today) => ({ key: incidentsWithout('closed')(state)[0]?.value ?? '—', on: today, outcome: '—' }),
    nothing: (state) => (incidentsWithout('closed')(state).length === 0 ? text('没有未处理的事故。', 'No incident is open.') : null),
  },
  AskRepair: {
    group: GROUPS.after,
    name: text('通知保修', 'Ask for a repair'),
    how: text('保修期内发现的问题，限期维修；未修复的不能支付质保金。', 'What shows under warranty is repaired by a day; retention waits for it.'),
    fields: {
      key: { label: text('编号', 'Number'), help: text('本项目内不重复，如 W1', 'Once in this project, like W1') },
      of: { label: text('部位', 'Of'), options: optionsOf(WARRANTED_NAMES, WARRANTED), basis: SITE.rows.repairsFirst.document },
      what: { label: text('问题', 'What is wrong'), needed: true },
      on: { label: text('通知日期', 'Asked on') },
      by: { label: text('维修期限', 'Repaired by') },
    },
    probe: (state, today) => ({ key: nextOf('W', state.repairs), of: 'OTHER', what: '—', on: today, by: today }),
    start: (state) => ({ key: nextOf('W', state.repairs) }),
  },
  RecordRepair: {
    group: GROUPS.after,
    name: text('登记保修完成', 'Record a repair'),
    fields: {
      key: { label: text('保修事项', 'Repair'), options: repairsLeft },
      on: { label: text('完成日期', 'Done on') },
      how: { label: text('如何维修', 'How') },
    },
    probe: (state, today) => ({ key: repairsLeft(state)[0]?.value ?? '—', on: today, how: '—' }),
    nothing: (state) => (openRepairs(state).length === 0 ? text('没有待维修的事项。', 'No repair is open.') : null),
  },
};
