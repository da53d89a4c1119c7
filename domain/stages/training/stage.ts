/**
 * Staff training (师资培训): enrolment, hours, exams, certificates; ready when every class can be staffed by qualified
 * people (国卫人口发〔2019〕58号; hours of WS/T 821-2023). People are known by reference only.
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import { futureFault, incomplete, type Rejection, rejection, unknownItem } from '../../kernel/rejection.ts';
import { code, day, flag, list, number, oneOf, optional, record } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { CLASSES, requiredCarers } from '../../standards/classes.ts';
import { POSTS, type Post } from '../../standards/closed-lists.ts';
import { DUES } from '../../standards/dues.ts';
import { carersToTrain, TRAINING } from '../../standards/training.ts';
import { factOf } from '../../taken-fact/kinds.ts';
import { approvalsStage } from '../approvals/stage.ts';
import { type CommandsOf, runs } from '../commands.ts';
import { stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { done } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { exchanged } from '../taken-over.ts';
import { isWatching } from '../watch.ts';
import { healthDues } from './dues.ts';
import { belowHours, certificateTerm, certifiedIn, fullTimeReady, healthUntilAtMost, type Judging, readyByPost, type Trainee } from './ready.ts';
import { traineesOf, withWhatCameHere } from './taken-over.ts';
import { shown } from './view.ts';

const commands = {
  EnrolTrainees: runs({ batch: code, trainees: list(record({ ref: code, post: oneOf(POSTS), fullTime: optional(flag) }), { least: 1, most: 500 }) }),
  RecordHours: runs({ entries: list(record({ ref: code, theory: number(0, 400), practice: number(0, 400) }), { least: 1, most: 500 }) }),
  RecordExam: runs({ on: day, results: list(record({ ref: code, score: number(0, 100) }), { least: 1, most: 500 }) }),
  RecordCertificates: runs({
    certificates: list(record({ ref: code, certificate: code, healthCertificateUntil: day, noCrimeCheckedOn: day, fullTime: optional(flag) }), {
      least: 1,
      most: 500,
    }),
  }),
  /** Judged on the day on which it is confirmed; `on`: that day again, as clients of 0.5.0 say it. */
  ConfirmRoster: runs({ on: optional(day) }),
};
export type TrainingCommand = CommandsOf<typeof commands>;

/** What it hands on. */
export type TrainingResult = {
  readonly carersReady: number;
  readonly carersRequired: number;
  readonly trained: number;
  /** Of those who were trained, whatever their post: with a certificate. */
  readonly certified?: number;
};

export type TrainingEvent =
  | {
      readonly type: 'TraineesEnrolled';
      readonly data: {
        readonly batch: string;
        readonly trainees: readonly { readonly ref: string; readonly post: Post; readonly fullTime?: boolean }[];
      };
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
      readonly data: {
        readonly on: IsoDate;
        readonly ready: Readonly<Record<Post, number>>;
        readonly requiredCarers: number;
        /** Carers below hours that the county has yet to confirm. */
        readonly belowHours?: readonly string[];
      };
    };

type Happening = TrainingEvent | StageMove<TrainingResult>;

export type TrainingState = StageState & {
  readonly trainees: Readonly<Record<string, Trainee>>;
  readonly ready: Readonly<Record<Post, number>> | null;
  /** Of those who were ready: below hours that the county has yet to confirm. */
  readonly belowHours?: readonly string[];
};

export const judgingOn = ({ standards, profile }: TrainingState, on: IsoDate): Judging => ({
  standards,
  day: on,
  opensOn: profile.finishOn > on ? profile.finishOn : on,
});

type Paper = Extract<TrainingCommand, { type: 'RecordCertificates' }>['certificates'][number];

/** What is wrong with papers on the day on which they are handed in: of the future, of somebody else, longer than they can be. */
function paperFaults(state: TrainingState, papers: readonly Paper[], today: IsoDate): readonly Text[] {
  const rules = valuesIn(state.standards, TRAINING);
  const most = healthUntilAtMost(rules, today);
  const now = new Map(Object.entries(state.trainees).map(([ref, { certificate }]) => [ref, certificate]));
  for (const { ref, certificate } of papers) now.set(ref, certificate);
  return papers.flatMap(({ ref, certificate, healthCertificateUntil: until, noCrimeCheckedOn: checked }) => {
    const holder = [...now].find(([other, held]) => other !== ref && held !== null && certificateTerm(held) === certificateTerm(certificate));
    return [
      ...(holder === undefined
        ? []
        : [
            {
              zh: `${ref}：证书 ${certificate} 已登记在 ${holder[0]} 名下，一证一人`,
              en: `${ref}: certificate ${certificate} must be of one person alone; ${holder[0]} has it`,
            },
          ]),
      ...(checked > today
        ? [
            {
              zh: `${ref}：无犯罪记录查询日期 ${checked} 尚未到来`,
              en: `${ref}: the no-crime check must not be dated ${checked}, a day that has not come`,
            },
          ]
        : []),
      ...(most !== null && until > most
        ? [
            {
              zh: `${ref}：健康证每年一换，有效期须不晚于 ${most}（${TRAINING.rows.healthCertificateMonths.document}）`,
              en: `${ref}: a health certificate holds for a year, and must end by ${most} (${TRAINING.rows.healthCertificateMonths.document})`,
            },
          ]
        : []),
    ];
  });
}

/** Whom the roster lacks. */
function rosterFaults(state: TrainingState, judging: Judging): readonly Text[] {
  const ready = readyByPost(state.trainees, judging);
  const [rules, classes] = [valuesIn(state.standards, TRAINING), valuesIn(state.standards, CLASSES)];
  const need = requiredCarers(state.profile.classes, classes);
  const { fullTimeHealthWorkerFrom: from } = rules;
  const faults: Text[] = [];
  const say = (zh: string, en: string) => faults.push({ zh, en });
  if (ready.HEAD < 1) say('没有合格的负责人', 'no qualified person in charge (负责人)');
  if (ready.CARER < need) {
    const train = carersToTrain(need, rules);
    const document = CLASSES.rows.infantPerCarer.document;
    say(
      `保育人员须 ${need} 人，合格 ${ready.CARER} 人（${document}）；含储备应培训 ${train} 人`,
      `${ready.CARER} of ${need} carers are ready (${document}); with the reserve ${train} are to be trained`,
    );
  }
  if (ready.HEALTH_WORKER < 1) say('没有合格的卫生保健人员', 'no qualified health worker (卫生保健人员)');
  if (from !== null && state.profile.places >= from && ready.HEALTH_WORKER > 0 && fullTimeReady(state.trainees, judging) < 1) {
    const document = TRAINING.rows.fullTimeHealthWorkerFrom.document;
    say(
      `收托 ${from} 人及以上须有专职卫生保健人员（${document}）`,
      `with ${from} children or more one health worker must be full-time (${document})`,
    );
  }
  if (ready.GUARD < 1) say('没有合格的保安', 'no guard with certificate (保安)');
  return faults;
}

/** A roster is judged on the day on which it is confirmed. */
function dayFault(on: IsoDate | undefined, today: IsoDate, context: Context): Rejection | null {
  if (on === undefined || on === today) return null;
  return (
    futureFault(on, context) ??
    rejection(
      'EARLIER_DAY',
      `名册按确认当日（${today}）核对，不能按更早的 ${on} 核对。`,
      `A roster is judged on the day on which it is confirmed, ${today}, and not on ${on}.`,
    )
  );
}

/** One line a person: hours would count twice, and of two papers nobody knows which holds. However it is written, one reference is one person. */
function namedTwice(lines: readonly { readonly ref: string }[]): Rejection | null {
  const refs = lines.map(({ ref }) => certificateTerm(ref));
  const twice = lines.find((_, index) => refs.indexOf(refs[index] ?? '') !== index);
  return twice === undefined
    ? null
    : rejection('DUPLICATE', `学员 ${twice.ref} 在同一份名单中出现了两次。`, `Trainee ${twice.ref} stands in this list twice.`);
}

function decide(state: TrainingState, command: TrainingCommand, context: Context): Decision<Happening> {
  const today = dayAt(context.now);
  const strict = byRules(context, 3);
  const unknown = (refs: readonly { readonly ref: string }[]) => refs.find(({ ref }) => state.trainees[ref] === undefined)?.ref;
  switch (command.type) {
    case 'EnrolTrainees': {
      const twice = command.trainees.find(({ ref }) => state.trainees[ref] !== undefined);
      if (twice !== undefined) return refuse(rejection('DUPLICATE', `学员 ${twice.ref} 已报名。`, `Trainee ${twice.ref} is enrolled already.`));
      const doubled = strict ? namedTwice([...command.trainees, ...Object.keys(state.trainees).map((ref) => ({ ref }))]) : null;
      if (doubled !== null) return refuse(doubled);
      return allow<Happening>({ type: 'TraineesEnrolled', data: { batch: command.batch, trainees: command.trainees } });
    }
    case 'RecordHours': {
      const who = unknown(command.entries);
      if (who !== undefined) return refuse(unknownItem(who));
      const doubled = strict ? namedTwice(command.entries) : null;
      return doubled === null ? allow<Happening>({ type: 'HoursRecorded', data: { entries: command.entries } }) : refuse(doubled);
    }
    case 'RecordExam': {
      const who = unknown(command.results);
      if (who !== undefined) return refuse(unknownItem(who));
      const future = strict ? futureFault(command.on, context) : null;
      if (future !== null) return refuse(future);
      const doubled = strict ? namedTwice(command.results) : null;
      if (doubled !== null) return refuse(doubled);
      return allow<Happening>({ type: 'ExamRecorded', data: { on: command.on, results: command.results } });
    }
    case 'RecordCertificates': {
      const who = unknown(command.certificates);
      if (who !== undefined) return refuse(unknownItem(who));
      const doubled = strict ? namedTwice(command.certificates) : null;
      if (doubled !== null) return refuse(doubled);
      const faults = strict ? paperFaults(state, command.certificates, today) : [];
      if (faults.length > 0) return refuse(incomplete('证件有误，未登记。', 'The papers have faults and were not recorded.', faults));
      return allow<Happening>({ type: 'CertificatesRecorded', data: { certificates: command.certificates } });
    }
    case 'ConfirmRoster': {
      const fault = strict ? dayFault(command.on, today, context) : null;
      if (fault !== null) return refuse(fault);
      const on = command.on ?? today;
      const judging = judgingOn(state, on);
      const faults = rosterFaults(state, judging);
      if (faults.length > 0) return refuse({ ...incomplete('人员尚未配齐。', 'The roster is not complete.', faults), code: 'RATIO_NOT_MET' });
      const ready = readyByPost(state.trainees, judging);
      const need = requiredCarers(state.profile.classes, valuesIn(state.standards, CLASSES));
      const short = belowHours(state.trainees, state.standards);
      return allow<Happening>(
        { type: 'RosterConfirmed', data: { on, ready, requiredCarers: need, ...(short.length === 0 ? {} : { belowHours: short }) } },
        done({ carersReady: ready.CARER, carersRequired: need, trained: Object.keys(state.trainees).length, certified: certifiedIn(state.trainees) }),
      );
    }
  }
}

const examOf = ({ standards }: TrainingState, on: IsoDate): Pick<Trainee, 'examOn'> =>
  standards?.[TRAINING.key] === undefined ? {} : { examOn: on };

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
    TraineesEnrolled: { zh: '学员报名', en: 'trainees enrolled', fields: { batch: 'code', trainees: { ref: 'code', post: 'code' } } },
    HoursRecorded: { zh: '登记学时', en: 'hours recorded', fields: { entries: { ref: 'code' } } },
    ExamRecorded: { zh: '登记考试', en: 'exam recorded', shows: ['on'], fields: { on: 'code', results: { ref: 'code' } } },
    CertificatesRecorded: {
      zh: '登记证书',
      en: 'certificates recorded',
      fields: {
        certificates: { ref: 'code', certificate: 'code', healthCertificateUntil: 'code', noCrimeCheckedOn: 'code' },
        files: { title: 'text', sha256: 'file' },
      },
    },
    RosterConfirmed: { zh: '人员名册确认', en: 'roster confirmed', shows: ['on'], fields: { on: 'code', ready: 'unsearched', belowHours: 'code' } },
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
        const trainees = Object.fromEntries(
          event.data.trainees.map(({ ref, post, fullTime }) => [ref, { post, ...fresh, ...(fullTime === undefined ? {} : { fullTime }) }]),
        );
        return { ...state, trainees: { ...state.trainees, ...trainees } };
      }
      case 'HoursRecorded':
        return change(event.data.entries, (t, e) => ({ ...t, theoryHours: t.theoryHours + e.theory, practiceHours: t.practiceHours + e.practice }));
      case 'ExamRecorded':
        return change(event.data.results, (t, { score }) =>
          // An exam of an earlier day says nothing of who sat one since; cases of earlier releases go on as they began.
          state.standards?.[TRAINING.key] !== undefined && (t.examOn ?? '') > event.data.on ? t : { ...t, score, ...examOf(state, event.data.on) },
        );
      case 'CertificatesRecorded':
        return change(event.data.certificates, (t, { ref: _, ...papers }) => ({ ...t, ...papers }));
      case 'RosterConfirmed':
        return { ...state, ready: event.data.ready, ...(event.data.belowHours === undefined ? {} : { belowHours: event.data.belowHours }) };
    }
  },
  takeOver(state, facts, was, _at, keeps) {
    const [now, before] = [traineesOf(facts), traineesOf(was)];
    const trainees = exchanged(state.trainees, before, keeps ? withWhatCameHere(state.trainees, before, now) : now);
    const roster = factOf(facts, 'ROSTER');
    if (roster === undefined) return { ...state, trainees, ready: factOf(was, 'ROSTER') === undefined ? state.ready : null };
    return { ...state, trainees, ready: readyByPost(trainees, judgingOn(state, roster.on)) };
  },
  answered: () => [],
  dues: healthDues,
  // Whoever works with children is examined every year, also once the roster is confirmed.
  goesOn: { as: (state) => (isWatching(state.watched) ? 'WATCHED' : null), takes: ['RecordCertificates'] },
});
