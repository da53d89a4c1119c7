/** How somebody reads an approval, and the approval as they may read it: what its form hides from them is not there. Deliberately absent: who may read it at all (permission/). */
import type { Role } from '../kernel/role.ts';
import type { ApprovalState } from './facts.ts';
import { type Audience, contentFor } from './form.ts';

/** `runs`: whether they write for its applicant. */
export function audienceOf(state: ApprovalState, person: string, roles: readonly Role[], runs = false): Audience {
  const steps = [...state.past, ...state.tasks].flatMap(({ kind, person: holder, onBehalfOf, step }) =>
    kind === 'DECIDE' && (holder === person || onBehalfOf === person) ? [state.route.steps[step]?.key ?? ''] : [],
  );
  return { applicant: person === state.applicant || runs, steps, roles };
}

export function readBy(state: ApprovalState, audience: Audience): ApprovalState {
  const { content, draft, route } = state;
  if (content.values === undefined && draft?.values === undefined) return state;
  return { ...state, content: contentFor(content, route.form, audience), draft: draft === null ? null : contentFor(draft, route.form, audience) };
}

/** What an event holds, likewise. */
export function dataReadBy<D extends object>(data: D, { route }: ApprovalState, audience: Audience): D {
  if (!('content' in data) || typeof data.content !== 'object' || data.content === null) return data;
  return { ...data, content: contentFor(data.content, route.form, audience) };
}
