/** A secret that is shown once: it stands in no address and no store, and is gone with the page. */
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import { WEBHOOK_WORDS } from './words.ts';

export function Secret({ secret, children }: { readonly secret: string; readonly children?: ReactNode }): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  return (
    <Alert variant="outline" color="heed" title={words.secretTitle} role="status">
      <Stack>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {secret}
        </Code>
        <Text>{words.secretNext}</Text>
        <Group>
          <CopyButton value={secret}>{({ copied, copy }) => <Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}</CopyButton>
          {children}
        </Group>
      </Stack>
    </Alert>
  );
}
