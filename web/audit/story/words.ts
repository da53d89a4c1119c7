/** Sentences of projects beside each other. */
import { sentences } from '../../app/words.ts';

export const COMPARE_WORDS = sentences({
  lead: {
    zh: '选两个到四个项目，看每个阶段、每个审批步骤各用了多少个工作日。',
    en: 'Choose two to four projects, and see how many working days each stage and each step of an approval took.',
  },
  projects: { zh: '项目', en: 'Projects' },
  choose: { zh: '请选择项目', en: 'Choose projects' },
  chooseNext: { zh: '至少一个，最多四个。', en: 'One at least, four at most.' },
  stages: { zh: '阶段（工作日）', en: 'Stages (working days)' },
  steps: { zh: '审批步骤（工作日）', en: 'Steps of approvals (working days)' },
  stage: { zh: '阶段', en: 'Stage' },
  step: { zh: '步骤', en: 'Step' },
  story: (project: string) => ({ zh: `${project}项目经过（PDF）`, en: `${project}: what happened (PDF)` }),
  none: { zh: '还没有审批步骤。', en: 'No step of an approval yet.' },
});
