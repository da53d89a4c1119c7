/** What readers are shown of a journal: how many of each kind it holds; what they say stands in its events. */
import { plain, table, whole } from '../kernel/shape.ts';
import { viewOf } from '../kernel/view.ts';
import type { JournalState } from './ledger.ts';

export const journalView = viewOf<JournalState>()({ programme: plain, counts: table(plain, whole) });
