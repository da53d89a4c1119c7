/** Changes of roles that wait for a second person: what, by whom, on which basis, until when; confirmed, refused, taken back. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { useAct } from '../../app/acting.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { roleWords } from '../../parts/role.ts';
import { useTell } from '../../parts/tell.tsx';
import { EndProposal } from './end-proposal.tsx';
import type { Proposal, Roster } from './facts.ts';
import { PROPOSAL_WORDS } from './words.ts';

type Props = { readonly programme: string; readonly roster: Roster; readonly proposals: readonly Proposal[] };
type Acting = { readonly proposal: Proposal; readonly act: 'CONFIRM' | 'END' };

/** Nothing where nothing waits. */
export function Proposals({ programme, roster, proposals }: Props): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  const say = useSay();
  const nameOf = usePersonName();
  const [acting, setActing] = useState<Acting | null>(null);
  const known = new Map(roster.people.map((person) => [person.id, person]));
  const name = (id: string): string => {
    const found = known.get(id);
    return found === undefined ? id : nameOf(found);
  };
  const whatOf = ({ change, person, role }: Proposal): string =>
    (change === 'ASSIGN' ? words.assign : words.revoke)(name(person), say(roleWords(role)));
  const addressOf = ({ person }: Proposal): string | null => known.get(person)?.contact?.email ?? null;
  if (proposals.length === 0) return null;
  return (
    <Card withBorder component="section">
      <Title order={2} mb="sm">
        {words.title}
      </Title>
      <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
        {proposals.map((proposal) => (
          <One key={proposal.proposal} proposal={proposal} what={whatOf(proposal)} name={name} address={addressOf(proposal)} onAct={setActing} />
        ))}
      </Stack>
      {acting?.act === 'CONFIRM' && (
        <ConfirmIt
          programme={programme}
          proposal={acting.proposal}
          what={whatOf(acting.proposal)}
          address={addressOf(acting.proposal)}
          onClose={() => setActing(null)}
        />
      )}
      {acting?.act === 'END' && (
        <EndIt programme={programme} proposal={acting.proposal} what={whatOf(acting.proposal)} onClose={() => setActing(null)} />
      )}
    </Card>
  );
}

type OneProps = {
  readonly proposal: Proposal;
  readonly what: string;
  readonly name: (person: string) => string;
  readonly address: string | null;
  readonly onAct: (acting: Acting) => void;
};

function One({ proposal, what, name, address, onAct }: OneProps): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  const say = useSay();
  const me = useMe().person;
  const { by, until, basis, mayConfirm, mayRefuse, mine, person } = proposal;
  const end = mine ? words.takeBack : person === me ? words.decline : words.refuse;
  const why = mayConfirm ? null : mine ? words.mine : person === me ? words.aboutYou : words.notYou;
  return (
    <li>
      <Group justify="space-between" align="flex-start">
        <div>
          <Text fw={600}>{what}</Text>
          <Text size="sm">{words.told(by === null ? words.system : name(by), say(dayWords(until)))}</Text>
          <Text size="sm">{words.basis(basis)}</Text>
          {address !== null && mayConfirm && <Text size="sm">{words.address(address)}</Text>}
          {why !== null && (
            <Text size="sm" c="dimmed">
              {why}
            </Text>
          )}
        </div>
        <Group gap="xs">
          {mayRefuse && (
            <Button variant="default" aria-label={words.actOn(end, what)} onClick={() => onAct({ proposal, act: 'END' })}>
              {end}
            </Button>
          )}
          {mayConfirm && (
            <Button aria-label={words.actOn(words.confirm, what)} onClick={() => onAct({ proposal, act: 'CONFIRM' })}>
              {words.confirm}
            </Button>
          )}
        </Group>
      </Group>
    </li>
  );
}

type ActProps = { readonly programme: string; readonly proposal: Proposal; readonly what: string; readonly onClose: () => void };

function ConfirmIt({ programme, proposal, what, address, onClose }: ActProps & { readonly address: string | null }): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/commands', {
    onDone({ events }) {
      tell.done(events.some(({ type }) => type === 'RoleProposalEnded') ? words.overtaken : words.confirmed);
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
          <Text>{words.confirmText(what)}</Text>
          <Text>{words.basis(proposal.basis)}</Text>
          {address !== null && <Text>{words.address(address)}</Text>}
          {proposal.change === 'ASSIGN' && <Text>{words.confirmCheck}</Text>}
        </Stack>
      }
      act={words.confirm}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: { path: { id: programme } }, body: { type: 'ConfirmRole', proposal: proposal.proposal } })}
    />
  );
}

function EndIt({ programme, proposal, what, onClose }: ActProps): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/commands', {
    onDone() {
      tell.done(words.ended);
      onClose();
    },
  });
  return (
    <EndProposal
      title={words.endTitle}
      lead={words.endText(what)}
      mine={proposal.mine}
      problem={act.error}
      busy={act.isPending}
      onClose={onClose}
      onEnd={(reason) => act.mutate({ params: { path: { id: programme } }, body: { type: 'RefuseRole', proposal: proposal.proposal, reason } })}
    />
  );
}
