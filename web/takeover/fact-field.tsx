/** One field of a fact, drawn as what it holds. Deliberately absent: what is sent of it (typed.ts). */
import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { fenOf } from '../../domain/approval/typed-value.ts';
import { fieldName } from '../../domain/takeover/field-names.ts';
import { money } from '../../domain/words/money.ts';
import { useJoin, useSay, useWords } from '../app/locale.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { type OptionSource, optionsOf } from './options.ts';
import { columnsOf, type KindField, type TypedField } from './typed.ts';
import { TAKEOVER_WORDS } from './words.ts';

type Props = {
  readonly kind: string;
  readonly field: KindField;
  readonly options: OptionSource;
  readonly typed: TypedField | undefined;
  readonly fault: ReactNode;
  readonly locked: boolean;
  readonly onType: (typed: TypedField) => void;
};

export function FactField({ kind, field, options: source, typed, fault, locked, onType }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const options = optionsOf(kind, field, source)?.map(({ value, name: named }) => ({ value, label: say(named) })) ?? null;
  const { name, shape, needed } = field;
  const told = say(fieldName(kind, name));
  const common = { error: fault, 'data-path': `fields.${name}`, disabled: locked };
  const label = needed ? told : words.optional(told);
  const text = typeof typed === 'string' ? typed : '';
  if (shape.is === 'flag')
    return <Checkbox {...common} label={told} checked={typed === true} onChange={({ currentTarget }) => onType(currentTarget.checked)} />;
  if (options !== null && shape.is === 'list')
    return (
      <MultiSelect
        {...common}
        label={label}
        required={needed}
        searchable
        data={[...options]}
        value={Array.isArray(typed) ? [...typed] : []}
        onChange={onType}
      />
    );
  if (options !== null)
    return (
      <Select
        {...common}
        label={label}
        required={needed}
        searchable
        placeholder={words.choosePlease}
        data={[...options]}
        value={text === '' ? null : text}
        onChange={(value) => onType(value ?? '')}
      />
    );
  if (shape.is === 'day') return <DayInput {...common} label={label} required={needed} name={label} text={text} onType={onType} />;
  if (shape.is === 'list' && options === null)
    return <Rows kind={kind} columns={columnsOf(shape) ?? []} label={label} common={common} text={text} onType={onType} />;
  if (shape.is === 'text')
    return (
      <Textarea
        {...common}
        label={label}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2_000}
        value={text}
        onChange={({ currentTarget }) => onType(currentTarget.value)}
      />
    );
  const fen = shape.is === 'fen' ? fenOf(text) : null;
  const how =
    fen !== null
      ? words.is(say(money(fen)))
      : shape.is === 'month'
        ? words.monthLike
        : name === 'key'
          ? words.keyLike
          : name === 'ref'
            ? words.refLike
            : null;
  return (
    <TextInput
      {...common}
      label={shape.is === 'fen' ? words.inYuan(label) : label}
      {...(how === null ? {} : { description: how })}
      required={needed}
      autoComplete="off"
      maxLength={200}
      inputMode={shape.is === 'fen' || shape.is === 'number' ? 'decimal' : shape.is === 'count' || shape.is === 'whole' ? 'numeric' : 'text'}
      value={text}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
    />
  );
}

type RowsProps = Pick<Props, 'kind' | 'onType'> & {
  readonly columns: readonly string[];
  readonly label: string;
  readonly common: { readonly error: ReactNode; readonly 'data-path': string; readonly disabled: boolean };
  readonly text: string;
};
/** Several fields a row, one row a line. */
function Rows({ kind, columns, label, common, text, onType }: RowsProps): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const join = useJoin();
  return (
    <Textarea
      {...common}
      label={label}
      description={words.rowsLike(join(columns.map((column) => say(fieldName(kind, column)))))}
      autosize
      minRows={2}
      maxRows={12}
      value={text}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
    />
  );
}
