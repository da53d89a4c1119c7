/** One fact of those that happened on paper: its kind, what it rests on, what it holds, its scans. To be entered, or to be corrected. */
import { Checkbox, Fieldset, Select, Text, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import '@mantine/dates/styles.css';
import type { ReactNode } from 'react';
import { FACT_KINDS, type TakenFact } from '../../domain/taken-fact/kinds.ts';
import { useSay, useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { SideForm, useFields } from '../parts/form.tsx';
import { FilesField, useWaiting } from '../parts/upload.tsx';
import { FactField } from './fact-field.tsx';
import type { Takeover } from './facts.ts';
import { EMPTY_FACT, type FactValues, factOfTyped, fieldOfFault, fieldsOf, isKind, lackingIn, type TypedField, typedOf } from './typed.ts';
import { TAKEOVER_WORDS } from './words.ts';

const MOST_FILES = 20;

type Props = {
  readonly takeover: Takeover;
  readonly title: string;
  readonly submit: string;
  /** Chosen before the form was opened. */
  readonly kind?: string;
  /** On record, to be corrected: its kind stays, and a reason is asked for. */
  readonly was?: TakenFact;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly onCancel: () => void;
  /** Null: it is taken away. */
  readonly onSubmit: (fact: TakenFact | null, reason: string) => void;
};

const startOf = (kind: string | undefined): FactValues =>
  kind !== undefined && isKind(kind) ? { ...EMPTY_FACT, kind, fields: blankOf(kind) } : EMPTY_FACT;
const blankOf = (kind: string): Readonly<Record<string, TypedField>> =>
  isKind(kind) ? Object.fromEntries(fieldsOf(kind).map(({ name, shape: { is } }) => [name, is === 'flag' ? false : is === 'list' ? [] : ''])) : {};

export function FactForm({ takeover, title, submit, kind, was, busy, problem, onCancel, onSubmit }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const { waits, onBusy } = useWaiting();
  const fields = useFields<FactValues>({
    initial: was === undefined ? startOf(kind) : { ...typedOf(was), fields: { ...blankOf(was.kind), ...typedOf(was).fields } },
    check: (values) => ({
      ...(values.gone ? {} : lackingIn(values, words.needed)),
      ...(was !== undefined && values.reason.trim() === '' ? { reason: words.needed } : {}),
    }),
  });
  const values = fields.getValues();
  const hand = (typed: FactValues): void => {
    const fact = factOfTyped(typed);
    if (typed.gone || fact !== null) onSubmit(typed.gone ? null : fact, typed.reason.trim());
  };
  return (
    <SideForm
      opened
      title={title}
      fields={fields}
      busy={busy}
      problem={problem}
      submit={submit}
      disabled={waits}
      onCancel={onCancel}
      onSubmit={hand}
      fieldOf={fieldOfFault}
    >
      {was === undefined && <KindChoice takeover={takeover} fields={fields} />}
      {was !== undefined && <TakeAway checked={values.gone} onChange={(gone) => fields.setFieldValue('gone', gone)} />}
      {isKind(values.kind) && !values.gone && (
        <>
          <TextInput label={words.document} required maxLength={200} {...fields.getInputProps('document')} />
          <DateInput
            label={words.on}
            valueFormat="YYYY-MM-DD"
            required
            {...fields.getInputProps('on')}
            value={values.on === '' ? null : values.on}
            onChange={(day) => fields.setFieldValue('on', day ?? '')}
          />
          <TextInput label={words.by} required maxLength={200} {...fields.getInputProps('by')} />
          {fieldsOf(values.kind).map((field) => (
            <FactField
              key={`${values.kind}.${field.name}`}
              kind={values.kind}
              field={field}
              takeover={takeover}
              typed={values.fields[field.name]}
              fault={fields.errors[`fields.${field.name}`]}
              // What another of the same kind is told by does not change with a correction.
              locked={was !== undefined && field.name === keyOf(was.kind)}
              onType={(typed) => {
                fields.clearFieldError(`fields.${field.name}`);
                fields.setFieldValue('fields', { ...fields.getValues().fields, [field.name]: typed });
              }}
            />
          ))}
          <FilesField
            label={words.files}
            path="files"
            most={MOST_FILES}
            value={values.files}
            onChange={(files) => fields.setFieldValue('files', files)}
            error={fields.errors.files}
            onBusy={onBusy}
          />
          <Textarea label={words.optional(words.note)} autosize minRows={1} maxRows={6} maxLength={2_000} {...fields.getInputProps('note')} />
        </>
      )}
      {was !== undefined && (
        <Textarea label={words.reason} required autosize minRows={2} maxRows={6} maxLength={2_000} {...fields.getInputProps('reason')} />
      )}
    </SideForm>
  );
}

function keyOf(kind: TakenFact['kind']): string | undefined {
  const told: { readonly key?: string } = FACT_KINDS[kind];
  return told.key;
}

/** By stage, in the order in which things happen. */
function KindChoice({ takeover, fields }: { readonly takeover: Takeover; readonly fields: ReturnType<typeof useFields<FactValues>> }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const kinds = Object.entries(FACT_KINDS);
  const group = (stage: string | null, name: string) => ({
    group: name,
    items: kinds.filter(([, told]) => told.stage === stage).map(([value, { zh, en }]) => ({ value, label: say({ zh, en }) })),
  });
  return (
    <Fieldset variant="unstyled">
      <Select
        label={words.kind}
        required
        searchable
        placeholder={words.choosePlease}
        data={[...takeover.stages.map(({ stage, name }) => group(stage, say(name))), group(null, words.wholeProject)].filter(
          ({ items }) => items.length > 0,
        )}
        {...fields.getInputProps('kind')}
        value={fields.getValues().kind === '' ? null : fields.getValues().kind}
        onChange={(kind) => {
          fields.clearErrors();
          fields.setValues({ kind: kind ?? '', fields: blankOf(kind ?? '') });
        }}
      />
      {fields.getValues().kind === '' && (
        <Text size="sm" c="dimmed" mt="xs">
          {words.noFactsNext}
        </Text>
      )}
    </Fieldset>
  );
}

function TakeAway({ checked, onChange }: { readonly checked: boolean; readonly onChange: (checked: boolean) => void }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  return (
    <Checkbox
      label={words.takeAway}
      description={words.takeAwayHow}
      checked={checked}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
