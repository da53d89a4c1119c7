/** What a list tells of an approval, and the question for its first few. */
import type { ApprovalList } from '../../domain/views.ts';
import { type AnswerOf, reading } from '../app/client.ts';

export type ListedApproval = AnswerOf<'/api/v1/approvals'>['items'][number];

const FEW = 8;
export const briefReading = (list: ApprovalList) => reading('/api/v1/approvals', { query: { list, limit: FEW } });
