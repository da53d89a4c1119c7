/**
 * Final acceptance (项目验收): evidence for 14 items, a scoring panel, rectification and re-inspection (domain facts 5).
 * A veto is cured by a passed re-inspection alone, never by score.
 */

import { due } from '../../approval/fill.ts';
import { blankDeadline, type Deadline, rework } from '../../calendar/deadline.ts';
import { DEADLINE } from '../../calendar/deadline-facts.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import { futureFault, incomplete, rejection, systemOnly, wrongState } from '../../kernel/rejection.ts';
import type { Role } from '../../kernel/role.ts';
import { code, day, flag, list, number, record, text, whole } from '../../kernel/shape.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { isSystem } from '../../kernel/who-acts.ts';
import { type NoticeDue, untilOf } from '../../notice-facts.ts';
import {
  ACCEPTANCE_ITEMS,
  AIR_LIMITS,
  type AirReadings,
  acceptanceResult,
  airFaults,
  LEAST_PANEL,
  MAX_RECTIFICATION_NOTICES,
  type AcceptanceResult as PanelResult,
  RECTIFICATION_LIMITS,
} from '../../standards/acceptance.ts';
import { type CommandsOf, runs } from '../commands.ts';
import { given, type InputsOf, stage } from '../declare.ts';
import { evaluationStage } from '../evaluation/stage.ts';
import type { StageMove, StageState } from '../facts.ts';
import { ask, done, line, pendingApproval, underWay } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { toRectify } from './rectification-words.ts';
import { shown } from './view.ts';

export type Evidence = { readonly met: boolean; readonly proof: string };
export type Gravity = keyof typeof RECTIFICATION_LIMITS;

const inputs = { panel: given('panel') };

const reading = number(0, 10_000);
const commands = {
  SubmitEvidence: runs({ items: list(record({ no: whole, met: flag, proof: text }), { least: 1, most: 20 }) }),
  RecordAirTest: runs({
    on: day,
    laboratory: text,
    report: code,
    readings: record({ formaldehyde: reading, benzene: reading, toluene: reading, xylene: reading, ammonia: reading, tvoc: reading, radon: reading }),
  }),
  CallPanel: runs({}),
  ReportRectified: runs({ on: day, items: list(record({ no: whole, evidence: text }), { least: 1, most: 20 }) }),
};
export type AcceptanceCommand = CommandsOf<typeof commands> | SystemCommand;
/** What its own clock and the calendar ask. */
type SystemCommand = { readonly type: 'RectificationDue'; readonly notice: number } | { readonly type: 'CalendarChanged'; readonly calendar: string };

/** What it hands on. */
export type AcceptanceResult = { readonly acceptanceScore: number | null; readonly rectified: boolean; readonly notices?: number };

export type AcceptanceEvent =
  | {
      readonly type: 'EvidenceSubmitted';
      readonly data: { readonly items: readonly { readonly no: number; readonly met: boolean; readonly proof: string }[] };
    }
  | {
      readonly type: 'AirTested';
      readonly data: {
        readonly on: IsoDate;
        readonly laboratory: string;
        readonly report: string;
        readonly readings: AirReadings;
        readonly faults: readonly string[];
        readonly standard: string;
      };
    }
  | {
      readonly type: 'PanelScored';
      readonly data: {
        readonly scores: readonly { readonly person: string; readonly score: number }[];
        readonly score: number;
        readonly openVetoes: readonly number[];
        readonly result: PanelResult;
      };
    }
  | {
      readonly type: 'RectificationOrdered';
      readonly data: { readonly notice: number; readonly items: readonly number[]; readonly gravity: Gravity; readonly deadline: Deadline };
    }
  | {
      readonly type: 'RectificationReported';
      readonly data: { readonly on: IsoDate; readonly items: readonly { readonly no: number; readonly evidence: string }[] };
    }
  | { readonly type: 'DeadlineReworked'; readonly data: { readonly was: IsoDate | null; readonly deadline: Deadline } }
  | { readonly type: 'RectificationOverdue'; readonly data: { readonly notice: number } }
  | {
      readonly type: 'ReinspectionFailed';
      readonly data: { readonly notice: number; readonly reason: string | null; readonly leadingGroupCalled: boolean };
    }
  | { readonly type: 'ProblemsClosedOut'; readonly data: { readonly items: readonly number[] } }
  | { readonly type: 'AcceptanceRefused'; readonly data: { readonly round: number; readonly score: number } };

type Happening = AcceptanceEvent | StageMove<AcceptanceResult>;

export type AcceptanceState = StageState<InputsOf<typeof inputs>> & {
  readonly round: number;
  readonly items: Readonly<Record<string, Evidence>>;
  readonly air: { readonly on: IsoDate; readonly faults: readonly string[] } | null;
  readonly score: number | null;
  readonly ordered: readonly number[];
  readonly notice: number;
  readonly overdue: boolean;
  readonly deadline: Deadline | null;
};

/** Items that this project has to meet: no structural appraisal for new builds, no food licence without meals. */
const applies = (state: AcceptanceState, no: number): boolean =>
  no === 3 ? state.profile.buildKind === 'CONVERT' : no === 6 ? state.profile.servesMeals : true;
const applicable = (state: AcceptanceState) => ACCEPTANCE_ITEMS.filter(({ no }) => applies(state, no));
/** Item 4 is what the laboratory measured, whatever was claimed. */
const met = (state: AcceptanceState, no: number): boolean =>
  no === 4 ? state.air !== null && state.air.faults.length === 0 : state.items[no]?.met === true;
const unmet = (state: AcceptanceState): readonly number[] =>
  applicable(state)
    .filter(({ no }) => !met(state, no))
    .map(({ no }) => no);
const openVetoes = (state: AcceptanceState): readonly number[] =>
  ACCEPTANCE_ITEMS.filter(({ no, veto }) => veto && unmet(state).includes(no)).map(({ no }) => no);

function decide(state: AcceptanceState, command: AcceptanceCommand, context: Context): Decision<Happening> {
  if ('on' in command) {
    const fault = futureFault(command.on, context);
    if (fault !== null) return refuse(fault);
  }
  const busy = underWay(state, 'PANEL') || underWay(state, 'REINSPECTION');
  switch (command.type) {
    case 'SubmitEvidence': {
      if (busy) return refuse(pendingApproval);
      const unknown = command.items.filter(({ no }) => !ACCEPTANCE_ITEMS.some((item) => item.no === no));
      if (unknown.length > 0)
        return refuse(
          incomplete(
            '没有这些验收项。',
            'There are no such items.',
            unknown.map(({ no }) => `item ${no}`),
          ),
        );
      return allow<Happening>({ type: 'EvidenceSubmitted', data: { items: command.items } });
    }
    case 'RecordAirTest': {
      const { type: _, ...facts } = command;
      return allow<Happening>({ type: 'AirTested', data: { ...facts, faults: airFaults(command.readings), standard: AIR_LIMITS.document } });
    }
    case 'CallPanel':
      return callPanel(state, context, busy);
    case 'ReportRectified':
      return reportRectified(state, command, context, busy);
    case 'CalendarChanged':
      if (!isSystem(context)) return refuse(systemOnly);
      if (state.deadline === null || state.deadline.calendar === command.calendar) return allow();
      return allow<Happening>({ type: 'DeadlineReworked', data: { was: state.deadline.dueOn, deadline: rework(state.deadline) } });
    case 'RectificationDue':
      if (!isSystem(context)) return refuse(systemOnly);
      if (state.overdue || state.notice !== command.notice || state.ordered.length === 0) return allow();
      return allow<Happening>({ type: 'RectificationOverdue', data: { notice: command.notice } });
  }
}

function callPanel(state: AcceptanceState, context: Context, busy: boolean): Decision<Happening> {
  if (busy) return refuse(pendingApproval);
  if (state.ordered.length > 0)
    return refuse(wrongState('正在整改，请上报整改后申请复验。', 'Rectification is under way; report it to get a re-inspection.'));
  const faults = applicable(state)
    .filter(({ no }) => no !== 4 && state.items[no] === undefined)
    .map(({ no, name }) => `item ${no} (${name.zh}) has no evidence`);
  if (state.air === null) faults.push('item 4 (室内空气质量) has no test report');
  if (faults.length > 0) return refuse(incomplete('验收资料不齐。', 'Evidence is missing.', faults));
  const panel = state.inputs.panel.filter((person) => person !== state.manager);
  if (panel.length < LEAST_PANEL || panel.length % 2 === 0) {
    return refuse(
      rejection(
        'PANEL_INVALID',
        `验收组须为不少于 ${LEAST_PANEL} 人的单数（现 ${panel.length} 人）。`,
        `A panel is odd and has at least ${LEAST_PANEL} members; this one has ${panel.length}.`,
      ),
    );
  }
  const open = unmet(state);
  return allow<Happening>(
    ask(state, context, {
      key: 'PANEL',
      title: { zh: `${state.name.zh}项目验收评分`, en: `${state.name.en}: final acceptance scores` },
      applicant: state.manager,
      route: 'PANEL_SCORE',
      named: { panel },
      content: {
        summary: [
          line('托位', 'Places', state.profile.places),
          line('验收项', 'Items', `${applicable(state).length - open.length} / ${applicable(state).length}`),
          line('未满足项', 'Items not met', open.length === 0 ? '—' : open.join(', ')),
          line('空气检测', 'Air test', state.air?.faults.length === 0 ? { zh: '合格', en: 'passed' } : (state.air?.faults.join('; ') ?? '')),
        ],
        documents: Object.entries(state.items).map(([no, { proof }]) => ({ title: `${no}. ${proof}` })),
      },
    }),
  );
}

function reportRectified(
  state: AcceptanceState,
  command: Extract<AcceptanceCommand, { type: 'ReportRectified' }>,
  context: Context,
  busy: boolean,
): Decision<Happening> {
  if (busy) return refuse(pendingApproval);
  if (state.ordered.length === 0) return refuse(wrongState('没有整改通知。', 'No rectification has been ordered.'));
  const faults = state.ordered
    .filter((no) => !command.items.some((item) => item.no === no))
    .map((no) => `item ${no} has no evidence of rectification`);
  if (state.ordered.includes(4) && (state.air === null || state.air.faults.length > 0)) {
    faults.push(`item 4 needs a new air test within ${AIR_LIMITS.document} (now ${state.air?.faults.join('; ') ?? 'none'})`);
  }
  if (faults.length > 0) return refuse(incomplete('整改材料不齐。', 'The rectification report is not complete.', faults));
  const inspectors = state.inputs.panel.filter((person) => person !== state.manager).slice(0, 2);
  return allow<Happening>(
    { type: 'RectificationReported', data: { on: command.on, items: command.items } },
    ask(state, context, {
      key: 'REINSPECTION',
      title: { zh: `${state.name.zh}整改复验`, en: `${state.name.en}: re-inspection` },
      applicant: state.manager,
      route: 'REINSPECTION',
      named: { inspectors },
      content: {
        summary: command.items.map(({ no, evidence }) => {
          const name = ACCEPTANCE_ITEMS.find((item) => item.no === no)?.name ?? { zh: '', en: '' };
          return line(`${no}. ${name.zh}`, `${no}. ${name.en}`, evidence);
        }),
        documents: [],
      },
    }),
  );
}

const order = (notice: number, items: readonly number[], context: Context): AcceptanceEvent => ({
  type: 'RectificationOrdered',
  data: { notice, items, gravity: 'ORDINARY', deadline: blankDeadline(dayAt(context.now), { n: RECTIFICATION_LIMITS.ORDINARY, unit: 'WD' }) },
});

/** Waits for evidence, the panel, rectification and re-inspection; ends when it is passed. */
export const acceptanceStage = stage<AcceptanceState, AcceptanceEvent, AcceptanceResult, SystemCommand>()({
  key: 'ACCEPTANCE',
  kind: 'acceptance',
  workflow: 'finalAcceptance',
  name: { zh: '项目验收', en: 'Final acceptance' },
  after: [evaluationStage],
  inputs,
  commands,
  view: stageView<AcceptanceState>()(shown),
  events: {
    EvidenceSubmitted: { zh: '提交验收资料', en: 'evidence submitted', fields: { items: { proof: 'text' } } },
    AirTested: {
      zh: '空气检测',
      en: 'air tested',
      shows: ['on'],
      fields: { on: 'code', laboratory: 'text', report: 'document', readings: 'unsearched', faults: 'text', standard: 'text' },
    },
    PanelScored: { zh: '验收组评分', en: 'panel scored', shows: ['result'], fields: { scores: { person: 'person' }, result: 'outcome' } },
    RectificationOrdered: { zh: '下达整改', en: 'rectification ordered', shows: ['notice'], fields: { gravity: 'code', deadline: DEADLINE } },
    RectificationReported: { zh: '报告整改', en: 'rectification reported', shows: ['on'], fields: { on: 'code', items: { evidence: 'text' } } },
    DeadlineReworked: { zh: '重新计算期限', en: 'deadline worked out again', fields: { was: 'code', deadline: DEADLINE } },
    RectificationOverdue: { zh: '整改逾期', en: 'rectification overdue', shows: ['notice'], fields: {} },
    ReinspectionFailed: { zh: '复验未通过', en: 're-inspection failed', shows: ['reason', 'notice'], fields: { reason: 'text' } },
    ProblemsClosedOut: { zh: '问题销号', en: 'problems closed out', fields: {} },
    AcceptanceRefused: { zh: '验收不通过', en: 'acceptance refused', fields: {} },
  },
  initial: (base) => ({ ...base, round: 1, items: {}, air: null, score: null, ordered: [], notice: 0, overdue: false, deadline: null }),
  decide,
  evolve(state, event) {
    switch (event.type) {
      case 'EvidenceSubmitted': {
        const items = event.data.items.map(({ no, ...evidence }) => [String(no), evidence]);
        return { ...state, items: { ...state.items, ...Object.fromEntries(items) } };
      }
      case 'AirTested':
        return { ...state, air: { on: event.data.on, faults: event.data.faults } };
      case 'PanelScored':
        return { ...state, score: event.data.score };
      case 'RectificationOrdered':
        return { ...state, ordered: event.data.items, notice: event.data.notice, deadline: event.data.deadline, overdue: false };
      case 'RectificationReported':
        return {
          ...state,
          items: { ...state.items, ...Object.fromEntries(event.data.items.map(({ no, evidence }) => [String(no), { met: true, proof: evidence }])) },
        };
      case 'DeadlineReworked':
        return { ...state, deadline: event.data.deadline };
      case 'RectificationOverdue':
        return { ...state, overdue: true };
      case 'ReinspectionFailed':
        return state;
      case 'ProblemsClosedOut':
        return { ...state, ordered: [], deadline: null };
      case 'AcceptanceRefused':
        return { ...state, round: state.round + 1, items: {}, air: null, score: null, ordered: [], deadline: null };
    }
  },
  needs: {
    RectificationOrdered: ({ deadline }) => ({ fill: { deadline: due(deadline) } }),
    DeadlineReworked: ({ deadline }) => ({ fill: { deadline: due(deadline) } }),
  },
  answered(state, key, decided, context) {
    if (key === 'PANEL') {
      if (decided.outcome !== 'APPROVED' || decided.scores.length === 0) return [];
      const score = Math.round((decided.scores.reduce((sum, s) => sum + s.score, 0) / decided.scores.length) * 100) / 100;
      const vetoes = openVetoes(state);
      const result = acceptanceResult(score, vetoes.length);
      const scored: AcceptanceEvent = { type: 'PanelScored', data: { scores: decided.scores, score, openVetoes: vetoes, result } };
      if (result === 'PASSED') return [scored, done({ acceptanceScore: score, rectified: false })];
      if (result === 'FAILED') return [scored, { type: 'AcceptanceRefused', data: { round: state.round, score } }];
      // Every unmet item is put right; where only the score was short, the panel's remarks are answered item by item.
      const items =
        unmet(state).length > 0
          ? unmet(state)
          : applicable(state)
              .filter((i) => !i.veto)
              .map((i) => i.no);
      return [scored, order(1, items, context)];
    }
    if (decided.outcome === 'APPROVED') {
      return [
        { type: 'ProblemsClosedOut', data: { items: state.ordered } },
        done({ acceptanceScore: state.score, rectified: true, notices: state.notice }),
      ];
    }
    const called = state.notice >= MAX_RECTIFICATION_NOTICES;
    const failed: AcceptanceEvent = {
      type: 'ReinspectionFailed',
      data: { notice: state.notice, reason: decided.reason, leadingGroupCalled: called },
    };
    return [failed, order(state.notice + 1, state.ordered, context)];
  },
  again: (state, was) =>
    state.inputs.panel !== was.inputs.panel && Object.keys(state.approvals).length > 0
      ? [
          {
            zh: '正在进行的评分或复验仍由原成员完成；须退出的成员请在该审批中回避或转办',
            en: 'the scoring or re-inspection under way stays with whom it asked; members who must not go on recuse themselves or hand over there',
          },
        ]
      : [],
  notices(state, event) {
    const until = untilOf(state.deadline);
    const facts = { says: toRectify(state), until };
    const rectify: NoticeDue = { template: 'rectification', to: { person: state.manager }, facts };
    const escalate = (role: Role): NoticeDue => ({ template: 'escalation', to: { role }, facts: { until, people: [state.manager] } });
    switch (event.type) {
      case 'RectificationOrdered':
        return [rectify];
      case 'RectificationOverdue':
        return [rectify, escalate('PROGRAMME_OFFICER')];
      case 'ReinspectionFailed':
        return event.data.leadingGroupCalled ? [escalate('GROUP_LEADER')] : [];
      default:
        return [];
    }
  },
  summary: (state) => ({
    standing: [...new Set(state.inputs.panel)].map((person) => ({ kind: 'PANEL', person, role: '' })),
    clocks: state.deadline?.calendar == null ? [] : [{ name: 'RECTIFICATION', calendar: state.deadline.calendar }],
  }),
  agenda: (state) =>
    state.deadline?.dueAt == null || state.overdue || state.ordered.length === 0
      ? []
      : [{ at: state.deadline.dueAt, command: { type: 'RectificationDue', notice: state.notice } }],
});
