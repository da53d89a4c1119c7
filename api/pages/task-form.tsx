/**
 * The form on the page behind a link: everything that the route allows, without script. Fields that belong to one choice
 * are hidden until it is made where the browser can do that by style alone (:has), and simply stand there where it cannot.
 */

import type { ReactNode } from 'react';
import { partName } from '../../domain/approval/branches.ts';
import { CHECK_DIGITS } from '../../domain/approval/human-check.ts';
import { isIntake } from '../../domain/approval/route.ts';
import { PAUSES_BY_NOTICE } from '../../domain/calendar/deadline.ts';
import { pick } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { ADVICE_WORDS, AFTERWARDS_WORDS, offerWords } from '../../domain/words/answers.ts';
import { PAUSE_WORDS } from '../../domain/words/clocks.ts';
import { ADVICES, AFTERWARDS, CHOICES, type PageOffer, WHERE_ADDED } from '../../domain/words/lists.ts';
import { TASK_KIND_WORDS, WHERE_WORDS } from '../../domain/words/tasks.ts';
import { FILE_ENDINGS, FILE_MAX_BYTES } from '../../intake/document-file.ts';
import { FILES_MAX } from '../document-file.ts';
import { SIGNATURE_MAX_BYTES, SIGNATURE_TYPES } from '../signature.ts';
import { Decoy } from './decoy.tsx';
import { ATTACHES, FIELDS, WORDLESS } from './fields.ts';
import { FilledFields, TickedFields } from './form-fields.tsx';
import type { PersonChoice, TaskFormFacts, TaskPage } from './task-view.ts';
import { PAGE_WORDS } from './words.ts';

/** What stands on top; the rest is one tap away, so that a thumb reaches the decision at once. */
const FIRST: readonly PageOffer[] = [...CHOICES, 'RESUME_CLOCK', 'GIVE_OPINION', 'ANSWER', 'MARK_READ', 'RECALL_OPINION', 'TAKE_BACK'];

type FormProps = { readonly view: TaskPage; readonly form: TaskFormFacts };

export function TaskForm({ view, form }: FormProps) {
  const words = PAGE_WORDS[view.locale];
  const { kind } = view.task;
  const first = form.offers.filter((offer) => FIRST.includes(offer));
  const more = form.offers.filter((offer) => !FIRST.includes(offer));
  const decides = kind !== 'DECIDE' || first.some((offer) => CHOICES.some((known) => known === offer));
  const chosenMore = more.some((offer) => offer === view.typed.choice);
  return (
    <form
      id="decide"
      method="post"
      action={form.action}
      encType={form.asksSignature || form.offers.some((offer) => ATTACHES.includes(offer)) ? 'multipart/form-data' : undefined}
    >
      <input type="hidden" name="nonce" value={form.nonce} />
      <fieldset>
        <legend>
          <h2>{decides ? pick(TASK_KIND_WORDS[kind].heading, view.locale) : words.besides}</h2>
        </legend>
        {first.map((offer) => (
          <Choice key={offer} view={view} offer={offer} />
        ))}
        {more.length > 0 && (
          <details open={chosenMore || first.length === 0}>
            <summary>{words.more}</summary>
            {more.map((offer) => (
              <Choice key={offer} view={view} offer={offer} />
            ))}
          </details>
        )}
      </fieldset>
      <Particulars view={view} form={form} />
      <FilledFields view={view} form={form} />
      <TickedFields view={view} form={form} />
      <Words view={view} form={form} />
      <Only name="files" offers={form.offers}>
        <KeptFiles view={view} />
        <Labelled name="files" label={words.files} hint={words.filesHint(FILES_MAX, FILE_MAX_BYTES / 1_048_576)}>
          {(field) => <input {...field} type="file" multiple accept={FILE_ENDINGS.join(',')} />}
        </Labelled>
      </Only>
      {form.asksSignature && <Signature view={view} form={form} />}
      <Labelled name="check" label={view.isOldLink ? words.oldCheck : words.check(CHECK_DIGITS)} hint={words.checkHint}>
        {(field) => (
          <input
            {...field}
            type="text"
            inputMode={view.isOldLink ? 'text' : 'numeric'}
            required
            autoComplete="off"
            maxLength={8}
            defaultValue={view.typed.check ?? ''}
          />
        )}
      </Labelled>
      {form.asks === 'email+otp' && (
        <Labelled name="code" label={words.code} hint={words.codeHint}>
          {(field) => (
            <input {...field} type="text" inputMode="numeric" autoComplete="one-time-code" maxLength={12} defaultValue={view.typed.code ?? ''} />
          )}
        </Labelled>
      )}
      {form.asks === 'session' && (
        <p>
          {words.signInOffer}{' '}
          <a href="/" target="_blank" rel="noopener">
            {words.signInOpen}
          </a>
        </p>
      )}
      {form.asks === 'session' && (
        <Labelled name="signIn" label={words.signIn} hint={words.signInHint}>
          {(field) => <input {...field} type="password" autoComplete="current-password" maxLength={200} />}
        </Labelled>
      )}
      <button type="submit">{pick(TASK_KIND_WORDS[decides ? kind : 'READ'].submit, view.locale)}</button>
      <Decoy locale={view.locale} />
    </form>
  );
}

/** Hidden beside what takes no words; never while words stand in it. */
function Words({ view, form }: FormProps) {
  const words = PAGE_WORDS[view.locale];
  const { kind } = view.task;
  const typed = view.typed.reason ?? '';
  if (typed === '' && form.offers.every((offer) => WORDLESS.includes(offer))) return null;
  const free = form.offers.filter((offer) => offer === 'APPROVE' || offer === 'COPY').map((offer) => offerWord(view, offer));
  return (
    <div className={typed === '' ? 'for-reason' : undefined}>
      <Labelled
        name="reason"
        label={pick(TASK_KIND_WORDS[kind].reason, view.locale)}
        hint={kind === 'DECIDE' ? words.reasonHint(free, form.offers.includes('PAUSE')) : undefined}
      >
        {(field) => <textarea {...field} rows={3} maxLength={2000} defaultValue={typed} />}
      </Labelled>
      {form.presets.length > 0 && (
        <Select
          name="preset"
          label={words.preset}
          hint={words.presetHint}
          empty={words.noPreset}
          options={form.presets.map((phrase) => ({ id: phrase, label: phrase }))}
          chosen={undefined}
        />
      )}
    </div>
  );
}

/** A picture of a signature or a seal; a phone offers its camera, and what was drawn there. */
function Signature({ view, form }: FormProps) {
  const words = PAGE_WORDS[view.locale];
  const { signature } = view.typed;
  return (
    <Only name="signature" offers={form.offers} typed={signature?.sha256}>
      {signature != null && (
        <>
          <input type="hidden" name="keptSignature" value={signature.sha256 ?? ''} />
          <p className="hint">
            {words.keptFiles} {signature.title}
          </p>
        </>
      )}
      <Labelled name="signature" label={words.signature} hint={words.signatureHint(SIGNATURE_MAX_BYTES / 1_048_576)}>
        {(field) => <input {...field} type="file" accept={SIGNATURE_TYPES.join(',')} />}
      </Labelled>
      <p className="hint">
        {words.signatureNoDrawing} <a href={view.caseHref}>{words.signatureDraw}</a>
      </p>
    </Only>
  );
}

/** What was attached to a form that came back: it is here, and need not be chosen again. */
function KeptFiles({ view }: { readonly view: TaskPage }) {
  const files = view.typed.files ?? [];
  if (files.length === 0) return null;
  return (
    <>
      <input type="hidden" name="kept" value={files.map(({ sha256 }) => sha256 ?? '').join(',')} />
      <p className="hint">
        {PAGE_WORDS[view.locale].keptFiles} {files.map(({ title }) => title).join(PAGE_WORDS[view.locale].and)}
      </p>
    </>
  );
}

/** Where the route asks for a one-time code: the button that has it sent, a form of its own. */
export function CodeForm({ view, form }: { readonly view: TaskPage; readonly form: TaskFormFacts }) {
  const words = PAGE_WORDS[view.locale];
  return (
    <form method="post" action={form.codeAction} className="card">
      <input type="hidden" name="nonce" value={form.codeNonce} />
      <p>{words.codeAsked}</p>
      <button type="submit" className="second">
        {words.sendCode}
      </button>
      <Decoy locale={view.locale} />
    </form>
  );
}

/** What an act is called here: at the intake of an application, to approve is to accept it for handling. */
export function offerWord({ locale, state }: Pick<TaskPage, 'locale' | 'state'>, offer: PageOffer): string {
  return pick(offerWords(offer, isIntake(state.route, state.step)), locale);
}

function Choice({ view, offer }: { readonly view: TaskPage; readonly offer: PageOffer }) {
  return (
    <label className="choice">
      <input type="radio" name="choice" value={offer} required defaultChecked={view.typed.choice === offer} />
      {offerWord(view, offer)}
    </label>
  );
}

type OnlyProps = {
  readonly name: keyof typeof FIELDS;
  readonly offers: readonly PageOffer[];
  readonly typed?: string | undefined;
  readonly children: ReactNode;
};
/** A group of fields that belongs to some choices; the style sheet shows it with them alone. */
function Only({ name, offers, typed = '', children }: OnlyProps) {
  // Whatever somebody wrote stays in sight, also beside another choice.
  return FIELDS[name].some((offer) => offers.includes(offer)) ? <div className={typed === '' ? `only for-${name}` : 'only'}>{children}</div> : null;
}

function Particulars({ view, form }: FormProps) {
  const { locale, state, typed } = view;
  const words = PAGE_WORDS[locale];
  const { offers } = form;
  const targets = form.returnTo.map((key) => {
    const name = state.route.steps.find((candidate) => candidate.key === key)?.name ?? partName(state.route, state.step, key);
    return { id: key, label: name === null ? words.toApplicant : pick(name, locale) };
  });
  const entry = (id: string, label: Text): PersonChoice => ({ id, label: pick(label, locale) });
  return (
    <>
      <Only name="conditions" offers={offers} typed={typed.conditions}>
        <Labelled name="conditions" label={words.conditions} hint={words.conditionsHint}>
          {(field) => <textarea {...field} rows={3} maxLength={4000} defaultValue={typed.conditions ?? ''} />}
        </Labelled>
      </Only>
      {form.asksScore && (
        <Only name="score" offers={offers}>
          <Labelled name="score" label={words.score} hint={words.scoreHint}>
            {(field) => <input {...field} type="text" inputMode="decimal" defaultValue={typed.score ?? ''} autoComplete="off" />}
          </Labelled>
        </Only>
      )}
      <Only name="to" offers={offers}>
        <Select name="to" label={words.returnTo} options={targets} chosen={typed.to} />
        {form.choosesAfterwards && (
          <Select
            name="afterwards"
            label={words.afterwards}
            options={AFTERWARDS.map((where) => entry(where, AFTERWARDS_WORDS[where]))}
            chosen={typed.afterwards}
          />
        )}
      </Only>
      <Only name="person" offers={offers}>
        <Select name="person" label={words.person} hint={words.personHint} empty={words.nobody} options={form.people} chosen={typed.person} />
      </Only>
      <Only name="where" offers={offers}>
        <Select
          name="where"
          label={words.where}
          options={WHERE_ADDED.map((where) => entry(where, WHERE_WORDS[where].offered))}
          chosen={typed.where}
        />
      </Only>
      <Only name="remove" offers={offers}>
        <Select name="remove" label={words.remove} options={form.removable} chosen={typed.remove} />
      </Only>
      <Only name="pause" offers={offers}>
        <Select
          name="pause"
          label={words.pauseFor}
          options={PAUSES_BY_NOTICE.map((reason) => entry(reason, PAUSE_WORDS[reason]))}
          chosen={typed.pause}
        />
      </Only>
      <Only name="recommends" offers={offers}>
        <Select
          name="recommends"
          label={words.recommends}
          empty={words.noAdvice}
          options={ADVICES.map((advice) => entry(advice, ADVICE_WORDS[advice]))}
          chosen={typed.recommends}
        />
      </Only>
    </>
  );
}

type SelectProps = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly empty?: string;
  readonly options: readonly PersonChoice[];
  readonly chosen: string | undefined;
};

function Select({ name, label, hint, empty, options, chosen }: SelectProps) {
  return (
    <Labelled name={name} label={label} hint={hint}>
      {(field) => (
        <select {...field} defaultValue={chosen ?? ''}>
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

type FieldAttributes = { readonly id: string; readonly name: string; readonly 'aria-describedby': string | undefined };
type LabelledProps = {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly children: (field: FieldAttributes) => ReactNode;
};

/** A field with its label and, where there is one, the hint that a screen reader reads with it. */
function Labelled({ name, label, hint, children }: LabelledProps) {
  const hintId = hint === undefined ? undefined : `${name}-hint`;
  return (
    <>
      <label className="field" htmlFor={name}>
        {label}
      </label>
      {hint !== undefined && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
      {children({ id: name, name, 'aria-describedby': hintId })}
    </>
  );
}
