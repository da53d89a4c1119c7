/** The forms of a programme's development plan. Deliberately absent: what may happen (decide.ts). */
import { type Form, type Forms, PROOF, stageForms } from '../../stages/form.ts';
import { ISSUE_FIELDS, MEETING_ACT, OPINION_ACT, PUBLICATION_ACT, REVIEW_ACT } from '../../stages/planning/chain-form.ts';
import { text } from '../../stages/standing.ts';
import type { ProgrammeState } from '../facts.ts';
import type { DevelopmentContent } from './content.ts';
import { type developmentCommands, developmentInForce } from './facts.ts';

/** What a draft may start with: the survey and the projects of the programme, as its office knows them today. */
export type DevelopmentStart = ProgrammeState & {
  readonly start: Pick<DevelopmentContent, 'survey' | 'projects' | 'towns'> & { readonly unit: string };
};

const forms: Forms = stageForms<DevelopmentStart, typeof developmentCommands>()({
  DraftDevelopmentPlan: {
    name: text('起草发展规划', 'Draft the development plan'),
    how: text(
      '常住人口、现有托位、目标托位取自项目群；调研结果和项目清单已预填。每次保存形成新版本，内容改变的，审查和会议须重新进行；已印发的规划由新版本变更。',
      'Residents, existing places and the target are the programme’s; survey and projects are filled in. Each is another version; where it changes, reviews and meetings are held anew. One that is issued is changed by a new version.',
    ),
    fields: {
      content: {
        label: text('规划内容', 'The plan'),
        fields: {
          survey: {
            label: text('需求调研结果', 'Result of the survey'),
            fields: {
              asOf: { label: text('截至', 'As of') },
              validAnswers: { label: text('有效问卷', 'Valid answers') },
              requiredPlaces: { label: text('需求托位', 'Places needed') },
              demandGap: { label: text('需求缺口', 'Demand gap') },
            },
          },
          perThousand: { label: text('千人口托位数目标', 'Places per 1,000 people, target') },
          publicPercent: { label: text('普惠占比目标', 'Public-benefit share, target'), unit: text('%', '%') },
          towns: {
            label: text('分街道、乡镇布局', 'Layout by town'),
            fields: { town: { label: text('街道、乡镇', 'Town') }, places: { label: text('规划托位', 'Places') } },
          },
          projects: {
            label: text('项目清单', 'Projects'),
            fields: {
              name: { label: text('项目', 'Project') },
              places: { label: text('托位', 'Places') },
              year: { label: text('建设年度', 'Years') },
              code: { label: text('项目编号', 'Code'), help: text('已登记的填写', 'Of one that is registered') },
            },
          },
          land: { label: text('用地安排', 'Land'), needed: true },
          money: {
            label: text('资金安排', 'Money'),
            fields: { source: { label: text('来源', 'Source') }, amountFen: { label: text('金额', 'Amount') } },
          },
          staff: { label: text('人员配备', 'Staff'), needed: true },
          measures: {
            label: text('保障措施', 'Safeguards'),
            fields: { measure: { label: text('措施', 'Measure'), needed: true, short: true }, unit: { label: text('责任单位', 'Unit') } },
          },
        },
      },
      unit: { label: text('编制单位', 'Whose plan it is'), needed: true, short: true },
      reason: { label: text('变更理由', 'Why it changes'), help: text('变更已印发的规划时填写', 'Where a plan that is issued changes') },
    },
    probe: (state) => ({ content: sampleOf(state), unit: '—', reason: '—' }),
    start: ({ developmentPlan, start: { unit, ...found } }) =>
      developmentPlan === undefined
        ? { unit, content: found }
        : // Survey and projects as they are now, the rest as it was written.
          {
            unit: developmentPlan.unit,
            content: { ...developmentPlan.content, survey: found.survey, projects: projectsNow(developmentPlan.content, found) },
          },
  },
  RecordPlanOpinion: OPINION_ACT,
  RecordPlanReview: REVIEW_ACT,
  RecordPlanMeeting: MEETING_ACT,
  SubmitDevelopmentPlan: {
    name: text('报批发展规划', 'Hand the plan in'),
    how: text('提请办公室和领导小组审批。', 'Asks for the approval of the office and the leading group.'),
    fields: {},
    probe: () => ({}),
  },
  IssueDevelopmentPlan: {
    name: text('登记印发', 'Record its issue'),
    final: text('印发后变更须按原程序形成新版本。', 'A change then needs a new version by the same procedure.'),
    fields: ISSUE_FIELDS,
    probe: (state, today) => ({ number: `—${developmentInForce(state)?.number ?? ''}`, on: today }),
  },
  PublishDevelopmentPlan: PUBLICATION_ACT,
});
/** Each act asks for what proves it. */
export const developmentForms: Forms = Object.fromEntries(
  Object.entries(forms).map(([type, form]): readonly [string, Form] => [
    type,
    { ...form, fields: { ...form.fields, files: form.fields.files ?? PROOF } },
  ]),
);

/** Those that are registered as they are now; those to come as they were written. */
const projectsNow = ({ projects }: DevelopmentContent, found: Pick<DevelopmentContent, 'projects'>): DevelopmentContent['projects'] => [
  ...found.projects.map((project) => ({ ...project, year: projects.find(({ code }) => code === project.code)?.year ?? project.year })),
  ...projects.filter(({ code }) => code === undefined),
];

/** Something that no rule refuses by its content. */
const sampleOf = ({ projects, start }: DevelopmentStart): DevelopmentContent => {
  const known = Object.entries(projects).flatMap(([code, { places, status }]) =>
    status === 'CANCELLED' ? [] : [{ name: '—', year: '—', code, places }],
  );
  return {
    survey: start.survey,
    perThousand: 1,
    publicPercent: 1,
    towns: [{ town: '—', places: 1 }],
    projects: known.length === 0 ? [{ name: '—', places: 1, year: '—' }] : known,
    land: '—',
    money: [{ source: '—', amountFen: 1 }],
    staff: '—',
    measures: [{ measure: '—', unit: '—' }],
  };
};
