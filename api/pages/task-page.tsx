/** The page behind a link: what is asked, what others said, the answer; or how it ended, for whoever comes late. */
import { deadlineOf } from '../../domain/approval/case.ts';
import { closedFor, type DecisionNote, type DocumentRef, type Task } from '../../domain/approval/facts.ts';
import { isIntake } from '../../domain/approval/route.ts';
import { type Decider, type WayStep, wayOf } from '../../domain/approval/way.ts';
import { dayAt, minuteAt } from '../../domain/kernel/days.ts';
import { limitWords } from '../../domain/words/limits.ts';
import { money } from '../../domain/words/money.ts';
import { ROLE_WORDS } from '../../domain/words/roles.ts';
import { page, pick } from './layout.tsx';
import { otherLanguage } from './other-language.ts';
import { Written } from './steady-form.tsx';
import { CodeForm, TaskForm } from './task-form.tsx';
import type { TaskPage } from './task-view.ts';
import { PAGE_WORDS } from './words.ts';

/** 「张*」 or "Z…": enough for the addressee to know himself, too little for a stranger. */
export const masked = (name: string): string => (name.length === 0 ? '' : `${[...name][0]}${'*'.repeat(Math.max(1, [...name].length - 1))}`);

/** 「李（代 王）」. */
const acting = (view: TaskPage, { person, onBehalfOf }: Pick<Task, 'person' | 'onBehalfOf'>): string =>
  onBehalfOf === null ? view.nameOf(person) : `${view.nameOf(person)} (${PAGE_WORDS[view.locale].behalf(view.nameOf(onBehalfOf))})`;

export function taskPage(view: TaskPage): string {
  const { locale, state, form, task } = view;
  const words = PAGE_WORDS[locale];
  const title = pick(state.title, locale);
  const answers = form !== null && form.offers.length > 0;
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
      {(form === null || form.offers.every((offer) => offer === 'TAKE_BACK')) && <Outcome view={view} />}
      {!answers && <Written locale={locale} written={[view.typed.reason ?? '', view.typed.conditions ?? ''].filter((text) => text.trim() !== '')} />}
      {task.question !== undefined && form !== null && (
        <div className="card">
          <h2>{words.asked}</h2>
          <p>
            {task.by === null ? '' : `${view.nameOf(task.by)}: `}
            {task.question}
          </p>
        </div>
      )}
      <Facts view={view} />
      {answers && (
        <a className="jump" href="#decide">
          {words.jump}
        </a>
      )}
      {answers && form.asks === 'email+otp' && <CodeForm view={view} form={form} />}
      {answers && <TaskForm view={view} form={form} />}
    </>
  );
  return page(locale, title, body, otherLanguage(locale));
}

function Facts({ view }: { readonly view: TaskPage }) {
  const { locale, state, task, nameOf } = view;
  const words = PAGE_WORDS[locale];
  const step = state.route.steps[task.step];
  const deadline = deadlineOf(state);
  const running = state.status === 'OPEN' || state.status === 'PAUSED';
  return (
    <>
      <div className="card">
        <dl>
          <dt>{words.forPerson}</dt>
          <dd>
            {masked(nameOf(view.person))}
            {task.onBehalfOf !== null && ` (${words.behalf(masked(nameOf(task.onBehalfOf)))})`}
          </dd>
          {state.content.amountFen !== undefined && (
            <>
              <dt>{words.amount}</dt>
              <dd>
                <strong>{pick(money(state.content.amountFen), locale)}</strong>
              </dd>
            </>
          )}
          <dt>{words.applicant}</dt>
          <dd>{nameOf(state.applicant)}</dd>
          {state.content.summary.map(({ label, value }) => (
            <Row key={label.en} label={pick(label, locale)} value={pick(value, locale)} />
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
                {deadline?.dueOn ?? '—'}
                {deadline?.movedFrom === undefined ? '' : words.moved(deadline.movedFrom)}
                {deadline?.provisional === true ? words.provisional : ''} <span className={`light ${view.light}`}>{words.lights[view.light]}</span>
                {state.status === 'PAUSED' && ` ${words.paused}`}
              </dd>
            </>
          )}
        </dl>
      </div>
      {state.content.documents.length > 0 && (
        <>
          <h2>{words.documents}</h2>
          <ul>
            {state.content.documents.map((document) => (
              <li key={`${document.title}${document.number ?? ''}`}>
                <DocumentName view={view} document={document} />
                {metaOf(document) !== '' && <span className="hint meta">{metaOf(document)}</span>}
                <Preview view={view} document={document} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Way view={view} />
      <Said view={view} />
    </>
  );
}

/** The steps done, this one, those to come: who decides and until when, as far as it is known. */
function Way({ view }: { readonly view: TaskPage }) {
  const words = PAGE_WORDS[view.locale];
  const way = wayOf(view.state);
  if (way.length < 2) return null;
  return (
    <>
      <h2>{words.way}</h2>
      <ol className="way">
        {way.map((step, index) => (
          <li key={`${step.step}-${index === 0 ? 0 : way.slice(0, index).filter((other) => other.step === step.step).length}`} className={step.stage}>
            <strong>{pick(step.name, view.locale)}</strong> <span className="hint">{words.stages[step.stage]}</span>
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
    'person' in decider ? view.nameOf(decider.person) : 'role' in decider ? pick(ROLE_WORDS[decider.role], locale) : decider.named;
  const answers = step.answers.map((answer) => `${acting(view, answer)}: ${choiceWord(view, answer)} (${dayAt(answer.at)})`);
  if (step.stage === 'DONE') return few(answers, words) || words.byRule;
  const who = few(step.deciders.map(nameOf), words);
  const until =
    step.stage === 'NOW' ? (step.dueOn === null ? '' : words.dueOn(step.dueOn)) : step.limit === null ? '' : pick(limitWords(step.limit), locale);
  return [few(answers, words), who, until].filter((part) => part !== '').join(' · ');
}

/** Its number, its day, and its hash, which tells one version from another. */
const metaOf = ({ number, on, sha256 }: DocumentRef): string =>
  [number, on, sha256 === undefined ? undefined : `SHA-256 ${sha256.slice(0, 8)}…`].filter((part) => part !== undefined).join(' · ');

/** A document whose file was handed in can be opened. */
function DocumentName({ view, document: { title, sha256 } }: { readonly view: TaskPage; readonly document: DocumentRef }) {
  return sha256 !== undefined && view.files.has(sha256) ? <a href={`${view.path}/files/${sha256}`}>{title}</a> : title;
}

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

/** At most so many of what was said are shown, the newest: a page stays small (30 KB). */
const SHOWN_MAX = 40;

function Said({ view }: { readonly view: TaskPage }) {
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
                {acting(view, decision)}: {choiceWord(view, decision)}
                {decision.score === null ? '' : ` ${decision.score}`}
                {[...decision.conditions, ...(decision.reason === null ? [] : [decision.reason])].map((text) => ` — ${text}`).join('')}{' '}
                <Day at={decision.at} />
                {decision.takenBack && words.takenBack}
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
                {{ QUESTION: words.question, ANSWER: words.answer, COMMENT: words.comment, OPINION: words.opinion }[remark.kind]} ·{' '}
                {view.nameOf(remark.person)}
                {remark.to === null ? '' : ` → ${view.nameOf(remark.to)}`}: {remark.text}
                {remark.documents.map((document) => (
                  <span key={document.title}>
                    {' ['}
                    <DocumentName view={view} document={document} />]
                  </span>
                ))}
                {remark.recommends === null ? '' : ` (${words.recommendations[remark.recommends]})`} <Day at={remark.at} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function choiceWord({ locale, state }: TaskPage, { choice, step }: DecisionNote): string {
  const words = PAGE_WORDS[locale];
  return (isIntake(state.route, step) ? words.intake[choice] : undefined) ?? words.choices[choice];
}

/** Who decided in his stead, what and when: whoever comes late is told all of it (approvals, Table B). */
function DecidedHere({ view }: { readonly view: TaskPage }) {
  const words = PAGE_WORDS[view.locale];
  const here = view.state.decisions.filter((d) => d.opening === view.task.opening && !d.takenBack && !d.advisory);
  return (
    <ul>
      {here.map((decision) => (
        <li key={decision.task}>
          {acting(view, decision)}: {choiceWord(view, decision)} ({minuteAt(decision.at)} {words.zone})
        </li>
      ))}
    </ul>
  );
}

const Day = ({ at }: { readonly at: string }) => <span className="day">({dayAt(at)})</span>;

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
          {words.over}: {state.status === 'APPROVED' && state.conditions.length > 0 ? words.conditional : words.outcomes[state.status]}
          {state.automatic ? ` (${words.automatic})` : ''}
        </strong>
      </p>
      {mine !== undefined ? (
        <p>
          {words.yours}
          {choiceWord(view, mine)} ({minuteAt(mine.at)} {words.zone})
        </p>
      ) : (
        <p>{words.statuses[task.status]}</p>
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
