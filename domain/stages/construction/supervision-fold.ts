/** How a state takes in letters of supervision, and reasons for a light with their answers. Deliberately absent: the rest of the fold (stage.ts, fold.ts). */
import type { Recorded } from '../../kernel/case.ts';
import { dayAt } from '../../kernel/days.ts';
import type { ConstructionEvent, ConstructionState } from './facts.ts';

type Supervised = Extract<ConstructionEvent, { type: 'LightExplained' | 'LightJudged' | 'LetterIssued' | 'LetterAnswered' }>;

const byOf = (person: string | null): { readonly by?: string } => (person === null ? {} : { by: person });

export function withSupervision(state: ConstructionState, event: Recorded<Supervised>): ConstructionState {
  const [on, by] = [dayAt(event.occurredAt), byOf(event.actor.person)];
  switch (event.type) {
    case 'LightExplained': {
      const { of, ...explained } = event.data;
      const rule = state.lights.findLast((light) => (light.of ?? 'PROGRESS') === of)?.rule;
      const { reason, until } = explained;
      const given = { of, on, reason, until, ...by, ...(rule === undefined ? {} : { rule }) };
      return { ...state, explained: { ...state.explained, [of]: explained }, reasons: [...(state.reasons ?? []), given] };
    }
    case 'LightJudged': {
      const { of, accepted, until, answer } = event.data;
      const { [of]: _, ...explained } = state.explained ?? {};
      const waits = (state.reasons ?? []).findLastIndex((one) => one.of === of && one.judged === undefined);
      const reasons = (state.reasons ?? []).map((one, index) => (index === waits ? { ...one, judged: { accepted, answer, on, ...by } } : one));
      return { ...state, explained, reasons, ...(accepted ? { excused: { ...state.excused, [of]: until } } : {}) };
    }
    case 'LetterIssued':
      return { ...state, letters: { ...state.letters, [event.data.number]: { ...event.data, ...by } } };
    case 'LetterAnswered': {
      const { number, on: answeredOn, answer } = event.data;
      const letter = state.letters?.[number];
      return letter === undefined ? state : { ...state, letters: { ...state.letters, [number]: { ...letter, answeredOn, answer } } };
    }
  }
}
