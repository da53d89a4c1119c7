/** A limit in words, with its own unit: 「5 个工作日」, "5 working days". */
import type { Limit } from '../calendar/calendar.ts';
import type { Text } from '../kernel/values.ts';

const UNITS: Readonly<Record<Limit['unit'], { readonly zh: string; readonly one: string; readonly more: string }>> = {
  WD: { zh: '个工作日', one: 'working day', more: 'working days' },
  CD: { zh: '日（自然日）', one: 'calendar day', more: 'calendar days' },
  MONTH: { zh: '个月', one: 'month', more: 'months' },
};

/** A limit as the record writes it, `10 WD`. */
export function writtenLimit(written: string): Text {
  const [n = '', unit = ''] = written.split(' ');
  return isUnit(unit) ? limitWords({ n: Number(n), unit }) : { zh: written, en: written };
}
const isUnit = (unit: string): unit is Limit['unit'] => unit in UNITS;

export function limitWords({ n, unit }: Limit): Text {
  const { zh, one, more } = UNITS[unit];
  return { zh: `${n} ${zh}`, en: `${n} ${n === 1 ? one : more}` };
}
