/** Sentences of the page on which a project is registered. */
import { sentences } from '../../app/words.ts';
import { NEW_PROJECT_PLACE } from './place-words.ts';

export const NEW_PROJECT_WORDS = sentences({
  ...NEW_PROJECT_PLACE,
  lead: {
    zh: '逐个登记项目；多个项目一次登记，请用导入文件。登记后从需求调研开始办理；此前已在纸面办理的，勾选“接续办理”，随后逐项登记。',
    en: 'One project at a time; many at once come by file. It begins with its demand survey, or, where things happened on paper before, with taking those over.',
  },
  nobody: { zh: '没有可登记项目的项目群', en: 'There is no programme in which you can register one' },
  nobodyNext: { zh: '由项目群的经办人或系统管理员登记。', en: 'The programme officer or an administrator of a programme does.' },
  programme: { zh: '项目群', en: 'Programme' },
  code: { zh: '项目代码', en: 'Project code' },
  codeHint: { zh: '如 QH-07：大写字母、数字和连字符，登记后不能更改', en: 'Such as QH-07: capitals, digits and hyphens; it stays for good' },
  codeFault: { zh: '须为 2 至 20 位大写字母、数字和连字符', en: 'It must be 2 to 20 capitals, digits and hyphens' },
  takesOver: { zh: '接续办理：此前已在纸面办理一部分', en: 'Take over: part of it happened on paper before' },
  plan: { zh: '计划', en: 'Plan' },
  planFault: { zh: '须至少为两个里程碑填写计划日期', en: 'At least two milestones must have a planned day' },
  finishBefore: { zh: '须晚于计划开工', en: 'It must be after the planned start' },
  people: { zh: '人员', en: 'People' },
  manager: { zh: '项目负责人', en: 'Project manager' },
  panelHint: { zh: '可以稍后指定；不含项目负责人', en: 'May be named later; without the manager' },
  survey: { zh: '调研依据', en: 'What the survey rests on' },
  submit: { zh: '登记', en: 'Register' },
  done: (code: string) => ({ zh: `已登记 ${code}`, en: `${code} is registered` }),
});
