/**
 * What a plan (发展规划, 实施方案) says and how it comes to be issued: opinions, reviews, meetings, publication (domain facts
 * 2.4). Deliberately absent: who decides on it (routes.ts).
 */
import { flag, list, nullable, number, oneOf } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import type { BuildKind } from '../profile/profile.ts';
import { row, ruleTable } from '../rule-table/table.ts';
import { MILESTONE_NAMES, milestonesOf } from './milestones.ts';

/** 开托: the day on which children are taken in. No milestone of works. */
export const OPENING = 'OPENING';
/** Days that a plan sets: milestones of works, and the opening. */
export const NODE_NAMES: Readonly<Record<string, Text>> = { ...MILESTONE_NAMES, [OPENING]: { zh: '开托', en: 'Opening' } };
const NODES = Object.keys(NODE_NAMES);
/** Those that a kind of building has, in their order. */
export const nodesOf = (buildKind: BuildKind): readonly string[] => [...milestonesOf(buildKind).map(({ key }) => key), OPENING];

const COUNTY = '县级规定（本产品默认）';
const CHAIN = '征求成员单位意见、合法性审核、会议审议、印发公开（通行做法）';

export const PLANS = ruleTable(
  'PLANS',
  {
    name: { zh: '规划与实施方案', en: 'Plans' },
    explanation: {
      zh: '规划、方案写什么，经过哪些程序才能印发，何时公开。',
      en: 'What a plan says, by which procedure it is issued, when it is published.',
    },
  },
  {
    leastUnits: row(number(1, 40), 1, {
      name: { zh: '至少征求意见的成员单位', en: 'member units heard at least' },
      unit: 'PERSON',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    minutes: row(flag, true, {
      name: { zh: '须有办公室会议和领导小组会议纪要', en: 'minutes of the office and of the leading group' },
      explanation: {
        zh: '报批前须有办公室会议纪要，印发前须有领导小组会议纪要。',
        en: 'Of the office before it is handed in, of the leading group before it is issued.',
      },
      document: CHAIN,
      mark: 'GK_H',
      first: { value: false },
    }),
    files: row(flag, true, {
      name: { zh: '意见、审查、纪要须附文件', en: 'opinions, reviews and minutes with their files' },
      document: COUNTY,
      mark: 'DEFAULT',
      first: { value: false },
    }),
    nodes: row(list(oneOf(NODES), { most: NODES.length }), ['START', 'STRUCTURE', 'COMPLETION', OPENING], {
      name: { zh: '须写明的时间节点', en: 'days that a plan must set' },
      explanation: {
        zh: '开工、封顶、竣工、开托；该类建设没有的节点除外。',
        en: 'Start, topping out, completion, opening, as far as the kind of works has them.',
      },
      document: CHAIN,
      mark: 'GK_H',
      first: { value: [] },
    }),
    publishWorkdays: row(nullable(number(1, 250)), 20, {
      name: { zh: '印发后公开期限', en: 'published after its issue within' },
      explanation: { zh: '空：不提醒。', en: 'Empty: nobody is told.' },
      unit: 'WD',
      document: '政府信息公开条例 第二十六条',
      mark: 'GK_H',
      first: { value: null },
    }),
    publishWarnDays: row(number(1, 60), 5, {
      name: { zh: '公开期限提前提醒', en: 'publication: told before' },
      unit: 'CD',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
  },
);
