/**
 * Staff training (师资培训): batches, enrolment, hours, exams, certificates; ready when every class can be staffed by qualified
 * people (国卫人口发〔2019〕58号; hours of WS/T 821-2023). Whoever leaves is replaced, also once the stage is done. People are
 * known by reference only.
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import { alreadyClosed, futureFault, incomplete, oneReport, type Rejection, rejection } from '../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { CLASSES, requiredCarers } from '../../standards/classes.ts';
import { DUES } from '../../standards/dues.ts';
import { TRAINING } from '../../standards/training.ts';
import { factOf } from '../../taken-fact/kinds.ts';
import { identityFaults } from '../../text/identity-number.ts';
import { approvalsStage } from '../approvals/stage.ts';
import { stage } from '../declare.ts';
import { done } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { exchanged } from '../taken-over.ts';
import { isOwing } from '../watch.ts';
import { trainingDues } from './dues.ts';
import { commands, type Happening, judgingOn, type TrainingCommand, type TrainingEvent, type TrainingResult, type TrainingState } from './facts.ts';
import { folded } from './folded.ts';
import { absentAmong, batchFault, classFaults, dayFault, enrolledAmong, namedTwice, paperFaults, refsIn } from './papers.ts';
import { belowHours, certifiedIn, readyByPost } from './ready.ts';
import { classStandings, lacksOn, readyBy, rosterFaults, saysClasses } from './roster.ts';
import { traineesOf, withWhatCameHere } from './taken-over.ts';
import { shown } from './view.ts';

export type { TrainingEvent, TrainingResult } from './facts.ts';

/** What it takes once its roster is confirmed: releases up to 0.6.0 took papers alone. */
const AFTER = ['RecordCertificates', 'PlanBatch', 'EnrolTrainees', 'RecordHours', 'RecordExam', 'AssignClasses', 'RecordDeparture'] as const;

function decide(state: TrainingState, command: TrainingCommand, context: Context): Decision<Happening> {
  if (state.status !== 'OPEN' && command.type !== 'RecordCertificates' && !byRules(context, 5)) return refuse(alreadyClosed);
  const faults = listFaults(state, command, context);
  if (faults !== null) return refuse(faults);
  const decision = decideOne(state, command, context);
  return decision.ok && state.short !== undefined ? whole(state, decision, dayAt(context.now)) : decision;
}

/** With the note that the roster is whole again, where that is what the act leads to. */
function whole(state: TrainingState, { events }: Extract<Decision<Happening>, { ok: true }>, today: IsoDate): Decision<Happening> {
  const after = events.reduce((held, event) => folded(held, event as TrainingEvent), state); // a stage that is done asks and ends nothing more
  return lacksOn(after, today).length > 0 ? { ok: true, events } : { ok: true, events: [...events, { type: 'RosterRestored', data: { on: today } }] };
}

const LIST: Text = { zh: '名单有误，未登记。', en: 'The list has faults and was not recorded.' };
const PAPERS: Text = { zh: '证件有误，未登记。', en: 'The papers have faults and were not recorded.' };
const invalid = (faults: readonly Text[]): Rejection => incomplete(LIST.zh, LIST.en, faults);

/** All that is wrong with a list of people, as one report. */
function listFaults(state: TrainingState, command: TrainingCommand, context: Context): Rejection | null {
  const strict = byRules(context, 3);
  const twice = (lines: readonly { readonly ref: string }[]) => (strict ? namedTwice(lines) : []);
  const absent = absentAmong(state, refsIn(command));
  switch (command.type) {
    case 'EnrolTrainees': {
      const { batch, trainees } = command;
      const unplanned = byRules(context, 5) ? batchFault(state, batch) : null;
      const named = byRules(context, 5) ? identityFaults(trainees.map(({ ref }, index) => [`trainees[${index}].ref`, ref])) : [];
      const faults = [...(unplanned === null ? [] : [unplanned]), ...named, ...classFaults(state, trainees)];
      return oneReport(LIST, [...enrolledAmong(state, trainees, strict), ...twice(trainees)], faults);
    }
    case 'RecordHours': {
      const { batch, entries } = command;
      const here = entries.filter(({ ref }) => state.trainees[ref] !== undefined);
      const elsewhere = batch === undefined ? [] : here.filter(({ ref }) => state.trainees[ref]?.batch !== batch);
      const faults = elsewhere.map(({ ref }) => ({ zh: `${ref}：不在批次 ${batch}`, en: `${ref}: must be of batch ${batch}` }));
      return oneReport(LIST, [...absent, ...twice(entries)], faults);
    }
    case 'RecordExam':
      return oneReport(LIST, [...absent, ...twice(command.results)]);
    case 'RecordCertificates': {
      const { certificates } = command;
      return oneReport(PAPERS, [...absent, ...twice(certificates)], strict ? paperFaults(state, certificates, context) : []);
    }
    case 'AssignClasses': {
      const here = command.carers.filter(({ ref }) => state.trainees[ref] !== undefined);
      return oneReport(LIST, [...absent, ...namedTwice(command.carers)], classFaults(state, here));
    }
    default:
      return oneReport(LIST, absent);
  }
}

function decideOne(state: TrainingState, command: TrainingCommand, context: Context): Decision<Happening> {
  const today = dayAt(context.now);
  const strict = byRules(context, 3);
  switch (command.type) {
    case 'PlanBatch': {
      const { batch, from, to, organiser } = command;
      if (state.batches?.[batch]?.from !== undefined)
        return refuse(rejection('DUPLICATE', `批次 ${batch} 已安排。`, `Batch ${batch} is planned already.`));
      if (from > to) return refuse(invalid([{ zh: `from：开始日 ${from} 须不晚于结束日 ${to}`, en: `from ${from} must not be after to ${to}` }]));
      return allow<Happening>({ type: 'BatchPlanned', data: { batch, from, to, organiser } });
    }
    case 'EnrolTrainees': {
      const kept = byRules(context, 5) ? ({ kept: true } as const) : {};
      return allow<Happening>({ type: 'TraineesEnrolled', data: { batch: command.batch, ...kept, trainees: command.trainees } });
    }
    case 'RecordHours': {
      const { batch, on, entries } = command;
      const future = on === undefined ? null : futureFault(on, context);
      if (future !== null) return refuse(future);
      return allow<Happening>({
        type: 'HoursRecorded',
        data: { ...(batch === undefined ? {} : { batch }), ...(on === undefined ? {} : { on }), entries },
      });
    }
    case 'RecordExam': {
      const future = strict ? futureFault(command.on, context) : null;
      return future === null ? allow<Happening>({ type: 'ExamRecorded', data: { on: command.on, results: command.results } }) : refuse(future);
    }
    case 'RecordCertificates':
      return allow<Happening>({ type: 'CertificatesRecorded', data: { certificates: command.certificates } });
    case 'AssignClasses':
      return allow<Happening>({ type: 'ClassesAssigned', data: { carers: command.carers } });
    case 'RecordDeparture':
      return depart(state, command, context);
    case 'ConfirmRoster': {
      const fault = strict ? dayFault(command.on, today, context) : null;
      return fault === null ? confirm(state, command.on ?? today) : refuse(fault);
    }
  }
}

function depart(state: TrainingState, command: Extract<TrainingCommand, { type: 'RecordDeparture' }>, context: Context): Decision<Happening> {
  const { ref, on, reason, substitute } = command;
  const future = futureFault(on, context);
  if (future !== null) return refuse(future);
  if (reason.trim() === '') return refuse(rejection('REASON_REQUIRED', '请写明离岗原因。', 'Please say why they leave.'));
  const other = substitute === undefined ? undefined : state.trainees[substitute];
  if (substitute !== undefined && (substitute === ref || other?.post !== state.trainees[ref]?.post || other?.leftOn !== undefined))
    return refuse(
      invalid([{ zh: 'substitute：接替人须为同一岗位的另一名在岗人员', en: 'substitute must be somebody else of the same post who has not left' }]),
    );
  const left: TrainingEvent = { type: 'TraineeLeft', data: { ref, on, reason, ...(substitute === undefined ? {} : { substitute }) } };
  const lacks = lacksOn(folded(state, left), dayAt(context.now));
  return allow<Happening>(lacks.length === 0 ? left : { ...left, data: { ...left.data, lacks } });
}

function confirm(state: TrainingState, on: IsoDate): Decision<Happening> {
  const judging = judgingOn(state, on);
  const faults = rosterFaults(state, judging);
  if (faults.length > 0) return refuse({ ...incomplete('人员尚未配齐。', 'The roster is not complete.', faults), code: 'RATIO_NOT_MET' });
  const ready = readyByPost(state.trainees, judging);
  const need = requiredCarers(state.profile.classes, valuesIn(state.standards, CLASSES));
  const short = belowHours(state.trainees, state.standards);
  const by = readyBy(state);
  const byClass = Object.fromEntries(classStandings(state, judging).map(({ kind, ...standing }) => [kind, standing]));
  const data = {
    on,
    ready,
    requiredCarers: need,
    ...(short.length === 0 ? {} : { belowHours: short }),
    ...(saysClasses(state) ? { byClass } : {}),
    ...(by !== null && on > by ? { lateSince: by } : {}),
  };
  return allow<Happening>(
    { type: 'RosterConfirmed', data },
    done({ carersReady: ready.CARER, carersRequired: need, trained: Object.keys(state.trainees).length, certified: certifiedIn(state.trainees) }),
  );
}

/** Waits for enrolment, hours, exams and certificates; ends when the roster is ready. */
export const trainingStage = stage<TrainingState, TrainingEvent, TrainingResult>()({
  key: 'TRAINING',
  kind: 'training',
  workflow: 'staffTraining',
  name: { zh: '师资培训', en: 'Staff training' },
  after: [approvalsStage],
  inputs: {},
  standards: [CLASSES, TRAINING, DUES],
  commands,
  view: stageView<TrainingState>()(shown),
  events: {
    BatchPlanned: {
      zh: '安排培训批次',
      en: 'batch of training planned',
      shows: ['batch', 'from', 'to'],
      fields: { batch: 'code', from: 'code', to: 'code', organiser: 'text' },
    },
    TraineesEnrolled: {
      zh: '学员报名',
      en: 'trainees enrolled',
      shows: ['batch'],
      fields: { batch: 'code', trainees: { ref: 'code', post: 'code', classKind: 'code' } },
    },
    HoursRecorded: {
      zh: '登记学时',
      en: 'hours recorded',
      shows: ['batch', 'on'],
      fields: { batch: 'code', on: 'code', entries: { ref: 'code' }, files: { title: 'text', sha256: 'file', paper: 'unsearched' } },
    },
    ExamRecorded: { zh: '登记考试', en: 'exam recorded', shows: ['on'], fields: { on: 'code', results: { ref: 'code' } } },
    CertificatesRecorded: {
      zh: '登记证书',
      en: 'certificates recorded',
      fields: {
        certificates: {
          ref: 'code',
          certificate: 'code',
          issuer: 'text',
          issuedOn: 'code',
          validUntil: 'code',
          healthCertificate: 'code',
          healthIssuer: 'text',
          healthCertificateUntil: 'code',
          noCrimeCheckedOn: 'code',
          noCrimeNumber: 'code',
        },
        files: { title: 'text', sha256: 'file', paper: 'unsearched' },
      },
    },
    ClassesAssigned: { zh: '保育人员定班', en: 'carers assigned to classes', fields: { carers: { ref: 'code', classKind: 'code' } } },
    TraineeLeft: {
      zh: '人员离岗',
      en: 'somebody left their post',
      shows: ['ref', 'on', 'substitute', 'lacks'],
      fields: { ref: 'code', on: 'code', reason: 'text', substitute: 'code', lacks: 'text' },
    },
    RosterRestored: { zh: '人员补齐', en: 'roster whole again', shows: ['on'], fields: { on: 'code' } },
    RosterConfirmed: {
      zh: '人员名册确认',
      en: 'roster confirmed',
      shows: ['on'],
      fields: { on: 'code', ready: 'unsearched', belowHours: 'code', byClass: 'unsearched', lateSince: 'code' },
    },
  },
  initial: (base) => ({ ...base, trainees: {}, ready: null }),
  decide,
  evolve: folded,
  takeOver(state, facts, was, _at, keeps) {
    const [now, before] = [traineesOf(facts), traineesOf(was)];
    const trainees = exchanged(state.trainees, before, keeps ? withWhatCameHere(state.trainees, before, now) : now);
    const roster = factOf(facts, 'ROSTER');
    if (roster === undefined) return { ...state, trainees, ready: factOf(was, 'ROSTER') === undefined ? state.ready : null };
    return { ...state, trainees, ready: readyByPost(trainees, judgingOn(state, roster.on)) };
  },
  answered: () => [],
  dues: trainingDues,
  // Whoever works with children is examined every year, also once the roster is confirmed, and whoever leaves is replaced.
  goesOn: { as: (state) => (isOwing(state.watched) ? 'WATCHED' : null), takes: AFTER },
});
