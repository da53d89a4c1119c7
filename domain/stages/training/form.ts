/** The forms of staff training; rosters may be pasted from a table. Deliberately absent: what may happen (stage.ts). */
import { addMonths } from '../../kernel/days.ts';
import { POST_NAMES } from '../../standards/closed-lists.ts';
import { TRAINING } from '../../standards/training.ts';
import { type Option, optionsOf, stageForms } from '../form.ts';
import { text } from '../standing.ts';
import type { TrainingState, trainingStage } from './stage.ts';

const { rows } = TRAINING;
const REF = {
  label: text('人员编号', 'Reference'),
  help: text('不用姓名和身份证号', 'Never a name or an identity number'),
} as const;
const trainees = (state: TrainingState): readonly Option[] =>
  Object.entries(state.trainees).map(([value, { post }]) => ({
    value,
    label: text(`${value} ${POST_NAMES[post].zh}`, `${value} ${POST_NAMES[post].en}`),
  }));
const first = (state: TrainingState): string => Object.keys(state.trainees)[0] ?? '—';
const nobody = (state: TrainingState) =>
  Object.keys(state.trainees).length > 0 ? null : text('还没有学员报名，请先报名。', 'Nobody is enrolled yet; enrol trainees first.');
const FULL_TIME = { label: text('专职', 'Full-time') } as const;

function freeRef({ trainees: known }: TrainingState): string {
  let n = Object.keys(known).length + 1;
  while (Object.hasOwn(known, `T${n}`)) n += 1;
  return `T${n}`;
}

export const trainingForms = stageForms<TrainingState, (typeof trainingStage)['commands']>()({
  EnrolTrainees: {
    name: text('学员报名', 'Enrol trainees'),
    paste: 'trainees',
    fields: {
      batch: { label: text('批次', 'Batch') },
      trainees: {
        label: text('学员', 'Trainees'),
        fields: { ref: REF, post: { label: text('岗位', 'Post'), options: optionsOf(POST_NAMES) }, fullTime: FULL_TIME },
      },
    },
    probe: (state) => ({ batch: '—', trainees: [{ ref: freeRef(state), post: 'CARER' }] }),
    start: () => ({ trainees: [{}] }),
  },
  RecordHours: {
    name: text('登记学时', 'Record hours'),
    how: text('与已登记的学时累加；理论与实践分开。', 'They are added to what was recorded; theory and practice apart.'),
    paste: 'entries',
    fields: {
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
          certificate: { label: text('证书编号', 'Certificate number') },
          healthCertificateUntil: { label: text('健康证有效期至', 'Health certificate until'), basis: rows.healthCertificateMonths.document },
          noCrimeCheckedOn: { label: text('无犯罪记录查询日期', 'No-crime check of'), basis: rows.crimeCheckMonths.document },
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
