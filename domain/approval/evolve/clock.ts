/** What pauses, extensions, lights and a changed calendar make of an approval’s two clocks. */
import type { Deadline } from '../../calendar/deadline.ts';
import type { Recorded } from '../../kernel/case.ts';
import type { ClockEvent } from '../events.ts';
import type { ApprovalState, Opening } from '../facts.ts';

/** The two clocks as an event leaves them; tasks show the new day. */
function withClocks(
  state: ApprovalState,
  { deadline, caseDeadline }: { readonly deadline: Deadline | null; readonly caseDeadline: Deadline | null },
): ApprovalState {
  const opening = state.opening === null || deadline === null ? state.opening : { ...state.opening, deadline };
  const clock = state.clock === null || caseDeadline === null ? state.clock : { ...state.clock, deadline: caseDeadline };
  if (opening === state.opening) return { ...state, clock };
  const dueAt = opening?.deadline?.dueAt ?? null;
  return {
    ...state,
    opening,
    clock,
    tasks: state.tasks.map((task) => (task.opening === opening?.opening && task.kind === 'DECIDE' ? { ...task, dueAt } : task)),
  };
}

const withDeficiency = (state: ApprovalState, deadline: Deadline | undefined): ApprovalState =>
  deadline === undefined || state.deficiency === null ? state : { ...state, deficiency: { ...state.deficiency, deadline } };

/** Lights that were on stay on record; those of days that now lie ahead again go out. */
function relit(state: ApprovalState, at: string): ApprovalState {
  const lit = (deadline: Deadline | null, reached: Opening['marksReached']) =>
    reached.filter((mark) => deadline === null || deadline.marks.some((m) => m.mark === mark && m.at <= at));
  const { opening, clock } = state;
  return {
    ...state,
    opening: opening === null ? null : { ...opening, marksReached: lit(opening.deadline, opening.marksReached) },
    clock: clock === null ? null : { ...clock, marksReached: lit(clock.deadline, clock.marksReached) },
  };
}

export function clockChanged(state: ApprovalState, event: Recorded<ClockEvent>): ApprovalState {
  const at = event.occurredAt;
  switch (event.type) {
    case 'SupplementRequested': {
      const { list, person, on, fields } = event.data;
      const pause = { reason: 'SUPPLEMENT' as const, by: person, notice: list, on, until: null };
      const asked = { ...withClocks(state, event.data), status: 'PAUSED' as const, supplements: state.supplements + 1, supplementList: list, pause };
      return fields === undefined ? asked : { ...asked, supplementFields: fields };
    }
    case 'Supplemented': {
      const { content, contentHash } = event.data;
      const { supplementFields: _, ...open } = relit(withClocks(state, event.data), at);
      const supplied = { ...open, content, contentHash, supplementList: null, deficiency: null };
      if (state.pause?.reason !== 'SUPPLEMENT') return supplied;
      return { ...supplied, status: state.status === 'PAUSED' ? 'OPEN' : state.status, pause: null };
    }
    case 'ClockPaused': {
      const { reason, by, notice, on, until } = event.data;
      const paused = { ...withClocks(state, event.data), status: 'PAUSED' as const, pause: { reason, by, notice, on, until } };
      if (reason !== 'SUSPENDED') return paused;
      return { ...withDeficiency(paused, event.data.deficiency), suspension: { on, reason: notice, status: state.status, pause: state.pause } };
    }
    case 'DeficiencyOverdue': {
      const { deficiency } = state;
      const items = deficiency?.items ?? [];
      const pause = { reason: 'SUPPLEMENT' as const, by: null, notice: items.join('；'), on: event.data.on, until: null };
      const overdue = deficiency === null ? null : { ...deficiency, overdue: true, deadline: event.data.until };
      return {
        ...withClocks(state, event.data),
        status: state.status === 'WITHHELD' ? 'WITHHELD' : 'PAUSED',
        pause,
        deficiency: overdue,
        supplementList: items.join('；'),
      };
    }
    case 'ClockResumed': {
      const { suspension, ...running } = relit(withClocks(state, event.data), at);
      if (suspension === undefined) return { ...running, status: 'OPEN', pause: null };
      return { ...withDeficiency(running, event.data.deficiency), status: suspension.status, pause: suspension.pause };
    }
    case 'LimitExtended':
      return { ...relit(withClocks(state, event.data), at), extended: true };
    case 'ClocksReworked': {
      const pause = state.pause === null ? null : { ...state.pause, until: event.data.until };
      return { ...relit(withClocks(state, event.data), at), pause };
    }
    case 'NoticeChecked': {
      const { told, next } = event.data;
      const moved = told.at === null ? state : withClocks(state, event.data);
      if (moved.opening === null || moved.opening.opening !== event.data.opening) return state;
      return { ...moved, opening: { ...moved.opening, notice: { at: told.at, next, looks: (moved.opening.notice?.looks ?? 0) + 1 } } };
    }
    case 'MarkReached': {
      const { clock, mark } = event.data;
      if (clock === 'CASE')
        return { ...state, clock: state.clock === null ? null : { ...state.clock, marksReached: [...state.clock.marksReached, mark] } };
      if (clock === 'PAUSE') return { ...state, pause: state.pause === null ? null : { ...state.pause, until: null } };
      if (clock === 'DEFICIENCY' || state.opening === null) return state;
      return { ...state, opening: { ...state.opening, marksReached: [...state.opening.marksReached, mark] } };
    }
    case 'Nudged':
      return { ...state, nudgeFrom: event.data.again.at };
  }
}
