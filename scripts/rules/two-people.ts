/** Gates that take two people, whatever stage they stand in, and names that are no keys. */
import type { Gate } from './gate.ts';
import { officer, PlayedCase, person, system } from './played-case.ts';
import { stageBase, surveyBasis } from './samples.ts';

const other = person('other', 'PROGRAMME_OFFICER');
const rate = { type: 'ReportRate', rate: 'OCCUPANCY', on: '2026-03-02', have: 150, evidence: '在托名册' } as const;
const satisfied = { type: 'ReportRate', rate: 'SATISFACTION', on: '2026-03-02', have: 150, of: 150, evidence: '满意度调查' } as const;
const points = { PLACES: 20, FIRST_PASS: 8, ON_TIME_START: 4, ON_TIME_FINISH: 6, WITHIN_ESTIMATE: 6, CERTIFIED: 6, RULES: 4, BUDGET: 9 };
const measure = (dueOn = '2026-05-01') => ({ key: 'GJ-1', problem: 'p', measure: 'm', owner: 'o', dueOn, indicator: 'BUDGET' });
/** Nothing is known of the works, so the office scores them. */
const reported = (by = officer) =>
  new PlayedCase('evaluation', '2026-03-06T02:00:00.000Z')
    .must({ type: 'Open', ...stageBase(NOTHING) }, system)
    .must(rate)
    .must(satisfied)
    .must({ type: 'VerifyRate', rate: 'OCCUPANCY', passed: true }, officer)
    .must({ type: 'VerifyRate', rate: 'SATISFACTION', passed: true }, officer)
    .must({ type: 'SubmitSelfReport', scores: points, text: '' }, by);
const NOTHING = {
  ...{ plan: null },
  ...{ completionOn: null, paidFen: null, paidInAllFen: null, estimateFen: null, startedOn: null, inspections: null, inspectionsPassed: null },
  ...{ planPlaces: null, trained: null, certified: null, rules: null, rulesLeast: null },
};
const sheet = (dueOn?: string) => ({ type: 'ScoreEvaluation', scores: points, measures: [measure(dueOn)], reasons: [] }) as const;
const scored = () => reported(person('manager')).must(sheet(), officer);
const verify =
  (by = officer, seenBy = other) =>
  () =>
    scored().must({ type: 'CompleteMeasure', key: 'GJ-1', evidence: '台账' }, by).send({ type: 'VerifyMeasure', key: 'GJ-1', passed: true }, seenBy);
const publicity = () => new PlayedCase('publicity', '2026-03-06T02:00:00.000Z').must({ type: 'Open', ...stageBase({ survey: surveyBasis }) }, system);
const training = () => new PlayedCase('training', '2026-03-06T02:00:00.000Z').must({ type: 'Open', ...stageBase({}) }, system);

export const TWO_PEOPLE_GATES: readonly Gate[] = [
  {
    key: 'house.two-people',
    stage: 'PROJECT',
    name: { zh: '不相容职务分离', en: 'two people' },
    rule: {
      zh: '同一人不得既报送又评分、既完成又核验；经办人代项目办理的，由另一人审核。',
      en: 'Nobody scores what they reported or verifies what they completed; what an officer does for a project, another one looks at.',
    },
    document: '本产品默认值（不相容职务分离）',
    rows: [],
    tries: [
      {
        what: { zh: '负责人自评，经办人评分', en: 'reported by the manager, scored by the office' },
        must: 'TAKEN',
        play: () => reported(person('manager')).send(sheet(), officer),
      },
      {
        what: { zh: '经办人代为自评，另一人评分', en: 'reported by one officer, scored by another' },
        must: 'TAKEN',
        play: () => reported(officer).send(sheet(), other),
      },
      {
        what: { zh: '经办人代为自评又评分', en: 'reported and scored by one officer' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => reported(officer).send(sheet(), officer),
      },
      { what: { zh: '一人完成措施，另一人核验', en: 'a measure completed by one, verified by another' }, must: 'TAKEN', play: verify() },
      {
        what: { zh: '完成措施的人自己核验', en: 'verified by whoever completed it' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: verify(officer, officer),
      },
      {
        what: { zh: '措施今天到期', en: 'a measure that is due today' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => reported(person('manager')).send(sheet('2026-03-06'), officer),
      },
      {
        what: { zh: '措施 1999 年到期', en: 'a measure that was due in 1999' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => reported(person('manager')).send(sheet('1999-01-01'), officer),
      },
    ],
  },
  {
    key: 'house.names',
    stage: 'PROJECT',
    name: { zh: '不是编号的词', en: 'names that are no keys' },
    rule: {
      zh: '程序自有的词（constructor 等）不是任何编号，按没有这一项处理。',
      en: 'Words that every object of a program has of itself, such as constructor, are no keys: there is no such item.',
    },
    document: '本产品默认值',
    rows: [],
    tries: [
      {
        what: { zh: '计划一项活动', en: 'an activity that is planned' },
        must: 'TAKEN',
        play: () =>
          publicity().send({ type: 'PlanPublicity', activities: [{ key: 'X', channel: 'OPEN_DAY', audience: '家长', plannedOn: '2026-03-01' }] }),
      },
      ...['constructor', 'toString', '__proto__', 'hasOwnProperty'].map((key) => ({
        what: { zh: `审核没有计划的活动 ${key}`, en: `content of ${key}, which nobody planned` },
        must: 'REFUSED' as const,
        code: 'UNKNOWN_ITEM',
        play: () => publicity().send({ type: 'ClearContent', key, showsChildren: false, guardianConsent: true }),
      })),
      {
        what: { zh: '给 constructor 登记学时', en: 'hours for constructor' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: () => training().send({ type: 'RecordHours', entries: [{ ref: 'constructor', theory: 60, practice: 60 }] }),
      },
      {
        what: { zh: '给 constructor 登记证书', en: 'a certificate for constructor' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: () =>
          training().send({
            type: 'RecordCertificates',
            certificates: [{ ref: 'constructor', certificate: 'BY-1', healthCertificateUntil: '2026-12-31', noCrimeCheckedOn: '2026-01-05' }],
          }),
      },
    ],
  },
];
