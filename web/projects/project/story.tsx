/** What happened in a project and in all its cases, in sentences; and the same as a PDF. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import { type ReactNode, useState } from 'react';
import { useLocale, useSay, useWords } from '../../app/locale.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { Events } from '../../parts/timeline.tsx';
import { type Project, storyReading } from './facts.ts';
import { PROJECT_WORDS } from './words.ts';

const AT_ONCE = 60;

export function Story({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const locale = useLocale();
  const [most, setMost] = useState(AT_ONCE);
  const found = useQuery(storyReading(project.code));
  return (
    <Asked query={found}>
      {({ lines }) =>
        lines.length === 0 ? (
          <Empty title={words.noStory} />
        ) : (
          <Stack>
            <Group justify="space-between">
              <Text c="dimmed">{words.storyHow}</Text>
              <Button
                component="a"
                variant="default"
                href={`/api/v1/project/${encodeURIComponent(project.code)}/story.pdf?lang=${locale}`}
                leftSection={<Download size={16} aria-hidden />}
              >
                {words.storyPdf}
              </Button>
            </Group>
            <Events
              events={lines
                .toReversed()
                .slice(0, most)
                .map(({ at, stream, version, text }) => ({ key: `${stream}@${version}`, at, sentence: say(text) }))}
            />
            {lines.length > most && (
              <Button variant="default" onClick={() => setMost(most + AT_ONCE)}>
                {words.storyMore(Math.min(AT_ONCE, lines.length - most))}
              </Button>
            )}
          </Stack>
        )
      }
    </Asked>
  );
}
