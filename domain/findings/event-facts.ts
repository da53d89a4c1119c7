/** What the events about findings mean: their words, whom they name, what they carry. Read by domain/audit/facts.ts. */
import type { EventFactsOf } from '../kernel/event-facts.ts';
import type { Text } from '../kernel/values.ts';
import { findingName } from '../words/findings.ts';
import { evidenceOf, type FindingsEvent } from './ledger.ts';

/** By its check: the rest of its id are keys. */
const OF = { finding: (id: string): Text => findingName(id.split('.')[0] ?? id) } as const;

export const FINDINGS_FACTS = {
  FindingRaised: {
    zh: '发现问题',
    en: 'finding raised',
    shows: ['code'],
    also: (raised) => [evidenceOf(raised)],
    fields: {
      id: 'code',
      code: 'outcome',
      rule: 'text',
      evidence: 'text',
      events: 'code',
      programme: 'code',
      project: 'code',
      manager: 'person',
    },
  },
  FindingCeased: { zh: '问题消除', en: 'finding ceased', shows: ['finding'], words: OF, fields: { finding: 'code' } },
  FindingExplained: {
    zh: '说明问题',
    en: 'finding explained',
    shows: ['finding', 'explanation'],
    words: OF,
    fields: { finding: 'code', explanation: 'text' },
  },
  FindingHandedOver: {
    zh: '移交问题',
    en: 'finding handed over',
    shows: ['document', 'finding', 'to'],
    words: OF,
    // To an authority outside.
    fields: { finding: 'code', to: 'text', document: 'document' },
  },
  FindingDismissed: { zh: '排除问题', en: 'finding dismissed', shows: ['finding', 'reason'], words: OF, fields: { finding: 'code', reason: 'text' } },
  FindingReopened: {
    zh: '重新打开问题',
    en: 'finding reopened',
    shows: ['finding', 'reason'],
    words: OF,
    fields: { finding: 'code', reason: 'text' },
  },
} as const satisfies EventFactsOf<FindingsEvent>;
