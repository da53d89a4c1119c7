/**
 * Staff training (师资培训): enrolment, hours, exams, certificates; ready when every class can be staffed by qualified
 * people (国卫人口发〔2019〕58号; hours of WS/T 821-2023). People are known by reference only.
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { incomplete, rejection, unknownItem } from '../../kernel/rejection.ts';
import { code, day, list, number, oneOf, record } from '../../kernel/shape.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { CLASS_STANDARDS, requiredCarers } from '../../standards/classes.ts';
import { approvalsStage } from '../approvals/stage.ts';
import { type CommandsOf, runs } from '../commands.ts';
import { stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { done } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { shown } from './view.ts';

export const POSTS = ['HEAD', 'CARER', 'HEALTH_WORKER', 'GUARD'] as const;
export type Post = (typeof POSTS)[number];

export type Trainee = {
  readonly post: Post;
  readonly theoryHours: number;
  readonly practiceHours: number;
  readonly score: number | null;
  readonly certificate: string | null;
  readonly healthCertificateUntil: IsoDate | null;
  readonly noCrimeCheckedOn: IsoDate | null;
};

const commands = {
  EnrolTrainees: runs({ batch: code, trainees: list(record({ ref: code, post: oneOf(POSTS) }), { least: 1, most: 500 }) }),
  RecordHours: runs({ entries: list(record({ ref: code, theory: number(0, 400), practice: number(0, 400) }), { least: 1, most: 500 }) }),
  RecordExam: runs({ on: day, results: list(record({ ref: code, score: number(0, 100) }), { least: 1, most: 500 }) }),
  RecordCertificates: runs({
    certificates: list(record({ ref: code, certificate: code, healthCertificateUntil: day, noCrimeCheckedOn: day }), { least: 1, most: 500 }),
  }),
  ConfirmRoster: runs({ on: day }),
};
export type TrainingCommand = CommandsOf<typeof commands>;

/** What it hands on. */
export type TrainingResult = { readonly carersReady: number; readonly carersRequired: number; readonly trained: number };

export type TrainingEvent =
  | {
      readonly type: 'TraineesEnrolled';
      readonly data: { readonly batch: string; readonly trainees: readonly { readonly ref: string; readonly post: Post }[] };
    }
  | {
      readonly type: 'HoursRecorded';
      readonly data: { readonly entries: readonly { readonly ref: string; readonly theory: number; readonly practice: number }[] };
    }
  | {
      readonly type: 'ExamRecorded';
      readonly data: { readonly on: IsoDate; readonly results: readonly { readonly ref: string; readonly score: number }[] };
    }
  | { readonly type: 'CertificatesRecorded'; readonly data: Omit<Extract<TrainingCommand, { type: 'RecordCertificates' }>, 'type'> }
  | {
      readonly type: 'RosterConfirmed';
      readonly data: { readonly on: IsoDate; readonly ready: Readonly<Record<Post, number>>; readonly requiredCarers: number };
    };

type Happening = TrainingEvent | StageMove<TrainingResult>;

export type TrainingState = StageState & {
  readonly trainees: Readonly<Record<string, Trainee>>;
  readonly ready: Readonly<Record<Post, number>> | null;
};

const PASS_MARK = 60;
/** Fully trained and checked on that day: hours, exam, certificate, valid health certificate, no-crime check. */
export function isReady(trainee: Trainee, on: IsoDate): boolean {
  const hours = trainee.theoryHours + trainee.practiceHours;
  return (
    hours >= CLASS_STANDARDS.hours[trainee.post] &&
    (trainee.post === 'GUARD' || (trainee.score !== null && trainee.score >= PASS_MARK)) &&
    trainee.certificate !== null &&
    trainee.healthCertificateUntil !== null &&
    trainee.healthCertificateUntil >= on &&
    trainee.noCrimeCheckedOn !== null
  );
}

export function readyByPost(trainees: TrainingState['trainees'], on: IsoDate): Readonly<Record<Post, number>> {
  const count = (post: Post) => Object.values(trainees).filter((t) => t.post === post && isReady(t, on)).length;
  return { HEAD: count('HEAD'), CARER: count('CARER'), HEALTH_WORKER: count('HEALTH_WORKER'), GUARD: count('GUARD') };
}

function decide(state: TrainingState, command: TrainingCommand, _context: Context): Decision<Happening> {
  const unknown = (refs: readonly { readonly ref: string }[]) => refs.find(({ ref }) => state.trainees[ref] === undefined)?.ref;
  switch (command.type) {
    case 'EnrolTrainees': {
      const twice = command.trainees.find(({ ref }) => state.trainees[ref] !== undefined);
      if (twice !== undefined) return refuse(rejection('DUPLICATE', `学员 ${twice.ref} 已报名。`, `Trainee ${twice.ref} is enrolled already.`));
      return allow<Happening>({ type: 'TraineesEnrolled', data: { batch: command.batch, trainees: command.trainees } });
    }
    case 'RecordHours': {
      const who = unknown(command.entries);
      return who === undefined ? allow<Happening>({ type: 'HoursRecorded', data: { entries: command.entries } }) : refuse(unknownItem(who));
    }
    case 'RecordExam': {
      const who = unknown(command.results);
      if (who !== undefined) return refuse(unknownItem(who));
      return allow<Happening>({ type: 'ExamRecorded', data: { on: command.on, results: command.results } });
    }
    case 'RecordCertificates': {
      const who = unknown(command.certificates);
      if (who !== undefined) return refuse(unknownItem(who));
      return allow<Happening>({ type: 'CertificatesRecorded', data: { certificates: command.certificates } });
    }
    case 'ConfirmRoster': {
      const ready = readyByPost(state.trainees, command.on);
      const need = requiredCarers(state.profile.classes);
      const faults: string[] = [];
      if (ready.HEAD < 1) faults.push('no qualified person in charge (负责人)');
      if (ready.CARER < need) faults.push(`${ready.CARER} of ${need} carers are ready (${CLASS_STANDARDS.document})`);
      if (ready.HEALTH_WORKER < 1) faults.push('no qualified health worker (卫生保健人员)');
      if (ready.GUARD < 1) faults.push('no guard with certificate (保安)');
      if (faults.length > 0) return refuse({ ...incomplete('人员尚未配齐。', 'The roster is not complete.', faults), code: 'RATIO_NOT_MET' });
      return allow<Happening>(
        { type: 'RosterConfirmed', data: { on: command.on, ready, requiredCarers: need } },
        done({ carersReady: ready.CARER, carersRequired: need, trained: Object.keys(state.trainees).length }),
      );
    }
  }
}

/** Waits for enrolment, hours, exams and certificates; ends when the roster is ready. */
export const trainingStage = stage<TrainingState, TrainingEvent, TrainingResult>()({
  key: 'TRAINING',
  kind: 'training',
  workflow: 'staffTraining',
  name: { zh: '师资培训', en: 'Staff training' },
  after: [approvalsStage],
  inputs: {},
  commands,
  view: stageView<TrainingState>()(shown),
  events: {
    TraineesEnrolled: { zh: '学员报名', en: 'trainees enrolled', fields: { batch: 'code', trainees: { ref: 'code', post: 'code' } } },
    HoursRecorded: { zh: '登记学时', en: 'hours recorded', fields: { entries: { ref: 'code' } } },
    ExamRecorded: { zh: '登记考试', en: 'exam recorded', shows: ['on'], fields: { on: 'code', results: { ref: 'code' } } },
    CertificatesRecorded: {
      zh: '登记证书',
      en: 'certificates recorded',
      fields: { certificates: { ref: 'code', certificate: 'code', healthCertificateUntil: 'code', noCrimeCheckedOn: 'code' } },
    },
    RosterConfirmed: { zh: '人员名册确认', en: 'roster confirmed', shows: ['on'], fields: { on: 'code', ready: 'unsearched' } },
  },
  initial: (base) => ({ ...base, trainees: {}, ready: null }),
  decide,
  evolve(state, event) {
    const change = <T extends { readonly ref: string }>(entries: readonly T[], to: (t: Trainee, entry: T) => Trainee): TrainingState => {
      const trainees = { ...state.trainees };
      for (const entry of entries) {
        const trainee = trainees[entry.ref];
        if (trainee !== undefined) trainees[entry.ref] = to(trainee, entry);
      }
      return { ...state, trainees };
    };
    switch (event.type) {
      case 'TraineesEnrolled': {
        const fresh = { theoryHours: 0, practiceHours: 0, score: null, certificate: null, healthCertificateUntil: null, noCrimeCheckedOn: null };
        const trainees = Object.fromEntries(event.data.trainees.map(({ ref, post }) => [ref, { post, ...fresh }]));
        return { ...state, trainees: { ...state.trainees, ...trainees } };
      }
      case 'HoursRecorded':
        return change(event.data.entries, (t, e) => ({ ...t, theoryHours: t.theoryHours + e.theory, practiceHours: t.practiceHours + e.practice }));
      case 'ExamRecorded':
        return change(event.data.results, (t, { score }) => ({ ...t, score }));
      case 'CertificatesRecorded':
        return change(event.data.certificates, (t, { ref: _, ...papers }) => ({ ...t, ...papers }));
      case 'RosterConfirmed':
        return { ...state, ready: event.data.ready };
    }
  },
  answered: () => [],
});
