import type { AnswerOf } from '../../app/client.ts';

export type Finding = AnswerOf<'/api/v1/findings'>['items'][number];
