/** Six digits by mail: the address, then the digits. */
import { Button, Group, PinInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { FaultSummary } from '../parts/faults.tsx';
import { useAct } from './acting.ts';
import { useWords } from './locale.tsx';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

type StepsProps = {
  readonly onSignedIn: () => void;
  /** Whose session it was: nobody types an address that is known. */
  readonly known?: string | null;
};
export function CodeSteps({ onSignedIn, known = null }: StepsProps): ReactNode {
  const [address, setAddress] = useState(known ?? '');
  const [asks, setAsks] = useState(known === null);
  const [minutes, setMinutes] = useState<number | null>(null);
  const back = (): void => {
    setMinutes(null);
    setAsks(true);
  };
  if (minutes !== null) return <Code address={address} minutes={minutes} onSignedIn={onSignedIn} onBack={() => back()} />;
  return <AskCode address={address} asks={asks} onOther={back} onChange={setAddress} onSent={setMinutes} />;
}

type AskCodeProps = {
  readonly address: string;
  /** Whether the address is asked for; else it is known, and told. */
  readonly asks: boolean;
  readonly onOther: () => void;
  readonly onChange: (address: string) => void;
  readonly onSent: (minutes: number) => void;
};
function AskCode({ address, asks, onOther, onChange, onSent }: AskCodeProps): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const asking = useAct('/api/v1/sign-in/code', { quiet: true, onDone: ({ minutes }) => onSent(minutes) });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    asking.mutate({ body: { address: address.trim() } });
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <Text>{asks ? words.lead : words.codeTo(address)}</Text>
        <FaultSummary problem={asking.error} />
        {asks && (
          <TextInput
            label={words.address}
            type="email"
            autoComplete="username"
            required
            value={address}
            onChange={(event) => onChange(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <Button type="submit" loading={asking.isPending} data-autofocus={asks ? undefined : true}>
          {words.sendCode}
        </Button>
        {!asks && (
          <Button variant="subtle" onClick={onOther}>
            {words.otherAddress}
          </Button>
        )}
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
