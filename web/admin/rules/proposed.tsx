/** A version of a table that waits for a second person: what it changes, from when, on which basis; confirmed, refused, taken back. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { SecondPerson } from '../second-person.tsx';
import { Changes } from './changes.tsx';
import type { TableShown } from './version.ts';
import { RULES_WORDS } from './words.ts';

type Props = { readonly programme: string; readonly shown: TableShown; readonly proposed: NonNullable<TableShown['proposed']> };

export function Proposed({ programme, shown, proposed }: Props): ReactNode {
  const words = useWords(RULES_WORDS);
  const say = useSay();
  const { changes, replaces, from } = proposed;
  const day = say(dayWords(from));
  return (
    <SecondPerson
      programme={programme}
      waiting={proposed}
      kind="Standard"
      title={words.confirmTitle}
      confirmText={words.confirmText(say(shown.name), day)}
      endTitle={words.endTitle}
      endText={words.endText}
    >
      <Stack gap="xs">
        <Text>{words.inForceFrom(day)}</Text>
        {replaces.length > 0 && <Text>{words.replaces(replaces.join(', '))}</Text>}
        <Changes changes={changes} shown={shown} none={words.nothingChanges} />
        <Text c="dimmed">{words.touches}</Text>
      </Stack>
    </SecondPerson>
  );
}
