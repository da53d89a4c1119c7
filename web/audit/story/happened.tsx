/** What happened, the newest first, each with the way to its proof. */
import { Button, Stack, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Text } from '../../../domain/kernel/values.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Events } from '../../parts/timeline.tsx';
import { auditPaths } from '../paths.ts';
import { STORY_WORDS } from './story-words.ts';

type Line = { readonly at: string; readonly stream: string; readonly version: number; readonly text: Text };
const AT_ONCE = 60;

export function Happened({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const words = useWords(STORY_WORDS);
  const say = useSay();
  const [most, setMost] = useState(AT_ONCE);
  return (
    <Stack component="section" aria-label={words.what}>
      <Title order={2} size="h4">
        {words.what}
      </Title>
      <Events
        events={lines.slice(0, most).map(({ at, stream, version, text }) => ({
          key: `${stream}@${version}`,
          at,
          sentence: (
            <>
              {say(text)}{' '}
              <PageLink href={auditPaths.proof({ stream, version: String(version) })} size="sm" aria-label={words.proofOf(say(text))}>
                {words.proof}
              </PageLink>
            </>
          ),
        }))}
      />
      {lines.length > most && (
        <Button variant="default" onClick={() => setMost(most + AT_ONCE)}>
          {words.more(Math.min(AT_ONCE, lines.length - most))}
        </Button>
      )}
    </Stack>
  );
}
