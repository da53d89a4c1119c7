/** Which mails never reached their reader; `tuojian mail ledger` shows them all. */
import type { NoticeView } from '../domain/notice/ledger.ts';

const UNDELIVERED: readonly string[] = ['REFUSED', 'BOUNCED', 'UNKNOWN', 'FAILED'];

export const isUndelivered = ({ status }: Pick<NoticeView, 'status'>): boolean => UNDELIVERED.includes(status);
