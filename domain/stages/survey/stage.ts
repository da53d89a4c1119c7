/** The demand survey of a project: answers come in, the deadline or the manager closes it, a reviewer signs the report. */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { at, dayAt } from '../../kernel/days.ts';
import { rejection, wrongState } from '../../kernel/rejection.ts';
import { code, day } from '../../kernel/shape.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { addTally, type Demand, demandFromAnswers, EMPTY_TALLY, marginOf, sampleSize, supplyVerdict, type Tally } from '../../standards/demand.ts';
import { type CommandsOf, completed, runs } from '../commands.ts';
import { given, type InputsOf, stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { ask, done, line, underWay } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { shown } from './view.ts';

const inputs = { survey: given('survey') };

const commands = {
  AnnounceSurvey: runs({ closesOn: day }),
  /** The tally is worked out from the stored answers of the batch by the API, never taken from a client. */
  ReceiveAnswers: completed<{ readonly sha256: string; readonly rowsSha256?: string; readonly tally: Tally }>()(runs({ batch: code })),
  CloseSurvey: runs({}),
};
export type SurveyCommand = CommandsOf<typeof commands>;

export type SurveyReport = Demand & {
  readonly validAnswers: number;
  readonly answersNeeded: number;
  readonly margin: number;
  readonly plannedPlaces: number;
  readonly verdict: 'BALANCED' | 'OVERSUPPLY' | 'UNDERSUPPLY';
};

/** What it hands on. */
export type SurveyResult = {
  readonly requiredPlaces: number;
  readonly demandGap: number;
  readonly policyGap: number;
  readonly verdict: SurveyReport['verdict'];
  readonly validAnswers: number;
};

export type SurveyEvent =
  | { readonly type: 'SurveyAnnounced'; readonly data: { readonly closesOn: IsoDate } }
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
  | { readonly type: 'ReportReopened'; readonly data: { readonly reason: string | null } };

type Happening = SurveyEvent | StageMove<SurveyResult>;

export type SurveyState = StageState<InputsOf<typeof inputs>> & {
  readonly closesOn: IsoDate | null;
  readonly overdue: boolean;
  readonly batches: readonly string[];
  readonly tally: Tally;
  readonly report: SurveyReport | null;
};

/** The report that answers give for this project's area. */
export function reportOf(state: Pick<SurveyState, 'inputs' | 'profile' | 'tally'>): SurveyReport {
  const basis = state.inputs.survey;
  const demand = demandFromAnswers(basis, state.tally);
  return {
    ...demand,
    validAnswers: state.tally.valid,
    answersNeeded: Math.ceil(sampleSize(basis.households, 0.05) * basis.parameters.designEffect),
    margin: marginOf(state.tally.valid, basis.households, basis.parameters.designEffect),
    plannedPlaces: state.profile.places,
    verdict: supplyVerdict(state.profile.places, demand.demandGap),
  };
}

function decide(state: SurveyState, command: SurveyCommand, context: Context): Decision<Happening> {
  switch (command.type) {
    case 'AnnounceSurvey':
      if (command.closesOn < dayAt(context.now)) return refuse(wrongState('截止日期已过。', 'The closing date has passed.'));
      return allow<Happening>({ type: 'SurveyAnnounced', data: { closesOn: command.closesOn } });
    case 'ReceiveAnswers': {
      if (state.report !== null) return refuse(wrongState('调研已截止，报告正在审签。', 'The survey is closed; its report is being signed.'));
      if (state.batches.includes(command.batch))
        return refuse(rejection('DUPLICATE', '这一批问卷已经收入。', 'This batch of answers is in already.'));
      const { type: _, ...counted } = command;
      return allow<Happening>({ type: 'AnswersReceived', data: counted });
    }
    case 'CloseSurvey': {
      if (state.report !== null || underWay(state, 'SURVEY')) return refuse(wrongState('报告正在审签。', 'The report is being signed.'));
      if (state.tally.valid === 0) {
        return context.actor.door === 'clock'
          ? allow<Happening>({ type: 'DeadlinePassed', data: { closesOn: state.closesOn ?? dayAt(context.now) } })
          : refuse(rejection('NO_ANSWERS', '还没有有效问卷，无法形成报告。', 'There is no valid answer yet, so no report can be drawn up.'));
      }
      const report = reportOf(state);
      return allow<Happening>(
        { type: 'ReportDrawnUp', data: { report } },
        ask(state, context, {
          key: 'SURVEY',
          title: { zh: `${state.name.zh}需求调研报告`, en: `${state.name.en}: demand survey report` },
          applicant: state.manager,
          route: 'SURVEY',
          content: {
            summary: [
              line('有效问卷', 'Valid answers', `${report.validAnswers} / ${report.answersNeeded}`),
              line('抽样误差', 'Margin of error', `±${(report.margin * 100).toFixed(2)} %`),
              line('需求托位', 'Places required', report.requiredPlaces),
              line('需求缺口', 'Demand gap', report.demandGap),
              line('政策缺口', 'Policy gap', report.policyGap),
              line('计划托位', 'Places planned', report.plannedPlaces),
              line('供需判断', 'Supply', VERDICTS[report.verdict]),
            ],
            documents: [],
          },
        }),
      );
    }
  }
}

const VERDICTS = {
  BALANCED: { zh: '基本平衡', en: 'balanced' },
  OVERSUPPLY: { zh: '供给过剩风险，须说明', en: 'risk of oversupply, a note is required' },
  UNDERSUPPLY: { zh: '供给不足', en: 'undersupply' },
} as const;

/** Told when its closing date has passed without a valid answer, behind the name of the stage. */
const UNANSWERED = {
  zh: '已到截止日期，但还没有有效问卷，请收集后再结束调研',
  en: 'has reached its closing date without a valid answer; please collect answers before closing it',
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
  commands,
  view: stageView<SurveyState>()(shown),
  events: {
    SurveyAnnounced: { zh: '发布需求调研', en: 'survey announced', fields: { closesOn: 'code' } },
    AnswersReceived: {
      zh: '收到调研答卷',
      en: 'answers received',
      fields: { batch: 'code', sha256: 'file', rowsSha256: 'unsearched', tally: 'unsearched' },
    },
    DeadlinePassed: { zh: '调研截止', en: 'deadline passed', fields: { closesOn: 'code' } },
    ReportDrawnUp: { zh: '形成调研报告', en: 'report drawn up', fields: { report: { verdict: 'code' } } },
    ReportReopened: { zh: '调研报告退回', en: 'report reopened', shows: ['reason'], fields: { reason: 'text' } },
  },
  initial: (base) => ({ ...base, closesOn: null, overdue: false, batches: [], tally: EMPTY_TALLY, report: null }),
  decide,
  evolve(state, event) {
    switch (event.type) {
      case 'SurveyAnnounced':
        return { ...state, closesOn: event.data.closesOn, overdue: false };
      case 'AnswersReceived':
        return { ...state, batches: [...state.batches, event.data.batch], tally: addTally(state.tally, event.data.tally) };
      case 'DeadlinePassed':
        return { ...state, overdue: true };
      case 'ReportDrawnUp':
        return { ...state, report: event.data.report };
      case 'ReportReopened':
        return { ...state, report: null };
    }
  },
  answered(state, _key, decided) {
    const report = state.report;
    if (report === null) return [];
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
    event.type === 'DeadlinePassed' ? [{ template: 'deadline', to: { person: state.manager }, facts: { says: UNANSWERED } }] : [],
  agenda: (state) =>
    state.closesOn === null || state.overdue || state.report !== null ? [] : [{ at: at(state.closesOn, 24), command: { type: 'CloseSurvey' } }],
});
