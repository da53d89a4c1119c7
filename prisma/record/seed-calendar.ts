/**
 * First data of the working-day calendar: decreed years from the package chinese-days, the coming year with its
 * statutory days only, marked provisional (暂定) until its notice is out. A year that is there already stays as it is.
 */
import chineseDays from 'chinese-days';
import { addDays } from '../../domain/kernel/days.ts';
import { type Database, inTransaction } from '../database.ts';
import { storeCalendarYear } from './calendar.ts';

/** Years with the State Council's notice (国务院办公厅关于部分节假日安排的通知), by document number. */
const DECREED: Readonly<Record<number, string>> = {
  2022: '国办发明电〔2021〕11号',
  2023: '国办发明电〔2022〕16号',
  2024: '国办发明电〔2023〕7号',
  2025: '国办发明电〔2024〕12号',
  2026: '国办发明电〔2025〕7号',
};

/** Statutory days of 2027 (全国年节及纪念日放假办法); make-up days are not known before the notice. */
const PROVISIONAL = {
  year: 2027,
  days: ['01-01', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15', '10-01', '10-02', '10-03'],
};

/** Days of a year that differ from Monday to Friday, as chinese-days has them. */
export function decreedDays(year: number): { readonly day: string; readonly work: boolean; readonly name: string }[] {
  const days: { day: string; work: boolean; name: string }[] = [];
  for (let day = `${year}-01-01`; day.startsWith(`${year}`); day = addDays(day, 1)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    const work = chineseDays.isWorkday(day);
    if (work !== (weekday !== 0 && weekday !== 6)) days.push({ day, work, name: chineseDays.getDayDetail(day).name });
  }
  return days;
}

export async function seedCalendar(db: Database): Promise<void> {
  await inTransaction(db.pool, async (tx) => {
    for (const [year, document] of Object.entries(DECREED)) {
      await storeCalendarYear(tx, { year: Number(year), status: 'DECREED', document, days: decreedDays(Number(year)) }, true);
    }
    const days = PROVISIONAL.days.map((day) => ({ day: `${PROVISIONAL.year}-${day}`, work: false, name: '法定节假日（暂定）' }));
    await storeCalendarYear(tx, { year: PROVISIONAL.year, status: 'PROVISIONAL', document: '全国年节及纪念日放假办法', days }, true);
  });
}
