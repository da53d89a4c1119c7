/** The applicant: drafts, hands in, puts right, supplements, withdraws, nudges. The programme office may do it for him. */
import { clocksOf } from '../../calendar/clock-rules.ts';
import { blankMoment } from '../../calendar/working-hours.ts';
import { type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt, minuteAt } from '../../kernel/days.ts';
import { alreadyOpened, futureFault, rejection, systemOnly, wrongState } from '../../kernel/rejection.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { isOffice, isSystem, runsProject } from '../../kernel/who-acts.ts';
import { dayWords } from '../../words/days.ts';
import { isClosed } from '../entitlement.ts';
import type { ApprovalEvent } from '../events.ts';
import type { ApprovalState, Content } from '../facts.ts';
import { accept, approve, caseClock, close, Drafts, openFrom, proceed, resumed } from '../flow.ts';
import { valueFaults, withFacts } from '../form.ts';
import type { ApprovalCommandOf, DraftApproval, OpenApproval } from '../messages.ts';
import { isRefused, legalDay, markOf } from '../receipt.ts';
import { formFaulty, onlyApplicant, projectSuspended } from '../refusals.ts';
import { isIntake, rulesAt, withVotesAsNow } from '../route.ts';
import { corrected, correctionFaults, correctionsIn } from '../supplement.ts';
import { withNewShape } from '../upcast.ts';
import { closedAs } from '../why-not.ts';

type Answer = Decision<ApprovalEvent>;

/** Left blank for the recorder, which alone can hash. */
const UNHASHED = '';

export function decideOpen(state: ApprovalState | null, command: OpenApproval, context: Context): Answer {
  if (state !== null) return refuse(alreadyOpened);
  if (!isSystem(context)) return refuse(systemOnly);
  const { type: _, acceptedOn, route: given, ...matter } = command;
  const route = byRules(context, 2) ? withVotesAsNow(withNewShape(given)) : withNewShape(given);
  const drafts = new Drafts(null, context);
  drafts.add({ type: 'ApprovalOpened', data: { ...matter, route, contentHash: UNHASHED, draft: false, receivedOn: acceptedOn } });
  begin(drafts, acceptedOn, acceptedOn);
  return drafts.end();
}

/**
 * The first step; without an intake the application counts as accepted when it came in. The step's own clock begins `from`,
 * which is never earlier than the day on which anybody here could know of it.
 */
function begin(drafts: Drafts, on: IsoDate, from: IsoDate): void {
  if (!isIntake(drafts.state.route, 0)) accept(drafts, on, { bySilence: false, missing: [] });
  openFrom(drafts, 0, from);
}

export function decideDraft(state: ApprovalState | null, command: DraftApproval, context: Context): Answer {
  if (state !== null) return refuse(alreadyOpened);
  if (!runsProject(context, command.applicant)) return refuse(onlyApplicant);
  const { type: _, route: given, ...rest } = command;
  const matter = { ...rest, route: byRules(context, 2) ? withVotesAsNow(given) : given };
  return new Drafts(null, context).add({ type: 'ApprovalOpened', data: { ...matter, contentHash: UNHASHED, draft: true, receivedOn: null } }).end();
}

type OfApplicant = ApprovalCommandOf<'SaveDraft' | 'Submit' | 'Resubmit' | 'Supplement' | 'Withdraw' | 'Nudge'>;

export function decideApplicant(state: ApprovalState, command: OfApplicant, context: Context): Answer {
  if (isClosed(state)) return refuse(closedAs(state));
  // What came in on paper is entered by anybody in the office; whoever may not is told so, and not that it is another's.
  const enters = 'on' in command && command.on !== undefined && byRules(context, 2) && isOffice(context);
  if (!runsProject(context, state.applicant) && !enters) return refuse(onlyApplicant);
  if (state.suspension !== undefined && command.type !== 'Withdraw') return refuse(projectSuspended);
  switch (command.type) {
    case 'SaveDraft': {
      if (state.status !== 'DRAFT' && state.status !== 'RETURNED') {
        return refuse(wrongState('已提交，只能在退回后修改。', 'It is handed in; it can be changed once it is returned.'));
      }
      const content = withFacts(command.content, state.route.form);
      const faults = formRefusal(state, content, false);
      if (faults !== null) return refuse(faults);
      const data = { content, contentHash: UNHASHED, title: command.title ?? state.title };
      return new Drafts(state, context).add({ type: 'DraftSaved', data }).end();
    }
    case 'Submit':
      return submit(state, command, context);
    case 'Resubmit':
      return resubmit(state, command, context);
    case 'Supplement':
      return supplement(state, command, context);
    case 'Withdraw': {
      const { withdraw } = rulesAt(state.route, state.step);
      const handled = state.decisions.some((d) => !d.takenBack);
      if (withdraw === 'BEFORE_FIRST_HANDLING' && handled) {
        return refuse(
          rejection('WITHDRAWAL_TOO_LATE', '已有人处理，按路线不能再撤回。', 'Somebody has handled it; the route allows no withdrawal after that.'),
        );
      }
      const drafts = new Drafts(state, context);
      close(drafts, 'WITHDRAWN', { by: context.actor.person, reason: command.reason, automatic: false });
      return drafts.end();
    }
    case 'Nudge':
      return nudge(state, context);
  }
}

/** What is wrong with what was filled in, in one report. What another case asks for is written by that case, and no form is. */
function formRefusal({ owner, route: { form } }: ApprovalState, content: Content, whole: boolean) {
  const faults = form === undefined || owner !== null ? [] : valueFaults(form, withFacts(content, form).values ?? {}, whole);
  return faults.length === 0 ? null : formFaulty(faults);
}

function submit(state: ApprovalState, command: ApprovalCommandOf<'Submit'>, context: Context): Answer {
  if (state.status !== 'DRAFT') return refuse(wrongState('已提交。', 'It is handed in already.'));
  const day = legalDay(command, null, state, context);
  if (isRefused(day)) return refuse(day);
  const future = futureFault(day.on, context);
  if (future !== null) return refuse(future);
  const faults = formRefusal(state, state.draft ?? state.content, true);
  if (faults !== null) return refuse(faults);
  const drafts = new Drafts(state, context);
  // Whether it is suspended, its project alone knows for certain; it lets the clocks stand then, as those of what ran already.
  const tells = byRules(context, 3) && state.project !== null ? { tellsProject: true as const } : {};
  drafts.add({ type: 'ApplicationSubmitted', data: { on: day.on, undertaking: command.undertaking ?? null, ...markOf(day), ...tells } });
  begin(drafts, day.on, startOf(drafts, day.on));
  return drafts.end();
}

function resubmit(state: ApprovalState, command: ApprovalCommandOf<'Resubmit'>, context: Context): Answer {
  if (state.status !== 'RETURNED' || state.returned === null) {
    return refuse(rejection('NOT_RETURNED', '申请未被退回，无需重新提交。', 'The application was not returned, so there is nothing to resubmit.'));
  }
  const { returned } = state;
  const day = legalDay(command, { day: returnedOn(state), what: { zh: '退回之日', en: 'the day of the return' } }, state, context);
  if (isRefused(day)) return refuse(day);
  const { on } = day;
  const content: Content = withFacts(command.content ?? state.draft ?? state.content, state.route.form);
  const faults = formRefusal(state, content, true);
  if (faults !== null) return refuse(faults);
  // 退件 for what was promised and never came undoes the acceptance: whatever the route says of returns, it is looked at anew.
  const anew = byRules(context, 3) && state.deficiency?.overdue === true;
  const back = !anew && (returned.afterwards === 'BACK' || (returned.afterwards === 'APPLICANT' && command.afterwards === 'BACK'));
  const ends = byRules(context, 3) && !back && state.deficiency !== null;
  const goesOn = rulesAt(state.route, returned.step).reentryClock === 'GOES_ON';
  const drafts = new Drafts(state, context);
  const from = startOf(drafts, on);
  const caseDeadline = state.clock === null ? null : goesOn ? resumed(state, on, from).caseDeadline : caseClock(state, on, from);
  const round = state.round + 1;
  const data = { round, content, contentHash: UNHASHED, on, back, caseDeadline, ...(ends ? { deficiencyEnds: true as const } : {}), ...markOf(day) };
  drafts.add({ type: 'ContentResubmitted', data });
  openFrom(drafts, back ? returned.step : 0, from);
  return drafts.end();
}

function supplement(state: ApprovalState, command: ApprovalCommandOf<'Supplement'>, context: Context): Answer {
  const waits = state.deficiency !== null || (state.status === 'PAUSED' && state.pause?.reason === 'SUPPLEMENT');
  if (!waits) return refuse(rejection('NOT_PAUSED', '目前没有要求补正。', 'No supplement has been asked for.'));
  const { values = {} } = command;
  const filled = correctionsIn(state, values);
  if (command.documents.length === 0 && filled.length === 0)
    return refuse(wrongState('请附上补正材料，或更正告知所列的内容。', 'Please attach the documents asked for, or correct what was named.'));
  const faults = correctionFaults(state, values);
  if (faults.length > 0) return refuse(formFaulty(faults));
  const content: Content = { ...corrected(state.content, values), documents: [...state.content.documents, ...command.documents] };
  const day = legalDay(command, askedForOn(state), state, context);
  if (isRefused(day)) return refuse(day);
  const { documents, note } = command;
  const { on } = day;
  const drafts = new Drafts(state, context);
  // What was promised can have come before the clock stopped for it; it then stands still no day.
  const until = byRules(context, 2) && state.pause !== null && on < state.pause.on ? state.pause.on : on;
  // What was accepted as missing and comes in time stops no clock.
  const clocks = state.pause?.reason === 'SUPPLEMENT' ? resumed(state, until, startOf(drafts, until)) : { deadline: null, caseDeadline: null };
  const changed = filled.length === 0 ? {} : { filled };
  drafts.add({ type: 'Supplemented', data: { documents, note, on, content, contentHash: UNHASHED, ...changed, ...clocks, ...markOf(day) } });
  if (state.status === 'WITHHELD') approve(drafts);
  else if (state.status === 'PAUSED' && drafts.state.status === 'OPEN') proceed(drafts, drafts.state.tasks);
  return drafts.end();
}

/** From when a step's clock runs: the server's day, whatever day was entered. */
const startOf = (drafts: Drafts, on: IsoDate): IsoDate => (byRules(drafts.context, 2) ? drafts.today : on);

/** Returns of releases up to 0.4.0 do not say their day: the last decision was no later. */
const returnedOn = ({ returned, decisions, receivedOn }: ApprovalState): IsoDate => {
  const last = decisions.at(-1)?.at;
  return returned?.on ?? (last === undefined ? (receivedOn ?? '') : dayAt(last));
};

/** What a supplement answers: the list that stopped the clock, or the acceptance with something missing. */
function askedForOn({ deficiency, pause, acceptedOn }: ApprovalState) {
  if (deficiency !== null && acceptedOn !== null) return { day: acceptedOn, what: { zh: '受理之日', en: 'the day of acceptance' } };
  return pause === null ? null : { day: pause.on, what: { zh: '告知补正之日', en: 'the day on which it was asked for' } };
}

/** 催办, at most once in so many working hours. */
function nudge(state: ApprovalState, context: Context): Answer {
  const { nudgeHours, officeHours } = clocksOf(state.standards);
  const people = state.tasks.filter((t) => t.status === 'PENDING' && t.kind !== 'READ').map((t) => t.person);
  if (state.status !== 'OPEN' || people.length === 0) return refuse(wrongState('目前没有待处理的人。', 'Nobody has anything to do here at present.'));
  if (state.nudgeFrom !== null && context.now < state.nudgeFrom) {
    const [day = '', time = ''] = minuteAt(state.nudgeFrom).split(' ');
    const from = dayWords(day);
    return refuse(
      rejection(
        'TOO_SOON',
        `每 ${nudgeHours} 个工作小时至多催办一次，请于${from.zh} ${time} 后再催。`,
        `One nudge in ${nudgeHours} working hours; the next may come after ${time} on ${from.en}, Beijing time.`,
      ),
    );
  }
  const data = {
    by: context.actor.person ?? state.applicant,
    people: [...new Set(people)],
    again: blankMoment(context.now, nudgeHours, officeHours),
  };
  return new Drafts(state, context).add({ type: 'Nudged', data }).end();
}
