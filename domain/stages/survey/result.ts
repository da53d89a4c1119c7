/**
 * What a survey says, as its page and its report show it: the numbers it rests on, the formula with them put in, each question
 * with its answers, and what to be careful of. The numbers are those of the one computation (report.ts). Pure. Deliberately
 * absent: pages and files.
 */
import type { Locale } from '../../kernel/locale.ts';
import type { Text } from '../../kernel/values.ts';
import { AGE_BAND_WORDS, AGE_BANDS, type AgeBand, affording, NEEDS, VERDICT_WORDS, wantingShare } from '../../standards/demand.ts';
import { surveyRules } from '../../standards/survey.ts';
import { ANSWER_FAULT_WORDS } from './answer.ts';
import { isCollecting } from './public-form.ts';
import { OTHER_AREAS, TRAVEL_KEYS } from './question-counts.ts';
import { NEWEST_VERSION, type Question, questionnaireOf } from './questionnaire.ts';
import { reportOf, type SurveyReport } from './report.ts';
import { shortOf } from './sample.ts';
import type { SurveyState } from './stage.ts';

export type Line = { readonly label: Text; readonly value: Text };
export type QuestionResult = {
  readonly key: string;
  readonly number: number;
  readonly ask: Text;
  /** Of how many answers; where several may be chosen, of how many choices. */
  readonly total: number;
  readonly answers: readonly { readonly name: Text; readonly count: number; readonly percent: number }[];
};
export type SurveyResultShown = {
  readonly report: SurveyReport;
  /** Drawn up, and lies with its reviewer or is signed. */
  readonly final: boolean;
  readonly inputs: readonly Line[];
  readonly formula: readonly Line[];
  readonly questions: readonly QuestionResult[];
  readonly warnings: readonly Text[];
};

/** As a report shows it. */
export type PrintedSurvey = {
  readonly locale: Locale;
  readonly project: string;
  readonly name: Text;
  readonly programme: Text;
  /** Its days, and the day of the newest fact in it. */
  readonly days: string;
  readonly asOf: string;
  readonly result: SurveyResultShown;
};

type Surveyed = Pick<SurveyState, 'inputs' | 'profile' | 'tally' | 'standards' | 'report' | 'publicForm'>;

export function resultOf(state: Surveyed): SurveyResultShown {
  const report = state.report ?? reportOf(state);
  return {
    report,
    final: state.report !== null,
    inputs: inputsOf(state),
    formula: formulaOf(state, report),
    questions: questionsOf(state),
    warnings: warningsOf(state, report),
  };
}

const both = (zh: string, en: string): Text => ({ zh, en });
const same = (value: string | number): Text => ({ zh: String(value), en: String(value) });
const grouped = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 2 });
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const FEN = 100;

/** As the computation sees it (standards/demand.ts): certain ones whole, maybes in part. */
function wanting({ tally, standards }: Surveyed, band: AgeBand): { readonly text: string; readonly share: number } {
  const { CERTAIN, MAYBE, NO } = tally.needs[band];
  const all = CERTAIN + MAYBE + NO;
  const rules = surveyRules(standards);
  const part = rules.maybePercent / 100;
  const share = wantingShare(tally, band, rules);
  return { share, text: all === 0 ? '0' : `(${CERTAIN} + ${part} × ${MAYBE}) ÷ ${all} = ${percent(share)}` };
}

function inputsOf(state: Surveyed): readonly Line[] {
  const basis = state.inputs.survey;
  const { parameters: p } = basis;
  return [
    { label: both('常住人口', 'Residents'), value: same(grouped(basis.population)) },
    { label: both('家庭户数', 'Households'), value: same(grouped(basis.households)) },
    ...AGE_BANDS.map((band) => ({
      label: both(`${AGE_BAND_WORDS[band].zh}婴幼儿（P）`, `Children of ${AGE_BAND_WORDS[band].en} (P)`),
      value: same(grouped(basis.children[band])),
    })),
    { label: both('现有托位', 'Existing places'), value: same(grouped(basis.existingPlaces)) },
    { label: both('在建托位', 'Places under construction'), value: same(grouped(basis.underConstruction)) },
    {
      label: both('计划月费', 'Planned monthly fee'),
      value: both(`${grouped(basis.plannedFeeFen / FEN)} 元`, `CNY ${grouped(basis.plannedFeeFen / FEN)}`),
    },
    { label: both('意愿折算 c', 'Stated to actual use, c'), value: same(p.conversion) },
    { label: both('计划使用率 u', 'Planned use, u'), value: same(p.plannedUse) },
    { label: both('现有托位有效率 v', 'Existing places that count, v'), value: same(p.validPlaces) },
    { label: both('千人口托位数目标', 'Places per 1,000 residents, target'), value: same(p.placesPerThousand) },
    { label: both('设计效应', 'Design effect'), value: same(p.designEffect) },
  ];
}

function formulaOf(state: Surveyed, report: SurveyReport): readonly Line[] {
  const basis = state.inputs.survey;
  const { parameters: p } = basis;
  const { enough, all } = affording(state.tally, basis.plannedFeeFen);
  const f = all === 0 ? 0 : enough / all;
  const usable = Math.round(basis.existingPlaces * p.validPlaces);
  const sum = AGE_BANDS.map((band) => `${grouped(basis.children[band])} × ${percent(wanting(state, band).share)}`).join(' + ');
  return [
    ...AGE_BANDS.map((band) => ({
      label: both(`${AGE_BAND_WORDS[band].zh}需要托育的比例 w`, `Share wanting care, ${AGE_BAND_WORDS[band].en}, w`),
      value: same(wanting(state, band).text),
    })),
    { label: both('付得起计划月费的比例 f', 'Share that can pay the planned fee, f'), value: same(`${enough} ÷ ${all} = ${percent(f)}`) },
    { label: both('原始需求 Σ P·w', 'Raw demand, Σ P·w'), value: same(`${sum} = ${grouped(report.rawDemand)}`) },
    {
      label: both('有效需求 ×c×f', 'Effective demand, × c × f'),
      value: same(`${grouped(report.rawDemand)} × ${p.conversion} × ${percent(f)} = ${grouped(report.effective)}`),
    },
    {
      label: both('需求托位 ÷u，进位', 'Places required, ÷ u, rounded up'),
      value: same(`${grouped(report.effective)} ÷ ${p.plannedUse} → ${grouped(report.requiredPlaces)}`),
    },
    {
      label: both('需求缺口', 'Demand gap'),
      value: same(
        `${grouped(report.requiredPlaces)} − ${grouped(basis.existingPlaces)} × ${p.validPlaces} (${grouped(usable)}) − ${grouped(basis.underConstruction)} → ${grouped(report.demandGap)}`,
      ),
    },
    {
      label: both('政策缺口', 'Policy gap'),
      value: same(
        `${grouped(basis.population)} ÷ 1,000 × ${p.placesPerThousand} (${grouped(report.policyTarget)}) − ${grouped(basis.existingPlaces)} → ${grouped(report.policyGap)}`,
      ),
    },
    {
      label: both('计划托位与供需判断', 'Places planned, and supply'),
      value: both(
        `${grouped(report.plannedPlaces)}：${VERDICT_WORDS[report.verdict].zh}`,
        `${grouped(report.plannedPlaces)}: ${VERDICT_WORDS[report.verdict].en}`,
      ),
    },
    {
      label: both('有效问卷与抽样误差', 'Valid answers, and margin'),
      value: same(`${grouped(report.validAnswers)} / ${grouped(report.answersNeeded)}, ±${(report.margin * 100).toFixed(2)} %`),
    },
  ];
}

const travelName = (key: string): Text => {
  const bound = key.slice(key.lastIndexOf('_') + 1);
  return key.startsWith('OVER') ? both(`超过 ${bound} 分钟`, `more than ${bound} minutes`) : both(`${bound} 分钟以内`, `up to ${bound} minutes`);
};

type Counted = readonly (readonly [Text, number])[];

/** How often each answer was given; null: this question is not counted by codes. */
function countsOf({ tally }: Pick<Surveyed, 'tally'>, { key, kind, options = [] }: Question): Counted | null {
  const row = tally.questions?.[key] ?? {};
  if (key === 'birthMonth') return AGE_BANDS.map((band) => [AGE_BAND_WORDS[band], Object.values(tally.needs[band]).reduce((sum, n) => sum + n, 0)]);
  if (key === 'need')
    return NEEDS.map((need) => [
      options.find(({ code }) => code === need) ?? same(need),
      AGE_BANDS.reduce((sum, band) => sum + tally.needs[band][need], 0),
    ]);
  if (key === 'travelMinutes') return TRAVEL_KEYS.map((band) => [travelName(band), row[band] ?? 0]);
  if (key === 'feeLimitYuan') return feeCounts(tally.feeLimits);
  if (kind === 'AREA')
    return Object.entries(row)
      .sort(([, a], [, b]) => b - a)
      .map(([name, n]) => [name === OTHER_AREAS ? both('其他地区', 'Elsewhere') : same(name), n]);
  return kind === 'TEXT' ? null : options.map((one) => [one, row[one.code] ?? 0]);
}

/** Upper bounds in yuan of the bands in which limits of fees are shown. */
const FEE_BANDS = [500, 800, 1_000, 1_500, 2_000, 3_000] as const;
function feeCounts(limits: Readonly<Record<string, number>>): Counted {
  const bands = FEE_BANDS.map((bound): [Text, number] => [both(`${grouped(bound)} 元以内`, `up to CNY ${grouped(bound)}`), 0]);
  const over: [Text, number] = [both('3,000 元以上', 'more than CNY 3,000'), 0];
  for (const [fee, n] of Object.entries(limits)) {
    const at = FEE_BANDS.findIndex((bound) => Number(fee) <= bound * FEN);
    const band = bands[at] ?? over;
    band[1] += n;
  }
  return [...bands, over];
}

/** Each question with its answers; those of several surveys together have no one questionnaire. */
export function questionsOf(state: Pick<Surveyed, 'tally' | 'publicForm'>): readonly QuestionResult[] {
  const { questions } = questionnaireOf(state.publicForm?.version ?? NEWEST_VERSION);
  return questions.flatMap((question) => {
    const counted = countsOf(state, question);
    const total = (counted ?? []).reduce((sum, [, n]) => sum + n, 0);
    if (counted === null || total === 0) return [];
    const answers = counted.map(([name, count]) => ({ name: both(name.zh, name.en), count, percent: Math.round((count * 1_000) / total) / 10 }));
    return [{ key: question.key, number: question.number, ask: question.ask, total, answers }];
  });
}

const FAULTS: Readonly<Record<string, Text>> = ANSWER_FAULT_WORDS;
function warningsOf(state: Surveyed, report: SurveyReport): readonly Text[] {
  const { tally, publicForm } = state;
  const excluded = Object.entries(tally.invalid).filter(([, n]) => n > 0);
  const told = (lang: keyof Text): string => excluded.map(([fault, n]) => `${FAULTS[fault]?.[lang] ?? fault} ${n}`).join(lang === 'zh' ? '、' : ', ');
  const silent = AGE_BANDS.filter((band) => Object.values(tally.needs[band]).every((n) => n === 0));
  const counted = Object.values(tally.questions?.work ?? {}).reduce((sum, n) => sum + n, 0);
  return [
    ...shortOf(report, state.standards),
    ...silent.map((band) =>
      both(
        `${AGE_BAND_WORDS[band].zh}没有有效问卷，其需求按 0 计`,
        `nobody with a child of ${AGE_BAND_WORDS[band].en} has answered; their demand counts as 0`,
      ),
    ),
    ...(excluded.length === 0
      ? []
      : [both(`剔除 ${tally.received - tally.valid} 份：${told('zh')}`, `${tally.received - tally.valid} answers are left out: ${told('en')}`)]),
    ...((publicForm?.received ?? 0) === 0
      ? []
      : [
          both(
            '含自愿填写的网上答卷：愿意填写的家庭可能比其他家庭更需要托育，结果可能偏高',
            'it holds answers that people gave online of their own will: those who answer may need care more than others, so the result may be too high',
          ),
        ]),
    ...(isCollecting(state)
      ? [both('公开问卷还在收集，其答卷尚未计入', 'the public questionnaire is still open; its answers are not counted yet')]
      : []),
    ...(counted > 0 && counted < tally.valid
      ? [both(`除基本各题外，其余各题只有 ${counted} 份答卷填写`, `questions beside the basic ones were answered in ${counted} answers alone`)]
      : []),
    ...(report.verdict === 'OVERSUPPLY'
      ? [both('计划托位高于需求缺口，存在供给过剩风险，须说明', 'more places are planned than the demand gap asks for; a note is required')]
      : []),
  ];
}
