/** What happened, in order: who, when, the sentence, and what was written. */
import { Text, Timeline } from '@mantine/core';
import type { ReactNode } from 'react';
import { Moment } from './when.tsx';
import { Written } from './written.tsx';

export type Happened = {
  readonly key: string;
  readonly at: string;
  readonly sentence: ReactNode;
  /** As somebody wrote it. */
  readonly written?: string | null;
  readonly colour?: 'brand' | 'go' | 'heed' | 'stop' | 'gray';
};

export function Events({ events }: { readonly events: readonly Happened[] }): ReactNode {
  return (
    <Timeline bulletSize={14} lineWidth={2} active={events.length} component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
      {events.map(({ key, at, sentence, written = null, colour = 'brand' }) => (
        <Timeline.Item
          key={key}
          color={colour}
          component="li"
          title={
            <Text fw={500} className="sentence">
              {sentence}
            </Text>
          }
        >
          {written !== null && written !== '' && <Written text={written} />}
          <Text size="sm" c="dimmed">
            <Moment at={at} />
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
