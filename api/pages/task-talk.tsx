/** What was said of a case and by whom, and the way that it goes. Deliberately absent: what is asked (task-page.tsx). */
import type { DecisionNote, DocumentRef, Task } from '../../domain/approval/facts.ts';
import { isIntake } from '../../domain/approval/route.ts';
import { superiorWords } from '../../domain/approval/route-words.ts';
import { type Decider, type WayStep, wayOf } from '../../domain/approval/way.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import type { IsoDate } from '../../domain/kernel/values.ts';
import { ADVICE_WORDS, choiceWords } from '../../domain/words/answers.ts';
import { dayWords } from '../../domain/words/days.ts';
import { limitWords } from '../../domain/words/limits.ts';
import { ROLE_WORDS } from '../../domain/words/roles.ts';
import { REMARK_WORDS, WAY_WORDS } from '../../domain/words/tasks.ts';
import type { TaskPage } from './task-view.ts';
import { PAGE_WORDS } from './words.ts';

/** 「李（代 王）」. */
export const acting = (view: TaskPage, { person, onBehalfOf }: Pick<Task, 'person' | 'onBehalfOf'>): string => {
  const { aside, behalf } = PAGE_WORDS[view.locale];
  return onBehalfOf === null ? view.nameOf(person) : `${view.nameOf(person)}${aside(behalf(view.nameOf(onBehalfOf)))}`;
};

export const Day = ({ at, locale }: { readonly at: string; readonly locale: Locale }) => (
  <span className="day">{PAGE_WORDS[locale].aside(day(dayAt(at), locale)).trim()}</span>
);
export const day = (on: IsoDate, locale: Locale): string => pick(dayWords(on), locale);

/** A document whose file was handed in can be opened. */
export function DocumentName({ view, document: { title, sha256 } }: { readonly view: TaskPage; readonly document: DocumentRef }) {
  return sha256 !== undefined && view.files.has(sha256) ? <a href={`${view.path}/files/${sha256}`}>{title}</a> : title;
}

export function choiceWord({ locale, state }: TaskPage, { choice, step }: DecisionNote): string {
  return pick(choiceWords(choice, isIntake(state.route, step)).said, locale);
}

/** The steps done, this one, those to come: who decides and until when, as far as it is known. */
export function Way({ view }: { readonly view: TaskPage }) {
  const words = PAGE_WORDS[view.locale];
  const way = wayOf(view.state);
  if (way.length < 2) return null;
  return (
    <>
      <h2>{words.way}</h2>
      <ol className="way">
        {way.map((step, index) => (
          <li key={`${step.step}-${index === 0 ? 0 : way.slice(0, index).filter((other) => other.step === step.step).length}`} className={step.stage}>
            <strong>{pick(step.name, view.locale)}</strong> <span className="hint stage">{pick(WAY_WORDS[step.stage], view.locale)}</span>
            <br />
            {wayText(view, step)}
          </li>
        ))}
      </ol>
    </>
  );
}

/** A step of two hundred people is told by the first few and how many they are. */
const FEW = 6;
const few = (parts: readonly string[], words: { readonly and: string; readonly inAll: (n: number) => string }): string =>
  parts.slice(0, FEW).join(words.and) + (parts.length > FEW ? words.inAll(parts.length) : '');

function wayText(view: TaskPage, step: WayStep): string {
  const { locale } = view;
  const words = PAGE_WORDS[locale];
  const nameOf = (decider: Decider): string =>
    'person' in decider
      ? view.nameOf(decider.person)
      : 'role' in decider
        ? pick(ROLE_WORDS[decider.role], locale)
        : 'superior' in decider
          ? pick(superiorWords(decider.superior), locale)
          : decider.named;
  const answers = step.answers.map(
    (answer) => `${acting(view, answer)}${words.colon}${choiceWord(view, answer)}${words.aside(day(dayAt(answer.at), locale))}`,
  );
  if (step.stage === 'DONE') return few(answers, words) || words.byRule;
  const who = few(step.deciders.map(nameOf), words);
  const until =
    step.stage === 'NOW'
      ? step.dueOn === null
        ? ''
        : words.dueOn(day(step.dueOn, locale))
      : step.limit === null
        ? ''
        : pick(limitWords(step.limit), locale);
  return [few(answers, words), who, until].filter((part) => part !== '').join(' · ');
}

/** At most so many of what was said are shown, the newest: a page stays small (30 KB). */
const SHOWN_MAX = 40;

export function Talk({ view }: { readonly view: TaskPage }) {
  const { locale, state } = view;
  const words = PAGE_WORDS[locale];
  return (
    <>
      {state.decisions.length > 0 && (
        <>
          <h2>{words.said}</h2>
          <ol className="trail" start={Math.max(0, state.decisions.length - SHOWN_MAX) + 1}>
            {state.decisions.slice(-SHOWN_MAX).map((decision) => (
              <li key={`${decision.task}${decision.at}`}>
                {acting(view, decision)}
                {words.colon}
                {choiceWord(view, decision)}
                {decision.score === null ? '' : ` ${decision.score}`}
                {[...decision.conditions, ...(decision.reason === null ? [] : [decision.reason])].map((text) => ` — ${text}`).join('')}{' '}
                <Day at={decision.at} locale={locale} />
                {decision.takenBack ? words.takenBack : decision.anew === true && words.anew}
                {decision.advisory && words.advisory}
              </li>
            ))}
          </ol>
        </>
      )}
      {state.remarks.length > 0 && (
        <>
          <h2>{words.remarks}</h2>
          <ul>
            {state.remarks.slice(-SHOWN_MAX).map((remark) => (
              <li key={`${remark.at}${remark.person}${remark.text}`}>
                {pick(REMARK_WORDS[remark.kind], locale)} · {view.nameOf(remark.person)}
                {remark.to === null ? '' : ` → ${view.nameOf(remark.to)}`}
                {words.colon}
                {remark.text}
                {remark.documents.map((document) => (
                  <span key={document.title}>
                    {' ['}
                    <DocumentName view={view} document={document} />]
                  </span>
                ))}
                {remark.recommends === null ? '' : words.aside(pick(ADVICE_WORDS[remark.recommends], locale))} <Day at={remark.at} locale={locale} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
