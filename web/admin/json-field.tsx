/** A value that is a list of records and seldom set, typed as JSON; what is none is said and not handed on. */
import { JsonInput, type JsonInputProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';

type Props = Omit<JsonInputProps, 'value' | 'onChange' | 'error'> & {
  readonly value: unknown;
  readonly fault: ReactNode;
  readonly notJson: string;
  readonly onChange: (value: unknown) => void;
};

export function JsonField({ value, fault, notJson, onChange, ...input }: Props): ReactNode {
  const [typed, setTyped] = useState(() => JSON.stringify(value, null, 1));
  const [wrong, setWrong] = useState(false);
  return (
    <JsonInput
      autosize
      minRows={2}
      {...input}
      value={typed}
      error={wrong ? notJson : fault}
      onChange={(next) => {
        setTyped(next);
        try {
          onChange(JSON.parse(next));
          setWrong(false);
        } catch {
          setWrong(true);
        }
      }}
    />
  );
}
