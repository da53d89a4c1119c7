/** The gates of staff training. */
import type { Gate } from './gate.ts';
import { manager, PlayedCase, type PlayedWorld, person, system } from './played-case.ts';
import { stageBase } from './samples.ts';

const TODAY = '2026-03-06';
const opened = (world: PlayedWorld = {}) =>
  new PlayedCase('training', `${TODAY}T02:00:00.000Z`, world).must({ type: 'Open', ...stageBase({}) }, system);
const PEOPLE = [
  { ref: 'h', post: 'HEAD' },
  { ref: 'w', post: 'HEALTH_WORKER', fullTime: true },
  { ref: 'g', post: 'GUARD' },
  ...Array.from({ length: 28 }, (_, n) => ({ ref: `c${n}`, post: 'CARER' }) as const),
] as const;
const papersOf = (ref: string) => ({ ref, certificate: `BY-${ref}`, healthCertificateUntil: '2026-12-31', noCrimeCheckedOn: '2026-01-05' });

/** A roster in order, but for those who are left out and the hours of all. */
function staffed({ without = '', hours = { theory: 60, practice: 60 }, part = false, world = {} as PlayedWorld } = {}) {
  const people = PEOPLE.filter(({ ref }) => ref !== without).map((one) => (part && one.post === 'HEALTH_WORKER' ? { ...one, fullTime: false } : one));
  return opened(world)
    .must({ type: 'EnrolTrainees', batch: '1', trainees: people })
    .must({ type: 'RecordHours', entries: people.map(({ ref }) => ({ ref, ...hours })) })
    .must({ type: 'RecordCertificates', certificates: people.map(({ ref }) => papersOf(ref)) });
}
const confirm =
  (told: Parameters<typeof staffed>[0] = {}, on?: string, actor = manager) =>
  () =>
    staffed(told).send({ type: 'ConfirmRoster', ...(on === undefined ? {} : { on }) }, actor);
/** Papers of the first carer with something else in them. */
const papers = (changed: object) => () => staffed().send({ type: 'RecordCertificates', certificates: [{ ...papersOf('c0'), ...changed }] });
const COUNTY: PlayedWorld = {
  adopted: {
    TRAINING: [
      {
        table: 'TRAINING',
        version: 1,
        from: '2026-01-01',
        basis: '青卫〔2026〕1号',
        values: {},
        confirms: ['carerTheoryHours', 'carerPracticeHours'],
      },
    ],
  },
};
const ONLY_THEORY = { theory: 120, practice: 0 };

/** The carers' exam, as the county asks for it. */
const PASS: PlayedWorld = {
  adopted: { TRAINING: [{ table: 'TRAINING', version: 1, from: '2026-01-01', basis: '青卫〔2026〕1号', values: { passMark: 60 }, confirms: [] }] },
};
const sat =
  (...exams: readonly (readonly [on: string, score: number])[]) =>
  () => {
    const roster = staffed({ world: PASS });
    for (const [on, score] of exams) roster.must({ type: 'RecordExam', on, results: PEOPLE.map(({ ref }) => ({ ref, score })) });
    return roster.send({ type: 'ConfirmRoster' });
  };

/** Carers at their classes, as many as it says, then confirmed. */
const assigned = (plan: Readonly<Record<string, number>>) => () => {
  const kinds = Object.entries(plan).flatMap(([kind, n]) => Array.from({ length: n }, () => kind as 'INFANT'));
  return staffed()
    .must({ type: 'AssignClasses', carers: kinds.map((classKind, n) => ({ ref: `c${n}`, classKind })) })
    .send({ type: 'ConfirmRoster' });
};
const left = () => staffed().must({ type: 'RecordDeparture', ref: 'c0', on: TODAY, reason: '辞职' });

export const TRAINING_GATES: readonly Gate[] = [
  {
    key: 'training.roster',
    stage: 'TRAINING',
    name: { zh: '人员名册', en: 'roster' },
    rule: {
      zh: '按确认当日核对：负责人、保安、卫生保健人员各至少一名（收托达到规定人数的须专职），保育人员按班配足。',
      en: 'Judged on the day of confirmation: a person in charge, a guard, a health worker (full-time from so many children on), and carers for every class.',
    },
    document: '国卫人口发〔2019〕58号；卫生部、教育部令第76号第十二条',
    rows: ['CLASSES.toddlerPerCarer', 'TRAINING.headHours', 'TRAINING.fullTimeHealthWorkerFrom', 'TRAINING.carerTheoryHours'],
    tries: [
      { what: { zh: '配齐', en: 'whole' }, must: 'TAKEN', play: confirm() },
      { what: { zh: '配齐，写明当日', en: 'whole, with the day of today' }, must: 'TAKEN', play: confirm({}, TODAY) },
      { what: { zh: '按 2020 年核对', en: 'as of 2020' }, must: 'REFUSED', code: 'EARLIER_DAY', play: confirm({}, '2020-01-01') },
      { what: { zh: '按明天核对', en: 'as of tomorrow' }, must: 'REFUSED', code: 'DATE_IN_FUTURE', play: confirm({}, '2026-03-07') },
      { what: { zh: '缺一名保育人员', en: 'one carer short' }, must: 'REFUSED', code: 'RATIO_NOT_MET', play: confirm({ without: 'c3' }) },
      { what: { zh: '没有负责人', en: 'nobody in charge' }, must: 'REFUSED', code: 'RATIO_NOT_MET', play: confirm({ without: 'h' }) },
      { what: { zh: '没有保安', en: 'no guard' }, must: 'REFUSED', code: 'RATIO_NOT_MET', play: confirm({ without: 'g' }) },
      { what: { zh: '150 个托位，兼职保健', en: '150 places, health worker part-time' }, must: 'REFUSED', play: confirm({ part: true }) },
      {
        what: { zh: '负责人不足 60 学时', en: 'fewer than 60 hours' },
        must: 'REFUSED',
        code: 'RATIO_NOT_MET',
        play: confirm({ hours: { theory: 30, practice: 29 } }),
      },
      {
        what: { zh: '只有理论学时，县级未确认', en: 'theory alone, not confirmed by the county' },
        must: 'TAKEN',
        play: confirm({ hours: ONLY_THEORY }),
      },
      {
        what: { zh: '只有理论学时，县级已确认', en: 'theory alone, confirmed by the county' },
        must: 'REFUSED',
        code: 'RATIO_NOT_MET',
        play: confirm({ hours: ONLY_THEORY, world: COUNTY }),
      },
      {
        what: { zh: '无关人员确认', en: 'by somebody else' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: confirm({}, undefined, person('stranger')),
      },
      { what: { zh: '什么也没有', en: 'nothing behind it' }, must: 'REFUSED', play: () => opened().send({ type: 'ConfirmRoster' }) },
    ],
  },
  {
    key: 'training.papers',
    stage: 'TRAINING',
    name: { zh: '人员证件', en: 'papers of people' },
    rule: {
      zh: '一证一人；健康证每年一换；考试、查询日期须已到来。',
      en: 'One certificate, one person; health certificates are yearly; exams and checks have happened.',
    },
    document: '卫生部、教育部令第76号第十四条；WS/T 821-2023 5.1.6',
    rows: ['TRAINING.healthCertificateMonths', 'TRAINING.healthAtOpening', 'TRAINING.crimeCheckMonths', 'TRAINING.passMark'],
    tries: [
      {
        what: { zh: '换一种写法再报名', en: 'one person enrolled again, in wide letters' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: () => staffed().send({ type: 'EnrolTrainees', batch: '2', trainees: [{ ref: 'Ｃ0 ', post: 'CARER' }] }),
      },
      { what: { zh: '本人新证', en: 'a new one of their own' }, must: 'TAKEN', play: papers({ certificate: 'BY-NEW' }) },
      { what: { zh: '他人的证书', en: "somebody else's" }, must: 'REFUSED', code: 'INCOMPLETE', play: papers({ certificate: 'BY-c1' }) },
      { what: { zh: '他人的证书，全角', en: "somebody else's, in wide letters" }, must: 'REFUSED', play: papers({ certificate: 'ＢＹ-c1' }) },
      { what: { zh: '健康证一年', en: 'health, a year' }, must: 'TAKEN', play: papers({ healthCertificateUntil: '2027-03-06' }) },
      { what: { zh: '健康证超过一年', en: 'health, more than a year' }, must: 'REFUSED', play: papers({ healthCertificateUntil: '2027-03-07' }) },
      { what: { zh: '2099 年的查询', en: 'a check of 2099' }, must: 'REFUSED', play: papers({ noCrimeCheckedOn: '2099-01-01' }) },
      {
        what: { zh: '健康证昨日到期', en: 'health, ended yesterday' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: papers({ healthCertificateUntil: '2026-03-05' }),
      },
      { what: { zh: '健康证今日到期', en: 'health, ends today' }, must: 'TAKEN', play: papers({ healthCertificateUntil: TODAY }) },
      {
        what: { zh: '证书昨日到期', en: 'a certificate that ended yesterday' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: papers({ validUntil: '2026-03-05' }),
      },
      { what: { zh: '证书今日到期', en: 'a certificate that ends today' }, must: 'TAKEN', play: papers({ validUntil: TODAY }) },
      { what: { zh: '明日发证', en: 'given tomorrow' }, must: 'REFUSED', code: 'INCOMPLETE', play: papers({ issuedOn: '2026-03-07' }) },
      {
        what: { zh: '同一份名单中一人两次，学时加倍', en: 'one person twice in a list, for twice the hours' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: () =>
          staffed().send({
            type: 'RecordHours',
            entries: ['c0', 'c1', 'c0'].map((ref) => ({ ref, theory: 30, practice: 30 })),
          }),
      },
      { what: { zh: '补考及格', en: 'passed at the second try' }, must: 'TAKEN', play: sat(['2026-02-01', 40], ['2026-02-20', 80]) },
      {
        what: { zh: '不及格之后补登更早的及格', en: 'a pass of an earlier day entered after a fail' },
        must: 'REFUSED',
        code: 'RATIO_NOT_MET',
        play: sat(['2026-02-20', 40], ['2026-02-01', 80]),
      },
      {
        what: { zh: '明天的考试', en: 'an exam of tomorrow' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => staffed().send({ type: 'RecordExam', on: '2026-03-07', results: [{ ref: 'c0', score: 90 }] }),
      },
    ],
  },
  {
    key: 'training.classes',
    stage: 'TRAINING',
    name: { zh: '按班配足保育人员', en: 'carers by class' },
    rule: {
      zh: '保育人员定班的，按班核对，未定班的计入缺员的班；离岗人员不计，名册随之缺员的须补齐。',
      en: 'Where carers stand at classes each class is judged, and whoever stands at none counts where one is short; who left counts no more, and a roster that is short is made whole.',
    },
    document: '国卫人口发〔2019〕58号',
    rows: ['CLASSES.infantPerCarer', 'TRAINING.readyDaysBeforeOpening', 'TRAINING.substituteWithinDays', 'DUES.certificateWarnDays'],
    tries: [
      { what: { zh: '各班配足', en: 'each class has its carers' }, must: 'TAKEN', play: assigned({ INFANT: 4, TODDLER: 12, OLDER: 12 }) },
      {
        what: { zh: '两人未定班，补足缺员的班', en: 'two at no class, where two are short' },
        must: 'TAKEN',
        play: assigned({ INFANT: 4, TODDLER: 12, OLDER: 10 }),
      },
      {
        what: { zh: '乳儿班少一人，托小班多一人', en: 'one short at the infants, one more at the toddlers' },
        must: 'REFUSED',
        code: 'RATIO_NOT_MET',
        play: assigned({ INFANT: 3, TODDLER: 13, OLDER: 12 }),
      },
      {
        what: { zh: '本项目没有的班', en: 'a class that the project has not' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => staffed().send({ type: 'AssignClasses', carers: [{ ref: 'c0', classKind: 'MIXED' }] }),
      },
      {
        what: { zh: '保安定班', en: 'a guard at a class' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => staffed().send({ type: 'AssignClasses', carers: [{ ref: 'g', classKind: 'INFANT' }] }),
      },
      {
        what: { zh: '保育人员离岗后确认', en: 'confirmed after a carer left' },
        must: 'REFUSED',
        code: 'RATIO_NOT_MET',
        play: () => left().send({ type: 'ConfirmRoster' }),
      },
      {
        what: { zh: '离岗人员登记学时', en: 'hours of who left' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => left().send({ type: 'RecordHours', entries: [{ ref: 'c0', theory: 1, practice: 0 }] }),
      },
      {
        what: { zh: '另一岗位的人接替', en: 'a substitute of another post' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => staffed().send({ type: 'RecordDeparture', ref: 'c0', on: TODAY, reason: '辞职', substitute: 'h' }),
      },
      {
        what: { zh: '明天离岗', en: 'leaves tomorrow' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => staffed().send({ type: 'RecordDeparture', ref: 'c0', on: '2026-03-07', reason: '辞职' }),
      },
      {
        what: { zh: '其他批次的人登记本批次学时', en: 'hours of a batch for somebody of another' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => staffed().send({ type: 'RecordHours', batch: '2', entries: [{ ref: 'c0', theory: 1, practice: 0 }] }),
      },
    ],
  },
];
