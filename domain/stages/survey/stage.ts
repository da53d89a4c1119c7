/** The demand survey of a project: answers come in, the deadline or the manager closes it, a reviewer signs the report. */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { addDays, addMonths, at, dayAt } from '../../kernel/days.ts';
import { incomplete, type Rejection, rejection, wrongState } from '../../kernel/rejection.ts';
import { code, day, list, line as oneLine, oneOf, optional, record, text } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { addTally, EMPTY_TALLY, STRATA, type Tally } from '../../standards/demand.ts';
import { isRuled, SURVEY_RULES, surveyRules } from '../../standards/survey.ts';
import { type CommandsOf, completed, runs } from '../commands.ts';
import { given, type InputsOf, stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { ask, done, underWay } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import type { Counting } from './answer.ts';
import { collectingStill, type FormEvent, isCollecting, openForm, otherForm, type PublicForm, whyNotClose, withForm } from './public-form.ts';
import { reportLines, reportOf, type SurveyReport } from './report.ts';
import { shortOf } from './sample.ts';
import { shown } from './view.ts';

const inputs = { survey: given('survey') };

const commands = {
  /** `opensOn`: its first day, also of a survey that was held before; today where it is left out. */
  AnnounceSurvey: runs({ closesOn: day, opensOn: optional(day) }),
  /** The tally is worked out from the stored answers of the batch by the API, never taken from a client; `after`: the batches counted before it. */
  ReceiveAnswers: completed<{ readonly sha256: string; readonly rowsSha256?: string; readonly tally: Tally; readonly after?: readonly string[] }>()(
    runs({ batch: code }),
  ),
  /** `reason`: why a sample that is too small is signed all the same. */
  CloseSurvey: runs({ reason: optional(text) }),
  /** `areas`: where people may live. The API adds the hash of the address that it made, and the version of the questions. */
  OpenQuestionnaire: completed<{ readonly link: string; readonly version: number }>()(
    runs({ basis: oneLine(200), areas: list(record({ name: oneLine(80), stratum: oneOf(STRATA) }), { least: 1, most: 60 }) }),
  ),
  /** The API adds what came in by it, counted as a batch; `counted` null: nobody answered. */
  CloseQuestionnaire: completed<ClosedForm>()(runs({})),
};
type ClosedForm = {
  readonly link: string;
  readonly received: number;
  readonly head: string;
  readonly refused: Readonly<Record<string, number>>;
  readonly counted: {
    readonly batch: string;
    readonly sha256: string;
    readonly rowsSha256: string;
    readonly tally: Tally;
    readonly after: readonly string[];
  } | null;
};
export type SurveyCommand = CommandsOf<typeof commands>;

/** What it hands on. */
export type SurveyResult = {
  readonly requiredPlaces: number;
  readonly demandGap: number;
  readonly policyGap: number;
  readonly verdict: SurveyReport['verdict'];
  readonly validAnswers: number;
};

export type SurveyEvent =
  | { readonly type: 'SurveyAnnounced'; readonly data: { readonly closesOn: IsoDate; readonly opensOn?: IsoDate; readonly held?: true } }
  | {
      readonly type: 'AnswersReceived';
      readonly data: {
        readonly batch: string;
        /** Of the file as it was handed in. */
        readonly sha256: string;
        /** Of the rows that were counted; absent up to release 0.4.0. */
        readonly rowsSha256?: string;
        readonly tally: Tally;
      };
    }
  | { readonly type: 'DeadlinePassed'; readonly data: { readonly closesOn: IsoDate } }
  | { readonly type: 'ReportDrawnUp'; readonly data: { readonly report: SurveyReport } }
  /** `words`: where the service says it itself, in both languages; absent: people wrote the reason, or a release up to 0.6.0 recorded it. */
  | { readonly type: 'ReportReopened'; readonly data: { readonly reason: string | null; readonly words?: Text } }
  | FormEvent;

type Happening = SurveyEvent | StageMove<SurveyResult>;

export type SurveyState = StageState<InputsOf<typeof inputs>> & {
  readonly closesOn: IsoDate | null;
  /** Its first day; absent: not announced, or by a release up to 0.5.0. */
  readonly opensOn?: IsoDate;
  readonly overdue: boolean;
  readonly batches: readonly string[];
  readonly tally: Tally;
  readonly report: SurveyReport | null;
  /** The newest of its public questionnaires; absent: none was opened. */
  readonly publicForm?: PublicForm;
};

function decide(state: SurveyState, command: SurveyCommand, context: Context): Decision<Happening> {
  switch (command.type) {
    case 'AnnounceSurvey':
      return announce(state, command, context);
    case 'ReceiveAnswers': {
      if (state.report !== null) return refuse(wrongState('调研已截止，报告正在审签。', 'The survey is closed; its report is being signed.'));
      if (state.batches.includes(command.batch))
        return refuse(rejection('DUPLICATE', '这一批问卷已经收入。', 'This batch of answers is in already.'));
      const { type: _, after, ...counted } = command;
      if (after !== undefined && after.join() !== state.batches.join())
        return refuse(
          rejection(
            'SUPERSEDED',
            '同时收入了另一批问卷，为避免重复计数请再发送一次。',
            'Another batch came in meanwhile; send this one again, so that nobody is counted twice.',
          ),
        );
      return allow<Happening>({ type: 'AnswersReceived', data: counted });
    }
    case 'CloseSurvey': {
      if (state.report !== null || underWay(state, 'SURVEY')) return refuse(wrongState('报告正在审签。', 'The report is being signed.'));
      const collecting = collectingStill(state);
      if (collecting !== null)
        return context.actor.door === 'clock'
          ? allow<Happening>({ type: 'DeadlinePassed', data: { closesOn: state.closesOn ?? dayAt(context.now) } })
          : refuse(collecting);
      if (state.tally.valid === 0) {
        return context.actor.door === 'clock'
          ? allow<Happening>({ type: 'DeadlinePassed', data: { closesOn: state.closesOn ?? dayAt(context.now) } })
          : refuse(rejection('NO_ANSWERS', '还没有有效问卷，无法形成报告。', 'There is no valid answer yet, so no report can be drawn up.'));
      }
      const drawnUp = reportOf(state);
      const old = tooOld(state, dayAt(context.now));
      const short = shortOf(drawnUp, state.standards);
      const reason = command.reason?.trim() ?? '';
      if (old !== null || (short.length > 0 && reason === '')) {
        if (context.actor.door === 'clock')
          return allow<Happening>({ type: 'DeadlinePassed', data: { closesOn: state.closesOn ?? dayAt(context.now) } });
        return refuse(old ?? reasonFor(short));
      }
      const report: SurveyReport = short.length > 0 ? { ...drawnUp, reason } : drawnUp;
      return allow<Happening>(
        { type: 'ReportDrawnUp', data: { report } },
        ask(state, context, {
          key: 'SURVEY',
          title: { zh: `${state.name.zh}需求调研报告`, en: `${state.name.en}: demand survey report` },
          applicant: state.manager,
          route: 'SURVEY',
          content: {
            summary: reportLines(report),
            documents: [],
          },
        }),
      );
    }
    case 'OpenQuestionnaire':
      return openForm(state, command, context);
    case 'CloseQuestionnaire':
      return closeForm(state, command);
  }
}

/** Its answers are counted as a batch, like those that came on paper. */
function closeForm(state: SurveyState, command: Extract<SurveyCommand, { type: 'CloseQuestionnaire' }>): Decision<Happening> {
  const wrong = whyNotClose(state);
  if (wrong !== null) return refuse(wrong);
  const { link, received, head, refused, counted } = command;
  if (link !== state.publicForm?.link || (counted !== null && counted.after.join() !== state.batches.join())) return refuse(otherForm);
  const closed: Happening = { type: 'QuestionnaireClosed', data: { link, received, head, refused, batch: counted?.batch ?? null } };
  if (counted === null) return allow(closed);
  const { after: _, ...answers } = counted;
  return allow<Happening>(closed, { type: 'AnswersReceived', data: answers });
}

/** Its days; one that was held before is told with its first day, and is over. */
function announce(state: SurveyState, command: Extract<SurveyCommand, { type: 'AnnounceSurvey' }>, context: Context): Decision<Happening> {
  const today = dayAt(context.now);
  const { closesOn } = command;
  const held = isRuled(state.standards) && command.opensOn !== undefined && closesOn < today;
  if (closesOn < today && !held) return refuse(wrongState('截止日期已过。', 'The closing date has passed.'));
  if (!isRuled(state.standards)) return allow<Happening>({ type: 'SurveyAnnounced', data: { closesOn } });
  const opensOn = command.opensOn ?? state.opensOn ?? today;
  const { validMonths } = surveyRules(state.standards);
  const { answered } = state.tally;
  const faults = [
    ...(opensOn > closesOn ? [{ zh: 'opensOn：不得晚于 closesOn', en: 'opensOn must not be after closesOn' }] : []),
    ...(validMonths !== null && opensOn < addMonths(closesOn, -validMonths)
      ? [{ zh: `调研期不得超过 ${validMonths} 个月`, en: `a survey must last no longer than ${validMonths} months` }]
      : []),
    ...(answered !== undefined && (answered.first < opensOn || answered.last > closesOn)
      ? [
          {
            zh: `调研期须包括已计入的答卷（${answered.first} 至 ${answered.last}）`,
            en: `its days must hold the answers that are counted already, ${answered.first} to ${answered.last}`,
          },
        ]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('调研起止日期有误。', 'The days of the survey are wrong.', faults));
  return allow<Happening>({ type: 'SurveyAnnounced', data: { closesOn, opensOn, ...(held ? { held: true } : {}) } });
}

/** By which rules a batch is counted that comes in on a day: the survey's own days, else so far back as a survey holds. */
export function countingOf(state: Pick<SurveyState, 'standards' | 'opensOn' | 'closesOn' | 'batches'>, today: IsoDate): Counting {
  const rules = surveyRules(state.standards);
  if (!isRuled(state.standards)) return { rules, days: null, earlier: [] };
  const to = state.closesOn !== null && state.closesOn < today ? state.closesOn : today;
  const from = state.opensOn ?? (rules.validMonths === null ? null : addMonths(to, -rules.validMonths));
  return { rules, days: from === null ? null : { from, to }, earlier: state.batches };
}

/** Older than a survey holds; null: it is not. */
function tooOld({ standards, tally }: SurveyState, today: IsoDate): Rejection | null {
  const { validMonths } = surveyRules(standards);
  const last = tally.answered?.last;
  if (validMonths === null || last === undefined || last >= addMonths(today, -validMonths)) return null;
  return incomplete(
    `最近的答卷为 ${last}，已超过 ${validMonths} 个月，须更新调研后再送审签（县级规定，规则表 SURVEY）。`,
    `The newest answer is of ${last}, more than ${validMonths} months ago; refresh the survey before it is signed (the county's table SURVEY).`,
    [
      {
        zh: `最近的答卷须不早于 ${addMonths(today, -validMonths)}`,
        en: `the newest answer must be of ${addMonths(today, -validMonths)} or later`,
      },
    ],
  );
}

const reasonFor = (short: readonly Text[]) =>
  rejection(
    'REASON_REQUIRED',
    '有效问卷、抽样误差、回收有效率或分层样本未达要求；请继续收集，或写明理由（reason），审签人将看到（规则表 SURVEY）。',
    'The sample falls short. Go on collecting, or say why it is signed all the same (reason); the reviewer will see it (table SURVEY).',
    short,
  );

/** Told when its closing date has passed without a valid answer, behind the name of the stage. */
const UNANSWERED = {
  zh: '已到截止日期，但还没有有效问卷，请收集后再结束调研',
  en: 'has reached its closing date without a valid answer; please collect answers before closing it',
};

/** Told when its closing date has passed while its public questionnaire is open, which takes no more answers. */
const STILL_OPEN = {
  zh: '已到截止日期；请结束公开问卷，使其答卷计入，再结束调研',
  en: 'has reached its closing date; please close the public questionnaire, so that its answers count, and then the survey',
};

/** Waits for answers, the deadline and the reviewer’s sign-off; ends with the signed report. */
export const surveyStage = stage<SurveyState, SurveyEvent, SurveyResult>()({
  key: 'SURVEY',
  kind: 'survey',
  workflow: 'demandSurvey',
  name: { zh: '需求调研', en: 'Demand survey' },
  after: [],
  announced: true,
  inputs,
  standards: [SURVEY_RULES],
  commands,
  view: stageView<SurveyState>()(shown),
  events: {
    SurveyAnnounced: { zh: '发布需求调研', en: 'survey announced', fields: { closesOn: 'code', opensOn: 'code' } },
    AnswersReceived: {
      zh: '收到调研答卷',
      en: 'answers received',
      fields: { batch: 'code', sha256: 'file', rowsSha256: 'unsearched', tally: 'unsearched' },
    },
    DeadlinePassed: { zh: '调研截止', en: 'deadline passed', fields: { closesOn: 'code' } },
    ReportDrawnUp: { zh: '形成调研报告', en: 'report drawn up', fields: { report: { verdict: 'code', reason: 'text', sample: 'unsearched' } } },
    ReportReopened: {
      zh: '调研报告退回',
      en: 'report reopened',
      also: ({ reason, words }) => (words !== undefined ? [words] : reason === null ? [] : [{ zh: reason, en: reason }]),
      fields: { reason: 'text', words: 'text' },
    },
    QuestionnaireOpened: {
      zh: '开放公开问卷',
      en: 'public questionnaire opened',
      shows: ['basis'],
      fields: { link: 'unsearched', areas: { name: 'text', stratum: 'code' }, basis: 'document' },
    },
    QuestionnaireClosed: {
      zh: '结束公开问卷',
      en: 'public questionnaire closed',
      shows: ['received'],
      fields: { link: 'unsearched', head: 'unsearched', refused: 'unsearched', batch: 'code' },
    },
  },
  initial: (base) => ({ ...base, closesOn: null, overdue: false, batches: [], tally: EMPTY_TALLY, report: null }),
  decide,
  evolve(state, event) {
    switch (event.type) {
      case 'SurveyAnnounced':
        return {
          ...state,
          closesOn: event.data.closesOn,
          ...(event.data.opensOn === undefined ? {} : { opensOn: event.data.opensOn }),
          overdue: event.data.held === true,
        };
      case 'AnswersReceived':
        return { ...state, batches: [...state.batches, event.data.batch], tally: addTally(state.tally, event.data.tally) };
      case 'DeadlinePassed':
        return { ...state, overdue: true };
      case 'ReportDrawnUp':
        return { ...state, report: event.data.report };
      case 'ReportReopened':
        return { ...state, report: null };
      case 'QuestionnaireOpened':
      case 'QuestionnaireClosed':
        return withForm(state, event, dayAt(event.occurredAt));
    }
  },
  answered(state, _key, decided, context) {
    const report = state.report;
    if (report === null) return [];
    const old = decided.outcome === 'APPROVED' ? tooOld(state, dayAt(context.now)) : null;
    if (old !== null) return [{ type: 'ReportReopened', data: { reason: old.message.zh, words: old.message } }];
    // A report that was not signed is drawn up again from more answers.
    if (decided.outcome !== 'APPROVED') return [{ type: 'ReportReopened', data: { reason: decided.reason } }];
    const { requiredPlaces, demandGap, policyGap, verdict, validAnswers } = report;
    return [done({ requiredPlaces, demandGap, policyGap, verdict, validAnswers })];
  },
  again(state) {
    if (state.report === null) return [];
    const [signed, now] = [state.report, reportOf(state)];
    if (signed.plannedPlaces === now.plannedPlaces && signed.demandGap === now.demandGap) return [];
    return [
      {
        zh: `正在审签的报告按计划托位 ${signed.plannedPlaces}、需求缺口 ${signed.demandGap} 作出，变更后为 ${now.plannedPlaces}、${now.demandGap}；需更正的，请不予签署，退回后重新形成报告`,
        en: `the report that is being signed says ${signed.plannedPlaces} planned places and a demand gap of ${signed.demandGap}; now they are ${now.plannedPlaces} and ${now.demandGap}. To put it right, do not sign it; it is then drawn up again`,
      },
    ];
  },
  notices: (state, event) =>
    event.type === 'DeadlinePassed'
      ? [{ template: 'deadline', to: { person: state.manager }, facts: { says: isCollecting(state) ? STILL_OPEN : UNANSWERED } }]
      : [],
  stood: (state, days) => (state.closesOn === null || state.overdue ? state : { ...state, closesOn: addDays(state.closesOn, days) }),
  agenda: (state) =>
    state.closesOn === null || state.overdue || state.report !== null ? [] : [{ at: at(state.closesOn, 24), command: { type: 'CloseSurvey' } }],
});
