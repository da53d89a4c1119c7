/** Other systems that hear of events: which there are, how that goes, and the way to another one. */
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { webhookCause, webhookStatusName } from '../../../domain/words/webhooks.ts';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Moment } from '../../parts/when.tsx';
import { OfficePage } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { ProposeWebhook } from './propose.tsx';
import { WEBHOOK_WORDS } from './words.ts';

const route = getRouteApi('/office/webhooks');
export type WebhookShown = AnswerOf<'/api/v1/programme/{id}/webhooks'>['items'][number];

/** Colours alone say nothing: the word stands in it. */
export function WebhookState({ status, failing }: { readonly status: WebhookShown['status']; readonly failing: boolean }): ReactNode {
  const say = useSay();
  const colour = status === 'OFF' ? 'stop' : status === 'ACTIVE' && !failing ? 'go' : 'heed';
  return (
    <Badge variant="outline" color={colour} tt="none">
      {say(webhookStatusName(status))}
    </Badge>
  );
}

export function WebhooksPage(): ReactNode {
  const office = useWords(OFFICE_WORDS);
  const { programme, act } = route.useSearch();
  return (
    <OfficePage title={office.webhooks} programme={programme} of={(next) => adminPaths.webhooks({ programme: next })}>
      {(here) => (act === 'propose' ? <ProposeWebhook key={here} programme={here} /> : <List key={here} programme={here} />)}
    </OfficePage>
  );
}

function List({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const router = useRouter();
  const found = useQuery(reading('/api/v1/programme/{id}/webhooks', { path: { id: programme } }));
  const columns: readonly Column<WebhookShown>[] = [
    {
      key: 'name',
      name: words.name,
      show: ({ webhook, name }) => <PageLink href={adminPaths.webhook({ programme, webhook })}>{name}</PageLink>,
      value: ({ name }) => name,
    },
    {
      key: 'state',
      name: words.state,
      show: ({ status, failingSince }) => <WebhookState status={status} failing={failingSince !== null} />,
      value: ({ status }) => say(webhookStatusName(status)),
    },
    { key: 'waiting', name: words.waiting, show: ({ waiting }) => waiting, value: ({ waiting }) => waiting, align: 'right' },
    { key: 'aside', name: words.aside, show: ({ aside }) => aside, value: ({ aside }) => aside, align: 'right' },
    {
      key: 'last',
      name: words.last,
      show: ({ lastDeliveredAt }) => (lastDeliveredAt === null ? words.never : <Moment at={lastDeliveredAt} />),
      value: ({ lastDeliveredAt }) => lastDeliveredAt ?? '',
    },
    {
      key: 'trouble',
      name: words.trouble,
      show: ({ cause }) => (cause === null ? '—' : say(webhookCause(cause))),
      value: ({ cause }) => (cause === null ? '' : say(webhookCause(cause))),
    },
  ];
  return (
    <Asked query={found}>
      {({ items, mayPropose }) => (
        <Stack>
          <Text>{words.lead}</Text>
          {mayPropose && (
            <Group>
              <Button onClick={() => void router.navigate({ href: adminPaths.webhooks({ programme, act: 'propose' }) })}>{words.propose}</Button>
            </Group>
          )}
          {items.length === 0 ? (
            <Empty title={words.none}>{words.noneNext}</Empty>
          ) : (
            <DataTable caption={office.webhooks} columns={columns} rows={items} rowKey={({ webhook }) => webhook} />
          )}
        </Stack>
      )}
    </Asked>
  );
}
