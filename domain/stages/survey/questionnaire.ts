/**
 * The questionnaire of the demand survey: twenty questions (domain facts 1), as data in both languages. A survey that opens
 * one pins its version; a later version is added beside the older ones and never replaces them. Pure. Deliberately absent:
 * what an answer must be (filled-in.ts), pages, and any field for a child's name.
 */
import type { Text } from '../../kernel/values.ts';
import type { Need } from '../../standards/demand.ts';

export type Option = Text & { readonly code: string };
/** Asked only where an earlier question has one of these answers. */
type OnlyIf = { readonly question: string; readonly is: readonly string[] };
export type Question = {
  readonly key: string;
  /** As people count them, from 1. */
  readonly number: number;
  /** AREA: one of those that the survey names. MONTH: of birth; what is kept is the age in months. SOME: up to `most` of them. */
  readonly kind: 'AREA' | 'MONTH' | 'ONE' | 'SOME' | 'NUMBER' | 'TEXT';
  readonly ask: Text;
  readonly hint?: Text;
  readonly options?: readonly Option[];
  /** Of a number: its unit. */
  readonly unit?: Text;
  /** Of SOME how many, of TEXT how many characters. */
  readonly most?: number;
  readonly onlyIf?: OnlyIf;
  /** May be left empty. */
  readonly free?: true;
  /** On which page of the form it stands. */
  readonly page: 1 | 2;
};
export type Questionnaire = { readonly version: number; readonly questions: readonly Question[] };

const option = (code: string, zh: string, en: string): Option => ({ code, zh, en });
const both = (zh: string, en: string): Text => ({ zh, en });
const PROVIDERS: readonly Option[] = [
  option('PUBLIC', '公办托育机构', 'A public childcare centre'),
  option('COMMUNITY', '社区托育点', 'A community childcare point'),
  option('PARK', '园区或单位托育点', 'One of a park or an employer'),
  option('KINDERGARTEN', '幼儿园托班', 'A nursery class in a kindergarten'),
  option('PRIVATE', '民办托育机构', 'A private childcare centre'),
  option('HOME', '家庭托育点', 'A home childcare point'),
];
/** Whoever needs no care is not asked what it should be like. */
const wanting: OnlyIf = { question: 'need', is: ['CERTAIN', 'MAYBE'] satisfies readonly Need[] };

const FIRST: readonly Question[] = [
  { key: 'area', number: 1, kind: 'AREA', page: 1, ask: both('您家住在哪个街道或乡镇？', 'In which street or town do you live?') },
  {
    key: 'birthMonth',
    number: 2,
    kind: 'MONTH',
    page: 1,
    ask: both('孩子的出生年月？', 'In which month was the child born?'),
    hint: both(
      '有几个 3 岁以下孩子的，填最小的一个。不保存出生年月，只保存月龄。',
      'Of several under three, the youngest. We keep the age in months alone.',
    ),
  },
  {
    key: 'children',
    number: 3,
    kind: 'ONE',
    page: 1,
    ask: both('家中共有几个孩子？', 'How many children are in your family?'),
    options: [option('ONE', '一个', 'One'), option('TWO', '两个', 'Two'), option('THREE', '三个及以上', 'Three or more')],
  },
  {
    key: 'residence',
    number: 4,
    kind: 'ONE',
    page: 1,
    ask: both('您家的户籍情况？', 'Is your family registered here?'),
    options: [option('LOCAL', '本县户籍', 'Registered in this county'), option('MIGRANT', '外来居住', 'Living here from elsewhere')],
  },
  {
    key: 'carer',
    number: 5,
    kind: 'ONE',
    page: 1,
    ask: both('孩子现在主要由谁照看？', 'Who looks after the child now, for the most part?'),
    options: [
      option('GRANDPARENT', '祖辈', 'Grandparents'),
      option('PARENT', '父亲或母亲', 'Father or mother'),
      option('HIRED', '保姆或育儿嫂', 'Somebody hired'),
      option('FACILITY', '托育机构', 'A childcare centre'),
      option('OTHER', '其他亲友', 'Others'),
    ],
  },
  {
    key: 'work',
    number: 6,
    kind: 'ONE',
    page: 1,
    ask: both('父母是否都在工作？', 'Do both parents work?'),
    options: [option('BOTH', '都在工作', 'Both do'), option('SINGLE', '一方在工作', 'One does'), option('NEITHER', '都不在工作', 'Neither does')],
  },
  {
    key: 'income',
    number: 7,
    kind: 'ONE',
    page: 1,
    ask: both('家庭月收入大约多少？', 'How much does the household earn in a month, about?'),
    options: [
      option('UP_TO_5', '5,000 元以下', 'Less than CNY 5,000'),
      option('UP_TO_10', '5,000–10,000 元', 'CNY 5,000 to 10,000'),
      option('UP_TO_20', '10,000–20,000 元', 'CNY 10,000 to 20,000'),
      option('MORE', '20,000 元以上', 'More than CNY 20,000'),
      option('UNSAID', '不便说明', 'I would rather not say'),
    ],
  },
  {
    key: 'inCare',
    number: 8,
    kind: 'ONE',
    page: 1,
    ask: both('孩子现在入托了吗？在哪里？', 'Is the child in care now, and where?'),
    options: [option('NONE', '没有入托', 'Not in care'), ...PROVIDERS],
  },
  {
    key: 'need',
    number: 9,
    kind: 'ONE',
    page: 1,
    ask: both('今后 12 个月内需要托育服务吗？', 'Will you need childcare within the next twelve months?'),
    options: [option('CERTAIN', '一定需要', 'Certainly'), option('MAYBE', '可能需要', 'Maybe'), option('NO', '不需要', 'No')],
  },
];

const SECOND: readonly Question[] = [
  {
    key: 'startAge',
    number: 10,
    kind: 'ONE',
    page: 2,
    onlyIf: wanting,
    ask: both('希望孩子多大开始入托？', 'At what age should care begin?'),
    options: [
      option('M6_12', '6–12 个月', '6 to 12 months'),
      option('M12_18', '12–18 个月', '12 to 18 months'),
      option('M18_24', '18–24 个月', '18 to 24 months'),
      option('M24_36', '24–36 个月', '24 to 36 months'),
    ],
  },
  {
    key: 'type',
    number: 11,
    kind: 'ONE',
    page: 2,
    onlyIf: wanting,
    ask: both('希望哪种托育方式？', 'Which kind of care?'),
    options: [
      option('FULL_DAY', '全日托', 'Full day'),
      option('HALF_DAY', '半日托', 'Half day'),
      option('BY_HOUR', '计时托', 'By the hour'),
      option('NOW_AND_THEN', '临时托', 'Now and then'),
    ],
  },
  { key: 'provider', number: 12, kind: 'ONE', page: 2, onlyIf: wanting, ask: both('最希望由谁提供？', 'Who should provide it?'), options: PROVIDERS },
  {
    key: 'travelMinutes',
    number: 13,
    kind: 'NUMBER',
    page: 2,
    onlyIf: wanting,
    ask: both('单程最多能接受多少分钟？', 'How long may the way there take at most?'),
    unit: both('分钟', 'minutes'),
  },
  {
    key: 'feeLimitYuan',
    number: 14,
    kind: 'NUMBER',
    page: 2,
    onlyIf: wanting,
    ask: both('每月最多能接受多少费用（不含餐费）？', 'What is the most you would pay in a month, without meals?'),
    unit: both('元', 'CNY'),
  },
  {
    key: 'meals',
    number: 15,
    kind: 'ONE',
    page: 2,
    onlyIf: wanting,
    ask: both('需要机构供餐吗？', 'Should there be meals?'),
    options: [option('ALL', '早午晚餐', 'All meals'), option('LUNCH', '只要午餐', 'Lunch alone'), option('NO', '不需要', 'No')],
  },
  {
    key: 'hours',
    number: 16,
    kind: 'ONE',
    page: 2,
    onlyIf: wanting,
    ask: both('每天需要托育几小时？', 'How many hours a day?'),
    options: [
      option('UP_TO_4', '4 小时以内', 'Up to 4 hours'),
      option('UP_TO_8', '4–8 小时', '4 to 8 hours'),
      option('UP_TO_10', '8–10 小时', '8 to 10 hours'),
      option('MORE', '10 小时以上', 'More than 10 hours'),
    ],
  },
  {
    key: 'concerns',
    number: 17,
    kind: 'SOME',
    most: 3,
    page: 2,
    ask: both('您最看重什么？', 'What matters most to you?'),
    hint: both('最多选三项。', 'Up to three.'),
    options: [
      option('SAFETY', '安全', 'Safety'),
      option('STAFF', '师资', 'Staff'),
      option('PRICE', '价格', 'Price'),
      option('DISTANCE', '距离', 'Distance'),
      option('HYGIENE', '卫生', 'Hygiene'),
      option('MEALS', '餐食', 'Meals'),
    ],
  },
  {
    key: 'whyNot',
    number: 18,
    kind: 'ONE',
    page: 2,
    onlyIf: { question: 'inCare', is: ['NONE'] },
    ask: both('没有入托的主要原因？', 'Why is the child not in care, for the most part?'),
    options: [
      option('AT_HOME', '家里有人照看', 'Somebody at home looks after the child'),
      option('TOO_YOUNG', '孩子太小', 'The child is too young'),
      option('PRICE', '费用太高', 'It costs too much'),
      option('DISTANCE', '附近没有', 'There is none nearby'),
      option('NO_PLACE', '没有名额', 'There is no free place'),
      option('NOT_SURE', '不放心', 'I do not trust it'),
      option('OTHER', '其他', 'Something else'),
    ],
  },
  {
    key: 'knowsPolicy',
    number: 19,
    kind: 'ONE',
    page: 2,
    ask: both('您了解普惠托育政策吗？', 'Do you know the policy of affordable childcare?'),
    options: [option('WELL', '了解', 'Yes'), option('SOME', '听说过', 'I have heard of it'), option('NO', '不了解', 'No')],
  },
  {
    key: 'advice',
    number: 20,
    kind: 'TEXT',
    most: 500,
    free: true,
    page: 2,
    ask: both('您还有什么建议？', 'What else would you advise?'),
    hint: both(
      '可以不填。请不要写孩子或家人的姓名、电话、住址。',
      'May be left empty. Please name no child and nobody else, and write no phone number or address.',
    ),
  },
];

const VERSIONS: readonly Questionnaire[] = [{ version: 1, questions: [...FIRST, ...SECOND] }];
/** The one that a questionnaire is opened with today. */
export const NEWEST_VERSION = 1;

/** Error: no release ever had it. */
export function questionnaireOf(version: number): Questionnaire {
  const found = VERSIONS.find((one) => one.version === version);
  if (found === undefined) throw new Error(`there is no version ${version} of the questionnaire`);
  return found;
}

/** What a person has chosen or typed: a text by question, a list where several may be chosen. */
export type Given = Readonly<Record<string, string | readonly string[]>>;

/** Whether a question is asked of somebody who has answered so. */
export function isAsked({ onlyIf }: Question, given: Given): boolean {
  if (onlyIf === undefined) return true;
  const answer = given[onlyIf.question];
  return typeof answer === 'string' && onlyIf.is.includes(answer);
}

/** Before the first question: who asks, what for, and that it is for those with care of the child. */
export const CONSENT: Text = {
  zh: '我是孩子的父母或监护人，已阅读以上说明，自愿参加本次调研。',
  en: 'I am a parent or guardian of the child, have read the above, and take part of my own will.',
};
