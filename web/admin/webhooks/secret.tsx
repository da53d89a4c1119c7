/** The secret that signs what another system hears, shown once, where it was made. */
import { Alert, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import { CopyText, SecretText } from '../../parts/shown-once.tsx';
import { WEBHOOK_WORDS } from './words.ts';

export function Secret({ secret, children }: { readonly secret: string; readonly children?: ReactNode }): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  return (
    <Alert variant="outline" color="heed" title={words.secretTitle} role="status">
      <Stack>
        <SecretText secret={secret} />
        <Text>{words.secretNext}</Text>
        <Group>
          <CopyText text={secret} main />
          {children}
        </Group>
      </Stack>
    </Alert>
  );
}
