/**
 * What became of the handling as a whole, in sentences: its clocks, returns and its end, and the days that the office entered
 * later. Deliberately absent: the rest of the history (narrate.ts).
 */
import type { Limit } from '../calendar/calendar.ts';
import type { Recorded } from '../kernel/case.ts';
import { dayAt, minuteAt } from '../kernel/days.ts';
import type { Text } from '../kernel/values.ts';
import { type ApprovalState, closedFor } from './facts.ts';
import type { ApprovalEventOf, ClockEvent } from './messages.ts';
import { acting, both, type NameOf } from './narrate-names.ts';
import type { Backdated } from './receipt.ts';

const OUTCOME_WORDS = {
  APPROVED: { zh: '同意', en: 'approved' },
  REJECTED: { zh: '不同意', en: 'rejected' },
  DECLINED: { zh: '不予受理', en: 'not accepted for handling' },
  WITHDRAWN: { zh: '撤回', en: 'withdrawn' },
  CANCELLED: { zh: '取消', en: 'cancelled' },
} as const satisfies Record<string, Text>;

const PAUSE_WORDS = {
  SUPPLEMENT: { zh: '补正', en: 'supplement' },
  EXPERT_REVIEW: { zh: '专家评审', en: 'expert review' },
  HEARING: { zh: '听证', en: 'hearing' },
  SITE_CHECK: { zh: '现场核查', en: 'site check' },
  PUBLICITY: { zh: '公示', en: 'public notice' },
  FORCE_MAJEURE: { zh: '不可抗力', en: 'force majeure' },
  RETURNED: { zh: '退回期间', en: 'lay with others' },
} as const satisfies Record<string, Text>;

/** A day as it counts, and whether the office entered it later, by which paper. */
export const dayOf = ({ on, backdated }: { readonly on: string; readonly backdated?: Backdated }): Text =>
  backdated === undefined
    ? both(on, on)
    : both(`${on}，办公室补录，凭 ${backdated.document}`, `${on}, entered later by the office, by ${backdated.document}`);

const UNIT_WORDS = {
  WD: { zh: '个工作日', one: 'working day', more: 'working days' },
  CD: { zh: '日（自然日）', one: 'calendar day', more: 'calendar days' },
  MONTH: { zh: '个月', one: 'month', more: 'months' },
} as const satisfies Record<Limit['unit'], object>;

/** A limit with its unit; a bare number means three different things. */
const limitText = ({ n, unit }: Limit): Text => {
  const { zh, one, more } = UNIT_WORDS[unit];
  return both(`${n} ${zh}`, `${n} ${n === 1 ? one : more}`);
};

export type Handling = Recorded<
  ClockEvent | ApprovalEventOf<'ContentReturned' | 'ContentResubmitted' | 'TimeRanOut' | 'OutcomeWithheld' | 'ApprovalClosed'>
>;

export function handlingSentence(state: ApprovalState, event: Handling, name: NameOf): Text {
  const due = (deadline: { readonly dueOn: string | null; readonly movedFrom?: string } | null): Text => {
    if (deadline?.dueOn == null) return both('', '');
    const { dueOn, movedFrom } = deadline;
    const moved = movedFrom === undefined ? both('', '') : both(`（${movedFrom} 为休假日，顺延）`, ` (${movedFrom} being a day off)`);
    return both(`，期限 ${dueOn}${moved.zh}`, `; due ${dueOn}${moved.en}`);
  };
  switch (event.type) {
    case 'SupplementRequested':
      return both(
        `一次性告知补正：${event.data.list}（${event.data.on} 起不计时）`,
        `One full list of what is missing: ${event.data.list} (the clock stands still from ${event.data.on})`,
      );
    case 'Supplemented':
      return both(
        `补正材料收到（${dayOf(event.data).zh}）${due(event.data.deadline).zh}`,
        `The supplement came in (${dayOf(event.data).en})${due(event.data.deadline).en}`,
      );
    case 'ClockPaused': {
      const { reason, notice, on } = event.data;
      return both(`暂停计时（${PAUSE_WORDS[reason].zh}，${on}）：${notice}`, `The clock was stopped (${PAUSE_WORDS[reason].en}, ${on}): ${notice}`);
    }
    case 'ClockResumed':
      return both(
        `恢复计时（${dayOf(event.data).zh}）${due(event.data.deadline).zh}`,
        `The clock goes on (${dayOf(event.data).en})${due(event.data.deadline).en}`,
      );
    case 'LimitExtended':
      return both(
        `${name(event.data.by).zh}批准延长 ${limitText(event.data.days).zh}：${event.data.reason}${due(event.data.caseDeadline ?? event.data.deadline).zh}`,
        `${name(event.data.by).en} extended the limit by ${limitText(event.data.days).en}: ${event.data.reason}${due(event.data.caseDeadline ?? event.data.deadline).en}`,
      );
    case 'ClocksReworked':
      return both(
        `工作日历变更，重新计算期限：${event.data.was ?? '—'} → ${event.data.deadline?.dueOn ?? '—'}`,
        `The calendar changed; worked out again: ${event.data.was ?? '—'} → ${event.data.deadline?.dueOn ?? '—'}`,
      );
    case 'ContentReturned': {
      const { person, to, reason, automatic } = event.data;
      const target = to === null ? both('申请人', 'the applicant') : (state.route.steps[to]?.name ?? both(`${to}`, `${to}`));
      return automatic || person === null
        ? both(`自动退回${target.zh}：${reason}`, `Returned automatically to ${target.en}: ${reason}`)
        : both(`${name(person).zh}退回至${target.zh}：${reason}`, `${name(person).en} returned it to ${target.en}: ${reason}`);
    }
    case 'ContentResubmitted':
      return both(
        `第 ${event.data.round} 轮重新提交（${dayOf(event.data).zh}）`,
        `Resubmitted for round ${event.data.round} (${dayOf(event.data).en})`,
      );
    case 'MarkReached': {
      const { mark, waitingFor } = event.data;
      const people = both(waitingFor.map((p) => name(p).zh).join('、'), waitingFor.map((p) => name(p).en).join(', '));
      const light =
        mark === 'YELLOW'
          ? both('亮黄灯', 'Yellow light')
          : mark === 'RED'
            ? both('到期，亮红灯', 'Due: red light')
            : both(`超期 ${mark.slice(4)} 个工作日`, `Overdue by ${mark.slice(4)} working days`);
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
      const day = dayAt(event.data.at);
      return both(
        `办结（${day}）：${OUTCOME_WORDS[outcome].zh}（${who.zh}）${extra === '' ? '' : `：${extra}`}`,
        `Closed (${day}): ${OUTCOME_WORDS[outcome].en} (${who.en})${extra === '' ? '' : `: ${extra}`}`,
      );
    }
  }
}
