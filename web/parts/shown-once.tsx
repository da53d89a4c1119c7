/**
 * What is shown once, as a token, an address or a key that signs: it stands in no address and no store, and is gone with what
 * shows it. And the button that copies a text, which other texts have as well.
 */
import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { PARTS_WORDS } from './words.ts';

/** Broken anywhere: all of it is seen, however narrow the page. */
export function SecretText({ secret }: { readonly secret: string }): ReactNode {
  return (
    <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      {secret}
    </Code>
  );
}

/** `name`: what it copies, where that does not go without saying. `main`: what is to be done here first. */
export function CopyText({ text, name, main = false }: { readonly text: string; readonly name?: string; readonly main?: boolean }): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant={main ? 'filled' : 'default'} onClick={copy}>
          {copied ? words.copied : (name ?? words.copy)}
        </Button>
      )}
    </CopyButton>
  );
}

type Props = {
  readonly title: string;
  /** What to do with it now. */
  readonly lead: string;
  readonly secret: string;
  /** On the button that closes: that it is kept. */
  readonly close: string;
  readonly onClose: () => void;
};

/** In a dialog that its own button closes and nothing else, so that nobody loses it by a click beside it. */
export function ShownOnce({ title, lead, secret, close, onClose }: Props): ReactNode {
  return (
    <Modal opened onClose={onClose} title={title} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false} centered>
      <Stack>
        <Text>{lead}</Text>
        <SecretText secret={secret} />
        <Group justify="flex-end">
          <CopyText text={secret} />
          <Button onClick={onClose}>{close}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
