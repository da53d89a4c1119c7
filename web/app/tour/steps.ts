/**
 * The tour of the example: five steps for each role, each a page with what is true on it. Data beside its words, so that a
 * page that moves is one line. Deliberately absent: how it is shown (tour.tsx).
 */
import type { Text } from '../../../domain/kernel/values.ts';
import { adminPaths } from '../../admin/paths.ts';
import { approvalPaths } from '../../approvals/paths.ts';
import { auditPaths } from '../../audit/paths.ts';
import { mePaths } from '../../me/paths.ts';
import { programmePaths } from '../../programme/paths.ts';
import { projectPaths } from '../../projects/paths.ts';
import { startPaths } from '../../start/paths.ts';
import { surveyPaths } from '../../surveys/paths.ts';
import { takeoverPaths } from '../../takeover/paths.ts';
import type { Me } from '../session.tsx';

export type Step = { readonly href: string; readonly title: Text; readonly text: Text };
export const TOUR_ROLES = ['OFFICE', 'LEADER', 'AUDITOR', 'MANAGER', 'DECIDER'] as const;
export type TourRole = (typeof TOUR_ROLES)[number];

const step = (href: string, zh: readonly [string, string], en: readonly [string, string]): Step => ({
  href,
  title: { zh: zh[0], en: en[0] },
  text: { zh: zh[1], en: en[1] },
});
/** Of the example, with something to be seen on every tab. */
const LATE = 'QH-03';
const RED = 'QH-04';
const PROGRAMME = 'QH';

export const TOURS: Readonly<Record<TourRole, readonly Step[]>> = {
  OFFICE: [
    step(
      startPaths.start(),
      ['从工作台开始', '要您办的、等您确认的都在这里；没有的就不显示。'],
      ['Begin at the start page', 'What is asked of you and what waits for your confirmation stands here; nothing else does.'],
    ),
    step(
      projectPaths.projects(),
      ['看全部项目', '灯色、所在阶段、下一个期限和已付金额；可按阶段查看、筛选和导出。'],
      ['All projects', 'Lights, stages, the next day that counts and what is paid; by stage, narrowed and exported.'],
    ),
    step(
      takeoverPaths.takeovers({ show: 'CLOSED' }),
      ['接续此前的办理', '纸面办过的按文号、日期、金额和扫描件登记，另一人核对后，项目从现在的位置继续。'],
      [
        'Take over what was done on paper',
        'Entered with numbers, days, sums and scans, closed by another person; projects go on from where they stand.',
      ],
    ),
    step(
      programmePaths.programme({ code: PROGRAMME }),
      ['项目群', '按期、逾期、受阻各几个；托位、资金和目标；期限日历和领导小组页也从这里进。'],
      [
        'The programme',
        'How many are on time, late, blocked; places and money against targets. Deadlines and the leading group’s page are reached from here.',
      ],
    ),
    step(
      adminPaths.office(),
      ['管理', '审批路线、规则表、邮件和系统状况；重要的改动一人提出、另一人确认。'],
      ['The office', 'Routes, rules, mails and health. What matters is proposed by one and confirmed by another.'],
    ),
  ],
  LEADER: [
    step(
      startPaths.start(),
      ['从工作台开始', '领导小组要审定的在最上面，带期限。'],
      ['Begin at the start page', 'What the leading group is asked to decide stands first, with its last day.'],
    ),
    step(
      approvalPaths.approvals(),
      ['审批', '打开一件，左边是要点和材料，下面写意见、作决定；也可几件一起批。'],
      ['Approvals', 'Open one: what it is about, its papers, and your decision below. Several can be answered together.'],
    ),
    step(
      projectPaths.projects({ light: 'RED' }),
      ['只看红灯', '晚了多少天、晚在哪里、由谁负责。'],
      ['Red ones alone', 'How late, where, and who answers for it.'],
    ),
    step(
      projectPaths.project({ code: RED }),
      ['打开一个项目', '阶段、期限、资金和原因在一页上；标签里有经过、材料和问题。'],
      ['Open a project', 'Stages, days, money and reasons on one page; its story, papers and findings in the tabs.'],
    ),
    step(
      programmePaths.leading({ code: PROGRAMME }),
      ['领导小组页', '红灯、预测、资金和目标在一页上，可打印带到会上。'],
      ['The leading group’s page', 'Red lights, delays, money and targets on one page, to be printed for a meeting.'],
    ),
  ],
  AUDITOR: [
    step(
      startPaths.start(),
      ['从工作台开始', '审计人员只查看，不办理；查看本身也有记录。'],
      ['Begin at the start page', 'An auditor looks and decides nothing; what they read is on record too.'],
    ),
    step(
      projectPaths.projects(),
      ['全部项目', '先看灯色和金额，再打开要查的那一个。'],
      ['All projects', 'Lights and sums first, then the one that you look into.'],
    ),
    step(
      projectPaths.project({ code: LATE }, { tab: 'findings' }),
      ['自动核对发现的问题', '每个问题写明依据、证据和出自哪条记录；此前在纸面发生的也列在这里。'],
      ['What the checks found', 'Each with its rule, its evidence and the record that it rests on; what happened on paper before is found as well.'],
    ),
    step(
      projectPaths.project({ code: LATE }, { tab: 'story' }),
      ['项目经过', '谁在何时做了什么，一件不少；接续的事项都标明不是在本系统内办理的。'],
      ['The story of a project', 'Who did what and when, and nothing is left out. What was taken over says that it was not done here.'],
    ),
    step(
      auditPaths.findings(),
      ['处理问题', '逐条看依据和证据，再移交或排除；每次处理都写明理由并记入台账。'],
      ['Work on findings', 'Look at the rule and the evidence, then hand it over or dismiss it; each answer goes on record with its reason.'],
    ),
  ],
  MANAGER: [
    step(
      startPaths.start(),
      ['从工作台开始', '您的项目和要您补正的申请都在这里。'],
      ['Begin at the start page', 'Your projects, and applications that were sent back to you.'],
    ),
    step(
      projectPaths.projects(),
      ['您的项目', '下一个期限是哪天、现在在哪个阶段。'],
      ['Your projects', 'Which day comes next, and at which stage it is.'],
    ),
    step(
      approvalPaths.approvals({ list: 'mine' }),
      ['您发起的审批', '到了哪一步、在谁手里、还剩几天；被退回的改好再报。'],
      ['Your applications', 'At which step, with whom, how many days are left. What was returned is mended and handed in again.'],
    ),
    step(
      approvalPaths.fresh(),
      ['发起申请', '选事项后，表单只问这件事要的内容；草稿自动保存。'],
      ['A new application', 'Choose the matter, and its form asks for what it needs. Drafts are kept by themselves.'],
    ),
    step(surveyPaths.surveys(), ['需求调研', '问卷链接、进度和报告。'], ['Surveys', 'The link of the questionnaire, how it goes, and its report.']),
  ],
  DECIDER: [
    step(startPaths.start(), ['从工作台开始', '等您审的按到期先后排列。'], ['Begin at the start page', 'What waits for you, the most urgent first.']),
    step(
      approvalPaths.approvals(),
      ['待办', '打开一件就能看材料、写意见、同意或退回。'],
      ['To do', 'Open one: read its papers, write your opinion, approve or return it.'],
    ),
    step(approvalPaths.approvals({ list: 'done' }), ['已办', '您作过的决定和后来的结果。'], ['Done', 'What you decided, and what came of it.']),
    step(
      adminPaths.mandates(),
      ['休假与代理', '不在时由谁代办，提前设好；代办的都写明代谁。'],
      ['Leave and mandates', 'Who acts for you while you are away. Whatever they do says for whom.'],
    ),
    step(
      mePaths.me(),
      ['我的', '邮件怎样发、常用意见、登录方式。'],
      ['Your own page', 'How mails come, opinions that you often write, ways to sign in.'],
    ),
  ],
};

const LEADERS = ['GROUP_LEADER', 'DEPUTY_LEADER'];
const OFFICE = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR'];

/** Whose tour somebody is shown: by what they do most here. */
export function tourRole({ roles }: Pick<Me, 'roles'>): TourRole {
  const held = Object.values(roles).flat();
  if (held.some((role) => OFFICE.includes(role))) return 'OFFICE';
  if (held.some((role) => LEADERS.includes(role))) return 'LEADER';
  if (held.includes('AUDITOR')) return 'AUDITOR';
  return held.length === 0 || held.includes('PROJECT_MANAGER') ? 'MANAGER' : 'DECIDER';
}
