/** The forms of staff training; rosters may be pasted from a table. Deliberately absent: what may happen (stage.ts). */
import { addMonths } from '../../kernel/days.ts';
import { CLASS_KINDS, CLASS_NAMES } from '../../profile/profile.ts';
import { POST_NAMES } from '../../standards/closed-lists.ts';
import { TRAINING } from '../../standards/training.ts';
import { type Option, optionsOf, stageForms } from '../form.ts';
import { text } from '../standing.ts';
import type { TrainingState } from './facts.ts';
import type { trainingStage } from './stage.ts';

const { rows } = TRAINING;
const REF = {
  label: text('人员编号', 'Reference'),
  help: text('不用姓名和身份证号', 'Never a name or an identity number'),
} as const;
const present = ({ trainees: known }: TrainingState) => Object.entries(known).filter(([, { leftOn }]) => leftOn === undefined);
const trainees = (state: TrainingState): readonly Option[] =>
  present(state).map(([value, { post }]) => ({
    value,
    label: text(`${value} ${POST_NAMES[post].zh}`, `${value} ${POST_NAMES[post].en}`),
  }));
const carers = (state: TrainingState): readonly string[] => present(state).flatMap(([ref, { post }]) => (post === 'CARER' ? [ref] : []));
const first = (state: TrainingState): string => present(state)[0]?.[0] ?? '—';
const CLASS = { label: text('班级', 'Class'), help: text('保育人员所在班级', 'At which a carer stands') } as const;
const classes = ({ profile }: TrainingState): readonly Option[] =>
  optionsOf(
    CLASS_NAMES,
    CLASS_KINDS.filter((kind) => profile.classes[kind] > 0),
  );
const firstClass = ({ profile }: TrainingState) => CLASS_KINDS.find((kind) => profile.classes[kind] > 0) ?? 'INFANT';
const BATCH = { label: text('批次', 'Batch') } as const;
const batches = (state: TrainingState): readonly Option[] => Object.keys(state.batches ?? {}).map((value) => ({ value, label: text(value, value) }));
const nobody = (state: TrainingState) =>
  present(state).length > 0 ? null : text('还没有学员报名，请先报名。', 'Nobody is enrolled yet; enrol trainees first.');
const FULL_TIME = { label: text('专职', 'Full-time') } as const;

function freeBatch({ batches: known = {} }: TrainingState): string {
  let n = Object.keys(known).length + 1;
  while (Object.hasOwn(known, `B${n}`)) n += 1;
  return `B${n}`;
}

function freeRef({ trainees: known }: TrainingState): string {
  let n = Object.keys(known).length + 1;
  while (Object.hasOwn(known, `T${n}`)) n += 1;
  return `T${n}`;
}

export const trainingForms = stageForms<TrainingState, (typeof trainingStage)['commands']>()({
  PlanBatch: {
    name: text('安排培训批次', 'Plan a batch'),
    fields: {
      batch: BATCH,
      from: { label: text('开始', 'From') },
      to: { label: text('结束', 'To') },
      organiser: { label: text('培训单位', 'Organiser') },
    },
    probe: (state, today) => ({ batch: freeBatch(state), from: today, to: today, organiser: '—' }),
  },
  EnrolTrainees: {
    name: text('学员报名', 'Enrol trainees'),
    paste: 'trainees',
    fields: {
      batch: BATCH,
      trainees: {
        label: text('学员', 'Trainees'),
        fields: {
          ref: REF,
          post: { label: text('岗位', 'Post'), options: optionsOf(POST_NAMES) },
          fullTime: FULL_TIME,
          classKind: { ...CLASS, options: classes },
        },
      },
    },
    probe: (state) => ({ batch: batches(state)[0]?.value ?? '—', trainees: [{ ref: freeRef(state), post: 'CARER' }] }),
    start: () => ({ trainees: [{}] }),
  },
  RecordHours: {
    name: text('登记学时', 'Record hours'),
    how: text(
      '与已登记的学时累加；理论与实践分开。签到表作为佐证材料附上。',
      'They are added to what was recorded; theory and practice apart. The sign-in list comes with them as a file.',
    ),
    paste: 'entries',
    fields: {
      batch: { ...BATCH, options: batches, help: text('填写后只能登记本批次人员', 'With it, people of that batch alone') },
      on: { label: text('培训日期', 'Day of training') },
      entries: {
        label: text('学时', 'Hours'),
        basis: rows.carerTheoryHours.document,
        fields: {
          ref: { ...REF, options: trainees },
          theory: { label: text('理论学时', 'Theory'), unit: text('学时', 'hours') },
          practice: { label: text('实践学时', 'Practice'), unit: text('学时', 'hours') },
        },
      },
    },
    probe: (state) => ({ entries: [{ ref: first(state), theory: 0, practice: 0 }] }),
    nothing: nobody,
    start: () => ({ entries: [{}] }),
  },
  RecordExam: {
    name: text('登记考试', 'Record an exam'),
    paste: 'results',
    fields: {
      on: { label: text('考试日期', 'Day of the exam') },
      results: {
        label: text('成绩', 'Results'),
        fields: { ref: { ...REF, options: trainees }, score: { label: text('分数', 'Score'), basis: rows.passMark.document } },
      },
    },
    probe: (state, today) => ({ on: today, results: [{ ref: first(state), score: 0 }] }),
    nothing: nobody,
    start: () => ({ results: [{}] }),
  },
  RecordCertificates: {
    name: text('登记证件', 'Record certificates'),
    how: text(
      '一证一人；健康证每年一换，无犯罪记录查询在上岗前。',
      'A certificate is of one person; health certificates hold for a year, and the no-crime check comes before the post.',
    ),
    paste: 'certificates',
    fields: {
      certificates: {
        label: text('证件', 'Certificates'),
        fields: {
          ref: { ...REF, options: trainees },
          certificate: {
            label: text('证书编号', 'Certificate number'),
            help: text('培训证书；保安填保安员证', "Of the training; a guard's licence"),
          },
          issuer: { label: text('发证单位', 'Issued by') },
          issuedOn: { label: text('发证日期', 'Issued on') },
          validUntil: { label: text('证书有效期至', 'Certificate valid until'), help: text('长期有效的不填', 'Empty where it does not end') },
          healthCertificate: { label: text('健康证编号', 'Health certificate number') },
          healthIssuer: { label: text('健康证发证单位', 'Health certificate issued by') },
          healthCertificateUntil: { label: text('健康证有效期至', 'Health certificate until'), basis: rows.healthCertificateMonths.document },
          noCrimeCheckedOn: { label: text('无犯罪记录查询日期', 'No-crime check of'), basis: rows.crimeCheckMonths.document },
          noCrimeNumber: { label: text('无犯罪记录查询编号', 'Number of the no-crime check') },
          fullTime: FULL_TIME,
        },
      },
    },
    probe: (state, today) => ({
      certificates: [{ ref: first(state), certificate: `— ${first(state)}`, healthCertificateUntil: addMonths(today, 1), noCrimeCheckedOn: today }],
    }),
    nothing: nobody,
    start: () => ({ certificates: [{}] }),
  },
  AssignClasses: {
    name: text('保育人员定班', 'Assign carers to classes'),
    how: text('按班核对保育人员；未定班的计入缺员的班。', 'Carers are judged by class; whoever stands at none counts where one is short.'),
    paste: 'carers',
    fields: {
      carers: { label: text('保育人员', 'Carers'), fields: { ref: { ...REF, options: trainees }, classKind: { ...CLASS, options: classes } } },
    },
    probe: (state) => ({ carers: [{ ref: carers(state)[0] ?? '—', classKind: firstClass(state) }] }),
    nothing: (state) => (carers(state).length > 0 ? null : text('还没有保育人员报名。', 'No carer is enrolled yet.')),
    start: () => ({ carers: [{}] }),
  },
  RecordDeparture: {
    name: text('登记离岗', 'Record who left'),
    how: text(
      '离岗后名册缺员的，须在规定期限内补齐；接替人须先报名，并按岗位完成培训和证件。',
      'Where the roster falls short, it must be whole again in time; a substitute is enrolled first, trained and certified.',
    ),
    final: text('离岗人员不再计入名册。', 'Whoever left counts no more.'),
    fields: {
      ref: { ...REF, options: trainees },
      on: { label: text('离岗日期', 'Left on') },
      reason: { label: text('原因', 'Reason'), needed: true, short: true },
      substitute: { label: text('接替人', 'Substitute'), options: trainees },
    },
    probe: (state, today) => ({ ref: first(state), on: today, reason: '—' }),
    nothing: nobody,
  },
  ConfirmRoster: {
    name: text('确认人员名册', 'Confirm the roster'),
    how: text(
      '按确认当日核对各班保育人员、负责人、卫生保健人员和保安。',
      'Judged on the day on which it is confirmed: carers of each class, person in charge, health worker, guard.',
    ),
    final: text('人员配齐即办结本阶段；健康证到期仍继续跟踪。', 'The stage ends with it; health certificates are watched on.'),
    fields: { on: { label: text('核对日期', 'Judged on'), help: text('只能是今天，可以不填', 'Today alone; may be left empty') } },
    probe: () => ({}),
  },
});
