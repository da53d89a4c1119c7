/** The mail ledger of the case: what went out, to whom, whether it arrived, whether a person opened it. Whoever may not see it is told so. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { noticeName, noticeStatusWords } from '../../../domain/words/notices.ts';
import { reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { DataTable } from '../../parts/table.tsx';
import { Moment } from '../../parts/when.tsx';
import { useCase, useNames } from './facts.ts';
import { CASE_WORDS } from './words.ts';

export function Mails(): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const names = useNames();
  const { id } = useCase();
  const ways = useQuery(reading('/api/v1/sign-in')).data;
  const channelName = (channel: string): string => {
    const app = ways?.providers.find(({ id: provider }) => provider === channel);
    return channel === 'MAIL' ? words.mailByMail : app === undefined ? channel : say(app.name);
  };
  const found = useQuery(reading('/api/v1/approval/{id}/notices', { path: { id } }));
  return (
    <Asked query={found}>
      {({ notices }) =>
        notices.length === 0 ? (
          <Empty title={words.noMails} />
        ) : (
          <DataTable
            caption={words.mails}
            rows={notices}
            rowKey={({ id: notice }) => notice}
            columns={[
              {
                key: 'kind',
                name: words.mailKind,
                show: ({ template }) => say(noticeName(template)),
                value: ({ template }) => say(noticeName(template)),
              },
              {
                key: 'channel',
                name: words.mailChannel,
                show: ({ channel }) => channelName(channel),
                value: ({ channel }) => channelName(channel),
              },
              { key: 'to', name: words.mailTo, show: ({ recipient }) => names(recipient), value: ({ recipient }) => names(recipient) },
              {
                key: 'status',
                name: words.mailStatus,
                show: ({ status }) => say(noticeStatusWords(status)),
                value: ({ status }) => say(noticeStatusWords(status)),
              },
              {
                key: 'at',
                name: words.mailAt,
                show: ({ sentAt, createdAt }) => <Moment at={sentAt ?? createdAt} />,
                value: ({ sentAt, createdAt }) => sentAt ?? createdAt,
              },
              {
                key: 'opened',
                name: words.mailOpened,
                show: ({ openedAt }) => (openedAt === null ? '—' : <Moment at={openedAt} />),
                value: ({ openedAt }) => openedAt,
              },
              {
                key: 'tries',
                name: words.mailTries,
                show: ({ attempts }) => attempts.length,
                value: ({ attempts }) => attempts.length,
                align: 'right',
              },
            ]}
          />
        )
      }
    </Asked>
  );
}
