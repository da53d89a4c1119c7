/** When people are ready to work with children: hours, papers and their days (师资培训). Deliberately absent: how many are needed (classes.ts). */
import { count, flag, nullable, number } from '../kernel/shape.ts';
import { row, ruleTable, type ValuesOf } from '../rule-table/table.ts';

const hours = number(0, 1_000);
const NO_DOCUMENT = '无文件规定；县级规定';
const CARERS = '国卫办人口函〔2021〕449号';
const HEALTH = '卫生部、教育部令第76号';

export const TRAINING = ruleTable(
  'TRAINING',
  {
    name: { zh: '师资培训', en: 'Staff training' },
    explanation: { zh: '上岗前的学时、考试和证件。', en: 'Hours, exams and papers before the post.' },
  },
  {
    headHours: row(hours, 60, {
      name: { zh: '负责人学时', en: 'person in charge: hours' },
      unit: 'HOUR',
      document: 'WS/T 821-2023 5.2.1',
      since: '2024-04-01',
      mark: 'LAW',
    }),
    carerTheoryHours: row(hours, 60, {
      name: { zh: '保育人员理论学时', en: 'carers: hours of theory' },
      unit: 'HOUR',
      document: CARERS,
      mark: 'GK_M',
      first: { value: 0 },
    }),
    carerPracticeHours: row(hours, 60, {
      name: { zh: '保育人员实践学时', en: 'carers: hours of practice' },
      unit: 'HOUR',
      document: CARERS,
      mark: 'GK_M',
      first: { value: 0 },
    }),
    carerHoursInAll: row(nullable(hours), null, {
      name: { zh: '保育人员总学时', en: 'carers: hours in all' },
      explanation: { zh: '空：理论与实践分别要求。', en: 'Empty: theory and practice are judged apart.' },
      unit: 'HOUR',
      document: NO_DOCUMENT,
      mark: 'DEFAULT',
      first: { value: 120 },
    }),
    healthWorkerHours: row(nullable(hours), null, {
      name: { zh: '卫生保健人员学时', en: 'health workers: hours' },
      explanation: { zh: '空：不作要求。', en: 'Empty: none are asked.' },
      unit: 'HOUR',
      document: NO_DOCUMENT,
      mark: 'DEFAULT',
      first: { value: 40 },
    }),
    passMark: row(nullable(number(0, 100)), null, {
      name: { zh: '考试及格分', en: 'exam passed from' },
      explanation: { zh: '空：以证书为准。保安不考试。', en: 'Empty: the certificate says it. Guards sit no exam.' },
      unit: 'POINT',
      document: NO_DOCUMENT,
      mark: 'DEFAULT',
      first: { value: 60 },
    }),
    healthCertificateMonths: row(nullable(number(1, 60)), 12, {
      name: { zh: '健康证有效期', en: 'a health certificate holds for' },
      explanation: { zh: '每年体检一次。', en: 'People are examined every year.' },
      unit: 'MONTH',
      document: `${HEALTH}第十四条`,
      mark: 'LAW',
      first: { value: null },
    }),
    healthAtOpening: row(flag, true, {
      name: { zh: '健康证开托时须有效', en: 'health certificate valid at opening' },
      explanation: { zh: '上岗前体检；最早开托日为计划完工日。', en: 'Before the post: on the planned finish, the earliest day of opening.' },
      document: `${HEALTH}第十四条`,
      mark: 'LAW',
      first: { value: false },
    }),
    crimeCheckMonths: row(nullable(number(1, 60)), null, {
      name: { zh: '无犯罪记录查询须在', en: 'crime check not older than' },
      explanation: { zh: '空：查过即可。', en: 'Empty: any day that has passed.' },
      unit: 'MONTH',
      document: 'WS/T 821-2023 5.1.6（未定期限）；县级规定',
      mark: 'DEFAULT',
    }),
    fullTimeHealthWorkerFrom: row(nullable(count), 150, {
      name: { zh: '专职卫生保健人员：托位达', en: 'full-time health worker: from places' },
      explanation: { zh: '达到此数须有至少一名专职卫生保健人员。', en: 'From so many children on at least one is full-time.' },
      unit: 'PERSON',
      document: `${HEALTH}第十二条`,
      mark: 'LAW',
      first: { value: null },
    }),
    readyDaysBeforeOpening: row(nullable(number(0, 365)), 30, {
      name: { zh: '开托前配齐人员：提前', en: 'staff ready before opening' },
      explanation: {
        zh: '最早开托日为计划完工日；逾期转为问题，不拦。空：不要求。',
        en: 'Opening: the planned finish. Late is found, never refused. Empty: not asked.',
      },
      unit: 'CD',
      document: '本产品默认值',
      mark: 'DEFAULT',
      first: { value: null },
    }),
    substituteWithinDays: row(nullable(number(1, 365)), 30, {
      name: { zh: '人员离岗后补齐', en: 'who leaves is replaced within' },
      explanation: {
        zh: '离岗使名册缺员的，自离岗登记之日起算。空：不跟踪。',
        en: 'Where the roster falls short, from the day on which it was recorded. Empty: not watched.',
      },
      unit: 'CD',
      document: '本产品默认值',
      mark: 'DEFAULT',
      first: { value: null },
    }),
    reservePercent: row(number(100, 200), 110, {
      name: { zh: '保育人员培训人数（含储备）', en: 'carers to train, with reserve' },
      explanation: { zh: '占所需人数的百分比；提示，不拦。', en: 'Of those who are needed; said, never asked.' },
      unit: 'PERCENT',
      document: '本产品默认值',
      mark: 'DEFAULT',
    }),
  },
);
export type TrainingRules = ValuesOf<typeof TRAINING.rows>;

/** How many carers should be trained, with the reserve. */
export const carersToTrain = (required: number, { reservePercent }: Pick<TrainingRules, 'reservePercent'>): number =>
  Math.ceil((required * reservePercent) / 100);
