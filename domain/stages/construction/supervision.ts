/**
 * How works are supervised beside their lights: a monthly report is called in, a light that has a valid reason is released by the office
 * (无正当理由 test), and letters climb from a reminder to a transfer. Deliberately absent: when a light turns (lights.ts), and what
 * a report says (reports.ts).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { addDays, dayAt, monthOf } from '../../kernel/days.ts';
import { futureFault, rejection, systemOnly, unknownItem, wrongState } from '../../kernel/rejection.ts';
import type { Text } from '../../kernel/values.ts';
import { isOffice, isSystem } from '../../kernel/who-acts.ts';
import { monthWords } from '../../words/days.ts';
import type { DueDay } from '../watch.ts';
import type { CallReport, ConstructionCommand, ConstructionState, Happening } from './facts.ts';
import { LETTER_NAMES } from './letter-words.ts';
import { LIGHT_NAMES } from './light-words.ts';
import { lightIn, turned } from './lights.ts';

type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;
type Answer = Decision<Happening>;
const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室可以这样做。', 'Only the programme office may do this.');

/** Said by the programme, once a month; the same again says nothing new. */
export function callReport(state: ConstructionState, { month, dueOn }: CallReport, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  return state.called?.[month] === dueOn ? allow() : allow<Happening>({ type: 'ReportCalled', data: { month, dueOn } });
}

export function explainLight(state: ConstructionState, { of, reason, until }: Command<'ExplainLight'>, context: Context): Answer {
  const { zh, en } = LIGHT_NAMES[of];
  if (lightIn(state, of) === 'GREEN')
    return refuse(wrongState(`${zh}为绿灯，无须说明。`, `The light of ${en} is green; there is nothing to explain.`));
  if (state.explained?.[of] !== undefined)
    return refuse(rejection('DUPLICATE', `${zh}灯的理由已报，等待办公室认定。`, `A reason for the light of ${en} waits for the office already.`));
  if (reason.trim() === '') return refuse(rejection('REASON_REQUIRED', '请写明理由。', 'Please give a reason.'));
  if (until <= dayAt(context.now))
    return refuse(rejection('EARLIER_DAY', '理由的截止日期须晚于今天。', 'The reason must hold until a day after today.'));
  return allow<Happening>({ type: 'LightExplained', data: { of, reason, until } });
}

/** Accepted, the light is green until that day, or until what it rests on is told anew. */
export function answerExplanation(state: ConstructionState, command: Command<'AnswerExplanation'>, context: Context): Answer {
  const { of, accepted, answer } = command;
  if (!isOffice(context)) return refuse(officeOnly);
  const explained = state.explained?.[of];
  if (explained === undefined) {
    const { zh, en } = LIGHT_NAMES[of];
    return refuse(
      rejection(
        'UNKNOWN_ITEM',
        `“${zh}”没有待认定的亮灯理由；项目负责人报送后再认定。`,
        `No reason for the light “${en}” waits to be judged; the manager gives one first.`,
      ),
    );
  }
  if (answer.trim() === '') return refuse(rejection('REASON_REQUIRED', '请写明认定意见。', 'Please say why.'));
  if (context.actor.person === state.manager)
    return refuse(rejection('NOT_YOURS', '项目负责人不能认定自己报送的理由。', 'A manager does not judge a reason of their own.'));
  const data = { of, accepted, answer, until: explained.until };
  const green = accepted ? turned(state, of, 'GREEN', monthOf(dayAt(context.now))) : [];
  return allow<Happening>({ type: 'LightJudged', data }, ...green);
}

export function issueLetter(state: ConstructionState, command: Command<'IssueLetter'>, context: Context): Answer {
  const { letter, number, on, reason, answerBy } = command;
  if (!isOffice(context)) return refuse(officeOnly);
  const future = futureFault(on, context);
  if (future !== null) return refuse(future);
  if (state.letters?.[number] !== undefined) return refuse(rejection('DUPLICATE', `${number} 已登记。`, `${number} is on record already.`));
  if (reason.trim() === '') return refuse(rejection('REASON_REQUIRED', '请写明事由。', 'Please say what it is about.'));
  if (answerBy !== undefined && answerBy < on)
    return refuse(rejection('EARLIER_DAY', '回复期限不得早于发函日期。', 'The day to answer by must not be before the letter.'));
  return allow<Happening>({ type: 'LetterIssued', data: { letter, number, on, reason, ...(answerBy === undefined ? {} : { answerBy }) } });
}

export function answerLetter(state: ConstructionState, { number, on, answer }: Command<'AnswerLetter'>): Answer {
  const letter = state.letters?.[number];
  if (letter === undefined) return refuse(unknownItem(number));
  if (letter.answeredOn !== undefined) return refuse(rejection('DUPLICATE', `${number} 已回复。`, `${number} is answered already.`));
  if (on < letter.on) return refuse(rejection('EARLIER_DAY', '回复不得早于发函。', 'The answer must not be before the letter.'));
  if (answer.trim() === '') return refuse(rejection('REASON_REQUIRED', '请写明回复内容。', 'Please say what was done.'));
  return allow<Happening>({ type: 'LetterAnswered', data: { number, on, answer } });
}

/** Reports that were called in and are missing, and letters that wait for an answer. */
export function supervisionDues(state: ConstructionState): readonly DueDay[] {
  const reports = Object.entries(state.called ?? {}).flatMap(([month, on]): DueDay[] => {
    const asked = state.reportsFrom !== undefined && state.reportsFrom <= month && state.completionOn === null;
    if (!asked || state.reportedMonths.includes(month)) return [];
    const { zh, en } = monthWords(month);
    const what: Text = {
      zh: `${zh}月报须报送（县级规定：次月第几个工作日）`,
      en: `the report for ${en} is due (set by the county, in working days)`,
    };
    return [{ key: `REPORT.${month}`, what, on, from: addDays(on, -1), after: ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR'] }];
  });
  const letters = Object.values(state.letters ?? {}).flatMap(({ letter, number, answerBy, answeredOn }): DueDay[] => {
    if (answerBy === undefined || answeredOn !== undefined) return [];
    const { zh, en } = LETTER_NAMES[letter];
    const what: Text = { zh: `${zh} ${number} 须回复`, en: `${en} ${number} must be answered` };
    return [
      { key: `LETTER.${number}`, what, on: answerBy, from: addDays(answerBy, -1), after: ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'DEPUTY_LEADER'] },
    ];
  });
  return [...reports, ...letters];
}
