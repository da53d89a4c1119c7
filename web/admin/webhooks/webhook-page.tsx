/** One system that hears of events: how that goes, what can be done about it, and what became of each message. */
import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { webhookCause } from '../../../domain/words/webhooks.ts';
import { useAct } from '../../app/acting.ts';
import { reading } from '../../app/client.ts';
import { useJoin, useMarks, useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { useTell } from '../../parts/tell.tsx';
import { useMoment } from '../../parts/when.tsx';
import { OfficePage } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { useNames } from '../people/facts.ts';
import { type ActName, WebhookAct } from './acts.tsx';
import { useEventName } from './event-names.ts';
import { MessageLedger } from './message-ledger.tsx';
import { Secret } from './secret.tsx';
import { type WebhookShown, WebhookState } from './webhooks-page.tsx';
import { WEBHOOK_WORDS } from './words.ts';

const route = getRouteApi('/office/webhooks/$programme/$webhook');

export function WebhookPage(): ReactNode {
  const office = useWords(OFFICE_WORDS);
  const words = useWords(WEBHOOK_WORDS);
  const { programme, webhook } = route.useParams();
  const { before } = route.useSearch();
  const found = useQuery(reading('/api/v1/programme/{id}/webhooks', { path: { id: programme } }));
  const one = found.data?.items.find((each) => each.webhook === webhook);
  return (
    <OfficePage
      title={one?.name ?? office.webhooks}
      programme={programme}
      way={
        <PageLink href={adminPaths.webhooks({ programme })} size="sm">
          {office.webhooks}
        </PageLink>
      }
    >
      {() => (
        <Asked query={found}>
          {() =>
            one === undefined ? (
              <Empty title={words.gone} />
            ) : (
              <Stack>
                <Facts one={one} />
                <Acts key={one.webhook} one={one} />
                {one.status !== 'PROPOSED' && <MessageLedger one={one} before={before ?? null} />}
              </Stack>
            )
          }
        </Asked>
      )}
    </OfficePage>
  );
}

function Facts({ one }: { readonly one: WebhookShown }): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const say = useSay();
  const marks = useMarks();
  const moment = useMoment();
  const names = useNames(one.programme);
  const join = useJoin();
  const eventName = useEventName();
  const troubleOf = (cause: string): string =>
    one.failingSince === null ? cause : `${cause}${marks.aside(words.failing(moment(one.failingSince)))}`;
  const lines: readonly (readonly [string, string])[] = [
    [words.address, one.address],
    [words.events, join(one.events.map(eventName))],
    [words.programmes, join(one.programmes)],
    [words.basis, one.basis],
    [words.waiting, String(one.waiting)],
    [words.aside, String(one.aside)],
    [words.last, one.lastDeliveredAt === null ? words.never : moment(one.lastDeliveredAt)],
    ...(one.cause === null ? [] : [[words.trouble, troubleOf(say(webhookCause(one.cause)))] as const]),
  ];
  return (
    <Card withBorder component="section">
      <Group mb="xs">
        <WebhookState status={one.status} failing={one.failingSince !== null} />
        {one.status === 'PROPOSED' && <Text>{words.proposedBy(names(one.proposedBy), say(dayWords(one.until)))}</Text>}
      </Group>
      {lines.map(([name, value]) => (
        <Text key={name} style={{ overflowWrap: 'anywhere' }}>
          <Text component="span" c="dimmed">
            {name}
          </Text>{' '}
          {value}
        </Text>
      ))}
    </Card>
  );
}

/** In which states what is done, in the order of its buttons. */
const WHILE: readonly (readonly [ActName, readonly WebhookShown['status'][]])[] = [
  ['again', ['ACTIVE']],
  ['pause', ['ACTIVE']],
  ['resume', ['PAUSED', 'OFF']],
  ['secret', ['ACTIVE', 'PAUSED', 'OFF']],
  ['remove', ['ACTIVE', 'PAUSED', 'OFF']],
];

function Acts({ one }: { readonly one: WebhookShown }): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const router = useRouter();
  const tell = useTell();
  const [acting, setActing] = useState<ActName | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const test = useAct('/api/v1/programme/{id}/webhooks/{webhook}/test', { onDone: () => tell.done(words.tested) });
  const path = { id: one.programme, webhook: one.webhook };
  const offered: readonly ActName[] = [
    ...(one.mayConfirm ? (['confirm'] as const) : []),
    ...(one.mayRefuse ? (['refuse'] as const) : []),
    ...(one.mayAct ? WHILE.filter(([, states]) => states.includes(one.status)).map(([act]) => act) : []),
  ];
  const named = (act: ActName): string => (act === 'refuse' && one.mine ? words.takeBack : words[act]);
  return (
    <>
      {one.status === 'PROPOSED' && !one.mayConfirm && <Text c="dimmed">{words.another}</Text>}
      <Group component="section">
        {one.mayAct && one.status === 'ACTIVE' && (
          <Button
            loading={test.isPending}
            onClick={() => test.mutate({ params: { path }, body: {} }, { onError: (problem) => tell.problem(problem) })}
          >
            {words.test}
          </Button>
        )}
        {offered.map((act) => (
          <Button key={act} variant={act === 'confirm' || act === 'resume' ? 'filled' : 'default'} onClick={() => setActing(act)}>
            {named(act)}
          </Button>
        ))}
      </Group>
      {secret !== null && <Secret secret={secret} />}
      {acting !== null && (
        <WebhookAct
          one={one}
          act={acting}
          onClose={() => setActing(null)}
          onSecret={setSecret}
          onRemoved={() => void router.navigate({ href: adminPaths.webhooks({ programme: one.programme }) })}
        />
      )}
    </>
  );
}
