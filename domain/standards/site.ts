/** What the site keeps to: the five parties, concealed works, failed inspections, incidents, repairs. Deliberately absent: milestones and lights (files of their names). */
import { count, flag, list, nullable, number, oneOf, record } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { row, ruleTable } from '../rule-table/table.ts';

/** 事故等级, the least first. */
export const INCIDENT_GRADES = ['SLIGHT', 'GENERAL', 'LARGER', 'MAJOR', 'SPECIAL'] as const;
export type IncidentGrade = (typeof INCIDENT_GRADES)[number];
export const INCIDENT_GRADE_NAMES: Readonly<Record<IncidentGrade, Text>> = {
  SLIGHT: { zh: '未达一般事故', en: 'below the grades' },
  GENERAL: { zh: '一般事故', en: 'general' },
  LARGER: { zh: '较大事故', en: 'serious' },
  MAJOR: { zh: '重大事故', en: 'major' },
  SPECIAL: { zh: '特别重大事故', en: 'extraordinarily serious' },
};
export const atLeast = (grade: IncidentGrade, from: IncidentGrade): boolean => INCIDENT_GRADES.indexOf(grade) >= INCIDENT_GRADES.indexOf(from);

export const SITE = ruleTable(
  'SITE',
  {
    name: { zh: '现场管理', en: 'The site' },
    explanation: {
      zh: '五方责任主体、隐蔽工程、检查整改、事故报告和保修。',
      en: 'The five parties, concealed works, what is put right, incidents, repairs.',
    },
  },
  {
    commitments: row(flag, true, {
      name: { zh: '开工前五方签署质量终身责任承诺书', en: 'the five parties commit themselves before works start' },
      explanation: { zh: '承诺书须有文件；未签署即开工的照实登记并记为问题。', en: 'With a file each; a start without them is a finding.' },
      document: '建质〔2014〕124号',
      mark: 'GK_H',
      first: { value: false },
    }),
    concealedFiles: row(count, 1, {
      name: { zh: '隐蔽工程检查的影像资料至少', en: 'files with an inspection of concealed works, at least' },
      explanation: { zh: '覆盖前拍照，监理签认。', en: 'Photos before they are covered, with the supervisor’s signature.' },
      document: '建设工程质量管理条例 第三十条',
      mark: 'GK_H',
      first: { value: 0 },
    }),
    remedyDays: row(nullable(number(1, 180)), 15, {
      name: { zh: '检查不合格的整改期限', en: 'what was not passed is put right within' },
      explanation: { zh: '登记时可另定期限；到期前后提醒。', en: 'Unless another day is set with it; told before and after.' },
      unit: 'CD',
      document: '本产品默认值',
      mark: 'DEFAULT',
      first: { value: null },
    }),
    incidentHours: row(nullable(number(1, 240)), 24, {
      name: { zh: '事故报告时限', en: 'incidents are reported within' },
      explanation: { zh: '自发生之时起，按小时计；逾期记为问题。', en: 'Hours from when it happened; later is a finding.' },
      unit: 'HOUR',
      document: '建设工程质量管理条例 第五十二条',
      mark: 'LAW',
      first: { value: null },
    }),
    incidentLeadersFrom: row(oneOf(INCIDENT_GRADES), 'GENERAL', {
      name: { zh: '即报领导小组的事故等级', en: 'the leading group is told at once from' },
      document: '本产品默认值',
      mark: 'DEFAULT',
    }),
    incidentGrades: row(
      list(record({ grade: oneOf(INCIDENT_GRADES), deadFrom: number(1, 1_000) }), { most: INCIDENT_GRADES.length }),
      [
        { grade: 'GENERAL', deadFrom: 1 },
        { grade: 'LARGER', deadFrom: 3 },
        { grade: 'MAJOR', deadFrom: 10 },
        { grade: 'SPECIAL', deadFrom: 30 },
      ],
      {
        name: { zh: '事故等级：死亡人数达', en: 'grade of an incident by its dead, from' },
        explanation: {
          zh: '登记的等级不得低于死亡人数对应的等级；重伤和损失由调查认定。',
          en: 'No lower grade than its dead make it; serious injuries and losses are for the investigation.',
        },
        document: '生产安全事故报告和调查处理条例 第三条',
        mark: 'GK_H',
        first: { value: [] },
      },
    ),
    repairsFirst: row(flag, true, {
      name: { zh: '返还质保金前须完成维修', en: 'repairs before retention is released' },
      document: '建质〔2017〕138号 第九条',
      mark: 'GK_H',
      first: { value: false },
    }),
  },
);
