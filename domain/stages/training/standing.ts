/** What the page of staff training tells: whom the roster lacks, by which rule, and who is how far. Deliberately absent: its forms (form.ts). */
import type { IsoDate } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { CLASSES, requiredCarers } from '../../standards/classes.ts';
import { POST_NAMES } from '../../standards/closed-lists.ts';
import { carersToTrain, TRAINING } from '../../standards/training.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text, yesOrNo } from '../standing.ts';
import { fullTimeReady, readyByPost } from './ready.ts';
import { judgingOn, type TrainingState } from './stage.ts';

function needs(state: TrainingState, today: IsoDate): readonly Need[] {
  const judging = judgingOn(state, today);
  const ready = state.ready ?? readyByPost(state.trainees, judging);
  const [rules, classes] = [valuesIn(state.standards, TRAINING), valuesIn(state.standards, CLASSES)];
  const carers = requiredCarers(state.profile.classes, classes);
  const enrolled = Object.values(state.trainees).filter(({ post }) => post === 'CARER').length;
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
    { key: 'ROSTER', what: text('名册确认', 'Roster confirmed'), there: state.ready !== null },
  ];
}

function sections({ trainees, takenOver }: TrainingState): readonly Section[] {
  const taken = takenOver?.facts ?? [];
  return filled([
    {
      key: 'trainees',
      title: text('学员', 'Trainees'),
      columns: [
        text('人员编号', 'Reference'),
        text('岗位', 'Post'),
        text('理论', 'Theory'),
        text('实践', 'Practice'),
        text('成绩', 'Score'),
        text('证书', 'Certificate'),
        text('健康证至', 'Health until'),
        text('无犯罪查询', 'No-crime check'),
        text('专职', 'Full-time'),
      ],
      rows: Object.entries(trainees).map(([ref, trainee]) => ({
        key: ref,
        cells: [
          plainly(ref),
          POST_NAMES[trainee.post],
          plainly(trainee.theoryHours),
          plainly(trainee.practiceHours),
          trainee.score === null ? null : plainly(trainee.score),
          trainee.certificate === null ? null : plainly(trainee.certificate),
          dayCell(trainee.healthCertificateUntil),
          dayCell(trainee.noCrimeCheckedOn),
          trainee.fullTime === undefined ? null : yesOrNo(trainee.fullTime),
        ],
        takenOver: taken.some((fact) => fact.kind === 'TRAINEE' && fact.ref === ref),
      })),
    },
  ]);
}

export const trainingTelling: Telling<TrainingState> = { needs, sections };
