/** The address at which a person's own calendar fetches their deadlines: made, shown once, ended. Deliberately absent: the deadlines themselves. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useAct } from '../app/acting.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useLocale, useWords } from '../app/locale.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';
import { Asked } from '../parts/states.tsx';
import { useTell } from '../parts/tell.tsx';
import { Moment } from '../parts/when.tsx';
import { FEED_WORDS } from './words.ts';

type Feed = AnswerOf<'/api/v1/me/calendar-feed'>['feed'];

export function CalendarFeed(): ReactNode {
  const words = useWords(FEED_WORDS);
  const found = useQuery(reading('/api/v1/me/calendar-feed'));
  return (
    <Card withBorder component="section" id="calendar-feed">
      <Title order={2}>{words.title}</Title>
      <Text c="dimmed" mb="sm">
        {words.lead}
      </Text>
      <Asked query={found}>{({ feed }) => <Standing feed={feed} />}</Asked>
    </Card>
  );
}

function Standing({ feed }: { readonly feed: Feed }): ReactNode {
  const words = useWords(FEED_WORDS);
  const [doing, setDoing] = useState<'MAKE' | 'END' | null>(null);
  const close = (): void => setDoing(null);
  return (
    <Stack gap="sm">
      {feed === null ? (
        <Text>{words.none}</Text>
      ) : (
        <Text>
          {words.since} <Moment at={feed.madeAt} /> · {feed.readAt === null ? words.neverRead : words.read}{' '}
          {feed.readAt !== null && <Moment at={feed.readAt} />}
        </Text>
      )}
      <Group>
        <Button variant={feed === null ? 'filled' : 'default'} onClick={() => setDoing('MAKE')}>
          {feed === null ? words.make : words.makeAnother}
        </Button>
        {feed !== null && (
          <Button variant="default" onClick={() => setDoing('END')}>
            {words.end}
          </Button>
        )}
      </Group>
      {doing === 'MAKE' && <Make replaces={feed !== null} onClose={close} />}
      {doing === 'END' && <End onClose={close} />}
    </Stack>
  );
}

type Closing = { readonly onClose: () => void };

/** Its address is held by this dialog alone, and gone when it is closed. */
function Make({ replaces, onClose }: Closing & { readonly replaces: boolean }): ReactNode {
  const words = useWords(FEED_WORDS);
  const language = useLocale();
  const [address, setAddress] = useState<string | null>(null);
  const act = useAct('/api/v1/me/calendar-feed', { onDone: (made) => setAddress(made.address) });
  if (address !== null) return <ShownOnce title={words.made} lead={words.madeLead} secret={address} close={words.close} onClose={onClose} />;
  return (
    <Confirm
      opened
      onClose={onClose}
      title={replaces ? words.makeAnother : words.make}
      consequence={replaces ? `${words.whoHasIt} ${words.replaced}` : words.whoHasIt}
      act={words.make}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ body: { language } })}
    />
  );
}

function End({ onClose }: Closing): ReactNode {
  const words = useWords(FEED_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/me/calendar-feed/remove', {
    onDone() {
      tell.done(words.ended);
      onClose();
    },
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={words.end}
      consequence={words.ends}
      act={words.end}
      grave
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ body: {} })}
    />
  );
}
