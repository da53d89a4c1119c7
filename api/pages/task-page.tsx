/** The page behind a link: what is asked, what others said, the decision; or how it ended, for whoever comes late. */

import type { ApprovalState, Choice } from '../../domain/approval/facts.ts';
import { type HumanCheck, humanCheckOf } from '../../domain/approval/human-check.ts';
import { dayAt } from '../../domain/calendar/calendar.ts';
import type { Text } from '../../domain/case.ts';
import { type PageLocale, page } from './layout.tsx';
import { PAGE_WORDS } from './words.ts';

export type TaskPage = {
  readonly locale: PageLocale;
  readonly state: ApprovalState;
  readonly light: 'GREEN' | 'YELLOW' | 'RED';
  readonly person: string;
  readonly nameOf: (person: string) => string;
  /** Present while this person may decide. */
  readonly form: { readonly nonce: string; readonly action: string; readonly choices: readonly Choice[]; readonly asksScore: boolean } | null;
  readonly faults: readonly string[];
  readonly typed: { readonly choice?: string; readonly reason?: string; readonly score?: string };
};

/** 「张*」 or "Z…": enough for the addressee to know himself, too little for a stranger. */
export const masked = (name: string): string => (name.length === 0 ? '' : `${[...name][0]}${'*'.repeat(Math.max(1, [...name].length - 1))}`);

const pick = (text: Text, locale: PageLocale): string => (locale === 'en' ? text.en : text.zh);

export function taskPage(view: TaskPage): string {
  const { locale, state, form } = view;
  const words = PAGE_WORDS[locale];
  const title = pick(state.title, locale);
  const check = humanCheckOf(state);
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
      {form === null && <Outcome view={view} />}
      <Facts view={view} />
      {form !== null && <DecisionForm view={view} form={form} check={check} />}
    </>
  );
  return page(locale, title, body, { label: words.other, href: `?lang=${locale === 'en' ? 'zh-CN' : 'en'}` });
}

function Facts({ view }: { readonly view: TaskPage }) {
  const { locale, state, nameOf } = view;
  const words = PAGE_WORDS[locale];
  const step = state.route.steps[state.step];
  return (
    <>
      <div className="card">
        <dl>
          <dt>{words.forPerson}</dt>
          <dd>{masked(nameOf(view.person))}</dd>
          <dt>{words.applicant}</dt>
          <dd>{nameOf(state.applicant)}</dd>
          {state.content.summary.map(({ label, value }) => (
            <Row key={label.en} label={pick(label, locale)} value={pick(value, locale)} />
          ))}
          <dt>{words.step}</dt>
          <dd>{step === undefined ? '' : pick(step.name, locale)}</dd>
          <dt>{words.until}</dt>
          <dd>
            {state.deadline?.dueOn ?? '—'}
            {state.deadline?.provisional === true ? words.provisional : ''} <span className={`light ${view.light}`}>{words.lights[view.light]}</span>
          </dd>
        </dl>
      </div>
      {state.content.documents.length > 0 && (
        <>
          <h2>{words.documents}</h2>
          <ul>
            {state.content.documents.map((document) => (
              <li key={`${document.title}${document.number ?? ''}`}>
                {document.title} {document.number ?? ''} {document.on ?? ''}
              </li>
            ))}
          </ul>
        </>
      )}
      {state.decisions.length > 0 && (
        <>
          <h2>{words.said}</h2>
          <ol className="trail">
            {state.decisions.map((decision) => (
              <li key={`${decision.person}${decision.at}`}>
                {nameOf(decision.person)}: {words.choices[decision.choice]}
                {decision.score === null ? '' : ` ${decision.score}`}
                {decision.reason === null ? '' : ` — ${decision.reason}`} ({dayAt(decision.at)})
              </li>
            ))}
          </ol>
        </>
      )}
    </>
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

type FormProps = { readonly view: TaskPage; readonly form: NonNullable<TaskPage['form']>; readonly check: HumanCheck };

function DecisionForm({ view, form, check }: FormProps) {
  const words = PAGE_WORDS[view.locale];
  return (
    <form method="post" action={form.action}>
      <input type="hidden" name="nonce" value={form.nonce} />
      <h2>{words.decide}</h2>
      <fieldset>
        <legend className="hint">{words.decide}</legend>
        {form.choices.map((choice) => (
          <label className="choice" key={choice}>
            <input type="radio" name="choice" value={choice} required defaultChecked={view.typed.choice === choice} />
            {words.choices[choice]}
          </label>
        ))}
      </fieldset>
      {form.asksScore && (
        <>
          <label className="field" htmlFor="score">
            {words.score}
          </label>
          <p className="hint" id="score-hint">
            {words.scoreHint}
          </p>
          <input
            type="text"
            id="score"
            name="score"
            inputMode="decimal"
            aria-describedby="score-hint"
            defaultValue={view.typed.score ?? ''}
            autoComplete="off"
          />
        </>
      )}
      <label className="field" htmlFor="reason">
        {words.reason}
      </label>
      <p className="hint" id="reason-hint">
        {words.reasonHint}
      </p>
      <textarea id="reason" name="reason" rows={3} maxLength={2000} aria-describedby="reason-hint" defaultValue={view.typed.reason ?? ''} />
      <label className="field" htmlFor="check">
        {words.check(check.of, check.characters)}
      </label>
      <p className="hint" id="check-hint">
        {words.checkHint}
      </p>
      <input type="text" id="check" name="check" required autoComplete="off" maxLength={8} aria-describedby="check-hint" />
      <button type="submit">{words.submit}</button>
    </form>
  );
}

function Outcome({ view }: { readonly view: TaskPage }) {
  const { state, person, nameOf } = view;
  const words = PAGE_WORDS[view.locale];
  const mine = state.decisions.filter((d) => d.person === person).at(-1);
  return (
    <div className="card" role="status">
      <p>
        <strong>
          {words.over}: {words.outcomes[state.status] ?? state.status}
        </strong>
      </p>
      {mine !== undefined && (
        <p>
          {words.yours}
          {words.choices[mine.choice]} ({mine.at.slice(0, 16).replace('T', ' ')} UTC)
        </p>
      )}
      {state.closedBy !== null && state.closedBy !== person && (
        <p>
          {nameOf(state.closedBy)}
          {state.closeReason === null ? '' : ` — ${state.closeReason}`}
        </p>
      )}
      <p>{words.nothingToDo}</p>
    </div>
  );
}

export function messagePage(locale: PageLocale, [title, text]: readonly [string, string]): string {
  return page(
    locale,
    title,
    <div className="card" role="alert">
      <h1>{title}</h1>
      <p>{text}</p>
    </div>,
    null,
  );
}
