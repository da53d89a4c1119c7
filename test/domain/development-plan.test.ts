/** The development plan of a programme, with everything that domain facts 2.4 ask of it. */
import { describe, expect, it } from 'vitest';
import { shown } from '../../domain/kernel/view.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { DevelopmentContent } from '../../domain/programme/development/content.ts';
import { developmentPage } from '../../domain/programme/development/page.ts';
import { programmeView } from '../../domain/programme/view.ts';
import { projectCase } from '../../domain/project/case.ts';
import type { TakeDevelopment } from '../../domain/project/facts.ts';
import { developmentSections } from '../../domain/project/plan-shown.ts';
import { PROOF } from '../../scripts/rules/plan-samples.ts';
import { openProgramme, PANEL, person, profile, Sandbox, surveyBasis, system } from '../setup/builders.ts';

const officer = person('officer', 'PROGRAMME_OFFICER');
const content: DevelopmentContent = {
  survey: { asOf: '2026-02-28', validAnswers: 640, requiredPlaces: 1_268, demandGap: 527 },
  perThousand: 4.5,
  publicPercent: 80,
  towns: [{ town: '城关街道', places: 150 }],
  projects: [{ name: '县托育综合服务中心', places: 150, year: '2026–2027', code: 'QH-01' }],
  land: '划拨',
  money: [{ source: '中央预算内', amountFen: 1_600_000_000 }],
  staff: '按师生比配备',
  measures: [{ measure: '领导小组统筹', unit: '领导小组办公室' }],
};
const draft = { type: 'DraftDevelopmentPlan', content, unit: '县卫健局' } as const;

function open() {
  const box = new Sandbox(programmeCase);
  box.now = '2026-03-06T02:00:00.000Z';
  expect(box.send(openProgramme([{ role: 'PROGRAMME_OFFICER', person: 'officer' }], 'QH') as never, officer)).toBeNull();
  const project = { profile, survey: surveyBasis, panel: PANEL };
  expect(box.send({ type: 'RegisterProject', project } as never, officer)).toBeNull();
  return box;
}
type Box = ReturnType<typeof open>;
const must = (box: Box, ...commands: readonly object[]): void => {
  for (const command of commands) expect(box.send(command as never, officer), JSON.stringify(command).slice(0, 80)).toBeNull();
};
const way = (on: string) => [
  { type: 'RecordPlanOpinion', unit: '县财政局', opinion: '无意见', on, answer: 'NO_OBJECTION', files: PROOF },
  { type: 'RecordPlanReview', review: 'LEGALITY', passed: true, on, files: PROOF },
  { type: 'RecordPlanReview', review: 'FAIR_COMPETITION', passed: true, on, files: PROOF },
  { type: 'RecordPlanMeeting', meeting: 'OFFICE', number: '纪1', on, decisions: '通过', files: PROOF },
];
const submit = { type: 'SubmitDevelopmentPlan' } as const;
const group = { type: 'RecordPlanMeeting', meeting: 'GROUP', number: '纪2', on: '2026-03-04', decisions: '通过', files: PROOF } as const;
const issue = { type: 'IssueDevelopmentPlan', number: '青政办发〔2026〕1号', on: '2026-03-05' } as const;
const answer = (box: Box, outcome: 'APPROVED' | 'REJECTED'): void => {
  const approval = box.state.developmentPlan?.approval ?? '';
  expect(box.send({ type: 'ApprovalDecided', approval, outcome, reason: null, scores: [] } as never, system)).toBeNull();
};
const issued = (): Box => {
  const box = open();
  must(box, draft, ...way('2026-03-03'), submit);
  answer(box, 'APPROVED');
  must(box, group, issue);
  return box;
};

describe('the development plan of a programme', () => {
  it('is the office’s, and tells every fault of its content at once, each at its place', () => {
    const box = open();
    expect(box.send(draft, person('manager'))).toMatchObject({ code: 'NOT_YOURS' });
    const wrong: DevelopmentContent = {
      ...content,
      survey: { ...content.survey, asOf: '2026-03-07' },
      perThousand: 0,
      land: ' ',
      towns: [...content.towns, ...content.towns],
      projects: [
        { name: 'a', places: 120, year: '2026', code: 'QH-01' },
        { name: 'b', places: 0, year: '2026', code: 'QH-99' },
      ],
      money: [{ source: 'x', amountFen: 0 }],
    };
    expect(box.send({ ...draft, content: wrong, unit: ' ' }, officer)?.faults).toEqual([
      'content.survey.asOf: must not be after today, 2026-03-06; there is 2026-03-07',
      'content.land: must say where land comes from',
      'content.perThousand: must be more than 0',
      'content.towns[1].town: must be there once; 城关街道 is there again',
      'content.projects[0].places: must be as QH-01 is registered, with 150 places; there is 120',
      'content.projects[1].places: must be more than 0, of b',
      'content.projects[1].code: must be a project of this programme; QH-99 is none',
      'content.money[0].amountFen: must be more than 0',
      'unit: must say whose plan it is',
    ]);
    expect(box.send({ ...draft, content: { ...content, projects: [{ name: 'c', places: 1, year: '2026' }] } }, officer)?.faults).toEqual([
      'content.projects: must hold every project that is registered; missing: QH-01',
    ]);
    expect(box.types).not.toContain('DevelopmentPlanDrafted');
  });

  it('goes the way of opinions, reviews and the office’s meeting before it is handed in on its route', () => {
    const box = open();
    expect(box.send(submit, officer)).toMatchObject({ code: 'WRONG_STATE' });
    must(box, draft);
    expect(box.send(submit, officer)?.faults).toHaveLength(4);
    must(box, ...way('2026-03-03'), submit);
    const told = programmeCase.consequences(box.state, box.events.at(-1) as never);
    expect(told).toMatchObject([
      {
        kind: 'start',
        stream: 'approval/QH.DEVPLAN',
        open: { owner: 'programme/QH', project: null, applicant: 'officer', route: { code: 'DEVPLAN' } },
      },
    ]);
    expect(programmeCase.summary(box.state).awaits).toEqual(['approval/QH.DEVPLAN']);
    expect(box.send(draft, officer)).toMatchObject({ code: 'WRONG_STATE' });
    answer(box, 'REJECTED');
    // Another attempt is an approval of its own.
    must(box, submit);
    expect(box.state.developmentPlan?.approval).toBe('QH.DEVPLAN.2');
  });

  it('is issued with the leading group’s minutes, published within its days, and told of before and after them', () => {
    const box = open();
    must(box, draft, ...way('2026-03-03'), submit);
    expect(box.send(issue, officer)).toMatchObject({ code: 'WRONG_STATE' });
    answer(box, 'APPROVED');
    expect(box.send(issue, officer)?.faults).toEqual(['the meeting of the leading group has no minutes yet']);
    must(box, group, issue);
    const due = programmeCase.agenda(box.state).find(({ command }) => command.type === 'TellDue');
    expect(due).toMatchObject({ at: '2026-03-28T01:00:00.000Z' });
    expect(box.send(due?.command as never, system)).toBeNull();
    expect(programmeCase.notices(box.state, box.events.at(-1) as never)).toMatchObject([{ template: 'deadline', to: { role: 'PROGRAMME_OFFICER' } }]);
    const publish = { type: 'PublishDevelopmentPlan', where: '县政府网站', on: '2026-03-06', until: '2027-03-06', files: PROOF } as const;
    must(box, publish);
    expect(programmeCase.agenda(box.state).some(({ command }) => command.type === 'TellDue')).toBe(false);
    expect(box.send(publish, officer)).toMatchObject({ code: 'DUPLICATE' });
  });

  it('changes by a new version on the same way, with a number of its own, and the old one stays readable', () => {
    const box = issued();
    expect(box.send(draft, officer)?.faults).toEqual(['reason: must say why the plan that was issued changes']);
    must(box, { ...draft, content: { ...content, publicPercent: 85 }, reason: '提高普惠占比' });
    expect(box.send(submit, officer)?.faults).toHaveLength(4);
    must(box, ...way('2026-03-05'), submit);
    answer(box, 'APPROVED');
    must(box, { ...group, on: '2026-03-06' });
    expect(box.send({ ...issue, on: '2026-03-06' }, officer)?.faults).toEqual([
      'number: must be a number of its own; 青政办发〔2026〕1号 is that of version 1',
    ]);
    must(box, { ...issue, number: '青政办发〔2026〕2号', on: '2026-03-06' });
    expect(box.state.developmentPlan?.issuedPlans.map((plan) => [plan.number, plan.content.publicPercent])).toEqual([
      ['青政办发〔2026〕1号', 80],
      ['青政办发〔2026〕2号', 85],
    ]);
  });

  it('is shown with what it reaches of its target, and with acts that begin with survey and projects as they are', () => {
    const box = issued();
    const start = { survey: content.survey, projects: content.projects, towns: content.towns, unit: '县卫健局' };
    const context = { now: box.now, actor: officer, commandId: 'c', rules: 5 };
    const page = developmentPage(box.state, start, { context, may: () => null });
    expect(page.sections.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['targets', 'towns', 'projects', 'money', 'measures', 'heard', 'reviews', 'meetings', 'versions']),
    );
    expect(page.acts.filter(({ refused }) => refused === null).map(({ type }) => type)).toEqual(['DraftDevelopmentPlan', 'PublishDevelopmentPlan']);
    expect(page.acts[0]?.start).toMatchObject({ unit: '县卫健局', content: { projects: content.projects } });
    expect(shown(programmeView, box.state)).toHaveProperty('developmentPlan.issuedPlans.0.number', '青政办发〔2026〕1号');
  });

  it('is told to each running project that it lists, which shows its line and takes a later one instead', () => {
    const box = issued();
    const told = programmeCase.consequences(box.state, box.events.at(-1) as never);
    expect(told.map(({ stream }) => stream)).toEqual(['project/QH-01']);
    const { command } = told[0] as unknown as { command: TakeDevelopment };
    const project = new Sandbox(projectCase);
    project.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    expect(project.send(command, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(project.send(command, system)).toBeNull();
    expect(project.events.at(-1)).toMatchObject({ type: 'DevelopmentPlanTaken', data: { number: '青政办发〔2026〕1号', places: 150, first: true } });
    expect(project.send({ ...command, version: 2, number: '31' }, system)).toBeNull();
    expect(project.events.at(-1)?.data).not.toHaveProperty('first');
    // Late, on a slow way.
    expect(project.send(command, system)).toBeNull();
    expect(project.state.development).toMatchObject({ version: 2, number: '31' });
    expect(developmentSections(project.state)[0]?.rows).toHaveLength(1);
    const cancelled = { ...box.state, projects: { 'QH-01': { ...box.state.projects['QH-01'], status: 'CANCELLED' } } };
    expect(programmeCase.consequences(cancelled as never, box.events.at(-1) as never)).toEqual([]);
  });
});
