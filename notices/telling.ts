/**
 * The facts of a notice put into words: what its sentences are filled with, and the rows beneath them. Facts alone are read,
 * so that a mail tells what happened and not what came later (docs/adr/0048). Deliberately absent: sentences (templates/),
 * and the mail around them (compose.ts).
 */
import { contentLines } from '../domain/approval/content-lines.ts';
import type { Content } from '../domain/approval/facts.ts';
import { contentFor, EVERYBODY } from '../domain/approval/form.ts';
import type { Form } from '../domain/approval/form-shape.ts';
import { type Locale, pick } from '../domain/kernel/locale.ts';
import type { IsoDate } from '../domain/kernel/values.ts';
import type { Ending, Saying, ToldFacts, Until } from '../domain/notice-facts.ts';
import { choiceWords } from '../domain/words/answers.ts';
import { statusWords } from '../domain/words/cases.ts';
import { PAUSE_WORDS } from '../domain/words/clocks.ts';
import { dayWords } from '../domain/words/days.ts';
import { noticeName } from '../domain/words/notices.ts';
import { outcomeWords } from '../domain/words/statuses.ts';
import { TIMEOUT_WORDS } from '../domain/words/timeouts.ts';
import { NO_UNICODE } from './outcome.ts';
import { WORDS } from './templates/mail-words.ts';
import type { Filling } from './templates/sentences.ts';

export type Telling = {
  readonly facts: ToldFacts;
  /** The content that the facts name; null: they name none. */
  readonly content: Content | null;
  /** The form by which it was filled in; absent: none. */
  readonly form?: Form | undefined;
  /** Code of the project that the case belongs to. */
  readonly project: string | null;
  readonly locale: Locale;
  /** Name of a person in a language, for "who applied" and "who decided". */
  readonly nameOf: (person: string, locale: Locale) => string;
};

/** 2026年11月24日 / 24 Nov 2026; days are Asia/Shanghai's. */
export const dayText = (day: IsoDate | null | undefined, locale: Locale): string => (day == null ? '—' : pick(dayWords(day), locale));

const untilText = (until: Until | null | undefined, locale: Locale): string =>
  dayText(until?.on, locale) + (until?.provisional === true ? WORDS[locale].provisional : '');

export function fillingOf(telling: Telling): Filling {
  const { facts, locale, nameOf } = telling;
  const { task, title, until, reason = '', round = 1 } = facts;
  const words = WORDS[locale];
  const project = telling.project ?? '';
  return {
    title: title === undefined ? words.overview : `${project === '' ? '' : `${project} `}${pick(title, locale)}`,
    project,
    until: untilText(until, locale),
    reason: unended(reason),
    detail: unended(detailText(telling)),
    from: task?.by == null ? words.product : nameOf(task.by, locale),
    question: task?.question ?? '',
    behalf: behalfText(telling, task?.onBehalfOf),
    round,
  };
}

/** Words of people without their last full stop: the sentence that holds them has its own. */
const unended = (text: string): string => text.replace(/[\s。．.；;]+$/u, '');

const behalfText = ({ locale, nameOf }: Telling, person: string | null | undefined): string =>
  person == null ? '' : WORDS[locale].behalf(nameOf(person, locale));

/** What one kind of notice tells beside the days, the reason and the task that many do. */
function detailText(telling: Telling): string {
  const { facts, locale, nameOf } = telling;
  const { says, undelivered, answer, timeout, ending, project, pause, people, text, bySilence } = facts;
  if (undelivered !== undefined) return undeliveredText(telling, undelivered);
  if (says !== undefined) return saidText(telling, says);
  if (answer !== undefined) return pick(choiceWords(answer.choice, answer.atIntake).said, locale) + behalfText(telling, answer.onBehalfOf);
  if (timeout !== undefined) return pick(TIMEOUT_WORDS[timeout].said, locale);
  if (ending !== undefined) return endingText(ending, locale);
  if (project !== undefined) return pick(statusWords('project', project), locale);
  if (pause !== undefined) return `${pick(PAUSE_WORDS[pause.reason], locale)}${inBrackets(pause.notice, locale)}`;
  if (people !== undefined) return [...new Set(people)].map((person) => nameOf(person, locale)).join(locale === 'en' ? ', ' : '、');
  return text ?? (bySilence === true ? WORDS[locale].bySilence : '');
}

const inBrackets = (text: string, locale: Locale): string => (locale === 'en' ? ` (${text})` : `（${text}）`);

/** How it ended, with the conditions. */
const endingText = (ending: Ending, locale: Locale): string =>
  pick(outcomeWords(ending), locale) + (ending.conditions.length === 0 ? '' : `${locale === 'en' ? ': ' : '：'}${ending.conditions.join('；')}`);

/** A sentence that was made with its event; names come in now. */
function saidText({ locale, nameOf }: Telling, says: Saying): string {
  return pick(says, locale).replaceAll(/\{(person|by)\}/g, (whole, key: 'person' | 'by') => {
    const person = says[key];
    return person === undefined ? whole : nameOf(person, locale);
  });
}

function undeliveredText({ locale, nameOf }: Telling, { template, person, trouble, reply }: NonNullable<ToldFacts['undelivered']>): string {
  const who = nameOf(person, locale);
  const what = pick(noticeName(template), locale);
  const kind = reply === NO_UNICODE ? 'UNICODE' : trouble;
  const why = WORDS[locale].trouble[kind as keyof (typeof WORDS)['en']['trouble']]; // what tellKeepers wrote
  const codes = reply === '' ? '' : inBrackets(reply, locale);
  return locale === 'en' ? `${what} to ${who}: ${why}${codes}` : `发给${who}的“${what}”，${why}${codes}`;
}

type Rows = readonly { readonly label: string; readonly value: string }[];

/** Beneath the sentences about an approval: the sum, who applied, what for, the way, who decided. */
export function rowsOf(telling: Telling): Rows {
  const { facts, content, form, locale, nameOf } = telling;
  if (facts.applicant === undefined) return [];
  const { amount, rest } =
    content === null
      ? { amount: null, rest: [] }
      : contentLines(
          contentFor(content, form, EVERYBODY),
          form,
          (person) => ({ zh: nameOf(person, 'zh-CN'), en: nameOf(person, 'en') }),
          facts.filled?.values,
        );
  const line = ({ label, value }: (typeof rest)[number]) => ({ label: pick(label, locale), value: pick(value, locale) });
  const applicant = { label: WORDS[locale].applicant, value: nameOf(facts.applicant, locale) };
  const way = wayText(facts.way ?? [], locale);
  return [
    ...(amount === null ? [] : [line(amount)]),
    applicant,
    ...rest.map(line),
    ...(way === null ? [] : [{ label: WORDS[locale].way, value: way }]),
    ...endingRows(telling),
  ];
}

function endingRows(telling: Telling): Rows {
  const { facts, locale, nameOf } = telling;
  const { ending, says } = facts;
  if (ending === undefined) return [];
  const by =
    ending.by === null ? [] : [{ label: WORDS[locale].decidedBy, value: nameOf(ending.by, locale) + behalfText(telling, ending.onBehalfOf) }];
  // Where the sentence tells something else, the outcome stands beneath it.
  return says === undefined ? by : [...by, { label: WORDS[locale].outcome, value: endingText(ending, locale) }];
}

/** 「科室审查 ✓ → 【发改局审批】 → 财政局审批」; null: it has one step alone. */
function wayText(way: NonNullable<ToldFacts['way']>, locale: Locale): string | null {
  const marks = { DONE: ['', ' ✓'], NOW: locale === 'en' ? ['[', ']'] : ['【', '】'], TO_COME: ['', ''] } as const;
  return way.length < 2 ? null : way.map(({ name, stage }) => marks[stage].join(pick(name, locale))).join(' → ');
}
