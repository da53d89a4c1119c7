/**
 * What is shown of the surveys of a programme together: their sums, by which numbers they were counted, the questions, and what
 * to be careful of. Pure. Deliberately absent: the sums (programme-sums.ts), pages and files.
 */
import type { Locale } from '../../kernel/locale.ts';
import type { Text } from '../../kernel/values.ts';
import { AGE_BAND_WORDS, AGE_BANDS, VERDICT_WORDS } from '../../standards/demand.ts';
import { ANSWER_FAULT_WORDS } from './answer.ts';
import {
  type DistinctAnswers,
  type ProgrammeSums,
  programmeSumsOf,
  type SurveyedProject,
  type SurveyLine,
  type SurveyStanding,
  type WholeBasis,
} from './programme-sums.ts';
import { type Line, type QuestionResult, questionsOf } from './result.ts';

export type ProgrammeSurveyResult = Pick<ProgrammeSums, 'surveys' | 'sums' | 'sample'> & {
  readonly inputs: readonly Line[];
  readonly formula: readonly Line[];
  readonly questions: readonly QuestionResult[];
  readonly warnings: readonly Text[];
};

/** As its report shows it. `asOf`: the day of the newest fact in it. */
export type PrintedProgrammeSurvey = {
  readonly locale: Locale;
  readonly programme: string;
  readonly name: Text;
  readonly asOf: string;
  readonly result: ProgrammeSurveyResult;
};

/** `answers` null: they are being counted. */
export function programmeResultOf(states: readonly SurveyedProject[], answers: DistinctAnswers | null): ProgrammeSurveyResult {
  const counted = programmeSumsOf(states, answers);
  const { surveys, sums, sample, whole } = counted;
  return {
    surveys,
    sums,
    sample,
    inputs: inputsOf(whole, sums),
    formula: formulaOf(counted),
    questions: answers === null ? [] : questionsOf({ tally: answers.tally }),
    warnings: warningsOf(counted, answers),
  };
}

const both = (zh: string, en: string): Text => ({ zh, en });
const same = (value: string | number): Text => ({ zh: String(value), en: String(value) });
const grouped = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 2 });

function inputsOf(whole: WholeBasis, { hold }: ProgrammeSums['sums']): readonly Line[] {
  if (hold === 0) return [];
  return [
    { label: both('计入合计的服务范围', 'Areas in the sums'), value: both(`${hold} 个调研`, hold === 1 ? '1 survey' : `${hold} surveys`) },
    { label: both('常住人口', 'Residents'), value: same(grouped(whole.population)) },
    { label: both('家庭户数', 'Households'), value: same(grouped(whole.households)) },
    ...AGE_BANDS.map((band) => ({
      label: both(`${AGE_BAND_WORDS[band].zh}婴幼儿`, `Children of ${AGE_BAND_WORDS[band].en}`),
      value: same(grouped(whole.children[band])),
    })),
    { label: both('现有托位', 'Existing places'), value: same(grouped(whole.existingPlaces)) },
    { label: both('在建托位', 'Places under construction'), value: same(grouped(whole.underConstruction)) },
    { label: both('千人口托位数目标', 'Places per 1,000 residents, target'), value: same(whole.targets.join(' / ')) },
    { label: both('设计效应', 'Design effect'), value: same(whole.designEffect) },
  ];
}

/** So many terms of a sum are written out. */
const TERMS_MOST = 12;
function added(lines: readonly SurveyLine[], of: (need: NonNullable<SurveyLine['need']>) => number, total: number): Text {
  const terms = lines.flatMap(({ need, inSums }) => (inSums && need !== null ? [of(need)] : []));
  if (terms.length === 1) return same(grouped(total));
  if (terms.length <= TERMS_MOST) return same(`${terms.map(grouped).join(' + ')} = ${grouped(total)}`);
  return both(`${terms.length} 个调研合计 ${grouped(total)}`, `the sum of ${terms.length} surveys is ${grouped(total)}`);
}

function formulaOf({ surveys, sums, sample, whole, marginPercent }: ProgrammeSums): readonly Line[] {
  if (sums.hold === 0) return [];
  const [target] = whole.targets;
  const per = whole.targets.length === 1 ? both(`${target}`, `${target}`) : both('各项目目标', 'each project’s target');
  const policy = (lang: keyof Text): string =>
    `${grouped(whole.population)} ÷ 1,000 × ${per[lang]} (${grouped(whole.policyTarget)}) − ${grouped(whole.existingPlaces)} → ${grouped(sums.policyGap)}`;
  return [
    {
      label: both('需求托位，各服务范围相加', 'Places required, areas added up'),
      value: added(surveys, (need) => need.requiredPlaces, sums.requiredPlaces),
    },
    {
      label: both('需求缺口，各服务范围相加（一处富余不抵另一处不足）', 'Demand gap, areas added up (what one has to spare serves no other)'),
      value: added(surveys, (need) => need.demandGap, sums.demandGap),
    },
    { label: both('政策缺口，按全部人口', 'Policy gap, by all residents'), value: both(policy('zh'), policy('en')) },
    {
      label: both('计划托位与供需判断', 'Places planned, and supply'),
      value:
        sums.verdict === null
          ? same(grouped(sums.plannedPlaces))
          : both(
              `${grouped(sums.plannedPlaces)}：${VERDICT_WORDS[sums.verdict].zh}`,
              `${grouped(sums.plannedPlaces)}: ${VERDICT_WORDS[sums.verdict].en}`,
            ),
    },
    {
      label: both(
        `样本：${grouped(whole.households)} 户，误差 ±${marginPercent} %`,
        `Sample: ${grouped(whole.households)} households, a margin of ±${marginPercent} %`,
      ),
      value:
        sample.distinct === null
          ? both(`需要 ${grouped(sample.needed)} 份`, `${grouped(sample.needed)} needed`)
          : same(`${grouped(sample.distinct.valid)} / ${grouped(sample.needed)}, ±${(sample.distinct.margin * 100).toFixed(2)} %`),
    },
  ];
}

const FAULTS: Readonly<Record<string, Text>> = ANSWER_FAULT_WORDS;
/** So many surveys are named in one sentence. */
const NAMED_MOST = 5;
function namedOf(lines: readonly SurveyLine[]): Text {
  const ids = lines.slice(0, NAMED_MOST).map(({ id }) => id);
  const more = lines.length > NAMED_MOST;
  return both(`${ids.join('、')}${more ? ` 等 ${lines.length} 个` : ''}`, `${ids.join(', ')}${more ? ` and ${lines.length - NAMED_MOST} more` : ''}`);
}

type Warned = Pick<ProgrammeSums, 'surveys' | 'sums' | 'sample'>;
const warningsOf = (told: Warned, answers: DistinctAnswers | null): readonly Text[] => [
  ...(answers === null
    ? [both('答卷正在重新计数，样本和各题结果稍后显示', 'the answers are being counted anew; sample and questions follow soon')]
    : []),
  ...ofSurveys(told.surveys),
  ...(answers === null ? [] : ofAnswers(told, answers)),
  ...(told.sums.verdict === 'OVERSUPPLY'
    ? [
        both(
          '计划托位合计高于需求缺口合计，存在供给过剩风险，须说明',
          'more places are planned in all than the demand gap asks for; a note is required',
        ),
      ]
    : []),
];

const SAMPLED: readonly SurveyStanding[] = ['UNDER_WAY', 'SUSPENDED', 'REVIEW', 'SIGNED'];
function ofSurveys(surveys: readonly SurveyLine[]): readonly Text[] {
  const of = (wanted: (line: SurveyLine) => boolean, zh: string, en: string): readonly Text[] => {
    const found = surveys.filter(wanted);
    const named = namedOf(found);
    return found.length === 0 ? [] : [both(`${named.zh} ${zh}`, `${named.en}: ${en}`)];
  };
  return [
    ...of(({ need, standing }) => need === null && standing !== 'CANCELLED', '还没有结果，未计入合计', 'no result yet, and not in the sums'),
    ...of(
      ({ sharesWith }) => sharesWith !== null,
      '的服务范围与另一调研重叠，为避免重复计算，其需求不计入合计',
      'an area is that of another survey too; the sums leave it out, so that nothing counts twice',
    ),
    ...of(
      ({ standing }) => standing === 'TAKEN_OVER',
      '的结果系接续登记（本系统以外形成），其答卷不在下列各题中',
      'held on paper before and taken over; no answer of those is among the questions below',
    ),
    ...of(
      ({ standing, valid, needed, need }) => need !== null && SAMPLED.includes(standing) && needed !== null && valid < needed,
      '的有效问卷未达所需份数',
      'fewer valid answers than the sample needs',
    ),
    ...of(
      ({ collecting }) => collecting,
      '的公开问卷还在收集，其答卷尚未计入',
      'the public questionnaire is still open; its answers are not counted yet',
    ),
  ];
}

function ofAnswers({ sample }: Warned, { tally, changed }: DistinctAnswers): readonly Text[] {
  const excluded = Object.entries(tally.invalid).filter(([, n]) => n > 0);
  const told = (lang: keyof Text): string => excluded.map(([fault, n]) => `${FAULTS[fault]?.[lang] ?? fault} ${n}`).join(lang === 'zh' ? '、' : ', ');
  const asked = Object.values(tally.questions?.work ?? {}).reduce((all, n) => all + n, 0);
  const left = grouped(tally.received - tally.valid);
  return [
    ...(changed.length === 0
      ? []
      : [
          both(
            `批次 ${changed.join('、')} 保存的行与提交时不符，请审计人员核查`,
            `stored rows of ${changed.join(', ')} are not those that were handed in; auditors must look at it`,
          ),
        ]),
    ...(tally.valid < sample.counted
      ? [
          both(
            `各调研有效问卷合计 ${grouped(sample.counted)} 份，其中有的计入几个调研或由同一人重复填写，按人计 ${grouped(tally.valid)} 份`,
            `the surveys count ${grouped(sample.counted)} valid answers in all; some count in several or are of the same person: ${grouped(tally.valid)} people`,
          ),
        ]
      : []),
    ...(excluded.length === 0 ? [] : [both(`剔除 ${left} 份：${told('zh')}`, `${left} answers are left out: ${told('en')}`)]),
    ...(asked > 0 && asked < tally.valid
      ? [
          both(
            `除基本各题外，其余各题只有 ${grouped(asked)} 份答卷填写`,
            `questions beside the basic ones were answered in ${grouped(asked)} answers alone`,
          ),
        ]
      : []),
  ];
}
