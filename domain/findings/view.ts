/** What readers are shown of what the audit found in a project. */
import { nullable, oneOf, plain, record, table } from '../kernel/shape.ts';
import { bilingual, listOf, viewOf } from '../kernel/view.ts';
import { FINDING_STATES } from '../words/lists.ts';
import type { FindingsState } from './ledger.ts';

export const findingsView = viewOf<FindingsState>()({
  programme: plain,
  project: plain,
  manager: plain,
  findings: table(
    plain,
    record({
      id: plain,
      code: plain,
      rule: plain,
      evidence: bilingual,
      events: listOf(plain),
      status: oneOf(FINDING_STATES),
      firstSeen: plain,
      lastSeen: plain,
      note: nullable(plain),
      by: nullable(plain),
    }),
  ),
});
