/** The mails of all cases of a project: what went out, to whom, what became of it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { noticeName, noticeStatusWords } from '../../../domain/words/notices.ts';
import type { AnswerOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Asked, Empty, NotAllowed } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Moment } from '../../parts/when.tsx';
import { mailsReading, type Project, useNamesIn } from './facts.ts';
import { PROJECT_WORDS } from './words.ts';

type Answer = AnswerOf<'/api/v1/project/{id}/mails'>;

export function Mails({ project }: { readonly project: Project }): ReactNode {
  return project.readsMails ? <Ledger project={project} /> : <NotAllowed />;
}

function Ledger({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const found = useQuery(mailsReading(project.code));
  return (
    <Asked query={found}>
      {({ items, people }) => (items.length === 0 ? <Empty title={words.noMails} /> : <Listed items={items} people={people} />)}
    </Asked>
  );
}

function Listed({ items, people }: Answer): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const nameOf = useNamesIn(people);
  const columns: readonly Column<Answer['items'][number]>[] = [
    { key: 'mail', name: words.mail, show: ({ template }) => say(noticeName(template)), value: ({ template }) => say(noticeName(template)) },
    { key: 'of', name: words.ofCase, show: ({ of }) => say(of), value: ({ of }) => say(of) },
    { key: 'to', name: words.to, show: ({ recipient }) => nameOf(recipient), value: ({ recipient }) => nameOf(recipient) },
    {
      key: 'outcome',
      name: words.outcome,
      show: ({ status }) => say(noticeStatusWords(status)),
      value: ({ status }) => say(noticeStatusWords(status)),
    },
    {
      key: 'sent',
      name: words.sent,
      show: ({ sentAt, createdAt }) => <Moment at={sentAt ?? createdAt} />,
      value: ({ sentAt, createdAt }) => sentAt ?? createdAt,
    },
  ];
  return <DataTable caption={words.mails} columns={columns} rows={items} rowKey={({ id }) => id} />;
}
