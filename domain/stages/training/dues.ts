/** Health certificates that end: all that end on one day are told together. Deliberately absent: who is ready (ready.ts). */
import { addDays } from '../../kernel/days.ts';
import { type Standards, valuesIn } from '../../rule-table/table.ts';
import { DUES } from '../../standards/dues.ts';
import { TRAINING } from '../../standards/training.ts';
import type { DueDay } from '../watch.ts';
import type { Trainee } from './ready.ts';

/** So many are named; a mail is no roster. */
const NAMED = 5;

type Held = { readonly standards?: Standards; readonly trainees: Readonly<Record<string, Trainee>> };
export function healthDues({ standards, trainees }: Held): readonly DueDay[] {
  const { healthWarnDays } = valuesIn(standards, DUES);
  if (healthWarnDays === null) return [];
  const byDay = new Map<string, string[]>();
  for (const [ref, { healthCertificateUntil: until }] of Object.entries(trainees)) {
    if (until !== null) byDay.set(until, [...(byDay.get(until) ?? []), ref]);
  }
  const { document } = TRAINING.rows.healthCertificateMonths;
  return [...byDay].map(([on, found]) => {
    // A database gives the fields of a state back in an order of its own; a sentence that is kept knows none.
    const refs = found.sort();
    const [some, more] = [refs.slice(0, NAMED), refs.length - NAMED];
    return {
      key: 'HEALTH_CERTIFICATES',
      on,
      from: addDays(on, -healthWarnDays),
      after: ['PROGRAMME_OFFICER'],
      what: {
        zh: `${refs.length} 人健康证须更新（${some.join('、')}${more > 0 ? `等 ${refs.length} 人` : ''}；${document}）`,
        en: `health certificates of ${refs.length} must be renewed (${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}; ${document})`,
      },
    };
  });
}
