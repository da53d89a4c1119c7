/**
 * What a project that is suspended means for an approval of its: its clocks stand with the reason and run on from where they
 * stood. An authority's own limit for the whole handling does not stand for what the applicant's side decides (行政许可法
 * arts. 42, 45): it goes on, and everybody is told why. Deliberately absent: who suspends a project (project/decide.ts).
 */
import { type Deadline, pausedFrom, resumedFrom } from '../../calendar/deadline.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { systemOnly } from '../../kernel/rejection.ts';
import { isSystem } from '../../kernel/who-acts.ts';
import { isClosed } from '../entitlement.ts';
import type { ApprovalEvent } from '../events.ts';
import type { ApprovalState } from '../facts.ts';
import { Drafts, proceed, stopped } from '../flow.ts';
import type { ApprovalCommandOf } from '../messages.ts';
import { standsWhenSuspended } from '../route.ts';

type Answer = Decision<ApprovalEvent>;

export function decideSuspend(state: ApprovalState, { reason, by }: ApprovalCommandOf<'Suspend'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state) || state.status === 'DRAFT' || state.suspension !== undefined) return allow();
  const drafts = new Drafts(state, context);
  const on = drafts.today;
  if (!standsWhenSuspended(state.route)) {
    const what = {
      zh: '项目已暂停；本事项按法定时限办理，时限不因项目单位一方暂停而停止，继续计算',
      en: 'The project is suspended; this matter has a limit of the authority’s own, which does not stop for what the applicant’s side decides and goes on',
    };
    return drafts.add({ type: 'ProjectChangeNoted', data: { by, what, document: '行政许可法 第四十二条、第四十五条', on, reason } }).end();
  }
  const standing = state.deficiency === null ? {} : { deficiency: pausedFrom(state.deficiency.deadline, on, 'SUSPENDED') };
  const data = { reason: 'SUSPENDED' as const, notice: reason, by: null, on, until: null, ...stopped(state, on, 'SUSPENDED'), ...standing };
  return drafts.add({ type: 'ClockPaused', data }).end();
}

/** The project goes on. What stood for another reason before goes on standing for it. */
export function decideGoOn(state: ApprovalState, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state) || state.suspension === undefined) return allow();
  const drafts = new Drafts(state, context);
  const on = drafts.today;
  const running = (deadline: Deadline | null | undefined): Deadline | null => (deadline == null ? null : resumedFrom(deadline, on, 'SUSPENDED'));
  const deficiency = running(state.deficiency?.deadline);
  const clocks = { deadline: running(state.opening?.deadline), caseDeadline: running(state.clock?.deadline) };
  drafts.add({ type: 'ClockResumed', data: { on, by: null, ...clocks, ...(deficiency === null ? {} : { deficiency }) } });
  // Somebody may have recused himself meanwhile, and what is left be certain.
  if (drafts.state.status === 'OPEN') proceed(drafts, drafts.state.tasks);
  return drafts.end();
}
