/** A reason, asked for before something is ended, refused, sent back or suspended: its field, and the dialog of those that ask for no more. */
import { Text, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { DialogForm, type Fields, useFields } from './form.tsx';
import { PARTS_WORDS } from './words.ts';

export type Reason = { reason: string };

/** `draft`: kept under this name while it is written. */
export function useReason(draft?: string): Fields<Reason> {
  const words = useWords(PARTS_WORDS);
  return useFields<Reason>({
    initial: { reason: '' },
    ...(draft === undefined ? {} : { draft }),
    check: ({ reason }) => ({ reason: reason.trim() === '' ? words.reasonMissing : null }),
  });
}

export function ReasonField({ fields }: { readonly fields: Fields<Reason> }): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <Textarea label={words.reason} required autosize minRows={2} maxRows={8} maxLength={2_000} data-autofocus {...fields.getInputProps('reason')} />
  );
}

type Props = {
  readonly title: string;
  /** What follows from it. */
  readonly lead: ReactNode;
  readonly submit: string;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly onCancel: () => void;
  readonly onSubmit: (reason: string) => void;
};

export function ReasonForm({ title, lead, submit, busy, problem, onCancel, onSubmit }: Props): ReactNode {
  const fields = useReason();
  return (
    <DialogForm
      opened
      title={title}
      fields={fields}
      busy={busy}
      problem={problem}
      submit={submit}
      onCancel={onCancel}
      onSubmit={({ reason }) => onSubmit(reason.trim())}
    >
      {lead !== '' && <Text>{lead}</Text>}
      <ReasonField fields={fields} />
    </DialogForm>
  );
}
