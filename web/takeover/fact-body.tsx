/** What a fact or a paper rests on, what it holds and its scans, as fields of its form; and what a correction asks beside. */
import { Checkbox, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { DayInput } from '../parts/day-input.tsx';
import type { Fields } from '../parts/form.tsx';
import { FilesField } from '../parts/upload.tsx';
import type { OnBusy } from '../parts/use-sending.ts';
import { FactField } from './fact-field.tsx';
import type { OptionSource } from './options.ts';
import { type FactValues, fieldsOf, keyOf } from './typed.ts';
import { TAKEOVER_WORDS } from './words.ts';

const MOST_FILES = 20;

type Props = {
  readonly fields: Fields<FactValues>;
  readonly options: OptionSource;
  /** On record: what another of the same kind is told by does not change. */
  readonly correcting: boolean;
  readonly onBusy: OnBusy;
};

export function FactBody({ fields, options, correcting, onBusy }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const values = fields.getValues();
  return (
    <>
      <TextInput label={words.document} required maxLength={200} {...fields.getInputProps('document')} />
      <DayInput
        label={words.on}
        name={words.on}
        required
        {...fields.getInputProps('on')}
        text={values.on}
        onType={(day) => fields.setFieldValue('on', day)}
      />
      <TextInput label={words.by} required maxLength={200} {...fields.getInputProps('by')} />
      {fieldsOf(values.kind).map((field) => (
        <FactField
          key={`${values.kind}.${field.name}`}
          kind={values.kind}
          field={field}
          options={options}
          typed={values.fields[field.name]}
          fault={fields.errors[`fields.${field.name}`]}
          locked={correcting && field.name === keyOf(values.kind)}
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
  );
}

export function ReasonOf({ fields }: Pick<Props, 'fields'>): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  return <Textarea label={words.reason} required autosize minRows={2} maxRows={6} maxLength={2_000} {...fields.getInputProps('reason')} />;
}

export function TakeAway({ fields }: Pick<Props, 'fields'>): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  return (
    <Checkbox
      label={words.takeAway}
      description={words.takeAwayHow}
      checked={fields.getValues().gone}
      onChange={({ currentTarget }) => fields.setFieldValue('gone', currentTarget.checked)}
    />
  );
}
