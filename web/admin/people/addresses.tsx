/** Other mail addresses that wait for a second person: from which to which, by whom, on which basis; confirmed or refused. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { useAct } from '../../app/acting.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { useTell } from '../../parts/tell.tsx';
import { EndProposal } from './end-proposal.tsx';
import { type Roster, useNames } from './facts.ts';
import { ADDRESS_WORDS, PROPOSAL_WORDS } from './words.ts';

type Waiting = Roster['addresses'][number];
type Props = { readonly programme: string; readonly roster: Roster; readonly proposals: readonly Waiting[] };
type Acting = { readonly waiting: Waiting; readonly act: 'CONFIRM' | 'END' };

/** Nothing where nothing waits. */
export function Addresses({ programme, roster, proposals }: Props): ReactNode {
  const words = useWords(ADDRESS_WORDS);
  const [acting, setActing] = useState<Acting | null>(null);
  const close = (): void => setActing(null);
  if (proposals.length === 0) return null;
  const presentOf = ({ person }: Waiting): string => roster.people.find(({ id }) => id === person)?.contact?.email ?? '';
  return (
    <Card withBorder component="section">
      <Title order={2} mb="sm">
        {words.title}
      </Title>
      <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
        {proposals.map((waiting) => (
          <One key={waiting.proposal} programme={programme} waiting={waiting} present={presentOf(waiting)} onAct={setActing} />
        ))}
      </Stack>
      {acting?.act === 'CONFIRM' && <ConfirmIt programme={programme} waiting={acting.waiting} present={presentOf(acting.waiting)} onClose={close} />}
      {acting?.act === 'END' && <EndIt programme={programme} waiting={acting.waiting} onClose={close} />}
    </Card>
  );
}

type OneProps = {
  readonly programme: string;
  readonly waiting: Waiting;
  readonly present: string;
  readonly onAct: (acting: Acting) => void;
};

function One({ programme, waiting, present, onAct }: OneProps): ReactNode {
  const words = useWords(ADDRESS_WORDS);
  const told = useWords(PROPOSAL_WORDS);
  const say = useSay();
  const name = useNames(programme);
  const me = useMe().person;
  const { person, by, until, basis, email, mayConfirm, mayRefuse, mine } = waiting;
  const what = words.what(name(person));
  const end = mine ? told.takeBack : person === me ? told.decline : told.refuse;
  const why = mayConfirm ? null : mine ? told.mine : person === me ? told.aboutYou : told.notYou;
  return (
    <Group component="li" justify="space-between" align="flex-start">
      <div>
        <Text fw={600}>{what}</Text>
        <Text size="sm">{words.from(present)}</Text>
        <Text size="sm">{words.to(email)}</Text>
        <Text size="sm">{told.told(name(by), say(dayWords(until)))}</Text>
        <Text size="sm">{told.basis(basis)}</Text>
        {why !== null && (
          <Text size="sm" c="dimmed">
            {why}
          </Text>
        )}
      </div>
      <Group gap="xs">
        {mayRefuse && (
          <Button variant="default" aria-label={told.actOn(end, what)} onClick={() => onAct({ waiting, act: 'END' })}>
            {end}
          </Button>
        )}
        {mayConfirm && (
          <Button aria-label={told.actOn(told.confirm, what)} onClick={() => onAct({ waiting, act: 'CONFIRM' })}>
            {told.confirm}
          </Button>
        )}
      </Group>
    </Group>
  );
}

type ActProps = { readonly programme: string; readonly waiting: Waiting; readonly onClose: () => void };

function ConfirmIt({ programme, waiting, present, onClose }: ActProps & { readonly present: string }): ReactNode {
  const words = useWords(ADDRESS_WORDS);
  const told = useWords(PROPOSAL_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/addresses/{proposal}/confirm', {
    onDone() {
      tell.done(words.confirmed);
      onClose();
    },
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={words.confirmTitle}
      consequence={
        <Stack gap="xs">
          <Text>{words.from(present)}</Text>
          <Text>{words.to(waiting.email)}</Text>
          <Text>{told.basis(waiting.basis)}</Text>
          <Text>{words.confirmText}</Text>
        </Stack>
      }
      act={told.confirm}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: { path: { id: programme, proposal: waiting.proposal } }, body: {} })}
    />
  );
}

function EndIt({ programme, waiting, onClose }: ActProps): ReactNode {
  const words = useWords(ADDRESS_WORDS);
  const told = useWords(PROPOSAL_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/addresses/{proposal}/refuse', {
    onDone() {
      tell.done(told.ended);
      onClose();
    },
  });
  return (
    <EndProposal
      title={words.endTitle}
      lead={words.endText}
      mine={waiting.mine}
      problem={act.error}
      busy={act.isPending}
      onClose={onClose}
      onEnd={(reason) => act.mutate({ params: { path: { id: programme, proposal: waiting.proposal } }, body: { reason } })}
    />
  );
}
