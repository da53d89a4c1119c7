/** Fields of a matter's form on the page behind a link, without script. Deliberately absent: what is read of them (link-fields.ts). */
import type { ReactNode } from 'react';
import type { FormField } from '../../domain/approval/form-shape.ts';
import { pick } from '../../domain/kernel/locale.ts';
import { ruleWords } from '../../domain/words/rules.ts';
import { FIELD_NAME } from './fields.ts';
import type { TaskFormFacts, TaskPage } from './task-view.ts';
import { PAGE_WORDS } from './words.ts';

type Props = { readonly view: TaskPage; readonly form: TaskFormFacts };

/** What stands now, or what was typed into the form before this one. */
const typedIn = ({ view, form }: Props): Readonly<Record<string, string>> => (view.typed.fields === undefined ? form.shown : view.typed.fields);

/** Those that whoever agrees fills in here. */
export function FilledFields(props: Props): ReactNode {
  const { view, form } = props;
  const words = PAGE_WORDS[view.locale];
  if (form.fills.length === 0) return null;
  return (
    <fieldset className="only for-values">
      <legend className="field">{words.fills}</legend>
      <input type="hidden" name="fillings" value={String(form.fillings)} />
      {form.fills.map((field) => (
        <OneField key={field.key} {...props} field={field} />
      ))}
    </fieldset>
  );
}

/** Those of the applicant's that may be corrected with a supplement. */
export function TickedFields({ view, form }: Props): ReactNode {
  const words = PAGE_WORDS[view.locale];
  const typed = view.typed.fields ?? {};
  if (form.corrects.length === 0) return null;
  return (
    <fieldset className="only for-fields">
      <legend className="field">{words.corrects}</legend>
      <p className="hint">{words.correctsHint}</p>
      {form.corrects.map(({ key, label }) => (
        <label key={key} className="choice">
          <input type="checkbox" name={FIELD_NAME.ticked(key)} value="1" defaultChecked={typed[FIELD_NAME.ticked(key)] !== undefined} />
          {pick(label, view.locale)}
        </label>
      ))}
    </fieldset>
  );
}

function OneField({ view, form, field }: Props & { readonly field: FormField }): ReactNode {
  const { locale } = view;
  const words = PAGE_WORDS[locale];
  const typed = typedIn({ view, form });
  const { key, type, options = [], unit, most } = field;
  const name = FIELD_NAME.value(key);
  const required = field.required === true && form.missing.includes(key);
  const label = `${pick(field.label, locale)}${required ? words.mustFill : words.mayFill}`;
  const hints = [
    type === 'MONEY' ? words.inYuan : '',
    unit === undefined ? '' : words.inUnit(pick(unit, locale)),
    field.help === undefined ? '' : pick(field.help, locale),
    field.basis === undefined ? '' : pick(ruleWords(field.basis), locale),
  ].filter((hint) => hint !== '');
  if (type === 'CHOICES')
    return (
      <fieldset>
        <legend className="field">{label}</legend>
        {options.map(({ value, label: option }) => (
          <label key={value} className="choice">
            <input
              type="checkbox"
              name={FIELD_NAME.option(key, value)}
              value="1"
              defaultChecked={typed[FIELD_NAME.option(key, value)] !== undefined}
            />
            {pick(option, locale)}
          </label>
        ))}
      </fieldset>
    );
  const hintId = hints.length === 0 ? undefined : `${name}-hint`;
  const common = { id: name, name, defaultValue: typed[name] ?? '', 'aria-describedby': hintId };
  const people = type === 'PERSON' ? form.colleagues : options.map(({ value, label: option }) => ({ id: value, label: pick(option, locale) }));
  return (
    <>
      <label className="field" htmlFor={name}>
        {label}
      </label>
      {hints.length > 0 && (
        <p className="hint" id={hintId}>
          {hints.join(' ')}
        </p>
      )}
      {type === 'LONG_TEXT' ? (
        <textarea {...common} rows={3} maxLength={most ?? 2_000} />
      ) : type === 'CHOICE' || type === 'PERSON' ? (
        <select {...common}>
          <option value="">{words.nobody}</option>
          {people.map(({ id, label: option }) => (
            <option key={id} value={id}>
              {option}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type={type === 'DAY' ? 'date' : 'text'}
          inputMode={type === 'MONEY' || type === 'NUMBER' ? 'decimal' : undefined}
          autoComplete="off"
          maxLength={type === 'TEXT' ? (most ?? 2_000) : 30}
        />
      )}
    </>
  );
}
