/** The gates of a project that is suspended. */
import type { Route } from '../../domain/approval/route.ts';
import { projectAddress } from '../../domain/project/facts.ts';
import { shippedRoute } from '../../domain/standards/routes.ts';
import type { Gate, Tried } from './gate.ts';
import { clock, manager, officer, PlayedCase, person, system } from './played-case.ts';
import { profile, surveyBasis } from './samples.ts';

const seated = (code: string): Route => {
  const route = shippedRoute(code);
  if (route === null) throw new Error(`no route ${code}`);
  return route;
};
const content = { summary: [], amountFen: 1, documents: [] };
const asked = (code: string) =>
  new PlayedCase('approval', '2024-06-03T02:00:00.000Z').must(
    {
      type: 'Open',
      owner: projectAddress('QH-01'),
      programme: 'QH',
      project: 'QH-01',
      title: { zh: '审签', en: 'sign-off' },
      applicant: 'manager',
      route: seated(code),
      content,
      acceptedOn: '2024-06-03',
    },
    system,
  );
const suspend = { type: 'Suspend', reason: '资金未到位', by: 'officer' } as const;
const decide = (seen: string) => ({ type: 'Decide', choice: 'APPROVE', seen }) as const;
const approver = person('officer', 'PROGRAMME_OFFICER');

const HANDED_IN = { type: 'ApplicationHandedIn', approval: 'QH-01~A-1' } as const;
const opened = () =>
  new PlayedCase('project', '2024-06-03T02:00:00.000Z').must({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: [] }, system);
const suspended = () => opened().must({ type: 'Suspend', reason: '资金未到位' }, officer);
function handedIn(project: ReturnType<typeof opened>): Tried {
  const { refused } = project.send(HANDED_IN, system);
  return { refused, findings: project.events.some(({ type }) => type === 'ApplicationStands') ? ['APPLICATION_STANDS'] : [] };
}

export const SUSPENSION_GATES: readonly Gate[] = [
  {
    key: 'project.suspension',
    stage: 'PROJECT',
    name: { zh: '项目暂停', en: 'a suspended project' },
    rule: {
      zh: '项目暂停期间，其审批停止计时、不作决定，恢复后继续；审批机关的法定时限不停。',
      en: 'While a project is suspended its approvals stand and nobody decides; they run on afterwards. An authority’s own limit goes on.',
    },
    document: '行政许可法 第四十二条、第四十五条',
    rows: [],
    tries: [
      {
        what: { zh: '恢复后决定', en: 'decided after it goes on' },
        must: 'TAKEN',
        play: () => {
          const approval = asked('SURVEY').must(suspend, system).must({ type: 'GoOn' }, system);
          return approval.send(decide(approval.state.contentHash), approver);
        },
      },
      {
        what: { zh: '暂停期间决定', en: 'decided meanwhile' },
        must: 'REFUSED',
        code: 'SUSPENDED',
        play: () => {
          const approval = asked('SURVEY').must(suspend, system);
          return approval.send(decide(approval.state.contentHash), approver);
        },
      },
      {
        what: { zh: '审批人自行恢复计时', en: 'an approver lets the clock go on' },
        must: 'REFUSED',
        code: 'SUSPENDED',
        play: () => asked('SURVEY').must(suspend, system).send({ type: 'ResumeClock' }, approver),
      },
      {
        what: { zh: '办公室直接暂停审批', en: 'the office stops an approval by itself' },
        must: 'REFUSED',
        code: 'SYSTEM_ONLY',
        play: () => asked('SURVEY').send(suspend, officer),
      },
      {
        what: { zh: '暂停期间催办', en: 'a nudge meanwhile' },
        must: 'REFUSED',
        code: 'SUSPENDED',
        play: () => asked('SURVEY').must(suspend, system).send({ type: 'Nudge' }, manager),
      },
      {
        what: { zh: '暂停期间提交的申请停止计时', en: 'an application that is handed in meanwhile stands' },
        must: 'FOUND',
        code: 'APPLICATION_STANDS',
        play: () => handedIn(suspended()),
      },
      {
        what: { zh: '未暂停时提交的申请照常计时', en: 'one of a project that is not suspended runs' },
        must: 'TAKEN',
        play: () => handedIn(opened()),
      },
      {
        what: { zh: '有人直接报告申请已提交', en: 'a person says that one was handed in' },
        must: 'REFUSED',
        code: 'SYSTEM_ONLY',
        play: () => suspended().send(HANDED_IN, officer),
      },
      {
        what: { zh: '法定时限的事项照常决定', en: 'what has an authority’s limit is decided all the same' },
        must: 'TAKEN',
        play: () => {
          const approval = asked('FSR').must(suspend, system);
          return approval.send(decide(approval.state.contentHash), approver);
        },
      },
      {
        what: { zh: '暂停期间时限届满', en: 'a light meanwhile' },
        must: 'REFUSED',
        code: 'CLOSED',
        play: () => asked('SURVEY').must(suspend, system).send({ type: 'ReachMark', round: 1, step: 0, mark: 'RED' }, clock),
      },
    ],
  },
];
