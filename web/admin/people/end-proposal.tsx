/** The dialog that ends what waits for a second person: taken back by whoever proposed it, refused by others, with a reason. */
import { Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import type { ApiProblem } from '../../app/problem.ts';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { PROPOSAL_WORDS } from './words.ts';

type Props = {
  readonly title: string;
  /** What becomes of it. */
  readonly lead: string;
  /** Proposed by whoever looks. */
  readonly mine: boolean;
  readonly problem: ApiProblem | null;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onEnd: (reason: string) => void;
};

export function EndProposal({ title, lead, mine, problem, busy, onClose, onEnd }: Props): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  const fields = useFields({
    initial: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() === '' ? words.reasonMissing : null }),
  });
  return (
    <DialogForm
      title={title}
      opened
      onCancel={onClose}
      fields={fields}
      problem={problem}
      busy={busy}
      submit={mine ? words.takeBack : words.refuse}
      onSubmit={({ reason }) => onEnd(reason.trim())}
    >
      <Text>{lead}</Text>
      <TextInput label={words.reason} required maxLength={2000} autoComplete="off" {...fields.getInputProps('reason')} />
    </DialogForm>
  );
}
