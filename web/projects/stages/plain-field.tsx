/** A field that holds one value. Deliberately absent: files, rows and groups (fields.tsx). */
import { Group, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { MonthPickerInput } from '@mantine/dates';
import '@mantine/dates/styles.css';
import type { ReactNode } from 'react';
import { fenOf } from '../../../domain/approval/typed-value.ts';
import { money } from '../../../domain/words/money.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { DayInput } from '../../parts/day-input.tsx';
import type { PersonChoice } from '../../parts/people.ts';
import { PARTS_WORDS } from '../../parts/words.ts';
import type { Field } from './facts.ts';
import { STAGE_WORDS } from './words.ts';

type Props = {
  readonly field: Field;
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly fault: ReactNode;
  readonly path: string;
  readonly people: readonly PersonChoice[];
  readonly help: string;
};

export function PlainField({ field, text, onType, fault, path, people, help }: Props): ReactNode {
  const say = useSay();
  const words = useWords(STAGE_WORDS);
  const parts = useWords(PARTS_WORDS);
  const { kind, unit, required, most, options = [] } = field;
  const label = say(field.label);
  const common = { label, required, error: fault, 'data-path': path, ...(help === '' ? {} : { description: help }) };
  const typing = {
    value: text,
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => onType(currentTarget.value),
  };
  switch (kind) {
    case 'LONG_TEXT':
      return <Textarea {...common} {...typing} autosize minRows={2} maxRows={12} maxLength={most ?? 2_000} />;
    case 'NUMBER':
    case 'WHOLE':
      return (
        <TextInput
          {...common}
          {...typing}
          label={unit === undefined || say(unit) === '' ? label : words.inUnit(label, say(unit))}
          inputMode={kind === 'WHOLE' ? 'numeric' : 'decimal'}
          autoComplete="off"
          maxLength={40}
        />
      );
    case 'MONEY': {
      const fen = fenOf(text);
      const shown = [help, fen === null ? '' : words.amountHow(say(money(fen)))].filter((part) => part !== '').join(' · ');
      // As text: a field that drops what it cannot read makes another sum of 「36 万」, and nobody sees it.
      return (
        <TextInput
          {...common}
          {...typing}
          label={words.inYuan(label)}
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          {...(shown === '' ? {} : { description: shown })}
        />
      );
    }
    case 'DAY':
      return <DayInput {...common} name={label} text={text} onType={onType} />;
    case 'MONTH':
      return (
        <MonthPickerInput
          {...common}
          valueFormat="YYYY-MM"
          clearable
          clearButtonProps={{ 'aria-label': parts.clearField(label) }}
          value={text === '' ? null : `${text}-01`}
          onChange={(month) => onType(month?.slice(0, 'yyyy-mm'.length) ?? '')}
        />
      );
    case 'FLAG':
      return (
        <Radio.Group label={label} description={common.description} error={fault} withAsterisk={required} value={text} onChange={onType}>
          <Group mt="xs">
            <Radio value="true" label={words.yes} data-path={path} />
            <Radio value="false" label={words.no} />
          </Group>
        </Radio.Group>
      );
    case 'CHOICE':
      return (
        <Select
          {...common}
          searchable={options.length > 8}
          clearable={!required}
          data={options.map(({ value, label: name }) => ({ value, label: say(name) }))}
          value={text === '' ? null : text}
          onChange={(value) => onType(value ?? '')}
        />
      );
    case 'PERSON':
      return <Select {...common} searchable data={people} value={text === '' ? null : text} onChange={(value) => onType(value ?? '')} />;
    default:
      return <TextInput {...common} {...typing} maxLength={most ?? 200} />;
  }
}
