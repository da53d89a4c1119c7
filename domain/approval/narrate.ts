/**
 * The history of an approval in sentences, for people who read it: who, on whose behalf, by which door, in which round.
 * Every event has its sentence. Deliberately absent: names, which are passed in, and layout.
 */
import type { Actor, Door } from '../kernel/actor.ts';
import type { Recorded } from '../kernel/case.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { ADVICE_WORDS, choiceWords } from '../words/answers.ts';
import { changeWords } from '../words/change.ts';
import { markWords } from '../words/clocks.ts';
import { dayWords } from '../words/days.ts';
import { STEP_RESULT_WORDS } from '../words/statuses.ts';
import { PASSED_WORDS, WHERE_WORDS } from '../words/tasks.ts';
import { partName } from './branches.ts';
import type { ApprovalEvent, SaidEvent } from './events.ts';
import type { ApprovalState } from './facts.ts';
import { fillingSentences } from './filled.ts';
import { dayOf, type Handling, handlingSentence } from './narrate-handling.ts';
import { acting, both, type NameOf } from './narrate-names.ts';
import { isIntake } from './route.ts';

/** One line of the history. */
export type HistoryLine = {
  readonly version: number;
  readonly at: string;
  readonly text: Text;
  readonly person: string | null;
  readonly onBehalfOf: string | null;
  readonly door: Door;
  readonly assurance: Actor['assurance'];
  readonly round: number | null;
  readonly step: number | null;
  /** Hash of the content that was shown, where somebody decided on it. */
  readonly seen: string | null;
  /** Code and version of the route, likewise. */
  readonly route: string | null;
};

/** `state`: after the event, for the names of steps. */
export function narrate(state: ApprovalState, event: Recorded<ApprovalEvent>, nameOf: NameOf): HistoryLine {
  const { data } = event;
  const decided = event.type === 'DecisionMade';
  return {
    version: event.version,
    at: event.occurredAt,
    text: sentence(state, event, nameOf),
    person: event.actor.person,
    onBehalfOf: decided ? event.data.onBehalfOf : (event.actor.onBehalfOf ?? null),
    door: event.actor.door,
    assurance: event.actor.assurance,
    round: 'round' in data ? data.round : null,
    step: 'step' in data ? data.step : null,
    seen: decided ? event.data.seen : null,
    route: decided && event.data.route !== '' ? event.data.route : null,
  };
}

function sentence(state: ApprovalState, event: Recorded<ApprovalEvent>, nameOf: NameOf): Text {
  const step = (index: number): Text => state.route.steps[index]?.name ?? both(`第 ${index + 1} 步`, `step ${index + 1}`);
  const names = (people: readonly string[]): Text => namesOf(people, nameOf);
  const seats = 'seats' in event.data ? event.data.seats : [];
  const found = both(
    seats.map((s) => acting(nameOf, s.person, s.onBehalfOf).zh).join('、'),
    seats.map((s) => acting(nameOf, s.person, s.onBehalfOf).en).join(', '),
  );
  switch (event.type) {
    case 'ApprovalOpened':
      return event.data.draft ? both('起草申请', 'The application was drafted') : received(event.data.receivedOn);
    case 'DraftSaved':
      return both('保存草稿', 'The draft was saved');
    case 'ApplicationSubmitted':
      return both(`提交申请（${dayOf(event.data).zh}）`, `The application was handed in (${dayOf(event.data).en})`);
    case 'ApplicationAccepted': {
      const { on, bySilence, missing } = event.data;
      const lacks = missing.length === 0 ? both('', '') : both(`，容缺：${missing.join('；')}`, `, with these still missing: ${missing.join('; ')}`);
      const day = dayWords(on);
      return bySilence
        ? both(
            `逾期未告知，自收到之日（${day.zh}）起视为受理（自动）`,
            `Nobody answered in time: accepted from the day of receipt, ${day.en} (automatic)`,
          )
        : both(`受理（${day.zh}）${lacks.zh}`, `Accepted for handling (${day.en})${lacks.en}`);
    }
    case 'StepSkipped':
      return both(
        `跳过“${step(event.data.step).zh}”：${valuesText(event.data.values)}`,
        `Skipped “${step(event.data.step).en}”: ${valuesText(event.data.values)}`,
      );
    case 'StepOpened': {
      const { round, fallback } = event.data;
      const where = step(event.data.step);
      if (seats.length === 0) return both(`“${where.zh}”未找到审批人`, `Nobody was found for “${where.en}”`);
      const instead = fallback ? both('（无人任职，请代为审批）', ' (in place of a role that nobody holds)') : both('', '');
      return both(
        `第 ${round} 轮“${where.zh}”开始，请${found.zh}审批${instead.zh}`,
        `Round ${round}, “${where.en}”: ${found.en} asked to decide${instead.en}`,
      );
    }
    case 'DecisionMade': {
      const { person, onBehalfOf, choice, reason, conditions, score } = event.data;
      const who = acting(nameOf, person, onBehalfOf);
      const { verb } = choiceWords(choice, isIntake(state.route, event.data.step));
      const signed = event.data.signature === undefined ? both('', '') : both('（已签名）', ' (signed)');
      const filled = fillingSentences(event.data.filled, state.route.form, nameOf);
      const said = [...conditions, ...(score === null ? [] : [`${score}`]), ...(reason === null ? [] : [reason])];
      const extra = both([...filled.map(({ zh }) => zh), ...said].join('；'), [...filled.map((line) => line.en), ...said].join('; '));
      return both(
        `${who.zh}${verb.zh}${signed.zh}${extra.zh === '' ? '' : `：${extra.zh}`}`,
        `${who.en} ${verb.en}${signed.en}${extra.en === '' ? '' : `: ${extra.en}`}`,
      );
    }
    case 'DecidedAutomatically':
      return both(`自动：${event.data.why.zh}`, `Automatic: ${event.data.why.en}`);
    case 'TurnPassed': {
      const people = names(state.tasks.filter((t) => event.data.tasks.includes(t.task)).map((t) => t.person));
      return both(`轮到${people.zh}`, `It is the turn of ${people.en}`);
    }
    case 'BranchEnded': {
      const { result, why, branch } = event.data;
      const where = partName(state.route, event.data.step, branch) ?? both(branch, branch);
      const { zh, en } = STEP_RESULT_WORDS[result];
      return both(`分支“${where.zh}”${zh}：${why.zh}`, `Branch “${where.en}” ${en}: ${why.en}`);
    }
    case 'BranchReturned': {
      const { person, to, reason } = event.data;
      const where = partName(state.route, event.data.step, to) ?? both(to, to);
      return both(
        `${nameOf(person).zh}退回至本分支的“${where.zh}”，请${found.zh}重新办理，其他分支继续：${reason}`,
        `${nameOf(person).en} returned it within the branch to “${where.en}”, where ${found.en} are asked anew; the other branches go on: ${reason}`,
      );
    }
    case 'StepClosed': {
      const { result, why, automatic } = event.data;
      const where = step(event.data.step);
      const { zh, en } = STEP_RESULT_WORDS[result];
      return both(`“${where.zh}”${automatic ? '自动' : ''}${zh}：${why.zh}`, `“${where.en}” ${automatic ? 'automatically ' : ''}${en}: ${why.en}`);
    }
    default:
      return laterSentence(state, event, nameOf, found);
  }
}

const namesOf = (people: readonly string[], nameOf: NameOf): Text =>
  both(people.map((p) => nameOf(p).zh).join('、'), people.map((p) => nameOf(p).en).join(', '));

const received = (on: IsoDate | null): Text =>
  on === null ? both('收到申请', 'The application came in') : both(`收到申请（${dayWords(on).zh}）`, `The application came in (${dayWords(on).en})`);

const valuesText = (values: Readonly<Record<string, string | number | boolean | null>>): string =>
  Object.entries(values)
    .map(([fact, value]) => `${fact} = ${value === null ? '—' : String(value)}`)
    .join(', ');

type EventAfterDraft = Recorded<
  Exclude<
    ApprovalEvent,
    {
      type:
        | 'ApprovalOpened'
        | 'DraftSaved'
        | 'ApplicationSubmitted'
        | 'ApplicationAccepted'
        | 'StepSkipped'
        | 'StepOpened'
        | 'DecisionMade'
        | 'DecidedAutomatically'
        | 'TurnPassed'
        | 'StepClosed'
        | 'BranchEnded'
        | 'BranchReturned';
    }
  >
>;

function laterSentence(state: ApprovalState, event: EventAfterDraft, nameOf: NameOf, found: Text): Text {
  const name = nameOf;
  switch (event.type) {
    case 'DecisionTakenBack':
      return both(`${name(event.data.person).zh}拿回自己的决定`, `${name(event.data.person).en} took their decision back`);
    case 'TaskHandedOver': {
      const { why, from, reason } = event.data;
      const words = PASSED_WORDS[why];
      const because = event.data.words ?? both(reason, reason);
      return both(
        `${name(from).zh}的待办${words.zh}给${found.zh}：${because.zh}`,
        `The task of ${name(from).en} was ${words.en} to ${found.en}: ${because.en}`,
      );
    }
    case 'HandOverRefused': {
      const { person, to, why } = event.data;
      return both(
        `${name(person).zh}的待办未转给${name(to).zh}：${why.zh}`,
        `The task of ${name(person).en} did not pass to ${name(to).en}: ${why.en}`,
      );
    }
    case 'OpinionAsked':
      return both(
        `${name(event.data.by).zh}委派${found.zh}提出意见：${event.data.question}`,
        `${name(event.data.by).en} asked ${found.en} for an opinion: ${event.data.question}`,
      );
    case 'OpinionGiven': {
      const { person, opinion, recommends } = event.data;
      const advice = recommends === null ? both('', '') : both(`（${ADVICE_WORDS[recommends].zh}）`, ` (${ADVICE_WORDS[recommends].en})`);
      return both(`${name(person).zh}答复意见${advice.zh}：${opinion}`, `${name(person).en} gave their opinion${advice.en}: ${opinion}`);
    }
    case 'OpinionRecalled':
      return both('收回委派', 'The request for an opinion was recalled');
    case 'ApproversAdded': {
      const { by, where, counts, reason } = event.data;
      const words = WHERE_WORDS[where].verb;
      const only = counts ? both('', '') : both('（仅供参考，不计票）', ' (for advice, not counted)');
      return both(
        `${name(by).zh}${words.zh}${found.zh}${only.zh}：${reason}`,
        `${name(by).en} added ${found.en} ${words.en} themselves${only.en}: ${reason}`,
      );
    }
    case 'ApproverRemoved':
      return both(
        `${name(event.data.by).zh}减签${name(event.data.person).zh}：${event.data.reason}`,
        `${name(event.data.by).en} removed ${name(event.data.person).en}: ${event.data.reason}`,
      );
    case 'Recused':
      return both(
        `${name(event.data.person).zh}回避：${event.data.reason}`,
        `${name(event.data.person).en} recused themselves: ${event.data.reason}`,
      );
    case 'ApplicantChanged':
      return both(
        `申请人由${name(event.data.from).zh}变更为${name(event.data.to).zh}（依据：${event.data.basis}）`,
        `${name(event.data.to).en} is the applicant now instead of ${name(event.data.from).en} (basis: ${event.data.basis})`,
      );
    case 'ApproverUnreachable':
      return both(
        `${name(event.data.person).zh}的邮件无法送达（${event.data.reply}）`,
        `Mail to ${name(event.data.person).en} cannot be delivered (${event.data.reply})`,
      );
    case 'SubstitutesAsked':
      return found.zh === ''
        ? both(`未找到代替的审批人：${event.data.why.zh}`, `No substitute was found: ${event.data.why.en}`)
        : both(`改请${found.zh}审批：${event.data.why.zh}`, `${found.en} asked instead: ${event.data.why.en}`);
    case 'TasksEscalated': {
      const who = namesOf(event.data.from, name);
      const over = markWords(event.data.mark);
      return found.zh === ''
        ? both(
            `${over.zh}，按路线应升级转办，但没有其他可以接办的人，仍由${who.zh}办理`,
            `${over.en}: to be passed to those above, but nobody else was found; it stays with ${who.en}`,
          )
        : both(
            `${over.zh}，按路线将${who.zh}的待办升级转办给${found.zh}（自动）`,
            `${over.en}: the task of ${who.en} passed to ${found.en}, as the route says (automatic)`,
          );
    }
    default:
      return saidSentence(state, event, nameOf, found);
  }
}

function saidSentence(state: ApprovalState, event: Handling | Recorded<SaidEvent>, name: NameOf, found: Text): Text {
  switch (event.type) {
    case 'QuestionAsked':
      return both(
        `${name(event.data.by).zh}向${found.zh}提问：${event.data.question}`,
        `${name(event.data.by).en} asked ${found.en}: ${event.data.question}`,
      );
    case 'QuestionAnswered':
      return both(`${name(event.data.person).zh}答复：${event.data.text}`, `${name(event.data.person).en} answered: ${event.data.text}`);
    case 'Commented':
      return both(`${name(event.data.person).zh}批注：${remark(event.data)}`, `${name(event.data.person).en} remarked: ${remark(event.data)}`);
    case 'ProjectChangeNoted': {
      const { by, ...change } = event.data;
      const told = changeWords({ ...change, again: [] });
      return both(
        `${name(by).zh}登记项目变更：${told.zh}；本审批仍按受理时的内容和路线办理`,
        `${name(by).en} recorded a change of the project: ${told.en}; this approval keeps its content and its route`,
      );
    }
    case 'CopySent':
      if (found.zh === '')
        return event.data.ask.not.length > 0
          ? both('抄送：应抄送的人此前均已收到，不再重复', 'No copies: everybody who gets one has had it before')
          : both('抄送：没有可以抄送的人', 'No copies: nobody was found for them');
      return both(
        `抄送${found.zh}${event.data.note === '' ? '' : `：${event.data.note}`}`,
        `Copied to ${found.en}${event.data.note === '' ? '' : `: ${event.data.note}`}`,
      );
    case 'ReadMarked':
      return both(`${name(event.data.person).zh}已阅`, `${name(event.data.person).en} has read it`);
    case 'SeenMarked':
      return both(`${name(event.data.person).zh}已阅，尚未决定`, `${name(event.data.person).en} has seen it and not decided yet`);
    case 'MailAsked':
      return event.data.what === 'LINK'
        ? both(`向${name(event.data.person).zh}的邮箱重新发送链接`, `The link was sent to the mailbox of ${name(event.data.person).en} once more`)
        : both(`向${name(event.data.person).zh}的邮箱发送一次性验证码`, `A one-time code was sent to the mailbox of ${name(event.data.person).en}`);
    case 'ReadingEnded':
      return both('未阅的抄送件归档', 'Copies not read were put away');
    default:
      return handlingSentence(state, event, name);
  }
}

const remark = ({ text, documents }: { readonly text: string; readonly documents: readonly { readonly title: string }[] }): string =>
  [text, ...documents.map((d) => `[${d.title}]`)].filter((part) => part !== '').join(' ');
