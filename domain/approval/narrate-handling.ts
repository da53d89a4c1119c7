/**
 * What became of the handling as a whole, in sentences: its clocks, returns and its end, and the days that the office entered
 * later. Deliberately absent: the rest of the history (narrate.ts).
 */
import type { Recorded } from '../kernel/case.ts';
import { dayAt, minuteAt } from '../kernel/days.ts';
import type { Text } from '../kernel/values.ts';
import { markWords, PAUSE_WORDS } from '../words/clocks.ts';
import { dayWords, movedWords } from '../words/days.ts';
import { limitWords } from '../words/limits.ts';
import { APPROVAL_STATUS_WORDS } from '../words/statuses.ts';
import { partName } from './branches.ts';
import type { ApprovalEventOf, ClockEvent } from './events.ts';
import { type ApprovalState, closedFor } from './facts.ts';
import { fillingSentences } from './filled.ts';
import type { Filling } from './form-shape.ts';
import { acting, both, type NameOf } from './narrate-names.ts';
import type { Backdated } from './receipt.ts';

/** A day as it counts, and whether the office entered it later, by which paper. */
export const dayOf = ({ on, backdated }: { readonly on: string; readonly backdated?: Backdated }): Text =>
  backdated === undefined
    ? dayWords(on)
    : both(`${dayWords(on).zh}，办公室补录，凭 ${backdated.document}`, `${dayWords(on).en}, entered later by the office, by ${backdated.document}`);

export type Handling = Recorded<
  ClockEvent | ApprovalEventOf<'ContentReturned' | 'ContentResubmitted' | 'TimeRanOut' | 'OutcomeWithheld' | 'ApprovalClosed'>
>;

export function handlingSentence(state: ApprovalState, event: Handling, name: NameOf): Text {
  const due = (deadline: { readonly dueOn: string | null; readonly movedFrom?: string } | null): Text => {
    if (deadline?.dueOn == null) return both('', '');
    const { dueOn, movedFrom } = deadline;
    const moved = movedFrom === undefined ? both('', '') : movedWords(movedFrom);
    return both(`，期限 ${dayWords(dueOn).zh}${moved.zh}`, `; due ${dayWords(dueOn).en}${moved.en}`);
  };
  switch (event.type) {
    case 'SupplementRequested':
      return both(
        `一次性告知补正：${event.data.list}${mayCorrect(state, event.data.fields).zh}（${dayWords(event.data.on).zh}起不计时）`,
        `One full list of what is missing: ${event.data.list}${mayCorrect(state, event.data.fields).en} (the clock stands still from ${dayWords(event.data.on).en})`,
      );
    case 'Supplemented':
      return both(
        `补正材料收到（${dayOf(event.data).zh}）${due(event.data.deadline).zh}${corrections(state, event.data.filled, name).zh}`,
        `The supplement came in (${dayOf(event.data).en})${due(event.data.deadline).en}${corrections(state, event.data.filled, name).en}`,
      );
    case 'ClockPaused': {
      const { reason, notice, on } = event.data;
      const [why, day] = [PAUSE_WORDS[reason], dayWords(on)];
      return both(`暂停计时（${why.zh}，${day.zh}）：${notice}`, `The clock was stopped (${why.en}, ${day.en}): ${notice}`);
    }
    case 'ClockResumed':
      return both(
        `恢复计时（${dayOf(event.data).zh}）${due(event.data.deadline).zh}`,
        `The clock goes on (${dayOf(event.data).en})${due(event.data.deadline).en}`,
      );
    case 'LimitExtended':
      return both(
        `${name(event.data.by).zh}批准延长 ${limitWords(event.data.days).zh}：${event.data.reason}${due(event.data.caseDeadline ?? event.data.deadline).zh}`,
        `${name(event.data.by).en} extended the limit by ${limitWords(event.data.days).en}: ${event.data.reason}${due(event.data.caseDeadline ?? event.data.deadline).en}`,
      );
    case 'ClocksReworked': {
      const [was, is] = [event.data.was, event.data.deadline?.dueOn ?? null].map((day) => (day === null ? both('—', '—') : dayWords(day)));
      return both(`工作日历变更，重新计算期限：${was?.zh} → ${is?.zh}`, `The calendar changed; worked out again: ${was?.en} → ${is?.en}`);
    }
    case 'ContentReturned': {
      const { person, to, reason, automatic } = event.data;
      const ends = endedBranches(state, event.data);
      const target = to === null ? both('申请人', 'the applicant') : (state.route.steps[to]?.name ?? both(`${to}`, `${to}`));
      return automatic || person === null
        ? both(`自动退回${target.zh}：${reason}${ends.zh}`, `Returned automatically to ${target.en}: ${reason}${ends.en}`)
        : both(`${name(person).zh}退回至${target.zh}：${reason}${ends.zh}`, `${name(person).en} returned it to ${target.en}: ${reason}${ends.en}`);
    }
    case 'ContentResubmitted':
      return both(
        `第 ${event.data.round} 轮重新提交（${dayOf(event.data).zh}）`,
        `Resubmitted for round ${event.data.round} (${dayOf(event.data).en})`,
      );
    case 'MarkReached': {
      const { mark, waitingFor } = event.data;
      const people = both(waitingFor.map((p) => name(p).zh).join('、'), waitingFor.map((p) => name(p).en).join(', '));
      const light = markWords(mark);
      return both(
        `${light.zh}${people.zh === '' ? '' : `，待${people.zh}处理`}`,
        `${light.en}${people.en === '' ? '' : `; waiting for ${people.en}`}`,
      );
    }
    case 'NoticeChecked': {
      const { told, deadline } = event.data;
      return told.at === null
        ? both('尚无一封通知送达审批人，期限不起算', 'Nobody who is asked has been told yet; the limit has not begun')
        : both(`首封通知于 ${minuteAt(told.at)} 发出${due(deadline).zh}`, `The first notice went out at ${minuteAt(told.at)}${due(deadline).en}`);
    }
    case 'TimeRanOut':
      return both('时限届满，按路线自动处理', 'Time ran out; the route answers automatically');
    case 'DeficiencyOverdue':
      return both('承诺补齐的材料逾期未补，暂停计时', 'What was promised did not come in time; the clock stands still');
    case 'Nudged':
      return both(`${name(event.data.by).zh}催办`, `${name(event.data.by).en} nudged`);
    case 'OutcomeWithheld':
      return both(`各环节已同意，待补齐：${event.data.missing.join('；')}`, `All steps agreed; still missing: ${event.data.missing.join('; ')}`);
    case 'ApprovalClosed': {
      const { outcome, by, reason, conditions, automatic } = event.data;
      const who = automatic ? both('系统自动', 'automatic') : by === null ? both('系统', 'the system') : acting(name, by, closedFor(state));
      const extra = [...conditions, ...(reason === null ? [] : [reason])].join('；');
      const day = dayWords(dayAt(event.data.at));
      return both(
        `办结（${day.zh}）：${APPROVAL_STATUS_WORDS[outcome].zh}（${who.zh}）${extra === '' ? '' : `：${extra}`}`,
        `Closed (${day.en}): ${APPROVAL_STATUS_WORDS[outcome].en} (${who.en})${extra === '' ? '' : `: ${extra}`}`,
      );
    }
  }
}

/** Branches that a return to the applicant, or to before them, ended unfinished. */
function endedBranches({ route }: ApprovalState, { step, branches = [] }: ApprovalEventOf<'ContentReturned'>['data']): Text {
  const names = branches.map((key) => partName(route, step, key) ?? both(key, key));
  return names.length === 0
    ? both('', '')
    : both(
        `；并行的分支${names.map(({ zh }) => `“${zh}”`).join('、')}随之终止`,
        `; the other branches end with it: ${names.map(({ en }) => `“${en}”`).join(', ')}`,
      );
}

/** Fields that were corrected with a supplement. */
function corrections({ route: { form } }: ApprovalState, filled: readonly Filling[] | undefined, name: NameOf): Text {
  const lines = fillingSentences(filled, form, name);
  return lines.length === 0
    ? both('', '')
    : both(`；更正：${lines.map(({ zh }) => zh).join('；')}`, `; corrected: ${lines.map(({ en }) => en).join('; ')}`);
}

/** Fields that may be corrected with it. */
function mayCorrect({ route: { form = [] } }: ApprovalState, fields: readonly string[] | undefined): Text {
  const labels = form.filter(({ key }) => fields?.includes(key) === true).map(({ label }) => label);
  return labels.length === 0
    ? both('', '')
    : both(`；可更正：${labels.map(({ zh }) => zh).join('、')}`, `; fields to correct: ${labels.map(({ en }) => en).join(', ')}`);
}
