/** One value of a table of rules, by its shape: a number, yes or no, one of several; a list as JSON. */

import { NumberInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Shape } from '../../../domain/kernel/shape.ts';
import { useWords } from '../../app/locale.tsx';
import { JsonField } from '../json-field.tsx';
import { RULES_WORDS } from './words.ts';

type Props = {
  readonly label: string;
  readonly shape: Shape;
  readonly value: unknown;
  /** Of a row that may be without: the shape inside. */
  readonly mayBeNone?: boolean;
  readonly unit: string;
  /** So many of the table's numbers make one that is typed here (domain/words/rules.ts). */
  readonly keptAs: number;
  readonly fault: string | null;
  readonly onChange: (value: unknown) => void;
};

/** 2.3 % are 23 thousandths, and not 22.999. */
const keptOf = (typed: number, as: number): number => (as === 1 ? typed : Math.round(typed * as));

const NUMBERS = ['number', 'fen', 'count', 'whole'];

export function ValueField({ label, shape, value, mayBeNone = false, unit, keptAs, fault, onChange }: Props): ReactNode {
  const words = useWords(RULES_WORDS);
  if (shape.is === 'nullable') return <ValueField {...{ label, value, unit, keptAs, fault, onChange }} shape={shape.of} mayBeNone />;
  if (NUMBERS.includes(shape.is))
    return (
      <NumberInput
        aria-label={label}
        data-path={label}
        value={typeof value === 'number' ? value / keptAs : ''}
        placeholder={mayBeNone ? words.noLimit : ''}
        suffix={unit === '' ? '' : ` ${unit}`}
        hideControls
        {...(keptAs > 1 ? { decimalScale: 1 } : shape.is === 'number' ? {} : { allowDecimal: false })}
        error={fault}
        onChange={(next) => onChange(typeof next === 'number' ? keptOf(next, keptAs) : mayBeNone ? null : next)}
      />
    );
  if (shape.is === 'flag')
    return (
      <Select
        aria-label={label}
        data={[
          { value: 'yes', label: words.yes },
          { value: 'no', label: words.no },
        ]}
        value={value === true ? 'yes' : 'no'}
        allowDeselect={false}
        error={fault}
        onChange={(next) => onChange(next === 'yes')}
      />
    );
  if (shape.is === 'oneOf')
    return (
      <Select aria-label={label} data={[...shape.of]} value={String(value)} allowDeselect={false} error={fault} onChange={(next) => onChange(next)} />
    );
  if (shape.is === 'list' || shape.is === 'record' || shape.is === 'table' || shape.is === 'data')
    return (
      <JsonField aria-label={label} description={words.json} maxRows={12} notJson={words.notJson} value={value} fault={fault} onChange={onChange} />
    );
  return (
    <TextInput
      aria-label={label}
      value={typeof value === 'string' ? value : ''}
      error={fault}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
