/** A route, a table of rules or a tree of units that waits for a second person: by whom, until when, on which basis; confirmed, refused, taken back. */
import { Button, Card, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { dayWords } from '../../domain/words/days.ts';
import { useAct } from '../app/acting.ts';
import type { BodyOf } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { useTell } from '../parts/tell.tsx';
import { OFFICE_WORDS } from './office-words.ts';
import { EndProposal } from './people/end-proposal.tsx';
import { useNames } from './people/facts.ts';

type Sent = BodyOf<'/api/v1/programme/{id}/commands'>;
/** The commands of one kind, by which a proposal is confirmed and refused. */
const COMMANDS: Readonly<
  Record<Kind, { readonly confirm: (proposal: string) => Sent; readonly refuse: (proposal: string, reason: string) => Sent }>
> = {
  Route: {
    confirm: (proposal) => ({ type: 'ConfirmRoute', proposal }),
    refuse: (proposal, reason) => ({ type: 'RefuseRoute', proposal, reason }),
  },
  Standard: {
    confirm: (proposal) => ({ type: 'ConfirmStandard', proposal }),
    refuse: (proposal, reason) => ({ type: 'RefuseStandard', proposal, reason }),
  },
  Units: {
    confirm: (proposal) => ({ type: 'ConfirmUnits', proposal }),
    refuse: (proposal, reason) => ({ type: 'RefuseUnits', proposal, reason }),
  },
};

export type WaitingProposal = {
  readonly proposal: string;
  readonly basis: string;
  readonly by: string | null;
  readonly until: string;
  readonly mayConfirm: boolean;
  readonly mayRefuse: boolean;
  readonly mine: boolean;
};
type Kind = 'Route' | 'Standard' | 'Units';
type Props = {
  readonly programme: string;
  readonly waiting: WaitingProposal;
  readonly kind: Kind;
  readonly title: string;
  /** What follows when it is confirmed. */
  readonly confirmText: string;
  readonly endTitle: string;
  readonly endText: string;
  /** What it is about. */
  readonly children: ReactNode;
};

export function SecondPerson(props: Props): ReactNode {
  const { programme, waiting, children } = props;
  const words = useWords(OFFICE_WORDS);
  const say = useSay();
  const names = useNames(programme);
  const [acting, setActing] = useState<'CONFIRM' | 'END' | null>(null);
  const { by, until, basis, mayConfirm, mayRefuse, mine } = waiting;
  const close = (): void => setActing(null);
  return (
    <Card withBorder component="section">
      <Title order={2}>{words.waits}</Title>
      <Text>{words.proposedBy(by === null ? words.system : names(by), say(dayWords(until)))}</Text>
      <Text mb="sm">{words.basisIs(basis)}</Text>
      {children}
      {!mayConfirm && (
        <Text mt="sm" c="dimmed">
          {mine ? words.mine : words.notYou}
        </Text>
      )}
      <Group mt="sm">
        {mayConfirm && <Button onClick={() => setActing('CONFIRM')}>{words.confirm}</Button>}
        {mayRefuse && (
          <Button variant="default" onClick={() => setActing('END')}>
            {mine ? words.takeBack : words.refuse}
          </Button>
        )}
      </Group>
      {acting === 'CONFIRM' && <ConfirmIt {...props} onClose={close} />}
      {acting === 'END' && <EndIt {...props} onClose={close} />}
    </Card>
  );
}

type Closing = Omit<Props, 'children'> & { readonly onClose: () => void };

function ConfirmIt({ programme, waiting, kind, title, confirmText, onClose }: Closing): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/commands', {
    onDone({ events }) {
      tell.done(events.some(({ type }) => type === `${kind}ProposalEnded`) ? words.overtaken : words.confirmed);
      onClose();
    },
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={title}
      consequence={
        <>
          <Text>{confirmText}</Text>
          <Text>{words.basisIs(waiting.basis)}</Text>
        </>
      }
      act={words.confirm}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() =>
        act.mutate({
          params: { path: { id: programme } },
          body: COMMANDS[kind].confirm(waiting.proposal),
        })
      }
    />
  );
}

function EndIt({ programme, waiting, kind, endTitle, endText, onClose }: Closing): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/commands', {
    onDone() {
      tell.done(words.ended);
      onClose();
    },
  });
  const end = (reason: string): void => {
    const { proposal } = waiting;
    act.mutate({
      params: { path: { id: programme } },
      body: COMMANDS[kind].refuse(proposal, reason),
    });
  };
  return <EndProposal title={endTitle} lead={endText} mine={waiting.mine} problem={act.error} busy={act.isPending} onClose={onClose} onEnd={end} />;
}
