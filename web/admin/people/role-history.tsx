/** How each role of somebody began and ended: who did it, who was the second person, on which basis. */
import { List, Spoiler, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { roleWords } from '../../parts/role.ts';
import { type PersonShown, useNames } from './facts.ts';
import { PERSON_WORDS } from './words.ts';

type Step = PersonShown['history'][number];

export function RoleHistory({ programme, steps }: { readonly programme: string; readonly steps: readonly Step[] }): ReactNode {
  const words = useWords(PERSON_WORDS);
  const say = useSay();
  const name = useNames(programme);
  if (steps.length === 0) return <Text>{words.noHistory}</Text>;
  const who = ({ by, proposedBy }: Step): string => {
    const did = by === null ? words.nobody : name(by);
    return proposedBy === null ? words.by(did) : words.byTwo(name(proposedBy), did);
  };
  return (
    <Spoiler maxHeight={220} showLabel={words.more} hideLabel={words.less}>
      <List spacing="xs">
        {steps.map((step) => (
          <List.Item key={`${step.at} ${step.role} ${step.change}`}>
            {say(dayWords(dayAt(step.at)))} {(step.change === 'ASSIGN' ? words.began : words.over)(say(roleWords(step.role)))}
            <Text size="sm" c="dimmed">
              {who(step)} · {step.basis}
            </Text>
          </List.Item>
        ))}
      </List>
    </Spoiler>
  );
}
