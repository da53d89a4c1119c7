/**
 * A year of the calendar as it is typed: a row for each day, or for several that follow one another; and what the API takes
 * of it. Also read from the file that `tuojian calendar import` takes. Deliberately absent: drawing (propose.tsx).
 */
import type { YearStatus } from '../../../domain/calendar/calendar.ts';
import { type CalendarYear, dayFaults, daysFromTo, type SpecialDay } from '../../../domain/calendar/year.ts';
import { addDays, isRealDay } from '../../../domain/kernel/days.ts';

/** `to`: the last of several days; empty: it is one. `kind`: REST, WORK. */
export type DayRow = { day: string; to: string; kind: string; name: string };
export type TypedYear = { year: string; status: string; document: string; basis: string; days: DayRow[] };

export const NO_DAY: DayRow = { day: '', to: '', kind: 'REST', name: '' };
export const NO_YEAR: TypedYear = { year: '', status: 'DECREED', document: '', basis: '', days: [NO_DAY] };

const STATUSES: readonly YearStatus[] = ['DECREED', 'PROVISIONAL'];
const statusIn = (text: string): YearStatus | null => STATUSES.find((status) => status === text) ?? null;

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDay(text);
const isBlank = ({ day, to, name }: DayRow): boolean => [day, to, name].every((typed) => typed.trim() === '');
const yearOf = (day: string): string => day.slice(0, 'yyyy'.length);
/** Of one year, in their order: whatever else is typed gives its first day alone, and its fault. */
const isRange = (day: string, to: string): boolean => isDay(day) && isDay(to) && day <= to && yearOf(day) === yearOf(to);

/** Each day by itself; `rowOf`: in which row the n-th stands. What is left empty gives none. */
export function expanded(rows: readonly DayRow[]): { readonly days: readonly SpecialDay[]; readonly rowOf: readonly number[] } {
  const each = rows.flatMap((row, n) => {
    if (isBlank(row)) return [];
    const days = isRange(row.day, row.to) ? daysFromTo(row.day, row.to) : [row.day];
    return days.map((day) => ({ n, day: { day, work: row.kind === 'WORK', name: row.name.trim() } }));
  });
  return { days: each.map(({ day }) => day), rowOf: each.map(({ n }) => n) };
}

/** As far as it is typed; a status that is none counts as decreed until it is chosen. */
export const wantedOf = ({ year, status, document, days }: TypedYear): CalendarYear => ({
  year: Number(year),
  status: statusIn(status) ?? 'DECREED',
  document: document.trim(),
  days: expanded(days).days,
});

/** What the form alone can find wrong; each the name of its sentence. */
export type Wrong = 'fillIn' | 'wrongYear' | 'wrongDay' | 'wrongEnd' | 'outside' | 'twice' | 'noDays';

/** By the place of the field, `days.0.day`; the server looks at everything again. */
export function wrongIn(typed: TypedYear): Readonly<Record<string, Wrong>> {
  const year = typed.year.trim();
  const known = /^\d{4}$/.test(year);
  const found = new Map<string, Wrong>();
  if (!known) found.set('year', 'wrongYear');
  if (statusIn(typed.status) === null) found.set('status', 'fillIn');
  for (const field of ['document', 'basis'] as const) if (typed[field].trim() === '') found.set(field, 'fillIn');
  if (typed.days.every(isBlank)) found.set('days', 'noDays');
  typed.days.forEach((row, n) => {
    if (isBlank(row)) return;
    if (!isDay(row.day)) found.set(`days.${n}.day`, 'wrongDay');
    if (row.to !== '' && !isRange(row.day, row.to)) found.set(`days.${n}.to`, 'wrongEnd');
    if (row.name.trim() === '') found.set(`days.${n}.name`, 'fillIn');
  });
  const { days, rowOf } = expanded(typed.days);
  for (const { nth, why } of dayFaults(Number(year), days)) {
    const at = `days.${rowOf[nth] ?? 0}.day`;
    if (!found.has(at) && (known || why !== 'OUTSIDE')) found.set(at, why === 'TWICE' ? 'twice' : 'outside');
  }
  return Object.fromEntries(found);
}

/** Where a place of what was sent stands in the form: `days[3].work` in the row whose days the fourth is of. */
export function typedPlace(rows: readonly DayRow[], at: string): string {
  const [, nth, part = 'day'] = /^days\[(\d+)\](?:\.(\w+))?$/.exec(at) ?? [];
  if (nth === undefined) return at;
  const row = expanded(rows).rowOf[Number(nth)];
  return row === undefined ? 'days' : `days.${row}.${part === 'work' ? 'kind' : part}`;
}

/** Days that follow one another for the same reason stand in one row. */
export function rowsOf(days: readonly SpecialDay[]): DayRow[] {
  const rows: DayRow[] = [];
  for (const { day, work, name } of days) {
    const kind = work ? 'WORK' : 'REST';
    const last = rows.at(-1);
    const end = last === undefined ? '' : last.to === '' ? last.day : last.to;
    const goesOn = isDay(end) && addDays(end, 1) === day && yearOf(end) === yearOf(day);
    if (last !== undefined && goesOn && last.kind === kind && last.name === name) last.to = day;
    else rows.push({ day, to: '', kind, name });
  }
  return rows;
}

const textAt = (of: object, key: string): string => {
  const value: unknown = Reflect.get(of, key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The command's file; what is wrong within it is told at its field. UNREADABLE: it is cut off, or none of a calendar. Null: it is no JSON. */
export function typedFrom(text: string): Omit<TypedYear, 'basis'> | 'UNREADABLE' | null {
  const bare = text.replace(/^\uFEFF/, '').trim();
  if (!bare.startsWith('{')) return null;
  try {
    const json: unknown = JSON.parse(bare);
    if (typeof json !== 'object' || json === null || !('days' in json) || !Array.isArray(json.days)) return 'UNREADABLE';
    const days = json.days.map((one: unknown): SpecialDay => {
      const of: object = typeof one === 'object' && one !== null ? one : {};
      return { day: textAt(of, 'day'), work: Reflect.get(of, 'work') === true, name: textAt(of, 'name') };
    });
    return { year: textAt(json, 'year'), status: textAt(json, 'status'), document: textAt(json, 'document'), days: rowsOf(days) };
  } catch {
    return 'UNREADABLE';
  }
}
