/** Construction (设施建设) as it is declared: its fold, what an answered approval leads to, its light. Deliberately absent: decisions. */

import { due } from '../../approval/fill.ts';
import type { TakeFunds } from '../../funds/facts.ts';
import { dayAt, monthOf } from '../../kernel/days.ts';
import type { Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { AIR } from '../../standards/air.ts';
import { CHANGES } from '../../standards/changes.ts';
import { CONSTRUCTION } from '../../standards/construction.ts';
import { DUES } from '../../standards/dues.ts';
import { FUNDS } from '../../standards/funds.ts';
import { LIGHTS } from '../../standards/lights.ts';
import { MILESTONE_NAMES, MILESTONES } from '../../standards/milestones.ts';
import { PAYMENTS } from '../../standards/payments.ts';
import { PERMIT_NAMES, PERMITS, permitsBeforeStart } from '../../standards/permits.ts';
import { REPLANNING } from '../../standards/replanning.ts';
import { SETTLEMENT } from '../../standards/settlement.ts';
import { atLeast, SITE } from '../../standards/site.ts';
import { SMALL_FIRMS } from '../../standards/small-firms.ts';
import { STEP_RULES } from '../../standards/steps.ts';
import { TENDER } from '../../standards/tender.ts';
import { WAGES } from '../../standards/wages.ts';
import { findingName } from '../../words/findings.ts';
import { money } from '../../words/money.ts';
import { named } from '../../words/named.ts';
import { ruleWords } from '../../words/rules.ts';
import { approvalsStage } from '../approvals/stage.ts';
import { stage } from '../declare.ts';
import { worksPart } from './board.ts';
import { CONTRACT_FACTS } from './contracts/facts.ts';
import { decide } from './decide.ts';
import { dues, goesOnAs } from './dues.ts';
import {
  type CallReport,
  type ConstructionEvent,
  type ConstructionResult,
  type ConstructionState,
  commands,
  inputs,
  type NoteLate,
  type TurnLight,
} from './facts.ts';
import { notedWords } from './finding-words.ts';
import { finding } from './findings.ts';
import { answeredPayment, settle, sourced, withOtherPayment, withPart } from './fold.ts';
import { tellLedger } from './funds.ts';
import { lateAgenda, moneyAgenda } from './late.ts';
import { LETTER_NAMES } from './letter-words.ts';
import { LIGHT_NAMES, lightTurned } from './light-words.ts';
import { lightAgenda, worst } from './lights.ts';
import { paymentLight } from './money.ts';
import { OWED_FACTS } from './owed/facts.ts';
import { permitAnswered } from './permits.ts';
import { replanAnswered, tellReplan } from './replanning/decide.ts';
import { REPLAN_FACTS } from './replanning/facts.ts';
import { sumsIn } from './reported-sums.ts';
import type { Request } from './requests.ts';
import { SITE_FACTS } from './site/facts.ts';
import { incidentSays } from './site/incidents.ts';
import { paidInAll, sumOf } from './sums.ts';
import { withSupervision } from './supervision-fold.ts';
import { supervisionNotices } from './supervision-notices.ts';
import { takeOver } from './taken-over.ts';
import { constructionView } from './view.ts';

/** Reports are asked for from the month of the start, and of its record: nobody could hand them in here before. */
const reportsFrom = (on: string, recordedAt: string): string => monthOf(on > dayAt(recordedAt) ? on : dayAt(recordedAt));

type Data<T extends ConstructionEvent['type']> = Extract<ConstructionEvent, { type: T }>['data'];
function withReport(state: ConstructionState, { month, version, ...said }: Data<'ProgressReported'>): ConstructionState {
  const sums = sumsIn(said);
  const { plannedPercent, actualPercent, problems, next, reason } = said;
  const own = { plannedPercent, actualPercent, problems, next, ...(reason === undefined ? {} : { reason }) };
  const told = { ...state, reports: { ...state.reports, [month]: own } };
  const kept = Object.keys(sums).length === 0 ? told : { ...told, reportedSums: { ...state.reportedSums, [month]: sums } };
  return version === undefined
    ? { ...kept, reportedMonths: [...kept.reportedMonths, month] }
    : { ...kept, reportVersions: { ...kept.reportVersions, [month]: version } };
}

function withLight(state: ConstructionState, { to, month, behind, of, rule }: Data<'LightTurned'>): ConstructionState {
  const own = { ...(of === undefined ? {} : { of }), ...(rule === undefined ? {} : { rule }) };
  const lights = [...state.lights, { month, light: to, behind, ...own }];
  if (state.lightOf === undefined) return { ...state, light: to, lights };
  const lightOf = { ...state.lightOf, [of ?? 'PROGRESS']: to };
  return { ...state, lightOf, light: worst(Object.values(lightOf)), lights };
}

const lapsedSays = ({ key, faults }: Data<'ReplanLapsed'>): Text => ({
  zh: `计划调整 ${key} 已同意，但计划已变，未执行：${faults.map(({ zh }) => zh).join('；')}。请按现计划重新申请`,
  en: `The planned days of ${key} were agreed, but days had changed and they were not carried out: ${faults.map(({ en }) => en).join('; ')}. Please ask again from the days as they are`,
});

const SOURCES = { source: 'code', amountFen: 'amount' } as const;
const CHANGES_RULE = '先批后变（财建〔2022〕183号）';
const OFFICE = [{ role: 'PROGRAMME_OFFICER' }, { role: 'OFFICE_DIRECTOR' }] as const;
/** Everybody at once: the office always, the heads of the leading group from a grade on. */
function incidentNotices(state: ConstructionState, incident: Data<'IncidentRecorded'>) {
  const leaders = atLeast(incident.grade, valuesIn(state.standards, SITE).incidentLeadersFrom);
  const whom = [{ person: state.manager }, ...OFFICE, ...(leaders ? ([{ role: 'DEPUTY_LEADER' }, { role: 'GROUP_LEADER' }] as const) : [])];
  return whom.map((to) => ({ template: 'to-act' as const, to, facts: { says: incidentSays(state, incident) } }));
}

/** Waits for permits, milestones, inspections, payments and changes; ends with the completion filing. */
export const constructionStage = stage<ConstructionState, ConstructionEvent, ConstructionResult, TurnLight | NoteLate | TakeFunds | CallReport>()({
  key: 'CONSTRUCTION',
  kind: 'construction',
  workflow: 'construction',
  name: { zh: '设施建设', en: 'Construction' },
  after: [approvalsStage],
  inputs,
  standards: [
    PERMITS,
    MILESTONES,
    LIGHTS,
    CHANGES,
    PAYMENTS,
    FUNDS,
    CONSTRUCTION,
    AIR,
    DUES,
    TENDER,
    STEP_RULES,
    SITE,
    WAGES,
    SMALL_FIRMS,
    REPLANNING,
    SETTLEMENT,
  ],
  commands,
  view: constructionView,
  events: {
    PermitsRecorded: {
      zh: '登记许可',
      en: 'permits recorded',
      fields: { permits: { permit: 'code', number: 'document', on: 'code', by: 'text', until: 'code' }, files: { title: 'text', sha256: 'file' } },
    },
    PermitApplied: {
      zh: '申请许可',
      en: 'permit applied for',
      shows: ['permit'],
      words: { permit: named(PERMIT_NAMES) },
      fields: { permit: 'code', approval: 'code' },
    },
    PermitAnswered: {
      zh: '许可审批结果',
      en: 'permit decided',
      shows: ['permit', 'reason'],
      words: { permit: named(PERMIT_NAMES) },
      fields: { permit: 'code', reason: 'text' },
    },
    PermitExtended: {
      zh: '许可延期',
      en: 'permit extended',
      shows: ['number', 'until'],
      fields: { permit: 'code', number: 'document', on: 'code', until: 'code' },
    },
    ...CONTRACT_FACTS,
    ...SITE_FACTS,
    ...OWED_FACTS,
    ...REPLAN_FACTS,
    MilestoneReached: {
      zh: '到达节点',
      en: 'milestone reached',
      shows: ['key', 'on', 'percent', 'evidence'],
      words: { key: named(MILESTONE_NAMES) },
      fields: { key: 'code', on: 'code', evidence: 'text', percent: 'percent', files: { title: 'text', sha256: 'file' } },
    },
    ProgressReported: {
      zh: '月报',
      en: 'progress reported',
      shows: ['month', 'light'],
      fields: {
        month: 'code',
        light: 'outcome',
        problems: 'text',
        next: 'text',
        reason: 'text',
        responsible: 'text',
        totalFen: 'amount',
        paidFrom: SOURCES,
      },
    },
    LightTurned: {
      zh: '亮灯变化',
      en: 'light turned',
      shows: ['month', 'to'],
      fields: { from: 'code', to: 'outcome', month: 'code', of: 'code', rule: 'unsearched' },
    },
    PaymentRequested: {
      zh: '申请支付',
      en: 'payment requested',
      shows: ['key', 'amountFen'],
      fields: { key: 'code', amountFen: 'amount', kind: 'code', contract: 'document', claim: 'code', from: SOURCES },
    },
    PaymentSourcesNamed: {
      zh: '注明付款来源',
      en: 'sources of a payment named',
      shows: ['key', 'reason'],
      fields: { key: 'code', from: SOURCES, was: SOURCES, reason: 'text' },
    },
    SettlementSubmitted: {
      zh: '结算送审',
      en: 'settlement handed in for its review',
      shows: ['number', 'on', 'amountFen', 'reason'],
      fields: { amountFen: 'amount', number: 'document', on: 'code', reason: 'text', deadline: 'unsearched' },
    },
    SettlementRecorded: {
      zh: '登记结算',
      en: 'settlement recorded',
      shows: ['number', 'on', 'amountFen'],
      fields: { amountFen: 'amount', number: 'document', on: 'code' },
    },
    AccountsClosed: { zh: '工程款付讫', en: 'accounts closed', shows: ['reason'], fields: { reason: 'text', on: 'code' } },
    FundsTold: {
      zh: '已下达资金',
      en: 'funds allocated',
      shows: ['allocatedFen'],
      fields: { allocatedFen: 'amount', sources: { source: 'code', level: 'code', allocatedFen: 'amount' } },
    },
    PaymentApproved: {
      zh: '支付通过',
      en: 'payment approved',
      shows: ['key', 'amountFen'],
      fields: { key: 'code', amountFen: 'amount', contract: 'document' },
    },
    PaymentRefused: {
      zh: '支付未通过',
      en: 'payment refused',
      shows: ['key', 'reason'],
      fields: { key: 'code', reason: 'text', contract: 'document' },
    },
    ChangeRequested: {
      zh: '申请变更',
      en: 'change requested',
      shows: ['key', 'amountFen'],
      fields: { key: 'code', amountFen: 'amount', cause: 'text', rung: 'code', sameAs: 'code', alters: 'code', doneOn: 'code', urgency: 'text' },
    },
    ChangeApproved: { zh: '变更通过', en: 'change approved', shows: ['key', 'amountFen'], fields: { key: 'code', amountFen: 'amount' } },
    ChangeRefused: { zh: '变更未通过', en: 'change refused', shows: ['key', 'reason'], fields: { key: 'code', reason: 'text' } },
    ReportCalled: { zh: '催报月报', en: 'report called in', shows: ['month', 'dueOn'], fields: { month: 'code', dueOn: 'code' } },
    LightExplained: {
      zh: '说明亮灯理由',
      en: 'reason for a light given',
      shows: ['of', 'until', 'reason'],
      words: { of: named(LIGHT_NAMES) },
      fields: { of: 'code', reason: 'text', until: 'code' },
    },
    LightJudged: {
      zh: '认定亮灯理由',
      en: 'reason for a light judged',
      shows: ['of', 'answer'],
      words: { of: named(LIGHT_NAMES) },
      fields: { of: 'code', answer: 'text', until: 'code' },
    },
    LetterIssued: {
      zh: '发出督办文书',
      en: 'letter of supervision issued',
      shows: ['letter', 'number', 'on', 'reason'],
      words: { letter: named(LETTER_NAMES) },
      fields: { letter: 'code', number: 'document', on: 'code', reason: 'text', answerBy: 'code' },
    },
    LetterAnswered: {
      zh: '回复督办文书',
      en: 'letter of supervision answered',
      shows: ['number', 'on', 'answer'],
      fields: { number: 'document', on: 'code', answer: 'text' },
    },
    CompletionAccepted: {
      zh: '竣工验收',
      en: 'completion accepted',
      shows: ['on'],
      fields: { on: 'code', parties: { party: 'code', notApplicable: 'text' } },
    },
    CompletionFiled: { zh: '竣工验收备案', en: 'completion filed', shows: ['number', 'on'], fields: { number: 'document', on: 'code' } },
    FindingNoted: {
      zh: '记下问题',
      en: 'finding noted',
      shows: ['code'],
      also: (noted) => [notedWords(noted)],
      fields: {
        code: 'outcome',
        rule: 'text',
        evidence: 'text',
        facts: {
          on: 'code',
          what: 'code',
          earlier: 'code',
          earlierOn: 'code',
          permits: 'code',
          parties: 'code',
          contract: 'code',
          number: 'document',
          month: 'code',
          sumFen: 'amount',
        },
      },
    },
  },
  initial: (base, openedAt) => ({
    ...base,
    // Cases of earlier releases have no table of it, and the clock asks nothing of them.
    ...(base.standards?.[LIGHTS.key] === undefined ? {} : { lightOf: {}, openedOn: dayAt(openedAt) }),
    estimateFen: base.inputs.estimateFen ?? 0,
    permits: {},
    contract: null,
    reached: {},
    percent: 0,
    light: 'GREEN',
    lights: [],
    reportedMonths: [],
    inspections: [],
    payments: {},
    confirmedValueFen: 0,
    changes: {},
    completionOn: null,
    filing: null,
    findings: [],
  }),
  decide,
  takeOver,
  evolve(state, event) {
    switch (event.type) {
      case 'PermitsRecorded': {
        const { files } = event.data;
        const proof = files === undefined ? {} : { files };
        const permits = Object.fromEntries(event.data.permits.map(({ permit, ...issued }) => [permit, { ...issued, ...proof }]));
        return { ...state, permits: { ...state.permits, ...permits } };
      }
      case 'PermitApplied':
        return { ...state, permitSteps: { ...state.permitSteps, [event.data.permit]: 'ASKED' } };
      case 'PermitAnswered':
        return { ...state, permitSteps: { ...state.permitSteps, [event.data.permit]: event.data.approved ? 'APPROVED' : 'REFUSED' } };
      case 'PermitExtended': {
        const { permit, ...extension } = event.data;
        const held = state.permits[permit];
        return held === undefined
          ? state
          : { ...state, permits: { ...state.permits, [permit]: { ...held, extensions: [...(held.extensions ?? []), extension] } } };
      }
      case 'MilestoneReached':
        return {
          ...state,
          reached: { ...state.reached, [event.data.key]: event.data.on },
          percent: event.data.percent,
          ...(event.data.files === undefined ? {} : { milestonePapers: { ...state.milestonePapers, [event.data.key]: event.data.files } }),
          ...(event.data.key === 'START' && state.lightOf !== undefined ? { reportsFrom: reportsFrom(event.data.on, event.occurredAt) } : {}),
        };
      case 'ProgressReported':
        return withReport(state, event.data);
      case 'LightTurned':
        return withLight(state, event.data);
      case 'PaymentRequested': {
        const { key, amountFen, confirmedValueFen, kind, contract, claim, from } = event.data;
        const paid = { ...(claim === undefined ? {} : { claim }), ...(from === undefined ? {} : { from }) };
        if (contract !== undefined)
          return withOtherPayment(state, key, { amountFen, status: 'ASKED', contract, ...(kind === undefined ? {} : { kind }), ...paid });
        const valueFen = state.lightOf === undefined || kind === 'ADVANCE' ? {} : { valueFen: confirmedValueFen };
        const asked: Request = { amountFen, status: 'ASKED', ...(kind === undefined ? {} : { kind }), ...valueFen, ...paid };
        return { ...state, confirmedValueFen, payments: { ...state.payments, [key]: asked } };
      }
      case 'PaymentSourcesNamed':
        return sourced(state, event.data);
      case 'SettlementSubmitted': {
        const { reason: _, ...submitted } = event.data;
        return { ...state, submitted };
      }
      case 'SettlementRecorded':
        return { ...state, settlement: event.data };
      case 'AccountsClosed':
        return { ...state, accountsClosed: true };
      case 'FundsTold':
        return { ...state, funds: event.data };
      case 'ReportCalled':
        return { ...state, called: { ...state.called, [event.data.month]: event.data.dueOn } };
      case 'LightExplained':
      case 'LightJudged':
      case 'LetterIssued':
      case 'LetterAnswered':
        return withSupervision(state, event);
      case 'PaymentApproved':
      case 'PaymentRefused':
        return answeredPayment(state, event.data, event.type === 'PaymentApproved');
      case 'ChangeRequested': {
        const { key, amountFen, cause, alters, doneOn } = event.data;
        const more = { ...(alters === undefined ? {} : { alters }), ...(doneOn === undefined ? {} : { doneOn }) };
        return { ...state, changes: { ...state.changes, [key]: { amountFen, status: 'ASKED', cause, on: dayAt(event.occurredAt), ...more } } };
      }
      case 'ChangeApproved':
        return { ...state, changes: settle(state.changes, event.data.key, true), estimateFen: event.data.estimateFen ?? state.estimateFen };
      case 'ChangeRefused':
        return { ...state, changes: settle(state.changes, event.data.key, false) };
      case 'CompletionAccepted':
        return { ...state, completionOn: event.data.on };
      case 'CompletionFiled':
        return { ...state, filing: { number: event.data.number, on: event.data.on } };
      case 'FindingNoted':
        return { ...state, findings: [...state.findings, event.data] };
      default:
        return withPart(state, event);
    }
  },
  answered(state, key, decided, context) {
    const [kind, name] = [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)];
    const approved = decided.outcome === 'APPROVED';
    if (kind === 'PERMIT') return [permitAnswered(name, approved, decided.reason)];
    if (kind === 'REPLAN') return replanAnswered(state, name, decided);
    const other = state.contractPayments?.[name];
    if (kind === 'PAYMENT' && other !== undefined) {
      const { amountFen, contract } = other;
      return [
        approved
          ? { type: 'PaymentApproved', data: { key: name, amountFen, contract, paidFen: paidInAll(state) + amountFen } }
          : { type: 'PaymentRefused', data: { key: name, reason: decided.reason, contract } },
      ];
    }
    if (kind === 'PAYMENT') {
      const amountFen = state.payments[name]?.amountFen ?? 0;
      return [
        approved
          ? { type: 'PaymentApproved', data: { key: name, amountFen, paidFen: paidInAll(state) + amountFen } }
          : { type: 'PaymentRefused', data: { key: name, reason: decided.reason } },
        ...paymentLight({ ...state, payments: settle(state.payments, name, approved) }, context),
      ];
    }
    const amountFen = state.changes[name]?.amountFen ?? 0;
    const { doneOn } = state.changes[name] ?? {};
    if (!approved)
      return [
        { type: 'ChangeRefused', data: { key: name, reason: decided.reason } },
        ...(doneOn === undefined ? [] : [finding('CHANGED_AND_REFUSED', CHANGES_RULE, { number: name, earlierOn: doneOn })]),
      ];
    // An estimate adjustment that was approved becomes the new ceiling (政府投资条例 art. 23).
    const total = (state.contract?.amountFen ?? 0) + sumOf(state.changes, 'APPROVED') + amountFen;
    return [{ type: 'ChangeApproved', data: { key: name, amountFen, estimateFen: total > state.estimateFen ? total : null } }];
  },
  notices(state, event) {
    if (event.type === 'FindingNoted') {
      const [{ zh, en }, rule] = [notedWords(event.data), ruleWords(event.data.rule)];
      const name = findingName(event.data.code);
      const says = { zh: `${name.zh}：${zh}（${rule.zh}）`, en: `${name.en}: ${en} (${rule.en})` };
      // Days are told by mails of their own (dues.ts).
      if (event.data.code === 'INCIDENT_NOT_REPORTED')
        return [{ person: state.manager }, ...OFFICE].map((to) => ({ template: 'to-act', to, facts: { says } }));
      return event.actor.person === null ? [] : [{ template: 'finding', to: { person: event.actor.person }, facts: { says } }];
    }
    if (event.type === 'ReplanLapsed') return [{ template: 'to-act', to: { person: state.manager }, facts: { says: lapsedSays(event.data) } }];
    if (event.type === 'IncidentRecorded') return incidentNotices(state, event.data);
    const told = supervisionNotices(state, event);
    if (told !== null) return told;
    if (event.type !== 'LightTurned') return [];
    const manager = { person: state.manager };
    const whom = event.data.to === 'RED' ? [manager, { role: 'OFFICE_DIRECTOR' as const }, { role: 'DEPUTY_LEADER' as const }] : [manager];
    return whom.map((to) => ({ template: 'light', to, facts: { says: lightTurned(event.data) } }));
  },
  agenda: (state) => [...lightAgenda(state), ...lateAgenda(state)].sort((a, b) => (a.at < b.at ? -1 : 1)),
  again(state, was) {
    if (state.reached.START === undefined) return [];
    const before = permitsBeforeStart(was.profile, valuesIn(was.standards, PERMITS));
    const lacking = permitsBeforeStart(state.profile, valuesIn(state.standards, PERMITS)).filter(
      (permit) => state.permits[permit] === undefined && !before.includes(permit),
    );
    return lacking.map((permit) => ({
      zh: `已开工，变更后还须取得${PERMIT_NAMES[permit].zh}`,
      en: `works have started, and the change needs one more paper: ${PERMIT_NAMES[permit].en}`,
    }));
  },
  dues,
  goesOn: {
    as: goesOnAs,
    agenda: moneyAgenda,
    takes: [
      'RequestPayment',
      'SubmitSettlement',
      'RecordSettlement',
      'CloseAccounts',
      'NoteLate',
      'RecordDelivery',
      'AskRepair',
      'RecordRepair',
      'TakeFunds',
      'NameSources',
    ],
  },
  // The hours of an incident run whether anybody works or not.
  whileSuspended: ['RecordIncident', 'ReportIncident', 'CloseIncident'],
  needs: { SettlementSubmitted: ({ deadline }) => ({ fill: { deadline: due(deadline) } }) },
  consequences: tellLedger,
  tells: tellReplan,
  light: (state) => state.light,
  board: worksPart,
  remains(state) {
    const paid = paidInAll(state);
    const left = [];
    if (state.contract !== null)
      left.push({
        zh: `施工合同（${state.contract.contractor}）须另行解除`,
        en: `The contract with ${state.contract.contractor} must be ended separately`,
      });
    if (paid > 0) left.push({ zh: `已支付 ${money(paid).zh} 须清算`, en: `${money(paid).en} already paid must be settled` });
    return left;
  },
});
