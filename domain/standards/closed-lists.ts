/** Closed lists of the field that stages and what is taken over share. Deliberately absent: lists of one stage alone. */
import type { Text } from '../kernel/values.ts';

export const INSPECTION_KINDS = ['CONCEALED_WORKS', 'QUALITY', 'SAFETY', 'FIRE', 'AIR'] as const;
export type InspectionKind = (typeof INSPECTION_KINDS)[number];
export const INSPECTION_NAMES: Readonly<Record<InspectionKind, Text>> = {
  CONCEALED_WORKS: { zh: '隐蔽工程检查', en: 'the inspection of concealed works' },
  QUALITY: { zh: '质量检查', en: 'the quality inspection' },
  SAFETY: { zh: '安全检查', en: 'the safety inspection' },
  FIRE: { zh: '消防检查', en: 'the fire inspection' },
  AIR: { zh: '空气检查', en: 'the air inspection' },
};

/** 预付款, 进度款, 结算款, 质保金. */
export const PAYMENT_KINDS = ['ADVANCE', 'PROGRESS', 'SETTLEMENT', 'RETENTION'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];
export const PAYMENT_TITLES: Readonly<Record<PaymentKind, Text>> = {
  ADVANCE: { zh: '工程预付款', en: 'advance payment' },
  PROGRESS: { zh: '工程款支付', en: 'progress payment' },
  SETTLEMENT: { zh: '工程结算款支付', en: 'payment of the settlement' },
  RETENTION: { zh: '质保金支付', en: 'release of retention' },
};

export const POSTS = ['HEAD', 'CARER', 'HEALTH_WORKER', 'GUARD'] as const;
export type Post = (typeof POSTS)[number];
export const POST_NAMES: Readonly<Record<Post, Text>> = {
  HEAD: { zh: '负责人', en: 'person in charge' },
  CARER: { zh: '保育人员', en: 'carer' },
  HEALTH_WORKER: { zh: '卫生保健人员', en: 'health worker' },
  GUARD: { zh: '保安', en: 'guard' },
};

/** The ways in which families are told. */
export const CHANNELS = ['COMMUNITY_BOARD', 'OFFICIAL_ACCOUNT', 'MATERNITY_CLINIC', 'INDUSTRIAL_PARK', 'OPEN_DAY'] as const;
export type Channel = (typeof CHANNELS)[number];
export const CHANNEL_NAMES: Readonly<Record<Channel, Text>> = {
  COMMUNITY_BOARD: { zh: '社区公告栏', en: 'community notice board' },
  OFFICIAL_ACCOUNT: { zh: '官方公众号', en: 'official account' },
  MATERNITY_CLINIC: { zh: '妇幼保健门诊', en: 'maternity clinic' },
  INDUSTRIAL_PARK: { zh: '产业园区', en: 'industrial park' },
  OPEN_DAY: { zh: '开放日', en: 'open day' },
};
