/**
 * What outcomes of events are called, by their codes: answers, results of steps and of whole approvals, lights, bands, what
 * the leading group decided, findings and refusals. Pure. Deliberately absent: which events have an outcome (facts.ts).
 */
import type { Text } from '../kernel/values.ts';
import { DECISION_WORDS } from '../stages/acceptance/facts.ts';
import { ACCEPTANCE_RESULT_WORDS } from '../standards/acceptance.ts';
import { BAND_WORDS } from '../standards/evaluation.ts';
import { choiceWords } from '../words/answers.ts';
import { LIGHT_WORDS } from '../words/clocks.ts';
import { FINDING_NAMES } from '../words/findings.ts';
import { ALARM_WORDS } from '../words/journal.ts';
import { CHOICES } from '../words/lists.ts';
import { REFUSAL_WORDS } from '../words/refusals.ts';
import { APPROVAL_STATUS_WORDS, ENDED_WORDS, STEP_RESULT_WORDS } from '../words/statuses.ts';
import { webhookCause } from '../words/webhooks.ts';

const { APPROVED, REJECTED, DECLINED, WITHDRAWN, CANCELLED } = APPROVAL_STATUS_WORDS;

const OTHERS = {
  DONE: { zh: '已完成', en: 'done' },
  ACCEPTED: { zh: '已通过验收并移交', en: 'accepted and handed over' },
} as const satisfies Record<string, Text>;

/** A code of two tables has the meaning of the first: a step's REFUSED, before anything else that was refused. */
const NAMES: ReadonlyMap<string, Text> = new Map(
  [
    { APPROVED, REJECTED, DECLINED, WITHDRAWN, CANCELLED },
    Object.fromEntries(CHOICES.map((choice) => [choice, choiceWords(choice, false).said])),
    STEP_RESULT_WORDS,
    OTHERS,
    ACCEPTANCE_RESULT_WORDS,
    ENDED_WORDS,
    LIGHT_WORDS,
    BAND_WORDS,
    DECISION_WORDS,
    FINDING_NAMES,
    REFUSAL_WORDS,
    ALARM_WORDS,
  ]
    .flatMap((names) => Object.entries<Text>(names))
    .toReversed(), // the last one of a code is kept
);

/** Every outcome that has a name. */
export const OUTCOME_CODES: readonly string[] = [...NAMES.keys()];

/** One of another release stands as it is. */
export const outcomeName = (code: string): Text => NAMES.get(code) ?? webhookCause(code);
