/**
 * A confirmation before anything final: it repeats what, how much and what follows; what went wrong is told in it and nowhere
 * else. Esc and the other button leave everything as it was; the focus goes back to where it came from.
 */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { FaultSummary } from './faults.tsx';
import { Money } from './money.tsx';
import { PARTS_WORDS } from './words.ts';

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What follows, and whether it can be undone. */
  readonly consequence: ReactNode;
  /** Whole 分, where money hangs on it. */
  readonly amountFen?: number;
  readonly act: string;
  /** Refuses, ends or withdraws something. */
  readonly grave?: boolean;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly onConfirm: () => void;
  readonly children?: ReactNode;
};

export function Confirm({
  opened,
  onClose,
  title,
  consequence,
  amountFen,
  act,
  grave = false,
  busy,
  problem,
  onConfirm,
  children,
}: Props): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.close }} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onConfirm();
        }}
      >
        <Stack>
          <FaultSummary problem={problem} />
          {amountFen !== undefined && (
            <Text>
              {words.amount}{' '}
              <Text component="span" fw={700} size="lg">
                <Money fen={amountFen} />
              </Text>
            </Text>
          )}
          <Text component="div">{consequence}</Text>
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" color={grave ? 'stop' : 'brand'} loading={busy}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
