/** A day as text, 2026-11-30, or none. Deliberately absent: which days may be chosen. */
import { DateInput, type DateInputProps } from '@mantine/dates';
import '@mantine/dates/styles.css';
import { type FocusEvent, type ReactNode, useState } from 'react';
import { useWords } from '../app/locale.tsx';
import { dayOf } from './day.ts';
import { PARTS_WORDS } from './words.ts';

/** `name`: what the field is called where it is read out. */
type Props = Omit<DateInputProps, 'value' | 'onChange'> & {
  readonly name: string;
  readonly text: string;
  readonly onType: (text: string) => void;
};

export function DayInput({ name, text, onType, error, onBlur, clearable = true, ...rest }: Props): ReactNode {
  const words = useWords(PARTS_WORDS);
  const [unread, setUnread] = useState<string | null>(null);
  // What is no day is said to be none, and what stood there before is not handed in in its place.
  const left = (event: FocusEvent<HTMLInputElement>): void => {
    const typed = event.currentTarget.value.trim();
    const none = typed !== '' && dayOf(typed) === null;
    setUnread(none ? typed : null);
    if (none) onType('');
    onBlur?.(event);
  };
  const type = (day: string | null): void => {
    setUnread(null);
    onType(day ?? '');
  };
  return (
    <DateInput
      {...rest}
      valueFormat="YYYY-MM-DD"
      clearable={clearable}
      clearButtonProps={{ 'aria-label': words.clearField(name) }}
      value={text === '' ? null : text}
      onChange={type}
      onBlur={left}
      error={unread === null ? error : words.noDay(unread)}
    />
  );
}
