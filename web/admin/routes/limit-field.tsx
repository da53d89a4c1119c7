/** A limit: so many, of which unit; empty: none. */
import { Group, NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Limit } from '../../../domain/calendar/calendar.ts';
import { useWords } from '../../app/locale.tsx';
import { ROUTES_WORDS } from './words.ts';

const UNITS = ['WD', 'CD', 'MONTH'] as const;
type Props = {
  readonly label: string;
  readonly path: string;
  readonly value: Limit | undefined;
  readonly fault: string | null;
  readonly onChange: (value: Limit | undefined) => void;
};

export function LimitField({ label, path, value, fault, onChange }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  return (
    <Group align="flex-start" gap="xs">
      <NumberInput
        label={label}
        data-path={path}
        placeholder={words.noLimit}
        allowDecimal={false}
        hideControls
        w={140}
        value={value?.n ?? ''}
        error={fault}
        onChange={(n) => onChange(typeof n === 'number' ? { n, unit: value?.unit ?? 'WD' } : undefined)}
      />
      <Select
        label={words.unit}
        aria-label={`${label} ${words.unit}`}
        data={UNITS.map((unit) => ({ value: unit, label: words[unit] }))}
        value={value?.unit ?? 'WD'}
        disabled={value === undefined}
        allowDeselect={false}
        w={150}
        onChange={(next) => value !== undefined && onChange({ n: value.n, unit: UNITS.find((each) => each === next) ?? value.unit })}
      />
    </Group>
  );
}
