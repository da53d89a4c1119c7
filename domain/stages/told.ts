/** What follows for others from the events that all stages share: approvals and the project are told, people hear of it. */
import { askApproval } from '../approval/case.ts';
import { approvalAddress } from '../approval/messages.ts';
import type { Recorded } from '../kernel/case.ts';
import { type Consequence, tell } from '../kernel/message.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { changeWords } from '../words/change.ts';
import { type StageEvent, type StageState, stageAddress } from './facts.ts';
import { type DueDay, dueNotices } from './watch.ts';

const ENDED = { zh: '所属项目已结束', en: 'The project is over' };

export function noticesOf({ manager }: StageState, event: Recorded<StageEvent>, dues: readonly DueDay[]): readonly NoticeDue[] {
  if (event.type === 'DueTold') return dueNotices(manager, dues, event.data);
  if (event.type !== 'StageInputsChanged' || event.data.again.length === 0) return [];
  const says = changeWords(event.data);
  return [{ person: manager }, { role: 'PROGRAMME_OFFICER' as const }].map((to) => ({ template: 'project-changed', to, facts: { says } }));
}

export function consequencesOf(
  spec: { readonly key: string; readonly kind: string; readonly goesOn: boolean },
  state: StageState,
  event: Recorded<StageEvent>,
): readonly Consequence[] {
  switch (event.type) {
    case 'ApprovalAsked': {
      const { key: _, attempt: __, approval, ...request } = event.data;
      const { programme, project, suspension } = state;
      const asked = askApproval({ ...request, id: approval, owner: stageAddress(spec.kind)(project), programme, project });
      // What an answer leads to while the project is suspended stands with the rest.
      const { reason, by } = suspension ?? {};
      return reason === undefined || by === undefined ? [asked] : [asked, tell(approvalAddress(approval), { type: 'Suspend', reason, by })];
    }
    case 'ManagerChanged': {
      // What it applied for is now the new manager's to supplement, resubmit and withdraw.
      const { from, to, basis } = event.data;
      return Object.keys(state.approvals).map((approval) => tell(approvalAddress(approval), { type: 'ChangeApplicant', from, to, basis }));
    }
    case 'StageInputsChanged': {
      // They keep content and route, by which they were asked; whoever decides knows of it.
      const { by, what, document, on, reason } = event.data;
      return Object.keys(state.approvals).map((approval) =>
        tell(approvalAddress(approval), { type: 'NoteProjectChange', by, what, document, on, reason }),
      );
    }
    case 'StageSuspended': {
      const { reason, by } = event.data;
      if (reason === undefined || by === undefined) return [];
      return Object.keys(state.approvals).map((approval) => tell(approvalAddress(approval), { type: 'Suspend', reason, by }));
    }
    case 'StageResumed':
      return event.data.days === undefined ? [] : Object.keys(state.approvals).map((approval) => tell(approvalAddress(approval), { type: 'GoOn' }));
    case 'WatchEnded':
      return Object.keys(state.approvals).map((approval) => tell(approvalAddress(approval), { type: 'Cancel', reason: ENDED }));
    case 'StageClosed': {
      const { outcome, result, undone } = event.data;
      const reason = { zh: '所属阶段已取消', en: 'The stage was cancelled' };
      const cancel = Object.keys(state.approvals).map((approval) => tell(approvalAddress(approval), { type: 'Cancel', reason }));
      return [
        ...cancel,
        tell(state.parent, { type: 'FinishStage', stage: spec.key, outcome, result, undone, ...(spec.goesOn ? { goesOn: true as const } : {}) }),
      ];
    }
    default:
      return [];
  }
}
