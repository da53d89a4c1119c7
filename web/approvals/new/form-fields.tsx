/** The fields of a matter's form, drawn as what they are; beside each the rule that it serves. Deliberately absent: what is sent of it (filled.ts). */

import { Checkbox, Group, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Form, FormField } from '../../../domain/approval/form-shape.ts';
import { fenOf } from '../../../domain/approval/typed-value.ts';
import { money } from '../../../domain/words/money.ts';
import { ruleWords } from '../../../domain/words/rules.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { DayInput } from '../../parts/day-input.tsx';
import { FieldLead } from '../../parts/field-lead.tsx';
import type { PersonChoice } from '../../parts/people.ts';
import { RowList } from '../../parts/row-list.tsx';
import { FilesField } from '../../parts/upload.tsx';
import type { OnBusy } from '../../parts/use-sending.ts';
import { choicesIn, type Filled, filesIn, rowsIn, type Typed } from './filled.ts';
import { NEW_WORDS } from './words.ts';

type Shared = { readonly people: readonly PersonChoice[]; readonly onBusy: OnBusy };
type Props = Shared & {
  readonly form: Form;
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
  /** By `filled.KEY`. */
  readonly faultAt: (path: string) => ReactNode;
};

export function FormFields({ form, filled, onChange, faultAt, people, onBusy }: Props): ReactNode {
  return form.map((field) => (
    <OneField
      key={field.key}
      field={field}
      typed={filled[field.key]}
      onType={(typed) => onChange({ ...filled, [field.key]: typed })}
      fault={faultAt(`filled.${field.key}`)}
      path={`filled.${field.key}`}
      people={people}
      onBusy={onBusy}
    />
  ));
}

type OneProps = Shared & {
  readonly field: FormField;
  readonly typed: Typed | undefined;
  readonly onType: (typed: Typed) => void;
  readonly fault: ReactNode;
  readonly path: string;
};

function useDescription({ help, basis }: FormField): string {
  const words = useWords(NEW_WORDS);
  const say = useSay();
  return [help === undefined ? '' : say(help), basis === undefined ? '' : words.basis(say(ruleWords(basis)))].filter((part) => part !== '').join(' ');
}

function OneField(props: OneProps): ReactNode {
  const { field, typed, onType, fault, path, onBusy } = props;
  const say = useSay();
  const description = useDescription(field);
  const label = say(field.label);
  const required = field.required === true;
  switch (field.type) {
    case 'FILES':
      return (
        <FilesField
          label={label}
          value={filesIn(typed)}
          onChange={onType}
          error={fault}
          required={required}
          onBusy={onBusy}
          path={path}
          {...(description === '' ? {} : { description })}
          {...(field.most === undefined ? {} : { most: field.most })}
        />
      );
    case 'TABLE':
      return <Rows {...props} description={description} />;
    case 'CHOICES':
      return (
        <Checkbox.Group label={label} description={description} error={fault} withAsterisk={required} value={[...choicesIn(typed)]} onChange={onType}>
          <Group mt="xs">
            {(field.options ?? []).map(({ value, label: name }) => (
              <Checkbox key={value} value={value} label={say(name)} />
            ))}
          </Group>
        </Checkbox.Group>
      );
    default:
      return <Plain {...props} label={label} description={description} required={required} />;
  }
}

type PlainProps = Pick<OneProps, 'field' | 'typed' | 'fault' | 'path' | 'people'> & {
  readonly onType: (typed: string | number) => void;
  readonly label: string;
  /** Read out, where the name stands above the column. */
  readonly inTable?: boolean;
  readonly description: string;
  readonly required: boolean;
};

function Plain({ field, typed, onType, fault, path, people, label, description, required, inTable = false }: PlainProps): ReactNode {
  const say = useSay();
  const words = useWords(NEW_WORDS);
  const text = typeof typed === 'string' || typeof typed === 'number' ? String(typed) : '';
  const unit = field.unit === undefined ? undefined : say(field.unit);
  const named = inTable ? { 'aria-label': label, placeholder: label } : { label, description, required };
  const common = { ...named, error: fault, 'data-path': path };
  switch (field.type) {
    case 'LONG_TEXT':
      return <Textarea {...common} autosize minRows={2} maxRows={12} value={text} onChange={({ currentTarget }) => onType(currentTarget.value)} />;
    case 'NUMBER':
      return (
        <TextInput
          {...common}
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          value={text}
          onChange={({ currentTarget }) => onType(currentTarget.value)}
          {...(unit === undefined || inTable ? {} : { label: words.inUnit(label, unit) })}
        />
      );
    case 'MONEY': {
      const fen = fenOf(text);
      return (
        // As text: a field that drops what it cannot read makes another sum of 「36 万」, -5 or 12.345, and nobody sees it.
        <TextInput
          {...common}
          {...(inTable || fen === null ? {} : { description: words.amountHow(say(money(fen))) })}
          label={inTable ? undefined : words.inYuan(label)}
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          value={text}
          onChange={({ currentTarget }) => onType(currentTarget.value)}
        />
      );
    }
    case 'DAY':
      return <DayInput {...common} name={label} text={text} onType={onType} />;
    case 'CHOICE':
      return (
        <Select
          {...common}
          data={(field.options ?? []).map(({ value, label: name }) => ({ value, label: say(name) }))}
          value={text === '' ? null : text}
          onChange={(value) => onType(value ?? '')}
        />
      );
    case 'PERSON':
      return <Select {...common} searchable data={people} value={text === '' ? null : text} onChange={(value) => onType(value ?? '')} />;
    default:
      return <TextInput {...common} value={text} onChange={({ currentTarget }) => onType(currentTarget.value)} />;
  }
}

function Rows({ field, typed, onType, fault, path, people, description }: OneProps & { readonly description: string }): ReactNode {
  const say = useSay();
  const rows = rowsIn(typed);
  const { columns = [], most = 100 } = field;
  const put = (n: number, key: string, value: string | number): void =>
    onType(rows.map((row, other) => (other === n ? { ...row, [key]: value } : row)));
  return (
    <RowList legend={say(field.label)} lead={<FieldLead help={description} fault={fault} />} rows={rows} blank={{}} most={most} onChange={onType}>
      {(row, n) =>
        columns.map((column) => (
          <div key={column.key} style={{ flex: '1 1 9rem' }}>
            <Plain
              field={column}
              typed={row[column.key]}
              onType={(value) => put(n, column.key, value)}
              fault={null}
              path={`${path}.${n}.${column.key}`}
              people={people}
              label={`${say(column.label)} ${n + 1}`}
              description=""
              required={column.required === true}
              inTable
            />
          </div>
        ))
      }
    </RowList>
  );
}
