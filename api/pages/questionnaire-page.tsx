/**
 * The public questionnaire, without script: consent first, then the questions on two pages. What was typed on the page that
 * is not shown goes along in hidden fields, so that nothing is kept here before all of it is sent. Deliberately absent: what
 * an answer must be (domain/stages/survey/filled-in.ts).
 */
import type { ReactNode } from 'react';
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { type Asking, birthYears } from '../../domain/stages/survey/filled-in.ts';
import { CONSENT, type Given, isAsked, type Question } from '../../domain/stages/survey/questionnaire.ts';
import { Decoy } from './decoy.tsx';
import { page } from './layout.tsx';
import { otherLanguage } from './other-language.ts';
import { QUESTIONNAIRE_WORDS } from './questionnaire-words.ts';
import { day } from './task-talk.tsx';

export type FormPage = 0 | 1 | 2;
export type QuestionnaireView = {
  readonly locale: Locale;
  readonly action: string;
  readonly programme: string;
  readonly closesOn: string;
  readonly asking: Asking;
  readonly step: FormPage;
  readonly given: Given;
  readonly phone: string;
  /** When it was first shown, signed. */
  readonly stamp: string;
  /** By question; `phone` and `consent` among them. */
  readonly faults: ReadonlyMap<string, Text>;
  /** What is said of the form as a whole. */
  readonly said: string | null;
};
const PAGES = 2;

export function questionnairePage(view: QuestionnaireView): string {
  const { locale, step, faults, said } = view;
  const words = QUESTIONNAIRE_WORDS[locale];
  const body = (
    <>
      <h1>{words.title}</h1>
      {(faults.size > 0 || said !== null) && (
        <div className="faults" role="alert">
          {said !== null && <p>{said}</p>}
          {faults.size > 0 && (
            <>
              <h2>{words.faults(faults.size)}</h2>
              <ul>
                {[...faults].map(([key, fault]) => (
                  <li key={key}>
                    <a href={`#q-${key}`}>{`${nameOf(view, key)}${pick(fault, locale)}`}</a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {step === 0 ? <Consent view={view} /> : <Questions view={view} page={step} />}
    </>
  );
  return page(locale, words.title, body, step === 0 ? otherLanguage(locale) : null);
}

/** 「3. 」 before the fault of a question. */
function nameOf({ asking, locale }: QuestionnaireView, key: string): string {
  const found = asking.questionnaire.questions.find((one) => one.key === key);
  if (found !== undefined) return locale === 'en' ? `Question ${found.number}: ` : `第 ${found.number} 题：`;
  return key === 'phone' ? `${QUESTIONNAIRE_WORDS[locale].phone}${locale === 'en' ? ': ' : '：'}` : '';
}

function Consent({ view }: { readonly view: QuestionnaireView }) {
  const { locale, programme, closesOn } = view;
  const words = QUESTIONNAIRE_WORDS[locale];
  return (
    <form method="post" action={view.action} noValidate>
      <Carried view={view} shown={[]} />
      <div className="card">
        <p>{words.intro(programme, day(closesOn, locale))}</p>
        <ul>
          {words.about.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <p id="q-consent">
        <label className="choice">
          <input type="checkbox" name="consent" value="yes" />
          {pick(CONSENT, locale)}
        </label>
      </p>
      <button type="submit">{words.begin}</button>
    </form>
  );
}

function Questions({ view, page: shown }: { readonly view: QuestionnaireView; readonly page: 1 | 2 }) {
  const { locale, asking, given } = view;
  const words = QUESTIONNAIRE_WORDS[locale];
  const here = asking.questionnaire.questions.filter((one) => one.page === shown && isAsked(one, given));
  return (
    <form method="post" action={view.action} noValidate>
      <Carried view={view} shown={here} />
      <input type="hidden" name="consent" value="yes" />
      <p className="hint">{words.step(shown, PAGES)}</p>
      {here.map((question) => (
        <Asked key={question.key} view={view} question={question} />
      ))}
      {shown === PAGES && <Phone view={view} />}
      <button type="submit">{shown === PAGES ? words.send : words.next}</button>
      {shown > 1 && (
        <button type="submit" name="go" value="back" className="second">
          {words.back}
        </button>
      )}
      <Decoy locale={locale} />
    </form>
  );
}

/** What stands on the other page, and what was typed to a question that is not asked any more. */
function Carried({ view, shown }: { readonly view: QuestionnaireView; readonly shown: readonly Question[] }) {
  const fields = Object.entries(view.given).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    if (shown.some((one) => one.key === key)) return [];
    return typeof value === 'string' ? [[key, value]] : value.map((code) => [`${key}.${code}`, '1']);
  });
  return (
    <>
      <input type="hidden" name="step" value={view.step} />
      <input type="hidden" name="stamp" value={view.stamp} />
      {view.step !== PAGES && view.phone !== '' && <input type="hidden" name="phone" value={view.phone} />}
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

type Props = { readonly view: QuestionnaireView; readonly question: Question };

function Asked({ view, question }: Props) {
  const { locale } = view;
  const { key, number, ask, hint, free } = question;
  const fault = view.faults.get(key);
  const described = [hint === undefined ? '' : `q-${key}-hint`, fault === undefined ? '' : `q-${key}-fault`].filter((id) => id !== '').join(' ');
  const label = `${number}. ${pick(ask, locale)}${free === true ? QUESTIONNAIRE_WORDS[locale].optional : ''}`;
  return (
    <fieldset
      id={`q-${key}`}
      className={fault === undefined ? 'question' : 'question wrong'}
      aria-describedby={described === '' ? undefined : described}
    >
      <legend>
        <h2>{label}</h2>
      </legend>
      {hint !== undefined && (
        <p className="hint" id={`q-${key}-hint`}>
          {pick(hint, locale)}
        </p>
      )}
      {fault !== undefined && (
        <p className="fault" id={`q-${key}-fault`}>
          {pick(fault, locale)}
        </p>
      )}
      <Field view={view} question={question} label={label} />
    </fieldset>
  );
}

function Field({ view, question, label }: Props & { readonly label: string }): ReactNode {
  const { locale, asking, given } = view;
  const words = QUESTIONNAIRE_WORDS[locale];
  const { key, kind, options = [], unit, most } = question;
  const value = given[key];
  const text = typeof value === 'string' ? value : '';
  const wrong = view.faults.has(key) ? true : undefined;
  switch (kind) {
    case 'AREA':
      return (
        <select name={key} aria-label={label} aria-invalid={wrong} defaultValue={text}>
          <option value="">{words.choose}</option>
          {asking.areas.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      );
    case 'MONTH':
      return <Month view={view} value={text} />;
    case 'ONE':
      return options.map((one) => (
        <label key={one.code} className="choice">
          <input type="radio" name={key} value={one.code} defaultChecked={text === one.code} />
          {pick(one, locale)}
        </label>
      ));
    case 'SOME':
      return options.map((one) => (
        <label key={one.code} className="choice">
          <input
            type="checkbox"
            name={`${key}.${one.code}`}
            value="1"
            defaultChecked={typeof value !== 'string' && value?.includes(one.code) === true}
          />
          {pick(one, locale)}
        </label>
      ));
    case 'NUMBER':
      return (
        <span className="number">
          <input
            type="text"
            inputMode="decimal"
            name={key}
            aria-label={label}
            aria-invalid={wrong}
            autoComplete="off"
            maxLength={12}
            defaultValue={text}
          />
          {unit === undefined ? '' : pick(unit, locale)}
        </span>
      );
    case 'TEXT':
      return (
        <textarea
          name={key}
          aria-label={label}
          aria-invalid={wrong}
          rows={4}
          maxLength={most === undefined ? undefined : most * 2}
          defaultValue={text}
        />
      );
  }
}

function Month({ view: { locale, asking, faults }, value }: { readonly view: QuestionnaireView; readonly value: string }) {
  const words = QUESTIONNAIRE_WORDS[locale];
  const [year = '', month = ''] = value.split('-');
  const wrong = faults.has('birthMonth') ? true : undefined;
  return (
    <span className="number">
      <select name="birthMonth.year" aria-label={words.year} aria-invalid={wrong} defaultValue={year}>
        <option value="">{words.year}</option>
        {birthYears(asking).map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      <select name="birthMonth.month" aria-label={words.month} aria-invalid={wrong} defaultValue={month}>
        <option value="">{words.month}</option>
        {Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(2, '0')).map((one) => (
          <option key={one} value={one}>
            {words.monthOf(Number(one))}
          </option>
        ))}
      </select>
    </span>
  );
}

function Phone({ view }: { readonly view: QuestionnaireView }) {
  const words = QUESTIONNAIRE_WORDS[view.locale];
  const fault = view.faults.get('phone');
  return (
    <div id="q-phone" className={fault === undefined ? 'question' : 'question wrong'}>
      <label className="field" htmlFor="phone">
        {words.phone}
        {words.optional}
      </label>
      <p className="hint" id="phone-hint">
        {words.phoneHint}
      </p>
      {fault !== undefined && (
        <p className="fault" id="phone-fault">
          {pick(fault, view.locale)}
        </p>
      )}
      <input
        type="text"
        inputMode="tel"
        id="phone"
        name="phone"
        autoComplete="off"
        maxLength={24}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? 'phone-hint' : 'phone-hint phone-fault'}
        defaultValue={view.phone}
      />
    </div>
  );
}
