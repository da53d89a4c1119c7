/** The roles that people hold in a programme, and who may command what. Deliberately absent: who holds them (programme/). */
import type { Context } from './case.ts';

export const ROLES = [
  'PROGRAMME_OFFICER', // 领导小组办公室
  'OFFICE_DIRECTOR', // 办公室主任
  'DEPUTY_LEADER', // 副组长
  'GROUP_LEADER', // 组长
  'PROJECT_MANAGER', // 项目单位
  'AUDITOR', // 审计
  'ADMINISTRATOR',
  'NDRC', // 发改局
  'NDRC_HEAD',
  'FINANCE', // 财政局
  'FINANCE_REVIEW', // 财政投资评审中心
  'NATURAL_RESOURCES', // 自然资源局
  'HOUSING', // 住建局
  'HEALTH', // 卫健局
  'MATERNAL_HEALTH', // 妇幼保健
  'FIRE', // 消防救援大队
  'ECOLOGY', // 生态环境局
  'DRAWING_REVIEW', // 审图机构
  'TRADING_CENTRE', // 公共资源交易中心
  'SURVEY_REVIEWER',
  'PANEL', // 验收组
] as const;
export type Role = (typeof ROLES)[number];

export const has = (context: Context, ...roles: readonly Role[]): boolean => context.actor.roles.some((role) => roles.includes(role));

/** The leading group's office, its director included. */
export const isOffice = (context: Context): boolean => has(context, 'PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR');

/** Whoever assigns roles, mandates and tasks in others' stead. */
export const assignsOthers = (context: Context): boolean => has(context, 'PROGRAMME_OFFICER', 'ADMINISTRATOR');

/**
 * Whoever runs the service, at its own console with the database at hand: who it was is their word alone, so the record
 * names the door. No client can come by it.
 */
export const isOperator = (context: Context): boolean => context.actor.door === 'console';

/** The system itself: a timer or another case. */
export const isSystem = (context: Pick<Context, 'actor'>): boolean => context.actor.door === 'clock' || context.actor.door === 'case';

/** The project's own manager, or the office that runs the programme for him. */
export const runsProject = (context: Context, manager: string): boolean => context.actor.person === manager || has(context, 'PROGRAMME_OFFICER');
