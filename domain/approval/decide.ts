/** What may happen to an approval. Pure: the same state, command and context always give the same answer. */
import { type Decision, refuse } from '../kernel/case.ts';
import type { Context } from '../kernel/context.ts';
import { alreadyClosed, notOpened, systemOnly } from '../kernel/rejection.ts';
import { assertNever } from '../kernel/values.ts';
import { isSystem } from '../kernel/who-acts.ts';
import { decideAnswer, decideTakeBack } from './decide/answer.ts';
import { decideApplicant, decideDraft, decideOpen } from './decide/applicant.ts';
import { decideCalendar, decideCheckNotice, decideExtension, decideMark, decidePause, decideResume } from './decide/clock.ts';
import {
  decideAddApprovers,
  decideAskOpinion,
  decideGiveOpinion,
  decideHandOver,
  decideRecallOpinion,
  decideRecuse,
  decideRemoveApprover,
} from './decide/people.ts';
import { decideGoOn, decideSuspend } from './decide/suspension.ts';
import {
  decideBounce,
  decideChangeApplicant,
  decideEndReading,
  decidePersonLeft,
  decideProjectChange,
  decideSettle,
  decideStandIn,
  decideStandInEnds,
} from './decide/system.ts';
import { decideAsk, decideAskMail, decideComment, decideCopy, decideMarkRead, decideMarkSeen, decideReply } from './decide/talk.ts';
import { isClosed, provesEnough } from './entitlement.ts';
import type { ApprovalEvent } from './events.ts';
import type { ApprovalState } from './facts.ts';
import { close, Drafts } from './flow.ts';
import type { ApprovalCommand, ApprovalCommandOf, DraftApproval, OpenApproval } from './messages.ts';
import { assuranceTooLow, signInTooOld } from './refusals.ts';
import { rulesAt } from './route.ts';

export function decideApproval(state: ApprovalState | null, command: ApprovalCommand, context: Context): Decision<ApprovalEvent> {
  if (command.type === 'Open') return decideOpen(state, command, context);
  if (command.type === 'Draft') return decideDraft(state, command, context);
  return state === null ? refuse(notOpened) : decideLater(state, command, context);
}

/** What moves a decision: here a route may ask for more than a link. Talk needs no more than being asked. */
export const STRONG: readonly ApprovalCommand['type'][] = ['Decide', 'TakeBack', 'HandOver', 'AddApprovers', 'RemoveApprover', 'Pause'];

function decideLater(
  state: ApprovalState,
  command: Exclude<ApprovalCommand, OpenApproval | DraftApproval>,
  context: Context,
): Decision<ApprovalEvent> {
  if (STRONG.includes(command.type) && !provesEnough(state, context)) {
    const { freshSignIn } = rulesAt(state.route, state.step);
    return refuse(freshSignIn === null ? assuranceTooLow : signInTooOld(freshSignIn.minutes));
  }
  switch (command.type) {
    case 'Decide':
      return decideAnswer(state, command, context);
    case 'TakeBack':
      return decideTakeBack(state, command, context);
    case 'HandOver':
      return decideHandOver(state, command, context);
    case 'AskOpinion':
      return decideAskOpinion(state, command, context);
    case 'RecallOpinion':
      return decideRecallOpinion(state, command, context);
    case 'GiveOpinion':
      return decideGiveOpinion(state, command, context);
    case 'AddApprovers':
      return decideAddApprovers(state, command, context);
    case 'RemoveApprover':
      return decideRemoveApprover(state, command, context);
    case 'Recuse':
      return decideRecuse(state, command, context);
    case 'Ask':
      return decideAsk(state, command, context);
    case 'Answer':
      return decideReply(state, command, context);
    case 'Comment':
      return decideComment(state, command, context);
    case 'Copy':
      return decideCopy(state, command, context);
    case 'MarkRead':
      return decideMarkRead(state, command, context);
    case 'MarkSeen':
      return decideMarkSeen(state, command, context);
    case 'Pause':
      return decidePause(state, command, context);
    case 'ResumeClock':
      return decideResume(state, command, context);
    case 'ExtendLimit':
      return decideExtension(state, command, context);
    case 'SaveDraft':
    case 'Submit':
    case 'Resubmit':
    case 'Supplement':
    case 'Withdraw':
    case 'Nudge':
      return decideApplicant(state, command, context);
    case 'AskMail':
      return decideAskMail(state, command, context);
    case 'Settle':
      return decideSettle(state, command, context);
    case 'CheckNotice':
      return decideCheckNotice(state, command, context);
    case 'ReachMark':
      return decideMark(state, command, context);
    case 'StandIn':
      return decideStandIn(state, command, context);
    case 'StandInEnds':
      return decideStandInEnds(state, command, context);
    case 'PersonLeft':
      return decidePersonLeft(state, command, context);
    case 'ChangeApplicant':
      return decideChangeApplicant(state, command, context);
    case 'NoteProjectChange':
      return decideProjectChange(state, command, context);
    case 'Suspend':
      return decideSuspend(state, command, context);
    case 'GoOn':
      return decideGoOn(state, context);
    case 'MailBounced':
      return decideBounce(state, command, context);
    case 'CalendarChanged':
      return decideCalendar(state, command, context);
    case 'EndReading':
      return decideEndReading(state, context);
    case 'Cancel':
      return cancel(state, command, context);
    default:
      return assertNever(command);
  }
}

function cancel(state: ApprovalState, { reason }: ApprovalCommandOf<'Cancel'>, context: Context): Decision<ApprovalEvent> {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state)) return refuse(alreadyClosed);
  const drafts = new Drafts(state, context);
  close(drafts, 'CANCELLED', { by: null, reason: reason.zh, automatic: false });
  return drafts.end();
}
