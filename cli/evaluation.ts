/** What commands about a programme's evaluation share: how one is told, and how a command is sent. */
import type { ProgrammeEvaluation } from '../domain/programme/evaluation-facts.ts';
import { valuesIn } from '../domain/rule-table/table.ts';
import { BAND_WORDS } from '../domain/standards/evaluation.ts';
import { PROGRAMME_EVALUATION } from '../domain/standards/programme-evaluation.ts';
import { type SignIn, signIn } from './api-session.ts';
import { pick, setupError } from './declare.ts';
import { lastLine, say, table } from './output.ts';

export type EvaluationOptions = SignIn & { readonly lang: string; readonly programme: string };

type State = { readonly evaluations?: Readonly<Record<string, ProgrammeEvaluation>> };
const pathOf = (programme: string): string => `/api/v1/programme/${encodeURIComponent(programme)}`;

/** Error: the API's own refusal, in words. */
export async function sendTo(options: EvaluationOptions, command: object): Promise<void> {
  await (await signIn(options)).post(`${pathOf(options.programme)}/commands`, command);
}

/** Prints one, the newest where none is named. Error: SetupError where there is none. */
export async function tellEvaluation(options: EvaluationOptions, named?: string): Promise<void> {
  const { programme, lang } = options;
  const { state } = await (await signIn(options)).get<{ state: State }>(pathOf(programme));
  const all = Object.entries(state.evaluations ?? {});
  const found = named === undefined ? all.at(-1) : all.find(([key]) => key === named);
  if (found === undefined)
    throw setupError(
      lang,
      {
        zh: `项目群 ${programme} 没有${named === undefined ? '绩效评价' : ` ${named}`}。`,
        en: `Programme ${programme} has no ${named ?? 'evaluation'}.`,
      },
      { zh: '用 tuojian evaluation begin 开始。', en: 'Begin one with tuojian evaluation begin.' },
    );
  tell(found[0], found[1], lang);
}

const STATUS = {
  BEGUN: { zh: '待填措施', en: 'to be answered' },
  ANSWERED: { zh: '落实措施', en: 'measures under way' },
  CLOSED: { zh: '已办结', en: 'closed' },
  REPLACED: { zh: '已被新的评价取代', en: 'replaced by a newer one' },
} as const;
const MEASURE = {
  OPEN: { zh: '待报告', en: 'open' },
  REPORTED: { zh: '待核验', en: 'reported' },
  VERIFIED: { zh: '已核验', en: 'verified' },
} as const;
function tell(key: string, evaluation: ProgrammeEvaluation, lang: string): void {
  const { status, asOf, basis, total, band, scores, figures, measures, reasons } = evaluation;
  say(`${key}  ${pick(STATUS[status], lang)}  ${pick({ zh: `截至 ${asOf}（${basis}）`, en: `as of ${asOf} (${basis})` }, lang)}`);
  const { indicators } = valuesIn(evaluation.standards, PROGRAMME_EVALUATION);
  table(
    indicators.map(({ key: indicator, zh, en, weight }) => {
      const { have = 0, of = 0, short = [] } = figures.find((figure) => figure.key === indicator) ?? {};
      const answered =
        reasons[indicator] ??
        Object.entries(measures)
          .flatMap(([name, one]) => (one.indicator === indicator ? [name] : []))
          .join(', ');
      return [indicator, pick({ zh, en }, lang), `${scores[indicator] ?? 0} / ${weight}`, `${have} / ${of}`, short.join(' '), answered];
    }),
    { indent: '  ', right: [2, 3] },
  );
  for (const [name, { measure, person, dueOn, status: stands, overdue }] of Object.entries(measures))
    say(`  ${name}  ${measure}  ${person}  ${dueOn}  ${pick(MEASURE[stands], lang)}${overdue ? pick({ zh: '，逾期', en: ', overdue' }, lang) : ''}`);
  say(`  ${total}  ${pick(BAND_WORDS[band], lang)}`);
  lastLine({ evaluation: key, status, asOf, total, band, open: Object.values(measures).filter((one) => one.status !== 'VERIFIED').length });
}
