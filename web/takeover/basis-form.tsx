/** A basis: document number, day and reason, in a dialog; for beginning, proposing and closing. */
import { Text, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { DayInput } from '../parts/day-input.tsx';
import { DialogForm, useFields } from '../parts/form.tsx';
import { TAKEOVER_WORDS } from './words.ts';

export type Basis = { document: string; on: string; reason: string };
type Props = {
  readonly title: string;
  readonly text: ReactNode;
  readonly submit: string;
  readonly today: string;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly onCancel: () => void;
  readonly onSubmit: (basis: Basis) => void;
  readonly reason?: string;
};

export function BasisForm({ title, text, submit, today, busy, problem, onCancel, onSubmit, reason = '' }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const fields = useFields<Basis>({
    initial: { document: '', on: today, reason },
    check: ({ document, on, reason: why }) => ({
      document: document.trim() === '' ? words.needed : null,
      on: on === '' ? words.needed : null,
      reason: why.trim() === '' ? words.needed : null,
    }),
  });
  return (
    <DialogForm
      opened
      title={title}
      fields={fields}
      busy={busy}
      problem={problem}
      submit={submit}
      onCancel={onCancel}
      onSubmit={({ document, on, reason: why }) => onSubmit({ document: document.trim(), on, reason: why.trim() })}
    >
      <Text>{text}</Text>
      <TextInput
        label={words.basisDocument}
        description={words.basisHow}
        required
        maxLength={200}
        data-autofocus
        {...fields.getInputProps('document')}
      />
      <DayInput
        label={words.on}
        name={words.on}
        required
        {...fields.getInputProps('on')}
        text={fields.values.on}
        onType={(day) => fields.setFieldValue('on', day)}
      />
      <Textarea label={words.reason} required autosize minRows={2} maxRows={8} maxLength={2_000} {...fields.getInputProps('reason')} />
    </DialogForm>
  );
}
