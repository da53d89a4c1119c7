/** The roles that people hold in a programme, Deliberately absent: who holds them (programme/). */
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
