/**
 * What people count of a centre for its evaluation: children enrolled in its places, and parents who are satisfied, each with
 * a day and what shows it, verified by somebody else of the office. Points follow from it, and nobody types them. Deliberately
 * absent: the sheet (scores.ts).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { addMonths, dayAt } from '../../kernel/days.ts';
import { beforeCause, futureFault, incomplete, type Rejection, rejection, wrongState } from '../../kernel/rejection.ts';
import { count, day, flag, oneOf, optional, text } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { has } from '../../kernel/who-acts.ts';
import { EVALUATION, type EvaluationRules } from '../../standards/evaluation.ts';
import { ruleWords } from '../../words/rules.ts';
import { type CommandsOf, office, runs } from '../commands.ts';

export const RATES = ['OCCUPANCY', 'SATISFACTION'] as const;
export type RateKey = (typeof RATES)[number];
export const RATE_NAMES: Readonly<Record<RateKey, Text>> = {
  OCCUPANCY: { zh: '使用率', en: 'occupancy' },
  SATISFACTION: { zh: '家长满意度', en: 'satisfaction' },
};

export const rateCommands = {
  /** OCCUPANCY: children enrolled (`have`); of how many places is on record. SATISFACTION: of the parents who answered (`of`), one a child. */
  ReportRate: runs({ rate: oneOf(RATES), on: day, have: count, of: optional(count), evidence: text }),
  VerifyRate: office({ rate: oneOf(RATES), passed: flag, note: optional(text) }),
};
export type RateCommand = CommandsOf<typeof rateCommands>;

/** `evidence`: the register or the survey that shows it. */
type Counted = { readonly on: IsoDate; readonly have: number; readonly of: number; readonly evidence: string };
export type Rate = Counted & { readonly by: string | null; readonly status: 'REPORTED' | 'VERIFIED' | 'REFUSED' };
export type Rates = Readonly<Partial<Record<RateKey, Rate>>>;
export type RateEvent =
  | { readonly type: 'RateReported'; readonly data: Counted & { readonly rate: RateKey } }
  | { readonly type: 'RateVerified'; readonly data: { readonly rate: RateKey; readonly passed: boolean; readonly note: string | null } };

export type Rated = {
  readonly manager: string;
  readonly profile: { readonly places: number };
  readonly inputs: { readonly completionOn?: string | null };
  readonly total: number | null;
  readonly rates?: Rates;
};

/** Which of them the county's sheet asks for; satisfaction is measured by who is enrolled. */
export function ratesAsked({ indicators, measured }: EvaluationRules): readonly RateKey[] {
  if (!measured) return [];
  const weighs = (rate: RateKey): boolean => indicators.some(({ key, weight }) => key === rate && weight > 0);
  return RATES.filter((rate) => weighs(rate) || (rate === 'OCCUPANCY' && weighs('SATISFACTION')));
}

/** Nobody is enrolled, so there is nobody to ask. */
const nobodyToAsk = (rate: RateKey, rates: Rates): boolean => rate === 'SATISFACTION' && rates.OCCUPANCY?.have === 0;

/** The share of its points that each gives, all of them at the target; one that was refused gives none. */
export function sharesOfRates(rates: Rates | undefined, rules: EvaluationRules): Readonly<Partial<Record<RateKey, number>>> {
  const target: Readonly<Record<RateKey, number>> = { OCCUPANCY: rules.occupancyPercent, SATISFACTION: rules.satisfactionPercent };
  return Object.fromEntries(
    ratesAsked(rules).flatMap((rate) => {
      const { have, of, status } = rates?.[rate] ?? { have: 0, of: 0, status: 'REFUSED' };
      if (nobodyToAsk(rate, rates ?? {})) return [[rate, 0]];
      return status === 'REFUSED' || of === 0 ? [] : [[rate, Math.min((have * 100) / (of * target[rate]), 1)]];
    }),
  );
}

/** What is missing of them: before the self-report that they are reported, before the sheet that they are verified. */
export function rateFaults(
  { rates = {}, profile }: Pick<Rated, 'rates' | 'profile'>,
  rules: EvaluationRules,
  asked: 'REPORTED' | 'VERIFIED',
  today: IsoDate,
): readonly Text[] {
  const from = addMonths(today, -rules.rateMonths);
  return ratesAsked(rules)
    .filter((rate) => !nobodyToAsk(rate, rates))
    .flatMap((rate) => {
      const { zh, en } = RATE_NAMES[rate];
      const { status, on = today, of = 0 } = rates[rate] ?? {};
      if (status === undefined || status === 'REFUSED')
        return [
          { zh: `${zh}（${rate}）须先填报人数（ReportRate），不能填分数`, en: `${en} (${rate}) must be reported in numbers first (ReportRate)` },
        ];
      if (asked === 'VERIFIED' && status !== 'VERIFIED')
        return [{ zh: `${zh}（${rate}）尚未由另一人核验（VerifyRate）`, en: `${en} (${rate}) must be verified by somebody else (VerifyRate)` }];
      if (on < from)
        return [
          {
            zh: `${zh}（${rate}）是 ${on} 的数据，须按 ${from} 以后的重新填报`,
            en: `${en} (${rate}) of ${on} must be reported anew, of ${from} or later`,
          },
        ];
      if (rate === 'OCCUPANCY' && of !== profile.places)
        return [
          {
            zh: `${zh}（${rate}）按 ${of} 个托位填报，现为 ${profile.places} 个，须重新填报`,
            en: `${en} (${rate}) was of ${of} places, which are ${profile.places} now, and must be reported anew`,
          },
        ];
      return rate === 'SATISFACTION' ? answersFaults(of, rates, rules) : [];
    });
}

/** Too few parents of those whose children are enrolled, or more than there are. */
function answersFaults(answered: number, { OCCUPANCY }: Rates, { answeredPercent }: EvaluationRules): readonly Text[] {
  const enrolled = OCCUPANCY?.have ?? 0;
  const least = Math.ceil((enrolled * answeredPercent) / 100);
  if (answered < least)
    return [
      {
        zh: `在托 ${enrolled} 人，至少须有 ${least} 位家长作答，现 ${answered} 位（${EVALUATION.rows.answeredPercent.document}）`,
        en: `of ${enrolled} children enrolled, the parents of at least ${least} must have answered; ${answered} have (${ruleWords(EVALUATION.rows.answeredPercent.document).en})`,
      },
    ];
  return answered > enrolled
    ? [
        {
          zh: `作答 ${answered} 位，多于在托 ${enrolled} 人（每名婴幼儿一份）`,
          en: `of must not be above ${enrolled}, the children enrolled: one answer each`,
        },
      ]
    : [];
}

const scoredAlready = wrongState('已评分。', 'It has been scored already.');

export function reportRate(
  state: Rated,
  { rate, on, have, of, evidence }: Extract<RateCommand, { type: 'ReportRate' }>,
  rules: EvaluationRules,
  context: Context,
): Decision<RateEvent> {
  if (state.total !== null) return refuse(scoredAlready);
  const fault = futureFault(on, context) ?? dayFault(on, state, rules, context);
  if (fault !== null) return refuse(fault);
  const { places } = state.profile;
  const total = rate === 'OCCUPANCY' ? places : (of ?? 0);
  const known = state.rates?.OCCUPANCY;
  const faults: readonly Text[] = [
    ...(evidence.trim() === ''
      ? [{ zh: 'evidence 须写明依据（在托名册、满意度调查）', en: 'evidence must say what shows it: the register, the survey' }]
      : []),
    ...(rate === 'OCCUPANCY' && of !== undefined && of !== places
      ? [{ zh: `of：记录的托位为 ${places} 个，不是 ${of}；可以不填`, en: `of: must be ${places} by the record, not ${of}; it may be left out` }]
      : []),
    ...(rate === 'SATISFACTION' && (known === undefined || known.status === 'REFUSED')
      ? [{ zh: '须先填报在托人数（ReportRate OCCUPANCY）', en: 'the children enrolled must be reported first (ReportRate OCCUPANCY)' }]
      : rate === 'SATISFACTION'
        ? answersFaults(total, state.rates ?? {}, rules)
        : []),
    ...(rate === 'SATISFACTION' && have > total
      ? [{ zh: `满意 ${have} 位，多于作答 ${total} 位`, en: `have must not be above of: ${have} satisfied of ${total} who answered` }]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('填报的数据有误，未登记。', 'The numbers have faults and were not recorded.', faults));
  return allow<RateEvent>({ type: 'RateReported', data: { rate, on, have, of: total, evidence } });
}

/** Counted before there was anything to enrol in, or too long ago. */
function dayFault(on: IsoDate, { inputs: { completionOn } }: Rated, { rateMonths }: EvaluationRules, { now }: Context): Rejection | null {
  if (completionOn != null && on < completionOn) return beforeCause(on, completionOn, { zh: '竣工验收', en: 'completion was accepted' });
  const from = addMonths(dayAt(now), -rateMonths);
  if (on >= from) return null;
  const { document } = EVALUATION.rows.rateMonths;
  return rejection(
    'EARLIER_DAY',
    `日期 ${on} 早于 ${from}，数据已超过 ${rateMonths} 个月（${document}）。`,
    `The day ${on} is before ${from}; such numbers hold for ${rateMonths} months (${ruleWords(document).en}).`,
  );
}

export function verifyRate(
  state: Rated,
  { rate, passed, note = '' }: Extract<RateCommand, { type: 'VerifyRate' }>,
  context: Context,
): Decision<RateEvent> {
  const me = context.actor.person;
  if (!has(context, 'PROGRAMME_OFFICER'))
    return refuse(rejection('NOT_YOURS', '只有领导小组办公室可以核验。', 'Only the programme office verifies.'));
  if (me === state.manager)
    return refuse(rejection('OWN_PROJECT', '不得核验本人负责的项目的数据（回避）。', 'Nobody verifies numbers of a project of their own.'));
  if (state.total !== null) return refuse(scoredAlready);
  const reported = state.rates?.[rate];
  if (reported?.status !== 'REPORTED')
    return refuse(
      rejection('OUT_OF_ORDER', '没有待核验的数据，请先填报（ReportRate）。', 'There is nothing to verify; it is reported first (ReportRate).'),
    );
  if (me === null || me === reported.by)
    return refuse(rejection('NOT_YOURS', '须由填报人以外的人员核验。', 'Somebody verifies it other than who reported it.'));
  if (!passed && note.trim() === '') return refuse(rejection('REASON_REQUIRED', '核验不通过须写明理由。', 'Say why it is not passed.'));
  return allow<RateEvent>({ type: 'RateVerified', data: { rate, passed, note: note.trim() === '' ? null : note } });
}

export function evolveRates(rates: Rates = {}, event: RateEvent & { readonly actor: { readonly person: string | null } }): Rates {
  const { rate } = event.data;
  if (event.type === 'RateReported') {
    const { on, have, of, evidence } = event.data;
    return { ...rates, [rate]: { on, have, of, evidence, by: event.actor.person, status: 'REPORTED' } };
  }
  const known = rates[rate];
  return known === undefined ? rates : { ...rates, [rate]: { ...known, status: event.data.passed ? 'VERIFIED' : 'REFUSED' } };
}

/** What the programme sums up; absent: not measured. */
export type RatesHandedOn = { readonly enrolled?: number; readonly enrolledOf?: number; readonly satisfied?: number; readonly satisfiedOf?: number };
export function ratesHandedOn({ OCCUPANCY, SATISFACTION }: Rates = {}): RatesHandedOn {
  return {
    ...(OCCUPANCY?.status === 'VERIFIED' ? { enrolled: OCCUPANCY.have, enrolledOf: OCCUPANCY.of } : {}),
    ...(SATISFACTION?.status === 'VERIFIED' && OCCUPANCY?.have !== 0 ? { satisfied: SATISFACTION.have, satisfiedOf: SATISFACTION.of } : {}),
  };
}
