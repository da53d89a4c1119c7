/** What became of each message to another system, newest first. */
import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { webhookCause, webhookMessageName } from '../../../domain/words/webhooks.ts';
import { useAct } from '../../app/acting.ts';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Moment } from '../../parts/when.tsx';
import { adminPaths } from '../paths.ts';
import { useEventName } from './event-names.ts';
import type { WebhookShown } from './webhooks-page.tsx';
import { WEBHOOK_WORDS } from './words.ts';

type Message = AnswerOf<'/api/v1/programme/{id}/webhooks/{webhook}/messages'>['items'][number];
const AT_ONCE = 50;
/** How often it is asked again while a message waits: its sending is no event of a case, which would be told live. */
const LOOK_MS = 5_000;

export function MessageLedger({ one, before }: { readonly one: WebhookShown; readonly before: string | null }): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const say = useSay();
  const eventName = useEventName();
  const [again, setAgain] = useState<Message | null>(null);
  const { programme, webhook } = one;
  const query = before === null ? { limit: AT_ONCE } : { limit: AT_ONCE, before };
  const found = useQuery({
    ...reading('/api/v1/programme/{id}/webhooks/{webhook}/messages', { path: { id: programme, webhook }, query }),
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'WAITING') === true ? LOOK_MS : false),
  });
  const stateOf = ({ status }: Message): string => say(webhookMessageName(status));
  const lastOf = ({ attempts }: Message): string => {
    const last = attempts.at(-1);
    if (last === undefined) return '—';
    return last.status !== null && last.cause === '' ? words.took(last.status, last.ms) : say(webhookCause(last.cause));
  };
  const columns: readonly Column<Message>[] = [
    { key: 'event', name: words.event, show: ({ event }) => eventName(event), value: ({ event }) => event },
    { key: 'about', name: words.about, show: ({ about }) => about ?? '—', value: ({ about }) => about ?? '' },
    { key: 'at', name: words.at, show: ({ createdAt }) => <Moment at={createdAt} />, value: ({ createdAt }) => createdAt },
    { key: 'state', name: words.state, show: stateOf, value: stateOf },
    { key: 'tries', name: words.tries, show: ({ attempts }) => attempts.length, value: ({ attempts }) => attempts.length, align: 'right' },
    { key: 'outcome', name: words.outcome, show: lastOf, value: lastOf },
    { key: 'message', name: words.message, value: ({ message }) => message },
    {
      key: 'again',
      name: words.onceMore,
      show: (each) =>
        one.mayAct && one.status === 'ACTIVE' && each.status !== 'WAITING' ? (
          <Button
            variant="default"
            size="compact-md"
            aria-label={words.onceMoreNamed(eventName(each.event), each.about ?? '—')}
            onClick={() => setAgain(each)}
          >
            {words.onceMore}
          </Button>
        ) : (
          '—'
        ),
    },
  ];
  return (
    <Stack component="section">
      <Title order={2}>{words.ledger}</Title>
      <Asked query={found}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Empty title={words.noMessages}>{words.noMessagesNext}</Empty>
            ) : (
              <DataTable caption={words.ledger} columns={columns} rows={items} rowKey={({ message }) => message} />
            )}
            {before !== null && <PageLink href={adminPaths.webhook({ programme, webhook })}>{words.newest}</PageLink>}
            {next !== null && <PageLink href={adminPaths.webhook({ programme, webhook }, { before: next })}>{words.earlier}</PageLink>}
          </>
        )}
      </Asked>
      {again !== null && <OnceMore one={one} message={again.message} onClose={() => setAgain(null)} />}
    </Stack>
  );
}

function OnceMore({ one, message, onClose }: { readonly one: WebhookShown; readonly message: string; readonly onClose: () => void }): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const tell = useTell();
  const fields = useFields({ initial: { basis: '' }, check: ({ basis }) => ({ basis: basis.trim() === '' ? words.missing : null }) });
  const act = useAct('/api/v1/programme/{id}/webhooks/{webhook}/again', {
    onDone({ count }) {
      tell.done(words.sentAgain(count));
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.onceMore}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.onceMore}
      onSubmit={({ basis }) =>
        act.mutate({ params: { path: { id: one.programme, webhook: one.webhook } }, body: { what: 'ONE', message, basis: basis.trim() } })
      }
    >
      <Text>{words.onceMoreText}</Text>
      <TextInput label={words.basis} required maxLength={2000} autoComplete="off" {...fields.getInputProps('basis')} />
    </DialogForm>
  );
}
