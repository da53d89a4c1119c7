/** The ways in which families are told. Deliberately absent: activities (stage.ts). */
export const CHANNELS = ['COMMUNITY_BOARD', 'OFFICIAL_ACCOUNT', 'MATERNITY_CLINIC', 'INDUSTRIAL_PARK', 'OPEN_DAY'] as const;
export type Channel = (typeof CHANNELS)[number];
