/**
 * How an approval shows in people's lists (待办、已办、我发起的、抄送我), from its state alone, so that no list reads one. Rows of
 * it stand in a table of their own (read-tables.ts). Deliberately absent: whose list it is in, and how many days are left.
 */
import type { ApplicationRow } from '../kernel/summary.ts';
import { isClosed } from './entitlement.ts';
import { type ApprovalState, deadlineOf, isActive } from './facts.ts';
import { filesIn } from './form.ts';
import { mayBeBatched } from './route.ts';

/** So many of those who are asked are named; a step of 200 would be written anew with every answer. */
const NAMED = 3;

export function listingOf(state: ApprovalState): ApplicationRow {
  const { route, content, draft, opening, receivedOn } = state;
  const asked = whoIsAsked(state);
  const shown = state.status === 'DRAFT' || state.status === 'RETURNED' ? (draft ?? content) : content;
  return {
    matter: route.code,
    matterName: route.name,
    applicant: state.applicant,
    amountFen: shown.amountFen ?? null,
    documents: shown.documents.length + filesIn(shown).length,
    step: opening === null || isClosed(state) ? null : (route.steps[opening.step]?.name ?? null),
    asked: asked.slice(0, NAMED),
    askedCount: asked.length,
    applicantAct: actOf(state),
    dueOn: isClosed(state) || state.status === 'DRAFT' ? null : (deadlineOf(state)?.dueOn ?? null),
    standing: standingOf(state),
    batch: state.status === 'OPEN' && opening !== null && mayBeBatched(route, opening.step),
    receivedOn,
  };
}

/** Who decides now; one after the other only whose turn it is. */
const whoIsAsked = ({ tasks, opening, status }: ApprovalState): readonly string[] =>
  opening === null || (status !== 'OPEN' && status !== 'PAUSED')
    ? []
    : [
        ...new Set(
          tasks.filter((t) => t.kind === 'DECIDE' && t.opening === opening.opening && isActive(t) && t.status !== 'WAITING').map((t) => t.person),
        ),
      ];

/** What its applicant is asked for, beside questions, which are tasks. */
function actOf({ status, pause, suspension }: ApprovalState): ApplicationRow['applicantAct'] {
  if (suspension !== undefined) return null;
  if (status === 'DRAFT') return 'SUBMIT';
  if (status === 'RETURNED') return 'RESUBMIT';
  if (status === 'PAUSED' && pause?.reason === 'SUPPLEMENT') return 'SUPPLEMENT';
  return status === 'WITHHELD' ? 'DOCUMENTS' : null;
}

/** That its clock stands, since when and until when. */
function standingOf({ suspension, pause, status }: ApprovalState): ApplicationRow['standing'] {
  if (suspension !== undefined) return { reason: 'SUSPENDED', since: suspension.on, until: null };
  return status === 'PAUSED' && pause !== null ? { reason: pause.reason, since: pause.on, until: pause.until?.dueOn ?? null } : null;
}
