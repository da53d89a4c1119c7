/** What the development plan (发展规划) of the example says, for the example and the demo. Deliberately absent: its way to the issue. */
import type { DevelopmentContent } from '../../domain/programme/development/content.ts';

type Listed = { readonly code: string; readonly name: string; readonly places: number };

/** `asOf`: of the survey; the projects are built from its year on. */
export function developmentOf(projects: readonly Listed[], asOf: string): DevelopmentContent {
  const places = projects.reduce((sum, one) => sum + one.places, 0);
  return {
    survey: { asOf, validAnswers: 640, requiredPlaces: 1_268, demandGap: 527 },
    perThousand: 4.5,
    publicPercent: 80,
    towns: [
      { town: '城关街道', places: Math.ceil(places / 2) },
      { town: '其他街道、乡镇', places: Math.floor(places / 2) },
    ],
    projects: projects.map((one) => ({ ...one, year: asOf.slice(0, 'yyyy'.length) })),
    land: '新建项目划拨供地，其余利用既有用房',
    money: [
      { source: '中央预算内投资', amountFen: 1_600 * WAN_FEN },
      { source: '县级财政', amountFen: 2_200 * WAN_FEN },
    ],
    staff: '按师生比配备，开托前完成培训持证',
    measures: [
      { measure: '领导小组统筹，按月调度', unit: '领导小组办公室' },
      { measure: '配套资金列入年度预算', unit: '县财政局' },
    ],
  };
}
const WAN_FEN = 1_000_000;
