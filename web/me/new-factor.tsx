/** Setting up an authenticator app: the password, then its picture or its text, spare codes shown once, and the digits that prove it. */
import { Button, Code, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useAct } from '../app/acting.ts';
import type { SentAnswerOf } from '../app/client.ts';
import { useWords } from '../app/locale.tsx';
import { FaultSummary } from '../parts/faults.tsx';
import { CopyText, SecretText } from '../parts/shown-once.tsx';
import { useTell } from '../parts/tell.tsx';
import { AskPassword } from './ask-password.tsx';
import { told } from './told.ts';
import { ACCOUNT_WORDS } from './words.ts';

type Begun = SentAnswerOf<'/api/v1/me/second-factor'>;

/** What it was given is held by this dialog alone, and gone when it is closed. */
export function NewFactor({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const [begun, setBegun] = useState<Begun | null>(null);
  const act = useAct('/api/v1/me/second-factor', { quiet: true, onDone: setBegun });
  if (begun !== null) return <ConfirmFactor begun={begun} onClose={onClose} />;
  return (
    <AskPassword
      title={words.addFactor}
      lead={words.factorLead}
      submit={words.next}
      problem={act.error}
      busy={act.isPending}
      onClose={onClose}
      onPassword={(password) => act.mutate({ body: { password } })}
    />
  );
}

/** In groups of four, as somebody types it. */
const secretIn = (uri: string): string => (new URL(uri).searchParams.get('secret') ?? '').replaceAll(/(.{4})(?=.)/g, '$1 ');

function ConfirmFactor({ begun, onClose }: { readonly begun: Begun; readonly onClose: () => void }): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const tell = useTell();
  const [digits, setDigits] = useState('');
  const act = useAct('/api/v1/me/second-factor/confirm', {
    onDone() {
      tell.done(words.factorKept);
      onClose();
    },
  });
  const confirm = (event: FormEvent): void => {
    event.preventDefault();
    act.mutate({ body: { digits } });
  };
  return (
    <Modal opened onClose={onClose} title={words.addFactor} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': words.close }} centered>
      <form onSubmit={confirm}>
        <Stack>
          <Text>{words.scan}</Text>
          <QRCodeSVG value={begun.uri} size={200} marginSize={4} title={words.qr} style={{ alignSelf: 'center' }} />
          <Text size="sm">{words.orType}</Text>
          <SecretText secret={secretIn(begun.uri)} />
          <Title order={3}>{words.spare}</Title>
          <Text size="sm">{words.spareLead}</Text>
          <Code block>{begun.spareCodes.join('\n')}</Code>
          <CopyText text={begun.spareCodes.join('\n')} name={words.copySpare} />
          <FaultSummary problem={told(act.error)} />
          <TextInput
            label={words.factorDigits}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            value={digits}
            onChange={(event) => setDigits(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={act.isPending}>
              {words.confirmFactor}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
