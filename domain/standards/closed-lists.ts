/** Closed lists of the field that stages and what is taken over share. Deliberately absent: their words, which stand with the stages. */

export const INSPECTION_KINDS = ['CONCEALED_WORKS', 'QUALITY', 'SAFETY', 'FIRE', 'AIR'] as const;
export type InspectionKind = (typeof INSPECTION_KINDS)[number];

/** 预付款, 进度款, 结算款, 质保金. */
export const PAYMENT_KINDS = ['ADVANCE', 'PROGRESS', 'SETTLEMENT', 'RETENTION'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

export const POSTS = ['HEAD', 'CARER', 'HEALTH_WORKER', 'GUARD'] as const;
export type Post = (typeof POSTS)[number];

/** The ways in which families are told. */
export const CHANNELS = ['COMMUNITY_BOARD', 'OFFICIAL_ACCOUNT', 'MATERNITY_CLINIC', 'INDUSTRIAL_PARK', 'OPEN_DAY'] as const;
export type Channel = (typeof CHANNELS)[number];
