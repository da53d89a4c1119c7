/**
 * Final acceptance (项目验收), declared: evidence by items, a scoring panel, rectification and re-inspection (domain facts 5).
 * A veto is cured by a passed re-inspection alone, never by score.
 */
import { due, unitsOf } from '../../approval/fill.ts';
import { CLOCKS } from '../../calendar/clock-rules.ts';
import { DEADLINE } from '../../calendar/deadline-facts.ts';
import type { Role } from '../../kernel/role.ts';
import type { Text } from '../../kernel/values.ts';
import { type NoticeDue, untilOf } from '../../notice-facts.ts';
import { ACCEPTANCE, GRAVITY_NAMES } from '../../standards/acceptance.ts';
import { AIR } from '../../standards/air.ts';
import { DUES } from '../../standards/dues.ts';
import { WAGES } from '../../standards/wages.ts';
import { named } from '../../words/named.ts';
import { stage } from '../declare.ts';
import { evaluationStage } from '../evaluation/stage.ts';
import { isOwing, watchLight } from '../watch.ts';
import { answered, decide } from './decide.ts';
import { paperDues, rectificationDues } from './dues.ts';
import { type AcceptanceEvent, type AcceptanceResult, type AcceptanceState, commands, inputs, PAPER_NAMES, type SystemCommand } from './facts.ts';
import { evolve } from './fold.ts';
import { theirs } from './next.ts';
import { decidedByGroup, failedAgain, refusedByScore, toRectify } from './rectification-words.ts';
import { acceptanceView } from './view.ts';

const LEADERS: readonly Role[] = ['GROUP_LEADER', 'DEPUTY_LEADER'];
const FILE = { title: 'text', sha256: 'file' } as const;

/** Waits for evidence, the panel, rectification and re-inspection; ends when it is passed. */
export const acceptanceStage = stage<AcceptanceState, AcceptanceEvent, AcceptanceResult, SystemCommand>()({
  key: 'ACCEPTANCE',
  kind: 'acceptance',
  workflow: 'finalAcceptance',
  name: { zh: '项目验收', en: 'Final acceptance' },
  after: [evaluationStage],
  inputs,
  standards: [ACCEPTANCE, AIR, CLOCKS, DUES, WAGES],
  commands,
  view: acceptanceView,
  events: {
    EvidenceSubmitted: {
      zh: '提交验收资料',
      en: 'evidence submitted',
      fields: { items: { key: 'code', proof: 'text', files: FILE, until: 'code' } },
    },
    WagesPaid: {
      zh: '补发工资',
      en: 'wages in arrears paid',
      shows: ['amountFen', 'on'],
      fields: { amountFen: 'amount', on: 'code', file: FILE },
    },
    PaperRecorded: {
      zh: '登记证照有效期',
      en: 'paper that ends',
      shows: ['paper', 'number', 'until'],
      words: { paper: named(PAPER_NAMES) },
      fields: { paper: 'code', number: 'document', on: 'code', until: 'code', file: FILE },
    },
    AirTested: {
      zh: '空气检测',
      en: 'air tested',
      shows: ['on'],
      fields: {
        on: 'code',
        laboratory: 'text',
        report: 'document',
        readings: 'unsearched',
        faults: 'text',
        standard: 'text',
        of: 'code',
        cma: 'document',
        finishedOn: 'code',
        values: 'unsearched',
        file: FILE,
      },
    },
    PanelNamed: {
      zh: '确定验收组',
      en: 'panel named',
      shows: ['document'],
      fields: {
        members: { person: 'person', as: 'code', qualification: 'text' },
        reserve: { person: 'person', as: 'code', qualification: 'text' },
        document: 'document',
        asked: { people: { person: 'person', of: 'unsearched' }, not: 'unsearched', notWith: 'person' },
        units: 'unsearched',
      },
    },
    QuorumMissed: { zh: '未达法定人数', en: 'quorum missed', fields: { scored: 'person', absent: 'person' } },
    PanelScored: {
      zh: '验收组评分',
      en: 'panel scored',
      shows: ['result'],
      fields: { scores: { person: 'person' }, openVetoes: 'code', absent: 'person', result: 'outcome' },
    },
    RectificationOrdered: {
      zh: '下达整改',
      en: 'rectification ordered',
      shows: ['notice'],
      fields: { items: 'code', gravity: 'code', deadline: DEADLINE, measures: 'text' },
    },
    RectificationGraded: {
      zh: '整改定级',
      en: 'rectification graded',
      shows: ['gravity', 'basis'],
      words: { gravity: named(GRAVITY_NAMES) },
      fields: { gravity: 'code', basis: 'text', deadline: DEADLINE },
    },
    ExtensionAsked: { zh: '申请整改延期', en: 'extension asked for', shows: ['days', 'reason'], fields: { reason: 'text' } },
    ExtensionAnswered: { zh: '答复整改延期', en: 'extension answered', shows: ['days', 'reason'], fields: { reason: 'text', deadline: DEADLINE } },
    RectificationReported: {
      zh: '报告整改',
      en: 'rectification reported',
      shows: ['on'],
      fields: { on: 'code', items: { key: 'code', evidence: 'text', files: FILE } },
    },
    DeadlineReworked: { zh: '重新计算期限', en: 'deadline worked out again', fields: { was: 'code', deadline: DEADLINE } },
    RectificationOverdue: { zh: '整改逾期', en: 'rectification overdue', shows: ['notice'], fields: {} },
    ReinspectionFailed: { zh: '复验未通过', en: 're-inspection failed', shows: ['reason', 'notice'], fields: { reason: 'text' } },
    LeadingGroupDecided: {
      zh: '领导小组决定',
      en: 'the leading group decided',
      shows: ['decision', 'document', 'measures'],
      fields: { decision: 'outcome', document: 'document', on: 'code', file: FILE, measures: 'text' },
    },
    ProblemsClosedOut: { zh: '问题销号', en: 'problems closed out', fields: { items: 'code' } },
    AcceptanceRefused: { zh: '验收不通过', en: 'acceptance refused', fields: {} },
  },
  initial: (base) => ({ ...base, round: 1, items: {}, air: null, score: null, ordered: [], notice: 0, overdue: false, deadline: null }),
  decide,
  evolve,
  answered,
  needs: {
    PanelNamed: ({ asked }) => ({ fill: { units: unitsOf(asked) }, check: { works: asked.people.map(({ person }) => person) } }),
    RectificationOrdered: ({ deadline }) => ({ fill: { deadline: due(deadline) } }),
    RectificationGraded: ({ deadline }) => ({ fill: { deadline: due(deadline) } }),
    ExtensionAnswered: ({ deadline }) => ({ fill: { deadline: due(deadline) } }),
    DeadlineReworked: ({ deadline }) => ({ fill: { deadline: due(deadline) } }),
  },
  again: (state, was) =>
    state.panel === undefined && state.inputs.panel !== was.inputs.panel && Object.keys(state.approvals).length > 0
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
    /** What has happened, and what is theirs to do about it. */
    const toAct = (happened: Text, by: 'MANAGER' | 'OFFICE' | 'LEADER', to: NoticeDue['to']): readonly NoticeDue[] => {
      const { zh, en } = theirs(state, by);
      return zh === '' ? [] : [{ template: 'to-act', to, facts: { says: { zh: `${happened.zh}。请${zh}`, en: `${happened.en}. Please ${en}` } } }];
    };
    const manager = (happened: Text) => toAct(happened, 'MANAGER', { person: state.manager });
    const officer = (happened: Text) => toAct(happened, 'OFFICE', { role: 'PROGRAMME_OFFICER' });
    const leaders = (happened: Text) => LEADERS.flatMap((role) => toAct(happened, 'LEADER', { role }));
    switch (event.type) {
      case 'RectificationOrdered':
      case 'RectificationGraded':
      case 'ExtensionAnswered':
        return [rectify];
      case 'LeadingGroupDecided': {
        const decided = decidedByGroup(event.data);
        // Other measures are told with the notice that orders them.
        return event.data.decision === 'MEASURES' ? [] : [...manager(decided), ...officer(decided), ...leaders(decided)];
      }
      case 'AcceptanceRefused':
        return manager(refusedByScore(event.data));
      case 'QuorumMissed':
        return [escalate('PROGRAMME_OFFICER')];
      case 'RectificationOverdue':
        return [rectify, escalate('PROGRAMME_OFFICER')];
      case 'ExtensionAsked':
        return [escalate('PROGRAMME_OFFICER')];
      case 'ReinspectionFailed':
        if (event.data.stops === true) {
          const failed = failedAgain(event.data);
          return [...officer(failed), ...leaders(failed)];
        }
        return event.data.leadingGroupCalled ? [escalate('GROUP_LEADER')] : [];
      default:
        return [];
    }
  },
  summary: (state) => ({
    standing: [...new Set(state.panel === undefined ? state.inputs.panel : [...state.panel.members, ...state.panel.reserve])].map((person) => ({
      kind: 'PANEL',
      person,
      role: '',
    })),
    clocks: state.deadline?.calendar == null ? [] : [{ name: 'RECTIFICATION', calendar: state.deadline.calendar }],
  }),
  board: ({ overdue, ordered, stopped, deadline }) => ({
    rectifies: { overdue: overdue && ordered.length > 0, stopped: stopped != null, by: deadline?.dueOn ?? null },
  }),
  dues: (state) => [...rectificationDues(state), ...paperDues(state)],
  goesOn: { as: (state) => (isOwing(state.watched) ? 'WATCHED' : null), takes: ['RecordPaper'] },
  light: (state) => (state.stopped != null || (state.overdue && state.ordered.length > 0) ? 'RED' : (watchLight(state.watched) ?? 'GREEN')),
  clock: { of: (state) => state.deadline, with: (state, deadline) => ({ ...state, deadline }) },
  agenda: (state) =>
    state.deadline?.dueAt == null || state.overdue || state.ordered.length === 0
      ? []
      : [{ at: state.deadline.dueAt, command: { type: 'RectificationDue', notice: state.notice } }],
});
