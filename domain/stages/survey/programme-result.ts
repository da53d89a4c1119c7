/**
 * What the surveys of a programme say together: how far each is, what places are needed in each area and in all, by which
 * numbers, and what to be careful of. An area counts once in the sums, and so does whoever answered. Pure. Deliberately absent:
 * counting the answers (prisma/cases/programme-answers.ts), pages and files.
 */
import type { Locale } from '../../kernel/locale.ts';
import type { Text } from '../../kernel/values.ts';
import type { ProjectProfile } from '../../profile/profile.ts';
import type { Standards } from '../../rule-table/table.ts';
import {
  AGE_BAND_WORDS,
  AGE_BANDS,
  type AgeBand,
  clusteredSampleSize,
  EMPTY_TALLY,
  marginOf,
  type Stratum,
  type SurveyBasis,
  supplyVerdict,
  type Tally,
  VERDICT_WORDS,
  type Verdict,
} from '../../standards/demand.ts';
import { surveyRules } from '../../standards/survey.ts';
import { factOf, type TakenFact } from '../../taken-fact/kinds.ts';
import type { ProjectStatus, StageStatus } from '../../words/lists.ts';
import { ANSWER_FAULT_WORDS } from './answer.ts';
import { isCollecting } from './public-form.ts';
import { reportOf } from './report.ts';
import { type Line, type QuestionResult, questionsOf } from './result.ts';
import { neededByStratum } from './sample.ts';
import type { SurveyState } from './stage.ts';

export const SURVEY_STANDINGS = ['UNDER_WAY', 'SUSPENDED', 'REVIEW', 'SIGNED', 'TAKEN_OVER', 'LEFT_OUT', 'NOT_BEGUN', 'CANCELLED'] as const;
export type SurveyStanding = (typeof SURVEY_STANDINGS)[number];
export const SURVEY_STANDING_WORDS: Readonly<Record<SurveyStanding, Text>> = {
  UNDER_WAY: { zh: '进行中', en: 'goes on' },
  SUSPENDED: { zh: '已暂停', en: 'suspended' },
  REVIEW: { zh: '报告审签中', en: 'report being signed' },
  SIGNED: { zh: '已审签', en: 'signed' },
  TAKEN_OVER: { zh: '接续登记', en: 'taken over' },
  LEFT_OUT: { zh: '未开展调研', en: 'not surveyed' },
  NOT_BEGUN: { zh: '未开始', en: 'not begun' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
};

/** One of them, as it stands in the result of all. */
export type SurveyLine = {
  /** The project's code, which is the survey's id. */
  readonly id: string;
  readonly name: Text;
  readonly areas: readonly string[];
  readonly standing: SurveyStanding;
  readonly valid: number;
  /** How many valid answers make its sample; null: it was held on paper, and nothing is asked of it here. */
  readonly needed: number | null;
  /** Null: it says nothing yet. */
  readonly need: { readonly requiredPlaces: number; readonly demandGap: number; readonly policyGap: number } | null;
  readonly plannedPlaces: number;
  readonly verdict: Verdict | null;
  /** Whether the sums hold it; `sharesWith`: the survey that holds one of its areas already. */
  readonly inSums: boolean;
  readonly sharesWith: string | null;
  readonly collecting: boolean;
  /** It is a case of its own here; one that was held on paper, or has not begun, is none. */
  readonly isCase: boolean;
};

/** All answers that count in any of them, each once; null: they are being counted. `changed`: batches whose rows are not those that came in. */
export type DistinctAnswers = { readonly tally: Tally; readonly changed: readonly string[] };

export type ProgrammeSurveyResult = {
  readonly surveys: readonly SurveyLine[];
  readonly sums: {
    readonly requiredPlaces: number;
    readonly demandGap: number;
    readonly policyGap: number;
    readonly plannedPlaces: number;
    /** Null: no survey says anything yet. */
    readonly verdict: Verdict | null;
    /** How many surveys they hold, of how many that were not cancelled. */
    readonly hold: number;
    readonly of: number;
  };
  /** `counted`: valid answers of all surveys added up, whoever counts in several as often. Null: the answers are being counted. */
  readonly sample: {
    readonly counted: number;
    readonly distinct: { readonly received: number; readonly valid: number; readonly margin: number } | null;
    readonly needed: number;
    readonly strata: readonly { readonly stratum: Stratum; readonly valid: number | null; readonly needed: number | null }[];
  };
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

export type SurveyedProject = Pick<
  SurveyState,
  'project' | 'name' | 'status' | 'suspended' | 'inputs' | 'profile' | 'tally' | 'standards' | 'report' | 'publicForm' | 'takenOver'
> & {
  /** Its project has no case of it: `waits` where that may come yet. Absent: it has. */
  readonly without?: { readonly waits: boolean };
};

/** A project that has no case of its survey. `held`: what was taken over of it. */
export type ProjectWithoutSurvey = {
  readonly profile: ProjectProfile;
  readonly survey: SurveyBasis;
  readonly standards: Standards | null;
  readonly status: ProjectStatus;
  /** Null: it is a project without that stage. */
  readonly stage: StageStatus | null;
  readonly held: readonly TakenFact[] | null;
};

/** As if it had one, of which nothing was counted. */
export const withoutCase = ({ profile, survey, standards, status, stage, held }: ProjectWithoutSurvey): SurveyedProject => ({
  project: profile.code,
  name: profile.name,
  profile,
  status: status === 'CANCELLED' ? 'CANCELLED' : stage === 'DONE' ? 'DONE' : 'OPEN',
  suspended: false,
  inputs: { survey },
  tally: EMPTY_TALLY,
  report: null,
  ...(standards === null ? {} : { standards }),
  ...(held === null ? {} : { takenOver: { facts: held } }),
  without: { waits: stage !== 'DONE' },
});

const both = (zh: string, en: string): Text => ({ zh, en });
const same = (value: string | number): Text => ({ zh: String(value), en: String(value) });
const grouped = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 2 });
const plain = (area: string): string => area.normalize('NFKC').trim();
const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);
/** Takes away what floating point adds, as the formula of one area does. */
const clean = (x: number): number => Math.round(x * 1e9) / 1e9;

type Read = { readonly line: Omit<SurveyLine, 'inSums' | 'sharesWith'>; readonly basis: SurveyBasis };

const heldOf = ({ takenOver }: SurveyedProject) => factOf(takenOver?.facts ?? [], 'SURVEY_HELD');
/** Held on paper before, and nothing of it was counted here. */
const isHeld = (state: SurveyedProject): boolean => state.report === null && state.tally.valid === 0 && heldOf(state) !== undefined;

function standingOf(state: SurveyedProject): SurveyStanding {
  if (state.status === 'CANCELLED') return 'CANCELLED';
  if (isHeld(state)) return 'TAKEN_OVER';
  if (state.without?.waits === true) return 'NOT_BEGUN';
  if (state.status === 'DONE') return state.report === null ? 'LEFT_OUT' : 'SIGNED';
  if (state.suspended) return 'SUSPENDED';
  return state.report === null ? 'UNDER_WAY' : 'REVIEW';
}

function readOne(state: SurveyedProject): Read {
  const { project: id, name, profile, tally } = state;
  const basis = state.inputs.survey;
  const standing = standingOf(state);
  const held = isHeld(state) ? heldOf(state) : undefined;
  const report = state.report ?? reportOf(state);
  const says = held ?? (tally.valid > 0 ? report : null);
  const need =
    says === null || standing === 'CANCELLED' || standing === 'LEFT_OUT'
      ? null
      : { requiredPlaces: says.requiredPlaces, demandGap: says.demandGap, policyGap: says.policyGap };
  return {
    basis,
    line: {
      id,
      name,
      areas: basis.areas,
      standing,
      valid: held?.validAnswers ?? tally.valid,
      needed: held !== undefined || standing === 'LEFT_OUT' ? null : report.answersNeeded,
      need,
      plannedPlaces: profile.places,
      verdict: need === null ? null : supplyVerdict(profile.places, need.demandGap, surveyRules(state.standards)),
      collecting: standing === 'UNDER_WAY' && isCollecting(state),
      isCase: state.without === undefined,
    },
  };
}

/** Of surveys that share an area the one with most residents is taken: its basis holds the other's children and places. */
function withoutTwice(read: readonly Read[]): readonly (Read & Pick<SurveyLine, 'inSums' | 'sharesWith'>)[] {
  const taken = new Map<string, string>();
  const shares = new Map<string, string>();
  const candidates = read
    .filter(({ line }) => line.need !== null)
    .toSorted((a, b) => b.basis.population - a.basis.population || (a.line.id < b.line.id ? -1 : 1));
  for (const { line, basis } of candidates) {
    const other = basis.areas.flatMap((area) => taken.get(plain(area)) ?? [])[0];
    if (other !== undefined) shares.set(line.id, other);
    else for (const area of basis.areas) taken.set(plain(area), line.id);
  }
  return read.map((one) => {
    const sharesWith = shares.get(one.line.id) ?? null;
    return { ...one, inSums: one.line.need !== null && sharesWith === null, sharesWith };
  });
}

/** The basis of all areas that the sums hold: what can be added up, added up; of what cannot the strictest. */
type WholeBasis = Pick<SurveyBasis, 'population' | 'households' | 'existingPlaces' | 'underConstruction'> & {
  readonly children: Readonly<Record<AgeBand, number>>;
  readonly strata: Partial<Record<Stratum, number>> | null;
  readonly designEffect: number;
  readonly policyTarget: number;
  /** Targets per 1,000 residents; several where projects differ. */
  readonly targets: readonly number[];
};

function wholeOf(all: readonly SurveyBasis[]): WholeBasis {
  const added = (of: (basis: SurveyBasis) => number): number => sum(all.map(of));
  const children = Object.fromEntries(AGE_BANDS.map((band) => [band, added((basis) => basis.children[band])]));
  const strata: Partial<Record<Stratum, number>> = {};
  for (const { strata: one = {} } of all) for (const [key, n] of Object.entries(one) as [Stratum, number][]) strata[key] = (strata[key] ?? 0) + n; // its own keys
  return {
    population: added(({ population }) => population),
    households: added(({ households }) => households),
    existingPlaces: added(({ existingPlaces }) => existingPlaces),
    underConstruction: added(({ underConstruction }) => underConstruction),
    children: { M6_12: 0, M12_24: 0, M24_36: 0, ...children },
    strata: all.length > 0 && all.every((basis) => basis.strata !== undefined) ? strata : null,
    designEffect: Math.max(1, ...all.map(({ parameters }) => parameters.designEffect)),
    policyTarget: Math.ceil(clean(added(({ population, parameters }) => (population / 1_000) * parameters.placesPerThousand))),
    targets: [...new Set(all.map(({ parameters }) => parameters.placesPerThousand))].sort((a, b) => a - b),
  };
}

/** `answers` null: they are being counted. */
export function programmeResultOf(states: readonly SurveyedProject[], answers: DistinctAnswers | null): ProgrammeSurveyResult {
  const lines = withoutTwice(states.map(readOne));
  const there = lines.filter(({ line }) => line.standing !== 'CANCELLED');
  const held = lines.filter(({ inSums }) => inSums);
  const needs = held.flatMap(({ line }) => line.need ?? []);
  const whole = wholeOf(held.map(({ basis }) => basis));
  // What a sample is asked of is known before anybody has answered.
  const asked = wholeOf(held.length > 0 ? held.map(({ basis }) => basis) : there.map(({ basis }) => basis));
  const rules = states.map(({ standards }) => surveyRules(standards));
  const marginPercent = Math.min(...rules.map((one) => one.marginPercent));
  const needed = asked.households === 0 ? 0 : clusteredSampleSize(asked.households, marginPercent / 100, asked.designEffect);
  const tally = answers?.tally ?? null;
  const sums = {
    requiredPlaces: sum(needs.map(({ requiredPlaces }) => requiredPlaces)),
    demandGap: sum(needs.map(({ demandGap }) => demandGap)),
    policyGap: Math.max(0, whole.policyTarget - whole.existingPlaces),
    plannedPlaces: sum(there.filter(({ line }) => line.need !== null).map(({ line }) => line.plannedPlaces)),
  };
  const [first] = rules;
  const stratumLeast = rules.map((one) => one.stratumLeast ?? 0).reduce((most, n) => Math.max(most, n), 0);
  const surveys = lines.map(({ line, inSums, sharesWith }) => ({ ...line, inSums, sharesWith }));
  const shownSums = {
    ...sums,
    verdict: needs.length === 0 || first === undefined ? null : supplyVerdict(sums.plannedPlaces, sums.demandGap, first),
    hold: held.length,
    of: there.length,
  };
  const sample = {
    counted: sum(surveys.filter(({ standing }) => standing !== 'TAKEN_OVER').map(({ valid }) => valid)),
    distinct:
      tally === null
        ? null
        : {
            received: tally.received,
            valid: tally.valid,
            margin: asked.households < 2 ? 1 : marginOf(tally.valid, asked.households, asked.designEffect),
          },
    needed,
    strata: neededByStratum({ households: Math.max(1, asked.households), ...(asked.strata === null ? {} : { strata: asked.strata }) }, needed, {
      stratumLeast,
    })
      .map((one) => ({ ...one, valid: tally === null ? null : (tally.strata?.[one.stratum] ?? 0) }))
      .filter(({ valid, needed: n }) => (valid ?? 0) > 0 || (n ?? 0) > 0),
  };
  return {
    surveys,
    sums: shownSums,
    sample,
    inputs: inputsOf(whole, shownSums),
    formula: formulaOf({ surveys, sums: shownSums, sample, whole, marginPercent }),
    questions: tally === null ? [] : questionsOf({ tally }),
    warnings: warningsOf({ surveys, sums: shownSums, sample }, answers),
  };
}

function inputsOf(whole: WholeBasis, { hold }: ProgrammeSurveyResult['sums']): readonly Line[] {
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

type Told = Pick<ProgrammeSurveyResult, 'surveys' | 'sums' | 'sample'> & { readonly whole: WholeBasis; readonly marginPercent: number };
function formulaOf({ surveys, sums, sample, whole, marginPercent }: Told): readonly Line[] {
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

type Warned = Pick<ProgrammeSurveyResult, 'surveys' | 'sums' | 'sample'>;
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
