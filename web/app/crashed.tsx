/** A page that failed in itself: a new version of the console came meanwhile, or a fault of ours. The frame stays. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from './locale.tsx';
import { SHELL_WORDS } from './shell-words.ts';

export function Crashed(): ReactNode {
  const words = useWords(SHELL_WORDS);
  return (
    <Alert color="stop" variant="outline" title={words.crashed} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text>{words.crashedNext}</Text>
        <Button variant="default" onClick={() => window.location.reload()}>
          {words.reload}
        </Button>
      </Stack>
    </Alert>
  );
}
