/** A day as text, 2026-11-30, or none. Deliberately absent: which days may be chosen. */
import { DateInput, type DateInputProps } from '@mantine/dates';
import '@mantine/dates/styles.css';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { PARTS_WORDS } from './words.ts';

/** `name`: what the field is called where it is read out. */
type Props = Omit<DateInputProps, 'value' | 'onChange'> & {
  readonly name: string;
  readonly text: string;
  readonly onType: (text: string) => void;
};

export function DayInput({ name, text, onType, ...rest }: Props): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <DateInput
      {...rest}
      valueFormat="YYYY-MM-DD"
      clearable
      clearButtonProps={{ 'aria-label': words.clearField(name) }}
      value={text === '' ? null : text}
      onChange={(day) => onType(day ?? '')}
    />
  );
}
