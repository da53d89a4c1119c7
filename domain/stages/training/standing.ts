/** What the page of staff training tells: whom the roster lacks, by which rule, and who is how far. Deliberately absent: its forms (form.ts). */
import type { IsoDate } from '../../kernel/values.ts';
import { CLASS_NAMES } from '../../profile/profile.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { CLASSES, requiredCarers } from '../../standards/classes.ts';
import { POST_NAMES } from '../../standards/closed-lists.ts';
import { carersToTrain, TRAINING } from '../../standards/training.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text, yesOrNo } from '../standing.ts';
import { judgingOn, type TrainingState } from './facts.ts';
import { fullTimeReady, readyByPost } from './ready.ts';
import { classStandings, readyBy, saysClasses } from './roster.ts';

function needs(state: TrainingState, today: IsoDate): readonly Need[] {
  const judging = judgingOn(state, today);
  const ready = state.ready ?? readyByPost(state.trainees, judging);
  const [rules, classes] = [valuesIn(state.standards, TRAINING), valuesIn(state.standards, CLASSES)];
  const carers = requiredCarers(state.profile.classes, classes);
  const enrolled = Object.values(state.trainees).filter(({ post, leftOn }) => post === 'CARER' && leftOn === undefined).length;
  const by = readyBy(state);
  const { fullTimeHealthWorkerFrom: from } = rules;
  const one = (post: 'HEAD' | 'HEALTH_WORKER' | 'GUARD', zh: string, en: string, basis: string): Need => ({
    key: post,
    what: text(zh, en),
    there: ready[post] > 0,
    value: plainly(`${ready[post]} / 1`),
    basis,
  });
  return [
    {
      key: 'ENROLLED',
      what: text('报名的保育人员', 'Carers enrolled'),
      there: enrolled >= carersToTrain(carers, rules),
      value: plainly(`${enrolled} / ${carersToTrain(carers, rules)}`),
      why: text('含储备', 'with the reserve'),
      basis: CLASSES.rows.infantPerCarer.document,
    },
    {
      key: 'CARER',
      what: text('合格的保育人员', 'Carers who are ready'),
      there: ready.CARER >= carers,
      value: plainly(`${ready.CARER} / ${carers}`),
      why: text(
        '按各班人数；学时、考试、证书、健康证、无犯罪记录查询齐全',
        'by the classes; with hours, exam, certificate, health certificate and no-crime check',
      ),
      basis: CLASSES.rows.infantPerCarer.document,
    },
    ...(saysClasses(state)
      ? classStandings(state, judging).map(({ kind, need, ready: have }) => ({
          key: `CLASS.${kind}`,
          what: text(`${CLASS_NAMES[kind].zh}保育人员`, `Carers of “${CLASS_NAMES[kind].en}”`),
          there: have >= need,
          value: plainly(`${have} / ${need}`),
          basis: CLASSES.rows.infantPerCarer.document,
        }))
      : []),
    one('HEAD', '合格的负责人', 'Person in charge', TRAINING.rows.headHours.document),
    one('HEALTH_WORKER', '合格的卫生保健人员', 'Health worker', TRAINING.rows.healthCertificateMonths.document),
    ...(from !== null && state.profile.places >= from
      ? [
          {
            key: 'FULL_TIME',
            what: text('专职卫生保健人员', 'Full-time health worker'),
            there: fullTimeReady(state.trainees, judging) > 0,
            why: text(`收托 ${from} 人及以上`, `with ${from} children or more`),
            basis: TRAINING.rows.fullTimeHealthWorkerFrom.document,
          },
        ]
      : []),
    one('GUARD', '持证保安', 'Guard with certificate', '保安服务管理条例'),
    {
      key: 'ROSTER',
      what: text('名册确认', 'Roster confirmed'),
      there: state.ready !== null,
      ...(by === null || state.ready !== null
        ? {}
        : { until: by, why: text('开托前须配齐', 'before opening'), basis: TRAINING.rows.readyDaysBeforeOpening.document }),
    },
    ...listsNeeded(state),
    ...(state.short === undefined
      ? []
      : [
          {
            key: 'SHORT',
            what: text('离岗后补齐', 'Whole again after somebody left'),
            there: false,
            value: text(state.short.lacks.map(({ zh }) => zh).join('；'), state.short.lacks.map(({ en }) => en).join('; ')),
            basis: TRAINING.rows.substituteWithinDays.document,
          },
        ]),
  ];
}

/** A batch whose people were trained has its sign-in lists. */
const listsNeeded = ({ batches = {} }: TrainingState): readonly Need[] =>
  Object.entries(batches).map(([batch, { lists }]) => ({
    key: `LISTS.${batch}`,
    what: text(`批次 ${batch} 签到表`, `Sign-in lists of batch ${batch}`),
    there: lists > 0,
    value: text(`${lists} 份`, `${lists}`),
  }));

function sections({ trainees, takenOver, batches = {} }: TrainingState): readonly Section[] {
  const taken = takenOver?.facts ?? [];
  return filled([
    {
      key: 'batches',
      title: text('培训批次', 'Batches'),
      columns: [
        text('批次', 'Batch'),
        text('培训单位', 'Organiser'),
        text('开始', 'From'),
        text('结束', 'To'),
        text('人数', 'People'),
        text('签到表', 'Sign-in lists'),
      ],
      rows: Object.entries(batches).map(([batch, { organiser, from, to, enrolled, lists }]) => ({
        key: batch,
        cells: [plainly(batch), organiser === undefined ? null : plainly(organiser), dayCell(from), dayCell(to), plainly(enrolled), plainly(lists)],
      })),
    },
    {
      key: 'trainees',
      title: text('学员', 'Trainees'),
      columns: [
        text('人员编号', 'Reference'),
        text('岗位', 'Post'),
        text('班级', 'Class'),
        text('理论', 'Theory'),
        text('实践', 'Practice'),
        text('成绩', 'Score'),
        text('证书', 'Certificate'),
        text('健康证至', 'Health until'),
        text('无犯罪查询', 'No-crime check'),
        text('专职', 'Full-time'),
        text('证书至', 'Certificate until'),
        text('离岗', 'Left'),
      ],
      rows: Object.entries(trainees).map(([ref, trainee]) => ({
        key: ref,
        cells: [
          plainly(ref),
          POST_NAMES[trainee.post],
          trainee.classKind === undefined ? null : CLASS_NAMES[trainee.classKind],
          plainly(trainee.theoryHours),
          plainly(trainee.practiceHours),
          trainee.score === null ? null : plainly(trainee.score),
          trainee.certificate === null ? null : plainly(trainee.certificate),
          dayCell(trainee.healthCertificateUntil),
          dayCell(trainee.noCrimeCheckedOn),
          trainee.fullTime === undefined ? null : yesOrNo(trainee.fullTime),
          dayCell(trainee.validUntil),
          dayCell(trainee.leftOn),
        ],
        takenOver: taken.some((fact) => fact.kind === 'TRAINEE' && fact.ref === ref),
      })),
    },
  ]);
}

export const trainingTelling: Telling<TrainingState> = { needs, sections };
