/**
 * The implementation plan (实施方案) of a project: drafted, member units heard, legality and fair competition reviewed,
 * approved by the office and the leading group, issued with its document number (domain facts 2.4).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { futureFault, incomplete, rejection, wrongState } from '../../kernel/rejection.ts';
import { code, day, flag, oneOf, optional, record, text } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { investmentFen } from '../../profile/profile.ts';
import { supplyVerdict } from '../../standards/demand.ts';
import { SURVEY_RULES, surveyRules } from '../../standards/survey.ts';
import { spanWords } from '../../words/days.ts';
import { money } from '../../words/money.ts';
import { type CommandsOf, runs } from '../commands.ts';
import { from, type InputsOf, stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { ask, done, line, pendingApproval, underWay } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { surveyStage } from '../survey/stage.ts';
import { shown } from './view.ts';

export const REVIEW_KINDS = ['LEGALITY', 'FAIR_COMPETITION'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

export type PlanContent = {
  readonly targets: string;
  readonly risks: string;
  readonly safeguards: string;
  /** Required where the planned places exceed 120 % of the demand gap. */
  readonly supplyNote?: string;
};

const inputs = { demandGap: from(surveyStage, 'demandGap') };

const commands = {
  DraftPlan: runs({
    /** `supplyNote`: required where the planned places exceed 120 % of the demand gap. */
    content: record({ targets: text, risks: text, safeguards: text, supplyNote: optional(text) }),
  }),
  RecordConsultation: runs({ unit: text, opinion: text, on: day }),
  RecordReview: runs({ review: oneOf(REVIEW_KINDS), passed: flag, on: day }),
  SubmitPlan: runs({}),
  IssuePlan: runs({ number: code, on: day }),
};
export type PlanningCommand = CommandsOf<typeof commands>;

/** What it hands on. */
export type PlanningResult = {
  readonly planNumber: string;
  readonly planIssuedOn: IsoDate;
  readonly planVersion: number;
  /** Places by the plan as it was issued; absent: by a release up to 0.5.0, as in what other stages hand on. */
  readonly planPlaces?: number;
};

export type PlanningEvent =
  | { readonly type: 'PlanDrafted'; readonly data: { readonly version: number; readonly content: PlanContent } }
  | { readonly type: 'ConsultationRecorded'; readonly data: { readonly unit: string; readonly opinion: string; readonly on: IsoDate } }
  | { readonly type: 'ReviewRecorded'; readonly data: { readonly review: ReviewKind; readonly passed: boolean; readonly on: IsoDate } }
  | { readonly type: 'PlanApproved'; readonly data: { readonly version: number } }
  | { readonly type: 'PlanRefused'; readonly data: { readonly reason: string | null } }
  | { readonly type: 'PlanIssued'; readonly data: { readonly number: string; readonly on: IsoDate } };

type Happening = PlanningEvent | StageMove<PlanningResult>;

export type PlanningState = StageState<InputsOf<typeof inputs>> & {
  readonly version: number;
  readonly content: PlanContent | null;
  readonly consultations: readonly { readonly unit: string; readonly opinion: string; readonly on: IsoDate }[];
  readonly reviews: Readonly<Partial<Record<ReviewKind, boolean>>>;
  readonly approved: boolean;
  readonly issued: { readonly number: string; readonly on: IsoDate } | null;
};

export const REVIEW_NAMES: Readonly<Record<ReviewKind, Text>> = {
  LEGALITY: { zh: '合法性审核', en: 'the review of legality' },
  FAIR_COMPETITION: { zh: '公平竞争审查', en: 'the review of fair competition' },
};
const ASKED = {
  targets: { zh: '绩效目标', en: 'targets' },
  risks: { zh: '风险', en: 'risks' },
  safeguards: { zh: '保障措施', en: 'safeguards' },
} as const satisfies Partial<Record<keyof PlanContent, Text>>;
const sameUnit = (one: string, other: string): boolean => one.normalize('NFKC').trim() === other.normalize('NFKC').trim();

const sameText = (was: PlanContent | null, now: PlanContent): boolean =>
  was !== null && was.targets === now.targets && was.risks === now.risks && was.safeguards === now.safeguards;

function missing(state: PlanningState, context: Context): readonly Text[] {
  const { content, consultations, reviews, profile } = state;
  const strict = byRules(context, 3);
  const blank = Object.entries(ASKED).filter(([part]) => content !== null && strict && content[part as keyof typeof ASKED].trim() === ''); // its own keys
  // Nobody asks themselves.
  const heard = consultations.filter(
    ({ unit, opinion }) => !strict || (unit.trim() !== '' && opinion.trim() !== '' && !sameUnit(unit, profile.unit)),
  );
  return [
    ...(content === null ? [{ zh: '尚未起草方案', en: 'the plan has not been drafted' }] : []),
    ...blank.map(([part, { zh, en }]) => ({ zh: `content.${part}：须写明${zh}`, en: `content.${part} must say the ${en}` })),
    ...(heard.length === 0
      ? [{ zh: '尚未征求其他成员单位的意见', en: 'no member unit but the applicant’s own has been consulted (征求成员单位意见)' }]
      : []),
    ...REVIEW_KINDS.filter((review) => reviews[review] !== true).map((review) => ({
      zh: `当前版本尚未通过${REVIEW_NAMES[review].zh}`,
      en: `${REVIEW_NAMES[review].en} has not been passed for this version`,
    })),
  ];
}

function decide(state: PlanningState, command: PlanningCommand, context: Context): Decision<Happening> {
  if ('on' in command) {
    const fault = futureFault(command.on, context);
    if (fault !== null) return refuse(fault);
  }
  if (command.type !== 'IssuePlan' && (state.approved || underWay(state, 'IMPLPLAN'))) {
    return refuse(state.approved ? wrongState('方案已批准，请印发。', 'The plan is approved; please issue it.') : pendingApproval);
  }
  switch (command.type) {
    case 'DraftPlan':
      return allow<Happening>({ type: 'PlanDrafted', data: { version: state.version + 1, content: command.content } });
    case 'RecordConsultation': {
      const { unit, opinion, on } = command;
      return allow<Happening>({ type: 'ConsultationRecorded', data: { unit, opinion, on } });
    }
    case 'RecordReview': {
      const { review, passed, on } = command;
      return allow<Happening>({ type: 'ReviewRecorded', data: { review, passed, on } });
    }
    case 'SubmitPlan': {
      const faults = missing(state, context);
      if (faults.length > 0) return refuse(incomplete('实施方案尚不齐备。', 'The plan is not complete yet.', faults));
      const { places } = state.profile;
      const rules = surveyRules(state.standards);
      const gap = state.inputs.demandGap;
      if (gap !== null && supplyVerdict(places, gap, rules) === 'OVERSUPPLY' && (state.content?.supplyNote ?? '').trim() === '') {
        return refuse(
          rejection(
            'NOTE_REQUIRED',
            `计划托位 ${places} 超过需求缺口 ${gap} 的 ${rules.oversupplyPercent}%，请写明供给过剩风险说明。`,
            `${places} planned places exceed ${rules.oversupplyPercent} % of the demand gap of ${gap}; please add a note on the risk of oversupply.`,
          ),
        );
      }
      return allow<Happening>(
        ask(state, context, {
          key: 'IMPLPLAN',
          title: { zh: `${state.name.zh}实施方案`, en: `${state.name.en}: implementation plan` },
          applicant: state.manager,
          route: 'IMPLPLAN',
          content: {
            amountFen: investmentFen(state.profile.funding),
            summary: [
              line('版本', 'Version', state.version),
              line('托位', 'Places', places),
              line('总投资', 'Investment', money(investmentFen(state.profile.funding))),
              line('责任单位', 'Responsible unit', state.profile.unit),
              line('起止时间', 'Works', spanWords(state.profile.startOn, state.profile.finishOn)),
              line('绩效目标', 'Targets', state.content?.targets ?? ''),
              line('风险', 'Risks', state.content?.risks ?? ''),
            ],
            documents: [],
          },
        }),
      );
    }
    case 'IssuePlan': {
      if (!state.approved) return refuse(wrongState('方案尚未批准。', 'The plan has not been approved yet.'));
      const { number, on } = command;
      return allow<Happening>(
        { type: 'PlanIssued', data: { number, on } },
        done({ planNumber: number, planIssuedOn: on, planVersion: state.version, planPlaces: state.profile.places }),
      );
    }
  }
}

/** Waits for the plan, its reviews and approvals; ends when it is issued. */
export const planningStage = stage<PlanningState, PlanningEvent, PlanningResult>()({
  key: 'PLANNING',
  kind: 'planning',
  workflow: 'planning',
  name: { zh: '规划与实施方案', en: 'Planning' },
  after: [surveyStage],
  inputs,
  standards: [SURVEY_RULES],
  commands,
  view: stageView<PlanningState>()(shown),
  events: {
    PlanDrafted: {
      zh: '起草实施方案',
      en: 'plan drafted',
      fields: { content: { targets: 'text', risks: 'text', safeguards: 'text', supplyNote: 'text' } },
    },
    ConsultationRecorded: {
      zh: '征求意见',
      en: 'consultation recorded',
      shows: ['on', 'opinion'],
      fields: { unit: 'text', opinion: 'text', on: 'code' },
    },
    ReviewRecorded: { zh: '审查结果', en: 'review recorded', shows: ['on'], fields: { review: 'code', on: 'code' } },
    PlanApproved: { zh: '实施方案通过', en: 'plan approved', fields: {} },
    PlanRefused: { zh: '实施方案未通过', en: 'plan refused', shows: ['reason'], fields: { reason: 'text' } },
    PlanIssued: { zh: '实施方案印发', en: 'plan issued', shows: ['number', 'on'], fields: { number: 'document', on: 'code' } },
  },
  initial: (base) => ({ ...base, version: 0, content: null, consultations: [], reviews: {}, approved: false, issued: null }),
  decide,
  evolve(state, event) {
    switch (event.type) {
      case 'PlanDrafted':
        return {
          ...state,
          version: event.data.version,
          content: event.data.content,
          // A review is of what was reviewed, beside the note on supply; cases of earlier releases, without a table, go on as they began.
          ...(state.standards?.[SURVEY_RULES.key] === undefined || sameText(state.content, event.data.content) ? {} : { reviews: {} }),
        };
      case 'ConsultationRecorded':
        return { ...state, consultations: [...state.consultations, event.data] };
      case 'ReviewRecorded':
        return { ...state, reviews: { ...state.reviews, [event.data.review]: event.data.passed } };
      case 'PlanApproved':
        return { ...state, approved: true };
      case 'PlanRefused':
        return { ...state, approved: false };
      case 'PlanIssued':
        return { ...state, issued: event.data };
    }
  },
  again: (state) =>
    state.approved || underWay(state, 'IMPLPLAN')
      ? [
          {
            zh: '实施方案按原内容报批；内容有变更的，请不予批准或撤回后修改，已批准的须按原程序形成新版本',
            en: 'the plan was handed in for what was planned then; if it must change, withdraw or refuse it and draft it again; once approved it needs a new version by the same procedure',
          },
        ]
      : [],
  answered: (state, _key, decided) => [
    decided.outcome === 'APPROVED'
      ? { type: 'PlanApproved', data: { version: state.version } }
      : { type: 'PlanRefused', data: { reason: decided.reason } },
  ],
});
