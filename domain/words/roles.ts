/** Roles in words, as offices call them (domain facts 1). Deliberately absent: who holds them, what they may do. */
import type { Role } from '../kernel/role.ts';
import type { Text } from '../kernel/values.ts';

export const ROLE_WORDS: Readonly<Record<Role, Text>> = {
  PROGRAMME_OFFICER: { zh: '领导小组办公室经办人', en: 'programme officer' },
  OFFICE_DIRECTOR: { zh: '办公室主任', en: 'office director' },
  DEPUTY_LEADER: { zh: '副组长', en: 'deputy leader' },
  GROUP_LEADER: { zh: '组长', en: 'group leader' },
  PROJECT_MANAGER: { zh: '项目负责人', en: 'project manager' },
  AUDITOR: { zh: '审计人员', en: 'auditor' },
  ADMINISTRATOR: { zh: '系统管理员', en: 'administrator' },
  NDRC: { zh: '发改局', en: 'development and reform' },
  NDRC_HEAD: { zh: '发改局负责人', en: 'head of development and reform' },
  FINANCE: { zh: '财政局', en: 'finance' },
  FINANCE_REVIEW: { zh: '财政投资评审中心', en: 'fiscal review centre' },
  NATURAL_RESOURCES: { zh: '自然资源局', en: 'natural resources' },
  HOUSING: { zh: '住建局', en: 'housing and construction' },
  HEALTH: { zh: '卫健局', en: 'health' },
  MATERNAL_HEALTH: { zh: '妇幼保健机构', en: 'maternal and child health' },
  FIRE: { zh: '消防救援大队', en: 'fire and rescue' },
  ECOLOGY: { zh: '生态环境局', en: 'ecology and environment' },
  DRAWING_REVIEW: { zh: '审图机构', en: 'drawing review' },
  TRADING_CENTRE: { zh: '公共资源交易中心', en: 'trading centre' },
  SURVEY_REVIEWER: { zh: '调研审核人', en: 'survey reviewer' },
  PANEL: { zh: '验收组', en: 'acceptance panel' },
};
