/** The parts of `npm run bench`: what each measures, with which arguments at which size, and how long it may take. */
import type { Text } from '../../domain/kernel/values.ts';

/** `short`: a few minutes in all, for a look; `usual`: 20 minutes; `large`: as many as the promises speak of, hours. */
export const SIZES = ['short', 'usual', 'large'] as const;
export type Size = (typeof SIZES)[number];

export type Part = {
  readonly name: string;
  readonly says: Text;
  readonly args: Readonly<Record<Size, readonly string[]>>;
};

const always = (...args: string[]): Part['args'] => ({ short: args, usual: args, large: args });

export const PARTS: readonly Part[] = [
  { name: 'domain', says: { zh: '领域每秒可作多少决定', en: 'how many decisions the domain takes a second' }, args: always() },
  { name: 'start', says: { zh: '冷启动、热启动、静止时的占用', en: 'cold and warm start; what it takes at rest' }, args: always() },
  {
    name: 'decision',
    says: {
      zh: '从请求到提交，与裸 Update 相比；一个项目在 Temporal 留下多少',
      en: 'from a request to its commit, beside a bare Update; what a project leaves in Temporal',
    },
    args: { short: ['--rounds', '60'], usual: ['--rounds', '200'], large: ['--rounds', '1000'] },
  },
  {
    name: 'approvals',
    says: {
      zh: '完整审批，与裸工作流相比：每秒件数、邮件、处理器时间、内存',
      en: 'whole approvals beside a bare workflow: rate, mails, processor time, memory',
    },
    args: { short: ['--at', '1,20', '--approvals', '60'], usual: ['--approvals', '300'], large: [] },
  },
  { name: 'large', says: { zh: '一步二百人', en: 'two hundred approvers in one step' }, args: always() },
  {
    name: 'read',
    says: { zh: '五十人同时读取', en: 'reading, fifty people at once' },
    args: { short: ['--programme'], usual: [], large: [] },
  },
  {
    name: 'audit',
    says: { zh: '检索、导出、验证', en: 'search, export, verification' },
    args: {
      short: ['--events', '10000', '--projects', '30', '--small', '5000', '--play', '2'],
      usual: ['--events', '100000', '--projects', '200', '--play', '10'],
      large: [],
    },
  },
  {
    name: 'backup',
    says: { zh: '备份与恢复', en: 'backup and restore' },
    args: {
      short: ['--events', '10000', '--projects', '30', '--play', '2'],
      usual: ['--events', '100000', '--projects', '200', '--play', '10'],
      large: [],
    },
  },
  {
    name: 'open',
    says: { zh: '成千上万个开着的项目', en: 'thousands of open projects' },
    args: { short: ['--projects', '300'], usual: ['--projects', '2000'], large: ['--projects', '20000', '--watch', '330'] },
  },
  {
    name: 'doubled',
    says: { zh: '两个 API 与两个 worker，与各一个相比', en: 'two APIs and two workers against one of each' },
    args: { short: ['--approvals', '40'], usual: ['--approvals', '150'], large: ['--approvals', '1000'] },
  },
  {
    name: 'takeover',
    says: { zh: '中途接续', en: 'taking a county over that comes in half way' },
    args: { short: ['--projects', '30'], usual: ['--projects', '300'], large: [] },
  },
  {
    name: 'folder',
    says: { zh: '项目文件夹：导出与列表', en: 'a project’s folder: exported, and listed' },
    args: { short: ['--megabytes', '128'], usual: ['--megabytes', '1024'], large: [] },
  },
  {
    name: 'survey',
    says: { zh: '十万份问卷', en: 'a survey of a hundred thousand answers' },
    args: { short: ['--answers', '10000'], usual: [], large: [] },
  },
];

/** How long a part may take at most, in minutes: one that hangs is ended, and the others run. */
export const LIMIT_MINUTES: Readonly<Record<Size, number>> = { short: 4, usual: 12, large: 120 };
