/** What a person wants to be told, by topic and channel, with quiet hours. What differs for one event alone is kept as it is. */
import { Card, Checkbox, Group, Select, SimpleGrid, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { MAIL_WISHES, TOPICS } from '../../domain/notice/preference.ts';
import { useAct } from '../app/acting.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useWords } from '../app/locale.tsx';
import { FormBody, useFields } from '../parts/form.tsx';
import { LeaveGuard } from '../parts/leave-guard.tsx';
import { Asked } from '../parts/states.tsx';
import { useTell } from '../parts/tell.tsx';
import { ME_WORDS, WISH_WORDS } from './words.ts';

type Kept = AnswerOf<'/api/v1/me/wishes'>;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function Wishes(): ReactNode {
  const words = useWords(WISH_WORDS);
  const kept = useQuery(reading('/api/v1/me/wishes'));
  return (
    <Card withBorder component="section">
      <Title order={2}>{words.title}</Title>
      <Text c="dimmed" mb="sm">
        {words.lead}
      </Text>
      <Asked query={kept}>{(found) => <WishForm key={JSON.stringify(found)} kept={found} />}</Asked>
    </Card>
  );
}

function WishForm({ kept }: { readonly kept: Kept }): ReactNode {
  const words = useWords(WISH_WORDS);
  const own = useWords(ME_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/me/wishes', {
    onDone() {
      fields.resetDirty();
      tell.done(own.saved);
    },
  });
  const { quiet, mail, chat, digest, work = true } = kept;
  const fields = useFields({
    initial: {
      mail,
      chat,
      digest,
      work,
      isQuiet: quiet !== null,
      from: quiet?.from ?? '21:00',
      to: quiet?.to ?? '07:30',
      restDays: quiet?.restDays ?? false,
    },
    check: ({ isQuiet, from, to }) => ({
      from: isQuiet && !TIME.test(from) ? words.timeWrong : null,
      to: isQuiet && !TIME.test(to) ? words.timeWrong : null,
    }),
  });
  const { isQuiet } = fields.getValues();
  const hasApps = useQuery(reading('/api/v1/sign-in')).data?.providers.some(({ kind }) => kind !== 'OIDC') === true;
  return (
    <FormBody
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={own.save}
      onSubmit={({ isQuiet: wanted, from, to, restDays, ...rest }) =>
        act.mutate({ body: { ...kept, ...rest, quiet: wanted ? { from, to, restDays } : null } })
      }
    >
      <LeaveGuard when={fields.isDirty() && !act.isPending} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {TOPICS.map((topic) => (
          <div key={topic}>
            <Select
              label={words.mail(words[topic])}
              allowDeselect={false}
              data={MAIL_WISHES.map((wish) => ({ value: wish, label: words[wish] }))}
              {...fields.getInputProps(`mail.${topic}`)}
            />
            <Checkbox mt="xs" label={words.chat(words[topic])} {...fields.getInputProps(`chat.${topic}`, { type: 'checkbox' })} />
          </div>
        ))}
      </SimpleGrid>
      <Checkbox label={words.digest} {...fields.getInputProps('digest', { type: 'checkbox' })} />
      <Checkbox label={words.quiet} {...fields.getInputProps('isQuiet', { type: 'checkbox' })} />
      {hasApps && <Checkbox label={words.work} description={words.workHint} {...fields.getInputProps('work', { type: 'checkbox' })} />}
      {isQuiet && (
        <Group align="flex-start">
          <TextInput type="time" label={words.from} {...fields.getInputProps('from')} />
          <TextInput type="time" label={words.to} {...fields.getInputProps('to')} />
          <Checkbox mt="xl" label={words.restDays} {...fields.getInputProps('restDays', { type: 'checkbox' })} />
        </Group>
      )}
    </FormBody>
  );
}
