/** A password and the digits of a second factor, together. Deliberately absent: choosing them (web/me). */
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FaultSummary } from '../parts/faults.tsx';
import { useAct } from './acting.ts';
import { useWords } from './locale.tsx';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

type Props = {
  readonly onSignedIn: () => void;
  /** Whose session it was, to be begun with. */
  readonly known?: string | null;
};
export function PasswordForm({ onSignedIn, known = null }: Props): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const [given, setGiven] = useState({ address: known ?? '', password: '', digits: '' });
  const entering = useAct('/api/v1/sign-in/password', {
    quiet: true,
    onDone: onSignedIn,
  });
  const change = (part: Partial<typeof given>): void => setGiven({ ...given, ...part });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        entering.mutate({ body: { ...given, address: given.address.trim() } });
      }}
    >
      <Stack>
        <FaultSummary problem={entering.error} />
        <TextInput
          label={words.address}
          type="email"
          autoComplete="username"
          required
          value={given.address}
          onChange={(event) => change({ address: event.currentTarget.value })}
        />
        <PasswordInput
          label={words.password}
          autoComplete="current-password"
          required
          value={given.password}
          onChange={(event) => change({ password: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': words.showPassword }}
        />
        <TextInput
          label={words.digits}
          description={words.digitsHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={given.digits}
          onChange={(event) => change({ digits: event.currentTarget.value })}
        />
        <Button type="submit" loading={entering.isPending}>
          {words.enter}
        </Button>
      </Stack>
    </form>
  );
}
