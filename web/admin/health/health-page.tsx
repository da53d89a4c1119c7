/**
 * How the service is, as an administrator understands it: each part with its state and what to do, and what was set aside.
 * It is no case whose change would be told (app/live.ts), so that this one page asks again while it is looked at.
 */
import { Alert, Badge, Button, Card, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { webhookCause } from '../../../domain/words/webhooks.ts';
import { useAct } from '../../app/acting.ts';
import { reading } from '../../app/client.ts';
import { useMarks, useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable, Nothing } from '../../parts/table.tsx';
import { useTell } from '../../parts/tell.tsx';
import { useMoment } from '../../parts/when.tsx';
import { OfficePage, ReadAt } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { bytesWords, type Health, ownPartsOf, type Sign, signsOf, waitingMails } from './signs.ts';
import { HEALTH_WORDS } from './words.ts';

const route = getRouteApi('/office/health');
const EVERY_MS = 15_000;

export function HealthPage(): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const { programme } = route.useSearch();
  return (
    <OfficePage title={words.health} programme={programme} of={(next) => adminPaths.health({ programme: next })}>
      {(here) => <Of key={here} programme={here} />}
    </OfficePage>
  );
}

function Of({ programme }: { readonly programme: string }): ReactNode {
  const found = useQuery({ ...reading('/api/v1/programme/{id}/health', { path: { id: programme } }), refetchInterval: EVERY_MS });
  return (
    <Asked query={found}>
      {(health) => (
        <Stack>
          <ReadAt at={found.dataUpdatedAt} />
          <InShort health={health} at={found.dataUpdatedAt} />
          <Parts health={health} programme={programme} at={found.dataUpdatedAt} />
          <SetAside health={health} programme={programme} />
        </Stack>
      )}
    </Asked>
  );
}

type Shown = { readonly health: Health; readonly at: number };

function InShort({ health, at }: Shown): ReactNode {
  const words = useWords(HEALTH_WORDS);
  const signs = Object.values(signsOf(health, at));
  const wrong = signs.filter((sign) => sign !== 'FINE').length + (health.aside.length > 0 ? 1 : 0);
  return (
    <Alert
      color={signs.includes('BROKEN') ? 'stop' : wrong > 0 ? 'heed' : 'go'}
      variant="outline"
      role="status"
      title={wrong === 0 ? words.well : words.look(wrong)}
    >
      {wrong === 0 ? words.wellNext : null}
    </Alert>
  );
}

type Part = { readonly key: string; readonly name: string; readonly sign: Sign; readonly says: string; readonly todo: ReactNode };
const COLOURS = { FINE: 'go', HEED: 'heed', BROKEN: 'stop' } as const;

const together = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(' · ');

/** Where documents go, and what looks at them before. */
function useDocumentParts({ documents: { place, fault }, scanner }: Health, signs: ReturnType<typeof signsOf>): readonly Part[] {
  const words = useWords(HEALTH_WORDS);
  const places = { database: words.documentsDatabase, disk: words.documentsDisk, s3: words.documentsS3 };
  const scans = { NONE: words.scannerNone, ANSWERS: words.answers, AWAY: words.scannerAway, UNSCANNED: words.scannerUnscanned };
  return [
    {
      key: 'documents',
      name: words.documents,
      sign: signs.documents,
      says: together(places[place], fault === null ? null : words.documentsDown),
      todo: fault === null ? null : words[`documents${fault}`],
    },
    {
      key: 'scanner',
      name: words.scanner,
      sign: signs.scanner,
      says: scans[scanner],
      todo: signs.scanner === 'FINE' ? null : words.scannerTodo,
    },
  ];
}

function useParts({ health, at }: Shown, programme: string): readonly Part[] {
  const words = useWords(HEALTH_WORDS);
  const office = useWords(OFFICE_WORDS);
  const moment = useMoment();
  const say = useSay();
  const marks = useMarks();
  const signs = signsOf(health, at);
  const aboutDocuments = useDocumentParts(health, signs);
  const { log, disk, lastMailAt } = health;
  const { count, oldest, held } = waitingMails(health);
  const signed = log.checkpoint === null ? words.recordNone : words.recordFine(log.checkpoint.size, moment(log.checkpoint.at));
  const sent = lastMailAt === null ? words.mailsNone : words.mailsFine(moment(lastMailAt));
  const mails = oldest === null ? sent : words.mailsWaiting(count, moment(oldest));
  const nameOf = { postgres: 'PostgreSQL', temporal: 'Temporal', mails: words.mailCatcher, worker: words.worker };
  const own = ownPartsOf(health, at);
  const ended = [
    ...own.away.map(({ part, endedAt }) => words.ownAway(nameOf[part], moment(endedAt ?? ''))),
    ...own.lately.map(({ part, endedAt, ends }) => words.ownBack(nameOf[part], moment(endedAt ?? ''), ends)),
  ];
  return [
    {
      key: 'database',
      name: words.database,
      sign: signs.database,
      says: signs.database === 'FINE' ? words.databaseFine(bytesWords(health.databaseBytes)) : health.postgres,
      todo: signs.database === 'FINE' ? null : words.databaseTodo(health.postgres),
    },
    {
      key: 'temporal',
      name: words.temporal,
      sign: signs.temporal,
      says: signs.temporal === 'FINE' ? words.answers : health.temporal,
      todo: signs.temporal === 'FINE' ? null : words.temporalTodo(health.temporal),
    },
    ...(health.ownParts.length === 0
      ? []
      : [
          {
            key: 'own',
            name: words.own,
            sign: signs.own,
            says: signs.own === 'FINE' ? words.ownFine : together(...ended),
            todo: signs.own === 'FINE' ? null : words.ownTodo,
          },
        ]),
    ...aboutDocuments,
    {
      key: 'record',
      name: words.record,
      sign: signs.record,
      says: together(signed, log.waiting > 0 ? words.recordWaiting(log.waiting) : null),
      todo: signs.record === 'FINE' || log.unsignedSince === null ? null : words.recordTodo(moment(log.unsignedSince)),
    },
    {
      key: 'mails',
      name: words.mails,
      sign: signs.mails,
      says: together(mails, held > 0 ? words.mailsHeld(held) : null),
      todo: signs.mails === 'FINE' ? null : words.mailsTodo,
    },
    {
      key: 'undelivered',
      name: words.undelivered,
      sign: signs.undelivered,
      says: health.undelivered === 0 ? words.none : words.undeliveredSome(health.undelivered),
      todo:
        health.undelivered === 0 ? null : <PageLink href={adminPaths.mails({ programme, show: 'undelivered' })}>{words.undeliveredTodo}</PageLink>,
    },
    {
      key: 'cards',
      name: words.cards,
      sign: 'FINE',
      says: health.cardsWaiting === 0 ? words.none : words.cardsWaiting(health.cardsWaiting),
      todo: null,
    },
    {
      key: 'webhooks',
      name: office.webhooks,
      sign: signs.webhooks,
      says:
        health.webhooks.length === 0
          ? words.none
          : together(...health.webhooks.map(({ name, cause }) => (cause === null ? name : `${name}${marks.colon}${say(webhookCause(cause))}`))),
      todo: health.webhooks.length === 0 ? null : <PageLink href={adminPaths.webhooks({ programme })}>{words.webhooksTodo}</PageLink>,
    },
    {
      key: 'disk',
      name: words.disk,
      sign: signs.disk,
      says: disk === null ? words.diskUnknown : words.diskFree(bytesWords(disk.free), bytesWords(disk.all)),
      todo: signs.disk === 'FINE' ? null : words.diskTodo,
    },
  ];
}

function Parts({ health, at, programme }: Shown & { readonly programme: string }): ReactNode {
  const words = useWords(HEALTH_WORDS);
  const parts = useParts({ health, at }, programme);
  const signWords = { FINE: words.fine, HEED: words.heed, BROKEN: words.broken };
  const columns: readonly Column<Part>[] = [
    { key: 'part', name: words.part, show: ({ name }) => name, value: ({ name }) => name },
    {
      key: 'sign',
      name: words.state,
      show: ({ sign, says }) => (
        <Group gap="xs" component="span">
          <Badge color={COLOURS[sign]} variant="outline">
            {signWords[sign]}
          </Badge>
          <span>{says}</span>
        </Group>
      ),
      value: ({ sign, says }) => `${signWords[sign]} ${says}`,
    },
    { key: 'todo', name: words.todo, show: ({ todo }) => todo ?? <Nothing /> },
  ];
  return (
    <section>
      <Title order={2}>{words.parts}</Title>
      <DataTable caption={words.parts} columns={columns} rows={parts} rowKey={({ key }) => key} />
    </section>
  );
}

function SetAside({ health, programme }: { readonly health: Health; readonly programme: string }): ReactNode {
  const words = useWords(HEALTH_WORDS);
  const say = useSay();
  return (
    <section>
      <Title order={2} mb="xs">
        {words.aside}
      </Title>
      {health.aside.length === 0 ? (
        <Empty title={words.asideNone} />
      ) : (
        <Stack>
          <Text>{words.asideLead}</Text>
          {health.aside.map((one) => (
            <One key={`${one.loop} ${one.item}`} one={one} programme={programme} mayRetry={health.mayRetry} />
          ))}
        </Stack>
      )}
      {health.asideElsewhere.map(({ loop, name, count }) => (
        <Text key={loop} c="dimmed">
          {words.elsewhere(say(name), count)}
        </Text>
      ))}
    </section>
  );
}

type Item = Health['aside'][number];

function One({ one, programme, mayRetry }: { readonly one: Item; readonly programme: string; readonly mayRetry: boolean }): ReactNode {
  const words = useWords(HEALTH_WORDS);
  const say = useSay();
  const moment = useMoment();
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/aside/retry', { onDone: () => tell.done(words.retried) });
  const { loop, item, reason } = one;
  return (
    <Card withBorder component="article">
      <Text fw={600}>{say(one.name)}</Text>
      <Text style={{ overflowWrap: 'anywhere' }}>{item}</Text>
      <Text>{say(one.stopped)}</Text>
      <Text fw={600}>{say(one.todo)}</Text>
      <Text size="sm" c="dimmed">
        {words.since(moment(one.firstSeen))} · {words.triesTold(one.tries, moment(one.nextTry))}
      </Text>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {words.reason(reason)}
      </Text>
      <Group mt="xs">
        <Button
          disabled={!mayRetry}
          loading={act.isPending}
          aria-label={words.retryNamed(item)}
          onClick={() => act.mutate({ params: { path: { id: programme } }, body: { item } }, { onError: (problem) => tell.problem(problem) })}
        >
          {words.retry}
        </Button>
        <CopyButton value={`${loop} ${item}\n${reason}\n${one.firstSeen} ×${one.tries}`}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy} aria-label={words.tellNamed(item)}>
              {copied ? words.copied : words.tell}
            </Button>
          )}
        </CopyButton>
        {!mayRetry && (
          <Text size="sm" c="dimmed">
            {words.onlyAdministrator}
          </Text>
        )}
      </Group>
    </Card>
  );
}
