/** Asks before a page is left whose form is neither handed in nor kept as a draft. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { PARTS_WORDS } from './words.ts';

export function LeaveGuard({ when }: { readonly when: boolean }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const { proceed, reset, status } = useBlocker({ shouldBlockFn: () => when, enableBeforeUnload: when, withResolver: true });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title={words.leave} closeButtonProps={{ 'aria-label': words.close }} centered>
      <Text mb="md">{words.leaveText}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => reset?.()} data-autofocus>
          {words.stay}
        </Button>
        <Button color="stop" onClick={() => proceed?.()}>
          {words.leaveAct}
        </Button>
      </Group>
    </Modal>
  );
}
