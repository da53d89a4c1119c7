/** Letters of supervision and reasons for a light, with their answers, on the page of works. Deliberately absent: who sends and judges them (supervision.ts). */
import { dayWords } from '../../words/days.ts';
import { type Cell, dayCell, plainly, type Section, text } from '../standing.ts';
import type { ConstructionState, LightRule } from './facts.ts';
import { GROUPS } from './groups.ts';
import { LETTER_NAMES } from './letter-words.ts';
import { LIGHT_NAMES } from './light-words.ts';

const person = (id: string | undefined): Cell => (id === undefined ? null : { person: id });
const ruleCell = (rule: LightRule | undefined): Cell => (rule === undefined ? null : plainly(`${rule.table}.${rule.row}：${rule.value}`));

export function supervisionSections({ letters = {}, reasons = [] }: ConstructionState): readonly Section[] {
  return [
    {
      key: 'letters',
      group: GROUPS.works,
      title: text('督办文书', 'Letters of supervision'),
      columns: [
        text('文书', 'Letter'),
        text('文号', 'Number'),
        text('日期', 'Day'),
        text('发文人', 'Sent by'),
        text('事由', 'What it is about'),
        text('回复期限', 'Answer by'),
        text('回复', 'Answer'),
      ],
      rows: Object.values(letters).map(({ letter, number, on, by, reason, answerBy, answeredOn, answer = '' }) => ({
        key: number,
        cells: [
          LETTER_NAMES[letter],
          plainly(number),
          dayCell(on),
          person(by),
          plainly(reason),
          dayCell(answerBy),
          answeredOn === undefined
            ? answerBy === undefined
              ? text('无须回复', 'none asked for')
              : text('未回复', 'not answered')
            : text(`${dayWords(answeredOn).zh}：${answer}`, `${dayWords(answeredOn).en}: ${answer}`),
        ],
      })),
    },
    {
      key: 'reasons',
      group: GROUPS.works,
      title: text('亮灯理由', 'Reasons for lights'),
      columns: [
        text('灯', 'Light'),
        text('规则', 'Rule'),
        text('报送日期', 'Given on'),
        text('报送人', 'By'),
        text('理由', 'Reason'),
        text('截至', 'Holds until'),
        text('认定', 'Judged'),
        text('认定人', 'By'),
      ],
      rows: reasons.map(({ of, rule, on, by, reason, until, judged }, index) => ({
        key: String(index),
        cells: [
          LIGHT_NAMES[of],
          ruleCell(rule),
          dayCell(on),
          person(by),
          plainly(reason),
          dayCell(until),
          judged === undefined
            ? text('待认定', 'waits for the office')
            : text(
                `${judged.accepted ? '成立' : '不成立'}（${dayWords(judged.on).zh}）：${judged.answer}`,
                `${judged.accepted ? 'valid' : 'not valid'} (${dayWords(judged.on).en}): ${judged.answer}`,
              ),
          person(judged?.by),
        ],
      })),
    },
  ];
}
