/** What is applied for: amount, items, files. For a new application, and for one that is changed. Deliberately absent: handing it in. */
import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Form } from '../../../domain/approval/form-shape.ts';
import { fenOf } from '../../../domain/approval/typed-value.ts';
import { money } from '../../../domain/words/money.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { Fields } from '../../parts/form.tsx';
import type { PersonChoice } from '../../parts/people.ts';
import { RowList } from '../../parts/row-list.tsx';
import { FilesField } from '../../parts/upload.tsx';
import type { OnBusy } from '../../parts/use-sending.ts';
import type { ContentValues } from './application.ts';
import { FormFields } from './form-fields.tsx';
import { NEW_WORDS } from './words.ts';

/** As many as the API takes. */
const MOST_LINES = 40;
const MOST_FILES = 60;

type Props<V extends ContentValues> = {
  readonly fields: Fields<V>;
  /** Empty: free lines. */
  readonly form: Form;
  readonly people: readonly PersonChoice[];
  readonly onBusy: OnBusy;
};

export function ContentFields<V extends ContentValues>(props: Props<V>): ReactNode {
  const { fields, form, people, onBusy } = props;
  if (form.length === 0) return <FreeLines {...props} />;
  return (
    <FormFields
      form={form}
      filled={fields.getValues().filled}
      onChange={fields.getInputProps('filled').onChange}
      faultAt={(path) => fields.errors[path]}
      people={people}
      onBusy={onBusy}
    />
  );
}

function FreeLines<V extends ContentValues>({ fields, onBusy }: Props<V>): ReactNode {
  const words = useWords(NEW_WORDS);
  const say = useSay();
  const { amount, files } = fields.getValues();
  const fen = fenOf(amount);
  return (
    <>
      <TextInput
        label={words.amount}
        description={fen === null ? words.amountNone : words.amountHow(say(money(fen)))}
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
        {...fields.getInputProps('amount')}
      />
      <Lines fields={fields} />
      <FilesField
        label={words.files}
        most={MOST_FILES}
        path="files"
        value={files}
        onChange={fields.getInputProps('files').onChange}
        error={fields.errors.files}
        onBusy={onBusy}
      />
    </>
  );
}

function Lines<V extends ContentValues>({ fields }: { readonly fields: Fields<V> }): ReactNode {
  const words = useWords(NEW_WORDS);
  const { lines } = fields.getValues();
  return (
    <RowList legend={words.lines} rows={lines} blank={{ label: '', value: '' }} most={MOST_LINES} onChange={fields.getInputProps('lines').onChange}>
      {(_, n) => (
        <>
          <TextInput
            aria-label={words.lineLabel(n + 1)}
            placeholder={words.labelLike}
            style={{ flex: '1 1 8rem' }}
            {...fields.getInputProps(`lines.${n}.label`)}
          />
          <Textarea
            aria-label={words.lineValue(n + 1)}
            placeholder={words.valueLike}
            autosize
            minRows={1}
            maxRows={10}
            style={{ flex: '3 1 12rem' }}
            {...fields.getInputProps(`lines.${n}.value`)}
          />
        </>
      )}
    </RowList>
  );
}
