/** A dialog that asks for the password of whoever is signed in, before something that guards their account is changed. */
import { PasswordInput, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { DialogForm, useFields } from '../parts/form.tsx';
import { told } from './told.ts';
import { ACCOUNT_WORDS } from './words.ts';

type Props = {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly problem: ApiProblem | null;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onPassword: (password: string) => void;
};

export function AskPassword({ title, lead, submit, problem, busy, onClose, onPassword }: Props): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const fields = useFields({ initial: { password: '' } });
  return (
    <DialogForm
      title={title}
      opened
      onCancel={onClose}
      fields={fields}
      problem={told(problem)}
      busy={busy}
      submit={submit}
      onSubmit={({ password }) => onPassword(password)}
    >
      <Text>{lead}</Text>
      <PasswordInput
        label={words.currentPassword}
        required
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': words.showPassword }}
        {...fields.getInputProps('password')}
      />
    </DialogForm>
  );
}
