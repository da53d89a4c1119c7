import { sentences } from '../app/words.ts';

export const START_WORDS = sentences({
  title: { zh: '工作台', en: 'Start' },
  greeting: (name: string) => ({ zh: `${name}，您好`, en: `Hello, ${name}` }),
  waits: { zh: '等我办理', en: 'Waits for me' },
  waitsCount: (n: number) => ({ zh: `${n} 项等您办理`, en: `${n} ${n === 1 ? 'item waits' : 'items wait'} for you` }),
  nothingWaits: { zh: '没有事项等您办理', en: 'Nothing waits for you' },
  nothingWaitsNext: { zh: '轮到您时会发邮件，也会显示在这里。', en: 'When it is your turn you get a mail, and it is shown here.' },
  all: { zh: '全部', en: 'All of them' },
  mine: { zh: '我发起的审批', en: 'My applications' },
  nothingMine: { zh: '您还没有发起审批', en: 'You have made no application yet' },
  projects: { zh: '我的项目', en: 'My projects' },
  nothingProjects: { zh: '还没有您能查看的项目', en: 'There is no project that you may see yet' },
  nothingProjectsNext: {
    zh: '领导小组办公室导入项目群、为您指定角色后，项目会显示在这里。',
    en: 'Once the programme office has imported a programme and given you a role, its projects stand here.',
  },
  about: { zh: '关于与帮助', en: 'About and help' },
  aboutText: {
    zh: '托建是托育设施建设项目的审批与流程服务。',
    en: 'Tuojian is the approval and workflow service for programmes that build childcare facilities.',
  },
  apiDocs: { zh: 'API 文档', en: 'API documentation' },
  outbox: { zh: '收到的邮件（内置）', en: 'Mail catcher (embedded)' },
  mails: { zh: '邮件模板', en: 'Mail templates' },
  health: { zh: '运行状况（JSON）', en: 'Health (JSON)' },
  foundTitle: { zh: '建立第一个项目群', en: 'Set up the first programme' },
  foundLead: {
    zh: '您是此系统的首位管理员，这里还没有项目群。',
    en: 'You are the first administrator of this service, and there is no programme yet.',
  },
  foundOwn: { zh: '建立本县', en: 'Set up your county' },
  foundFiles: { zh: '导入项目群', en: 'Import a programme' },
});
