/**
 * Signing in: by six digits, by a password where the county has them, by an account elsewhere. As a page when nobody is
 * signed in, as a dialog over the open page when the session has ended. Deliberately absent: what the server checks; who
 * exists is told by no answer.
 */
import { Anchor, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { ExamplePeople } from '../first-run/example-people.tsx';
import { FIRST_RUN_WORDS } from '../first-run/words.ts';
import { reading } from './client.ts';
import { useWords } from './locale.tsx';
import type { Me } from './session.tsx';
import { Bare } from './shell.tsx';
import { SHELL_WORDS } from './shell-words.ts';
import { CodeSteps } from './sign-in-code.tsx';
import { SignInOutcome } from './sign-in-outcome.tsx';
import { PasswordForm } from './sign-in-password.tsx';
import { ProviderButtons } from './sign-in-providers.tsx';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

type Props = {
  readonly again: Me | null;
  readonly onSignedIn: () => void;
  /** Absent: nothing goes on without signing in. */
  readonly onCancel?: () => void;
};

export function SignIn({ again, onSignedIn, onCancel }: Props): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const example = useWords(FIRST_RUN_WORDS);
  const { brand } = useWords(SHELL_WORDS);
  const ways = useQuery(reading('/api/v1/sign-in')).data;
  const hasPasswords = ways?.password === true;
  useEffect(() => {
    if (again === null) document.title = `${words.title} · ${brand}`;
  }, [again, words.title, brand]);
  if (again !== null)
    return (
      <Modal
        opened
        onClose={() => onCancel?.()}
        withCloseButton={onCancel !== undefined}
        closeOnEscape={onCancel !== undefined}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': words.cancel }}
        title={onCancel === undefined ? words.again : words.fresh}
        centered
      >
        <Text mb="md">{onCancel === undefined ? words.againLead(again.name) : words.freshLead(again.name)}</Text>
        <Steps hasPasswords={hasPasswords} onSignedIn={onSignedIn} address={again.address} />
        <ProviderButtons providers={ways?.providers ?? []} over />
      </Modal>
    );
  return (
    <Bare>
      <Stack gap="lg" mt="lg">
        <Paper withBorder p="lg" maw={440} w="100%" mx="auto">
          <Title order={1} mb="xs">
            {words.title}
          </Title>
          <SignInOutcome />
          <Steps hasPasswords={hasPasswords} onSignedIn={onSignedIn} />
          <ProviderButtons providers={ways?.providers ?? []} />
          <Text size="sm" c="dimmed" mt="md">
            {words.mailLink}
          </Text>
        </Paper>
        <ExamplePeople lead={example.signInLead} onSignedIn={onSignedIn} />
      </Stack>
    </Bare>
  );
}

type StepsProps = {
  readonly hasPasswords: boolean;
  readonly onSignedIn: () => void;
  /** Where the code goes, where it is known whose session it was. */
  readonly address?: string | null;
};

function Steps({ hasPasswords, onSignedIn, address = null }: StepsProps): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const [byPassword, setByPassword] = useState(false);
  if (!hasPasswords) return <CodeSteps onSignedIn={onSignedIn} known={address} />;
  return (
    <Stack>
      {byPassword ? <PasswordForm onSignedIn={onSignedIn} known={address} /> : <CodeSteps onSignedIn={onSignedIn} known={address} />}
      <Anchor component="button" type="button" ta="start" onClick={() => setByPassword(!byPassword)}>
        {byPassword ? words.byCode : words.byPassword}
      </Anchor>
    </Stack>
  );
}
