/** Years of the calendar that wait for a second person: what each changes, by whom, on which basis; confirmed, refused, taken back. */
import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { YEAR_WORDS } from '../../../domain/words/clocks.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useAct } from '../../app/acting.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { useTell } from '../../parts/tell.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { EndProposal } from '../people/end-proposal.tsx';
import { YearChanges } from './changes.tsx';
import type { Proposal } from './facts.ts';
import { CALENDAR_WORDS } from './words.ts';

type Props = { readonly programme: string; readonly one: Proposal; readonly clocks: number };

export function YearWaiting(props: Props): ReactNode {
  const { one, clocks } = props;
  const words = useWords(CALENDAR_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const [acting, setActing] = useState<'CONFIRM' | 'END' | null>(null);
  const close = (): void => setActing(null);
  const { wanted, before, changes, mayConfirm, mayRefuse, mine, over } = one;
  return (
    <Card withBorder component="section">
      <Title order={2}>{words.waits(wanted.year)}</Title>
      <Stack gap="xs" mt="xs">
        <Text>{words.proposedBy(say(one.byName), say(dayWords(one.until)))}</Text>
        <Text>
          {say(YEAR_WORDS[wanted.status])} · {words.from(wanted.document)}
        </Text>
        {before !== null && <Text>{words.replaces(before.document, say(YEAR_WORDS[before.status]))}</Text>}
        <Text>{office.basisIs(one.basis)}</Text>
        <YearChanges year={wanted.year} changes={changes} isNew={before === null} />
        <Text>{words.clocksAll(clocks)}</Text>
        {over ? (
          <Alert color="heed" variant="outline" role="status">
            {words.over}
          </Alert>
        ) : (
          !mayConfirm && <Text c="dimmed">{mine ? office.mine : words.another}</Text>
        )}
      </Stack>
      <Group mt="sm">
        {mayConfirm && <Button onClick={() => setActing('CONFIRM')}>{words.confirm}</Button>}
        {mayRefuse && (
          <Button variant="default" onClick={() => setActing('END')}>
            {mine ? words.takeBack : words.refuse}
          </Button>
        )}
      </Group>
      {acting === 'CONFIRM' && <ConfirmYear {...props} onClose={close} />}
      {acting === 'END' && <EndYear {...props} onClose={close} />}
    </Card>
  );
}

type Closing = Props & { readonly onClose: () => void };

function ConfirmYear({ programme, one, clocks, onClose }: Closing): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const office = useWords(OFFICE_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/calendar/proposals/{proposal}/confirm', {
    onDone() {
      tell.done(words.confirmed);
      onClose();
    },
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={words.confirmTitle(one.wanted.year)}
      consequence={
        <>
          <Text>{words.confirmText}</Text>
          <Text>{words.from(one.wanted.document)}</Text>
          <Text>{office.basisIs(one.basis)}</Text>
          <Text>{words.clocksAll(clocks)}</Text>
        </>
      }
      act={words.confirm}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: { path: { id: programme, proposal: one.proposal } }, body: {} })}
    />
  );
}

function EndYear({ programme, one, onClose }: Closing): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/calendar/proposals/{proposal}/refuse', {
    onDone() {
      tell.done(words.ended);
      onClose();
    },
  });
  return (
    <EndProposal
      title={one.mine ? words.takeBack : words.refuse}
      lead={words.endText}
      mine={one.mine}
      problem={act.error}
      busy={act.isPending}
      onClose={onClose}
      onEnd={(reason) => act.mutate({ params: { path: { id: programme, proposal: one.proposal } }, body: { reason } })}
    />
  );
}
