/** How a day of the calendar is called: by its weekday, and why it differs from it. */
import { useLocale } from '../../app/locale.tsx';

/** `National Day,国庆节,3`, as the shipped years have it, in either language; what a county writes stands as it is. */
export function dayName(name: string): { readonly zh: string; readonly en: string } {
  const [, en, zh] = /^([^,]+),([^,]+),\d+$/.exec(name) ?? [];
  return en === undefined || zh === undefined ? { zh: name, en: name } : { zh, en };
}

export function useWeekday(): (day: string) => string {
  const locale = useLocale();
  return (day) => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
