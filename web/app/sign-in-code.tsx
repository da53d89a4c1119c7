/** Six digits by mail: the address, then the digits. */
import { Button, Group, PinInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { FaultSummary } from '../parts/faults.tsx';
import { useAct } from './acting.ts';
import { useWords } from './locale.tsx';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

export function CodeSteps({ onSignedIn }: { readonly onSignedIn: () => void }): ReactNode {
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
