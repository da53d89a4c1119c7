/** How somebody reads an approval, and the approval as they may read it: what its form hides from them is not there. Deliberately absent: who may read it at all (permission/). */
import type { Role } from '../kernel/role.ts';
import type { ApprovalState } from './facts.ts';
import { type Audience, contentFor, sees } from './form.ts';
import type { Filling, Form } from './form-shape.ts';

/** `runs`: whether they write for its applicant. */
export function audienceOf(state: ApprovalState, person: string, roles: readonly Role[], runs = false): Audience {
  const steps = [...state.past, ...state.tasks].flatMap(({ kind, person: holder, onBehalfOf, step }) =>
    kind === 'DECIDE' && (holder === person || onBehalfOf === person) ? [state.route.steps[step]?.key ?? ''] : [],
  );
  return { applicant: person === state.applicant || runs, steps, roles };
}

export function readBy(state: ApprovalState, audience: Audience): ApprovalState {
  const { content, draft, route, decisions } = state;
  const filled = decisions.some((decision) => decision.filled !== undefined);
  if (content.values === undefined && draft?.values === undefined && !filled) return state;
  return {
    ...state,
    content: contentFor(content, route.form, audience),
    draft: draft === null ? null : contentFor(draft, route.form, audience),
    decisions: filled
      ? decisions.map((one) => (one.filled === undefined ? one : { ...one, filled: seenIn(one.filled, route.form, audience) }))
      : decisions,
  };
}

const seenIn = (filled: readonly Filling[], form: Form | undefined, audience: Audience): readonly Filling[] =>
  filled.filter(({ key }) => form?.some((field) => field.key === key && sees(field, audience)) === true);

/** What an event holds, likewise. */
export function dataReadBy<D extends object>(data: D, { route }: ApprovalState, audience: Audience): D {
  const shown = 'filled' in data && Array.isArray(data.filled) ? { ...data, filled: seenIn(data.filled, route.form, audience) } : data;
  if (!('content' in shown) || typeof shown.content !== 'object' || shown.content === null) return shown;
  return { ...shown, content: contentFor(shown.content, route.form, audience) };
}
