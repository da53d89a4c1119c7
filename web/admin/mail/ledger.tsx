/** The mail ledger of a programme, newest first, narrowed; what did not arrive says what to do. Deliberately absent: addresses. */
import { Badge, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { NOTICE_TEMPLATES } from '../../../domain/notice/due.ts';
import { STAGE_NAMES } from '../../../domain/stages/all.ts';
import { noticeName, noticeStatusWords } from '../../../domain/words/notices.ts';
import { useAct } from '../../app/acting.ts';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { approvalPaths } from '../../approvals/paths.ts';
import { PageLink } from '../../parts/link.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Moment, useMoment } from '../../parts/when.tsx';
import { projectPaths } from '../../projects/paths.ts';
import { ReadAt } from '../frame.tsx';
import { adminPaths, type MailsQuery } from '../paths.ts';
import { rosterReading, useNames } from '../people/facts.ts';
import { MAILS_WORDS } from './words.ts';

type Mail = AnswerOf<'/api/v1/programme/{id}/mails'>['items'][number];
const UNDELIVERED = ['REFUSED', 'BOUNCED', 'FAILED', 'UNKNOWN'];
const SHOWS = { held: 'HELD', queued: 'QUEUED', sent: 'SENT' } as const;
type Show = keyof typeof SHOWS | 'undelivered' | 'all';
const ALL_SHOWS: readonly Show[] = ['all', 'undelivered', 'queued', 'held', 'sent'];

type Props = { readonly programme: string; readonly query: MailsQuery };

export function Ledger({ programme, query }: Props): ReactNode {
  const words = useWords(MAILS_WORDS);
  const [before, setBefore] = useState<string | null>(null);
  const show = ALL_SHOWS.find((each) => each === query.show) ?? 'all';
  const template = NOTICE_TEMPLATES.find((each) => each === query.template);
  const { person } = query;
  const found = useQuery(
    reading('/api/v1/programme/{id}/mails', {
      path: { id: programme },
      query: {
        ...(show === 'undelivered' ? { undelivered: 'true' as const } : show === 'all' ? {} : { status: SHOWS[show] }),
        ...(template === undefined ? {} : { template }),
        ...(person === undefined || person === '' ? {} : { person }),
        ...(before === null ? {} : { before }),
      },
    }),
  );
  return (
    <Stack>
      <Text c="dimmed">{words.ledgerLead}</Text>
      <Narrowing programme={programme} query={query} show={show} onNarrow={() => setBefore(null)} />
      <Asked query={found}>
        {({ items, next }) => (
          <Stack>
            <ReadAt at={found.dataUpdatedAt} />
            {items.length === 0 ? <Empty title={words.none}>{words.noneNext}</Empty> : <Rows programme={programme} rows={items} />}
            <Group>
              {before !== null && (
                <Button variant="default" onClick={() => setBefore(null)}>
                  {words.newest}
                </Button>
              )}
              {next !== null && (
                <Button variant="default" onClick={() => setBefore(next)}>
                  {words.earlier}
                </Button>
              )}
            </Group>
          </Stack>
        )}
      </Asked>
    </Stack>
  );
}

function Narrowing({ programme, query, show, onNarrow }: Props & { readonly show: Show; readonly onNarrow: () => void }): ReactNode {
  const words = useWords(MAILS_WORDS);
  const say = useSay();
  const router = useRouter();
  const nameOf = usePersonName();
  const people = useQuery(rosterReading(programme)).data?.people ?? [];
  const view = (change: MailsQuery): void => {
    onNarrow();
    void router.navigate({ href: adminPaths.mails({ ...query, programme, ...change }), replace: true, resetScroll: false });
  };
  return (
    <Group align="flex-end">
      <Select
        label={words.show}
        data={ALL_SHOWS.map((each) => ({ value: each, label: words[each] }))}
        value={show}
        allowDeselect={false}
        w={150}
        onChange={(next) => view({ show: next ?? 'all' })}
      />
      <Select
        label={words.kind}
        searchable
        data={[{ value: '', label: words.anyKind }, ...NOTICE_TEMPLATES.map((each) => ({ value: each, label: say(noticeName(each)) }))]}
        value={query.template ?? ''}
        allowDeselect={false}
        w={190}
        onChange={(template) => view({ template: template ?? '' })}
      />
      <Select
        label={words.to}
        searchable
        data={[{ value: '', label: words.anybody }, ...people.map((person) => ({ value: person.id, label: nameOf(person) }))]}
        value={query.person ?? ''}
        allowDeselect={false}
        w={190}
        onChange={(person) => view({ person: person ?? '' })}
      />
    </Group>
  );
}

function Rows({ programme, rows }: { readonly programme: string; readonly rows: readonly Mail[] }): ReactNode {
  const words = useWords(MAILS_WORDS);
  const say = useSay();
  const moment = useMoment();
  const names = useNames(programme);
  const state = ({ status, heldUntil, attempts }: Mail): string =>
    [
      say(noticeStatusWords(status)),
      ...(heldUntil === null ? [] : [words.until(moment(heldUntil))]),
      ...(attempts > 1 ? [words.tried(attempts)] : []),
    ].join(' · ');
  const columns: readonly Column<Mail>[] = [
    {
      key: 'at',
      name: words.at,
      show: ({ sentAt, createdAt }) => <Moment at={sentAt ?? createdAt} />,
      value: ({ sentAt, createdAt }) => sentAt ?? createdAt,
    },
    { key: 'kind', name: words.kind, show: ({ template }) => say(noticeName(template)), value: ({ template }) => say(noticeName(template)) },
    { key: 'to', name: words.to, show: ({ recipient }) => names(recipient), value: ({ recipient }) => names(recipient) },
    { key: 'about', name: words.about, show: (mail) => <About stream={mail.stream} />, value: ({ stream }) => stream },
    {
      key: 'state',
      name: words.state,
      show: (mail) =>
        UNDELIVERED.includes(mail.status) ? (
          <Badge color="stop" variant="outline" tt="none" h="auto" style={{ whiteSpace: 'normal' }}>
            {state(mail)}
          </Badge>
        ) : (
          state(mail)
        ),
      value: (mail) => [state(mail), mail.outcome ?? ''].join(' '),
    },
    { key: 'todo', name: words.todo, show: (mail) => <Todo programme={programme} mail={mail} name={names(mail.recipient)} /> },
  ];
  return <DataTable caption={words.ledger} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

function About({ stream }: { readonly stream: string }): ReactNode {
  const say = useSay();
  const [kind, id = ''] = stream.split('/');
  const stage = Object.entries(STAGE_NAMES).find(([key]) => key.toLowerCase() === kind)?.[1];
  return kind === 'approval' ? (
    <PageLink href={approvalPaths.approval({ id })} size="sm">
      {id}
    </PageLink>
  ) : stage === undefined ? (
    id
  ) : (
    <PageLink href={projectPaths.stage({ code: id, stage: kind ?? '' })} size="sm">
      {id} {say(stage)}
    </PageLink>
  );
}

const OFFICE = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR'];

function Todo({ programme, mail, name }: { readonly programme: string; readonly mail: Mail; readonly name: string }): ReactNode {
  const words = useWords(MAILS_WORDS);
  const say = useSay();
  const tell = useTell();
  const roles = useMe().roles[programme] ?? [];
  const act = useAct('/api/v1/approval/{id}/commands', { onDone: () => tell.done(words.sentAgain) });
  const [kind, id = ''] = mail.stream.split('/');
  const { openTask } = mail;
  if (!UNDELIVERED.includes(mail.status)) return '';
  return (
    <Group gap="xs">
      <PageLink href={adminPaths.person({ programme, person: mail.recipient })} size="sm">
        {words.todoBounced}
      </PageLink>
      {kind === 'approval' && openTask !== null && roles.some((role) => OFFICE.includes(role)) && (
        <Button
          variant="default"
          size="compact-md"
          loading={act.isPending}
          aria-label={words.sendAgainNamed(say(noticeName(mail.template)), name)}
          onClick={() =>
            act.mutate(
              { params: { path: { id } }, body: { type: 'AskMail', what: 'LINK', task: openTask } },
              { onError: (problem) => tell.problem(problem) },
            )
          }
        >
          {words.sendAgain}
        </Button>
      )}
    </Group>
  );
}
