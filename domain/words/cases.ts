/** What kinds of cases there are, and how any one stands, in words. Deliberately absent: what a status leads to. */
import type { Text } from '../kernel/values.ts';
import type { ProgrammeStatus, ProjectStatus, StageStatus } from './lists.ts';
import { APPROVAL_STATUS_WORDS } from './statuses.ts';

/** Of kinds that are no stage. */
export const KIND_WORDS: Readonly<Record<string, Text>> = {
  programme: { zh: '项目群', en: 'programme' },
  project: { zh: '项目', en: 'project' },
  approval: { zh: '审批', en: 'approval' },
  journal: { zh: '日志（查阅、导出、被拒操作）', en: 'journal (readings, exports, refused acts)' },
  findings: { zh: '审计发现', en: 'findings' },
};

const PROJECT_STATUS_WORDS: Readonly<Record<ProjectStatus, Text>> = {
  RUNNING: { zh: '进行中', en: 'under way' },
  SUSPENDED: { zh: '已暂停', en: 'suspended' },
  CANCELLING: { zh: '取消中', en: 'being cancelled' },
  ACCEPTED: { zh: '已通过验收并移交', en: 'accepted and handed over' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
};

const STAGE_STATUS_WORDS: Readonly<Record<StageStatus, Text>> = {
  WAITING: { zh: '未开始', en: 'not begun' },
  OPEN: { zh: '进行中', en: 'under way' },
  DONE: { zh: '已完成', en: 'done' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
};

const PROGRAMME_STATUS_WORDS: Readonly<Record<ProgrammeStatus, Text>> = {
  RUNNING: { zh: '进行中', en: 'under way' },
  CLOSED: { zh: '已结束', en: 'closed' },
};

/** Of a project's findings as a whole. */
const LEDGER_STATUS_WORDS = { OPEN: { zh: '待处理', en: 'open' }, SETTLED: { zh: '已处理', en: 'settled' } } as const satisfies Record<string, Text>;

const LISTS: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  approval: APPROVAL_STATUS_WORDS,
  project: PROJECT_STATUS_WORDS,
  programme: PROGRAMME_STATUS_WORDS,
  findings: LEDGER_STATUS_WORDS,
  journal: LEDGER_STATUS_WORDS,
};

/** Of a stage that is done for its project and goes on by itself. */
const GOING_ON_WORDS = {
  SETTLING: { zh: '结算中', en: 'settling' },
  IN_FORCE: { zh: '已印发，执行中', en: 'issued, in force' },
  WATCHED: { zh: '已完成，到期跟踪中', en: 'done, last days watched' },
} as const satisfies Record<string, Text>;

/** How a case of that kind stands; a status that a later release wrote, by its own name. */
export const statusWords = (kind: string, status: string): Text =>
  (LISTS[kind] ?? { ...STAGE_STATUS_WORDS, ...GOING_ON_WORDS })[status as keyof typeof STAGE_STATUS_WORDS] ?? { zh: status, en: status }; // looked up by name
