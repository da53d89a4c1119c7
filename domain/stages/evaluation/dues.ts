/** Improvement measures that are due (改进措施). Deliberately absent: who verifies them (stage.ts). */
import { addDays } from '../../kernel/days.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { DUES } from '../../standards/dues.ts';
import type { StageState } from '../facts.ts';
import type { DueDay } from '../watch.ts';

type Promised = Pick<StageState, 'standards' | 'status'> & {
  readonly measures: Readonly<Record<string, { readonly status: string; readonly measure: string; readonly owner: string; readonly dueOn: IsoDate }>>;
};
export function measureDues({ standards, status, measures }: Promised): readonly DueDay[] {
  const { warnDays } = valuesIn(standards, DUES);
  if (warnDays === null || status !== 'OPEN') return [];
  return Object.entries(measures).flatMap(([key, { status: stands, measure, owner, dueOn: on }]) =>
    stands === 'OPEN'
      ? [
          {
            key: `MEASURE.${key}`,
            on,
            from: addDays(on, -warnDays),
            after: ['PROGRAMME_OFFICER' as const],
            what: {
              zh: `改进措施 ${key} 须完成并上报：${measure}（责任：${owner}）`,
              en: `measure ${key} must be done and reported: ${measure} (${owner})`,
            },
          },
        ]
      : [],
  );
}
