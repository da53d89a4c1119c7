/** The page behind a link: what is asked, what others said, the answer; or how it ended, for whoever comes late. */

import { contentLines } from '../../domain/approval/content-lines.ts';
import { closedFor, type DocumentRef, deadlineOf } from '../../domain/approval/facts.ts';
import { filledNow } from '../../domain/approval/filled.ts';
import { filesIn } from '../../domain/approval/form.ts';
import { ABSENT_WORDS, isAbsent, scoredWords } from '../../domain/approval/scored.ts';
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import { LIGHT_WORDS, PAUSE_WORDS } from '../../domain/words/clocks.ts';
import { minuteWords, movedWords } from '../../domain/words/days.ts';
import { CHOICES } from '../../domain/words/lists.ts';
import { outcomeWords } from '../../domain/words/statuses.ts';
import { taskWords } from '../../domain/words/tasks.ts';
import { page } from './layout.tsx';
import { otherLanguage } from './other-language.ts';
import { Written } from './steady-form.tsx';
import { CodeForm, offerWord, TaskForm } from './task-form.tsx';
import { acting, choiceWord, DocumentName, day, Talk, Way } from './task-talk.tsx';
import type { TaskPage } from './task-view.ts';
import { PAGE_WORDS } from './words.ts';

/** 「张*」 or "Z…": enough for the addressee to know himself, too little for a stranger. */
export const masked = (name: string): string => (name.length === 0 ? '' : `${[...name][0]}${'*'.repeat(Math.max(1, [...name].length - 1))}`);

export function taskPage(view: TaskPage): string {
  const { locale, state, form, task } = view;
  const words = PAGE_WORDS[locale];
  const title = pick(state.title, locale);
  const answers = form !== null && form.offers.length > 0;
  const asked = answers && !form.offers.every((offer) => offer === 'TAKE_BACK');
  const body = (
    <>
      <h1>{title}</h1>
      {view.faults.length > 0 && (
        <div className="faults" role="alert">
          <h2>{words.faults}</h2>
          <ul>
            {view.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      )}
      {view.done !== null && answers && <Said text={words.done(offerWord(view, view.done))} />}
      {view.said !== null && <Said text={view.said} />}
      {!asked && <Outcome view={view} />}
      {asked && state.status === 'PAUSED' && <Said text={whyPaused(view)} />}
      {!answers && <Written locale={locale} written={[view.typed.reason ?? '', view.typed.conditions ?? ''].filter((text) => text.trim() !== '')} />}
      {task.question !== undefined && form !== null && (
        <div className="card">
          <h2>{words.asked}</h2>
          <p>
            {task.by === null ? '' : `${view.nameOf(task.by)}${words.colon}`}
            {task.question}
          </p>
        </div>
      )}
      <Facts view={view} />
      {asked && (
        <a className="jump" href="#decide">
          {form.offers.some((offer) => CHOICES.some((choice) => choice === offer)) ? words.jump : words.besides}
        </a>
      )}
      {answers && form.asks === 'email+otp' && <CodeForm view={view} form={form} />}
      {answers && <TaskForm view={view} form={form} />}
      <p className="hint links">
        <a href={view.caseHref}>{words.seeAll}</a>
      </p>
    </>
  );
  // The other language would be asked for anew, without what was typed.
  const typed = Object.values(view.typed).some((value) => typeof value === 'string' && value !== '');
  return page(locale, title, body, typed ? null : otherLanguage(locale));
}

const Said = ({ text }: { readonly text: string }) => (
  <div className="card said" role="status">
    <p>{text}</p>
  </div>
);

function whyPaused({ state, locale }: TaskPage): string {
  const words = PAGE_WORDS[locale];
  const { pause } = state;
  if (pause === null || pause.reason === 'SUPPLEMENT' || pause.reason === 'RETURNED') return words.awaitsSupplement;
  const why = `${pick(PAUSE_WORDS[pause.reason], locale)}${pause.notice === '' ? '' : words.aside(pause.notice)}`;
  return pause.reason === 'SUSPENDED' ? words.suspendedFor(why) : words.pausedFor(why);
}

function Facts({ view }: { readonly view: TaskPage }) {
  const { locale, state, task, nameOf } = view;
  const words = PAGE_WORDS[locale];
  const step = state.route.steps[task.step];
  const deadline = deadlineOf(state);
  const dueOn = deadline?.dueOn ?? null;
  const named = (person: string) => ({ zh: nameOf(person), en: nameOf(person) });
  const { amount, rest } = contentLines(state.content, state.route.form, named, filledNow(state));
  const documents = [...state.content.documents, ...filesIn(state.content)];
  const running = state.status === 'OPEN' || state.status === 'PAUSED';
  return (
    <>
      <div className="card">
        <dl>
          <dt>{words.forPerson}</dt>
          <dd>
            {masked(nameOf(view.person))}
            {task.onBehalfOf !== null && words.aside(words.behalf(masked(nameOf(task.onBehalfOf))))}
          </dd>
          {amount !== null && (
            <>
              <dt>{pick(amount.label, locale)}</dt>
              <dd>
                <strong>{pick(amount.value, locale)}</strong>
              </dd>
            </>
          )}
          <dt>{words.applicant}</dt>
          <dd>{nameOf(state.applicant)}</dd>
          {rest.map(({ label, value }) => (
            <Row key={`${label.zh}${value.zh}`} label={pick(label, locale)} value={pick(value, locale)} />
          ))}
          <dt>{words.step}</dt>
          <dd>
            {step === undefined ? '' : pick(step.name, locale)}
            {task.round > 1 && words.round(task.round)}
          </dd>
          {running && (
            <>
              <dt>{words.until}</dt>
              <dd>
                {dueOn !== null ? day(dueOn, locale) : state.status === 'PAUSED' ? words.pausedUntil : '—'}
                {deadline != null && deadline.movedFrom !== undefined ? pick(movedWords(deadline.movedFrom), locale) : ''}
                {deadline?.provisional === true ? words.provisional : ''}{' '}
                <span className={`light ${view.light}`}>{pick(LIGHT_WORDS[view.light], locale)}</span>
                {state.status === 'PAUSED' && dueOn !== null && ` ${words.paused}`}
              </dd>
            </>
          )}
        </dl>
      </div>
      {documents.length > 0 && (
        <>
          <h2>{words.documents}</h2>
          <ul>
            {documents.map((document) => (
              <li key={`${document.title}${document.number ?? ''}`}>
                <DocumentName view={view} document={document} />
                {metaOf(document, locale) !== '' && <span className="hint meta">{metaOf(document, locale)}</span>}
                <Preview view={view} document={document} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Way view={view} />
      <Talk view={view} />
    </>
  );
}

/** Its number, its day, and its hash, which tells one version from another. */
const metaOf = ({ number, on, sha256 }: DocumentRef, locale: Locale): string =>
  [number, on === undefined ? undefined : day(on, locale), sha256 === undefined ? undefined : `SHA-256 ${sha256.slice(0, 8)}…`]
    .filter((part) => part !== undefined)
    .join(' · ');

/** The first page, small; the file itself is one tap away. */
function Preview({ view, document: { title, sha256 } }: { readonly view: TaskPage; readonly document: DocumentRef }) {
  if (sha256 === undefined || !view.previews.has(sha256)) return null;
  const source = `${view.path}/files/${sha256}/preview`;
  return (
    <a href={`${view.path}/files/${sha256}`}>
      <img className="preview" loading="lazy" src={source} alt={PAGE_WORDS[view.locale].previewOf(title)} />
    </a>
  );
}

/** Who decided in his stead, what and when: whoever comes late is told all of it (approvals, Table B). */
function DecidedHere({ view }: { readonly view: TaskPage }) {
  const words = PAGE_WORDS[view.locale];
  const here = view.state.decisions.filter((d) => d.opening === view.task.opening && !d.takenBack && !d.advisory);
  return (
    <ul>
      {here.map((decision) => (
        <li key={decision.task}>
          {acting(view, decision)}
          {words.colon}
          {choiceWord(view, decision)}
          {words.aside(`${pick(minuteWords(decision.at), view.locale)} ${words.zone}`)}
        </li>
      ))}
    </ul>
  );
}

function Row({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Outcome({ view }: { readonly view: TaskPage }) {
  const { state, person, task } = view;
  const words = PAGE_WORDS[view.locale];
  const mine = state.decisions.filter((d) => d.person === person && !d.takenBack).at(-1);
  return (
    <div className="card" role="status">
      <p>
        <strong>
          {words.over}
          {words.colon}
          {pick(scoredWords(state) ?? outcomeWords(state), view.locale)}
        </strong>
      </p>
      {mine !== undefined ? (
        <p>
          {words.yours}
          {choiceWord(view, mine)}
          {words.aside(`${pick(minuteWords(mine.at), view.locale)} ${words.zone}`)}
        </p>
      ) : (
        <p>{pick(isAbsent(state, task) ? ABSENT_WORDS : taskWords(task.status).told, view.locale)}</p>
      )}
      {task.status === 'CLOSED' && mine === undefined && <DecidedHere view={view} />}
      {state.closedBy !== null && state.closedBy !== person && (
        <p>
          {acting(view, { person: state.closedBy, onBehalfOf: closedFor(state) })}
          {state.closeReason === null ? '' : ` — ${state.closeReason}`}
        </p>
      )}
      {state.conditions.length > 0 && (
        <ul>
          {state.conditions.map((condition) => (
            <li key={condition}>{condition}</li>
          ))}
        </ul>
      )}
      <p>{words.nothingToDo}</p>
    </div>
  );
}
