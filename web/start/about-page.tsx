/** What this is, and where else things are: for whoever operates it or writes programs for it. */
import { Anchor, List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { Page } from '../parts/page.tsx';
import { START_WORDS } from './words.ts';

/** Where the embedded mail catcher shows its mails; empty with a mail server of one's own. */
const outbox = document.querySelector<HTMLMetaElement>('meta[name=outbox]')?.content ?? '';

export function AboutPage(): ReactNode {
  const words = useWords(START_WORDS);
  return (
    <Page title={words.about}>
      <Stack>
        <Text>{words.aboutText}</Text>
        <List spacing="sm">
          <List.Item>
            <Anchor href="/docs">{words.apiDocs}</Anchor>
          </List.Item>
          {outbox !== '' && (
            <List.Item>
              <Anchor href={outbox}>{words.outbox}</Anchor>
            </List.Item>
          )}
          <List.Item>
            <Anchor href="/mails">{words.mails}</Anchor>
          </List.Item>
          <List.Item>
            <Anchor href="/readyz">{words.health}</Anchor>
          </List.Item>
        </List>
      </Stack>
    </Page>
  );
}
