/**
 * Signing in: address, then six digits. As a page when nobody is signed in, as a dialog over the open page when the session
 * has ended. Deliberately absent: what the server checks; who exists is told by no answer.
 */
import { Button, Group, Modal, Paper, PinInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { ExamplePeople } from '../first-run/example-people.tsx';
import { FIRST_RUN_WORDS } from '../first-run/words.ts';
import { FaultSummary } from '../parts/faults.tsx';
import { useAct } from './acting.ts';
import { useWords } from './locale.tsx';
import type { Me } from './session.tsx';
import { Bare } from './shell.tsx';
import { SHELL_WORDS } from './shell-words.ts';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

type Props = { readonly again: Me | null; readonly onSignedIn: () => void };

export function SignIn({ again, onSignedIn }: Props): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const example = useWords(FIRST_RUN_WORDS);
  const { brand } = useWords(SHELL_WORDS);
  useEffect(() => {
    if (again === null) document.title = `${words.title} · ${brand}`;
  }, [again, words.title, brand]);
  if (again !== null)
    return (
      <Modal opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={words.again} centered>
        <Text mb="md">{words.againLead(again.name)}</Text>
        <Steps onSignedIn={onSignedIn} />
      </Modal>
    );
  return (
    <Bare>
      <Stack gap="lg" mt="lg">
        <Paper withBorder p="lg" maw={440} w="100%" mx="auto">
          <Title order={1} mb="xs">
            {words.title}
          </Title>
          <Steps onSignedIn={onSignedIn} />
          <Text size="sm" c="dimmed" mt="md">
            {words.mailLink}
          </Text>
        </Paper>
        <ExamplePeople lead={example.signInLead} onSignedIn={onSignedIn} />
      </Stack>
    </Bare>
  );
}

function Steps({ onSignedIn }: { readonly onSignedIn: () => void }): ReactNode {
  const [address, setAddress] = useState('');
  const [minutes, setMinutes] = useState<number | null>(null);
  if (minutes !== null) return <Code address={address} minutes={minutes} onSignedIn={onSignedIn} onBack={() => setMinutes(null)} />;
  return <AskCode address={address} onChange={setAddress} onSent={setMinutes} />;
}

type AskCodeProps = { readonly address: string; readonly onChange: (address: string) => void; readonly onSent: (minutes: number) => void };
function AskCode({ address, onChange, onSent }: AskCodeProps): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const asking = useAct('/api/v1/sign-in/code', { quiet: true, onDone: ({ minutes }) => onSent(minutes) });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    asking.mutate({ body: { address: address.trim() } });
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <Text>{words.lead}</Text>
        <FaultSummary problem={asking.error} />
        <TextInput
          label={words.address}
          type="email"
          autoComplete="username"
          required
          value={address}
          onChange={(event) => onChange(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" loading={asking.isPending}>
          {words.sendCode}
        </Button>
      </Stack>
    </form>
  );
}

type CodeProps = { readonly address: string; readonly minutes: number; readonly onSignedIn: () => void; readonly onBack: () => void };
function Code({ address, minutes, onSignedIn, onBack }: CodeProps): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const [code, setCode] = useState('');
  const entering = useAct('/api/v1/sign-in', { quiet: true, onDone: onSignedIn });
  const again = useAct('/api/v1/sign-in/code', { quiet: true, onDone: () => setCode('') });
  const enter = (digits: string): void => {
    if (!entering.isPending && digits.length === 6) entering.mutate({ body: { address: address.trim(), code: digits } });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter(code);
      }}
    >
      <Stack>
        <Text role="status">{again.isSuccess ? words.sentAgain : words.sent(address, minutes)}</Text>
        <FaultSummary problem={entering.error ?? again.error} />
        <PinInput
          length={6}
          type="number"
          oneTimeCode
          autoFocus
          value={code}
          onChange={setCode}
          onComplete={enter}
          aria-label={words.code}
          ariaLabel={words.code}
          placeholder=""
        />
        <Button type="submit" loading={entering.isPending} disabled={code.length !== 6}>
          {words.enter}
        </Button>
        <Group justify="space-between" gap="xs">
          <Button variant="subtle" px="xs" onClick={onBack}>
            {words.otherAddress}
          </Button>
          <Button variant="subtle" px="xs" loading={again.isPending} onClick={() => again.mutate({ body: { address: address.trim() } })}>
            {words.sendAgain}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
