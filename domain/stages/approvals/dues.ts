/** Land that was examined beforehand and not used: as long as it holds, watched by the project and then by its construction. */
import { addDays, addMonths } from '../../kernel/days.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { DUES } from '../../standards/dues.ts';
import { ruleWords } from '../../words/rules.ts';
import type { DueDay } from '../watch.ts';

export function landPreDue(held: { readonly landPreOn: IsoDate; readonly landPreMonths: number; readonly warnDays: number }): DueDay {
  const { document } = DUES.rows.landPreMonths;
  const on = addMonths(held.landPreOn, held.landPreMonths);
  return {
    key: 'LAND_PRE',
    on,
    from: addDays(on, -held.warnDays),
    after: ['PROGRAMME_OFFICER'],
    what: {
      zh: `用地预审与选址意见书有效期届满；届满前须取得建设用地规划许可证，否则重新办理（${document}）`,
      en: `the land pre-examination ends; the land-use permit must be there before, or it is asked for again (${ruleWords(document).en})`,
    },
  };
}
