/**
 * Signing in: address, then six digits. As a page when nobody is signed in, as a dialog over the open page when the session
 * has ended. Deliberately absent: what the server checks; who exists is told by no answer.
 */
import { Alert, Box, Button, Group, Modal, Paper, PinInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ExamplePeople } from '../first-run/example-people.tsx';
import { FIRST_RUN_WORDS } from '../first-run/words.ts';
import { useSay, useWords } from './locale.tsx';
import type { ApiProblem } from './problem.ts';
import type { Me } from './session.tsx';
import { Bare } from './shell.tsx';
import { usePost } from './sign-in-api.ts';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

type Props = { readonly again: Me | null; readonly onSignedIn: () => void };

export function SignIn({ again, onSignedIn }: Props): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const example = useWords(FIRST_RUN_WORDS);
  if (again !== null)
    return (
      <Modal opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={words.again} centered>
        <Text mb="md">{words.againLead(again.name)}</Text>
        <Steps onSignedIn={onSignedIn} />
      </Modal>
    );
  return (
    <Bare>
      <Paper withBorder p="lg" maw={420} mx="auto" mt="xl">
        <Title order={1} mb="xs">
          {words.title}
        </Title>
        <Steps onSignedIn={onSignedIn} />
      </Paper>
      <Box mt="xl">
        <ExamplePeople lead={example.signInLead} onSignedIn={onSignedIn} />
      </Box>
    </Bare>
  );
}

function Refused({ problem }: { readonly problem: ApiProblem | null }): ReactNode {
  const say = useSay();
  if (problem === null) return null;
  return (
    <Alert color="stop" variant="outline" role="alert">
      {say(problem.text)}
      {problem.faults.map(({ at, text }) => (
        <Text key={`${at} ${text.en}`}>{say(text)}</Text>
      ))}
    </Alert>
  );
}

function Steps({ onSignedIn }: { readonly onSignedIn: () => void }): ReactNode {
  const [address, setAddress] = useState('');
  const [sent, setSent] = useState(false);
  if (sent) return <Code address={address} onSignedIn={onSignedIn} onBack={() => setSent(false)} />;
  return <AskCode address={address} onChange={setAddress} onSent={() => setSent(true)} />;
}

type AskCodeProps = { readonly address: string; readonly onChange: (address: string) => void; readonly onSent: () => void };
function AskCode({ address, onChange, onSent }: AskCodeProps): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const asking = usePost<{ email: string }>('/api/v1/sign-in/code', onSent);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!asking.isPending) asking.mutate({ email: address.trim() });
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <Text>{words.lead}</Text>
        <Refused problem={asking.error} />
        <TextInput
          label={words.address}
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={address}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Button type="submit" loading={asking.isPending}>
          {words.sendCode}
        </Button>
      </Stack>
    </form>
  );
}

type CodeProps = { readonly address: string; readonly onSignedIn: () => void; readonly onBack: () => void };
function Code({ address, onSignedIn, onBack }: CodeProps): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const [code, setCode] = useState('');
  const entering = usePost<{ email: string; code: string }>('/api/v1/sign-in', onSignedIn);
  const enter = (digits: string): void => {
    if (!entering.isPending && digits.length === 6) entering.mutate({ email: address.trim(), code: digits });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter(code);
      }}
    >
      <Stack>
        <Text role="status">{words.sent(address)}</Text>
        <Refused problem={entering.error} />
        <div>
          <Text component="label" fw={500} htmlFor="sign-in-code">
            {words.code}
          </Text>
          <PinInput
            id="sign-in-code"
            length={6}
            type="number"
            oneTimeCode
            autoFocus
            value={code}
            onChange={setCode}
            onComplete={enter}
            aria-label={words.code}
          />
        </div>
        <Button type="submit" loading={entering.isPending} disabled={code.length !== 6}>
          {words.enter}
        </Button>
        <Group justify="space-between">
          <Button variant="subtle" onClick={onBack}>
            {words.otherAddress}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
