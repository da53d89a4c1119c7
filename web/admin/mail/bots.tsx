/** The group bots of a programme: what went out, what waits, what the last trouble was. Deliberately absent: their addresses, which only the server knows. */
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useWords } from '../../app/locale.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Moment } from '../../parts/when.tsx';
import { MAILS_WORDS } from './words.ts';

type Bot = AnswerOf<'/api/v1/programme/{id}/bots'>['items'][number];

export function Bots({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(MAILS_WORDS);
  const found = useQuery(reading('/api/v1/programme/{id}/bots', { path: { id: programme } }));
  const columns: readonly Column<Bot>[] = [
    { key: 'bot', name: words.bot, show: ({ bot }) => bot, value: ({ bot }) => bot },
    { key: 'sent', name: words.botSent, show: ({ sent }) => sent, value: ({ sent }) => sent, align: 'right' },
    { key: 'waiting', name: words.botWaiting, show: ({ waiting }) => waiting, value: ({ waiting }) => waiting, align: 'right' },
    { key: 'failed', name: words.botFailed, show: ({ failed }) => failed, value: ({ failed }) => failed, align: 'right' },
    {
      key: 'last',
      name: words.botLast,
      show: ({ lastSentAt }) => (lastSentAt === null ? words.never : <Moment at={lastSentAt} />),
      value: ({ lastSentAt }) => lastSentAt ?? '',
    },
    { key: 'outcome', name: words.botOutcome, show: ({ lastOutcome }) => lastOutcome ?? '—', value: ({ lastOutcome }) => lastOutcome ?? '' },
  ];
  return (
    <Stack>
      <Text c="dimmed">{words.botsLead}</Text>
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noBots}>{words.noBotsNext}</Empty>
          ) : (
            <DataTable caption={words.bots} columns={columns} rows={items} rowKey={({ bot }) => bot} />
          )
        }
      </Asked>
    </Stack>
  );
}
