/**
 * Numbers of the clocks that an approval runs by (督办, 容缺受理, 催办) where its route says nothing else. Deliberately absent:
 * the limits of each matter (routes, which a county replaces one by one), and how a clock runs (deadline.ts).
 */
import { list, number, record } from '../kernel/shape.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { type Adopted, pinnedOn, row, ruleTable, type Standards, shippedValues, type ValuesOf, valuesIn } from '../rule-table/table.ts';

type Hours = { readonly from: number; readonly to: number };
/** Days and hours are counted whole. */
const notWhole = (values: Readonly<Record<string, number | readonly (number | Hours)[]>>): readonly Text[] =>
  Object.entries(values).flatMap(([name, value]) => {
    const numbers = typeof value === 'number' ? [value] : value.flatMap((each) => (typeof each === 'number' ? [each] : [each.from, each.to]));
    return numbers.every(Number.isInteger) ? [] : [{ zh: `“${name}”须为整数`, en: `${name} must be whole` }];
  });

type InOrder = { readonly escalationDays: readonly number[]; readonly officeHours: readonly Hours[] };
function notInOrder({ escalationDays, officeHours }: InOrder): readonly Text[] {
  const rises = (numbers: readonly number[]): boolean => numbers.every((each, index) => index === 0 || each > (numbers[index - 1] ?? each));
  return [
    ...(rises(escalationDays) ? [] : [{ zh: 'escalationDays：须逐级增加', en: 'escalationDays must rise from one to the next' }]),
    ...(rises(officeHours.flatMap(({ from, to }) => [from, to]))
      ? []
      : [{ zh: 'officeHours：各段须先后有序、不重叠', en: 'officeHours must follow one another and not overlap' }]),
  ];
}

const OWN = '本产品默认';
const hour = number(0, 24);

export const CLOCKS = ruleTable(
  'CLOCKS',
  {
    name: { zh: '审批时限与督办', en: 'Clocks of approvals' },
    explanation: {
      zh: '亮灯、逐级督办、催办、容缺补正和补录的期限；审批路线另有规定的，从其规定。',
      en: 'Lights, escalation, nudges, missing papers and late entries, where a route says nothing else.',
    },
  },
  {
    yellowPercent: row(number(0, 100), 30, {
      name: { zh: '黄灯：剩余时限比例', en: 'yellow: share of the limit left' },
      explanation: { zh: '剩余不足这一比例或下一行的天数时亮黄灯。', en: 'Yellow when this share, or the days of the next row, are left.' },
      unit: 'PERCENT',
      document: OWN,
      mark: 'DEFAULT',
    }),
    yellowDays: row(number(0, 60), 2, {
      name: { zh: '黄灯：剩余工作日', en: 'yellow: working days left' },
      unit: 'WD',
      document: OWN,
      mark: 'DEFAULT',
    }),
    redAtHour: row(hour, 18, {
      name: { zh: '红灯：到期日几时', en: 'red: hour of the last day' },
      document: OWN,
      mark: 'DEFAULT',
    }),
    noticeAtHour: row(hour, 9, {
      name: { zh: '黄灯和逾期督办：当日几时', en: 'yellow and escalation: hour of the day' },
      document: OWN,
      mark: 'DEFAULT',
    }),
    escalationDays: row(list(number(1, 60), { least: 3, most: 3 }), [1, 3, 5], {
      name: { zh: '逾期逐级督办', en: 'escalation after the last day' },
      explanation: { zh: '逾期几个工作日报办公室主任、副组长、组长。', en: 'Working days after which director, deputy leader and leader are told.' },
      unit: 'WD',
      document: OWN,
      mark: 'DEFAULT',
    }),
    remindEveryDays: row(number(1, 60), 5, {
      name: { zh: '逾期后提醒间隔', en: 'reminders after the last day, every' },
      unit: 'WD',
      document: OWN,
      mark: 'DEFAULT',
    }),
    remindMost: row(number(0, 60), 12, {
      name: { zh: '逾期后提醒次数上限', en: 'such reminders at most' },
      document: OWN,
      mark: 'DEFAULT',
    }),
    nudgeHours: row(number(1, 100), 4, {
      name: { zh: '催办间隔', en: 'between two nudges' },
      explanation: { zh: '每几个工作小时至多催办一次。', en: 'One nudge in so many working hours.' },
      unit: 'HOUR',
      document: OWN,
      mark: 'DEFAULT',
    }),
    officeHours: row(
      list(record({ from: hour, to: hour }), { least: 1, most: 4 }),
      [
        { from: 9, to: 12 },
        { from: 14, to: 18 },
      ],
      {
        name: { zh: '办公时间', en: 'office hours' },
        explanation: { zh: '用于计算工作小时。', en: 'Working hours are counted by them.' },
        document: OWN,
        mark: 'DEFAULT',
      },
    ),
    expertReviewDays: row(number(1, 250), 30, {
      name: { zh: '专家评审暂停时限', en: 'pause for expert review at most' },
      explanation: { zh: '超过后提醒暂停计时的人。', en: 'Whoever stopped the clock is reminded then.' },
      unit: 'WD',
      document: '行政许可法 第四十五条；焦作市中站区办事指南（评审不超过30个工作日，不计入时限）',
      mark: 'LAW',
    }),
    deficiencyDays: row(number(1, 60), 5, {
      name: { zh: '容缺材料补正时限', en: 'what was accepted as missing, within' },
      unit: 'WD',
      document: '本产品默认（台州：不超过承诺办理时限）',
      mark: 'DEFAULT',
    }),
    deficiencyGraceDays: row(number(1, 60), 15, {
      name: { zh: '逾期未补后的退件时限', en: 'returned when still missing after' },
      explanation: { zh: '补正逾期暂停计时，再过几个工作日仍未补的退件。', en: 'The clock stops, and so much later the application goes back.' },
      unit: 'WD',
      document: '台州市容缺受理做法（超过15个工作日退件）',
      mark: 'LAW',
    }),
    readingDays: row(number(0, 365), 30, {
      name: { zh: '办结后传阅期', en: 'copies can be marked as read for' },
      unit: 'CD',
      document: OWN,
      mark: 'DEFAULT',
    }),
    enteredWithinDays: row(number(0, 365), 30, {
      name: { zh: '纸质收件补录期限', en: 'papers are entered within' },
      explanation: { zh: '更早收到的不能补录为本件的收件日期。', en: 'No earlier day can be entered as the day of receipt.' },
      unit: 'CD',
      document: '党政机关公文处理工作条例 第二十四条（天数为本产品默认）',
      mark: 'DEFAULT',
    }),
    proposalDays: row(number(1, 90), 14, {
      name: { zh: '任免、路线、规则表提议的确认期', en: 'roles, routes and tables: confirmed within' },
      unit: 'CD',
      document: OWN,
      mark: 'DEFAULT',
    }),
  },
  (values) => [...notWhole(values), ...notInOrder(values)],
);
export type ClockRules = ValuesOf<typeof CLOCKS.rows>;

const FIRST = shippedValues(CLOCKS, 1);

/** By which numbers the clocks of a case run; without a table: those of release 0.4.0. */
export const clocksOf = (standards: Standards | undefined): ClockRules =>
  standards?.[CLOCKS.key] === undefined ? FIRST : valuesIn(standards, CLOCKS);

/** A programme's own versions of tables, by their keys. */
export type OwnTables = { readonly standards?: Readonly<Record<string, readonly Adopted[]>> };
/** Those that hold for a programme itself on a day. */
export const clocksOn = ({ standards }: OwnTables, day: IsoDate): ClockRules =>
  clocksOf({ [CLOCKS.key]: pinnedOn(CLOCKS, standards?.[CLOCKS.key] ?? [], day) });
