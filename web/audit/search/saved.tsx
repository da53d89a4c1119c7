/** Questions that somebody kept under a name: their own, opened with one click, removed when they have served. */
import { Button, CloseButton, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useAct } from '../../app/acting.ts';
import { reading } from '../../app/client.ts';
import { useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Asked } from '../../parts/states.tsx';
import { useTell } from '../../parts/tell.tsx';
import { auditPaths, type SearchQuery } from '../paths.ts';
import { bodyOf } from './body.ts';
import { questionIn } from './question.ts';
import { SEARCH_WORDS } from './words.ts';

const MINE = reading('/api/v1/audit/searches');

export function Saved({ query }: { readonly query: SearchQuery }): ReactNode {
  const words = useWords(SEARCH_WORDS);
  const tell = useTell();
  const found = useQuery(MINE);
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const save = useAct('/api/v1/audit/searches', {
    quiet: true,
    onDone: () => {
      setName('');
      tell.done(words.savedDone);
      void found.refetch();
    },
  });
  const remove = useAct('/api/v1/audit/searches/{id}/remove', { quiet: true, onDone: () => void found.refetch() });
  const keep = (): void => {
    setMissing(name.trim() === '');
    if (name.trim() !== '') save.mutate({ body: { name: name.trim(), query: bodyOf(query) } }, { onError: (problem) => tell.problem(problem) });
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={words.saved}>
      <Stack gap="xs">
        <Title order={2} size="h5">
          {words.saved}
        </Title>
        <Asked query={found}>
          {({ items }) =>
            items.length === 0 ? (
              <Text c="dimmed" size="sm">
                {words.noSaved}
              </Text>
            ) : (
              <Group gap="md">
                {items.map((one) => (
                  <Group key={one.id} gap={2} wrap="nowrap">
                    <PageLink href={auditPaths.search(questionIn(one.query).query)}>{one.name}</PageLink>
                    <CloseButton
                      aria-label={words.remove(one.name)}
                      onClick={() => remove.mutate({ params: { path: { id: one.id } }, body: {} }, { onError: (problem) => tell.problem(problem) })}
                    />
                  </Group>
                ))}
              </Group>
            )
          }
        </Asked>
        <Group align="flex-end">
          <TextInput
            label={words.name}
            value={name}
            maxLength={80}
            error={missing ? words.nameFirst : null}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button variant="default" loading={save.isPending} onClick={keep}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
