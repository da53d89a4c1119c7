import type { AnswerOf } from '../../app/client.ts';

export type Standing = AnswerOf<'/api/v1/audit/as-of'>;
